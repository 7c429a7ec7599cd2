//! How the text organises the work: facilities, bodies, cooperation scheme, what it leaves open.

use super::{Holder, Key, Lines, Sourced};

/// Where a facility receives people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteRead {
    /// What this site is, when the text says so: "Siège", "Antenne Pennoise".
    pub role: Option<Sourced<String>>,
    /// The address as printed.
    pub address: Sourced<String>,
}

/// A facility or service that the text lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityRead {
    /// Where.
    pub lines: Lines,
    /// Its type, as printed: "EAJE", "LAEP".
    pub kind: Sourced<String>,
    /// Its name.
    pub name: Sourced<String>,
    /// Its sites; a seat and a branch are two sites of one facility.
    pub sites: Vec<SiteRead>,
    /// The collectivity in whose list it stands.
    pub owner: Option<Sourced<Key>>,
}

/// A type of facility that the list names and declares to be absent ("/").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceRead {
    /// Where.
    pub lines: Lines,
    /// The type, as printed.
    pub kind: Sourced<String>,
    /// How the text says that there is none.
    pub mark: Sourced<String>,
    /// The collectivity in whose list it stands.
    pub owner: Option<Sourced<Key>>,
}

/// The facilities of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacilitiesRead {
    /// Those listed.
    pub listed: Vec<FacilityRead>,
    /// Types declared absent.
    pub absent: Vec<AbsenceRead>,
}

impl FacilitiesRead {
    /// The collectivities that have a list of their own, each once, in the order of the text.
    #[must_use]
    pub fn owners(&self) -> Vec<&Sourced<Key>> {
        let listed = self.listed.iter().filter_map(|facility| facility.owner.as_ref());
        let absent = self.absent.iter().filter_map(|absence| absence.owner.as_ref());
        let mut owners: Vec<&Sourced<Key>> = Vec::new();
        for owner in listed.chain(absent) {
            if !owners.iter().any(|known| known.value == owner.value) {
                owners.push(owner);
            }
        }
        owners
    }
}

/// How often a body meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// As written: "Se réunit 1 à 2 fois par an".
    pub text: Sourced<String>,
    /// At least, a year.
    pub minimum_per_year: u16,
    /// At most, a year; the least again when the words set no upper bound.
    pub maximum_per_year: u16,
}

/// A member of a body, by function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRead {
    /// As written: "Le Directeur Général de la CAF et/ou ses représentants".
    pub text: Sourced<String>,
    /// For which organisation or group, when the words name it.
    pub organisation: Option<Key>,
    /// Whether someone else may sit in that person's place.
    pub replaceable: bool,
}

/// A governance body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRead {
    /// Where.
    pub lines: Lines,
    /// Its name, as the heading prints it.
    pub name: Sourced<String>,
    /// Other names: "COPIL".
    pub other_names: Vec<Sourced<String>>,
    /// Who sits.
    pub members: Vec<MemberRead>,
    /// What it does, each place of the text in its order.
    pub missions: Vec<Sourced<String>>,
    /// How often it meets.
    pub rhythm: Option<Rhythm>,
    /// Who chairs it.
    pub chairs: Vec<Sourced<Holder>>,
}

/// What a statement of the cooperation scheme rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Who steers, and how that turns.
    Steering,
    /// Who holds the secretariat.
    Secretariat,
    /// Who sits in the body of cooperation.
    Composition,
    /// Actions carried in common.
    Pooled,
    /// What is done for the actions that are not carried in common.
    OwnActions,
    /// Anything else.
    Other,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Steering,
        Self::Secretariat,
        Self::Composition,
        Self::Pooled,
        Self::OwnActions,
        Self::Other,
    ];

    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Steering => "steering",
            Self::Secretariat => "secretariat",
            Self::Composition => "composition",
            Self::Pooled => "pooled",
            Self::OwnActions => "own_actions",
            Self::Other => "other",
        }
    }

    /// The topic written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Steering => "Pilotage",
            Self::Secretariat => "Secrétariat",
            Self::Composition => "Composition",
            Self::Pooled => "Actions mutualisées",
            Self::OwnActions => "Actions non mutualisées",
            Self::Other => "Autre disposition",
        }
    }
}

/// A post of the cooperation scheme, or the sum that the text announces for a commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRead {
    /// Where.
    pub lines: Lines,
    /// The function: "Chargée de coopération", "Coopération Petite Enfance".
    pub title: Sourced<String>,
    /// For which commune or organisation.
    pub party: Option<Sourced<Key>>,
    /// Full-time equivalent, in hundredths: 1.5 ETP is 150.
    pub fte_hundredths: Option<Sourced<u32>>,
    /// Whether this is the sum of the posts below it, and no post of its own.
    pub is_total: bool,
}

/// A sentence of the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRead {
    /// What it rules.
    pub topic: Topic,
    /// Its words.
    pub text: Sourced<String>,
    /// Those it names.
    pub holders: Vec<Sourced<Key>>,
    /// The number it announces, when it counts something: "4 actions mutualisées".
    pub count: Option<Sourced<u32>>,
}

/// The cooperation scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemeRead {
    /// Posts and announced sums.
    pub posts: Vec<PostRead>,
    /// What is ruled, in the order of the text.
    pub statements: Vec<StatementRead>,
}

/// Something that the text itself says is not settled: "à définir lors de la première instance de coopération".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpenRead {
    /// What is open, in the words of the text.
    pub text: Sourced<String>,
    /// By whom or when it will be settled, in the words of the text.
    pub settled_by: Option<Sourced<String>>,
}
