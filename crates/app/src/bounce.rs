//! `pacte bounce`: a mail server hands over a message that came back to the sender, and it is noted on its letter.
//!
//! It never answers the message, and keeps none of it but the words of the server that refused the letter. What it returns is for mail
//! servers: one asks again later when the data could not be opened.

use std::io::Read as _;
use std::process::ExitCode;

use anyhow::Context as _;
use mail::Returned;

use crate::cli::DataOptions;
use crate::out::say;
use crate::{clock, target};

/// By this, a program asks a mail server to hand the message over again later (`EX_TEMPFAIL`).
const LATER: u8 = 75;

/// Runs the command.
pub async fn run(options: &DataOptions) -> ExitCode {
    match note(options).await {
        Ok(returned) => said(returned),
        Err(error) => {
            let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
            tracing::info!(?causes, "stopped");
            eprintln!("pacte\u{a0}: {error}");
            ExitCode::from(LATER)
        }
    }
}

async fn note(options: &DataOptions) -> anyhow::Result<Returned> {
    let message = message().context("l’entrée ne peut pas être lue")?;
    let store = target::open_existing(options).await?;
    let noted = mail::note_returned(&store, &message, clock::now()).await;
    noted.context("le retour n’a pas pu être noté. Il le sera si le message est présenté de nouveau")
}

/// The message: what is beyond its beginning is read and left, so that whoever hands it over can end.
fn message() -> std::io::Result<Vec<u8>> {
    let mut input = std::io::stdin().lock();
    let mut message = Vec::new();
    input.by_ref().take(mail::MOST_BYTES).read_to_end(&mut message)?;
    std::io::copy(&mut input, &mut std::io::sink())?;
    Ok(message)
}

fn said(returned: Returned) -> ExitCode {
    let sentence = match returned {
        Returned::Noted(letter) => format!("Le retour est noté sur le courrier n°\u{a0}{letter}."),
        Returned::Known(letter) => format!("Le retour était déjà noté sur le courrier n°\u{a0}{letter}\u{a0}: rien ne change."),
        Returned::NotFailed => "Ce message n’annonce pas d’échec\u{a0}: rien n’est noté.".to_owned(),
        Returned::Stranger => {
            eprintln!("pacte\u{a0}: aucun courrier de Pacte ne répond à ce message\u{a0}; rien n’est noté.");
            return ExitCode::FAILURE;
        }
    };
    say!("{sentence}");
    ExitCode::SUCCESS
}
