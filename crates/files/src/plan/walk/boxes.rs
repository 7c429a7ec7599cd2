//! A row of boxes after a title: "Étendre l'amplitude horaire   □ ■ ■ ■ ■", one box a year.
//!
//! Boxes are read only where there are as many as the convention has years.

use domain::reading::{Lines, Sourced};

use super::super::years::Term;
use super::{Mark, Spot};
use crate::passage::Passage;

/// Signs that stand in a box.
const BOXES: [&str; 12] = ["■", "□", "●", "○", "☒", "☐", "☑", "✓", "✔", "x", "X", "–"];

/// Takes the boxes away from the title of an action, and keeps them as marks of its years.
pub(super) fn boxes(spot: &mut Spot, term: Option<Term>) {
    let Some(term) = term else { return };
    let count = usize::try_from(term.last - term.first + 1).unwrap_or(0);
    let mut parts: Vec<(u32, String)> = spot.title.parts().to_vec();
    let Some(at) = parts
        .iter()
        .position(|(_, text)| signs_of(text).1.len() == count && count > 2)
    else {
        return;
    };
    let (title, signs) = signs_of(&parts[at].1);
    let (title, line) = (title.to_owned(), parts[at].0);
    for (year, sign) in (term.first..=term.last).zip(&signs) {
        spot.marks.push(Mark {
            year,
            half: None,
            commune: None,
            sign: Sourced::new(sign.clone(), Lines::one(line)),
        });
    }
    parts[at].1 = title;
    spot.title = Passage::new(parts);
}

/// Whether a line ends with boxes.
pub(super) fn ends_with_boxes(text: &str) -> bool {
    signs_of(text).1.len() > 2
}

/// A text, and the signs that end it.
fn signs_of(text: &str) -> (&str, Vec<String>) {
    let mut head = text.trim_end();
    let mut signs = Vec::new();
    loop {
        let last = head.rsplit(' ').next().unwrap_or_default();
        let sign = BOXES.contains(&last)
            || last == "?" && !signs.is_empty()
            || last == "?" && head.len() > 2 && ends_before(head, last);
        if !sign || last.len() == head.len() {
            break;
        }
        signs.push(last.to_owned());
        head = head[..head.len() - last.len()].trim_end();
    }
    signs.reverse();
    (head, signs)
}

/// Whether a sign stands before this one.
fn ends_before(head: &str, last: &str) -> bool {
    let before = head[..head.len() - last.len()].trim_end();
    before.rsplit(' ').next().is_some_and(|word| BOXES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::Shown;
    use super::*;

    #[test]
    fn boxes_are_the_years_in_their_order() {
        let term = Some(Term {
            first: 2022,
            last: 2026,
            n: None,
        });
        let mut spot = Spot::new(Shown::Sheet, Passage::one(3, "Étendre les horaires □ ■ ■ ■ ?"));
        boxes(&mut spot, term);
        assert_eq!(spot.title.joined(), "Étendre les horaires");
        let told: Vec<String> = spot
            .marks
            .iter()
            .map(|mark| format!("{} {}", mark.year, mark.sign.value))
            .collect();
        assert_eq!(told, ["2022 □", "2023 ■", "2024 ■", "2025 ■", "2026 ?"]);
        let mut spot = Spot::new(Shown::Sheet, Passage::one(3, "Prévoir le plan X"));
        boxes(&mut spot, term);
        assert!(spot.marks.is_empty());
    }
}
