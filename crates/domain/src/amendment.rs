//! What people would like the signed text to say: proposals kept aside for an amendment. None of them changes a term.

use crate::access::verbs::ProposeAmendment;
use crate::fact::{Account, Chain, Fact};
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

/// Someone proposed that a term say something else. Nothing signed changes.
#[derive(Debug, Clone)]
pub struct AmendmentProposed {
    /// The proposal.
    pub proposal: ProposalId,
    /// The action.
    pub action: ActionId,
    /// Which term.
    pub field: TermField,
    /// What it said then.
    pub signed: String,
    /// What it should say.
    pub wanted: String,
    /// Why.
    pub why: String,
    /// In whose name.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub at: Instant,
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

impl Fact for AmendmentProposed {
    type Needs = ProposeAmendment;
    const NAME: &'static str = "amendment_proposed";

    fn place(&self) -> ConventionId {
        self.proposal.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.place())
    }

    fn account(&self) -> Account {
        Account {
            subject: subject(self.proposal),
            before: None,
            after: Some(format!("action/{} {}", self.action.ordinal, self.field.code())),
            personal: Some(format!("{}\n{}", self.wanted, self.why)),
        }
    }
}

impl Fact for ProposalWithdrawn {
    type Needs = ProposeAmendment;
    const NAME: &'static str = "proposal_withdrawn";

    fn place(&self) -> ConventionId {
        self.proposal.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.place())
    }

    fn account(&self) -> Account {
        Account {
            subject: subject(self.proposal),
            before: Some("kept".to_owned()),
            after: Some("withdrawn".to_owned()),
            personal: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chained_holds_no_free_text() {
        let convention = ConventionId::new(1);
        let fact = AmendmentProposed {
            proposal: ProposalId { convention, ordinal: 4 },
            action: ActionId { convention, ordinal: 15 },
            field: TermField::Pilots,
            signed: "Caf".to_owned(),
            wanted: "Caf, Mme Exemple".to_owned(),
            why: "Elle suit déjà l’action".to_owned(),
            organisation: None,
            at: Instant::from_micros(1),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/proposal/4");
        assert_eq!(account.after.as_deref(), Some("action/15 pilots"));
    }

    #[test]
    fn every_field_is_stored_and_read_again() {
        for field in TermField::ALL {
            assert_eq!(TermField::from_code(field.code()), Some(field));
        }
    }
}
