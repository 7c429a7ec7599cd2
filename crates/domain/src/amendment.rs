//! What people would like the signed text to say: proposals kept aside for an amendment. None of them changes a term.

use crate::access::verbs::ProposeAmendment;
use crate::digest::Digest;
use crate::fact::{Account, told};
use crate::ids::{ActionId, ConventionId, OrganisationId, ProposalId};
use crate::time::Instant;

/// The longest text of a proposal, in characters.
pub const LONGEST_PROPOSAL: usize = 4_000;

/// What the signed text says of an action, in a list of actions: a term, changed by a signed act only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermField {
    /// Its title.
    Title,
    /// The node under which the text files it.
    Node,
    /// Its themes.
    Themes,
    /// Its pilots.
    Pilots,
    /// Its bearers.
    Bearers,
    /// Its years.
    Years,
}

impl TermField {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Node,
        Self::Themes,
        Self::Pilots,
        Self::Bearers,
        Self::Years,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Node => "node",
            Self::Themes => "themes",
            Self::Pilots => "pilots",
            Self::Bearers => "bearers",
            Self::Years => "years",
        }
    }

    /// The field of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Title => "Titre",
            Self::Node => "Rattachement",
            Self::Themes => "Thématiques",
            Self::Pilots => "Pilotes",
            Self::Bearers => "Porteurs",
            Self::Years => "Années",
        }
    }
}

/// Why the text should say something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalCause {
    /// The parties want something else than what they signed.
    Changes,
    /// What they signed has an error.
    Errs,
}

impl ProposalCause {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Changes, Self::Errs];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changes => "change",
            Self::Errs => "error",
        }
    }

    /// The cause of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }
}

/// What a proposal would have say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// A term of an action.
    Term(ActionId, TermField),
    /// Any other value of the text.
    Value {
        /// The action that it is of, when it is of one: its ordinal.
        action: Option<i64>,
        /// Where it stands in the reading.
        place: String,
        /// The words that name it.
        words: String,
    },
}

impl Proposed {
    /// The ordinal of the action that it is about.
    #[must_use]
    pub const fn action(&self) -> Option<i64> {
        match self {
            Self::Term(action, _) => Some(action.ordinal),
            Self::Value { action, .. } => *action,
        }
    }

    /// "action/15 pilots", "/bodies/0/missions/2".
    fn account(&self) -> String {
        match self {
            Self::Term(action, field) => format!("action/{} {}", action.ordinal, field.code()),
            Self::Value { place, .. } => place.clone(),
        }
    }
}

/// Someone proposed that the text say something else. Nothing signed changes.
#[derive(Debug, Clone)]
pub struct AmendmentProposed {
    /// The proposal.
    pub proposal: ProposalId,
    /// What should change.
    pub about: Proposed,
    /// Why it should.
    pub cause: ProposalCause,
    /// What it said then.
    pub signed: String,
    /// What it should say.
    pub wanted: String,
    /// The reason, in the words of the person.
    pub why: String,
    /// In whose name.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub at: Instant,
}

/// What someone typed over the reading of a text is not a correction of it: the text itself should say so. All of it is kept aside.
#[derive(Debug, Clone)]
pub struct ChangesKeptAside {
    /// The convention.
    pub convention: ConventionId,
    /// One proposal a value, at least one.
    pub proposals: Vec<AmendmentProposed>,
}

/// A proposal is no longer kept for an amendment.
#[derive(Debug, Clone, Copy)]
pub struct ProposalWithdrawn {
    /// The proposal.
    pub proposal: ProposalId,
    /// When.
    pub at: Instant,
}

fn subject(proposal: ProposalId) -> String {
    format!("convention/{}/proposal/{}", proposal.convention, proposal.ordinal)
}

told! {
    AmendmentProposed, ProposeAmendment, "amendment_proposed", |fact| fact.proposal.convention, Account {
        subject: subject(fact.proposal),
        before: None,
        after: Some(fact.about.account()),
        personal: Some(format!("{}\n{}", fact.wanted, fact.why)),
    };
    ChangesKeptAside, ProposeAmendment, "changes_kept_aside", |fact| fact.convention, fact.told();
    ProposalWithdrawn, ProposeAmendment, "proposal_withdrawn", |fact| fact.proposal.convention, Account {
        subject: subject(fact.proposal),
        before: Some("kept".to_owned()),
        after: Some("withdrawn".to_owned()),
        personal: None,
    };
}

impl ChangesKeptAside {
    /// It is told under the first of its proposals, with the digest of the places of all of them.
    fn told(&self) -> Account {
        let texts: Vec<String> = self
            .proposals
            .iter()
            .map(|one| format!("{}\n{}", one.wanted, one.why))
            .collect();
        let places: Vec<String> = self.proposals.iter().map(|one| one.about.account()).collect();
        let whole = || format!("convention/{}", self.convention);
        Account {
            subject: self.proposals.first().map_or_else(whole, |first| subject(first.proposal)),
            before: None,
            after: Some(format!(
                "{} places {}",
                places.len(),
                Digest::of(places.join("\n").as_bytes())
            )),
            personal: Some(texts.join("\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;

    #[test]
    fn what_is_chained_holds_no_free_text() {
        let convention = ConventionId::new(1);
        let fact = AmendmentProposed {
            proposal: ProposalId { convention, ordinal: 4 },
            about: Proposed::Term(ActionId { convention, ordinal: 15 }, TermField::Pilots),
            cause: ProposalCause::Changes,
            signed: "Caf".to_owned(),
            wanted: "Caf, Mme Exemple".to_owned(),
            why: "Elle suit déjà l’action".to_owned(),
            organisation: None,
            at: Instant::from_micros(1),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/proposal/4");
        assert_eq!(account.after.as_deref(), Some("action/15 pilots"));
        let aside = ChangesKeptAside {
            convention,
            proposals: vec![AmendmentProposed {
                about: Proposed::Value {
                    action: None,
                    place: "/bodies/0/missions/2".to_owned(),
                    words: "Les instances, 1, Missions, 3".to_owned(),
                },
                ..fact
            }],
        };
        let account = aside.account();
        assert_eq!(account.subject, "convention/1/proposal/4");
        assert!(account.after.is_some_and(|after| after.starts_with("1 places ")));
    }

    #[test]
    fn every_field_is_stored_and_read_again() {
        for field in TermField::ALL {
            assert_eq!(TermField::from_code(field.code()), Some(field));
        }
        for cause in ProposalCause::ALL {
            assert_eq!(ProposalCause::from_code(cause.code()), Some(cause));
        }
    }
}
