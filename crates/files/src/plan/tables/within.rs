//! Cells that hold labels one above the other, each with what it tells below it: "Pilote", and under it "La Caf".
//!
//! Such a cell is a column of the page and no value: each of its labels makes a row of the sheet.

use super::super::labels::label;
use super::super::walk::is_usual;
use crate::lines::bullet;
use crate::passage::Passage;

/// A cell is a column of labels where it holds no fewer.
const FEWEST: usize = 2;

/// The rows, each column of labels parted into rows of its own.
pub(super) fn parted(rows: Vec<Vec<Passage>>) -> Vec<Vec<Passage>> {
    rows.into_iter()
        .flat_map(|row| match columns(&row) {
            Some(fields) => fields,
            None => vec![row],
        })
        .collect()
}

/// The fields of a row all of whose cells are columns of labels.
fn columns(row: &[Passage]) -> Option<Vec<Vec<Passage>>> {
    let mut cells: Vec<&Passage> = row.iter().filter(|cell| !cell.is_empty()).collect();
    cells.dedup();
    let each: Option<Vec<_>> = cells.into_iter().map(fields).collect();
    let each = each.filter(|each| each.iter().any(|fields| fields.len() >= FEWEST))?;
    Some(each.into_iter().flatten().collect())
}

/// The labels of a cell that opens with one, each with the lines below it. A label right below another is what that one tells.
fn fields(cell: &Passage) -> Option<Vec<Vec<Passage>>> {
    let mut found: Vec<(Passage, Passage)> = Vec::new();
    for (line, text) in cell.parts() {
        match (names(text), found.last_mut()) {
            (true, Some((_, value))) if value.is_empty() => value.push(*line, text),
            (true, _) => found.push((Passage::one(*line, text.trim_end_matches([' ', ':'])), Passage::default())),
            (false, Some((_, value))) => value.push(*line, text),
            (false, None) => return None,
        }
    }
    let told = found.iter().any(|(_, value)| !value.is_empty());
    told.then(|| found.into_iter().map(|(name, value)| vec![name, value]).collect())
}

/// Whether a line is a label and nothing else.
fn names(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', ':']);
    bullet(text).is_none() && label(bare).is_some() && is_usual(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Passage {
        Passage::new(text.split('/').map(|part| (1, part.to_owned())).collect())
    }

    fn read(row: &[&str]) -> Vec<String> {
        let rows = parted(vec![row.iter().map(|text| cell(text)).collect()]);
        let joined = |row: &Vec<Passage>| row.iter().map(Passage::joined).collect::<Vec<_>>().join(" = ");
        rows.iter().map(joined).collect()
    }

    #[test]
    fn each_label_of_a_column_makes_a_row() {
        assert_eq!(
            read(&[
                "Constat/La liste est longue./Objectifs/- Ouvrir un lieu",
                "Pilote/Communes/Calendrier/2024"
            ]),
            [
                "Constat = La liste est longue.",
                "Objectifs = - Ouvrir un lieu",
                "Pilote = Communes",
                "Calendrier = 2024"
            ]
        );
    }

    #[test]
    fn a_label_beside_its_value_stays_a_row() {
        assert_eq!(read(&["Pilote", "Caf/Commune de Val"]), ["Pilote = Caf Commune de Val"]);
        assert_eq!(read(&["Pilote/Partenaires", "Caf/PMI"]), ["Pilote Partenaires = Caf PMI"]);
        assert_eq!(read(&["Ouvrir/Pilote/Caf", "Calendrier/2024"]).len(), 1);
    }
}
