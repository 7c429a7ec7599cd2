//! Letters that leave by e-mail: what is written in one, to whom, and what a fact gives so that one leaves with it.
//!
//! A letter may hold a secret link: nothing here prints it. How letters travel, and when, is not known here.

mod facts;
mod handling;
mod refusal;

use std::fmt;

use crate::ids::PersonId;
use crate::time::Instant;

pub use facts::{LetterCancelled, LetterHandled, LetterRetried, LetterReturned, MailServerChanged, TrialLetterAsked};
pub use handling::{Answered, GIVEN_UP_AFTER_SECONDS, LetterState, Outcome, Stage, next_attempt};
pub use refusal::Refusal;

/// A fact that sends letters. The room of letters subscribes to it in `app`, and keeps them in the same transaction as the
/// fact: they leave if it is recorded, and only then.
pub trait Sends {
    /// When the fact happened: letters wait from there.
    fn at(&self) -> Instant;

    /// The letters, in order. None when the installation sends nothing.
    fn letters(&self) -> Vec<Letter>;
}

/// A letter to one person. What is whole here is kept whole until it is sent, then erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: Recipient,
    /// What it is for.
    pub kind: LetterKind,
    /// One line, in French. Those who administer read it: it tells nothing of what a convention holds.
    pub subject: String,
    /// The text, in French, a paragraph each, without greeting or signature. No secret in it: they go in `link`.
    pub paragraphs: Vec<String>,
    /// Where it leads.
    pub link: Option<LetterLink>,
    /// The address that stops letters of this kind, in one click (RFC 8058), when they may be stopped.
    pub list_unsubscribe: Option<SecretAddress>,
    /// Not sent before this moment; at once when absent.
    pub not_before: Option<Instant>,
    /// What makes it this letter and no other in the installation, for ever: `link/12`, `campaign/3/recipient/7/reminder/1`. A
    /// letter whose key is known already is not kept a second time.
    pub key: String,
}

/// To whom a letter goes: someone of the directory, or a name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The number of the person, when it has one.
    pub person: Option<PersonId>,
    /// The name as shown; may be empty.
    pub name: String,
    /// The address, without the name.
    pub email: String,
}

/// Where a letter leads, as a button says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLink {
    /// The words of the button: « Choisir mon mot de passe ».
    pub words: String,
    /// The whole address, from `https://`.
    pub address: SecretAddress,
}

/// An address that opens something to whoever holds it. It is never printed by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretAddress(String);

impl SecretAddress {
    /// The address, to be kept secret from here on.
    #[must_use]
    pub const fn new(address: String) -> Self {
        Self(address)
    }

    /// The address, to be written in the letter and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretAddress(…)")
    }
}

/// What a letter is for. Each room that sends letters has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LetterKind {
    /// A link to open an account.
    Invitation,
    /// A link to choose a new password.
    Password,
    /// Whoever administers tries whether letters arrive.
    Trial,
    /// What one was told of.
    Digest,
    /// The questions of a campaign, with the link to answer.
    Campaign,
    /// The same questions, asked again.
    CampaignReminder,
    /// What was answered has arrived.
    CampaignReceipt,
    /// A link to the sheet of an elected person.
    SummaryLink,
}

impl LetterKind {
    /// All kinds, in the order of the filter.
    pub const ALL: [Self; 8] = [
        Self::Invitation,
        Self::Password,
        Self::Trial,
        Self::Digest,
        Self::Campaign,
        Self::CampaignReminder,
        Self::CampaignReceipt,
        Self::SummaryLink,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Password => "password",
            Self::Trial => "trial",
            Self::Digest => "digest",
            Self::Campaign => "campaign",
            Self::CampaignReminder => "campaign_reminder",
            Self::CampaignReceipt => "campaign_receipt",
            Self::SummaryLink => "summary_link",
        }
    }

    /// The kind stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::Password => "Nouveau mot de passe",
            Self::Trial => "Essai",
            Self::Digest => "Notifications",
            Self::Campaign => "Demande de mise à jour",
            Self::CampaignReminder => "Relance",
            Self::CampaignReceipt => "Accusé de réception",
            Self::SummaryLink => "Fiche d’une page",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_address_is_not_printed() {
        let link = LetterLink {
            words: "Ouvrir".to_owned(),
            address: SecretAddress::new("https://pacte.test/lien?cle=secret".to_owned()),
        };
        assert!(!format!("{link:?}").contains("secret"), "{link:?}");
        assert_eq!(link.address.expose(), "https://pacte.test/lien?cle=secret");
    }
}
