//! What a reading says, in words that a cell or a paragraph holds: names behind keys, years, dates, what is due.
//!
//! One value a line where there are several: no name holds an end of line, and what is written so is read again without a doubt.

use std::collections::BTreeSet;

use domain::reading::{ActionRead, DueRead, Half, Holder, Key, Lines, Reading, SignatureRead, Sourced, Track, View, Votes};
use domain::time::Day;

use crate::summary::month_name;

/// Several values, a line each.
pub(super) fn lines_of<'v>(values: impl IntoIterator<Item = &'v str>) -> String {
    let mut said: Vec<&str> = Vec::new();
    for value in values {
        if !said.contains(&value) {
            said.push(value);
        }
    }
    said.join("\n")
}

pub(super) fn texts(values: &[Sourced<String>]) -> String {
    lines_of(values.iter().map(|value| value.value.as_str()))
}

pub(super) fn text(value: Option<&Sourced<String>>) -> String {
    value.map(|value| value.value.clone()).unwrap_or_default()
}

/// Where and when a convention is signed, as far as its text says.
pub(super) fn signature(read: &SignatureRead) -> String {
    let place = read.place.as_ref().map(|place| place.value.clone());
    let month = read.month.as_ref().map(|month| month_name(month.value).to_owned());
    let year = read.year.as_ref().map(|year| year.value.to_string());
    let part: Vec<String> = month.filter(|_| year.is_some()).into_iter().chain(year).collect();
    let part = (!part.is_empty()).then(|| part.join(" "));
    let when = read.date.as_ref().map(|date| day(date.value)).or(part);
    place.into_iter().chain(when).collect::<Vec<_>>().join(", ")
}

pub(super) fn names<'r>(reading: &'r Reading, keys: impl IntoIterator<Item = &'r Key>) -> String {
    lines_of(keys.into_iter().map(|key| reading.shown(key)))
}

pub(super) fn holder<'r>(reading: &'r Reading, holder: &'r Holder) -> &'r str {
    match holder {
        Holder::Known(key) => reading.shown(key),
        Holder::Text(words) => words,
    }
}

pub(super) fn holders(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    lines_of(holders.iter().map(|known| holder(reading, &known.value)))
}

/// "23/11/2026".
pub(super) fn day(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year())
}

/// The years of an action by the view that is shown: that of the grid, or of the sheet where the grid says nothing.
pub(super) fn shown_tracks(action: &ActionRead) -> impl Iterator<Item = &Track> {
    let by_grid = action.tracks.iter().any(|track| track.view == View::Deployment);
    let shown = if by_grid { View::Deployment } else { View::Sheet };
    action.tracks.iter().filter(move |track| track.view == shown)
}

/// "2022 à 2024, 2026".
pub(super) fn years(action: &ActionRead) -> String {
    let years: BTreeSet<i16> = shown_tracks(action).flat_map(|track| track.years.iter().copied()).collect();
    let years: Vec<i16> = years.into_iter().collect();
    let runs = years.chunk_by(|one, next| one + 1 == *next);
    let said = runs
        .filter_map(|run| Some((*run.first()?, *run.last()?)))
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first} à {last}")
            }
        });
    said.collect::<Vec<_>>().join(", ")
}

/// Every year of the plan, from the first that a mark names to the last.
pub(super) fn all_years(reading: &Reading) -> Vec<i16> {
    let years = || {
        reading
            .actions
            .iter()
            .flat_map(|action| action.tracks.iter())
            .flat_map(|track| track.years.iter().copied())
    };
    match (years().min(), years().max()) {
        (Some(first), Some(last)) => (first..=last).collect(),
        _ => Vec::new(),
    }
}

pub(super) const fn view(view: View) -> &'static str {
    match view {
        View::Deployment => "Tableau de déploiement",
        View::Sheet => "Fiche de l’action",
    }
}

/// What stands under a year of a mark: the half that it names, or a cross.
pub(super) const fn planned(half: Option<Half>) -> &'static str {
    match half {
        Some(half) => half.french(),
        None => "X",
    }
}

/// "12 500,00 €".
pub(super) fn euros(cents: i64) -> String {
    let digits = (cents.unsigned_abs() / 100).to_string();
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push('\u{202f}');
        }
        said.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{said},{:02}\u{a0}€", cents.unsigned_abs() % 100)
}

/// The nodes above an action, from the top: "1 Petite enfance\n1a Accueil".
pub(super) fn above(reading: &Reading, parent: Option<&Key>) -> String {
    let mut path = Vec::new();
    let mut next = parent;
    // No framework is deeper; one that turns in a circle ends here.
    while let Some(node) = next.and_then(|key| reading.nodes.iter().find(|node| node.id == *key)) {
        path.push(node_name(node.code.as_ref(), &node.title.value));
        next = node.parent.as_ref();
        if path.len() > reading.nodes.len() {
            break;
        }
    }
    path.reverse();
    path.join("\n")
}

/// "1a Accueil".
pub(super) fn node_name(code: Option<&Sourced<String>>, title: &str) -> String {
    code.map_or_else(|| title.to_owned(), |code| format!("{} {title}", code.value))
}

/// The name of a level, as the text uses it, else its rank.
pub(super) fn level(reading: &Reading, level: u8) -> String {
    let known = reading.levels.get(usize::from(level));
    known.map_or_else(|| format!("Niveau {}", level + 1), |name| name.value.clone())
}

/// When something is due, in the words of the text.
pub(super) fn due(due: Option<&DueRead>) -> String {
    due.map(|due| due.text.value.clone()).unwrap_or_default()
}

/// "Pour 21, contre 3".
pub(super) fn votes(votes: &Votes) -> String {
    let counts = [
        ("pour", &votes.favour),
        ("contre", &votes.against),
        ("abstentions", &votes.abstain),
        ("présents", &votes.present),
        ("procurations", &votes.proxies),
    ];
    let said = counts
        .into_iter()
        .filter_map(|(word, count)| Some(format!("{word}\u{a0}: {}", count.as_ref()?.value)));
    said.collect::<Vec<_>>().join(", ")
}

/// The lines of the text, as pages write them; nothing of what was typed.
pub(super) fn lines(lines: &Lines) -> String {
    lines.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sourced<T>(value: T) -> Sourced<T> {
        Sourced::new(value, Lines::default())
    }

    #[test]
    fn a_signature_is_said_as_far_as_it_is_known() {
        let mut read = SignatureRead {
            lines: Lines::default(),
            place: Some(sourced("Vauxelle".to_owned())),
            date: None,
            year: Some(sourced(2022)),
            month: Some(sourced(12)),
        };
        assert_eq!(signature(&read), "Vauxelle, décembre 2022");
        read.month = None;
        assert_eq!(signature(&read), "Vauxelle, 2022");
        read.year = None;
        assert_eq!(signature(&read), "Vauxelle");
    }

    #[test]
    fn sums_are_said_the_french_way() {
        assert_eq!(euros(1_250_000), "12\u{202f}500,00\u{a0}€");
        assert_eq!(euros(99_905), "999,05\u{a0}€");
        assert_eq!(euros(-100_000_000), "-1\u{202f}000\u{202f}000,00\u{a0}€");
    }

    #[test]
    fn the_same_name_is_said_once() {
        assert_eq!(lines_of(["Caf", "Ville", "Caf"]), "Caf\nVille");
    }
}
