//! A table of communes that a converter has torn: the names of the columns one below the other, then a cell a line.
//!
//! The first column holds the name, that a line may cut; the others, one line each, tell where a row ends.

use domain::reading::{Lines, Sourced};

use super::{Announcement, Commune, Listed, name};
use crate::lines::Line;
use crate::passage::Passage;

/// A table has no more columns.
const MOST_COLUMNS: usize = 6;

/// Lines that a page prints between two rows, at most.
const MOST_BETWEEN: usize = 2;

/// The longest torn table of communes.
pub(super) fn torn(lines: &[Line]) -> Listed {
    let tables = (0..lines.len()).filter_map(|at| Some(rows(&lines[at..], columns(&lines[at..])?)));
    let communes = tables.max_by_key(Vec::len).unwrap_or_default();
    let communes = if communes.len() > 2 { communes } else { Vec::new() };
    Announcement { count: None, worth: 12 }.judge(communes)
}

/// How many names of columns stand here, "Commune" first, and what only a table of communes counts among them.
fn columns(lines: &[Line]) -> Option<usize> {
    let first = lines.first().filter(|line| is_cell(line))?;
    let named = matches!(first.words.as_slice(), [word] if word == "commune" || word == "communes");
    let many = lines.iter().take(MOST_COLUMNS + 1).take_while(|line| is_cell(line)).count();
    let counted = |line: &Line| {
        let stems = [
            "habitant",
            "population",
            "insee",
            "communaute",
            "epci",
            "intercommunal",
            "departement",
            "canton",
        ];
        line.words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let blank = lines.get(many).is_some_and(Line::is_blank);
    (named && blank && (2..=MOST_COLUMNS).contains(&many) && lines[1..many].iter().any(counted)).then_some(many)
}

fn is_cell(line: &Line) -> bool {
    !line.is_blank() && line.cells.is_empty() && line.words.len() < 8
}

fn rows(lines: &[Line], columns: usize) -> Vec<Commune> {
    let mut found = Vec::new();
    let mut between = 0;
    for group in lines[columns..].split(Line::is_blank).filter(|group| !group.is_empty()) {
        // Cells without a blank line between the rows come in their order.
        let whole = group.len() >= 2 * columns && group.len().is_multiple_of(columns);
        let records: Vec<&[Line]> = if whole { group.chunks(columns).collect() } else { vec![group] };
        for record in records {
            if record.len() < columns {
                between += record.len();
                continue;
            }
            let total = record[0]
                .words
                .first()
                .is_some_and(|word| word == "total" || word == "ensemble");
            if total || between > MOST_BETWEEN || !record.iter().all(is_cell) {
                return found;
            }
            let cell = &record[..=record.len() - columns];
            let cell = Passage::new(cell.iter().map(|line| (line.number, line.text.clone())).collect());
            let Some(commune) = commune(&cell) else { return found };
            found.push(commune);
            between = 0;
        }
    }
    found
}

fn commune(cell: &Passage) -> Option<Commune> {
    let text = cell.joined();
    let (name, _) = name(&text)?;
    let lines: Lines = cell.lines();
    Some(Commune {
        name: Sourced::new(name.to_owned(), lines),
        code: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        torn(&lines).communes.into_iter().map(|commune| commune.name.value).collect()
    }

    #[test]
    fn a_cell_a_line_makes_rows() {
        let text = "Commune\nCommunauté\nHabitants\n\nValmont\nVal Agglo\n18 204\n\nPlaine-Haute-\nsur-Noire\nVal Agglo\n1 207\n\nCTG du Val   5 / \
                    17\n\nLe Chay\n-\n612\n\nTotal\n3 communes\n20 023";
        assert_eq!(read(text), ["Valmont", "Plaine-Haute-sur-Noire", "Le Chay"]);
        let close = "Communes\nPopulation\n\nValmont\n12\nBréval\n24\nCorval\n36";
        assert_eq!(read(close), ["Valmont", "Bréval", "Corval"]);
        assert_eq!(
            read("Commune\nAdresse\n\nValmont\nrue Basse\n\nBréval\nrue Haute\n\nCorval\nquai"),
            [""; 0]
        );
    }
}
