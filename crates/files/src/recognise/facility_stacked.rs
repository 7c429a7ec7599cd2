//! Lists of facilities torn a cell a line with a blank line between two cells: the names of the columns, then each row from its type.
//!
//! Never tells a cell by its place where a row has fewer cells than columns, but for its first ones: those are printed first.

use domain::reading::Sourced;

use super::facilities::{self, Entry, Row};
use super::facility_columns::{self, Column};
use super::facility_words::{is_absence, is_kind, kind_length};
use crate::lines::Line;
use crate::passage::Passage;

/// The columns of a list are not more, nor fewer.
const MOST_COLUMNS: usize = 7;
const FEWEST_COLUMNS: usize = 3;

/// A cell has no more words.
const MOST_WORDS: usize = 14;

/// A type says no more words after its usual ones: "ALSH extrascolaire".
const MOST_QUALITIES: usize = 2;

/// The names of the columns, and how many lines they take: the type first, each after a blank line.
pub(super) fn header(lines: &[Line]) -> Option<(Vec<String>, usize)> {
    let first = lines.first().filter(|line| is_cell(line))?;
    if facility_columns::column(&first.text) != Column::Kind || is_kind(&first.words) {
        return None;
    }
    let (mut names, mut end) = (Vec::new(), 0);
    while let Some((run, after)) = run(lines, end).filter(|_| names.len() <= MOST_COLUMNS) {
        if is_type(&run) {
            break;
        }
        names.push(run.joined());
        end = after;
    }
    let short = names.iter().all(|name| name.split_whitespace().count() <= 4);
    let told = (FEWEST_COLUMNS..=MOST_COLUMNS).contains(&names.len()) && short && facility_columns::is_list(&names);
    let row = run(lines, end).is_some_and(|(run, _)| is_type(&run));
    (told && row).then_some((names, end))
}

/// The facilities below the names of the columns, and how many lines they take.
pub(super) fn entries(lines: &[Line], names: &[String]) -> (Vec<Entry>, usize) {
    let columns: Vec<Column> = names.iter().map(|name| facility_columns::column(name)).collect();
    let (mut rows, mut end): (Vec<Vec<Passage>>, usize) = (Vec::new(), 0);
    while let Some((run, after)) = run(lines, end) {
        let open = rows.last().is_some_and(|row| row.len() < 2);
        if is_type(&run) && !open {
            rows.push(vec![run]);
        } else if let Some(row) = rows.last_mut().filter(|row| row.len() < columns.len()) {
            row.push(run);
        } else {
            break;
        }
        end = after;
    }
    (rows.iter().filter_map(|row| facility(row, &columns)).collect(), end)
}

fn facility(row: &[Passage], columns: &[Column]) -> Option<Entry> {
    let whole = row.len() == columns.len();
    let cell = |sought: Column| {
        let at = columns.iter().position(|column| *column == sought)?;
        // Two cells may have been printed as one at the end of a row.
        row.get(at).filter(|_| whole || at + 1 < row.len() || at < 2)
    };
    let name = cell(Column::Name).filter(|name| !is_absence(&name.joined()))?;
    let line = name.lines().first()?;
    let sites =
        cell(Column::Address).map(|address| facilities::sites(address.lines().first().unwrap_or(line), &address.joined()));
    Some(Entry::Facility(Row {
        line,
        kind: row
            .first()
            .map(Passage::sourced)
            .filter(|kind: &Sourced<String>| !kind.value.is_empty()),
        name: name.sourced(),
        sites: sites.unwrap_or_default(),
        commune: cell(Column::Commune).cloned(),
    }))
}

/// "EAJE", "ALSH extrascolaire": a type of facility, and hardly more.
fn is_type(run: &Passage) -> bool {
    let words = run.words();
    kind_length(&words).is_some_and(|length| words.len() - length <= MOST_QUALITIES)
}

fn is_cell(line: &Line) -> bool {
    !line.is_blank()
        && line.cells.is_empty()
        && line.pieces.is_empty()
        && line.words.len() <= MOST_WORDS
        && line.item().is_none()
}

/// The next lines that no blank parts, and the place after them; absent where they are no cell.
fn run(lines: &[Line], from: usize) -> Option<(Passage, usize)> {
    let start = (from..lines.len()).find(|at| !lines[*at].is_blank())?;
    let written = lines[start..].iter().take_while(|line| !line.is_blank());
    let run: Vec<&Line> = written.take(MOST_COLUMNS).collect();
    let passage = Passage::new(run.iter().map(|line| (line.number, line.text.clone())).collect());
    let cell = run.iter().all(|line| is_cell(line)) && passage.words().len() <= MOST_WORDS && !passage.joined().contains(" :");
    cell.then_some((passage, start + run.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn rows_begin_with_their_type() {
        let text = "Type\n\nNom de la structure\n\nAdresse\n\nGestionnaire\n\nEAJE\n\nLes Galets\n\n3 rue Basse –\nValmont\n\n\
                    Commune\n\nALSH\nextrascolaire\n\nALSH du Pré Long Vert\n\nÉcole –\nBréval Commune\nde Bréval\n\nLudothèque : néant.";
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let (names, length) = header(&lines).expect("names of columns");
        let (found, _) = entries(&lines[length..], &names);
        let told = |entry: &Entry| match entry {
            Entry::Facility(row) => format!(
                "{}|{}|{}",
                row.kind.as_ref().map_or("", |kind| kind.value.as_str()),
                row.name.value,
                row.sites.len()
            ),
            _ => String::new(),
        };
        let told: Vec<String> = found.iter().map(told).collect();
        assert_eq!(told, ["EAJE|Les Galets|1", "ALSH extrascolaire|ALSH du Pré Long Vert|0"]);
    }
}
