//! Passwords that leaked elsewhere: a list of their digests in a file of this machine, in the form in which Pwned Passwords
//! publishes it.
//!
//! Nothing is asked of the network, and no password leaves the process: its digest is looked for by halves, in a file that may be
//! far larger than the memory. The file is held open: replacing it takes effect at the next start.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use sha1::{Digest as _, Sha1};

/// Digits of a digest, at the start of its line.
const DIGITS: usize = 40;

/// More than two lines: a digest, a colon, how often it leaked.
const WINDOW: u64 = 160;

/// A sorted list of digests. Clones share the file.
#[derive(Clone)]
pub struct LeakedPasswords(Arc<List>);

struct List {
    file: Mutex<File>,
    bytes: u64,
}

/// Why a file is not such a list.
#[derive(Debug, thiserror::Error)]
pub enum NotAList {
    /// It cannot be read.
    #[error("ce fichier n’existe pas, ou Pacte n’a pas le droit de le lire")]
    Unreadable(#[from] io::Error),
    /// Its first lines are something else, or its last line comes before its first.
    #[error(
        "écrivez le nom d’un fichier de Pwned Passwords trié par empreinte : une empreinte SHA-1 par ligne, en 40 chiffres hexadécimaux"
    )]
    Form,
}

impl fmt::Debug for LeakedPasswords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LeakedPasswords({} bytes)", self.0.bytes)
    }
}

impl LeakedPasswords {
    /// Opens the list, once its first and last lines were looked at.
    pub fn open(path: &str) -> Result<Self, NotAList> {
        let file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let opened = List {
            file: Mutex::new(file),
            bytes,
        };
        let first = opened.line_from(0)?.ok_or(NotAList::Form)?;
        let near_the_end = opened.line_from(bytes.saturating_sub(WINDOW / 2))?;
        if near_the_end.is_some_and(|line| line.digest < first.digest) {
            return Err(NotAList::Form);
        }
        Ok(Self(Arc::new(opened)))
    }

    /// Whether this password is on the list. It reads the disk some forty times: not for the threads that serve pages.
    pub fn holds(&self, password: &str) -> Result<bool, NotAList> {
        let sought = hexadecimal(&Sha1::digest(password.as_bytes()));
        // The line sought begins in `low..high`.
        let (mut low, mut high) = (0, self.0.bytes);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.0.line_from(middle)? {
                Some(line) if line.start < high => match line.digest.cmp(&sought) {
                    std::cmp::Ordering::Equal => return Ok(true),
                    std::cmp::Ordering::Less => low = line.start + 1,
                    std::cmp::Ordering::Greater => high = middle,
                },
                _ => high = middle,
            }
        }
        Ok(false)
    }
}

/// A line of the list.
struct Line {
    start: u64,
    digest: String,
}

impl List {
    /// The first line that begins at this place or after it.
    fn line_from(&self, place: u64) -> Result<Option<Line>, NotAList> {
        let window = self.read(place.saturating_sub(1))?;
        let (start, rest) = if place == 0 {
            (0, &window[..])
        } else {
            let Some(end) = window.iter().position(|byte| *byte == b'\n') else {
                // Within the last line, or in something that is no list.
                let at_the_end = place - 1 + window.len() as u64 >= self.bytes;
                return if at_the_end { Ok(None) } else { Err(NotAList::Form) };
            };
            (place + end as u64, &window[end + 1..])
        };
        let line = rest
            .split(|byte| matches!(byte, b'\n' | b'\r' | b':'))
            .next()
            .unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let digits = std::str::from_utf8(line).ok();
        let digest = digits.filter(|digits| digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let digest = digest.ok_or(NotAList::Form)?.to_ascii_uppercase();
        Ok(Some(Line { start, digest }))
    }

    fn read(&self, from: u64) -> Result<Vec<u8>, NotAList> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(from))?;
        let mut window = Vec::new();
        (&*file).take(WINDOW).read_to_end(&mut window)?;
        Ok(window)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(DIGITS), |mut written, byte| {
        // Writing to a text never fails.
        let _ = write!(written, "{byte:02X}");
        written
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of these passwords, as it is published.
    fn list(passwords: &[&str], line_end: &str) -> (tempfile::TempDir, String) {
        let mut lines: Vec<String> = passwords
            .iter()
            .map(|password| {
                format!(
                    "{}:{}",
                    hexadecimal(&Sha1::digest(password.as_bytes())),
                    password.len() * 1000
                )
            })
            .collect();
        lines.sort();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.txt").to_str().expect("a name").to_owned();
        std::fs::write(&path, lines.join(line_end) + line_end).expect("written");
        (folder, path)
    }

    #[test]
    fn each_password_of_a_list_is_found_and_no_other() {
        let many: Vec<String> = (0..500).map(|number| format!("mot de passe {number}")).collect();
        let all: Vec<&str> = many.iter().map(String::as_str).collect();
        for (count, end) in [(1, "\r\n"), (2, "\n"), (3, "\r\n"), (500, "\r\n")] {
            let (_folder, path) = list(&all[..count], end);
            let leaked = LeakedPasswords::open(&path).expect("a list");
            for (number, password) in all.iter().enumerate() {
                assert_eq!(leaked.holds(password).expect("read"), number < count, "{password} of {count}");
            }
        }
    }

    #[test]
    fn what_is_no_list_is_not_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.txt").to_str().expect("a name").to_owned();
        assert!(matches!(LeakedPasswords::open(&path), Err(NotAList::Unreadable(_))));
        let (low, high) = ("0".repeat(DIGITS), "F".repeat(DIGITS));
        for wrong in ["", "motdepasse\n", "0123:4\n", &format!("{high}:1\n{low}:1\n{low}:1\n")] {
            std::fs::write(&path, wrong).expect("written");
            assert!(matches!(LeakedPasswords::open(&path), Err(NotAList::Form)), "{wrong}");
        }
    }
}
