//! Years of five digits and days that no calendar has. They are never corrected.

use crate::reading::Reading;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{line_of, numbers_of};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::time::Day;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::High,
    name: "Date impossible",
    why: "Une date fausse n’est pas retenue : il faut savoir laquelle était voulue.",
    remedy: "Retrouver la date voulue et la corriger.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCalendrier : 20244\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCalendrier : 2024\nLieu : 3 rue Haute, 20240 Ghisonaccia\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let (reading, text) = (ground.reading, ground.text);
    let mut found: Vec<Hit> = Vec::new();
    for (number, line) in (1_u32..)
        .zip(text)
        .filter(|(_, line)| line.contains(|letter: char| letter.is_ascii_digit()))
    {
        let wrong: Vec<Hit> = line.split('\t').flat_map(|cell| in_cell(number, cell)).collect();
        if !wrong.is_empty() {
            let actions = concerned(reading, text, number);
            found.extend(wrong.into_iter().map(|hit| hit.of(actions.clone())));
        }
    }
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
pub(in crate::reading::anomaly) fn has_no_year(cell: &str) -> bool {
    !in_cell(1, cell).is_empty()
}

fn in_cell(number: u32, cell: &str) -> Vec<Hit> {
    let words: Vec<&str> = cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    let mut found = Vec::new();
    let mut tell = |quote: String, reason: String| found.push(Hit::at(Quote { line: number, quote }, reason));
    for (index, word) in words.iter().enumerate() {
        // A postal code is followed by the name of a town.
        let town = at(index + 1).starts_with(char::is_uppercase) && at(index + 1).len() > 1;
        if word.len() == 5 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit()) && !town {
            tell(
                (*word).to_owned(),
                format!("«\u{a0}{word}\u{a0}» n’est pas une année\u{a0}: cette valeur n’est pas retenue."),
            );
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
            tell(written, reason);
        }
    }
    found
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    (1_i8..=12).find(|month| crate::reading::coverage::month_name(*month) == word)
}
