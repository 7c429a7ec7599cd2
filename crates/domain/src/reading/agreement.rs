//! The agreement as read: title, period, parties, votes, articles and annexes.

use super::{Key, Lines, Paragraph, Sourced};
use crate::time::Day;

/// Title, period and signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgreementRead {
    /// Where it is spoken of.
    pub lines: Lines,
    /// The title as printed.
    pub title: Option<Sourced<String>>,
    /// The other wordings of the title, as printed elsewhere in the text.
    pub other_titles: Vec<Sourced<String>>,
    /// What the text calls itself: "convention territoriale globale", "charte d'engagement"…
    pub kind: Option<Sourced<String>>,
    /// First day.
    pub start: Option<Sourced<Day>>,
    /// Last day.
    pub end: Option<Sourced<Day>>,
    /// Place and date of signature.
    pub signature: Option<SignatureRead>,
    /// The other closing formulas, where the text is signed more than once.
    pub other_signatures: Vec<SignatureRead>,
    /// How many originals are signed.
    pub originals: Option<Sourced<u32>>,
}

/// The closing formula "Fait à …, le …". A blank day leaves `date` absent while year and month are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignatureRead {
    /// Its lines.
    pub lines: Lines,
    /// Where.
    pub place: Option<Sourced<String>>,
    /// The full date, when the text gives it.
    pub date: Option<Sourced<Day>>,
    /// The year.
    pub year: Option<Sourced<i16>>,
    /// The month, 1 to 12.
    pub month: Option<Sourced<i8>>,
}

/// What an organisation is. The family branch is a kind, whatever the fund is called (Caf, CSSM, MSA for its own).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrganisationKind {
    /// A fund of the family branch.
    FamilyFund,
    /// A commune.
    Commune,
    /// Communauté de communes, d'agglomération, urbaine, métropole.
    Intercommunality,
    /// SIVOM, SIVU, syndicat mixte.
    Syndicate,
    /// A département.
    Department,
    /// A région.
    Region,
    /// The State and its services.
    State,
    /// An association.
    Association,
    /// Anything else, or not said.
    Other,
}

impl OrganisationKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::FamilyFund,
        Self::Commune,
        Self::Intercommunality,
        Self::Syndicate,
        Self::Department,
        Self::Region,
        Self::State,
        Self::Association,
        Self::Other,
    ];

    /// The word stored and written in the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FamilyFund => "family_fund",
            Self::Commune => "commune",
            Self::Intercommunality => "intercommunality",
            Self::Syndicate => "syndicate",
            Self::Department => "department",
            Self::Region => "region",
            Self::State => "state",
            Self::Association => "association",
            Self::Other => "other",
        }
    }

    /// The kind stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it deliberates before it signs: a vote of its council is expected beside the convention.
    #[must_use]
    pub const fn has_council(self) -> bool {
        matches!(self, Self::Commune | Self::Intercommunality | Self::Syndicate)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::FamilyFund => "Caisse d’allocations familiales",
            Self::Commune => "Commune",
            Self::Intercommunality => "Intercommunalité",
            Self::Syndicate => "Syndicat",
            Self::Department => "Département",
            Self::Region => "Région",
            Self::State => "État",
            Self::Association => "Association",
            Self::Other => "Organisme",
        }
    }
}

/// Someone who signs for a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatoryRead {
    /// Where the person is named.
    pub lines: Lines,
    /// First name and name, as printed.
    pub name: Sourced<String>,
    /// The function in whose name the person signs.
    pub function: Option<Sourced<String>>,
}

/// A contracting organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRead {
    /// Where it is presented.
    pub lines: Lines,
    /// Its key in this reading.
    pub id: Key,
    /// The name, in ordinary case and complete ("Caisse d'allocations familiales des Bouches-du-Rhône").
    pub name: Sourced<String>,
    /// What it is.
    pub kind: Sourced<OrganisationKind>,
    /// Every other way in which the text calls it, with where: "La Caf", a short name, a letter used in the marks.
    pub aliases: Vec<Sourced<String>>,
    /// Who signs.
    pub signatories: Vec<SignatoryRead>,
    /// By what they are authorised to sign, in the words of the text.
    pub authority: Option<Sourced<String>>,
}

impl PartyRead {
    /// The name that the text uses most often, as its plan prints it ("CAF").
    #[must_use]
    pub fn usual_name(&self) -> &str {
        let mut shown = &self.name;
        let mut most = 0;
        for alias in self.aliases.iter().filter(|alias| alias.value.chars().count() > 1) {
            let uses = alias.lines.iter().count();
            if uses > most {
                (shown, most) = (alias, uses);
            }
        }
        &shown.value
    }
}

/// An organisation named that does not sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRead {
    /// Where it is named.
    pub lines: Lines,
    /// Its key in this reading.
    pub id: Key,
    /// The name as printed.
    pub name: Sourced<String>,
    /// What it is, `Other` when the text does not say.
    pub kind: OrganisationKind,
}

/// A name that stands for several organisations: "les 2 communes".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRead {
    /// Where it is used.
    pub lines: Lines,
    /// Its key in this reading.
    pub id: Key,
    /// As printed.
    pub name: Sourced<String>,
    /// For whom it stands.
    pub members: Vec<Key>,
}

/// Counts of a vote; each is absent when the text does not give it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Votes {
    /// Votes for.
    pub favour: Option<Sourced<u32>>,
    /// Votes against.
    pub against: Option<Sourced<u32>>,
    /// Abstentions.
    pub abstain: Option<Sourced<u32>>,
    /// Members present.
    pub present: Option<Sourced<u32>>,
    /// Members who gave a proxy.
    pub proxies: Option<Sourced<u32>>,
}

/// The commission heard before the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// Its name.
    pub name: Sourced<String>,
    /// When it met.
    pub date: Option<Sourced<Day>>,
    /// What it said, in the words of the text: "avis favorable".
    pub opinion: Option<Sourced<String>>,
}

/// The vote of one council on the convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliberationRead {
    /// Where it stands.
    pub lines: Lines,
    /// Whose council, by key of party, when the text lets it be known.
    pub organisation: Option<Sourced<Key>>,
    /// The day of the vote.
    pub date: Option<Sourced<Day>>,
    /// The number of the deliberation.
    pub number: Option<Sourced<String>>,
    /// The counts.
    pub votes: Votes,
    /// The commission heard.
    pub commission: Option<Commission>,
    /// What it approves, in the words of the text.
    pub approves: Option<Sourced<String>>,
    /// Whom it authorises to sign, in the words of the text.
    pub authority: Option<Sourced<String>>,
    /// Who signed the extract: function and name.
    pub signatories: Vec<SignatoryRead>,
    /// The words of the extract, from what the council heard to its closing formula.
    pub text: Vec<Paragraph>,
}

/// An article of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRead {
    /// Where it stands.
    pub lines: Lines,
    /// Its printed number; absent for a preliminary article.
    pub number: Option<Sourced<String>>,
    /// Its title, as printed above its text.
    pub title: Sourced<String>,
    /// The other wordings, such as that of the table of contents.
    pub other_titles: Vec<Sourced<String>>,
    /// Its text, paragraph by paragraph.
    pub text: Vec<Paragraph>,
}

/// An annex announced by the text, present in it, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexRead {
    /// Where it is announced or begins.
    pub lines: Lines,
    /// Its printed number.
    pub number: Sourced<String>,
    /// Its title.
    pub title: Option<Sourced<String>>,
    /// The other wordings, such as that printed above its text.
    pub other_titles: Vec<Sourced<String>>,
    /// Whether a list announces it.
    pub announced: bool,
    /// Whether its text is there.
    pub present: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(value: &str, lines: &[u32]) -> Sourced<String> {
        Sourced::new(value.to_owned(), lines.iter().copied().collect())
    }

    #[test]
    fn the_usual_name_is_the_one_used_most() {
        let mut party = PartyRead {
            lines: Lines::default(),
            id: Key("p1".to_owned()),
            name: named("Commune de Valmont", &[1]),
            kind: Sourced::new(OrganisationKind::Commune, Lines::one(1)),
            aliases: vec![
                named("V", &[7, 8, 9]),
                named("La Commune de Valmont", &[3]),
                named("Valmont", &[4, 5]),
            ],
            signatories: Vec::new(),
            authority: None,
        };
        assert_eq!(party.usual_name(), "Valmont", "a letter of the marks names nobody by itself");
        party.aliases.clear();
        assert_eq!(party.usual_name(), "Commune de Valmont");
    }
}
