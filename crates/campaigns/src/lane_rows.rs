//! What each recipient is asked about: an action, or the part of its commune in it.

use std::sync::Arc;

use domain::followup::{Percent, Status, StatusNames, Weather};
use domain::ids::ConventionId;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// What a recipient is asked about, with how it stands.
#[derive(Debug, Clone)]
pub(crate) struct LaneRow {
    pub(crate) convention: ConventionId,
    pub(crate) action: i64,
    /// The party whose part it is; 0 for the whole.
    pub(crate) party: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) commune: Option<String>,
    pub(crate) known: Known,
    /// Of the whole: what communes tell of their own parts.
    pub(crate) parts: Vec<PartRow>,
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

/// What a commune tells of its part of an action that one is asked about as a whole.
#[derive(Debug, Clone)]
pub(crate) struct PartRow {
    pub(crate) action: i64,
    pub(crate) commune: String,
    pub(crate) status: Status,
    pub(crate) progress: Option<Percent>,
}

query! {
    /// What communes tell of the actions about which the holder of a link is asked as wholes.
    pub(crate) HeldParts() -> PartRow
    reading ["held_part"]
    "SELECT action, commune, status, progress FROM held_part ORDER BY action, party"
}

impl FromRow for PartRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.int(0)?,
            commune: c.text(1)?,
            status: c.word(2, Status::from_code)?,
            progress: c.opt_int(3)?.and_then(Percent::new),
        })
    }
}

/// An action that a recipient is asked about, to be named.
#[derive(Debug, Clone)]
pub(crate) struct AskedActionRow {
    pub(crate) recipient: i64,
    pub(crate) action: i64,
    pub(crate) number: String,
    title: String,
    commune: Option<String>,
}

query! {
    /// The actions that all recipients of a campaign are asked about.
    pub(crate) AskedActions(convention: ConventionId, campaign: i64) -> AskedActionRow
    reading ["campaign_lane"]
    "SELECT recipient, action, number, title, commune FROM campaign_lane WHERE convention = $4 AND campaign = $5 \
        ORDER BY recipient, action, party"
}

query! {
    /// Those that one of them is asked about.
    pub(crate) AskedActionsOf(convention: ConventionId, campaign: i64, recipient: i64) -> AskedActionRow
    reading ["campaign_lane"]
    "SELECT recipient, action, number, title, commune FROM campaign_lane WHERE convention = $4 AND campaign = $5 AND recipient = $6 \
        ORDER BY action, party"
}

impl FromRow for AskedActionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            recipient: c.int(0)?,
            action: c.int(1)?,
            number: c.text(2)?,
            title: c.text(3)?,
            commune: c.opt_text(4)?,
        })
    }
}

impl AskedActionRow {
    /// "12, Ouvrir un lieu (Vauxelle)".
    pub(crate) fn words(&self) -> String {
        action_words(&self.number, &self.title, self.commune.as_deref())
    }
}

/// An action, as a letter names it.
pub(crate) fn action_words(number: &str, title: &str, commune: Option<&str>) -> String {
    match commune {
        Some(commune) => format!("{number}, {title} ({commune})"),
        None => format!("{number}, {title}"),
    }
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
            action: c.int(1)?,
            party: c.int(2)?,
            number: c.text(3)?,
            title: c.text(4)?,
            commune: c.opt_text(5)?,
            known,
            parts: Vec::new(),
            names: Arc::default(),
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<LanesOf>(),
        QueryInfo::of::<AskedActions>(),
        QueryInfo::of::<AskedActionsOf>(),
    ]
}
