//! `cargo x dev`: the demo, with styles and scripts read from disk, built and started again when the source changes.
//!
//! It watches by looking at the times of the files, twice a second: no library, and it sees what an editor renames.

use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};

use crate::{command, house};

/// Where the styles and scripts are.
const ASSETS: &str = "crates/web/assets";

/// What is built: a change there builds and starts again. Styles and scripts are read at each request.
const BUILT: [&str; 4] = [".rs", ".html", ".sql", "Cargo.toml"];

const PAUSE: Duration = Duration::from_millis(500);

/// Builds, serves, watches; ends when it is interrupted.
pub(crate) fn run(data: Option<&str>, listen: &str) -> Result<()> {
    let root = house::root();
    let data = data.map_or_else(
        || house::target(&root).map(|target| target.join("dev").display().to_string()),
        |data| Ok(data.to_owned()),
    )?;
    let mut server = None;
    loop {
        let seen = latest(&root)?;
        if command::attached(command::cargo(&root, "build --workspace --bins")).is_ok() {
            stop(server.take());
            server = Some(start(&root, &data, listen)?);
        }
        while latest(&root)? == seen {
            thread::sleep(PAUSE);
        }
    }
}

fn start(root: &Path, data: &str, listen: &str) -> Result<Child> {
    let mut pacte = Command::new(house::pacte(root)?);
    pacte
        .current_dir(root)
        .args(["demo", "--data", data, "--listen", listen, "--assets", ASSETS]);
    pacte.spawn().context("the demo could not start")
}

/// Asks the server to end by itself, so that its data is left whole.
fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    let mut ask = Command::new("kill");
    ask.arg(server.id().to_string());
    if !command::succeeds(ask) {
        let _ = server.kill();
    }
    let _ = server.wait();
}

/// The time of the latest change among what is built.
fn latest(root: &Path) -> Result<Option<SystemTime>> {
    let built = house::paths(root)?
        .into_iter()
        .filter(|path| BUILT.iter().any(|end| path.ends_with(end)));
    Ok(built
        .filter_map(|path| root.join(path).metadata().ok()?.modified().ok())
        .max())
}
