//! Rows that the end of a page cuts in two: the header comes again, then the rest of each cell.
//!
//! Only a header that comes again tells that a page ended, and only a row without the code that the others have is the rest of one.

use super::super::codes;
use super::super::walk::action_ref;
use super::heads::heads_of;
use crate::formats::{ABOVE, LEFT};
use crate::passage::Passage;

/// The rows, each whole, the header once.
pub(super) fn whole(rows: Vec<Vec<Passage>>) -> Vec<Vec<Passage>> {
    let Some(header) = heads_of(&rows).map(|header| rows[..header.rows].to_vec()) else {
        return rows;
    };
    let mut kept: Vec<Vec<Passage>> = Vec::with_capacity(rows.len());
    let mut opens_page = false;
    for row in rows {
        if kept.len() >= header.len() && header.iter().any(|again| same(again, &row)) {
            opens_page = true;
            continue;
        }
        match kept.last_mut().filter(|above| opens_page && goes_on(above, &row)) {
            Some(above) => append(above, row),
            None => kept.push(row),
        }
        opens_page = false;
    }
    kept
}

fn same(header: &[Passage], row: &[Passage]) -> bool {
    let words = |cells: &[Passage]| cells.iter().map(Passage::words).collect::<Vec<_>>();
    header.len() == row.len() && words(header) == words(row)
}

/// Whether a row is the rest of the one above: that one has a code where this one has other words, or none.
fn goes_on(above: &[Passage], row: &[Passage]) -> bool {
    let coded = |cell: &Passage| {
        let text = cell.joined();
        codes::whole(&text).is_some() || action_ref(&text).is_some() || numbered(&text)
    };
    let column = above.iter().position(coded);
    let bare = |cell: &Passage| !coded(cell) && cell.joined() != ABOVE;
    above.len() == row.len() && column.is_some_and(|column| bare(&row[column]) && !row.iter().any(coded))
}

/// "3.2 Ouvrir un relais".
fn numbered(text: &str) -> bool {
    let code =
        codes::leading(text).filter(|(code, title)| !title.is_empty() && code.text.starts_with(|c: char| c.is_ascii_digit()));
    code.is_some()
}

fn append(above: &mut [Passage], rest: Vec<Passage>) {
    for (cell, more) in above.iter_mut().zip(rest) {
        if !matches!(more.joined().as_str(), ABOVE | LEFT) {
            cell.append(more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<Passage>> {
        let row = |(line, text): (u32, &str)| text.split('|').map(|cell| Passage::one(line, cell)).collect();
        (1..).zip(text.lines()).map(row).collect()
    }

    fn words(rows: &[Vec<Passage>]) -> Vec<String> {
        let row = |row: &Vec<Passage>| row.iter().map(Passage::joined).collect::<Vec<_>>().join("|");
        rows.iter().map(row).collect()
    }

    const HEADER: &str = "Orientations|Actions|Porteurs|2024|2025";

    #[test]
    fn the_rest_of_a_row_comes_back_to_it() {
        let text = format!(
            "{HEADER}\nAccueillir les|Action 1 : Ouvrir un|Commune de|X|\n{HEADER}\nenfants|relais|Sallebois||\n▴|Action 2 : Former|Caf||X"
        );
        let expected = [
            HEADER,
            "Accueillir les enfants|Action 1 : Ouvrir un relais|Commune de Sallebois|X|",
            "▴|Action 2 : Former|Caf||X",
        ];
        assert_eq!(words(&whole(rows(&text))), expected);
    }

    #[test]
    fn a_row_with_its_own_code_or_below_no_header_stays() {
        let coded = format!("{HEADER}\nAccueillir|Action 1 : Ouvrir|Caf|X|\n{HEADER}\nAider|Action 2 : Former|Caf||X");
        assert_eq!(whole(rows(&coded)).len(), 3);
        let below = format!("{HEADER}\nAccueillir|Action 1 : Ouvrir|Caf|X|\nAider|Former|Caf||X");
        assert_eq!(whole(rows(&below)).len(), 3);
        let bare = format!("{HEADER}\nAccueillir|Ouvrir|Caf|X|\n{HEADER}\nAider|Former|Caf||X");
        assert_eq!(whole(rows(&bare)).len(), 3, "no action has a code: nothing tells");
    }
}
