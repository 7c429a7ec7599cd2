//! `pacte-verify journal.jsonl`: says whether an exported journal is whole. It reads one file, and writes nothing.
//!
//! It ends with 0 when the journal holds, 1 when it does not, 2 when the file cannot be read.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        eprintln!("Indiquez le fichier à vérifier\u{a0}: pacte-verify journal.jsonl");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("Le fichier {path} ne peut pas être lu\u{a0}: {error}.");
            return ExitCode::from(2);
        }
    };
    match verify::verify(&text) {
        Ok(whole) => {
            println!("{whole}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(1)
        }
    }
}
