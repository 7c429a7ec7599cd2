//! Marks of years: which commune a mark names, when it names one.
//!
//! A plain `X` names nobody, whoever bears the action. `xx` names nobody either.

use domain::reading::{Key, Lines, Sourced, Track, View};

use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::recognise::years::{Span, looks_like_years, spans};

/// The tracks of a grid row: neighbouring years under one mark make one track.
pub(crate) fn grid(marks: &[(i16, Sourced<String>)], names: &Names, uses: &mut Uses) -> Vec<Track> {
    let mut marks: Vec<&(i16, Sourced<String>)> = marks.iter().filter(|(_, mark)| is_mark(&mark.value, names)).collect();
    marks.sort_by_key(|(year, _)| *year);
    let mut tracks: Vec<Track> = Vec::new();
    for (year, mark) in marks {
        let follows = tracks.last_mut().filter(|track| {
            let next = track.years.last().is_some_and(|last| last + 1 == *year || last == year);
            next && track.mark.value == mark.value
        });
        match follows {
            Some(track) => {
                track.mark.lines = track.mark.lines.union(&mark.lines);
                if track.years.last() != Some(year) {
                    track.years.push(*year);
                }
            }
            None => tracks.push(Track {
                view: View::Deployment,
                communes: communes(&mark.value, &mark.lines, names, uses),
                years: vec![*year],
                half: None,
                mark: mark.clone(),
            }),
        }
    }
    tracks
}

/// The track of years written on a sheet.
pub(crate) fn sheet(span: Span, names: &Names, uses: &mut Uses) -> Track {
    let communes = span
        .label
        .as_ref()
        .map_or_else(Vec::new, |label| communes(&label.joined(), &label.lines(), names, uses));
    Track {
        view: View::Sheet,
        communes,
        years: span.years,
        half: None,
        mark: span.mark,
    }
}

/// Whether a cell of the grid holds a mark: a cross or a tick, repeated or with a label in brackets; the name of communes; a
/// period. Anything else is kept as text and promises nothing.
fn is_mark(cell: &str, names: &Names) -> bool {
    let (sign, label) = match cell.split_once('(') {
        Some((sign, rest)) => (sign, rest.trim_end().strip_suffix(')').unwrap_or(rest)),
        None => (cell, ""),
    };
    let labelled = label.len() < 60 && !label.contains(|c: char| c.is_ascii_digit());
    let marked = sign.chars().all(is_sign) && labelled && !cell.trim().is_empty();
    let passage = Passage::one(1, cell);
    let period = looks_like_years(&passage) && !spans(&passage).is_empty();
    marked || period || !named(cell, names).is_empty()
}

const fn is_sign(letter: char) -> bool {
    matches!(letter, 'x' | 'X' | '×' | '✓' | '✔' | '✗' | '✘' | '•' | '●' | '■' | '*' | ' ')
}

/// The communes between parentheses, or the mark itself when it is a name.
fn communes(mark: &str, lines: &Lines, names: &Names, uses: &mut Uses) -> Vec<Key> {
    let label = match mark.split_once('(') {
        Some((_, inside)) => inside.split(')').next().unwrap_or_default(),
        None if mark.chars().all(is_sign) => return Vec::new(),
        None => mark,
    };
    let mut once: Vec<Key> = Vec::new();
    for (key, label) in named(label, names) {
        uses.note(&key, &Sourced::new(label.to_owned(), lines.clone()));
        if !once.contains(&key) {
            once.push(key);
        }
    }
    once
}

/// The commune of each label. Every label must name one, else none is named.
fn named<'l>(labels: &'l str, names: &Names) -> Vec<(Key, &'l str)> {
    let parts = labels
        .split([',', '/', '+', '&'])
        .flat_map(|part| part.split(" et "))
        .map(str::trim);
    let found: Option<Vec<(Key, &str)>> = parts.map(|label| Some((names.commune_of_mark(label)?, label))).collect();
    found.unwrap_or_default()
}

/// The spans of years of some passages, as tracks.
pub(crate) fn sheets(years: &[Passage], names: &Names, uses: &mut Uses) -> Vec<Track> {
    years.iter().flat_map(spans).map(|span| sheet(span, names, uses)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::OrganisationKind;

    fn names() -> Names {
        Names::derive(&[
            (Key("p1".into()), OrganisationKind::Commune, vec!["Commune des Ormes".into()]),
            (Key("p2".into()), OrganisationKind::Commune, vec!["Commune de Valmont".into()]),
        ])
    }

    fn read(marks: &[(i16, &str)]) -> Vec<String> {
        let marks: Vec<_> = marks
            .iter()
            .map(|(year, mark)| (*year, Sourced::new((*mark).to_owned(), Lines::one(3))))
            .collect();
        let tracks = grid(&marks, &names(), &mut Uses::default());
        let shown = |track: &Track| {
            let communes: Vec<&str> = track.communes.iter().map(|key| key.0.as_str()).collect();
            format!("{} {:?} {}", track.mark.value, track.years, communes.join("+"))
        };
        tracks.iter().map(shown).collect()
    }

    #[test]
    fn neighbouring_years_make_one_track() {
        assert_eq!(
            read(&[(2022, "x(L)"), (2023, "x(L)"), (2024, "xx"), (2025, "xx")]),
            ["x(L) [2022, 2023] p1", "xx [2024, 2025] "]
        );
        assert_eq!(read(&[(2022, "X"), (2024, "X")]), ["X [2022] ", "X [2024] "]);
        assert_eq!(read(&[(2022, "x(L, V)")]), ["x(L, V) [2022] p1+p2"]);
        assert_eq!(read(&[(2022, "x(Z)"), (2023, "V")]), ["x(Z) [2022] ", "V [2023] p2"]);
    }

    #[test]
    fn a_sheet_names_communes_by_their_letter() {
        let years = [Passage::new(vec![(8, "L: 2022-2023".into()), (9, "V:2023".into())])];
        let tracks = sheets(&years, &names(), &mut Uses::default());
        assert_eq!(tracks.len(), 2);
        assert_eq!(
            (tracks[0].communes[0].0.as_str(), tracks[1].communes[0].0.as_str()),
            ("p1", "p2")
        );
        assert_eq!(tracks[1].mark, Sourced::new("V:2023".to_owned(), Lines::one(9)));
    }
}
