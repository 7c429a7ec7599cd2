//! `cargo x`: every chore of the house under one menu, in one language.
//!
//! It imports no room of the house, so that it is built before anything else and still runs when a room does not
//! compile. What it must know of the product it asks of the binary `pacte`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use new::New;

mod bench;
mod browser;
mod ci;
mod command;
mod corpus;
mod deb;
mod demo;
mod dev;
mod docs;
mod ecarts;
mod golden;
mod house;
mod new;
mod progress;
mod seed;
mod territory;
mod test;
mod tidy;
mod totals;

#[derive(Parser)]
#[command(bin_name = "cargo x", about = "The chores of the house", disable_help_subcommand = true)]
struct Menu {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Every check and test, as the continuous integration runs them
    Ci,
    /// The rules of the house that no compiler keeps
    Tidy,
    /// The tests of one room, or of all
    Test {
        /// The room: a folder of `crates`
        room: Option<String>,
        /// On a private PostgreSQL cluster instead of SQLite
        #[arg(long)]
        postgres: bool,
    },
    /// The demo, with styles and scripts read from disk, started again when the source changes
    Dev {
        /// Where its data goes
        #[arg(long)]
        data: Option<String>,
        /// Where it answers
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: String,
    },
    /// The good shape of something new, with a failing test
    #[command(subcommand)]
    New(New),
    /// Who may do what: print, compare, accept
    Rights(Accept),
    /// Every address and who may come: print, compare, accept
    Routes(Accept),
    /// The tables of a new installation: print, compare, accept
    Schema(Accept),
    /// The help of the command line: print, compare, accept
    Help(Accept),
    /// How much of the corpus is read: tell, compare, accept
    Corpus(Accept),
    /// The rules of écarts and what they find in the reference text: compare, accept
    Ecarts(Accept),
    /// The reference of the rooms, warnings being errors
    Docs,
    /// Synthetic conventions, to see how the product holds
    Seed {
        /// As many as the country has
        #[arg(long)]
        national: bool,
        /// Where they go
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// The figures of speed, measured side by side and written to docs/bench.md
    Bench {
        /// How long each load lasts
        #[arg(long, default_value_t = 10)]
        seconds: u32,
        /// One part of them only
        #[arg(long)]
        only: Option<bench::Part>,
    },
    /// The referential of territories, packed again from its published sources
    Territory {
        /// The folder that holds `territoires` and `contours`
        #[arg(long)]
        from: PathBuf,
    },
    /// The Debian package, in target/debian
    Deb,
    /// Every page as every persona, in a browser
    Stories,
    /// The pictures of the documents, taken again
    Shots,
}

#[derive(Args)]
struct Accept {
    /// Keep what the product says now
    #[arg(long)]
    accept: bool,
}

fn main() -> ExitCode {
    match run(Menu::parse().verb) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does the chore; says whether all held when the chore has told the rest itself.
fn run(verb: Verb) -> Result<bool> {
    match verb {
        Verb::Ci => return ci::run(),
        Verb::Test { room, postgres } => return test::run(room.as_deref(), postgres),
        Verb::Bench { seconds, only } => return bench::run(seconds, only),
        Verb::Stories => return browser::stories(),
        Verb::Shots => return browser::shots(),
        Verb::Tidy => tidy::run()?,
        Verb::Deb => deb::run()?,
        Verb::Dev { data, listen } => dev::run(data.as_deref(), &listen)?,
        Verb::Rights(Accept { accept }) => golden::RIGHTS.show(accept)?,
        Verb::Routes(Accept { accept }) => golden::ROUTES.show(accept)?,
        Verb::Schema(Accept { accept }) => golden::SCHEMA.show(accept)?,
        Verb::Help(Accept { accept }) => golden::HELP.show(accept)?,
        Verb::Corpus(Accept { accept }) => corpus::run(accept)?,
        Verb::Ecarts(Accept { accept }) => ecarts::run(accept)?,
        Verb::New(new) => new::run(&new)?,
        Verb::Docs => docs::run()?,
        Verb::Territory { from } => territory::run(&from)?,
        Verb::Seed { national, data } => seed::run(national, data)?,
    }
    Ok(true)
}
