//! How far two wordings say the same thing: by the words that count, cut to their stems.

use std::collections::BTreeSet;

use super::ground::words;
use crate::reading::coverage::{is_label, plain};

/// Words that carry no meaning of their own in such texts.
const SMALL: [&str; 34] = [
    "avec",
    "ce",
    "ces",
    "cet",
    "cette",
    "chaque",
    "dans",
    "dont",
    "elle",
    "etre",
    "il",
    "leur",
    "leurs",
    "mise",
    "mettre",
    "ne",
    "notamment",
    "oeuvre",
    "on",
    "ont",
    "plus",
    "qui",
    "que",
    "se",
    "ses",
    "si",
    "sont",
    "sous",
    "tous",
    "tout",
    "toute",
    "toutes",
    "vers",
    "y",
];

/// The words that count, in their order, without case nor accents.
pub(super) fn sense(text: &str) -> Vec<String> {
    let folded = plain(text);
    let kept = words(&folded)
        .into_iter()
        .filter(|word| !is_label(word) && !SMALL.contains(word));
    kept.map(str::to_owned).collect()
}

/// The stems of the words that count.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    sense(text).iter().map(|word| stem(word)).collect()
}

/// A word without the ends that change with number and gender.
pub(super) fn stem(word: &str) -> String {
    let kept: String = word.chars().take(6).collect();
    let cut = if kept.chars().count() < 6 {
        kept.trim_end_matches(['s', 'x', 'e'])
    } else {
        &kept
    };
    if cut.is_empty() { kept } else { cut.to_owned() }
}

/// How many of the stems of the smaller wording stand in the other, in hundredths.
pub(super) fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> usize {
    let least = a.len().min(b.len());
    (a.intersection(b).count() * 100).checked_div(least).unwrap_or(0)
}

/// The stems of both among those of either, in hundredths.
pub(super) fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> usize {
    (a.intersection(b).count() * 100).checked_div(a.union(b).count()).unwrap_or(0)
}
