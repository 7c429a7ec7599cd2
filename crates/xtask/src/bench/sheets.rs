//! Five thousand rows written as XLSX and read back, side by side with the libraries that offices script with: `XlsxWriter` and openpyxl, in
//! an environment of their own that this chore installs.
//!
//! Whole programs are measured, from their start to their end; nothing is asserted but the count of the rows.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use super::{median, times};
use crate::command;
use crate::progress::{Step, Stopwatch};

/// The rows of the table, its heads included.
const ROWS: &str = "5000";

/// Measures both, one after the other.
pub(crate) fn run(step: &mut Step, root: &Path, target: &Path, work: &Path) -> Result<()> {
    step.run(command::cargo(
        root,
        "build --release --package files --example five_thousand_rows",
    ))?;
    let ours = target.join("release/examples/five_thousand_rows");
    let python = python(step, root, work)?;
    let script = root.join("crates/xtask/src/bench/five_thousand_rows.py");
    let file = work.join("five-thousand-rows.xlsx");
    let own = || Command::new(&ours);
    let other = || {
        let mut command = Command::new(&python);
        command.arg(&script);
        command
    };
    let written = [measured(&own, "write", &file)?, measured(&other, "write", &file)?];
    let read = [measured(&own, "read", &file)?, measured(&other, "read", &file)?];
    step.say(&format!(
        "{ROWS} rows to XLSX: {:.0} ms; XlsxWriter: {:.0} ms",
        written[0], written[1]
    ));
    step.say(&format!(
        "{ROWS} rows from XLSX: {:.0} ms; openpyxl: {:.0} ms",
        read[0], read[1]
    ));
    Ok(())
}

/// The median of the times that a program takes.
fn measured(program: &dyn Fn() -> Command, gesture: &str, file: &Path) -> Result<f64> {
    let one = || {
        let mut command = program();
        command.arg(gesture).arg(file);
        let clock = Stopwatch::start();
        let said = command::output(command)?;
        let passed = clock.passed().as_secs_f64() * 1000.0;
        ensure!(gesture == "write" || said.trim() == ROWS, "{gesture} says {said}");
        Ok(passed)
    };
    Ok(median(times(one)?))
}

/// A Python of its own, with both libraries.
fn python(step: &mut Step, root: &Path, work: &Path) -> Result<PathBuf> {
    let own = work.join("sheets-python");
    let program = own.join("bin/python");
    if !program.exists() {
        let mut venv = command::new("python3", root);
        venv.args(["-m", "venv"]).arg(&own);
        step.run(venv)?;
        let mut pip = command::new(program.to_string_lossy().as_ref(), root);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "XlsxWriter",
            "openpyxl",
        ]);
        step.run(pip)?;
    }
    Ok(program)
}
