//! Tables that stand below an action and name none: the grid of its years, its money.

use super::super::labels::Label;
use super::super::tables::{Head, Row, Table, year_of};
use super::{Mark, halves};
use crate::passage::Passage;

/// The table of money that stands below an action: who pays, when, how much.
pub(super) fn sums_below(table: &Table) -> Vec<(i16, Option<Passage>, Passage)> {
    let (Some(funder), Some(sum)) = (table.column(Label::Funder), table.column(Label::Funding)) else {
        return Vec::new();
    };
    let rows = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) if !cells[sum].is_empty() => Some(cells),
        Row::Cells(_) | Row::Section(_) => None,
    });
    let year = |cells: &[Passage]| {
        let cell = &cells[table.column(Label::Calendar)?];
        year_of(&cell.joined()).map(|(year, _)| year)
    };
    let told = |cells: &Vec<Passage>| (year(cells).unwrap_or(0), Some(cells[funder].clone()), cells[sum].clone());
    rows.map(told).collect()
}

/// The grid that stands below an action: its years, commune by commune.
pub(super) fn grid_below(table: &Table) -> Vec<Mark> {
    let place = table.column(Label::Places);
    let mut marks = Vec::new();
    for row in &table.rows {
        let Row::Cells(cells) = row else { continue };
        for (head, cell) in table.heads.iter().zip(cells) {
            if let Head::Year(year, half) = head {
                marks.extend(halves::marks(cell, (*year, *half), place.map(|place| &cells[place])));
            }
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_may_stand_in_a_table_below_its_action() {
        let row = |texts: &[&str]| texts.iter().map(|text| Passage::one(3, text)).collect::<Vec<_>>();
        let table = Table {
            heads: [Label::Funder, Label::Calendar, Label::Funding].map(Head::Field).to_vec(),
            names: row(&["Financeur", "Année", "Montant"]),
            rows: [
                &["Caf", "2026", "96 000 €"],
                &["Commune", "", "4 000 €"],
                &["MSA", "2027", ""],
            ]
            .map(|texts| Row::Cells(row(texts)))
            .to_vec(),
            end: 4,
        };
        let told = sums_below(&table);
        let told: Vec<String> = told
            .iter()
            .map(|(year, funder, sum)| {
                format!(
                    "{year} {} {}",
                    funder.as_ref().map_or_else(String::new, Passage::joined),
                    sum.joined()
                )
            })
            .collect();
        assert_eq!(told, ["2026 Caf 96 000 €", "0 Commune 4 000 €"]);
    }
}
