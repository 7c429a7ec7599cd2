//! The same thing in two wordings or in two orders.

use std::collections::BTreeSet;

use super::{Anomaly, Family, Quote, Severity, listed, quoted};
use crate::reading::coverage::{is_label, plain};
use crate::reading::{Key, Reading, Sourced, words_of};

/// Titles of one thing that differ by a word; a wording that only adds details differs by nothing.
pub(super) fn titles(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let mut found = Vec::new();
    for action in &reading.actions {
        let what = format!("Le titre de l’action {}", action.number.value);
        let varies = differs(&what, &action.title, &action.other_titles);
        found.extend(varies.map(|varies| Anomaly {
            actions: vec![action.number.value.clone()],
            ..varies
        }));
    }
    for node in &reading.nodes {
        let code = node.code.as_ref().map_or(String::new(), |code| format!(" {}", code.value));
        found.extend(differs(
            &format!("Le titre de l’élément{code} du cadre"),
            &node.title,
            &node.other_titles,
        ));
    }
    for theme in &reading.themes {
        found.extend(differs(
            &format!("Le nom de la thématique «\u{a0}{}\u{a0}»", theme.name.value),
            &theme.name,
            &theme.other_names,
        ));
    }
    for article in &reading.articles {
        if let Some(number) = &article.number {
            found.extend(differs(
                &format!("Le titre de l’article {}", number.value),
                &article.title,
                &article.other_titles,
            ));
        }
    }
    for annex in &reading.annexes {
        if let Some(title) = &annex.title {
            found.extend(differs(
                &format!("Le titre de l’annexe {}", annex.number.value),
                title,
                &annex.other_titles,
            ));
        }
    }
    found.extend(nearly_same(&reading.agreement.other_titles));
    found
}

fn differs(what: &str, title: &Sourced<String>, others: &[Sourced<String>]) -> Option<Anomaly> {
    let words = sense(&title.value);
    let other = others.iter().find(|other| {
        let theirs = sense(&other.value);
        !theirs.starts_with(&words) && !words.starts_with(&theirs)
    })?;
    Some(anomaly(
        format!("{what} varie d’une partie du texte à l’autre."),
        quoted(title),
        quoted(other),
    ))
}

/// The words that count: neither case, accents, signs nor small words make another wording.
fn sense(title: &str) -> Vec<String> {
    let words = words_of(title).into_iter().map(|word| plain(&word));
    words.filter(|word| !is_label(word)).collect()
}

/// Two titles of the agreement that differ by one or two words: one of them is a slip.
fn nearly_same(titles: &[Sourced<String>]) -> Option<Anomaly> {
    let pairs = titles
        .iter()
        .enumerate()
        .flat_map(|(at, a)| titles[at + 1..].iter().map(move |b| (a, b)));
    let (a, b) = pairs.into_iter().take(200).find(|(a, b)| {
        let (ours, theirs) = (words_of(&a.value), words_of(&b.value));
        let apart = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).count();
        ours.len() == theirs.len() && ours.len() > 4 && (1..=2).contains(&apart)
    })?;
    Some(anomaly(
        "La convention est intitulée de deux façons presque semblables dans le texte.".to_owned(),
        quoted(a),
        quoted(b),
    ))
}

/// The plan follows another order than the list of the framework.
pub(super) fn order(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let coded = |key: &Key| reading.nodes.iter().find(|node| node.id == *key && node.code.is_some());
    let mut met: Vec<&Sourced<Key>> = Vec::new();
    for parent in reading.actions.iter().filter_map(|action| action.parent.as_ref()) {
        if !met.iter().any(|known| known.value == parent.value) && coded(&parent.value).is_some() {
            met.push(parent);
        }
    }
    let position = |parent: &&Sourced<Key>| reading.nodes.iter().position(|node| node.id == parent.value);
    if met.iter().map(position).is_sorted() {
        return Vec::new();
    }
    let code = |key: &Key| {
        coded(key)
            .and_then(|node| node.code.as_ref())
            .map_or(String::new(), |code| code.value.clone())
    };
    let plan = listed(met.iter().map(|parent| code(&parent.value)));
    let used: BTreeSet<&Key> = met.iter().map(|parent| &parent.value).collect();
    let list = listed(
        reading
            .nodes
            .iter()
            .filter(|node| used.contains(&node.id))
            .map(|node| code(&node.id)),
    );
    let Some((first, node)) = met.first().and_then(|parent| Some((parent, coded(&parent.value)?))) else {
        return Vec::new();
    };
    let heading = node
        .other_titles
        .iter()
        .find(|title| title.lines == first.lines)
        .unwrap_or(&node.title);
    let reason = format!("Le plan d’actions suit l’ordre {plan}, et la liste du cadre l’ordre {list}.");
    let there = Quote {
        line: first.lines.first().unwrap_or(1),
        quote: heading.value.clone(),
    };
    vec![anomaly(reason, quoted(&node.title), there)]
}

fn anomaly(reason: String, a: Quote, b: Quote) -> Anomaly {
    Anomaly {
        family: Family::Wording,
        severity: Severity::Low,
        a,
        b: Some(b),
        reason,
        actions: Vec::new(),
    }
}
