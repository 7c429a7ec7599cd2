//! Bodies in a table: a column for the name, others for who sits, what is done, how often.

use domain::reading::{Lines, Sourced};

use super::bodies::{Part, Told, entry, part_of};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording;

/// The bodies of every table of these lines.
pub(super) fn tables(lines: &[Line]) -> Vec<Told> {
    let mut found = Vec::new();
    let mut columns: Option<Vec<Option<Part>>> = None;
    for line in lines {
        if line.cells.is_empty() {
            if !line.is_blank() {
                columns = None;
            }
            continue;
        }
        if let Some(header) = header(line) {
            columns = Some(header);
        } else if let Some(columns) = &columns {
            found.extend(row(line, columns));
        }
    }
    found
}

/// A tabbed line whose first cell names bodies, and another what is said of them.
fn header(line: &Line) -> Option<Vec<Option<Part>>> {
    let first = wording::words(&line.cells.first()?.join(" "));
    let bodies = ["instance", "comite", "gouvernance"];
    let names = first.len() < 5 && first.iter().any(|word| bodies.iter().any(|start| word.starts_with(start)));
    let parts: Vec<Option<Part>> = line.cells.iter().skip(1).map(|cell| cell_part(cell)).collect();
    (names && parts.iter().any(Option::is_some)).then_some(parts)
}

fn cell_part(cell: &[String]) -> Option<Part> {
    let words = wording::words(&cell.join(" "));
    (words.len() < 6).then(|| part_of(&words)).flatten()
}

fn row(line: &Line, columns: &[Option<Part>]) -> Option<Told> {
    let name = line.cells.first()?.join(" ");
    if name.is_empty() || name.len() > 120 {
        return None;
    }
    let mut told = Told::of(Sourced::new(name, Lines::one(line.number)), true);
    for (part, cell) in columns.iter().zip(line.cells.iter().skip(1)) {
        let Some(part) = part else { continue };
        let items = cell.iter().flat_map(|text| text.split(';')).map(str::trim);
        for item in items.filter(|item| !item.is_empty()) {
            entry(
                &mut told,
                &Passage::one(line.number, crate::lines::bullet(item).unwrap_or(item)),
                *part,
            );
        }
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_table_names_its_columns() {
        let text = "Instance\tComposition\tMissions\tFréquence\nComité de pilotage\tMaires ; Caf\t<p>Décider</p><p>Suivre</p>\t2 fois par an\n\
                    fin\nautre\tligne";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        let [told] = found.as_slice() else { panic!("one body") };
        assert_eq!((told.members.len(), told.missions.len()), (2, 2));
        assert_eq!(told.rhythm.as_ref().map(|(_, times)| *times), Some((2, 2)));
    }
}
