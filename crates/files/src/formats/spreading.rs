//! Cells that spread over several places: each place says which cell covers it.

use super::canon::{ABOVE, Block, LEFT};

/// The widest table.
pub(super) const WIDEST: usize = 100;

/// Over how many places a cell spreads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// It goes on the cell above, as Word says it.
    pub(super) goes_on: bool,
}

impl Span {
    /// One place.
    pub(super) const ONE: Self = Self {
        columns: 1,
        rows: 1,
        goes_on: false,
    };
}

/// A cell as it was told.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) blocks: Vec<Block>,
    pub(super) span: Span,
}

/// The places of a row: `above` tells, for each column, how many rows the cell above still covers, and what its place holds.
pub(super) fn spread_row(row: Vec<Placed>, above: &mut Vec<(usize, &'static str)>) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for placed in row {
        covered(&mut cells, above);
        let words = if placed.span.goes_on {
            ABOVE.to_owned()
        } else {
            words(&placed.blocks)
        };
        let room = WIDEST.saturating_sub(cells.len()).max(1);
        for place in 0..placed.span.columns.min(room) {
            if above.len() <= cells.len() {
                above.resize(cells.len() + 1, (0, ""));
            }
            above[cells.len()] = (placed.span.rows - 1, if place == 0 { ABOVE } else { LEFT });
            cells.push(if place == 0 { words.clone() } else { LEFT.to_owned() });
        }
    }
    while above.iter().skip(cells.len()).any(|(left, _)| *left > 0) {
        if above[cells.len()].0 > 0 {
            covered(&mut cells, above);
        } else {
            cells.push(String::new());
        }
    }
    cells
}

/// The places that cells above cover, from here on.
fn covered(cells: &mut Vec<String>, above: &mut [(usize, &'static str)]) {
    while let Some((left, sign)) = above.get_mut(cells.len())
        && *left > 0
    {
        *left -= 1;
        cells.push((*sign).to_owned());
    }
}

fn words(blocks: &[Block]) -> String {
    let lines: Vec<String> = blocks.iter().flat_map(Block::lines).filter(|line| !line.is_empty()).collect();
    lines.join("<br>")
}

/// A table that only places things on the page: one column, one row that holds headings or other tables, or two columns in which other
/// tables stand side by side: read as rows, what they hold would lose its own columns.
pub(super) fn is_layout(rows: &[Vec<Placed>]) -> bool {
    let width = |row: &Vec<Placed>| row.iter().map(|placed| placed.span.columns).sum::<usize>();
    let holds = |placed: &Placed| {
        let whole = |block: &Block| matches!(block, Block::Table(_) | Block::Heading(..));
        placed.blocks.iter().any(whole)
    };
    let filled = || rows.iter().filter(|row| !row.is_empty());
    let alone = filled().all(|row| row.len() == 1);
    let table = |placed: &Placed| {
        let wide = |block: &Block| matches!(block, Block::Table(inner) if inner.iter().any(|row| row.len() > 1));
        placed.blocks.iter().any(wide)
    };
    let frame = filled().all(|row| width(row) <= 2) && rows.iter().flatten().any(table);
    let prose = filled().count() > 0 && filled().all(|row| width(row) == 2 && row.iter().all(is_prose));
    filled().all(|row| width(row) <= 1)
        || alone
        || frame
        || prose
        || (filled().count() == 1 && rows.iter().flatten().any(holds))
}

/// A cell that holds sentences and nothing shorter: those who sign, side by side.
fn is_prose(placed: &Placed) -> bool {
    let words: usize = placed
        .blocks
        .iter()
        .flat_map(Block::lines)
        .map(|line| line.split_whitespace().count())
        .sum();
    words >= FEWEST_WORDS && placed.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)))
}

/// A cell of prose has no fewer words.
const FEWEST_WORDS: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(blocks: Vec<Block>, columns: usize) -> Placed {
        let span = Span { columns, ..Span::ONE };
        Placed { blocks, span }
    }

    fn said(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    fn inner() -> Block {
        Block::Table(vec![vec!["Pilote".to_owned(), "Caf".to_owned()]])
    }

    #[test]
    fn cells_of_prose_stand_side_by_side() {
        let party = |name: &str| {
            let text =
                format!("{name}, dont le siège est à Val, représentée par sa directrice, Madame Anne Petit, ci-après nommée");
            placed(vec![said(&text)], 1)
        };
        assert!(is_layout(&[vec![party("La Caisse"), party("La Commune")]]));
        assert!(
            !is_layout(&[vec![placed(vec![said("Contexte")], 1), party("La Caisse")]]),
            "a label and its text"
        );
    }

    #[test]
    fn two_columns_that_hold_tables_are_a_frame() {
        let title = || vec![placed(vec![said("Fiche 1")], 2)];
        let frame = vec![
            title(),
            vec![placed(vec![inner()], 1), placed(vec![said("Années"), inner()], 1)],
        ];
        assert!(is_layout(&frame));
        let sheet = vec![title(), vec![placed(vec![said("Pilote")], 1), placed(vec![said("Caf")], 1)]];
        assert!(!is_layout(&sheet));
        let plan = |number: &str| {
            vec![
                placed(vec![said(number)], 1),
                placed(vec![said("Ouvrir")], 1),
                placed(vec![inner()], 1),
            ]
        };
        assert!(!is_layout(&[plan("1"), plan("2")]), "a plan keeps its rows");
    }
}
