//! The facts of proofs: links, requests, one-time codes, passkeys, sessions that end.
//!
//! Secrets travel as digests or hashes, or sealed in a document; none of them is in what the journal keeps.

use super::facts::person_account;
use crate::access::verbs::{KeepAccounts, ManageAccess, SecureOwnAccount, SignIn, SweepSessions, UseLink};
use crate::digest::Digest;
use crate::fact::{Account, told};
use crate::ids::{LinkId, PasskeyId, PersonId};
use crate::mail::{Letter, Sends};
use crate::people::LinkPurpose;
use crate::time::Instant;

/// A person received an account without a password, and a link to choose one.
#[derive(Debug, Clone)]
pub struct PersonInvited {
    /// The person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Address used to sign in, in lower case.
    pub email: String,
}

/// Someone of the directory received an account, under the number they had.
#[derive(Debug, Clone)]
pub struct ContactInvited {
    /// The person.
    pub person: PersonId,
    /// Address used to sign in, in lower case.
    pub email: String,
}

/// Whoever administers closed every session of a person; the account stays open.
#[derive(Debug, Clone)]
pub struct SessionsEnded {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// A link was made for a person; it is shown once.
#[derive(Debug, Clone)]
pub struct LinkMade {
    /// The link.
    pub link: LinkId,
    /// For whom.
    pub person: PersonId,
    /// What for.
    pub purpose: LinkPurpose,
    /// The digest of its secret.
    pub token: Digest,
    /// When.
    pub at: Instant,
    /// When it ends by itself.
    pub expires: Instant,
    /// The letter that brings it, when the installation sends letters.
    pub letter: Option<Letter>,
}

/// Someone who said that the password of an account is forgotten was sent a link to choose another one.
#[derive(Debug, Clone)]
pub struct PasswordLinkSent {
    /// The link.
    pub link: LinkId,
    /// Whose account.
    pub person: PersonId,
    /// The digest of its secret.
    pub token: Digest,
    /// When.
    pub at: Instant,
    /// When it ends by itself.
    pub expires: Instant,
    /// The letter that brings it.
    pub letter: Letter,
}

impl Sends for LinkMade {
    fn at(&self) -> Instant {
        self.at
    }

    fn letters(&self) -> Vec<Letter> {
        self.letter.iter().cloned().collect()
    }
}

impl Sends for PasswordLinkSent {
    fn at(&self) -> Instant {
        self.at
    }

    fn letters(&self) -> Vec<Letter> {
        vec![self.letter.clone()]
    }
}

/// A link will not be used any more.
#[derive(Debug, Clone)]
pub struct LinkRevoked {
    /// The link.
    pub link: LinkId,
    /// For whom it was.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// A link was used: the person chose a password. Every session opened before closes; passkeys stay.
#[derive(Debug, Clone)]
pub struct PasswordChosen {
    /// The link, used up.
    pub link: LinkId,
    /// What it was for.
    pub purpose: LinkPurpose,
    /// Whose.
    pub person: PersonId,
    /// The password, hashed for storage.
    pub password_hash: String,
    /// When.
    pub at: Instant,
}

/// Someone says that the password of an account is forgotten.
#[derive(Debug, Clone)]
pub struct ResetAsked {
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// A person asks to sign in with another address.
#[derive(Debug, Clone)]
pub struct EmailChangeAsked {
    /// Who.
    pub person: PersonId,
    /// The address asked for, in lower case.
    pub email: String,
    /// When.
    pub at: Instant,
}

/// Whoever administers confirmed the new address of a person.
#[derive(Debug, Clone)]
pub struct EmailChanged {
    /// Whose.
    pub person: PersonId,
    /// The address until now.
    pub old: String,
    /// The address from now on.
    pub email: String,
}

/// Whoever administers refused a new address.
#[derive(Debug, Clone)]
pub struct AddressRefused {
    /// Whose.
    pub person: PersonId,
}

/// Sessions of a person were closed from another one.
#[derive(Debug, Clone)]
pub struct SessionsClosed {
    /// Whose.
    pub person: PersonId,
    /// The one closed; every other one than `kept` when absent.
    pub token: Option<Digest>,
    /// The session that stays open.
    pub kept: Digest,
    /// When.
    pub at: Instant,
}

/// Sessions that had ended by themselves were swept.
#[derive(Debug, Clone)]
pub struct SessionsSwept {
    /// Those that ended before this moment.
    pub before: Instant,
    /// How many.
    pub count: i64,
}

/// Every session was closed: those that a backup brought back, when it was restored.
#[derive(Debug, Clone)]
pub struct EverySessionClosed {
    /// When.
    pub at: Instant,
    /// How many.
    pub count: i64,
}

/// Every link that opens without a password was ended, when a backup was restored: some may have ended since it was made.
#[derive(Debug, Clone)]
pub struct EveryLinkEnded {
    /// When.
    pub at: Instant,
    /// How many invitations and links to a new password.
    pub accounts: i64,
    /// How many links to answer a campaign.
    pub campaigns: i64,
    /// How many links to the sheet of an elected person.
    pub sheets: i64,
}

/// Proofs of identity were refused: those of one account during about an hour, or those of addresses that no account has.
#[derive(Debug, Clone)]
pub struct SignInsFailed {
    /// Whose account; nobody’s when no account has the address.
    pub person: Option<PersonId>,
    /// Passwords that were wrong.
    pub passwords: i64,
    /// One-time codes and recovery codes that were wrong.
    pub codes: i64,
    /// The first refusal.
    pub first: Instant,
    /// The last one.
    pub last: Instant,
}

/// Whoever administers chose whether everyone must have a passkey or a second step.
#[derive(Debug, Clone, Copy)]
pub struct SecondProofDemanded {
    /// From now on.
    pub demanded: bool,
}

/// A person turned on the second step: one-time codes.
#[derive(Debug, Clone)]
pub struct SecondStepEnabled {
    /// Who.
    pub person: PersonId,
    /// The secret shared with the phone.
    pub secret: String,
    /// The step of the code that confirmed it.
    pub step: i64,
    /// The digests of the recovery codes.
    pub codes: Vec<Digest>,
    /// When.
    pub at: Instant,
}

/// A person turned off the second step.
#[derive(Debug, Clone)]
pub struct SecondStepDisabled {
    /// Who.
    pub person: PersonId,
    /// The step of the code that allowed it.
    pub step: i64,
}

/// Whoever administers removed the second step of someone who lost the phone.
#[derive(Debug, Clone)]
pub struct SecondStepRemoved {
    /// Whose.
    pub person: PersonId,
}

/// A person has new recovery codes; the ones before do not work any more.
#[derive(Debug, Clone)]
pub struct RecoveryCodesRenewed {
    /// Who.
    pub person: PersonId,
    /// The step of the code that allowed it.
    pub step: i64,
    /// The digests of the codes.
    pub codes: Vec<Digest>,
}

/// A person added a passkey.
#[derive(Debug, Clone)]
pub struct PasskeyAdded {
    /// The passkey.
    pub passkey: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// The name given to it.
    pub name: String,
    /// What the device calls it.
    pub credential: String,
    /// The passkey: its public key and its counter.
    pub document: String,
    /// When.
    pub at: Instant,
}

/// A person renamed a passkey.
#[derive(Debug, Clone)]
pub struct PasskeyRenamed {
    /// The passkey.
    pub passkey: PasskeyId,
    /// Whose.
    pub person: PersonId,
    /// The new name.
    pub name: String,
}

/// A person removed a passkey.
#[derive(Debug, Clone)]
pub struct PasskeyRemoved {
    /// The passkey.
    pub passkey: PasskeyId,
    /// Whose.
    pub person: PersonId,
}

fn secured(person: PersonId, after: &str) -> Account {
    person_account(person, after, None)
}

const fn demand(demanded: bool) -> &'static str {
    if demanded { "demanded" } else { "left to each" }
}

fn passkey(id: PasskeyId, person: PersonId, after: Option<String>, personal: Option<&String>) -> Account {
    Account {
        subject: format!("passkey/{id}"),
        before: None,
        after: Some(after.map_or_else(|| format!("person/{person}"), |after| format!("person/{person} {after}"))),
        personal: personal.cloned(),
    }
}

fn link(id: LinkId, person: PersonId, after: &str) -> Account {
    Account {
        subject: format!("link/{id}"),
        before: None,
        after: Some(format!("person/{person} {after}")),
        personal: None,
    }
}

told! {
    PersonInvited, ManageAccess, "person_invited", |fact|
        person_account(fact.person, "account", Some(format!("{} <{}>", fact.name, fact.email)));
    ContactInvited, ManageAccess, "contact_invited", |fact|
        person_account(fact.person, "account", Some(format!("<{}>", fact.email)));
    SessionsEnded, KeepAccounts, "sessions_ended", |fact| secured(fact.person, "every session closed");
    LinkMade, ManageAccess, "link_made", |fact|
        link(fact.link, fact.person, &format!("{} until {}", fact.purpose.code(), fact.expires.paris_day()));
    PasswordLinkSent, UseLink, "password_link_sent", |fact|
        link(fact.link, fact.person, &format!("password until {}", fact.expires.paris_day()));
    LinkRevoked, ManageAccess, "link_revoked", |fact| link(fact.link, fact.person, "revoked");
    PasswordChosen, UseLink, "password_chosen", |fact| Account {
        before: Some(format!("link/{} {}", fact.link, fact.purpose.code())),
        ..secured(fact.person, "password chosen")
    };
    ResetAsked, UseLink, "reset_asked", |fact| secured(fact.person, "password forgotten");
    EmailChangeAsked, SecureOwnAccount, "email_change_asked", |fact|
        person_account(fact.person, "another address asked for", Some(format!("<{}>", fact.email)));
    EmailChanged, ManageAccess, "email_changed", |fact|
        person_account(fact.person, "address changed", Some(format!("<{}> -> <{}>", fact.old, fact.email)));
    AddressRefused, ManageAccess, "address_refused", |fact| secured(fact.person, "address not changed");
    SessionsClosed, SignIn, "sessions_closed", |fact|
        secured(fact.person, if fact.token.is_some() { "one session closed" } else { "other sessions closed" });
    SessionsSwept, SweepSessions, "sessions_swept", |fact| Account {
        subject: "sessions".to_owned(),
        before: Some(format!("{} ended", fact.count)),
        after: None,
        personal: None,
    };
    EverySessionClosed, SweepSessions, "every_session_closed", |fact| Account {
        subject: "sessions".to_owned(),
        before: Some(format!("{} open", fact.count)),
        after: None,
        personal: None,
    };
    EveryLinkEnded, SweepSessions, "every_link_ended", |fact| Account {
        subject: "links".to_owned(),
        before: Some(format!("{} pending, {} of campaigns, {} to sheets", fact.accounts, fact.campaigns, fact.sheets)),
        after: None, personal: None,
    };
    SignInsFailed, SweepSessions, "sign_ins_failed", |fact| {
        let after = format!(
            "{} wrong passwords, {} wrong codes, from {} to {}",
            fact.passwords, fact.codes, fact.first.micros(), fact.last.micros()
        );
        match fact.person {
            Some(person) => secured(person, &after),
            None => Account { subject: "unknown-accounts".to_owned(), before: None, after: Some(after), personal: None },
        }
    };
    SecondProofDemanded, ManageAccess, "second_proof_demanded", |fact| Account {
        subject: "second-proof".to_owned(),
        before: Some(demand(!fact.demanded).to_owned()),
        after: Some(demand(fact.demanded).to_owned()),
        personal: None,
    };
    SecondStepEnabled, SecureOwnAccount, "second_step_enabled", |fact| secured(fact.person, "second step on");
    SecondStepDisabled, SecureOwnAccount, "second_step_disabled", |fact| secured(fact.person, "second step off");
    SecondStepRemoved, ManageAccess, "second_step_removed", |fact| secured(fact.person, "second step removed");
    RecoveryCodesRenewed, SecureOwnAccount, "recovery_codes_renewed", |fact| secured(fact.person, "new recovery codes");
    PasskeyAdded, SecureOwnAccount, "passkey_added", |fact|
        passkey(fact.passkey, fact.person, None, Some(&fact.name));
    PasskeyRenamed, SecureOwnAccount, "passkey_renamed", |fact|
        passkey(fact.passkey, fact.person, Some("renamed".to_owned()), Some(&fact.name));
    PasskeyRemoved, SecureOwnAccount, "passkey_removed", |fact|
        passkey(fact.passkey, fact.person, Some("removed".to_owned()), None);
}
