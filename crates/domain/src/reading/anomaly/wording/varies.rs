//! Whether two wordings say another thing: a wording that only adds details differs by nothing.

use std::collections::BTreeSet;

use crate::reading::Sourced;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{sense, stem};
use crate::reading::anomaly::said::quoted;
use crate::reading::coverage::{is_label, plain};
use crate::reading::words_of;

/// The words that count: neither case, accents, signs nor small words make another wording.
fn exact(title: &str) -> Vec<String> {
    let words = words_of(title).into_iter().map(|word| plain(&word));
    words.filter(|word| !is_label(word)).collect()
}

/// What to say of a thing whose wording elsewhere is another one.
pub(super) fn told(what: &str, title: &Sourced<String>, others: &[Sourced<String>]) -> Option<Hit> {
    let other = other(title, others)?;
    let how = if only_endings(&title.value, &other.value) {
        "par quelques lettres".to_owned()
    } else {
        difference(&title.value, &other.value)
    };
    let reason = format!("{what} varie d’une partie du texte à l’autre\u{a0}: {how}.");
    Some(Hit::at(quoted(title), reason).and(quoted(other)))
}

/// Of these, the wording that differs most from the title.
fn other<'s>(title: &Sourced<String>, others: &'s [Sourced<String>]) -> Option<&'s Sourced<String>> {
    let words = exact(&title.value);
    let apart = others.iter().filter(|other| {
        let theirs = exact(&other.value);
        !theirs.starts_with(&words) && !words.starts_with(&theirs) && title.lines.first() != other.lines.first()
    });
    // The first of those that differ as much.
    apart.fold(None, |kept: Option<&Sourced<String>>, next| match kept {
        Some(kept) if distance(title, kept) >= distance(title, next) => Some(kept),
        _ => Some(next),
    })
}

fn distance(title: &Sourced<String>, other: &Sourced<String>) -> usize {
    let set = |text: &str| sense(text).into_iter().collect::<BTreeSet<String>>();
    set(&title.value).symmetric_difference(&set(&other.value)).count()
}

/// How two wordings differ, in words: those of one only, then those of the other.
fn difference(a: &str, b: &str) -> String {
    let only = |a: &str, b: &str| {
        let theirs: BTreeSet<String> = exact(b).into_iter().collect();
        let mut words = words_of(a).into_iter().filter(|word| {
            let word = plain(word);
            !is_label(&word) && !theirs.contains(&word)
        });
        let kept: Vec<String> = words.by_ref().take(4).collect();
        if kept.is_empty() {
            String::new()
        } else {
            format!("«\u{a0}{}\u{a0}»", kept.join(" "))
        }
    };
    match (only(a, b), only(b, a)) {
        (ours, theirs) if ours.is_empty() && theirs.is_empty() => "dans l’ordre des mots".to_owned(),
        (ours, theirs) if theirs.is_empty() => format!("{ours} n’est que d’un côté"),
        (ours, theirs) if ours.is_empty() => format!("{theirs} n’est que d’un côté"),
        (ours, theirs) => format!("{ours} d’un côté, {theirs} de l’autre"),
    }
}

/// Whether the words are the same but for the ends that number and gender change.
fn only_endings(a: &str, b: &str) -> bool {
    let stems = |text: &str| exact(text).iter().map(|word| stem(word)).collect::<Vec<_>>();
    stems(a) == stems(b)
}
