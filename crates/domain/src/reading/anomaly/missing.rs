//! What the text announces and does not give.

use super::{Anomaly, Family, Quote, Severity, line_of, listed, numbers_of, quoted};
use crate::reading::coverage::plain;
use crate::reading::{ActionRead, AnnexRead, PartyRead, Reading, View, short_name, words_of};

/// An annex is announced and is not there.
pub(super) fn annexes(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let absent = reading.annexes.iter().filter(|annex| annex.announced && !annex.present);
    absent
        .filter_map(|annex| {
            if reading.deliberations.is_empty() || !holds_votes(annex) {
                Some(absent_annex(annex))
            } else {
                without_every_vote(reading, annex)
            }
        })
        .collect()
}

/// An annex, as a sentence begins.
pub(in crate::reading) fn named(annex: &AnnexRead) -> String {
    let title = annex.title.as_ref().map(|title| format!(" («\u{a0}{}\u{a0}»)", title.value));
    format!("L’annexe {}{}", annex.number.value, title.unwrap_or_default())
}

fn absent_annex(annex: &AnnexRead) -> Anomaly {
    Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        a: annex.title.as_ref().map_or_else(|| quoted(&annex.number), quoted),
        b: None,
        reason: format!("{} est annoncée et ne figure pas dans le texte.", named(annex)),
        actions: Vec::new(),
    }
}

/// Whether an annex is announced as the votes of the councils.
pub(in crate::reading) fn holds_votes(annex: &AnnexRead) -> bool {
    annex.title.as_ref().is_some_and(|title| announces_votes(&title.value))
}

/// Whether the title of an annex announces the votes of the councils: "Délibérations", "Décisions des conseils municipaux".
#[must_use]
pub fn announces_votes(title: &str) -> bool {
    let words = words_of(title);
    let starts = |start: &str| words.iter().any(|word| plain(word).starts_with(start));
    starts("deliberation") || starts("decision") && starts("conseil")
}

/// Votes stand in the text without the heading of their annex: only those of some councils may be missing.
fn without_every_vote(reading: &Reading, annex: &AnnexRead) -> Option<Anomaly> {
    let voted = |party: &&PartyRead| {
        let mut votes = reading.deliberations.iter().filter_map(|vote| vote.organisation.as_ref());
        votes.any(|whose| whose.value == party.id)
    };
    let councils = reading.parties.iter().filter(|party| party.kind.value.has_council());
    let (joined, missing): (Vec<&PartyRead>, Vec<&PartyRead>) = councils.partition(voted);
    if missing.is_empty() {
        return None;
    }
    let names = |parties: &[&PartyRead]| listed(parties.iter().map(|party| short_name(party.kind.value, &party.name.value)));
    let count = reading.deliberations.len();
    let said = if joined.len() < count {
        let expected = joined.len() + missing.len();
        format!("le texte en joint {count} sur {expected}, sans toujours dire de quel conseil")
    } else {
        format!(
            "délibération jointe pour {}, absente pour {}",
            names(&joined),
            names(&missing)
        )
    };
    let vote = reading.deliberations.first()?;
    let b = vote.approves.as_ref().or(vote.authority.as_ref()).map(quoted);
    Some(Anomaly {
        b,
        reason: format!("{} n’est donnée qu’en partie\u{a0}: {said}.", named(annex)),
        ..absent_annex(annex)
    })
}

fn has_sheet(action: &ActionRead) -> bool {
    let told =
        !action.details.is_empty() || !action.means.is_empty() || !action.funding.is_empty() || !action.themes.is_empty();
    told || action.tracks.iter().any(|track| track.view == View::Sheet)
}

/// Some actions have a sheet and others have none.
pub(super) fn sheets(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) = reading.actions.iter().partition(|action| has_sheet(action));
    let (Some(shown), Some(first)) = (with.first(), without.first()) else {
        return Vec::new();
    };
    let numbers = listed(without.iter().map(|action| &action.number.value));
    let (subject, left) = if without.len() == 1 {
        (
            format!("L’action {numbers} n’a"),
            "ses thématiques, ses moyens et son financement",
        )
    } else {
        (
            format!("Les actions {numbers} n’ont"),
            "leurs thématiques, leurs moyens et leur financement",
        )
    };
    vec![Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        a: quoted(&first.title),
        b: shown.details.first().map(|detail| quoted(&detail.text)),
        reason: format!(
            "{subject} pas de fiche détaillée dans le texte, qui en donne {} sur {}\u{a0}: {left} restent à compléter.",
            with.len(),
            reading.actions.len()
        ),
        actions: numbers_of(without),
    }]
}

/// "4 actions mutualisées … à définir": their number is known and their names are not.
pub(super) fn pooled(_reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    let mut found = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        let words = words_of(line);
        let count = words.windows(3).find_map(|window| {
            let pooled = window[1] == "actions" && window[2].starts_with("mutualis");
            window[0].parse::<u32>().ok().filter(|_| pooled)
        });
        let Some(count) = count else { continue };
        let next = (number..number.saturating_add(10)).find(|next| {
            let line = line_of(text, *next);
            line.contains("à définir") || line.contains("à déterminer")
        });
        if let Some(open) = next {
            found.push(Anomaly {
                family: Family::Missing,
                severity: Severity::High,
                a: Quote {
                    line: number,
                    quote: line_of(text, number),
                },
                b: Some(Quote {
                    line: open,
                    quote: line_of(text, open),
                }),
                reason: format!(
                    "Le texte annonce {count} actions mutualisées sans les nommer\u{a0}: leur choix y reste à définir."
                ),
                actions: Vec::new(),
            });
        }
    }
    found
}
