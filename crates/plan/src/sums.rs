//! Sums laid out by who pays and by year, with their totals.
//!
//! Pure. What may already hold other sums stands in its cell and in no total; what is not exact says so.

use std::collections::BTreeMap;

use domain::reading::{Precision, Total};

use crate::orgs::Orgs;
use crate::sheet_rows::{AmountRow, Payer, is_apart};

/// A cell: what is added, and the sums that stand apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) year: Option<i64>,
    pub(crate) total: Total,
    pub(crate) apart: Vec<(i64, Precision)>,
}

impl Cell {
    fn take(&mut self, amount: &AmountRow, apart: bool) {
        if apart {
            self.total.set_apart();
            self.apart.push((amount.cents, amount.precision));
        } else {
            self.total.add(amount.cents, amount.precision);
        }
    }

    const fn of_year(year: Option<i64>) -> Self {
        Self {
            year,
            total: Total::NOTHING,
            apart: Vec::new(),
        }
    }

    pub(crate) fn head(&self) -> String {
        year_name(self.year)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.total.count() == 0 && self.apart.is_empty()
    }
}

/// The total of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfYear {
    pub(crate) year: Option<i64>,
    pub(crate) total: Total,
}

impl OfYear {
    pub(crate) fn head(&self) -> String {
        year_name(self.year)
    }
}

/// The sums of one payer.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) payer: Payer,
    /// A cell a year.
    pub(crate) cells: Vec<Cell>,
    pub(crate) total: Total,
}

/// Sums by payer and by year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) lines: Vec<Line>,
    /// The years told, in order, with their totals; last, the sums of which no year is told.
    pub(crate) totals: Vec<OfYear>,
    pub(crate) total: Total,
}

impl Grid {
    /// Of these sums, all of a convention or all of an action.
    pub(crate) fn of(amounts: &[AmountRow], orgs: &Orgs) -> Self {
        let mut years: Vec<Option<i64>> = amounts.iter().map(|amount| amount.year).collect();
        years.sort_unstable_by_key(|year| (year.is_none(), *year));
        years.dedup();
        let mut cells: BTreeMap<(usize, &Payer), Vec<Cell>> = BTreeMap::new();
        let of_year = |year: &Option<i64>| OfYear {
            year: *year,
            total: Total::default(),
        };
        let mut grid = Self {
            totals: years.iter().map(of_year).collect(),
            ..Self::default()
        };
        for amount in amounts {
            let apart = is_apart(amount, amounts);
            let key = (orgs.payer_place(&amount.payer), &amount.payer);
            let fresh = || years.iter().copied().map(Cell::of_year).collect();
            let own = cells.entry(key).or_insert_with(fresh);
            own.iter_mut()
                .filter(|cell| cell.year == amount.year)
                .for_each(|cell| cell.take(amount, apart));
            let of_year = grid.totals.iter_mut().filter(|one| one.year == amount.year);
            of_year.for_each(|one| count(&mut one.total, amount, apart));
            count(&mut grid.total, amount, apart);
        }
        grid.lines = cells
            .into_iter()
            .map(|((_, payer), cells)| line(payer, cells, amounts))
            .collect();
        grid
    }

    /// Whether sums of several years are added.
    pub(crate) const fn has_years(&self) -> bool {
        self.totals.len() > 1
    }

    /// Whether sums of several payers are.
    pub(crate) const fn has_payers(&self) -> bool {
        self.lines.len() > 1
    }
}

fn line(payer: &Payer, cells: Vec<Cell>, amounts: &[AmountRow]) -> Line {
    let mut total = Total::default();
    for amount in amounts.iter().filter(|amount| amount.payer == *payer) {
        count(&mut total, amount, is_apart(amount, amounts));
    }
    Line {
        payer: payer.clone(),
        cells,
        total,
    }
}

fn count(total: &mut Total, amount: &AmountRow, apart: bool) {
    if apart {
        total.set_apart();
    } else {
        total.add(amount.cents, amount.precision);
    }
}

/// The head of a column of years.
fn year_name(year: Option<i64>) -> String {
    year.map_or_else(|| "Année non dite".to_owned(), |year| year.to_string())
}

#[cfg(test)]
mod tests {
    use domain::reading::{Lines, OrganisationKind};

    use super::*;
    use crate::rows::PartyRow;

    fn orgs() -> Orgs {
        let party = |ordinal, kind| PartyRow {
            ordinal,
            signs: true,
            short_name: format!("o{ordinal}"),
            kind,
        };
        Orgs::of(vec![
            party(1, OrganisationKind::FamilyFund),
            party(2, OrganisationKind::Commune),
        ])
    }

    fn amount(payer: Payer, year: Option<i64>, cents: i64, precision: Precision) -> AmountRow {
        AmountRow {
            action: 1,
            text: String::new(),
            payer,
            year,
            cents,
            precision,
            lines: Lines::default(),
        }
    }

    #[test]
    fn sums_stand_by_payer_and_year_and_totals_add_what_can_be() {
        let amounts = [
            amount(Payer::Unsaid, None, 99_900, Precision::Exact),
            amount(Payer::Party(1), Some(2024), 20_000, Precision::About),
            amount(Payer::Words("Département".to_owned()), Some(2023), 5_000, Precision::Exact),
            amount(Payer::Party(1), Some(2023), 10_050, Precision::Exact),
            amount(Payer::Party(2), Some(2023), 1_000, Precision::AtMost),
        ];
        let grid = Grid::of(&amounts, &orgs());
        let years: Vec<_> = grid.totals.iter().map(|one| one.year).collect();
        assert_eq!(years, [Some(2023), Some(2024), None]);
        let payers: Vec<&Payer> = grid.lines.iter().map(|line| &line.payer).collect();
        let words = Payer::Words("Département".to_owned());
        assert_eq!(payers, [&Payer::Party(2), &Payer::Party(1), &words, &Payer::Unsaid]);
        assert_eq!(grid.lines[1].total.cents(), Some(30_050));
        assert_eq!(grid.lines[1].total.french(), "précisions mêlées");
        assert_eq!(grid.lines[3].total.cents(), None, "it may be the total of the others");
        assert_eq!(grid.lines[3].cells[2].apart, [(99_900, Precision::Exact)]);
        let totals: Vec<_> = grid.totals.iter().map(|one| one.total.cents()).collect();
        assert_eq!(totals, [Some(16_050), Some(20_000), None]);
        assert_eq!((grid.total.cents(), grid.total.apart()), (Some(36_050), 1));
    }

    #[test]
    fn totals_by_payer_and_totals_by_year_are_the_same_whole() {
        let payers = [Payer::Party(1), Payer::Party(2), Payer::Unsaid];
        let years = [Some(2023), Some(2024), None];
        let all = payers.iter().zip(1..).flat_map(|(payer, rank)| {
            years
                .iter()
                .zip(1..)
                .map(move |(year, place)| amount(payer.clone(), *year, rank * 100 + place, Precision::Exact))
        });
        let all: Vec<AmountRow> = all.collect();
        for some in 0..(1_u32 << all.len()) {
            let chosen: Vec<AmountRow> = (0..all.len())
                .filter(|at| some >> at & 1 == 1)
                .map(|at| all[at].clone())
                .collect();
            let grid = Grid::of(&chosen, &orgs());
            let by_payer: i64 = grid.lines.iter().filter_map(|line| line.total.cents()).sum();
            let by_year: i64 = grid.totals.iter().filter_map(|one| one.total.cents()).sum();
            assert_eq!(by_payer, grid.total.cents().unwrap_or(0), "{chosen:?}");
            assert_eq!(by_year, by_payer, "{chosen:?}");
        }
    }
}
