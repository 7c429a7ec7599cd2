//! Labels that no sign parts from what they tell: "Pilotage CCPE", "Quand chaque année", as a text prints them whose labels are in bold.
//!
//! A word of the trade at the beginning of a line is no label: only a text in which several of them open line after line, sheet after
//! sheet, is read so, and only by the words that come back.

use std::collections::{HashMap, HashSet};

use super::super::labels::{Label, label};
use super::labelled::{is_usual, labelled};
use super::{Told, Walker};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// A sheet has no fewer labels, a label no fewer sheets, and there are no fewer sheets.
const FEWEST: usize = 3;

/// A label has no more words.
const MOST_WORDS: usize = 3;

/// What a label tells goes on over no more lines.
const MOST_BETWEEN: usize = 2;

/// The labels of a text that no sign parts, by their folded words; none where no sheets are drawn so.
pub(super) fn vocabulary(lines: &[Line]) -> HashSet<String> {
    let opened: Vec<(usize, String)> = lines
        .iter()
        .filter(|line| !line.is_blank())
        .enumerate()
        .filter(|(_, line)| line.cells.is_empty() && line.item().is_none())
        .filter_map(|(at, line)| Some((at, folded(split(&line.text)?.1))))
        .collect();
    // A label that comes back opens another sheet, as a line further away does.
    let mut sheets: Vec<Vec<&str>> = Vec::new();
    let mut last = None;
    for (at, name) in &opened {
        let near = last.is_some_and(|last| at - last <= MOST_BETWEEN + 1);
        match sheets.last_mut().filter(|sheet| near && !sheet.contains(&name.as_str())) {
            Some(sheet) => sheet.push(name),
            None => sheets.push(vec![name]),
        }
        last = Some(*at);
    }
    sheets.retain(|sheet| sheet.len() >= FEWEST);
    let mut many: HashMap<&str, usize> = HashMap::new();
    for name in sheets.iter().flatten() {
        *many.entry(name).or_default() += 1;
    }
    let known: HashSet<String> = many
        .into_iter()
        .filter(|(_, many)| *many >= FEWEST)
        .map(|(name, _)| name.to_owned())
        .collect();
    if sheets.len() >= FEWEST && known.len() >= FEWEST {
        known
    } else {
        HashSet::new()
    }
}

/// A label that opens a text without a sign after it, and what it tells.
fn split(text: &str) -> Option<(Label, &str, &str)> {
    // "Pilotage : la Caf" has its sign; "Budget Caf 2025 : 4 000 €" has none.
    let signed = |(_, name, _): (Label, &str, &str)| is_usual(name) && text[name.len()..].trim_start().starts_with(':');
    if !is_capitalised(text) || labelled(text).is_some_and(signed) {
        return None;
    }
    // "Public visé", alone on its line, is a label above what it tells, and so is "Avec qui ?".
    if text.contains('?') || label(text).is_some() && is_usual(text) {
        return None;
    }
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS).collect();
    ends.into_iter().rev().find_map(|end| {
        let (name, value) = (&text[..end], text[end..].trim());
        let label = label(name).filter(|label| is_told(*label))?;
        // No label but this one is a word that only links others.
        let usual = (is_usual(name) || name == "Avec") && name.ends_with(char::is_alphabetic);
        (usual && !goes_on(value)).then_some((label, name, value))
    })
}

const fn is_told(label: Label) -> bool {
    !matches!(
        label,
        Label::Title | Label::Code | Label::Total | Label::Parent | Label::Context
    )
}

/// "Pilotage de la convention": words that go on those of the label; "Quand de 2026 à 2028" begins a value.
fn goes_on(value: &str) -> bool {
    let words = wording::words(value);
    let [first, rest @ ..] = words.as_slice() else { return true };
    let dated = rest
        .first()
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    let linked = matches!(
        first.as_str(),
        "de" | "du" | "des" | "d" | "en" | "pour" | "par" | "est" | "sont" | "a"
    ) && !dated;
    linked || value.starts_with([':', '-', '–', '—', '.'])
}

fn folded(name: &str) -> String {
    wording::words(name).join(" ")
}

impl Walker<'_> {
    /// The field that a line tells by a label of the text that no sign parts from it.
    pub(super) fn unmarked_field(&mut self, line: &Line) -> bool {
        let Some(current) = self.current.filter(|_| !self.unmarked.is_empty()) else {
            return false;
        };
        let Some((label, name, value)) = split(&line.text).filter(|(_, name, _)| self.unmarked.contains(&folded(name))) else {
            return false;
        };
        self.spots[current].told.push(Told {
            label,
            name: name.to_owned(),
            value: Passage::one(line.number, value),
        });
        self.field = Some((label, name.to_owned()));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let mut found: Vec<String> = vocabulary(&lines).into_iter().collect();
        found.sort();
        found
    }

    #[test]
    fn labels_without_a_sign_come_back_sheet_after_sheet() {
        let sheet = "1 – Ouvrir une crèche\nPilotage Caf\nAvec la commune, la PMI et les\nassociations\nQuand de 2025 à 2026\nLieu Val\n";
        assert_eq!(read(&sheet.repeat(3)), ["avec", "lieu", "pilotage", "quand"]);
        assert_eq!(
            read(&sheet.replace('\n', "\n\n").repeat(3)).len(),
            4,
            "blank lines part nothing"
        );
        assert_eq!(read(&sheet.repeat(2)), [""; 0], "two sheets tell nothing");
        assert_eq!(
            read(&sheet.repeat(3).replace("Quand ", "Ensuite ").replace("Lieu ", "À ")),
            [""; 0]
        );
    }

    #[test]
    fn what_goes_on_a_label_is_no_value() {
        assert!(split("Pilotage de la convention").is_none());
        assert!(split("Pilotage : la Caf").is_none());
        assert!(split("Public visé").is_none() && split("Avec qui ?").is_none());
        assert_eq!(
            split("Budget Caf 2025 : 4 000 €"),
            Some((Label::Funding, "Budget", "Caf 2025 : 4 000 €"))
        );
        assert_eq!(
            split("Public visé parents de bébés"),
            Some((Label::Public, "Public visé", "parents de bébés"))
        );
        assert_eq!(
            split("Quand de 2025 à 2026"),
            Some((Label::Calendar, "Quand", "de 2025 à 2026"))
        );
    }
}
