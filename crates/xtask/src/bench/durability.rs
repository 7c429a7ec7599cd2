//! What durability costs, and whether it holds: the walk of a long journal, a backup under load, and processes killed by the thousand.
//!
//! Figures are printed, and written nowhere: they go with a machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result, ensure};

use super::load::Load;
use super::{PAGE, product};
use crate::ci::{needs, postgres};
use crate::demo::Demo;
use crate::progress::{Step, Stopwatch};
use crate::{command, house};

/// Lines of the journal to walk.
const LINES: u32 = 1_000_000;

/// Conventions that make about a gigabyte of rows.
const CONVENTIONS: u32 = 17_000;

/// How often the process is killed, on each engine.
const KILLS: &str = "2000";

/// How long `pacte doctor` takes to walk a million lines.
pub(crate) fn journal(step: &mut Step, root: &Path, work: &Path) -> Result<()> {
    let (pacte, data) = (house::release(root)?, work.join("journal"));
    drop(Demo::fresh(&pacte, &data)?);
    seeded(step, &pacte, &data, &["--conventions", "1", "--entries", &LINES.to_string()])?;
    let mut doctor = Command::new(&pacte);
    doctor.arg("doctor").arg("--data").arg(&data).env("PACTE_LOG", "info");
    let clock = Stopwatch::start();
    let said = doctor.stdin(Stdio::null()).output().context("the doctor does not run")?;
    ensure!(said.status.success(), "the doctor finds something wrong");
    let log = String::from_utf8_lossy(&said.stderr);
    let walked = log
        .lines()
        .find(|line| line.contains("journal walked"))
        .unwrap_or("the log tells no walk");
    step.say(walked.trim());
    step.say(&format!("the whole doctor: {:.1} s", clock.passed().as_secs_f64()));
    pages(step, &pacte, &data)
}

/// Pages of a journal that long, as one person asks for them: the last entries, one of each kind of filter, a day, the oldest.
const PAGES: [(&str, &str); 8] = [
    ("the last entries", "/conventions/1/journal"),
    ("by fact", "/conventions/1/journal?fait=mandate_confirmed"),
    ("by a rare fact", "/conventions/1/journal?fait=convention_entered"),
    ("by person", "/conventions/1/journal?personne=1"),
    ("by object", "/conventions/1/journal?objet=mandate/3"),
    ("before today", "/conventions/1/journal?au=2020-01-01"),
    ("the oldest", "/conventions/1/journal?avant=40"),
    ("articles, the longest page", "/conventions/1/articles"),
];

fn pages(step: &mut Step, pacte: &Path, data: &Path) -> Result<()> {
    let served = product::Served::start(pacte, data)?;
    for (name, path) in PAGES {
        let passed = super::times(|| served.page_ms(path))?;
        step.say(&format!("{name}: {:.1} ms", super::median(passed)));
    }
    Ok(())
}

/// How long a backup takes while pages are asked for, and how many of them are still answered.
pub(crate) fn backup(step: &mut Step, root: &Path, work: &Path, seconds: u32) -> Result<()> {
    let (pacte, data) = (house::release(root)?, work.join("gigabyte"));
    if !data.exists() {
        drop(Demo::fresh(&pacte, &data)?);
        seeded(step, &pacte, &data, &["--conventions", &CONVENTIONS.to_string()])?;
    }
    let served = product::Served::start(&pacte, &data)?;
    let ask = served.asked(PAGE);
    let alone = Load::run(root, &ask, seconds)?;
    step.say(&format!("without a backup: {alone}"));
    let file = work.join("gigabyte.sauvegarde");
    let _ = fs::remove_file(&file);
    let saving = saving(pacte, data, file);
    let beside = Load::run(root, &ask, seconds)?;
    step.say(&format!("during a backup: {beside}"));
    step.say(&format!("reads keep {:.0} % of their rate", 100.0 * beside.rate / alone.rate));
    let (passed, said) = saving.join().map_err(|_| anyhow::anyhow!("the backup did not end"))??;
    step.say(&format!("the backup, written and read back: {passed:.1} s"));
    for line in said.lines() {
        step.say(line);
    }
    Ok(())
}

/// A backup in another process: how long it took, and what it said.
fn saving(pacte: PathBuf, data: PathBuf, file: PathBuf) -> thread::JoinHandle<Result<(f64, String)>> {
    thread::spawn(move || {
        let mut backup = Command::new(&pacte);
        backup.arg("backup").arg(&file).arg("--data").arg(&data).stdin(Stdio::null());
        let clock = Stopwatch::start();
        let said = command::output(backup)?;
        Ok((clock.passed().as_secs_f64(), said))
    })
}

/// Kills the server thousands of times while sixteen people write, on both engines: no answer may be lost.
pub(crate) fn kills(step: &mut Step, root: &Path, target: &Path) -> Result<()> {
    let test = || {
        let mut test = command::cargo(root, "nextest run --workspace --no-capture -E");
        test.arg("package(app) & test(what_was_answered_outlives_the_process)")
            .env("PACTE_KILLS", KILLS);
        test
    };
    step.run(test())?;
    let cluster = postgres::Cluster::start(step, &needs::server(root)?, target)?;
    let mut on_the_server = test();
    cluster.tell(&mut on_the_server);
    step.run(on_the_server)
}

fn seeded(step: &mut Step, pacte: &Path, data: &Path, asked: &[&str]) -> Result<()> {
    let mut seed = Command::new(pacte);
    seed.arg("seed").args(asked).arg("--data").arg(data);
    let clock = Stopwatch::start();
    step.run(seed)?;
    step.say(&format!("seeded in {:.0} s", clock.passed().as_secs_f64()));
    Ok(())
}
