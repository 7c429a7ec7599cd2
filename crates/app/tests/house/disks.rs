//! The disk fills up during a write; the disk fails to confirm one. Nothing is answered that is not kept, and pages are read on.
//!
//! Both are provoked for real, by the system: a small file system of its own, and system calls made to fail from outside. Where
//! the account may do neither, the test says so and proves nothing.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use testkit::{Base, Engine};

use crate::command::{Server, pacte};
use crate::crashes::{INSTALLATION, give, sign_in};

/// A file system in memory, of so many megabytes.
pub(crate) struct Small(TempDir);

impl Small {
    pub(crate) fn mount(megabytes: u32) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "pacte-test"])
            .arg(folder.path());
        let done = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        done.then_some(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room that is left.
    pub(crate) fn fill(&self) {
        let mut file = File::create(self.0.path().join("filler")).expect("a file");
        for size in [1 << 16, 1 << 12, 1] {
            let piece = vec![0; size];
            while file.write_all(&piece).is_ok() {}
        }
    }

    pub(crate) fn empty(&self) {
        fs::remove_file(self.0.path().join("filler")).expect("removed");
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

/// Says that a test proves nothing here. Where the continuous integration installs what is missing, that is a failure: nobody would
/// see that the test stopped proving anything.
pub(crate) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
    let installed = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!installed, "the continuous integration installs what this test needs: {why}");
}

fn on_the_file() -> bool {
    matches!(Engine::under_test(), Engine::Sqlite)
}

/// A copy of the installation in this folder.
async fn installed(folder: &Path) {
    let base = Base::copy_of(&INSTALLATION).await;
    for file in base.target().files().iter().filter(|file| file.exists()) {
        let name = file.file_name().expect("a name");
        fs::copy(file, folder.join(name)).expect("copied");
    }
}

#[tokio::test]
async fn a_disk_that_fills_up_refuses_writes_says_so_and_recovers_without_a_restart() {
    if !on_the_file() {
        return;
    }
    let Some(disk) = Small::mount(24) else {
        eprintln!("skipped: this account may not mount a file system");
        return;
    };
    let data = disk.0.path().join("data");
    fs::create_dir(&data).expect("a folder");
    installed(&data).await;
    let mut server = pacte(&["serve"]).data(&data).start();
    sign_in(&mut server);
    assert_eq!(give(&mut server, 0).status, 303);
    disk.fill();
    // What the engine had already taken of the disk may hold a few more.
    let mut rank = 1;
    let refused = loop {
        let answer = give(&mut server, rank);
        rank += 1;
        if answer.status != 303 {
            break answer;
        }
        assert!(rank < 3000, "the disk never fills up");
    };
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.body.contains("n’a été enregistré"), "{}", refused.body);
    assert!(
        refused.body.contains("Envoyer de nouveau"),
        "what was written is given back: {}",
        refused.body
    );
    assert_eq!(give(&mut server, rank).status, 503);
    assert_eq!(server.get("/comptes").status, 200);
    let unready = server.get("/sante");
    assert_eq!(unready.status, 503, "{}", unready.body);
    assert!(unready.body.contains("le disque est peut-être plein"), "{}", unready.body);
    disk.empty();
    let ready = server.get("/sante");
    assert_eq!(ready.status, 200, "{}", ready.body);
    let again = give(&mut server, rank - 1);
    assert_eq!(again.status, 303, "{}", again.body);
    let (code, err) = server.stop();
    assert_eq!(code, Some(0), "{err}");
    assert!(!err.contains("panicked"), "{err}");
    // Those that were answered before the first refusal, and the one after it: nothing of what was refused.
    assert_eq!(mandates(&data), rank);
}

/// How many mandates the doctor counts, everything else being right.
fn mandates(data: &Path) -> u32 {
    let examined = pacte(&["doctor"]).data(data).run();
    let line = examined
        .went_well()
        .lines()
        .find_map(|line| line.strip_prefix("✓ Mandats : "));
    let count = line
        .and_then(|line| line.split(',').next())
        .map(|count| count.replace(' ', ""));
    count
        .and_then(|count| count.parse().ok())
        .unwrap_or_else(|| panic!("{}", examined.out))
}

/// Every confirmation that this process asks of the disk fails, for as long as this lives.
struct Failing(Child);

impl Failing {
    fn attach(process: u32) -> Option<Self> {
        let mut strace = Command::new("strace");
        strace
            .args([
                "-f",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:error=EIO",
                "-p",
            ])
            .arg(process.to_string());
        let mut child = strace.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().ok()?;
        let mut lines = BufReader::new(child.stderr.take()?).lines();
        let attached = lines
            .next()
            .is_some_and(|line| line.is_ok_and(|line| line.contains("attached")));
        if !attached {
            let _ = child.wait();
            return None;
        }
        // What it goes on to say must be read, or it would wait.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self(child))
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        let detach = format!("kill -TERM {}", self.0.id());
        let _ = Command::new("sh").args(["-c", &detach]).status();
        let _ = self.0.wait();
    }
}

fn stops(server: Server) {
    let (code, err) = server.stop();
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("the disk did not confirm a write"), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[tokio::test]
async fn after_a_sync_that_failed_nothing_is_acknowledged_and_pages_are_read_until_the_restart() {
    if !on_the_file() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    installed(folder.path()).await;
    let mut server = pacte(&["serve"]).data(folder.path()).start();
    sign_in(&mut server);
    assert_eq!(give(&mut server, 0).status, 303);
    let Some(failing) = Failing::attach(server.id()) else {
        skipped("strace is not here, or may not attach");
        return;
    };
    let refused = give(&mut server, 1);
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.body.contains("Enregistrement incertain"), "{}", refused.body);
    assert!(
        !refused.body.contains("Envoyer de nouveau"),
        "it may be there: {}",
        refused.body
    );
    drop(failing);
    // The disk answers again, and is not believed: nobody knows what it holds.
    assert_eq!(give(&mut server, 2).status, 503);
    assert_eq!(server.get("/comptes").status, 200);
    stops(server);
    // The write that was not acknowledged may have reached the disk: it is there whole, or not at all.
    let kept = mandates(folder.path());
    assert!((1..=2).contains(&kept), "{kept}");
    let mut server = pacte(&["serve"]).data(folder.path()).start();
    sign_in(&mut server);
    assert_eq!(give(&mut server, 2).status, 303);
    drop(server);
    assert_eq!(mandates(folder.path()), kept + 1);
}
