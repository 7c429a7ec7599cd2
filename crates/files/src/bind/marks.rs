//! Marks of years: which commune a mark names, when it names one.
//!
//! A plain `X` names nobody, whoever bears the action. `xx` names nobody either.

use domain::reading::{Key, Lines, Sourced, Track, View};

use crate::names::{Names, Uses};
use crate::passage::Passage;
use crate::recognise::years::Span;

/// The tracks of a grid row: neighbouring years under one mark make one track.
pub(crate) fn grid(marks: &[(i16, Sourced<String>)], names: &Names, uses: &mut Uses) -> Vec<Track> {
    let mut marks: Vec<&(i16, Sourced<String>)> = marks.iter().collect();
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
        .map_or_else(Vec::new, |label| named(&label.joined(), &label.lines(), names, uses));
    Track {
        view: View::Sheet,
        communes,
        years: span.years,
        mark: span.mark,
    }
}

/// The communes between parentheses, or the mark itself when it is a name.
fn communes(mark: &str, lines: &Lines, names: &Names, uses: &mut Uses) -> Vec<Key> {
    if let Some((_, inside)) = mark.split_once('(') {
        let inside = inside.split(')').next().unwrap_or_default();
        return named(inside, lines, names, uses);
    }
    let plain = mark.chars().all(|letter| matches!(letter, 'x' | 'X' | '×' | '✓' | '✗' | ' '));
    if plain { Vec::new() } else { named(mark, lines, names, uses) }
}

/// Every label must name a commune, else none is named.
fn named(labels: &str, lines: &Lines, names: &Names, uses: &mut Uses) -> Vec<Key> {
    let parts: Vec<&str> = labels
        .split([',', '/', '+', '&'])
        .flat_map(|part| part.split(" et "))
        .map(str::trim)
        .collect();
    let found: Option<Vec<Key>> = parts.iter().map(|label| names.commune_of_mark(label)).collect();
    let found = found.unwrap_or_default();
    for (key, label) in found.iter().zip(parts) {
        uses.note(key, &Sourced::new(label.to_owned(), lines.clone()));
    }
    let mut once: Vec<Key> = Vec::new();
    for key in found {
        if !once.contains(&key) {
            once.push(key);
        }
    }
    once
}

/// The spans of years of some passages, as tracks.
pub(crate) fn sheets(years: &[Passage], names: &Names, uses: &mut Uses) -> Vec<Track> {
    years
        .iter()
        .flat_map(crate::recognise::years::spans)
        .map(|span| sheet(span, names, uses))
        .collect()
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
