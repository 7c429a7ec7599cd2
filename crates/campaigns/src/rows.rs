//! What the pages of those who run campaigns read of a campaign.

use domain::campaigns::{CampaignQuestion, CampaignState, Questions, ReminderPolicy};
use domain::ids::ConventionId;
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
    /// When the list of all links was handed over.
    pub(crate) links_listed: Option<Instant>,
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
        c.convention_name, c.places, c.start_day, c.end_day, c.organisation, c.listed FROM campaign c WHERE c.convention = $4 AND c.ordinal = $5"
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
            links_listed: c.opt_instant(20)?,
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

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OneCampaign>(), QueryInfo::of::<Campaigns>()]
}
