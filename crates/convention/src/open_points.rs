//! The points that the pages of this room show as to be completed, from what was read.
//!
//! It invents no answer and asks nothing that the text already says.

use domain::reading::{AnnexRead, LeftOpenRead, Lines, PartyRead, Reading};

/// Something to complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    /// What, in a sentence.
    pub(crate) what: String,
    /// Who can answer.
    pub(crate) who: String,
    pub(crate) lines: Lines,
}

/// All of them, in the order of the text.
pub(crate) fn points(reading: &Reading) -> Vec<Point> {
    let mut points: Vec<Point> = blank_day(reading).into_iter().collect();
    points.extend(
        reading
            .annexes
            .iter()
            .filter(|annex| annex.announced && !annex.present)
            .map(missing),
    );
    points.extend(unvoted(reading).map(vote));
    points.extend(reading.left_open.iter().map(open));
    points.sort_by_key(|point| point.lines.first().unwrap_or(u32::MAX));
    points
}

fn blank_day(reading: &Reading) -> Option<Point> {
    let signature = reading.agreement.signature.as_ref()?;
    signature.date.is_none().then(|| Point {
        what: "Le jour de la signature est resté en blanc.".to_owned(),
        who: "Les signataires".to_owned(),
        lines: signature.lines.clone(),
    })
}

fn missing(annex: &AnnexRead) -> Point {
    let title = annex
        .title
        .as_ref()
        .map_or_else(String::new, |title| format!(", «\u{a0}{}\u{a0}»,", title.value));
    Point {
        what: format!("L’annexe {}{title} est annoncée et n’est pas jointe.", annex.number.value),
        who: "Les signataires".to_owned(),
        lines: annex.lines.clone(),
    }
}

/// Parties that have a council and whose vote is not joined.
fn unvoted(reading: &Reading) -> impl Iterator<Item = &PartyRead> {
    let voted = |party: &PartyRead| {
        let mut votes = reading.deliberations.iter().filter_map(|vote| vote.organisation.as_ref());
        votes.any(|key| key.value == party.id)
    };
    reading
        .parties
        .iter()
        .filter(move |party| party.kind.value.has_council() && !voted(party))
}

fn vote(party: &PartyRead) -> Point {
    Point {
        what: format!("La délibération du conseil n’est pas jointe\u{a0}: {}.", party.name.value),
        who: party.name.value.clone(),
        lines: party
            .authority
            .as_ref()
            .map_or_else(|| party.lines.clone(), |authority| authority.lines.clone()),
    }
}

fn open(left: &LeftOpenRead) -> Point {
    Point {
        what: left.text.value.clone(),
        who: left
            .settled_by
            .as_ref()
            .map_or_else(|| "Les parties".to_owned(), |by| by.value.clone()),
        lines: left.text.lines.clone(),
    }
}
