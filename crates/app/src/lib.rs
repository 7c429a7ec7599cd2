//! Everything the binary does: the list of rooms, the commands, start and stop.
//!
//! It holds no rule and no SQL; it is the only crate that knows every room.

pub mod backup;
pub mod bounce;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod digests;
pub mod doctor;
pub mod door;
pub mod example;
pub mod export;
pub mod figures;
pub mod import;
pub mod leaving;
pub mod listen;
pub mod listing;
pub mod log;
pub mod mail;
pub mod out;
pub mod progress;
pub mod provider;
pub mod rooms;
pub mod schedule;
pub mod seed;
pub mod serve;
pub mod speech;
pub mod target;
pub mod tesseract;

use std::process::ExitCode;

use crate::cli::{Cli, Command};

/// Runs one command.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Demo(options) => Box::pin(demo::run(options)).await.map(|()| ExitCode::SUCCESS),
        Command::Serve(options) => serve::run(*options).await.map(|()| ExitCode::SUCCESS),
        Command::Import(options) => import::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate(options) => target::migrate(&options).await.map(|()| ExitCode::SUCCESS),
        Command::Doctor(options) => doctor::run(&options).await,
        Command::Seed(options) => seed::run(options).await.map(|()| ExitCode::SUCCESS),
        Command::Backup(options) => backup::backup(&options).await.map(|()| ExitCode::SUCCESS),
        Command::Restore(options) => backup::restore(&options).await.map(|()| ExitCode::SUCCESS),
        Command::Export(options) => export::run(&options).await.map(|()| ExitCode::SUCCESS),
        Command::Bounce(options) => Ok(bounce::run(&options).await),
        Command::Rights => out::words(domain::access::rights_table()).map(|()| ExitCode::SUCCESS),
        Command::Routes { json } => out::words(listing::routes(json)).map(|()| ExitCode::SUCCESS),
        Command::Schema => out::words(listing::schema().await?).map(|()| ExitCode::SUCCESS),
    }
}
