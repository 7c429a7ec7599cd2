//! Sums added up without inventing any: which ones may be added, and how far a total is exact.
//!
//! Pure. A text often gives a total beside its parts, and says so by its place only: what could be counted twice stands apart and is
//! told, never added.

use std::collections::BTreeSet;

use super::Precision;

/// What a sum says of itself, as far as adding goes: who pays, and the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling<P> {
    /// Who pays, when it is said.
    pub payer: Option<P>,
    /// The year, when it is said.
    pub year: Option<i64>,
}

impl<P: PartialEq> Telling<P> {
    /// Whether this sum may already hold others of its action: it names no payer and they do, or it names no year and they do, for
    /// the same payer.
    pub fn may_hold(&self, others: impl IntoIterator<Item = Self>) -> bool {
        others.into_iter().any(|other| self.may_hold_one(&other))
    }

    fn may_hold_one(&self, other: &Self) -> bool {
        let covers = |own: bool, others: bool| !own && others;
        let same_payer = self.payer.is_none() || self.payer == other.payer;
        let same_year = self.year.is_none() || self.year == other.year;
        let by_payer = covers(self.payer.is_some(), other.payer.is_some()) && same_year;
        let by_year = covers(self.year.is_some(), other.year.is_some()) && same_payer;
        by_payer || by_year
    }
}

/// A total, with how far each of its sums was exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    cents: i64,
    count: usize,
    apart: usize,
    precisions: BTreeSet<Precision>,
}

impl Total {
    /// Nothing added yet.
    pub const NOTHING: Self = Self {
        cents: 0,
        count: 0,
        apart: 0,
        precisions: BTreeSet::new(),
    };

    /// Adds a sum.
    pub fn add(&mut self, cents: i64, precision: Precision) {
        self.cents = self.cents.saturating_add(cents);
        self.count += 1;
        self.precisions.insert(precision);
    }

    /// Leaves out a sum that may already hold others.
    pub const fn set_apart(&mut self) {
        self.apart += 1;
    }

    /// The total, in cents; nothing when nothing was added.
    #[must_use]
    pub fn cents(&self) -> Option<i64> {
        (self.count > 0).then_some(self.cents)
    }

    /// How many sums were added.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many were left out.
    #[must_use]
    pub const fn apart(&self) -> usize {
        self.apart
    }

    /// How far it is exact, in the words that people read: nothing when every sum is.
    #[must_use]
    pub fn french(&self) -> &'static str {
        match self.precisions.iter().collect::<Vec<_>>().as_slice() {
            [] => "",
            [one] => one.french(),
            _ => "précisions mêlées",
        }
    }

    /// The precisions that it mixes, when there are several.
    #[must_use]
    pub fn mixed(&self) -> Vec<Precision> {
        if self.precisions.len() > 1 {
            self.precisions.iter().copied().collect()
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn telling(payer: Option<&'static str>, year: Option<i64>) -> Telling<&'static str> {
        Telling { payer, year }
    }

    #[test]
    fn what_may_be_the_total_of_others_stands_apart() {
        let parts = [telling(Some("Caf"), Some(2023)), telling(Some("Ville"), None)];
        assert!(telling(None, None).may_hold(parts), "a total without payer");
        assert!(telling(Some("Caf"), None).may_hold(parts), "the years of one payer");
        assert!(!telling(Some("Ville"), None).may_hold(parts), "nothing tells its years");
        assert!(telling(None, Some(2023)).may_hold(parts), "the payers of one year");
        assert!(!telling(None, Some(2024)).may_hold([parts[0]]), "another year");
        assert!(!telling(Some("Caf"), Some(2024)).may_hold(parts));
        assert!(
            !telling(None, None).may_hold([telling(None, None)]),
            "two sums that say as little"
        );
    }

    #[test]
    fn a_total_says_what_it_mixes() {
        let mut total = Total::default();
        assert_eq!((total.cents(), total.french()), (None, ""));
        total.add(120_050, Precision::Exact);
        assert_eq!((total.cents(), total.french()), (Some(120_050), ""));
        total.add(50, Precision::About);
        total.set_apart();
        assert_eq!((total.cents(), total.french()), (Some(120_100), "précisions mêlées"));
        assert_eq!(total.mixed(), [Precision::Exact, Precision::About]);
        assert_eq!((total.count(), total.apart()), (2, 1));
        total.add(i64::MAX, Precision::AtMost);
        assert_eq!(total.cents(), Some(i64::MAX), "it never turns around");
    }

    #[test]
    fn no_sum_holds_itself_nor_is_held_both_ways() {
        let payers = [None, Some("a"), Some("b")];
        let years = [None, Some(2023), Some(2024)];
        let all: Vec<_> = payers
            .iter()
            .flat_map(|payer| years.iter().map(|year| telling(*payer, *year)))
            .collect();
        for one in &all {
            for other in &all {
                assert!(!(one.may_hold([*other]) && other.may_hold([*one])), "{one:?} {other:?}");
            }
        }
    }
}
