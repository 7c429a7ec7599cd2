//! The binary `pacte`: reads the command line, runs one command, says in French what went wrong.
//!
//! No rule and no SQL here.

use std::process::ExitCode;

/// SQLite's allocations go through it as well (docs/adr/0001-two-engines.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match app::speech::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    app::log::start(cli.command.log());
    match app::run(cli).await {
        Ok(code) => code,
        Err(error) => {
            // Causes are the words of the engine or of the system: for the log, not for people.
            let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
            tracing::info!(?causes, "stopped");
            eprintln!("pacte : {error}");
            ExitCode::FAILURE
        }
    }
}
