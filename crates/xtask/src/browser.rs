//! The browser stories: the demo, a headless Chromium, and the scripts of `browser/`.
//!
//! Node is used here only: no page and no command of the product needs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::ci::needs;
use crate::demo::Demo;
use crate::progress::{Chore, Step};
use crate::{command, house};

/// What the scripts are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    /// Every page as every persona, and the stories; counted like tests.
    Stories,
    /// The pictures that the documents show.
    Pictures,
}

/// Starts the product on new data and runs the scripts against it.
pub(crate) fn run(step: &mut Step, root: &Path, chromium: &Path, asked: Asked) -> Result<()> {
    let work = house::target(root)?.join("browser");
    fs::create_dir_all(&work).with_context(|| format!("{} cannot be made", work.display()))?;
    install(step, &root.join("browser"))?;
    let pacte = house::pacte(root)?;
    let routes = work.join("routes.json");
    let mut ask = Command::new(&pacte);
    ask.args(["routes", "--json"]);
    fs::write(&routes, command::output(ask)?)?;
    let demo = Demo::fresh(&pacte, &work.join("demo"))?;
    let founding = Demo::founding(&pacte, &work.join("founding"))?;
    let example = Demo::lively(&pacte, &work.join("example"))?;
    let mut node = script(root, &work, asked);
    node.args([
        "--base",
        demo.address(),
        "--founding",
        founding.address(),
        "--example",
        example.address(),
    ])
    .arg("--chromium")
    .arg(chromium)
    .arg("--routes")
    .arg(routes);
    step.run(node)
}

/// `cargo x stories`: every page in a browser, on what is built now.
pub(crate) fn stories() -> Result<bool> {
    chore("browser stories", Asked::Stories)
}

/// `cargo x shots`: takes again the pictures of `docs/screens`.
pub(crate) fn shots() -> Result<bool> {
    chore("pictures", Asked::Pictures)
}

fn chore(name: &str, asked: Asked) -> Result<bool> {
    let root = house::root();
    let mut chore = Chore::begin(house::target(&root)?.join("ci"))?;
    chore.step(name, |step| {
        step.run(command::cargo(&root, "build --workspace --bins"))?;
        run(step, &root, &needs::browser(&root)?, asked)
    });
    Ok(chore.end())
}

/// The packages of the lock file of a folder, no more and no less; nothing when they are there already.
pub(crate) fn install(step: &mut Step, folder: &Path) -> Result<()> {
    let installed = folder
        .join("node_modules/.package-lock.json")
        .metadata()
        .and_then(|file| file.modified());
    let wanted = folder.join("package-lock.json").metadata().and_then(|file| file.modified());
    if matches!((installed, wanted), (Ok(installed), Ok(wanted)) if installed >= wanted) {
        return Ok(());
    }
    let mut npm = command::new("npm", folder);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    step.run(npm)
}

fn script(root: &Path, work: &Path, asked: Asked) -> Command {
    let mut node = command::new("node", &root.join("browser"));
    let (script, out) = match asked {
        Asked::Stories => ("run.mjs", work.join("out")),
        Asked::Pictures => ("shots.mjs", PathBuf::from(root).join("docs/screens")),
    };
    node.arg(script).arg("--out").arg(out);
    node
}
