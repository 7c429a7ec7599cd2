//! Facilities as a list in two steps: a type, and deeper below it the facilities of that type, each with its place in brackets.
//!
//! Opens only under a heading that speaks of them: elsewhere a type above others is a step of a plan.

use domain::reading::{Lines, Sourced};

use super::facilities::{Entry, Row};
use super::facility_words::{is_absence, is_kind};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording;

/// The lists of these lines.
pub(super) fn listed(lines: &[Line]) -> Vec<Vec<Entry>> {
    let mut found = Vec::new();
    let mut about = false;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        about = match (line.item(), line.level) {
            (None, Some(_)) => speaks_of_facilities(line),
            _ => about,
        };
        let below = if about { of_a_type(&lines[at..]) } else { Vec::new() };
        at += below.len().max(1);
        if !below.is_empty() {
            found.push(below);
        }
    }
    found
}

fn speaks_of_facilities(line: &Line) -> bool {
    let said = |word: &String| ["equipement", "structure"].iter().any(|stem| word.starts_with(stem));
    line.words.len() <= 8 && line.words.iter().any(said)
}

/// The type that opens these lines and what stands deeper below it.
fn of_a_type(lines: &[Line]) -> Vec<Entry> {
    let Some((first, rest)) = lines.split_first() else {
        return Vec::new();
    };
    let Some(kind) = first.item().filter(|item| is_kind(&wording::words(item))) else {
        return Vec::new();
    };
    let deeper = |line: &&Line| line.item().is_some() && line.indent > first.indent;
    let kind = Sourced::new(kind.trim_end_matches([':', ' ']).to_owned(), Lines::one(first.number));
    rest.iter()
        .take_while(deeper)
        .filter_map(|line| Some(facility(line.number, &kind, line.item()?)))
        .collect()
}

/// "Les Lutins (Val)", "Les Canaris – Orgemont": a name and its place.
fn facility(line: u32, kind: &Sourced<String>, text: &str) -> Entry {
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line));
    let text = text.trim_end_matches([';', '.', ' ']);
    if is_absence(text) {
        return Entry::Absent(Some(kind.clone()), sourced(text));
    }
    let placed = text
        .split_once(" (")
        .and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
    let placed = placed.or_else(|| text.split_once(" – "));
    // An address is not the name of a place.
    let placed = placed.filter(|(_, place)| !place.contains(|c: char| c.is_ascii_digit()) && wording::is_capitalised(place));
    let (name, place) = placed.map_or((text, None), |(name, place)| (name, Some(place)));
    Entry::Facility(Row {
        line,
        kind: Some(kind.clone()),
        name: sourced(name.trim()),
        sites: Vec::new(),
        commune: place.map(|place| Passage::one(line, place)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let told = |entry: &Entry| match entry {
            Entry::Facility(row) => format!(
                "{} {} {}",
                row.kind.as_ref().map_or("", |kind| kind.value.as_str()),
                row.name.value,
                row.commune.as_ref().map(Passage::joined).unwrap_or_default()
            ),
            _ => "absent".to_owned(),
        };
        listed(&lines).iter().flatten().map(told).collect()
    }

    #[test]
    fn a_type_stands_above_its_facilities() {
        let list = "## Nos équipements\n\n- Multi-accueil\n  - Les Lutins (Val)\n  - Les Canaris – Orgemont\n- Ludothèque\n  - néant\n";
        assert_eq!(
            read(list),
            ["Multi-accueil Les Lutins Val", "Multi-accueil Les Canaris Orgemont", "absent"]
        );
        assert!(read(&list.replace("équipements", "priorités")).is_empty());
    }
}
