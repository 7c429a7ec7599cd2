//! Pieces of the sentences of écarts, and quotations of values.

use std::collections::BTreeSet;

use super::Quote;
use crate::reading::{ActionRead, Holder, Reading, Sourced};

/// The line of a text as it stands, blanks at its ends removed.
pub(super) fn line_of(text: &[String], line: u32) -> String {
    let at = usize::try_from(line).unwrap_or(usize::MAX).wrapping_sub(1);
    text.get(at).map(|line| line.trim().to_owned()).unwrap_or_default()
}

/// A value as a quotation, at its first line.
pub(super) fn quoted(value: &Sourced<String>) -> Quote {
    Quote {
        line: value.lines.first().unwrap_or_default(),
        quote: value.value.clone(),
    }
}

/// A value as a quotation, at the last line that says it: that of the tables, which close a text.
pub(super) fn quoted_last(value: &Sourced<String>) -> Quote {
    Quote {
        line: value.lines.last().unwrap_or_default(),
        quote: value.value.clone(),
    }
}

/// A value as a quotation, at the first line of an article that says it; where none does, at its first line.
pub(super) fn quoted_in_articles(reading: &Reading, value: &Sourced<String>) -> Quote {
    let agreed = |line: &u32| reading.articles.iter().any(|article| article.lines.holds(*line));
    Quote {
        line: value.lines.iter().find(agreed).or(value.lines.first()).unwrap_or_default(),
        quote: value.value.clone(),
    }
}

/// The printed numbers of some actions.
pub(super) fn numbers_of<'a>(actions: impl IntoIterator<Item = &'a ActionRead>) -> Vec<String> {
    actions.into_iter().map(|action| action.number.value.clone()).collect()
}

/// "2022, 2024 et 2026".
pub(super) fn listed<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let mut values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    match values.pop() {
        Some(last) if values.is_empty() => last,
        Some(last) => format!("{} et {last}", values.join(", ")),
        None => String::new(),
    }
}

/// "l’action 4", "les actions 4 et 5", with the article that begins a sentence in capitals when asked.
pub(super) fn actions_of(actions: &[&ActionRead]) -> String {
    let numbers = listed(actions.iter().map(|action| &action.number.value));
    match actions {
        [_] => format!("l’action {numbers}"),
        _ => format!("les actions {numbers}"),
    }
}

/// Who holds a role, in words.
pub(super) fn holder<'r>(reading: &'r Reading, holder: &'r Holder) -> &'r str {
    match holder {
        Holder::Known(key) => reading.shown(key),
        Holder::Text(text) => text,
    }
}

/// The holders of a role, in words.
pub(super) fn holders(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    listed(holders.iter().map(|one| holder(reading, &one.value)))
}

/// The place where holders are named, in the words of the reading.
pub(super) fn holders_quoted(reading: &Reading, named: &[Sourced<Holder>]) -> Quote {
    Quote {
        line: named.first().and_then(|one| one.lines.first()).unwrap_or_default(),
        quote: holders(reading, named),
    }
}

/// "de 2023 à 2026", "en 2023", "en 2023 et 2025".
pub(super) fn years_spoken(years: &BTreeSet<i16>) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if years.len() > 2 && usize::from(last.abs_diff(*first)) + 1 == years.len() => {
            format!("de {first} à {last}")
        }
        _ => format!("en {}", listed(years)),
    }
}

/// The sentence begins with a capital.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
