//! The organisations of a convention as badges: a fixed order, a fixed colour.
//!
//! Communes come first, in the order of the parties, then those who sign, then the others: the same commune has the same
//! place on every page.

use domain::reading::{OrganisationKind, initials, rank};

use crate::rows::{LinkRow, PartyRow, Tie};
use crate::sheet_rows::Payer;

/// An organisation as shown.
#[derive(Debug, Clone)]
pub(crate) struct Badge {
    /// Its short name.
    pub(crate) name: String,
    /// Two or three letters.
    pub(crate) letters: String,
    /// Its rank, from 1: colour and position.
    pub(crate) place: usize,
    /// Its ordinal in the convention.
    pub(crate) ordinal: i64,
    commune: bool,
    signs: bool,
}

impl Badge {
    /// Whether this is the answer chosen in a list.
    pub(crate) fn chosen(&self, typed: &str) -> bool {
        typed.parse() == Ok(self.ordinal)
    }
}

/// All of them, by place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Orgs(Vec<Badge>);

impl Orgs {
    pub(crate) fn of(mut parties: Vec<PartyRow>) -> Self {
        parties.sort_by_key(|party| rank(party.signs, party.kind, party.ordinal));
        let mut badges: Vec<Badge> = parties.into_iter().map(badge).collect();
        for (index, badge) in badges.iter_mut().enumerate() {
            badge.place = index + 1;
        }
        Self(badges)
    }

    /// The badge of an organisation.
    pub(crate) fn badge(&self, ordinal: &i64) -> Option<&Badge> {
        self.0.iter().find(|badge| badge.ordinal == *ordinal)
    }

    /// Who pays a sum, in words.
    pub(crate) fn payer_name<'n>(&'n self, payer: &'n Payer) -> &'n str {
        match payer {
            Payer::Party(party) => self.badge(party).map_or("Organisme inconnu", |badge| badge.name.as_str()),
            Payer::Words(words) => words,
            Payer::Unsaid => "Financeur non dit",
        }
    }

    /// Where who pays stands: organisations in their order, then words, last what is not said.
    pub(crate) fn payer_place(&self, payer: &Payer) -> usize {
        match payer {
            Payer::Party(party) => self.badge(party).map_or(usize::MAX - 2, |badge| badge.place),
            Payer::Words(_) => usize::MAX - 1,
            Payer::Unsaid => usize::MAX,
        }
    }

    /// Puts the holders of each role in the fixed order, words that name nobody last.
    pub(crate) fn arrange(&self, links: &mut [LinkRow]) {
        let place = |link: &LinkRow| match link.tie {
            Tie::Theme => None,
            _ => Some(
                link.other
                    .and_then(|party| self.badge(&party))
                    .map_or(usize::MAX, |badge| badge.place),
            ),
        };
        links.sort_by_key(|link| (link.action, link.tie as u8, place(link)));
    }

    /// The communes that sign, in their order.
    pub(crate) fn communes(&self) -> impl Iterator<Item = &Badge> {
        self.0.iter().filter(|badge| badge.signs && badge.commune)
    }

    /// The commune that signs of this ordinal, as a form or an address says it.
    pub(crate) fn commune_typed(&self, typed: &str) -> Option<i64> {
        let known = |ordinal: &i64| self.communes().any(|badge| badge.ordinal == *ordinal);
        typed.parse().ok().filter(known)
    }

    /// Those who sign, in their order.
    pub(crate) fn signing(&self) -> impl Iterator<Item = &Badge> {
        self.0.iter().filter(|badge| badge.signs)
    }
}

fn badge(row: PartyRow) -> Badge {
    Badge {
        commune: row.kind == OrganisationKind::Commune,
        letters: initials(&row.short_name),
        name: row.short_name,
        place: 0,
        ordinal: row.ordinal,
        signs: row.signs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_that_sign_come_first() {
        let party = |ordinal, signs, kind| PartyRow {
            ordinal,
            signs,
            short_name: format!("o{ordinal}"),
            kind,
        };
        let orgs = Orgs::of(vec![
            party(1, true, OrganisationKind::FamilyFund),
            party(2, true, OrganisationKind::Commune),
            party(3, true, OrganisationKind::Commune),
            party(4, false, OrganisationKind::Commune),
        ]);
        let places: Vec<_> = [2, 3, 1, 4]
            .iter()
            .map(|ordinal| orgs.badge(ordinal).map(|badge| badge.place))
            .collect();
        assert_eq!(places, [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(orgs.communes().count(), 2);
    }
}
