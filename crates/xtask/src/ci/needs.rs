//! What the checks need on the machine: a PostgreSQL server, a browser with a font, Node for the browser stories and for
//! the provider of identity of the tests, Python for their mail server, `LibreOffice` for the files that leave,
//! `tesseract` for the scans that come in.
//!
//! As root on Debian it installs what is missing; elsewhere it says in one line what to install. With `CI=true` a
//! missing piece is a failure, never a skip.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::{on_path, strict};
use crate::command;
use crate::progress::Step;

/// The oldest Node on which the browser stories run.
const NODE_MAJOR: u32 = 18;

/// What is there or not, without a path that anyone needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tool {
    /// Fonts that a browser would find.
    Fonts,
    /// Node and npm, new enough.
    Node,
    /// The recogniser of characters, with its French.
    Tesseract,
    /// The quicker test runner.
    Nextest,
    /// What opens, changes and saves the files that leave.
    Office,
    /// What provokes the failed fsync of the tests.
    Strace,
}

/// What was found on the machine.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The folder with `initdb` and `postgres`.
    pub(crate) postgres: Option<PathBuf>,
    /// The browser.
    pub(crate) chromium: Option<PathBuf>,
    /// Python, with what makes an environment of its own.
    pub(crate) python: Option<PathBuf>,
    tools: BTreeSet<Tool>,
}

impl Found {
    fn look(root: &Path) -> Self {
        let fonts = ["/usr/share/fonts", "/usr/local/share/fonts"];
        let tools = [
            (Tool::Fonts, fonts.iter().any(|folder| has_entries(Path::new(folder)))),
            (Tool::Node, node(root)),
            (Tool::Tesseract, french_tesseract(root)),
            (Tool::Nextest, nextest(root)),
            (Tool::Office, on_path("soffice").is_some()),
            (Tool::Strace, on_path("strace").is_some()),
        ];
        Self {
            postgres: postgres_programs(),
            chromium: chromium(),
            python: python(root),
            tools: tools.into_iter().filter(|(_, there)| *there).map(|(tool, _)| tool).collect(),
        }
    }

    /// Whether a tool is there.
    pub(crate) fn has(&self, tool: Tool) -> bool {
        self.tools.contains(&tool)
    }

    /// The browser, when everything that the stories need is there with it.
    pub(crate) fn browser(&self) -> Option<&Path> {
        self.chromium
            .as_deref()
            .filter(|_| self.has(Tool::Fonts) && self.has(Tool::Node))
    }

    /// The one line that says what to do.
    fn advice(&self) -> String {
        format!("install what is missing: sudo apt-get install {}", self.missing().join(" "))
    }

    /// The Debian packages that would bring what is missing.
    fn missing(&self) -> Vec<&'static str> {
        let wanted = [
            (self.postgres.is_some(), &["postgresql"] as &[_]),
            (self.chromium.is_some(), &["chromium"]),
            (self.has(Tool::Fonts), &["fonts-dejavu-core", "fonts-liberation"]),
            (self.has(Tool::Node), &["nodejs", "npm"]),
            (self.python.is_some(), &["python3", "python3-venv"]),
            (self.has(Tool::Office), &["libreoffice-calc", "libreoffice-writer"]),
            (self.has(Tool::Tesseract), &["tesseract-ocr", "tesseract-ocr-fra"]),
            (self.has(Tool::Strace), &["strace"]),
        ];
        wanted
            .iter()
            .filter(|(there, _)| !there)
            .flat_map(|(_, packages)| packages.iter().copied())
            .collect()
    }
}

/// The programs of the database server, for a chore that needs them.
pub(crate) fn server(root: &Path) -> Result<PathBuf> {
    let found = Found::look(root);
    found.postgres.clone().with_context(|| found.advice())
}

/// The browser, for a chore that needs it.
pub(crate) fn browser(root: &Path) -> Result<PathBuf> {
    let found = Found::look(root);
    found.browser().map(Path::to_owned).with_context(|| found.advice())
}

/// Looks, installs when allowed, looks again, and leaves what was found.
pub(crate) fn settle(step: &mut Step, root: &Path, found: &mut Found) -> Result<()> {
    *found = Found::look(root);
    let missing = found.missing();
    if !missing.is_empty() && may_install(root) {
        step.say(&format!("installing {}", missing.join(" ")));
        install(step, root, &missing)?;
        *found = Found::look(root);
    }
    if !found.has(Tool::Nextest) {
        step.say("the tests run by `cargo test`; `cargo install cargo-nextest --locked` makes them quicker");
    }
    if found.missing().is_empty() {
        return Ok(());
    }
    if strict() {
        bail!(found.advice());
    }
    step.say(&found.advice());
    Ok(())
}

/// Whether the quicker test runner is there.
pub(crate) fn nextest(root: &Path) -> bool {
    command::succeeds(command::cargo(root, "nextest --version"))
}

fn install(step: &mut Step, root: &Path, packages: &[&str]) -> Result<()> {
    for arguments in [&["update"] as &[&str], &["install", "--yes", "--no-install-recommends"]] {
        let mut apt = command::new("apt-get", root);
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        if arguments[0] == "install" {
            apt.args(packages);
        }
        step.run(apt)?;
    }
    Ok(())
}

fn may_install(root: &Path) -> bool {
    let mut id = command::new("id", root);
    id.arg("-u");
    on_path("apt-get").is_some() && command::output(id).is_ok_and(|user| user.trim() == "0")
}

/// Debian keeps the server outside the search path, a folder a version; the newest is taken.
fn postgres_programs() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = installed
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    versions.sort();
    let on_path = || on_path("initdb")?.parent().map(Path::to_owned);
    versions.pop().map(|(_, bin)| bin).or_else(on_path)
}

fn chromium() -> Option<PathBuf> {
    let chosen = std::env::var_os("PACTE_CHROMIUM").map(PathBuf::from);
    chosen.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    })
}

/// Whether Node and npm are there, new enough.
pub(crate) fn node(root: &Path) -> bool {
    let mut ask = command::new("node", root);
    ask.arg("--version");
    let major = command::output(ask).ok().and_then(|version| node_major(&version));
    major.is_some_and(|major| major >= NODE_MAJOR) && on_path("npm").is_some()
}

/// Python 3, when it can make an environment of its own.
pub(crate) fn python(root: &Path) -> Option<PathBuf> {
    let mut ask = command::new("python3", root);
    ask.args(["-c", "import venv, ensurepip"]);
    on_path("python3").filter(|_| command::succeeds(ask))
}

/// `v20.20.2` is 20.
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Whether the recogniser of characters is there, with its French.
fn french_tesseract(root: &Path) -> bool {
    let mut ask = command::new("tesseract", root);
    ask.arg("--list-langs");
    command::output(ask).is_ok_and(|languages| languages.lines().any(|language| language.trim() == "fra"))
}

fn has_entries(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_by_its_package() {
        let mut found = Found {
            tools: BTreeSet::from([Tool::Fonts, Tool::Node, Tool::Tesseract, Tool::Office, Tool::Strace]),
            python: Some(PathBuf::from("/usr/bin/python3")),
            ..Found::default()
        };
        assert_eq!(found.missing(), ["postgresql", "chromium"]);
        found.postgres = Some(PathBuf::from("/usr/lib/postgresql/15/bin"));
        found.chromium = Some(PathBuf::from("/usr/bin/chromium"));
        assert!(found.missing().is_empty());
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("20.1"), None);
    }
}
