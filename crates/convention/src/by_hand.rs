//! A reading made of what a person types, when there is no text to read: the least that makes a convention.
//!
//! No value has a line, which is how it is told from a value that was read. What is not typed stays absent.

use std::collections::BTreeSet;

use domain::digest::Digest;
use domain::reading::{
    ActionRead, AgreementRead, Key, Lines, NodeRead, OrganisationKind, PartyRead, Reading, SourceFile, Sourced,
};
use domain::time::Day;
use territory::{Asked, Outcome, Reason, Referential, recognise};

/// The name under which such an act is kept, in the place of a file.
const FILE: &str = "Saisie à la main";

/// What was typed, understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
    pub(crate) parties: Vec<(OrganisationKind, String)>,
    pub(crate) levels: Vec<String>,
    /// Elements of the first level.
    pub(crate) nodes: Vec<String>,
    pub(crate) actions: Vec<(String, String)>,
}

/// The reading. The same things typed twice are known by the same digest, as a file is.
pub(crate) fn reading(typed: &Typed) -> Reading {
    let source = SourceFile {
        name: FILE.to_owned(),
        digest: Digest::zero(),
        lines: 0,
        recognised: Lines::default(),
    };
    let mut reading = Reading {
        agreement: AgreementRead {
            title: Some(by_hand(typed.title.clone())),
            kind: Some(by_hand(typed.kind.clone())),
            start: typed.start.map(by_hand),
            end: typed.end.map(by_hand),
            ..AgreementRead::default()
        },
        parties: (1..)
            .zip(&typed.parties)
            .map(|(number, party)| party_of(number, party))
            .collect(),
        levels: typed.levels.iter().cloned().map(by_hand).collect(),
        nodes: (1..)
            .zip(&typed.nodes)
            .map(|(number, title)| node_of(number, title))
            .collect(),
        actions: typed.actions.iter().map(action_of).collect(),
        ..Reading::nothing_of(source)
    };
    reading.perimeter = perimeter(&reading.parties);
    reading.source.digest = Digest::of(files::interchange::write(&reading).as_bytes());
    reading
}

/// A value without a line.
fn by_hand<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Lines::default())
}

fn party_of(number: usize, (kind, name): &(OrganisationKind, String)) -> PartyRead {
    PartyRead {
        lines: Lines::default(),
        id: Key(format!("p{number}")),
        name: by_hand(name.clone()),
        kind: by_hand(*kind),
        aliases: Vec::new(),
        signatories: Vec::new(),
        authority: None,
    }
}

fn node_of(number: usize, title: &str) -> NodeRead {
    NodeRead {
        lines: Lines::default(),
        id: Key(format!("n{number}")),
        level: 0,
        code: Some(by_hand(number.to_string())),
        title: by_hand(title.to_owned()),
        other_titles: Vec::new(),
        parent: None,
    }
}

fn action_of((number, title): &(String, String)) -> ActionRead {
    ActionRead::named(by_hand(number.clone()), by_hand(title.clone()))
}

/// The communes that sign; without one, the intercommunalities.
fn perimeter(parties: &[PartyRead]) -> Vec<Sourced<Key>> {
    let of = |kind: OrganisationKind| {
        let signing = parties.iter().filter(move |party| party.kind.value == kind);
        signing.map(|party| by_hand(party.id.clone())).collect::<Vec<_>>()
    };
    let communes = of(OrganisationKind::Commune);
    if communes.is_empty() {
        of(OrganisationKind::Intercommunality)
    } else {
        communes
    }
}

/// Each party under the name that the referential gives to its place, or as typed when several bear that name, or when that of a
/// commune that ceased or of a part of one was typed: the convention says what it says; the places of
/// the list that the referential does not know are answered apart.
pub(crate) fn named(typed: &[(OrganisationKind, String)]) -> (Vec<(OrganisationKind, String)>, BTreeSet<usize>) {
    let referential = Referential::embedded();
    let coded: Vec<(OrganisationKind, String)> = typed
        .iter()
        .map(|(kind, name)| (*kind, of_code(referential, *kind, name).unwrap_or_else(|| name.clone())))
        .collect();
    let asked: Vec<Asked<'_>> = coded.iter().map(|(kind, name)| Asked { kind: *kind, name }).collect();
    let outcomes = recognise(referential, &asked);
    let mut unknown = BTreeSet::new();
    let mut parties = Vec::with_capacity(coded.len());
    for (index, ((kind, name), outcome)) in coded.iter().zip(outcomes).enumerate() {
        if *kind == OrganisationKind::Commune && outcome == Outcome::Unknown {
            unknown.insert(index);
        }
        let official = match (kind, outcome) {
            (OrganisationKind::Commune, Outcome::One(code, reason)) if reason != Reason::FormerName => {
                commune(referential, &code)
            }
            _ => None,
        };
        parties.push((*kind, official.unwrap_or_else(|| name.clone())));
    }
    (parties, unknown)
}

/// The name of the commune of a code, when a code was typed.
fn of_code(referential: &Referential, kind: OrganisationKind, typed: &str) -> Option<String> {
    let is_code = kind == OrganisationKind::Commune && typed.len() == 5 && typed.ends_with(|c: char| c.is_ascii_digit());
    is_code.then(|| commune(referential, &typed.to_uppercase())).flatten()
}

/// "Commune des Pennes-Mirabeau".
fn commune(referential: &Referential, code: &str) -> Option<String> {
    let name = referential.commune(code)?.name();
    let whole = name.commune();
    Some(match whole.strip_prefix("la commune ") {
        Some(rest) => format!("Commune {rest}"),
        None => whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::{anomalies, coverage, short_name, unplaced};

    fn typed() -> Typed {
        Typed {
            title: "Convention du pays".to_owned(),
            kind: "Convention territoriale globale".to_owned(),
            parties: vec![(OrganisationKind::Commune, "Commune des Pennes-Mirabeau".to_owned())],
            levels: vec!["Enjeux".to_owned()],
            nodes: vec!["Parents".to_owned()],
            actions: vec![("1".to_owned(), "Ouvrir un lieu".to_owned())],
            ..Typed::default()
        }
    }

    #[test]
    fn what_is_typed_is_written_and_read_back_and_has_no_line() {
        let reading = reading(&typed());
        let document = files::interchange::write(&reading);
        assert_eq!(files::interchange::read(&document), Ok(reading.clone()));
        assert!(anomalies(&reading, &[]).is_empty());
        assert!(unplaced(&coverage(&reading, &[]), &[]).is_empty());
        assert!(reading.is_by_hand() && reading.actions[0].title.lines.is_empty());
    }

    #[test]
    fn the_same_typed_twice_is_known() {
        let other = Typed {
            title: "Une autre".to_owned(),
            ..typed()
        };
        assert_eq!(reading(&typed()).source.digest, reading(&typed()).source.digest);
        assert_ne!(reading(&typed()).source.digest, reading(&other).source.digest);
    }

    #[test]
    fn the_name_of_a_commune_that_ceased_or_of_a_part_of_one_stays_as_it_was_typed() {
        let typed = ["Arlod", "Paris 13e"].map(|name| (OrganisationKind::Commune, name.to_owned()));
        let (parties, unknown) = named(&typed);
        assert_eq!(parties, typed);
        assert!(unknown.is_empty(), "their communes are known");
    }

    #[test]
    fn a_commune_takes_its_official_name_and_an_unknown_one_is_told() {
        let commune = |name: &str| (OrganisationKind::Commune, name.to_owned());
        let fund = (OrganisationKind::FamilyFund, "Caf des Bouches-du-Rhône".to_owned());
        let (parties, unknown) = named(&[commune("les pennes mirabeau"), commune("13106"), commune("Nulle-Part"), fund]);
        assert_eq!(unknown, BTreeSet::from([2]));
        let shorts: Vec<String> = parties.iter().map(|(kind, name)| short_name(*kind, name)).collect();
        assert_eq!(
            shorts,
            [
                "Les Pennes-Mirabeau",
                "Septèmes-les-Vallons",
                "Nulle-Part",
                "Caf des Bouches-du-Rhône"
            ]
        );
    }
}
