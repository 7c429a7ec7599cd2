//! Why two of the directory cannot be put together: the one reason that applies, in its own sentence.
//!
//! It is asked where nobody else writes, and writes nothing; what moves is refused again by the tables themselves.

use domain::access::verbs;
use domain::ids::{OrganisationId, PersonId};
use domain::people::{Twins, kinds_may_be_one};
use store::{Columns, FromRow, Permitted, QueryInfo, StoreError, Tx, query};

use crate::directory_rows::{Door, OnePerson, Org};

/// A permitted turn at the directory.
pub(crate) type Turn = Tx<Permitted<verbs::KeepDirectory>>;

/// What an organisation is in a convention that it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignedRow {
    pub(crate) organisation: OrganisationId,
    convention: i64,
    convention_name: String,
    /// Its code in the referential of places, where it is known.
    code: Option<String>,
}

query! {
    /// The conventions that two organisations sign, and what each is there.
    pub(crate) SignedByEither(one: OrganisationId, other: OrganisationId) -> SignedRow
    reading ["signed_place"]
    "SELECT organisation, convention, convention_name, code FROM signed_place WHERE organisation = $4 OR organisation = $5 \
        ORDER BY convention, party"
}

query! {
    /// The conventions that organisations sign, and what each is there.
    pub(crate) SignedByAny() -> SignedRow
    reading ["signed_place"]
    "SELECT organisation, convention, convention_name, code FROM signed_place ORDER BY convention, party"
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

query! {
    /// Two organisations, and those that were merged into either.
    EitherOrganisation(one: OrganisationId, other: OrganisationId) -> Org
    reading ["organisation"]
    "SELECT id, name, kind, merged, kept FROM organisation WHERE id = $4 OR id = $5 OR kept = $4 OR kept = $5 ORDER BY id"
}

/// The same mandate, held in days that meet by two of which one record is made: the same in everything but what is merged. One text
/// for what is asked before, through what may be seen, and for what the tables themselves refuse.
macro_rules! held_twice {
    ($mandates:literal, $merged:literal, $same:literal, $two:literal) => {
        concat!(
            "SELECT a.id FROM ",
            $mandates,
            " a JOIN ",
            $mandates,
            " b ON b.convention = a.convention AND b.role = a.role AND b.",
            $same,
            " = a.",
            $same,
            " AND b.id > a.id AND (a.until IS NULL OR b.since <= a.until) AND (b.until IS NULL OR a.since <= b.until) WHERE a.",
            $merged,
            " IN ",
            $two,
            " AND b.",
            $merged,
            " IN ",
            $two
        )
    };
}
pub(crate) use held_twice;

query! {
    /// A mandate that the same person holds for two organisations in days that meet.
    HeldForEither(one: OrganisationId, other: OrganisationId) -> i64
    reading ["given_mandate"]
    held_twice!("given_mandate", "organisation", "person", "($4, $5)")
}

query! {
    /// A mandate that two people hold for the same organisation in days that meet.
    HeldByEither(one: PersonId, other: PersonId) -> i64
    reading ["given_mandate"]
    held_twice!("given_mandate", "person", "organisation", "($4, $5)")
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<SignedByEither>(),
        QueryInfo::of::<SignedByAny>(),
        QueryInfo::of::<EitherOrganisation>(),
        QueryInfo::of::<HeldForEither>(),
        QueryInfo::of::<HeldByEither>(),
    ]
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
    let (one, other) = (kept, merged);
    let all = tx.load(EitherOrganisation { one, other }).await?;
    let united = |head: OrganisationId| all.iter().find(|org| org.id == head && org.merged.is_some());
    if let Some(org) = united(kept).or_else(|| united(merged)) {
        return Ok(Some(united_already(&org.name)));
    }
    let signed = tx.load(SignedByEither { one, other }).await?;
    if let Some(sentence) = are_two(&all, &signed.iter().collect::<Vec<_>>(), kept, merged) {
        return Ok(Some(sentence));
    }
    let twice = tx.load_first(HeldForEither { one, other }).await?;
    Ok(twice.map(|_| {
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: une même personne tiendrait deux fois le même mandat. Mettez d’abord fin à l’un des deux, avant le premier jour de l’autre."
            .to_owned()
    }))
}

/// Why two organisations are two, whatever becomes of their mandates. `signed` is what either signs.
pub(crate) fn are_two(all: &[Org], signed: &[&SignedRow], kept: OrganisationId, merged: OrganisationId) -> Option<String> {
    both_sign(signed)
        .or_else(|| two_kinds(all, kept, merged))
        .or_else(|| two_codes(signed, kept))
}

/// Two parties of one convention are two: one would receive what the other alone may do.
fn both_sign(signed: &[&SignedRow]) -> Option<String> {
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

/// Communes, intercommunalities and départements have a code each.
fn two_codes(signed: &[&SignedRow], kept: OrganisationId) -> Option<String> {
    let codes = |of_kept: bool| {
        let rows = signed.iter().filter(move |row| (row.organisation == kept) == of_kept);
        rows.filter_map(|row| row.code.as_deref())
    };
    let (one, other) = codes(true).find_map(|one| codes(false).find(|other| *other != one).map(|other| (one, other)))?;
    Some(format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: ce sont deux lieux du référentiel, l’un de code {one}, l’autre de code {other}."
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
            Door::Open | Door::Invited if !stays => {
                "la fiche qui rejoindrait l’autre a un compte ouvert, qui n’ouvrirait plus rien. Gardez plutôt celle-là, ou fermez d’abord son compte."
            }
            _ => continue,
        };
        return Ok(Some(format!("Ces deux fiches ne peuvent pas être réunies\u{a0}: {reason}")));
    }
    let twice = tx
        .load_first(HeldByEither {
            one: kept,
            other: merged,
        })
        .await?;
    Ok(twice.map(|_| {
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: la personne tiendrait deux fois le même mandat. Mettez d’abord fin à l’un des deux, avant le premier jour de l’autre."
            .to_owned()
    }))
}

fn united_already(name: &str) -> String {
    format!(
        "Ces deux fiches ne peuvent pas être réunies\u{a0}: «\u{a0}{name}\u{a0}» est déjà réunie avec une autre. Choisissez cette autre fiche, ou séparez-les d’abord."
    )
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
        let both = |one: SignedRow, other: SignedRow| both_sign(&[&one, &other]);
        let codes = |one: SignedRow, other: SignedRow| two_codes(&[&one, &other], Id::new(1));
        let place = |organisation, code| signed(organisation, organisation, code);
        assert_eq!(both(place(1, Some("13071")), place(2, Some("13106"))), None);
        let said = codes(place(1, Some("13071")), place(2, Some("13106"))).expect("refused");
        assert!(said.contains("13071") && said.contains("13106"), "{said}");
        assert!(!said.contains("commune"), "an intercommunality has a code too: {said}");
        assert_eq!(codes(place(1, Some("13071")), place(2, None)), None);
        assert_eq!(codes(place(1, Some("13071")), place(2, Some("13071"))), None);
        // After a merge, one organisation may stand for two parties of a text.
        assert_eq!(both(signed(1, 1, None), signed(1, 1, None)), None);
        let said = both(signed(1, 3, None), signed(2, 3, None)).expect("refused");
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
        // Two kinds are told before two codes, which a commune and a fund never share.
        let signed = [signed(1, 1, Some("13071")), signed(2, 2, Some("200054807"))];
        let rows: Vec<&SignedRow> = signed.iter().collect();
        assert!(are_two(&all, &rows, Id::new(1), Id::new(2)).is_some_and(|said| said.contains("la même nature")));
        assert!(are_two(&all[..2], &rows, Id::new(1), Id::new(2)).is_some_and(|said| said.contains("13071")));
    }
}
