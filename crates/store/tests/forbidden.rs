//! Programs that must not compile. Each file of `tests/forbidden` says why in its first lines, and holds its own twin: the
//! line marked `forbidden` replaced by the one marked `allowed`, which must compile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A program, the refusal it announces, and what is only one line away from it.
struct Program {
    name: String,
    code: String,
    words: String,
    forbidden: String,
    allowed: String,
}

impl Program {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("a text");
        let refusal = text
            .lines()
            .find_map(|line| line.strip_prefix("//! Refused: "))
            .expect("a refusal");
        let (code, words) = refusal.split_once(' ').expect("a code and words");
        let lines: Vec<&str> = text.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.ends_with("// forbidden"))
            .expect("a forbidden line");
        let (indent, twin) = lines[at + 1].split_once("// allowed: ").expect("an allowed line below");
        let twin = format!("{indent}{twin}");
        let without = |skip: usize, line: &str| {
            let mut kept: Vec<&str> = lines.clone();
            kept.remove(skip.max(at));
            kept[at] = line;
            kept.join("\n")
        };
        Self {
            forbidden: without(at + 1, lines[at]),
            allowed: without(at + 1, &twin),
            name,
            code: code.to_owned(),
            words: words.to_owned(),
        }
    }
}

/// The compiled rooms that the programs are compiled against.
struct Rooms {
    folder: PathBuf,
    store: PathBuf,
    domain: PathBuf,
}

impl Rooms {
    /// The newest `store` beside this test, and the `domain` it was compiled with.
    fn beside_this_test(scratch: &TempDir) -> Self {
        let folder = std::env::current_exe()
            .expect("a path")
            .parent()
            .expect("a folder")
            .to_owned();
        let store = newest(&folder, "libstore-")
            .into_iter()
            .next()
            .expect("the store is compiled");
        let same_domain = "pub fn same(q: store::Columns<'_>) -> Result<domain::time::Day, store::StoreError> { q.day(0) }";
        newest(&folder, "libdomain-")
            .into_iter()
            .map(|domain| Self {
                folder: folder.clone(),
                store: store.clone(),
                domain,
            })
            .find(|rooms| rooms.compile(scratch, "same_domain", same_domain).is_ok())
            .expect("the domain that the store was compiled with")
    }

    fn compile(&self, scratch: &TempDir, name: &str, text: &str) -> Result<(), String> {
        let source = scratch.path().join(format!("{name}.rs"));
        fs::write(&source, text).expect("written");
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let run = Command::new(rustc)
            .args([
                "--edition=2024",
                "--crate-type=lib",
                "--emit=metadata",
                "--cap-lints=allow",
                "--out-dir",
            ])
            .arg(scratch.path())
            .arg(format!("-Ldependency={}", self.folder.display()))
            .arg(format!("--extern=store={}", self.store.display()))
            .arg(format!("--extern=domain={}", self.domain.display()))
            .arg(&source)
            .output()
            .expect("the compiler runs");
        if run.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&run.stderr).into_owned())
        }
    }
}

/// The libraries of this name, the newest first.
fn newest(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            name.starts_with(prefix) && name.ends_with(".rlib")
        })
        .collect();
    found.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).and_then(|file| file.modified()).expect("a date")));
    found
}

/// What the compiler said, on one line and without the paths of names.
fn plain(said: &str) -> String {
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = words.split("::").peekable();
    let mut plain = String::new();
    while let Some(part) = parts.next() {
        let name = part
            .rfind(|c: char| !c.is_ascii_lowercase() && c != '_')
            .map_or(0, |last| last + 1);
        match parts.peek() {
            Some(_) if name < part.len() => plain.push_str(&part[..name]),
            Some(_) => plain.extend([part, "::"]),
            None => plain.push_str(part),
        }
    }
    plain
}

/// The codes of all errors.
fn codes(said: &str) -> Vec<&str> {
    said.split("error[")
        .skip(1)
        .filter_map(|error| error.split(']').next())
        .collect()
}

fn judge(rooms: &Rooms, scratch: &TempDir, program: &Program) -> Result<(), String> {
    let Program { name, code, words, .. } = program;
    rooms
        .compile(scratch, &format!("{name}_allowed"), &program.allowed)
        .map_err(|said| format!("{name}: its twin does not compile\n{said}"))?;
    let Err(said) = rooms.compile(scratch, &format!("{name}_forbidden"), &program.forbidden) else {
        return Err(format!("{name}: it compiles"));
    };
    let codes = codes(&said);
    if !codes.is_empty() && codes.iter().all(|found| found == code) && plain(&said).contains(words) {
        return Ok(());
    }
    Err(format!("{name}: refused otherwise than by {code} `{words}`\n{said}"))
}

#[test]
fn forbidden_programs_are_refused_and_their_twins_compile() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forbidden");
    let mut programs: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| Program::read(&entry.expect("an entry").path()))
        .collect();
    programs.sort_by(|one, two| one.name.cmp(&two.name));
    let scratch = TempDir::new().expect("a folder");
    let rooms = Rooms::beside_this_test(&scratch);
    let (left, right) = programs.split_at(programs.len() / 2);
    let judged = |programs: &[Program]| -> Vec<String> {
        programs
            .iter()
            .filter_map(|program| judge(&rooms, &scratch, program).err())
            .collect()
    };
    let failures = std::thread::scope(|scope| {
        let left = scope.spawn(|| judged(left));
        let mut failures = judged(right);
        failures.extend(left.join().expect("no panic"));
        failures
    });
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
