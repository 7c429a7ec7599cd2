//! An item, or the end of a cell, announces something that is not there.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Annonce sans contenu",
    why: "Ce qui devait suivre est perdu, ou n’a jamais été écrit.",
    remedy: "Compléter, ou retirer l’annonce.",
    shows: "Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche : recrutement des agents, mise en place d’actions de sensibilisation :\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    spares: "Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche : recrutement des agents\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground
        .passages
        .iter()
        .enumerate()
        .filter(|(at, passage)| announces(passage) && nothing_follows(ground, *at));
    told.map(|(_, passage)| {
        Hit::at(
            passage.quote_at(passage.plain.len()),
            "Ce passage annonce quelque chose, et rien ne le suit.",
        )
    })
    .collect()
}

/// A colon ends it, after words enough to be more than a label.
fn announces(passage: &Passage) -> bool {
    passage.closes && passage.text.ends_with(':') && passage.words().len() > 5 && !passage.says(&["ce qui suit", "comme suit"])
}

/// A cell ends there; a paragraph is followed by a heading or by nothing.
fn nothing_follows(ground: &Ground<'_>, at: usize) -> bool {
    let (passage, next) = (&ground.passages[at], ground.passages.get(at + 1));
    let Some(next) = next else { return true };
    if passage.kind == Kind::Cell {
        // The next paragraphs of the same cell follow it.
        let at = usize::try_from(passage.line()).unwrap_or(1);
        let paragraphs = ground.text.get(at - 1).is_some_and(|line| line.contains("<p>"));
        return next.line() != passage.line() || !paragraphs;
    }
    let part = ground
        .reading
        .articles
        .iter()
        .any(|article| article.title.lines.holds(next.line()));
    part || ["article ", "annexe "].iter().any(|word| next.plain.starts_with(word))
}
