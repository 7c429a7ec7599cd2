//! What is read of those whom a campaign asks: how far each is, and what became of the last letter.

use domain::campaigns::{Outcome, RecipientState};
use domain::ids::{ConventionId, OrganisationId, PersonId};
use domain::mail::{LetterState, Refusal, Stage};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A recipient.
#[derive(Debug, Clone)]
pub(crate) struct RecipientRow {
    pub(crate) ordinal: i64,
    pub(crate) person: Option<PersonId>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) organisation_name: String,
    pub(crate) state: RecipientState,
    pub(crate) revision: i64,
    /// One more each time the question is passed on.
    pub(crate) version: i64,
    pub(crate) noted_by: Option<String>,
    /// What became of the letter that carries the last link, and when.
    pub(crate) letter: Option<(LetterState, Option<Instant>)>,
    /// What the mail server answered to it.
    answered_by_server: (Option<Stage>, Option<i64>, Option<String>),
    /// How many letters left for them and did not come back, asking or asking again.
    pub(crate) letters: i64,
    /// The last day of the last mandate of the person in the convention; none where it has no end, or where there never was one.
    pub(crate) mandate_until: Option<Day>,
    /// The last time that the question was passed on, and by whom as the journal keeps it.
    pub(crate) passed: Option<(Instant, Option<String>)>,
    /// The last form; read for one recipient alone.
    pub(crate) form: Option<String>,
}

query! {
    /// Who is asked, without what each answered.
    pub(crate) Recipients(convention: ConventionId, campaign: i64) -> RecipientRow
    reading ["campaign_recipient"]
    "SELECT ordinal, person, organisation, name, email, organisation_name, sent, reminders, opened, drafted, answered, outcome, \
        revision, noted_by, letter, settled, version, mandate_until, passed, passed_told, CAST(NULL AS TEXT), letters_left, \
        stage, code, server_answer, quiet FROM campaign_recipient WHERE convention = $4 AND campaign = $5 ORDER BY ordinal"
}

query! {
    /// One of them.
    pub(crate) OneRecipient(convention: ConventionId, campaign: i64, recipient: i64) -> RecipientRow
    reading ["campaign_recipient", "campaign_answer"]
    "SELECT ordinal, person, organisation, name, email, organisation_name, sent, reminders, opened, drafted, answered, outcome, \
        revision, noted_by, letter, settled, version, mandate_until, passed, passed_told, \
        (SELECT a.form FROM campaign_answer a WHERE a.convention = $4 AND a.campaign = $5 AND a.recipient = $6 \
        ORDER BY a.revision DESC LIMIT 1), letters_left, stage, code, server_answer, quiet FROM campaign_recipient \
        WHERE convention = $4 AND campaign = $5 AND ordinal = $6"
}

impl RecipientRow {
    /// What the mail server answered to the last letter.
    fn refusal(&self) -> Option<Refusal<'_>> {
        let (stage, code, words) = &self.answered_by_server;
        Some(Refusal {
            state: self.letter?.0,
            stage: *stage,
            code: *code,
            words: words.as_deref(),
        })
    }

    /// Why the last letter did not arrive, in French; nothing while it may.
    pub(crate) fn why_refused(&self) -> Option<&'static str> {
        let refusal = self.refusal()?;
        let ended = matches!(
            refusal.state,
            LetterState::Returned | LetterState::Refused | LetterState::GivenUp
        );
        refusal.french().filter(|_| ended)
    }

    /// Whether the answer was told by telephone.
    pub(crate) const fn by_telephone(&self) -> bool {
        matches!(self.state.answered, Some((_, Outcome::Telephone)))
    }

    /// Whether the last letter came back, was refused or given up.
    pub(crate) const fn was_refused(&self) -> bool {
        matches!(
            self.letter,
            Some((LetterState::Returned | LetterState::Refused | LetterState::GivenUp, _))
        )
    }
}

impl FromRow for RecipientRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let answered = match c.opt_instant(10)? {
            Some(at) => Some((at, c.word(11, Outcome::from_code)?)),
            None => None,
        };
        let letter = match c.opt_text(14)?.as_deref().and_then(LetterState::from_code) {
            Some(state) => Some((state, c.opt_instant(15)?)),
            None => None,
        };
        let mut row = Self {
            ordinal: c.int(0)?,
            person: c.opt_id(1)?,
            organisation: c.opt_id(2)?,
            name: c.text(3)?,
            email: c.opt_text(4)?,
            organisation_name: c.text(5)?,
            state: RecipientState {
                has_address: c.opt_str(4)?.is_some(),
                refused: false,
                quiet: c.opt_instant(25)?,
                sent: c.opt_instant(6)?,
                reminders: c.int(7)?,
                opened: c.opt_instant(8)?,
                drafted: c.opt_instant(9)?,
                answered,
            },
            revision: c.int(12)?,
            version: c.int(16)?,
            noted_by: c.opt_text(13)?,
            letter,
            mandate_until: c.opt_day(17)?,
            passed: match c.opt_instant(18)? {
                Some(at) => Some((at, c.opt_text(19)?)),
                None => None,
            },
            form: c.opt_text(20)?,
            letters: c.int(21)?,
            answered_by_server: (
                c.opt_text(22)?.as_deref().and_then(Stage::from_code),
                c.opt_int(23)?,
                c.opt_text(24)?,
            ),
        };
        row.state.refused = row.refusal().is_some_and(Refusal::is_of_the_address);
        Ok(row)
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Recipients>(), QueryInfo::of::<OneRecipient>()]
}
