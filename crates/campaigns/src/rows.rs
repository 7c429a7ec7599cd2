//! What the pages of those who run campaigns read.

use std::sync::Arc;

use domain::campaigns::{CampaignQuestion, CampaignState, Outcome, Questions, RecipientState, ReminderPolicy};
use domain::followup::{Channel, Percent, ReportStanding, Status, StatusNames, Weather};
use domain::ids::{ConventionId, OrganisationId, PersonId};
use domain::mail::LetterState;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::asked_rows::PeriodRow;
use crate::letters::Heading;

/// A campaign.
#[derive(Debug, Clone)]
pub(crate) struct CampaignRow {
    pub(crate) ordinal: i64,
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) due: Day,
    pub(crate) listed: Vec<CampaignQuestion>,
    pub(crate) reminders: ReminderPolicy,
    pub(crate) person: Option<String>,
    pub(crate) written: Instant,
    pub(crate) state: CampaignState,
    pub(crate) origin: Option<String>,
    pub(crate) open: Vec<String>,
    pub(crate) convention_name: String,
    pub(crate) period: PeriodRow,
    /// For which organisation the person who asks acts.
    pub(crate) organisation: Option<String>,
}

query! {
    /// One campaign, with its open questions.
    pub(crate) OneCampaign(convention: ConventionId, campaign: i64) -> CampaignRow
    reading ["campaign", "campaign_question"]
    "SELECT c.ordinal, c.title, c.message, c.due, c.questions, c.gap_days, c.most_reminders, c.person, c.written, c.launched, \
        c.closed, c.origin, \
        (SELECT q.text FROM campaign_question q WHERE q.convention = c.convention AND q.campaign = c.ordinal AND q.number = 1), \
        (SELECT q.text FROM campaign_question q WHERE q.convention = c.convention AND q.campaign = c.ordinal AND q.number = 2), \
        (SELECT q.text FROM campaign_question q WHERE q.convention = c.convention AND q.campaign = c.ordinal AND q.number = 3), \
        c.convention_name, c.places, c.start_day, c.end_day, c.organisation FROM campaign c WHERE c.convention = $4 AND c.ordinal = $5"
}

impl FromRow for CampaignRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let open = [c.opt_text(12)?, c.opt_text(13)?, c.opt_text(14)?];
        Ok(Self {
            ordinal: c.int(0)?,
            title: c.text(1)?,
            message: c.text(2)?,
            due: c.day(3)?,
            listed: c.word(4, Questions::parse)?,
            reminders: ReminderPolicy {
                gap_days: c.int(5)?,
                most: c.int(6)?,
            },
            person: c.opt_text(7)?,
            written: c.instant(8)?,
            state: CampaignState::of(c.opt_instant(9)?, c.opt_instant(10)?),
            origin: c.opt_text(11)?,
            open: open.into_iter().flatten().collect(),
            convention_name: named(&c.text(15)?, &c.text(16)?),
            period: PeriodRow {
                start: c.opt_day(17)?,
                end: c.opt_day(18)?,
            },
            organisation: c.opt_text(19)?,
        })
    }
}

impl CampaignRow {
    /// Who asks, and what for.
    pub(crate) fn heading(&self) -> Heading {
        Heading {
            title: self.title.clone(),
            convention: self.convention_name.clone(),
            author: self.person.clone(),
            organisation: self.organisation.clone(),
        }
    }
}

/// How a convention is called in a letter.
pub(crate) fn named(name: &str, places: &str) -> String {
    if places.is_empty() {
        return name.to_owned();
    }
    format!("{name}, {places}")
}

/// A campaign in the list, with how many were asked, opened their link, answered.
pub(crate) struct ListedRow {
    pub(crate) ordinal: i64,
    pub(crate) title: String,
    pub(crate) due: Day,
    pub(crate) state: CampaignState,
    pub(crate) asked: i64,
    pub(crate) opened: i64,
    pub(crate) answered: i64,
}

query! {
    /// The campaigns of a convention, the last one first.
    pub(crate) Campaigns(convention: ConventionId) -> ListedRow
    reading ["campaign", "campaign_recipient"]
    "SELECT c.ordinal, c.title, c.due, c.launched, c.closed, COUNT(r.ordinal), COUNT(r.opened), COUNT(r.answered) \
        FROM campaign c LEFT JOIN campaign_recipient r ON r.convention = c.convention AND r.campaign = c.ordinal \
        WHERE c.convention = $4 GROUP BY c.ordinal, c.title, c.due, c.launched, c.closed ORDER BY c.ordinal DESC"
}

impl FromRow for ListedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            title: c.text(1)?,
            due: c.day(2)?,
            state: CampaignState::of(c.opt_instant(3)?, c.opt_instant(4)?),
            asked: c.int(5)?,
            opened: c.int(6)?,
            answered: c.int(7)?,
        })
    }
}

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
    /// How many letters left for them, asking or asking again.
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
        revision, noted_by, letter, settled, version, mandate_until, passed, passed_told, CAST(NULL AS TEXT), letters_left \
        FROM campaign_recipient WHERE convention = $4 AND campaign = $5 ORDER BY ordinal"
}

query! {
    /// One of them.
    pub(crate) OneRecipient(convention: ConventionId, campaign: i64, recipient: i64) -> RecipientRow
    reading ["campaign_recipient", "campaign_answer"]
    "SELECT ordinal, person, organisation, name, email, organisation_name, sent, reminders, opened, drafted, answered, outcome, \
        revision, noted_by, letter, settled, version, mandate_until, passed, passed_told, \
        (SELECT a.form FROM campaign_answer a WHERE a.convention = $4 AND a.campaign = $5 AND a.recipient = $6 \
        ORDER BY a.revision DESC LIMIT 1), letters_left FROM campaign_recipient \
        WHERE convention = $4 AND campaign = $5 AND ordinal = $6"
}

impl RecipientRow {
    /// Whether the mail server of the recipient refused the last letter.
    pub(crate) const fn was_refused(&self) -> bool {
        matches!(self.letter, Some((LetterState::Refused, _)))
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
        Ok(Self {
            ordinal: c.int(0)?,
            person: c.opt_id(1)?,
            organisation: c.opt_id(2)?,
            name: c.text(3)?,
            email: c.opt_text(4)?,
            organisation_name: c.text(5)?,
            state: RecipientState {
                has_address: c.opt_str(4)?.is_some(),
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
        })
    }
}

/// What a recipient is asked about, with how it stands.
#[derive(Debug, Clone)]
pub(crate) struct LaneRow {
    pub(crate) convention: ConventionId,
    pub(crate) recipient: i64,
    pub(crate) action: i64,
    /// The party whose part it is; 0 for the whole.
    pub(crate) party: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) commune: Option<String>,
    pub(crate) known: Known,
    /// What its convention calls the states.
    pub(crate) names: Arc<StatusNames>,
}

/// What is known of a lane before the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) status: Option<Status>,
    pub(crate) weather: Option<Weather>,
    pub(crate) progress: Option<Percent>,
    pub(crate) day: Option<Day>,
    pub(crate) at: Option<Instant>,
    pub(crate) report: Option<i64>,
    pub(crate) done: Option<String>,
    pub(crate) difficulty: Option<String>,
    pub(crate) next: Option<String>,
}

query! {
    /// What all recipients of a campaign are asked about.
    pub(crate) Lanes(convention: ConventionId, campaign: i64) -> LaneRow
    reading ["campaign_lane"]
    "SELECT recipient, action, party, number, title, commune, status, weather, progress, expected, counted, report, done, convention, \
        difficulty, next_step FROM campaign_lane WHERE convention = $4 AND campaign = $5 ORDER BY recipient, action, party"
}

query! {
    /// What one of them is asked about.
    pub(crate) LanesOf(convention: ConventionId, campaign: i64, recipient: i64) -> LaneRow
    reading ["campaign_lane"]
    "SELECT recipient, action, party, number, title, commune, status, weather, progress, expected, counted, report, done, convention, \
        difficulty, next_step FROM campaign_lane WHERE convention = $4 AND campaign = $5 AND recipient = $6 ORDER BY action, party"
}

impl FromRow for LaneRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let known = Known {
            status: c.opt_text(6)?.as_deref().and_then(Status::from_code),
            weather: c.opt_text(7)?.as_deref().and_then(Weather::from_code),
            progress: c.opt_int(8)?.and_then(Percent::new),
            day: c.opt_day(9)?,
            at: c.opt_instant(10)?,
            report: c.opt_int(11)?,
            done: c.opt_text(12)?,
            difficulty: c.opt_text(14)?,
            next: c.opt_text(15)?,
        };
        Ok(Self {
            convention: c.id(13)?,
            recipient: c.int(0)?,
            action: c.int(1)?,
            party: c.int(2)?,
            number: c.text(3)?,
            title: c.text(4)?,
            commune: c.opt_text(5)?,
            known,
            names: Arc::default(),
        })
    }
}

/// A form that was sent.
pub(crate) struct FormRow {
    pub(crate) form: String,
}

impl FromRow for FormRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self { form: c.text(0)? })
    }
}

query! {
    /// How many reports of a campaign wait for someone to confirm them.
    pub(crate) CountAwaiting(convention: ConventionId, campaign: i64) -> i64
    reading ["campaign_report"]
    "SELECT COUNT(*) FROM campaign_report WHERE convention = $4 AND campaign = $5 AND standing = 'awaiting'"
}

/// A report of a recipient: of which lane, whether it counts, how it came.
#[derive(Debug, Clone)]
pub(crate) struct ReportRow {
    pub(crate) report: i64,
    pub(crate) standing: ReportStanding,
    pub(crate) channel: Channel,
    pub(crate) action: i64,
    pub(crate) party: i64,
    /// The answer that made it.
    pub(crate) revision: i64,
    /// Why it was set aside; read for whoever sent it alone.
    pub(crate) why: Option<String>,
}

query! {
    /// The reports of all the answers of a recipient, the last one first.
    pub(crate) ReportsOf(convention: ConventionId, campaign: i64, recipient: i64) -> ReportRow
    reading ["campaign_report"]
    "SELECT report, standing, channel, action, party, revision, CAST(NULL AS TEXT) FROM campaign_report \
        WHERE convention = $4 AND campaign = $5 AND recipient = $6 ORDER BY report DESC"
}

impl FromRow for ReportRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: c.int(0)?,
            standing: c.word(1, ReportStanding::from_code)?,
            channel: c.word(2, Channel::from_code)?,
            action: c.int(3)?,
            party: c.int(4)?,
            revision: c.int(5)?,
            why: c.opt_text(6)?.filter(|why| !why.is_empty()),
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<OneCampaign>(),
        QueryInfo::of::<Campaigns>(),
        QueryInfo::of::<Recipients>(),
        QueryInfo::of::<OneRecipient>(),
        QueryInfo::of::<Lanes>(),
        QueryInfo::of::<LanesOf>(),
        QueryInfo::of::<CountAwaiting>(),
        QueryInfo::of::<ReportsOf>(),
    ]
}
