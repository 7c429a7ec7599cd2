//! Dates and years that cannot be right. They are never corrected.

use super::{Anomaly, Family, Quote, Severity, line_of, listed, numbers_of, quoted};
use crate::reading::Reading;
use crate::time::Day;

/// Years of five digits, days that no calendar has, a period that ends before it starts, marks outside of the period.
pub(super) fn impossible(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    let mut found: Vec<Anomaly> = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        let wrong: Vec<Anomaly> = line.split('\t').flat_map(|cell| in_cell(number, cell)).collect();
        if !wrong.is_empty() {
            let actions = concerned(reading, text, number);
            found.extend(wrong.into_iter().map(|anomaly| Anomaly {
                actions: actions.clone(),
                ..anomaly
            }));
        }
    }
    found.extend(reversed(reading, text));
    found.extend(outside(reading));
    found
}

/// The action of which a wrong date speaks: its row, or the last that a sheet speaks of above years by themselves.
fn concerned(reading: &Reading, text: &[String], number: u32) -> Vec<String> {
    let on = |line: u32| numbers_of(reading.actions.iter().filter(|action| action.lines.holds(line)));
    let own = line_of(text, number);
    let here = on(number);
    if !here.is_empty() || own.contains('\t') || own.chars().count() > 40 {
        return here;
    }
    let above = (1..number).rev().take(4).find(|line| !line_of(text, *line).is_empty());
    let above = above.map(on).unwrap_or_default();
    if above.len() == 1 { above } else { Vec::new() }
}

/// Whether these words hold figures that look like a year and are none.
pub(super) fn has_no_year(cell: &str) -> bool {
    in_cell(1, cell).iter().any(|anomaly| anomaly.family == Family::Date)
}

fn in_cell(number: u32, cell: &str) -> Vec<Anomaly> {
    let words: Vec<&str> = cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        // A postal code is followed by the name of a town.
        let town = at(index + 1).starts_with(char::is_uppercase) && at(index + 1).len() > 1;
        if word.len() == 5 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit()) && !town {
            found.push(date(
                number,
                (*word).to_owned(),
                format!("«\u{a0}{word}\u{a0}» n’est pas une année\u{a0}: cette valeur n’est pas retenue."),
            ));
        }
        if let (Ok(day), Some(month), Ok(year)) = (
            word.trim_end_matches("er").parse::<i8>(),
            month(at(index + 1)),
            at(index + 2).parse::<i16>(),
        ) && at(index + 2).len() == 4
            && Day::new(year, month, day).is_none()
        {
            let written = format!("{word} {} {}", at(index + 1), at(index + 2));
            let reason = format!("Le «\u{a0}{written}\u{a0}» n’existe pas au calendrier\u{a0}: cette date n’est pas retenue.");
            found.push(date(number, written, reason));
        }
    }
    found
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    (1_i8..=12).find(|month| crate::reading::coverage::month_name(*month) == word)
}

fn french(day: Day) -> String {
    let first = if day.day_of_month() == 1 { "er" } else { "" };
    let month = crate::reading::coverage::month_name(day.month());
    format!("{}{first} {month} {}", day.day_of_month(), day.year())
}

fn date(line: u32, quote: String, reason: String) -> Anomaly {
    Anomaly {
        family: Family::Date,
        severity: Severity::High,
        a: Quote { line, quote },
        b: None,
        reason,
        actions: Vec::new(),
    }
}

fn reversed(reading: &Reading, text: &[String]) -> Option<Anomaly> {
    let (start, end) = (reading.agreement.start.as_ref()?, reading.agreement.end.as_ref()?);
    let line = start.lines.first()?;
    (end.value < start.value).then(|| {
        let reason = format!(
            "La convention finirait le {} avant de commencer le {}.",
            french(end.value),
            french(start.value)
        );
        date(line, line_of(text, line), reason)
    })
}

/// A mark in a year that the period does not touch.
fn outside(reading: &Reading) -> Vec<Anomaly> {
    let (Some(start), Some(end)) = (&reading.agreement.start, &reading.agreement.end) else {
        return Vec::new();
    };
    let (first, last) = (start.value.year(), end.value.year());
    let mut found = Vec::new();
    for action in &reading.actions {
        for track in &action.tracks {
            let strange: Vec<i16> = track
                .years
                .iter()
                .copied()
                .filter(|year| *year < first || *year > last)
                .collect();
            if first <= last && !strange.is_empty() {
                let years = listed(&strange);
                found.push(Anomaly {
                    family: Family::Date,
                    severity: Severity::Medium,
                    a: quoted(&track.mark),
                    b: None,
                    reason: format!(
                        "L’action {} est marquée en {years}, hors de la période {first}-{last}.",
                        action.number.value
                    ),
                    actions: vec![action.number.value.clone()],
                });
            }
        }
    }
    found
}
