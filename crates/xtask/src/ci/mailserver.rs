//! The mail server of the tests: a Python of its own in the target folder, with the packages of `mailserver/requirements.txt`, no more and
//! no less.

use std::path::Path;

use anyhow::Result;

use crate::command;
use crate::progress::Step;

/// The folder of the repository, and that of the Python in the target folder.
const FOLDER: &str = "mailserver";

/// Makes it, unless it is there already and what it holds did not change since.
pub(crate) fn install(step: &mut Step, root: &Path, target: &Path) -> Result<()> {
    let (wanted, own) = (root.join(FOLDER).join("requirements.txt"), target.join(FOLDER));
    let written = |file: &Path| file.metadata().and_then(|file| file.modified());
    let stamp = own.join("requirements.txt");
    if matches!((written(&stamp), written(&wanted)), (Ok(installed), Ok(wanted)) if installed >= wanted) {
        return Ok(());
    }
    let mut python = command::new("python3", root);
    python.args(["-m", "venv", "--clear"]).arg(&own);
    step.run(python)?;
    let mut pip = command::new(own.join("bin/python").to_string_lossy().as_ref(), root);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ])
    .arg(&wanted);
    step.run(pip)?;
    std::fs::copy(&wanted, &stamp)?;
    Ok(())
}
