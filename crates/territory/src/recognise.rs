//! Which communes, intercommunalities and départements the parties of a convention are.
//!
//! A département that the text names, or that the other communes share, is a reason that is written down; it never
//! suffices while two candidates remain, and a commune outside the département that the text names is asked, not taken.

use std::collections::BTreeSet;

use domain::reading::OrganisationKind;

use crate::find::{By, Found, Match};
use crate::referential::Referential;

/// An organisation of a convention, as its text names it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'t> {
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: &'t str,
}

/// Why a name is taken for this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is the only one of that name.
    OnlyOne,
    /// The only one in a département that the text names.
    NamedDepartment,
    /// The only one in the département of all the other communes.
    SharedDepartment,
    /// The name is that of a commune it has replaced.
    FormerName,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OnlyOne, Self::NamedDepartment, Self::SharedDepartment, Self::FormerName];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::NamedDepartment => "named_department",
            Self::SharedDepartment => "shared_department",
            Self::FormerName => "former_name",
        }
    }

    /// The reason stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::OnlyOne => "Seul de ce nom",
            Self::NamedDepartment => "Seul de ce nom dans le département nommé par le texte",
            Self::SharedDepartment => "Seul de ce nom dans le département des autres communes",
            Self::FormerName => "Ancien nom, retrouvé dans l’historique officiel des communes",
        }
    }
}

/// What comes of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is not a place that the referential knows how to look for.
    NotAPlace,
    /// No place bears it.
    Unknown,
    /// One place, and why.
    One(String, Reason),
    /// These may be meant: someone says which.
    Several(Vec<String>),
}

/// What each organisation is, in the same order.
#[must_use]
pub fn recognise(referential: &Referential, asked: &[Asked<'_>]) -> Vec<Outcome> {
    let named: BTreeSet<&str> = asked
        .iter()
        .filter(|asked| {
            matches!(
                asked.kind,
                OrganisationKind::FamilyFund | OrganisationKind::Department | OrganisationKind::State
            )
        })
        .filter_map(|asked| referential.department_of_organisation(asked.name))
        .map(|department| department.code())
        .collect();
    let mut outcomes: Vec<Outcome> = asked.iter().map(|asked| alone(referential, asked, &named)).collect();
    if named.is_empty() {
        share(referential, &mut outcomes);
    }
    outcomes
}

fn alone(referential: &Referential, asked: &Asked<'_>, named: &BTreeSet<&str>) -> Outcome {
    match asked.kind {
        OrganisationKind::Commune => commune(referential, asked.name, named),
        OrganisationKind::Intercommunality => {
            let found = referential.intercommunalities_named(asked.name);
            one_of(found.iter().map(|found| found.siren().to_owned()).collect())
        }
        OrganisationKind::Department => match referential.department_of_organisation(asked.name) {
            Some(found) => Outcome::One(found.code().to_owned(), Reason::OnlyOne),
            None => Outcome::Unknown,
        },
        _ => Outcome::NotAPlace,
    }
}

fn one_of(mut codes: Vec<String>) -> Outcome {
    match codes.len() {
        0 => Outcome::Unknown,
        1 => Outcome::One(codes.remove(0), Reason::OnlyOne),
        _ => Outcome::Several(codes),
    }
}

fn commune(referential: &Referential, name: &str, named: &BTreeSet<&str>) -> Outcome {
    let inside = referential.communes_inside(name, named);
    let everywhere = referential.communes_named(name, None);
    match (inside, everywhere) {
        (_, Found::None) => Outcome::Unknown,
        (Found::None, elsewhere) => Outcome::Several(codes(elsewhere.matches())),
        (Found::Several(several), _) => Outcome::Several(codes(&several)),
        (Found::One(only), everywhere) => Outcome::One(only.commune.code().to_owned(), reason(&only, &everywhere)),
    }
}

const fn reason(only: &Match<'_>, everywhere: &Found<'_>) -> Reason {
    match (only.by, everywhere) {
        (By::Name, Found::One(_)) => Reason::OnlyOne,
        (By::Name, _) => Reason::NamedDepartment,
        (By::Former { .. } | By::Attached { .. }, _) => Reason::FormerName,
    }
}

fn codes(matches: &[Match<'_>]) -> Vec<String> {
    matches.iter().map(|found| found.commune.code().to_owned()).collect()
}

/// Homonyms of which one only lies in the département where all the communes already recognised are.
fn share(referential: &Referential, outcomes: &mut [Outcome]) {
    let department = |code: &str| referential.commune(code).map(|commune| commune.department());
    let known = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::One(code, _) => department(code),
        _ => None,
    });
    let known: BTreeSet<&str> = known.collect();
    let [shared] = known.into_iter().collect::<Vec<_>>()[..] else {
        return;
    };
    for outcome in outcomes {
        if let Outcome::Several(codes) = outcome {
            let mut inside = codes.iter().filter(|code| department(code) == Some(shared));
            if let (Some(only), None) = (inside.next(), inside.next()) {
                *outcome = Outcome::One(only.clone(), Reason::SharedDepartment);
            }
        }
    }
}
