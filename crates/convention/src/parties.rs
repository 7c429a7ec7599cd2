//! The organisations of a convention as the pages of this room show them: a name, a badge, a fixed order.
//!
//! It decides nothing of who signs or acts; it only finds names.

use domain::reading::{Lines, OrganisationKind, initials, rank};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::convention_rows::{PartyRow, lines};
use domain::ids::ConventionId;

/// All of them, in the order of their badges: communes that sign come first.
pub(crate) struct Parties(Vec<PartyRow>);

impl Parties {
    pub(crate) fn of(mut rows: Vec<PartyRow>) -> Self {
        rows.sort_by_key(|party| rank(party.signs, party.kind, party.ordinal));
        Self(rows)
    }

    /// Those who sign, with the place of their badge, from 1.
    pub(crate) fn signing(&self) -> impl Iterator<Item = (usize, &PartyRow)> {
        self.ranked().filter(|(_, party)| party.signs)
    }

    /// Everyone, with the place of their badge.
    pub(crate) fn ranked(&self) -> impl Iterator<Item = (usize, &PartyRow)> {
        self.0.iter().enumerate().map(|(index, party)| (index + 1, party))
    }

    /// Those that the text names and that do not sign.
    pub(crate) fn others(&self) -> Vec<&PartyRow> {
        self.0.iter().filter(|party| !party.signs).collect()
    }

    /// One of them, with the place of its badge.
    pub(crate) fn find(&self, ordinal: i64) -> Option<(usize, &PartyRow)> {
        self.ranked().find(|(_, party)| party.ordinal == ordinal)
    }

    /// The holder shown for a party or for words.
    pub(crate) fn holder(&self, party: Option<i64>, text: Option<&str>) -> Option<Holder> {
        match party.and_then(|party| self.find(party)) {
            Some((place, found)) => Some(Holder {
                letters: initials(&found.short_name),
                name: found.short_name.clone(),
                place,
                known: Some(found.ordinal),
            }),
            None => Some(Holder {
                letters: String::new(),
                name: text?.to_owned(),
                place: 0,
                known: None,
            }),
        }
    }
}

impl PartyRow {
    /// Whether a vote of its council is expected beside the convention.
    pub(crate) fn has_council(&self) -> bool {
        OrganisationKind::has_council(self.kind)
    }

    /// Whether this is the answer chosen in a list.
    pub(crate) fn chosen(&self, typed: &str) -> bool {
        typed.parse() == Ok(self.ordinal)
    }
}

/// An organisation, or words that name nobody known, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) letters: String,
    pub(crate) name: String,
    pub(crate) place: usize,
    pub(crate) known: Option<i64>,
}

/// Who is involved in one thing.
pub(crate) struct InvolvedRow {
    pub(crate) part: String,
    pub(crate) place: i64,
    pub(crate) party: Option<i64>,
    pub(crate) text: Option<String>,
    pub(crate) lines: Lines,
}

query! {
    /// Who is involved, in two kinds of things.
    pub(crate) InvolvedIn(convention: ConventionId, one: String, two: String) -> InvolvedRow
    reading ["involved"]
    "SELECT part, place, party, text, lines FROM involved WHERE convention = $4 AND part IN ($5, $6) ORDER BY part, place, ordinal"
}

impl InvolvedIn {
    pub(crate) fn both(convention: ConventionId, one: &str, two: &str) -> Self {
        Self {
            convention,
            one: one.to_owned(),
            two: two.to_owned(),
        }
    }
}

impl FromRow for InvolvedRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            part: columns.text(0)?,
            place: columns.int(1)?,
            party: columns.opt_int(2)?,
            text: columns.opt_text(3)?,
            lines: lines(columns, 4)?,
        })
    }
}

/// Those involved in one thing, in the order of the badges, each once; words come last.
pub(crate) fn holders(rows: &[InvolvedRow], parties: &Parties, part: &str, place: i64) -> Vec<Holder> {
    let own = rows.iter().filter(|row| row.part == part && row.place == place);
    let mut found: Vec<Holder> = own.filter_map(|row| parties.holder(row.party, row.text.as_deref())).collect();
    found.sort_by_key(|holder| if holder.place == 0 { usize::MAX } else { holder.place });
    found.dedup();
    found
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<InvolvedIn>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(ordinal: i64, signs: bool, kind: OrganisationKind, name: &str) -> PartyRow {
        PartyRow {
            ordinal,
            signs,
            name: name.to_owned(),
            short_name: name.to_owned(),
            kind,
            lines: Lines::default(),
        }
    }

    fn row(party: Option<i64>, text: Option<&str>) -> InvolvedRow {
        InvolvedRow {
            part: "debtor".to_owned(),
            place: 4,
            party,
            text: text.map(str::to_owned),
            lines: Lines::default(),
        }
    }

    #[test]
    fn holders_come_in_the_order_of_the_badges_each_once() {
        let parties = Parties::of(vec![
            party(1, true, OrganisationKind::FamilyFund, "Caf"),
            party(2, true, OrganisationKind::Commune, "Valmont"),
        ]);
        let rows = [
            row(Some(1), None),
            row(None, Some("les services")),
            row(Some(2), None),
            row(Some(1), None),
        ];
        let names: Vec<String> = holders(&rows, &parties, "debtor", 4)
            .into_iter()
            .map(|holder| holder.name)
            .collect();
        assert_eq!(names, ["Valmont", "Caf", "les services"]);
        assert!(holders(&rows, &parties, "debtor", 5).is_empty());
        assert!(holders(&rows, &parties, "creditor", 4).is_empty());
    }
}
