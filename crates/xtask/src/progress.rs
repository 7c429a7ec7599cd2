//! The steps of a long chore: each has a name, a log, a printed duration and, when it runs tests, a count.
//!
//! On a terminal a spinner shows the latest line and a failed step prints the end of its log; elsewhere every line is
//! printed plainly as it comes. Durations are printed, never compared with anything.

use std::fs::{self, File};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};

use crate::command;
use crate::totals::Totals;

/// How many lines of a failed step are printed again on a terminal.
const LAST_LINES: usize = 60;

/// Tells the time passed since it was made.
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(
        clippy::disallowed_methods,
        reason = "durations are printed for people; no rule depends on them"
    )]
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time passed.
    pub(crate) fn passed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A chore made of steps that do not stop one another.
pub(crate) struct Chore {
    logs: PathBuf,
    clock: Stopwatch,
    totals: Totals,
    broken: Vec<String>,
    skipped: Vec<String>,
}

impl Chore {
    /// Begins, with the folder that will hold one log a step.
    pub(crate) fn begin(logs: PathBuf) -> Result<Self> {
        fs::create_dir_all(&logs).with_context(|| format!("{} cannot be made", logs.display()))?;
        Ok(Self {
            logs,
            clock: Stopwatch::start(),
            totals: Totals::default(),
            broken: Vec::new(),
            skipped: Vec::new(),
        })
    }

    /// Runs one step. What breaks is told at the end too; the answer says whether it held.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce(&mut Step) -> Result<()>) -> bool {
        let clock = Stopwatch::start();
        let mut step = match Step::open(name, &self.logs) {
            Ok(step) => step,
            Err(error) => return self.close(name, Totals::default(), Err(error), &clock),
        };
        let ended = work(&mut step);
        step.finish(ended.is_err());
        self.close(name, step.totals, ended, &clock)
    }

    /// A step that cannot run here: said, and not counted.
    pub(crate) fn skip(&mut self, name: &str, why: &str) {
        println!("- {name}: not run ({why})");
        self.skipped.push(name.to_owned());
    }

    fn close(&mut self, name: &str, totals: Totals, ended: Result<()>, clock: &Stopwatch) -> bool {
        self.totals.add(totals);
        let lasted = spoken(clock.passed());
        match ended {
            Ok(()) => {
                println!("✓ {name} ({lasted})");
                true
            }
            Err(error) => {
                println!("✗ {name} ({lasted}): {error:#}");
                // A check that breaks without counting tests counts as one.
                self.totals.failed += u64::from(totals.failed == 0);
                self.broken.push(name.to_owned());
                false
            }
        }
    }

    /// Prints what broke and, last, the closing line of what was counted; says whether all held.
    pub(crate) fn end(self) -> bool {
        println!("\nTotal time: {}", spoken(self.clock.passed()));
        for name in &self.skipped {
            println!("Not run: {name}");
        }
        for name in &self.broken {
            println!("Broken: {name}, see {}", log_path(&self.logs, name).display());
        }
        if self.totals != Totals::default() {
            println!("{}", self.totals);
        }
        self.broken.is_empty()
    }
}

/// One step at work.
pub(crate) struct Step {
    log: File,
    path: PathBuf,
    spinner: Option<ProgressBar>,
    totals: Totals,
}

impl Step {
    fn open(name: &str, logs: &Path) -> Result<Self> {
        let path = log_path(logs, name);
        let log = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        let spinner = std::io::stdout().is_terminal().then(|| spinner(name));
        if spinner.is_none() {
            println!("\n▸ {name}");
        }
        Ok(Self {
            log,
            path,
            spinner,
            totals: Totals::default(),
        })
    }

    /// Keeps a line in the log, shows it, and counts it when it closes a run of tests.
    pub(crate) fn say(&mut self, line: &str) {
        let _ = writeln!(self.log, "{line}");
        match &self.spinner {
            Some(spinner) => spinner.set_message(line.trim().to_owned()),
            None => println!("{line}"),
        }
        if let Some(totals) = Totals::closing(line) {
            self.totals.add(totals);
        }
    }

    /// Runs a program, its lines being said.
    pub(crate) fn run(&mut self, command: Command) -> Result<()> {
        command::watched(command, |line| self.say(line))
    }

    fn finish(&mut self, broken: bool) {
        let Some(spinner) = self.spinner.take() else { return };
        spinner.finish_and_clear();
        if !broken {
            return;
        }
        let log = fs::read_to_string(&self.path).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        for line in &lines[lines.len().saturating_sub(LAST_LINES)..] {
            println!("{line}");
        }
    }
}

fn spinner(name: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg:.dim}") {
        bar.set_style(style);
    }
    bar.set_prefix(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn log_path(logs: &Path, name: &str) -> PathBuf {
    logs.join(format!("{}.log", name.to_lowercase().replace(' ', "-")))
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_people_say_them() {
        assert_eq!(spoken(Duration::from_millis(440)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_broken_check_counts_as_one_failure_and_the_chore_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let mut chore = Chore::begin(folder.path().to_owned()).unwrap();
        assert!(!chore.step("one", |_| anyhow::bail!("no")));
        assert!(chore.step("two", |step| {
            step.say("4 passed, 0 failed");
            Ok(())
        }));
        assert!(!chore.step("three", |step| {
            step.say("1 passed, 2 failed");
            anyhow::bail!("tests failed")
        }));
        assert_eq!(chore.totals, Totals { passed: 5, failed: 3 });
        assert!(!chore.end());
    }

    #[test]
    fn a_step_keeps_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let mut chore = Chore::begin(folder.path().to_owned()).unwrap();
        chore.step("Doc tests", |step| {
            step.say("a line");
            Ok(())
        });
        let log = fs::read_to_string(folder.path().join("doc-tests.log")).unwrap();
        assert_eq!(log, "a line\n");
    }
}
