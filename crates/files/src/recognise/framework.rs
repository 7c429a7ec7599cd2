//! The framework as a numbered list: "1. …" and below it "a) …", after a sentence that names the levels.

use domain::reading::{Lines, Sourced};

use crate::lines::Line;
use crate::wording;

/// An entry of the list.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// 0 for "1.", 1 for "a)".
    pub(crate) level: u8,
    /// `1`, or `1a` below it.
    pub(crate) code: Sourced<String>,
    /// As printed: `1.`, `a)`.
    pub(crate) printed: String,
    pub(crate) title: Sourced<String>,
}

/// One list, and the names of its levels as its sentence gives them.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    pub(crate) levels: Vec<Sourced<String>>,
    pub(crate) entries: Vec<Entry>,
}

/// Every list of the text.
pub(crate) fn lists(lines: &[Line]) -> Vec<List> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].text.ends_with(':') && lines[at].words.len() > 3 {
            let (list, end) = list(lines, at);
            at = end;
            if list.entries.iter().any(|entry| entry.level == 1) {
                found.push(list);
            }
        } else {
            at += 1;
        }
    }
    found
}

/// The list below the sentence at `at`, and where it ends.
fn list(lines: &[Line], at: usize) -> (List, usize) {
    let mut list = List {
        levels: levels(&lines[at]),
        entries: Vec::new(),
    };
    let mut top = None;
    for (index, line) in lines.iter().enumerate().skip(at + 1) {
        if line.is_blank() {
            continue;
        }
        let text = line.item().unwrap_or(&line.text);
        let Some((label, title)) = label(text) else {
            return (list, index);
        };
        let level = u8::from(label.starts_with(|c: char| c.is_ascii_lowercase()));
        if level == 0 {
            top = Some(label.to_owned());
        }
        let Some(top) = &top else { return (list, index) };
        let code = if level == 0 { top.clone() } else { format!("{top}{label}") };
        let lines = Lines::one(line.number);
        list.entries.push(Entry {
            level,
            code: Sourced::new(code, lines.clone()),
            printed: text.chars().take(label.len() + 1).collect(),
            title: Sourced::new(title.to_owned(), lines),
        });
    }
    (list, lines.len())
}

/// `1. title` or `a) title`.
fn label(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['.', ')'])?;
    let (label, title) = (&text[..end], text[end + 1..].trim());
    let figure = label.len() <= 2 && !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let letter = label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_lowercase());
    ((figure || letter) && !title.is_empty()).then_some((label, title))
}

/// "…, les enjeux et orientations définis pour le territoire sont :" names two levels.
fn levels(sentence: &Line) -> Vec<Sourced<String>> {
    let clause = sentence.text.rsplit(", ").next().unwrap_or_default();
    let mut words = clause.split_whitespace();
    if words.next().map(wording::fold).as_deref() != Some("les") {
        return Vec::new();
    }
    let named: Vec<&str> = words
        .take_while(|word| word.ends_with('s') || word.ends_with('x') || *word == "et" || *word == "les")
        .take_while(|word| {
            !matches!(
                wording::fold(word).as_str(),
                "definis" | "definies" | "retenus" | "retenues" | "suivants"
            )
        })
        .filter(|word| *word != "et" && *word != "les")
        .collect();
    let named = if named.len() > 4 { &[] } else { named.as_slice() };
    named
        .iter()
        .map(|name| Sourced::new((*name).to_owned(), Lines::one(sentence.number)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_list_spoilt_by_the_scan_is_read() {
        let text = "Au regard du diagnostic, les enjeux et orientations définis sont :\n\n1. L'offre\n\n- a) Développer\n\n\
                    - b) Soutenir\n- 2. Les droits**\n- a) Inclure\n\nCeux-ci sont déclinés.";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lists = lists(&normalise(&lines));
        assert_eq!(lists.len(), 1);
        let printed: Vec<_> = lists[0].entries.iter().map(|entry| entry.printed.as_str()).collect();
        assert_eq!(printed, ["1.", "a)", "b)", "2.", "a)"]);
        let codes: Vec<_> = lists[0].entries.iter().map(|entry| entry.code.value.as_str()).collect();
        assert_eq!(codes, ["1", "1a", "1b", "2", "2a"]);
        assert_eq!(
            lists[0].entries[3].title,
            Sourced::new("Les droits".to_owned(), Lines::one(8))
        );
        assert_eq!(
            lists[0].levels.iter().map(|level| level.value.as_str()).collect::<Vec<_>>(),
            ["enjeux", "orientations"]
        );
    }

    #[test]
    fn a_plain_list_is_no_framework() {
        let lines: Vec<String> = ["Il est proposé de signer pour :", "", "- avoir", "- décider"]
            .map(str::to_owned)
            .to_vec();
        assert!(lists(&normalise(&lines)).is_empty());
    }
}
