//! The recogniser of characters: the program `tesseract`, run page by page beside this one, when it is on the machine.
//!
//! A page goes in by its standard input and comes back by its standard output: nothing is written to a disk, no shell is started, and
//! the program is given nothing of our environment. It runs at a low priority and is stopped when it takes too long, or when nobody
//! waits any more. What it says of its troubles is for nobody.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use files::recognition::{Course, Picture, Recogniser, Unrecognised};

use crate::cli::RecognitionOptions;

/// How often one looks whether the program has ended.
const LOOK: Duration = Duration::from_millis(50);

/// How many times one looks before a page is given up: five minutes, on a machine that has better to do.
const LOOKS: u32 = 300 * 20;

/// The longest answer: a page full of words takes three hundred kilobytes.
const LONGEST: u64 = 16_000_000;

/// How much it gives way to other programs.
const NICENESS: &str = "5";

/// The program, where it is.
#[derive(Debug, Clone)]
pub struct Tesseract {
    program: PathBuf,
    /// What runs it at a low priority.
    nice: Option<PathBuf>,
}

impl Tesseract {
    /// The program that the options name; nothing when they name none. It may be installed later.
    #[must_use]
    pub fn asked(options: &RecognitionOptions) -> Option<Arc<dyn Recogniser>> {
        let program = options.tesseract.trim();
        (!program.is_empty()).then(|| {
            let found: Arc<dyn Recogniser> = Arc::new(Self {
                program: PathBuf::from(program),
                nice: found(Path::new("nice")),
            });
            found
        })
    }

    /// The command, with these arguments; nothing when the program is not there.
    fn command(&self, arguments: &[&str]) -> Option<Command> {
        let program = found(&self.program)?;
        let mut command = match &self.nice {
            Some(nice) => {
                let mut command = Command::new(nice);
                command.args(["-n", NICENESS]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command
            .args(arguments)
            .env_clear()
            // One core: the others serve pages.
            .env("OMP_THREAD_LIMIT", "1")
            .current_dir("/")
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        Some(command)
    }
}

impl Recogniser for Tesseract {
    fn is_ready(&self) -> bool {
        let Some(mut command) = self.command(&["--list-langs"]) else {
            return false;
        };
        let said = command.stdin(Stdio::null()).spawn().ok();
        let said = said.and_then(|child| ended(child, Vec::new(), &Course::default()).ok());
        said.is_some_and(|said| said.lines().any(|language| language.trim() == "fra"))
    }

    fn page(&self, picture: &Picture, course: &Course) -> Result<String, Unrecognised> {
        let dots = picture.dots.to_string();
        let arguments = ["stdin", "stdout", "-l", "fra", "--dpi", &dots, "hocr"];
        let mut command = self.command(&arguments).ok_or(Unrecognised::Failed)?;
        let child = command.stdin(Stdio::piped()).spawn().map_err(|_| Unrecognised::Failed)?;
        ended(child, picture.file(), course)
    }
}

/// What a program says once it was given these bytes and has ended well. One that does not end is stopped.
fn ended(mut child: Child, given: Vec<u8>, course: &Course) -> Result<String, Unrecognised> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let giving = thread::spawn(move || {
        if let Some(mut input) = input {
            // One that stops reading says so by how it ends.
            let _ = input.write_all(&given);
        }
    });
    let taking = thread::spawn(move || {
        let mut said = Vec::new();
        let taken = output.map(|output| output.take(LONGEST).read_to_end(&mut said));
        taken.is_some_and(|taken| taken.is_ok()).then_some(said)
    });
    let ended = watched(&mut child, course);
    if ended.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let _ = giving.join();
    let said = taking.join();
    if !ended?.success() {
        return Err(Unrecognised::Failed);
    }
    let said = said.ok().flatten().ok_or(Unrecognised::Failed)?;
    String::from_utf8(said).map_err(|_| Unrecognised::Failed)
}

/// How a program ended, within its time and as long as someone waits.
fn watched(child: &mut Child, course: &Course) -> Result<ExitStatus, Unrecognised> {
    for _ in 0..LOOKS {
        if let Some(status) = child.try_wait().map_err(|_| Unrecognised::Failed)? {
            return Ok(status);
        }
        if course.is_stopped() {
            return Err(Unrecognised::Stopped);
        }
        thread::sleep(LOOK);
    }
    Err(Unrecognised::TooLong)
}

/// Where a program is: at its path, or in one of the folders where programs are looked for.
fn found(program: &Path) -> Option<PathBuf> {
    if program.components().count() > 1 {
        // It runs from another folder than this program.
        return std::path::absolute(program).ok().filter(|program| program.is_file());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A program that does what a script says.
    fn program(folder: &Path, script: &str) -> Tesseract {
        let program = folder.join("programme");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("it runs");
        Tesseract { program, nice: None }
    }

    fn picture() -> Picture {
        Picture {
            width: 1000,
            height: 1000,
            grey: vec![255; 1_000_000],
            dots: 300,
        }
    }

    #[test]
    fn a_page_goes_in_and_its_words_come_back_and_nothing_of_the_environment_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let honest = program(folder.path(), "/usr/bin/wc -c; echo \"$HOME|$PATH_OF_OURS|$*\"");
        let said = honest.page(&picture(), &Course::default()).expect("a page");
        assert_eq!(said.trim(), "1000017\n||stdin stdout -l fra --dpi 300 hocr");
        assert!(!honest.is_ready(), "it knows no French");
    }

    #[test]
    fn one_that_fails_or_does_not_read_its_page_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        for script in ["exit 1", "/bin/cat >/dev/null; exit 3", "printf '\\377'"] {
            let failing = program(folder.path(), script);
            assert_eq!(
                failing.page(&picture(), &Course::default()),
                Err(Unrecognised::Failed),
                "{script}"
            );
        }
        let absent = Tesseract {
            program: folder.path().join("absent"),
            nice: None,
        };
        assert_eq!(absent.page(&picture(), &Course::default()), Err(Unrecognised::Failed));
        assert!(!absent.is_ready());
    }

    #[test]
    fn one_that_nobody_waits_for_is_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let endless = program(folder.path(), "exec /bin/sleep 600");
        let course = Course::default();
        course.stop();
        assert_eq!(endless.page(&picture(), &course), Err(Unrecognised::Stopped));
    }
}
