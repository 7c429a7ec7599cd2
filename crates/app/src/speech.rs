//! What the command line says of itself: its help and its refusals, in French.
//!
//! The library that reads the command line writes both in English; nothing here decides what a command does.

use std::error::Error as _;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _};

use web::door::NotPublic;
use web::leaked::NotAList;
use web::scanner::NotAScanner;

use crate::cli::Cli;

/// The code of a command line that is not understood.
const MISUSED: u8 = 2;

/// Reads the command line; otherwise answers it (help, version, refusal) and tells with which code to end.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, ExitCode> {
    let matches = french(Cli::command()).try_get_matches_from(arguments);
    matches
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| answer(&error))
}

fn answer(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(MISUSED)
        }
        _ => {
            eprintln!("pacte : {}", refusal(error));
            ExitCode::from(MISUSED)
        }
    }
}

/// The command and all that it contains, with its headings and its own words in French.
fn french(command: Command) -> Command {
    let template = template(&command);
    let versioned = command.get_version().is_some();
    let mut command = command
        .mut_args(told)
        .help_template(template)
        .subcommand_value_name("COMMANDE")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, "Affiche cette aide"));
    if versioned {
        command = command.arg(flag("version", 'V', ArgAction::Version, "Affiche la version"));
    }
    command.mut_subcommands(french)
}

fn template(command: &Command) -> String {
    let mut parts = vec!["{about}", "Emploi : {usage}"];
    if command.has_subcommands() {
        parts.push("Commandes :\n{subcommands}");
    }
    if command.get_positionals().next().is_some() {
        parts.push("Arguments :\n{positionals}");
    }
    parts.push("Options :\n{options}");
    parts.join("\n\n")
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(help)
}

/// An option whose help tells its default and the variable that may give it.
fn told(option: Arg) -> Arg {
    if !option.get_action().takes_values() {
        return option;
    }
    let mut help = option.get_help().map(ToString::to_string).unwrap_or_default();
    for value in option.get_default_values() {
        help = format!("{help} [par défaut : {}]", value.display());
    }
    if let Some(variable) = option.get_env() {
        help = format!("{help} [variable : {}]", variable.display());
    }
    option.help(help).hide_default_value(true).hide_env(true)
}

/// Why a command line is not understood, what was perhaps meant, and how it is used.
fn refusal(error: &clap::Error) -> String {
    let mut text = reason(error);
    if let Some(meant) = meant(error) {
        text = format!("{text} Vouliez-vous écrire «\u{a0}{meant}\u{a0}»\u{a0}?");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        text = format!("{text}\nEmploi : {}", usage.trim_start_matches("Usage: ").trim());
    }
    format!("{text}\n« pacte --help » dit les commandes, « pacte COMMANDE --help » leurs options.")
}

/// The likeliest word that was meant: the library lists the closest last.
fn meant(error: &clap::Error) -> Option<&str> {
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    suggested.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.as_str()),
        ContextValue::Strings(words) => words.last().map(String::as_str),
        _ => None,
    })
}

fn reason(error: &clap::Error) -> String {
    let option = said(error, ContextKind::InvalidArg).unwrap_or_else(|| "un argument".to_owned());
    let value = said(error, ContextKind::InvalidValue);
    match (error.kind(), value) {
        (ErrorKind::InvalidSubcommand, _) => {
            let name = said(error, ContextKind::InvalidSubcommand).unwrap_or_else(|| "ce mot".to_owned());
            format!("{name} n’est pas une commande.")
        }
        (ErrorKind::MissingSubcommand, _) => "il manque une commande.".to_owned(),
        (ErrorKind::UnknownArgument, _) => format!("{option} n’est pas attendu ici."),
        (ErrorKind::MissingRequiredArgument, _) => format!("il manque {option}."),
        (ErrorKind::ArgumentConflict, _) if said(error, ContextKind::PriorArg) == Some(option.clone()) => {
            format!("{option} ne se donne qu’une fois.")
        }
        (ErrorKind::ArgumentConflict, _) => format!("{option} ne va pas avec le reste de la ligne."),
        (ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues, None) => {
            format!("{option} attend une valeur.")
        }
        (ErrorKind::TooManyValues, _) => format!("{option} n’attend pas de valeur."),
        (ErrorKind::InvalidUtf8, _) => "la ligne contient des octets qui ne sont pas du texte.".to_owned(),
        (_, Some(value)) => match because(error) {
            Some(why) => format!("la valeur {value} ne convient pas pour {option}\u{a0}: {why}."),
            None => format!("la valeur {value} ne convient pas pour {option}."),
        },
        _ => "cette ligne de commande n’est pas comprise.".to_owned(),
    }
}

/// Why a value of the command line does not do, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Because(pub(crate) &'static str);

/// What the house says of a value: the reasons of libraries are in English, and stay unsaid.
fn because(error: &clap::Error) -> Option<String> {
    let source = error.source()?;
    let is_ours = source.is::<Because>() || source.is::<NotPublic>() || source.is::<NotAScanner>() || source.is::<NotAList>();
    is_ours.then(|| source.to_string())
}

/// What the library tells of one thing, between quotation marks; nothing when it tells nothing or an empty word.
fn said(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let words = match error.get(kind)? {
        ContextValue::String(word) => vec![word.clone()],
        ContextValue::Strings(words) => words.clone(),
        _ => return None,
    };
    let quoted: Vec<String> = words
        .iter()
        .filter(|word| !word.is_empty())
        .map(|word| format!("«\u{a0}{word}\u{a0}»"))
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(line: &str, sentence: &str) {
        let words = line.split(' ');
        let error = french(Cli::command()).try_get_matches_from(words).expect_err("refused");
        let said = refusal(&error).replace('\u{a0}', " ");
        assert!(said.starts_with(sentence), "{line}: {said}");
        for word in ["rror", "Usage", "the ", "tip"] {
            assert!(!said.contains(word), "{line}: {said}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said_in_french() {
        refused(
            "pacte importer",
            "« importer » n’est pas une commande. Vouliez-vous écrire « import » ?",
        );
        refused("pacte import", "il manque « <FICHIER> ».\nEmploi : pacte import");
        refused(
            "pacte demo --frais",
            "« --frais » n’est pas attendu ici. Vouliez-vous écrire « --fresh » ?",
        );
        refused(
            "pacte serve --listen ici",
            "la valeur « ici » ne convient pas pour « --listen <ADRESSE:PORT> ».",
        );
        for (line, why) in [
            (
                "pacte export 1 --format pdf",
                "les formes sont json, xlsx, ods, csv, md, docx et odt.",
            ),
            (
                "pacte serve --public-url ici",
                "écrivez une adresse comme https://pacte.mairie.fr",
            ),
            ("pacte serve --scanner ici", "écrivez le chemin d’une socket"),
            ("pacte serve --leaked-passwords ici", "ce fichier n’existe pas"),
            ("pacte serve --backup-into ici --backup-every ici", "écrivez par exemple 24h."),
        ] {
            let (start, value) = line.rsplit_once(' ').expect("a value");
            let option = start.rsplit(' ').next().expect("an option");
            let words = french(Cli::command())
                .try_get_matches_from(line.split(' '))
                .expect_err("refused");
            let said = refusal(&words).replace('\u{a0}', " ");
            let expected = format!("la valeur « {value} » ne convient pas pour « {option} <");
            assert!(
                said.starts_with(&expected) && said.contains(&format!("» : {why}")),
                "{line}: {said}"
            );
        }
        refused("pacte serve --data", "« --data <DOSSIER> » attend une valeur.");
        refused("pacte demo --fresh=oui", "« --fresh » n’attend pas de valeur.");
        refused("pacte demo --fresh --fresh", "« --fresh » ne se donne qu’une fois.");
        refused("pacte import convention.txt --json", "il manque « --check ».");
        refused("pacte rights tous", "« tous » n’est pas attendu ici.");
    }

    #[test]
    fn no_help_is_left_in_english() {
        let mut whole = french(Cli::command());
        whole.build();
        let names: Vec<String> = whole.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        let mut helps = vec![whole.render_long_help().to_string()];
        for name in names {
            let command = whole.find_subcommand_mut(&name).expect("one of its commands");
            helps.push(command.render_long_help().to_string());
        }
        for help in helps {
            for word in ["Usage", "Commands", "Options:", "Print", "default", "env:", "COMMAND>"] {
                assert!(!help.contains(word), "{word}: {help}");
            }
        }
    }
}
