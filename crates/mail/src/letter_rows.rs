//! Letters as they are read: in a list without what they hold, or whole to be sent.

use domain::campaigns::RecipientId;
use domain::ids::{CampaignId, ConventionId, LetterId, PersonId};
use domain::mail::{LetterKind, LetterState, Stage};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A letter, for those who administer.
#[derive(Clone)]
pub(crate) struct LetterRow {
    pub(crate) id: LetterId,
    pub(crate) convention: Option<ConventionId>,
    pub(crate) person: Option<PersonId>,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) kind: LetterKind,
    pub(crate) subject: String,
    pub(crate) queued: Instant,
    pub(crate) not_before: Instant,
    pub(crate) state: LetterState,
    pub(crate) attempts: i64,
    pub(crate) stage: Option<Stage>,
    pub(crate) code: Option<i64>,
    pub(crate) answer: Option<String>,
    pub(crate) settled: Option<Instant>,
    /// Whom a campaign asked by it.
    pub(crate) asked: Option<RecipientId>,
}

query! {
    /// The last letters, the last first.
    pub(crate) Letters(most: i64) -> LetterRow
    reading ["letter"]
    "SELECT id, convention, person, name, address, kind, subject, queued, not_before, state, attempts, stage, code, answer, settled, \
     key FROM letter ORDER BY id DESC LIMIT $4"
}

impl FromRow for LetterRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            convention: c.opt_id(1)?,
            person: c.opt_id(2)?,
            name: c.text(3)?,
            address: c.text(4)?,
            kind: c.word(5, LetterKind::from_code)?,
            subject: c.text(6)?,
            queued: c.instant(7)?,
            not_before: c.instant(8)?,
            state: c.word(9, LetterState::from_code)?,
            attempts: c.int(10)?,
            stage: c.opt_text(11)?.as_deref().and_then(Stage::from_code),
            code: c.opt_int(12)?,
            answer: c.opt_text(13)?,
            settled: c.opt_instant(14)?,
            asked: asked(c.str(15)?),
        })
    }
}

/// The recipient of a campaign whom the key of a letter names.
fn asked(key: &str) -> Option<RecipientId> {
    let steps: Vec<&str> = key.split('/').collect();
    let ["convention", convention, "campaign", campaign, "recipient", recipient, _] = steps[..] else {
        return None;
    };
    Some(RecipientId {
        campaign: CampaignId {
            convention: ConventionId::new(convention.parse().ok()?),
            ordinal: campaign.parse().ok()?,
        },
        ordinal: recipient.parse().ok()?,
    })
}

/// A campaign that whoever reads the list of letters may see, and whether it still waits for answers.
pub(crate) struct SeenCampaign {
    pub(crate) id: CampaignId,
    pub(crate) waits: bool,
}

query! {
    /// The campaigns that the reader may see.
    pub(crate) SeenCampaigns() -> SeenCampaign
    reading ["own_campaign"]
    "SELECT DISTINCT convention, ordinal, CASE WHEN launched IS NOT NULL AND closed IS NULL THEN 1 ELSE 0 END FROM own_campaign"
}

impl FromRow for SeenCampaign {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: CampaignId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            waits: c.flag(2)?,
        })
    }
}

/// How many letters there are of a state.
pub(crate) struct CountedState {
    pub(crate) state: LetterState,
    pub(crate) letters: i64,
}

query! {
    /// How many letters there are of each state.
    pub(crate) LettersByState() -> CountedState
    reading ["letter"]
    "SELECT state, COUNT(*) FROM letter GROUP BY state"
}

impl FromRow for CountedState {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            state: c.word(0, LetterState::from_code)?,
            letters: c.int(1)?,
        })
    }
}

/// How the mail server is.
pub(crate) struct ServerRow {
    pub(crate) works: bool,
    pub(crate) words: String,
    pub(crate) since: Instant,
}

query! {
    /// How the mail server is, once a letter was to be sent.
    pub(crate) MailServer() -> ServerRow
    reading ["mail_server"]
    "SELECT works, words, since FROM mail_server"
}

impl FromRow for ServerRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            works: c.flag(0)?,
            words: c.text(1)?,
            since: c.instant(2)?,
        })
    }
}

/// A letter to be sent, whole.
pub(crate) struct DueLetter {
    pub(crate) id: LetterId,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) message_id: String,
    pub(crate) queued: Instant,
    pub(crate) attempts: i64,
}

query! {
    /// The letters to send now, the oldest first.
    pub(crate) DueLetters(now: Instant, most: i64) -> DueLetter
    reading ["whole_letter"]
    "SELECT id, name, address, subject, body, message_id, queued, attempts FROM whole_letter \
     WHERE state = 'waiting' AND not_before <= $4 ORDER BY not_before, id LIMIT $5"
}

query! {
    /// One letter, while it is to be sent now.
    pub(crate) OneDueLetter(letter: LetterId, now: Instant) -> DueLetter
    reading ["whole_letter"]
    "SELECT id, name, address, subject, body, message_id, queued, attempts FROM whole_letter \
     WHERE id = $4 AND state = 'waiting' AND not_before <= $5"
}

/// A letter by the name that mail servers know.
pub(crate) struct LetterNamed {
    pub(crate) id: LetterId,
    pub(crate) address: String,
    sent: bool,
    pub(crate) returned: bool,
}

impl LetterNamed {
    /// Whether it left for someone who was not erased since.
    pub(crate) const fn left(&self) -> bool {
        self.sent && !self.address.is_empty()
    }
}

query! {
    /// The letter of this name, without what it holds.
    pub(crate) LettersNamed(message_id: String) -> LetterNamed
    reading ["whole_letter"]
    "SELECT id, address, CASE WHEN state = 'sent' THEN 1 ELSE 0 END, CASE WHEN returned IS NULL THEN 0 ELSE 1 END \
     FROM whole_letter WHERE message_id = $4"
}

impl FromRow for LetterNamed {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            address: c.text(1)?,
            sent: c.flag(2)?,
            returned: c.flag(3)?,
        })
    }
}

query! {
    /// The letters of the demo, the last first: they stay whole, sent or not.
    pub(crate) MailboxLetters(most: i64) -> DueLetter
    reading ["mailbox_letter"]
    "SELECT id, name, address, subject, body, message_id, queued, attempts FROM mailbox_letter \
     WHERE body IS NOT NULL AND address <> '' AND state IN ('waiting', 'sent') ORDER BY id DESC LIMIT $4"
}

impl FromRow for DueLetter {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            name: c.text(1)?,
            address: c.text(2)?,
            subject: c.text(3)?,
            body: c.text(4)?,
            message_id: c.text(5)?,
            queued: c.instant(6)?,
            attempts: c.int(7)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Letters>(),
        QueryInfo::of::<SeenCampaigns>(),
        QueryInfo::of::<LettersByState>(),
        QueryInfo::of::<MailServer>(),
        QueryInfo::of::<DueLetters>(),
        QueryInfo::of::<OneDueLetter>(),
        QueryInfo::of::<LettersNamed>(),
        QueryInfo::of::<MailboxLetters>(),
    ]
}
