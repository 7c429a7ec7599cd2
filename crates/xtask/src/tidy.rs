//! `cargo x tidy`: the rules of the house that no compiler keeps, each in its own file with its own tests.
//!
//! A rule reads text and says where it is broken; it never repairs. It has no list of exceptions.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::house::{self, Text};

mod dependencies;
mod documents;
mod glossary;
pub(crate) mod imports;
mod lengths;
mod names;
mod openings;
mod queries;
mod secrets;
mod source;
mod templates;
mod words;
mod writes;

use source::Source;

/// What the rules look at.
pub(crate) struct House {
    root: PathBuf,
    texts: Vec<Text>,
    sources: Vec<Source>,
    unreadable: Vec<Finding>,
    metadata: Value,
}

/// A place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    says: String,
}

impl Finding {
    fn new(path: &str, line: usize, says: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            says: says.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.says)
    }
}

type Rule = fn(&House) -> Vec<Finding>;

/// All rules, by the name printed when one is broken.
const RULES: [(&str, Rule); 12] = [
    ("imports", imports::check),
    ("writes", writes::check),
    ("openings", openings::check),
    ("lengths", lengths::check),
    ("glossary", glossary::check),
    ("words", words::check),
    ("queries", queries::check),
    ("templates", templates::check),
    ("names", names::check),
    ("documents", documents::check),
    ("secrets", secrets::check),
    ("dependencies", dependencies::check),
];

impl House {
    fn read(root: &Path) -> Result<Self> {
        Ok(Self::of(root.to_owned(), house::texts(root)?, house::metadata(root)?))
    }

    fn of(root: PathBuf, texts: Vec<Text>, metadata: Value) -> Self {
        let (mut sources, mut unreadable) = (Vec::new(), Vec::new());
        for text in texts.iter().filter(|text| text.ends(".rs")) {
            match Source::parse(text) {
                Ok(source) => sources.push(source),
                Err(finding) => unreadable.push(finding),
            }
        }
        Self {
            root,
            texts,
            sources,
            unreadable,
            metadata,
        }
    }

    /// A house of a few files, for the tests of the rules.
    #[cfg(test)]
    fn sample(files: &[(&str, &str)]) -> Self {
        let texts = files.iter().map(|(path, content)| Text {
            path: (*path).to_owned(),
            content: (*content).to_owned(),
        });
        Self::of(house::root(), texts.collect(), Value::Null)
    }

    fn text(&self, path: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.path == path)
    }
}

/// What the rules found, rule by rule.
pub(crate) struct Report {
    findings: Vec<(&'static str, Finding)>,
    packages: usize,
}

impl Report {
    /// Says each finding and the figures; fails when there is one.
    pub(crate) fn into_result(self, mut say: impl FnMut(&str)) -> Result<()> {
        for (rule, finding) in &self.findings {
            say(&format!("{finding} [{rule}]"));
        }
        say(&format!("{} packages in Cargo.lock", self.packages));
        ensure!(self.findings.is_empty(), "{} place(s) to tidy", self.findings.len());
        Ok(())
    }
}

/// Applies every rule to the checkout.
pub(crate) fn check(root: &Path) -> Result<Report> {
    let house = House::read(root)?;
    let mut findings: Vec<_> = house.unreadable.iter().map(|finding| ("source", finding.clone())).collect();
    for (name, rule) in RULES {
        findings.extend(rule(&house).into_iter().map(|finding| (name, finding)));
    }
    Ok(Report {
        findings,
        packages: dependencies::packages(&house),
    })
}

/// The verb.
pub(crate) fn run() -> Result<()> {
    check(&house::root())?.into_result(|line| println!("{line}"))
}
