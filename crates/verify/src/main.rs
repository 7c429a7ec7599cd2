//! `pacte-verify journal.jsonl`: says whether an exported journal is whole. It reads one file, and writes nothing.
//!
//! It ends with 0 when the journal holds, 1 when it does not, 2 when the file cannot be read.

use std::process::ExitCode;

const HELP: &str = "\
Vérifie un journal exporté de Pacte, sans rien écrire.

Usage\u{a0}: pacte-verify journal.jsonl

Le fichier s’obtient sur la page «\u{a0}Journal\u{a0}», bouton «\u{a0}Emporter le journal entier\u{a0}».
Le programme finit par 0 quand le journal est entier, 1 quand une entrée ne tient pas, 2 quand le fichier ne peut pas être lu.

Options\u{a0}:
  -h, --help     Affiche cette aide
  -V, --version  Affiche la version";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        eprintln!("Indiquez le fichier à vérifier\u{a0}: pacte-verify journal.jsonl");
        return ExitCode::from(2);
    };
    match path.as_str() {
        "-h" | "--help" => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        "-V" | "--version" => {
            println!("pacte-verify {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("Le fichier {path} ne peut pas être lu\u{a0}: {}.", why(&error));
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

/// Why a file is not read, in the words of whoever asked for it; those of the system where no others fit.
fn why(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "il n’existe pas à cet endroit".to_owned(),
        std::io::ErrorKind::PermissionDenied => "ce compte n’a pas le droit de le lire".to_owned(),
        std::io::ErrorKind::InvalidData => "ce n’est pas un texte".to_owned(),
        _ => error.to_string(),
    }
}
