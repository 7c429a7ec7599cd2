//! A small table of payers below the sheet of an action, drawn with blanks: "Financeur   Exercice   Montant", and a payer a line.
//!
//! A row is read whole or not at all: one whose cells wrap names nobody.

use super::super::labels::{Label, label};
use super::super::tables::year_of;
use super::Walker;
use crate::layout;
use crate::lines::Line;
use crate::passage::Passage;

/// The names of the columns stand no farther above a row.
const NEAR: usize = 12;

impl Walker<'_> {
    /// "Caf   2026   88 000 €", under the names of such columns: a sum of the current action.
    pub(super) fn payer_line(&mut self, at: usize, line: &Line) -> bool {
        let Some(current) = self.current else { return false };
        let pieces = layout::pieces(line);
        let [payer, time, sum] = pieces.as_slice() else {
            return false;
        };
        let money = sum.text.ends_with('€') && sum.text.starts_with(|c: char| c.is_ascii_digit());
        let year = year_of(&time.text).map(|(year, _)| year);
        let whole = matches!(crate::wording::words(&time.text).as_slice(), [all, .., last] if all == "toute" && last.starts_with("dur"));
        let named = payer.text.starts_with(char::is_uppercase) && label(&payer.text).is_none();
        let above = self.text.lines[at.saturating_sub(NEAR)..at].iter().any(names_payers);
        if !(money && named && above && (whole || year.is_some())) {
            return false;
        }
        let cell = |text: &str| Passage::one(line.number, text);
        let told = (year.unwrap_or(0), Some(cell(&payer.text)), cell(&sum.text));
        self.spots[current].sums.push(told);
        true
    }
}

/// Whether a line names the columns of payers and of sums, and nothing else.
fn names_payers(line: &Line) -> bool {
    let names: Vec<Option<Label>> = line.words.iter().map(|word| label(word)).collect();
    let has = |sought: Label| names.contains(&Some(sought));
    names.len() <= 4 && has(Label::Funder) && has(Label::Funding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn the_names_of_the_columns_are_all_that_their_line_holds() {
        let line = |text: &str| normalise(&[text.to_owned()]).remove(0);
        assert!(names_payers(&line("Financeur     Exercice Montant")));
        assert!(!names_payers(&line("Financeur     Exercice")));
        assert!(!names_payers(&line("Le financeur dit le montant de son aide")));
    }
}
