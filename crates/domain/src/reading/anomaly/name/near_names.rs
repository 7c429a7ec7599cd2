//! Two organisations are called almost alike, and no alias says that they are one.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{sense, stem};
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{Holder, OrganisationKind};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Organismes aux noms presque pareils",
    why: "On ne sait pas s’il y a un organisme ou deux, ni lequel agit.",
    remedy: "Retenir le nom exact, ou dire qu’ils sont deux.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche portée par La Ruche des Possibles\nPilote : Valmont\nPorteur : La Ruche des Possibles\n\nAction 2 : Tenir un café des parents porté par Les Ruches du Possible\nPilote : Bréval\nPorteur : Les Ruches du Possible\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche portée par La Ruche des Possibles\nPilote : Valmont\nPorteur : La Ruche des Possibles\n\nAction 2 : Tenir un café des parents porté par Les Doux Rêves\nPilote : Bréval\nPorteur : Les Doux Rêves\n",
    reads_amendments: true,
    find,
};

/// Organisations that are compared: a text has few.
const MOST: usize = 150;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let named = names(ground);
    let mut found = Vec::new();
    for (at, (first, ours)) in named.iter().enumerate() {
        let other = named[at + 1..]
            .iter()
            .find(|(second, theirs)| second.quote != first.quote && near(ours, theirs));
        if let Some((second, _)) = other {
            let reason = format!(
                "«\u{a0}{}\u{a0}» et «\u{a0}{}\u{a0}» semblent être un même organisme, et le texte ne le dit pas.",
                first.quote, second.quote
            );
            found.push(Hit::at(first.clone(), reason).and(second.clone()));
        }
    }
    found
}

/// The organisations that are no authority, and the words that hold a role, each once.
fn names(ground: &Ground<'_>) -> Vec<(Quote, Vec<String>)> {
    let kinds = [OrganisationKind::Association, OrganisationKind::Other];
    let known = ground
        .reading
        .organisations
        .iter()
        .filter(|organisation| kinds.contains(&organisation.kind))
        .map(|organisation| quoted(&organisation.name));
    let held = ground
        .reading
        .actions
        .iter()
        .flat_map(|action| action.pilots.iter().chain(&action.bearers).chain(&action.partners));
    let told = held.filter_map(|holder| match &holder.value {
        Holder::Text(text) if text.starts_with(char::is_uppercase) => Some(Quote {
            line: holder.lines.first().unwrap_or_default(),
            quote: text.clone(),
        }),
        _ => None,
    });
    let mut once: Vec<(Quote, Vec<String>)> = Vec::new();
    for quote in known.chain(told) {
        if once.len() < MOST && !once.iter().any(|(met, _)| met.quote == quote.quote) {
            let words = proper(&quote.quote);
            once.push((quote, words));
        }
    }
    once
}

/// The stems of the words of a name, but for what it is.
fn proper(name: &str) -> Vec<String> {
    let kept = sense(name)
        .into_iter()
        .filter(|word| !["association", "asso", "centre", "social", "club", "collectif"].contains(&word.as_str()));
    kept.map(|word| stem(&word)).collect()
}

/// As many words, the same but for the ends of one.
fn near(ours: &[String], theirs: &[String]) -> bool {
    let close = |a: &String, b: &String| a == b || a.get(..3).is_some_and(|start| a.len() > 2 && b.starts_with(start));
    let apart = ours.iter().zip(theirs).filter(|(a, b)| a != b).count();
    ours.len() == theirs.len() && ours.len() > 1 && apart < 2 && ours.iter().zip(theirs).all(|(a, b)| close(a, b))
}
