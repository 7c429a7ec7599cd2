//! The program says what it does to whoever asks, without a file.

use std::process::Command;

fn run(argument: &str) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_pacte-verify")).arg(argument).output();
    let output = output.expect("the program runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("a text"))
}

#[test]
fn help_and_version_are_no_files() {
    let (code, help) = run("--help");
    assert_eq!(code, Some(0));
    assert!(
        help.contains("pacte-verify journal.jsonl") && help.contains("--version"),
        "{help}"
    );
    assert_eq!(run("-h"), (Some(0), help));
    assert_eq!(
        run("--version").1.trim(),
        format!("pacte-verify {}", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(run("absent.jsonl").0, Some(2));
}
