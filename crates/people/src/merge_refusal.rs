//! Why two of the directory cannot be put together: the one reason that applies, in its own sentence.
//!
//! It is asked where nobody else writes, and writes nothing; what moves is refused again by the tables themselves.

use domain::access::verbs;
use domain::ids::{OrganisationId, PersonId};
use domain::people::{Twins, kinds_may_be_one};
use store::{Columns, FromRow, Permitted, QueryInfo, StoreError, Tx, query};

use crate::directory_rows::{Door, Given, GivenMandates, OneOrganisation, OnePerson, Org, Organisations};

/// A permitted turn at the directory.
type Turn = Tx<Permitted<verbs::KeepDirectory>>;

/// What an organisation is in a convention that it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedRow {
    organisation: OrganisationId,
    convention: i64,
    convention_name: String,
    /// Its code in the referential of communes, where it is known.
    code: Option<String>,
}

query! {
    /// The conventions that two organisations sign, and what each is there.
    pub(crate) SignedByEither(one: OrganisationId, other: OrganisationId) -> SignedRow
    reading ["signed_place"]
    "SELECT organisation, convention, convention_name, code FROM signed_place WHERE organisation = $4 OR organisation = $5 \
        ORDER BY convention, party"
}

impl FromRow for SignedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation: c.id(0)?,
            convention: c.int(1)?,
            convention_name: c.text(2)?,
            code: c.opt_text(3)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SignedByEither>()]
}

/// What is said when someone else changed one of the two meanwhile.
pub(crate) const CHANGED: &str =
    "Ces deux fiches ne peuvent pas être réunies\u{a0}: l’une vient de changer. Relisez-les, puis recommencez.";

/// The sentence that says why these two cannot be put together, if so.
pub(crate) async fn why_not(tx: &mut Turn, twins: Twins) -> Result<Option<String>, StoreError> {
    match twins {
        Twins::Organisations { kept, merged } => organisations(tx, kept, merged).await,
        Twins::People { kept, merged } => people(tx, kept, merged).await,
    }
}

async fn organisations(tx: &mut Turn, kept: OrganisationId, merged: OrganisationId) -> Result<Option<String>, StoreError> {
    for organisation in [kept, merged] {
        let found = tx.load_first(OneOrganisation { organisation }).await?;
        if let Some(org) = found.filter(|org| org.merged.is_some()) {
            return Ok(Some(united_already(&org.name)));
        }
    }
    let signed = tx
        .load(SignedByEither {
            one: kept,
            other: merged,
        })
        .await?;
    if let Some(sentence) = both_sign(&signed).or_else(|| two_codes(&signed, kept)) {
        return Ok(Some(sentence));
    }
    let all = tx.load(Organisations {}).await?;
    if let Some(sentence) = two_kinds(&all, kept, merged) {
        return Ok(Some(sentence));
    }
    let mut mandates = tx.load(GivenMandates {}).await?;
    for given in &mut mandates {
        if given.organisation == merged {
            given.organisation = kept;
        }
    }
    mandates.retain(|given| given.organisation == kept);
    Ok(held_twice(&mandates).then(|| {
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: une même personne tiendrait deux fois le même mandat. Mettez d’abord fin à l’un des deux mandats."
            .to_owned()
    }))
}

/// Two parties of one convention are two: one would receive what the other alone may do.
fn both_sign(signed: &[SignedRow]) -> Option<String> {
    let shared = signed.iter().find(|one| {
        signed
            .iter()
            .any(|other| other.convention == one.convention && other.organisation != one.organisation)
    })?;
    Some(format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: ce sont deux signataires d’une même convention, «\u{a0}{}\u{a0}». Les personnes de l’un recevraient les droits de l’autre.",
        shared.convention_name
    ))
}

fn two_codes(signed: &[SignedRow], kept: OrganisationId) -> Option<String> {
    let codes = |of_kept: bool| {
        let rows = signed.iter().filter(move |row| (row.organisation == kept) == of_kept);
        rows.filter_map(|row| row.code.as_deref())
    };
    let (one, other) = codes(true).find_map(|one| codes(false).find(|other| *other != one).map(|other| (one, other)))?;
    Some(format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: ce sont deux communes, l’une de code Insee {one}, l’autre de code Insee {other}."
    ))
}

/// Those that were merged into either count too.
fn two_kinds(all: &[Org], kept: OrganisationId, merged: OrganisationId) -> Option<String> {
    let group = |head: OrganisationId| all.iter().filter(move |org| org.id == head || org.kept == Some(head));
    let (one, other) = group(kept).find_map(|one| {
        let other = group(merged).find(|other| !kinds_may_be_one(one.kind, other.kind))?;
        Some((one, other))
    })?;
    Some(format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: elles n’ont pas la même nature. {}\u{a0}: {}\u{a0}; {}\u{a0}: {}.",
        one.name,
        one.kind.french(),
        other.name,
        other.kind.french()
    ))
}

async fn people(tx: &mut Turn, kept: PersonId, merged: PersonId) -> Result<Option<String>, StoreError> {
    for (person, stays) in [(kept, true), (merged, false)] {
        let Some(someone) = tx.load_first(OnePerson { person }).await? else {
            continue;
        };
        if someone.merged.is_some() {
            return Ok(Some(united_already(&someone.name)));
        }
        let reason = match someone.door {
            _ if someone.erased.is_some() => "l’une des deux personnes a été effacée.",
            Door::Closed if stays => "la fiche à garder a un compte fermé. Rouvrez ce compte d’abord, ou gardez l’autre fiche.",
            Door::Open if !stays => {
                "la fiche qui rejoindrait l’autre a un compte ouvert, qui n’ouvrirait plus rien. Gardez plutôt celle-là, ou fermez d’abord son compte."
            }
            _ => continue,
        };
        return Ok(Some(format!("Ces deux fiches ne peuvent pas être réunies\u{a0}: {reason}")));
    }
    let mut mandates = tx.load(GivenMandates {}).await?;
    for given in &mut mandates {
        if given.person == merged {
            given.person = kept;
        }
    }
    mandates.retain(|given| given.person == kept);
    Ok(held_twice(&mandates).then(|| {
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: la personne tiendrait deux fois le même mandat. Mettez d’abord fin à l’un des deux."
            .to_owned()
    }))
}

fn united_already(name: &str) -> String {
    format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: «\u{a0}{name}\u{a0}» est déjà réunie avec une autre. Choisissez cette autre fiche, ou séparez-les d’abord."
    )
}

/// Whether the same mandate stands twice in days that meet.
fn held_twice(mandates: &[Given]) -> bool {
    mandates.iter().enumerate().any(|(rank, one)| {
        mandates.iter().skip(rank + 1).any(|other| {
            one.person == other.person
                && one.convention == other.convention
                && one.organisation == other.organisation
                && one.role == other.role
                && one.tenure.meets(other.tenure)
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::ids::Id;
    use domain::reading::OrganisationKind;

    use super::*;

    fn signed(organisation: i64, convention: i64, code: Option<&str>) -> SignedRow {
        SignedRow {
            organisation: Id::new(organisation),
            convention,
            convention_name: format!("Convention {convention}"),
            code: code.map(str::to_owned),
        }
    }

    #[test]
    fn two_that_sign_one_convention_are_two_and_two_codes_are_two_communes() {
        let apart = [signed(1, 1, Some("13071")), signed(2, 2, Some("13106"))];
        assert_eq!(both_sign(&apart), None);
        let said = two_codes(&apart, Id::new(1)).expect("refused");
        assert!(said.contains("13071") && said.contains("13106"), "{said}");
        assert_eq!(
            two_codes(&[signed(1, 1, Some("13071")), signed(2, 2, None)], Id::new(1)),
            None
        );
        assert_eq!(
            two_codes(&[signed(1, 1, Some("13071")), signed(2, 2, Some("13071"))], Id::new(1)),
            None
        );
        // After a merge, one organisation may stand for two parties of a text.
        assert_eq!(both_sign(&[signed(1, 1, None), signed(1, 1, None)]), None);
        let said = both_sign(&[signed(1, 3, None), signed(2, 3, None)]).expect("refused");
        assert!(said.contains("Convention 3"), "{said}");
    }

    #[test]
    fn what_was_merged_before_counts_for_its_kind() {
        let org = |id: i64, kind, kept: Option<i64>| Org {
            id: Id::new(id),
            name: format!("Organisme {id}"),
            kind,
            merged: kept.map(Id::new),
            kept: kept.map(Id::new),
        };
        let all = [
            org(1, OrganisationKind::Commune, None),
            org(2, OrganisationKind::Other, None),
            org(3, OrganisationKind::FamilyFund, Some(2)),
        ];
        assert!(two_kinds(&all, Id::new(1), Id::new(2)).is_some_and(|said| said.contains("Organisme 3")));
        assert_eq!(two_kinds(&all[..2], Id::new(1), Id::new(2)), None);
    }
}
