//! Words that the house does not use: promises left in the source, vague module names, silenced lints.
//!
//! The needles are written in two halves, so that this file does not find itself.

use super::{Finding, House};

/// Promises: what is not done is not committed.
const PROMISES: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
];

/// Names that say nothing of the trade.
const VAGUE: [&str; 10] = [
    "util", "utils", "helper", "helpers", "common", "manager", "service", "services", "misc", "shared",
];

/// What silences a lint without a reason.
const SILENCED: [&str; 2] = [concat!("#[al", "low"), concat!("#![al", "low")];

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    let read = house.texts.iter().filter(|text| {
        [".rs", ".html", ".css", ".js", ".mjs", ".sql", ".toml"]
            .iter()
            .any(|end| text.ends(end))
    });
    for text in read {
        if let Some(name) = vague(&text.path) {
            findings.push(Finding::new(&text.path, 1, format!("`{name}` is no name from the trade")));
        }
        for (index, line) in text.content.lines().enumerate() {
            if let Some(word) = PROMISES.iter().find(|word| line.contains(**word)) {
                findings.push(Finding::new(
                    &text.path,
                    index + 1,
                    format!("`{word}`: what is not done is not committed"),
                ));
            }
            if text.ends(".rs") && SILENCED.iter().any(|word| line.contains(*word)) {
                findings.push(Finding::new(
                    &text.path,
                    index + 1,
                    "a lint is expected with a reason, never allowed",
                ));
            }
        }
    }
    findings
}

/// The vague name among the folders and the stem of a path.
fn vague(path: &str) -> Option<&str> {
    path.split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .find(|part| VAGUE.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, content: &str) -> usize {
        check(&House::sample(&[(path, content)])).len()
    }

    #[test]
    fn promises_silence_and_vague_names_are_found() {
        assert_eq!(count("crates/plan/src/a.rs", concat!("// TO", "DO later\n")), 1);
        assert_eq!(
            count("crates/plan/src/a.rs", concat!("#[al", "low(dead_code)]\nfn a() {}\n")),
            1
        );
        assert_eq!(count("crates/plan/src/utils.rs", "//! x\n"), 1);
        assert_eq!(count("crates/helpers/src/lib.rs", "//! x\n"), 1);
    }

    #[test]
    fn other_words_pass() {
        assert_eq!(
            count("crates/plan/src/service_list.rs", "//! Des services aux familles.\n"),
            0
        );
    }
}
