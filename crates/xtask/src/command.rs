//! Running other programs: quietly for an answer, or line by line for whoever watches.
//!
//! No shell is ever involved: a program and its arguments, nothing to quote.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

use anyhow::{Context as _, Result, bail};

/// A program to run in this folder.
pub(crate) fn new(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Cargo, at the root, with arguments written as one line.
pub(crate) fn cargo(root: &Path, arguments: &str) -> Command {
    let mut command = new("cargo", root);
    command.args(arguments.split_whitespace());
    command
}

/// What the program printed, or an error with what it complained of.
pub(crate) fn output(mut command: Command) -> Result<String> {
    let answer = command
        .output()
        .with_context(|| format!("{} could not start", shown(&command)))?;
    if !answer.status.success() {
        bail!(
            "{} failed: {}",
            shown(&command),
            String::from_utf8_lossy(&answer.stderr).trim()
        );
    }
    String::from_utf8(answer.stdout).with_context(|| format!("{} did not print text", shown(&command)))
}

/// Whether the program is there and answers well.
pub(crate) fn succeeds(mut command: Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs with the terminal of the caller, and fails when the program does.
pub(crate) fn attached(mut command: Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} could not start", shown(&command)))?;
    ended_well(&command, status)
}

/// Gives each line to `watch` as it comes, whichever way it was printed, and fails when the program does.
pub(crate) fn watched(mut command: Command, mut watch: impl FnMut(&str)) -> Result<()> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .with_context(|| format!("{} could not start", shown(&command)))?;
    let (lines, received) = mpsc::channel();
    let readers = [
        child.stdout.take().map(|pipe| forward(pipe, lines.clone())),
        child.stderr.take().map(|pipe| forward(pipe, lines)),
    ];
    for line in received {
        watch(&line);
    }
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    ended_well(&command, child.wait()?)
}

fn forward(pipe: impl Read + Send + 'static, lines: Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n') {
            let Ok(line) = line else { return };
            if lines.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                return;
            }
        }
    })
}

fn ended_well(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_printing_are_watched() {
        let mut script = Command::new("sh");
        script.args(["-c", "echo out; echo err >&2"]);
        let mut seen = Vec::new();
        watched(script, |line| seen.push(line.to_owned())).unwrap();
        seen.sort();
        assert_eq!(seen, ["err", "out"]);
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let mut script = Command::new("sh");
        script.args(["-c", "echo no such table >&2; exit 3"]);
        let said = output(script).unwrap_err().to_string();
        assert!(said.contains("no such table") && said.contains("sh -c"), "{said}");
    }

    #[test]
    fn a_missing_program_is_not_a_success() {
        assert!(!succeeds(Command::new("no-such-program-here")));
    }
}
