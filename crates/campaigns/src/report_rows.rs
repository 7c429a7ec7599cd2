//! What is read of the answers of a recipient: the forms sent, the reports they made, what became of each.

use domain::followup::{Channel, Content, Percent, ReportStanding, Status, Update, Weather};
use domain::ids::ConventionId;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A form that was sent.
pub(crate) struct FormRow {
    pub(crate) form: String,
    /// Under which name it was sent, where it is read.
    pub(crate) by: Option<String>,
}

impl FromRow for FormRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            form: c.text(0)?,
            by: c.opt_text(1)?,
        })
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
    /// Why it was set aside.
    pub(crate) why: Option<String>,
    /// Since when it counts.
    pub(crate) counted: Option<Instant>,
    /// What it says.
    pub(crate) content: Content,
}

query! {
    /// The reports of all the answers of a recipient, the last one first.
    pub(crate) ReportsOf(convention: ConventionId, campaign: i64, recipient: i64) -> ReportRow
    reading ["campaign_report"]
    "SELECT report, standing, channel, action, party, revision, set_aside, counted, status, weather, progress, done, difficulty, \
        next_step, expected, reason, cleared FROM campaign_report \
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
            counted: c.opt_instant(7)?,
            content: content(c)?,
        })
    }
}

/// What a report says, from its column of the status on.
fn content(c: &Columns<'_>) -> Result<Content, StoreError> {
    let cleared = c.opt_text(16)?.unwrap_or_default();
    let clears = |name: &str| cleared.split(' ').any(|one| one == name);
    let weather = c.opt_text(9)?.as_deref().and_then(Weather::from_code);
    let progress = c.opt_int(10)?.and_then(Percent::new);
    Ok(Content {
        status: c.opt_text(8)?.as_deref().and_then(Status::from_code),
        weather: update(weather, clears("weather")),
        progress: update(progress, clears("progress")),
        done: c.opt_text(11)?,
        difficulty: c.opt_text(12)?,
        next: c.opt_text(13)?,
        day: update(c.opt_day(14)?, clears("day")),
        reason: c.opt_text(15)?,
        body: None,
        undoes: None,
    })
}

fn update<T>(value: Option<T>, clears: bool) -> Update<T> {
    match value {
        None if clears => Update::Clear,
        value => value.into(),
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<CountAwaiting>(), QueryInfo::of::<ReportsOf>()]
}
