//! Logs, on the error output: what is wrong, and one line a request when asked for.
//!
//! Lines hold numbers, patterns of routes and statuses: never an address that was typed, a form, a cookie or a name.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::cli::{LogFormat, LogOptions};

/// What a library may say at most, whatever is asked: below, some write the bytes they carry.
const LIBRARIES: &str = "hyper=info,hyper_util=info,tower_http=info,tokio_postgres=warn,rustls=info,reqwest=info,h2=info,oauth2=info,openidconnect=info";

/// Starts logging. `PACTE_LOG` says more finely what to keep, room by room.
pub fn start(options: Option<&LogOptions>) {
    let level = options.map_or("warn", |options| options.log_level.word());
    let asked = std::env::var("PACTE_LOG").unwrap_or_else(|_| level.to_owned());
    let filter = EnvFilter::try_new(format!("{asked},{LIBRARIES}")).unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    match options.map_or(LogFormat::Text, |options| options.log_format) {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}
