//! Golden texts: what the product says of itself, kept in `docs/` and reviewed like code.
//!
//! Each is the output of one command of `pacte`. Accepting a change is asked for by name (`--accept`); the continuous
//! integration only compares.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{command, house};

/// A golden text.
pub(crate) struct Golden {
    /// Where it is kept.
    pub(crate) file: &'static str,
    /// The verb of `cargo x` that accepts it.
    verb: &'static str,
    print: fn(&Path) -> Result<String>,
}

/// Who may do what.
pub(crate) const RIGHTS: Golden = Golden {
    file: "docs/rights.txt",
    verb: "rights",
    print: |root| ask(root, &["rights"]),
};

/// Every address, with who may come.
pub(crate) const ROUTES: Golden = Golden {
    file: "docs/routes.txt",
    verb: "routes",
    print: |root| ask(root, &["routes"]),
};

/// The tables of a new installation, on both engines.
pub(crate) const SCHEMA: Golden = Golden {
    file: "docs/schema.sql",
    verb: "schema",
    print: |root| ask(root, &["schema"]),
};

/// The help of the command line.
pub(crate) const HELP: Golden = Golden {
    file: "docs/help.txt",
    verb: "help",
    print: help,
};

/// All of them.
pub(crate) const ALL: [&Golden; 4] = [&RIGHTS, &ROUTES, &SCHEMA, &HELP];

impl Golden {
    /// Builds the product, then prints the text, accepts it, or says how it differs.
    pub(crate) fn show(&self, accept: bool) -> Result<()> {
        let root = house::root();
        command::attached(command::cargo(&root, "build --quiet --workspace --bins"))?;
        let now = (self.print)(&root)?;
        if accept {
            fs::write(root.join(self.file), &now).with_context(|| format!("{} cannot be written", self.file))?;
            println!("{} now says what the product says", self.file);
            return Ok(());
        }
        print!("{now}");
        self.compared(&root, &now)
    }

    /// Fails when the kept text is not what the product says.
    pub(crate) fn compare(&self, root: &Path) -> Result<()> {
        self.compared(root, &(self.print)(root)?)
    }

    fn compared(&self, root: &Path, now: &str) -> Result<()> {
        let kept = fs::read_to_string(root.join(self.file)).unwrap_or_default();
        if kept == now {
            return Ok(());
        }
        let (line, was, is) = first_difference(&kept, now);
        let Self { file, verb, .. } = self;
        bail!("{file}:{line}: it says “{was}” and the product says “{is}”; if it is meant: cargo x {verb} --accept")
    }
}

/// The first line that differs, from 1, as kept and as it is now.
fn first_difference<'t>(kept: &'t str, now: &'t str) -> (usize, &'t str, &'t str) {
    let (mut kept, mut now) = (kept.lines(), now.lines());
    let mut line = 1;
    loop {
        match (kept.next(), now.next()) {
            (Some(was), Some(is)) if was == is => line += 1,
            (was, is) => return (line, was.unwrap_or(""), is.unwrap_or("")),
        }
    }
}

/// What `pacte` prints.
fn ask(root: &Path, arguments: &[&str]) -> Result<String> {
    let mut pacte = Command::new(house::pacte(root)?);
    pacte.args(arguments).current_dir(root);
    command::output(pacte)
}

/// The help of the product, then of each of its commands.
fn help(root: &Path) -> Result<String> {
    let whole = ask(root, &["--help"])?;
    let mut parts = vec![whole.clone()];
    for name in commands(&whole) {
        parts.push(format!("-- pacte {name} --\n\n{}", ask(root, &[name, "--help"])?));
    }
    Ok(parts.join("\n"))
}

/// The names listed under the heading of commands: each on a line that two spaces begin.
fn commands(help: &str) -> Vec<&str> {
    let listed = help
        .lines()
        .skip_while(|line| !line.starts_with("Comman"))
        .skip(1)
        .take_while(|line| line.starts_with("  "));
    let named = listed
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    named.filter(|name| *name != "help").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_with_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), (2, "b", "c"));
        assert_eq!(first_difference("a\n", "a\nb\n"), (2, "", "b"));
    }

    #[test]
    fn the_commands_are_read_in_the_help() {
        let help = "Pacte\n\nCommandes :\n  demo    Essayer\n          longtemps\n  serve   Servir\n  help    Aide\n\nOptions :\n  -h  Aide\n";
        assert_eq!(commands(help), ["demo", "serve"]);
    }
}
