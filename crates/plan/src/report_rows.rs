//! What is read of reports and lanes: what a report says, how the lanes of an action or of a plan stand, what waits.
//!
//! Nothing here decides what counts: the standing of a report does.

use std::collections::BTreeMap;

use domain::followup::{
    Channel, Content, Lane, LaneState, NewReport, Percent, ReportStanding, Signature, Status, StatusNames, Update, Weather,
};
use domain::ids::{ActionId, ConventionId, PersonId};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::visit::Visit;

/// The columns of what a report says, in their order: `status, weather, progress, done, difficulty, next_step, expected, reason,
/// body, cleared`.
pub(crate) fn content_at(c: &Columns<'_>, from: usize) -> Result<Content, StoreError> {
    let cleared = c.opt_str(from + 9)?.unwrap_or_default();
    Ok(Content {
        status: opt_word(c, from, Status::from_code)?,
        weather: update(opt_word(c, from + 1, Weather::from_code)?, cleared, "weather"),
        progress: update(percent(c, from + 2)?, cleared, "progress"),
        done: c.opt_text(from + 3)?,
        difficulty: c.opt_text(from + 4)?,
        next: c.opt_text(from + 5)?,
        day: update(c.opt_day(from + 6)?, cleared, "day"),
        reason: c.opt_text(from + 7)?,
        body: c.opt_int(from + 8)?,
        undoes: None,
    })
}

/// What a report does to a value: a value that is absent is taken back when its name is among those that are.
fn update<T>(value: Option<T>, cleared: &str, name: &str) -> Update<T> {
    match value {
        None if cleared.split(' ').any(|one| one == name) => Update::Clear,
        value => value.into(),
    }
}

/// The names of the values that a report takes back, as [`content_at`] reads them; nothing when it takes back none.
pub(crate) fn cleared(content: &Content) -> Option<String> {
    let all = [
        ("weather", content.weather.clears()),
        ("progress", content.progress.clears()),
        ("day", content.day.clears()),
    ];
    let names: Vec<&str> = all.into_iter().filter(|(_, clears)| *clears).map(|(name, _)| name).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

fn opt_word<T>(c: &Columns<'_>, at: usize, of: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
    match c.opt_str(at)? {
        None => Ok(None),
        Some(_) => c.word(at, of).map(Some),
    }
}

fn percent(c: &Columns<'_>, at: usize) -> Result<Option<Percent>, StoreError> {
    Ok(c.opt_int(at)?.and_then(Percent::new))
}

/// A report as it is kept, to be handed over again.
pub(crate) struct KeptContent {
    action: i64,
    party: i64,
    report: NewReportRest,
}

struct NewReportRest {
    ordinal: i64,
    channel: Channel,
    after: Option<i64>,
    corrects: Option<i64>,
    signature: Signature,
    content: Content,
}

impl KeptContent {
    /// The report, in its convention.
    pub(crate) fn of(self, convention: ConventionId) -> NewReport {
        let action = ActionId {
            convention,
            ordinal: self.action,
        };
        let rest = self.report;
        NewReport {
            ordinal: rest.ordinal,
            lane: Lane::stored(action, self.party),
            content: rest.content,
            signature: rest.signature,
            channel: rest.channel,
            after: rest.after,
            corrects: rest.corrects,
        }
    }
}

impl FromRow for KeptContent {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.int(0)?,
            party: c.int(1)?,
            report: NewReportRest {
                ordinal: c.int(2)?,
                channel: c.word(3, Channel::from_code)?,
                after: c.opt_int(4)?,
                signature: Signature {
                    person: c.opt_id(5)?,
                    organisation: c.opt_id(6)?,
                },
                content: content_at(c, 7)?,
                corrects: c.opt_int(17)?,
            },
        })
    }
}

/// How a lane stands, in a list.
#[derive(Debug, Clone)]
pub(crate) struct LaneRow {
    pub(crate) action: i64,
    /// 0 for the action as a whole.
    pub(crate) party: i64,
    pub(crate) state: LaneState,
}

query! {
    /// How every lane of a plan stands, those of one action together.
    pub(crate) Lanes(convention: ConventionId) -> LaneRow
    reading ["lane"]
    "SELECT action, party, status, weather, progress, expected, report, counted, news, decided_by FROM lane \
        WHERE convention = $4 ORDER BY action, party"
}

impl FromRow for LaneRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.int(0)?,
            party: c.int(1)?,
            state: lane_at(c, [2, 3, 4, 5, 6, 7, 8, 9])?,
        })
    }
}

/// How a lane stands, from the columns of its status, weather, progress, expected day, last report and its moment, last news, and
/// the body that gave it up.
pub(crate) fn lane_at(c: &Columns<'_>, columns: [usize; 8]) -> Result<LaneState, StoreError> {
    let [status, weather, progress, expected, report, counted, news, decided_by] = columns;
    Ok(LaneState {
        status: c.word(status, Status::from_code)?,
        weather: opt_word(c, weather, Weather::from_code)?,
        progress: percent(c, progress)?,
        day: c.opt_day(expected)?,
        decided_by: c.opt_int(decided_by)?,
        last: c.opt_int(report)?.zip(c.opt_instant(counted)?),
        news: c.opt_instant(news)?,
    })
}

/// What one convention calls a status.
pub(crate) struct LabelRow {
    status: Status,
    label: String,
}

query! {
    /// The names that a convention gives to statuses.
    pub(crate) Labels(convention: ConventionId) -> LabelRow
    reading ["status_label"]
    "SELECT status, label FROM status_label WHERE convention = $4"
}

impl FromRow for LabelRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            status: c.word(0, Status::from_code)?,
            label: c.text(1)?,
        })
    }
}

/// How a convention names each status, by its own words or the usual ones, and its bodies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    statuses: StatusNames,
    bodies: BTreeMap<i64, String>,
}

impl Names {
    pub(crate) fn of(rows: impl IntoIterator<Item = LabelRow>) -> Self {
        Self {
            statuses: rows.into_iter().map(|row| (row.status, row.label)).collect(),
            bodies: BTreeMap::new(),
        }
    }

    /// With one more.
    pub(crate) fn set(&mut self, status: Status, label: String) {
        self.statuses.set(status, label);
    }

    /// With the name of a body.
    pub(crate) fn set_body(&mut self, ordinal: i64, name: String) {
        self.bodies.insert(ordinal, name);
    }

    /// The name of a body, if it is still one of the convention.
    pub(crate) fn body(&self, ordinal: &i64) -> Option<&str> {
        self.bodies.get(ordinal).map(String::as_str)
    }

    /// What this convention calls it.
    pub(crate) fn name(&self, status: &Status) -> &str {
        self.statuses.name(*status)
    }

    /// Whether it chose a name for one of these.
    pub(crate) fn has_own(&self, statuses: &[Status]) -> bool {
        statuses.iter().any(|status| self.own(status).is_some())
    }

    /// The states of what is engaged, in words: the names of the convention, where it chose one.
    pub(crate) fn engaged(&self) -> String {
        let engaged = Status::ALL.into_iter().filter(|status| status.is_engaged());
        let engaged: Vec<Status> = engaged.collect();
        if !self.has_own(&engaged) {
            return "en préparation, en cours, réalisées ou pérennisées".to_owned();
        }
        let names = engaged.iter().map(|status| format!("«\u{a0}{}\u{a0}»", self.name(status)));
        let mut names: Vec<String> = names.collect();
        let last = names.pop().unwrap_or_default();
        format!("dans l’état {} ou {last}", names.join(", "))
    }

    /// The name that this convention chose, if it did.
    pub(crate) fn own(&self, status: &Status) -> Option<&str> {
        self.statuses.own(*status)
    }
}

/// A report, told on a page.
#[derive(Debug, Clone)]
pub(crate) struct ReportRow {
    pub(crate) ordinal: i64,
    pub(crate) action: i64,
    pub(crate) party: i64,
    pub(crate) content: Content,
    pub(crate) channel: Channel,
    pub(crate) person: Option<String>,
    /// Who noted it for that person, told on the telephone.
    pub(crate) noted_by: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) written: Instant,
    /// The report that it corrects.
    pub(crate) corrects: Option<i64>,
    /// When that one was written, for those who do not see it too.
    pub(crate) corrected: Option<Instant>,
}

impl ReportRow {
    /// The report that begins at this column: `ordinal, action, party, channel, person, organisation, written`, then what it says.
    pub(crate) fn at(c: &Columns<'_>, from: usize) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(from)?,
            action: c.int(from + 1)?,
            party: c.int(from + 2)?,
            channel: c.word(from + 3, Channel::from_code)?,
            person: c.opt_text(from + 4)?,
            noted_by: None,
            organisation: c.opt_text(from + 5)?,
            written: c.instant(from + 6)?,
            content: content_at(c, from + 7)?,
            corrects: None,
            corrected: None,
        })
    }

    /// The same, correcting another one, written at this moment.
    pub(crate) fn correcting(mut self, corrects: Option<i64>, corrected: Option<Instant>) -> Self {
        (self.corrects, self.corrected) = (corrects, corrected);
        self
    }

    /// The same, noted by someone for who told it.
    pub(crate) fn noted_by(self, noted_by: Option<String>) -> Self {
        Self { noted_by, ..self }
    }

    /// Who signs it.
    pub(crate) fn signature(&self) -> String {
        match &self.noted_by {
            Some(by) => format!("noté par {by} pour {}", self.told_by()),
            None => self.told_by(),
        }
    }

    fn told_by(&self) -> String {
        self.author().unwrap_or_else(|| "Sans signature".to_owned())
    }

    /// Who said it, and for whom.
    pub(crate) fn author(&self) -> Option<String> {
        match (&self.person, &self.organisation) {
            (Some(person), Some(organisation)) => Some(format!("{person}, {organisation}")),
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (None, None) => None,
        }
    }
}

impl FromRow for ReportRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Self::at(c, 0)
    }
}

query! {
    /// The last report that counts on one lane.
    pub(crate) LastReport(convention: ConventionId, action: i64, party: i64) -> ReportRow
    reading ["report"]
    "SELECT ordinal, action, party, channel, person, organisation, written, status, weather, progress, done, difficulty, next_step, \
        expected, reason, body, cleared FROM report WHERE convention = $4 AND action = $5 AND party = $6 ORDER BY rank DESC LIMIT 1"
}

query! {
    /// One report that waits.
    pub(crate) AwaitingReport(convention: ConventionId, ordinal: i64) -> ReportRow
    reading ["awaiting_report"]
    "SELECT ordinal, action, party, channel, person, organisation, written, status, weather, progress, done, difficulty, next_step, \
        expected, reason, body, cleared FROM awaiting_report WHERE convention = $4 AND ordinal = $5 AND standing = 'awaiting'"
}

/// What someone proposed, and what became of it.
pub(crate) struct ProposedRow {
    ordinal: i64,
    pub(crate) standing: ReportStanding,
    pub(crate) written: Instant,
    pub(crate) done: Option<String>,
    /// Why it was set aside.
    pub(crate) reason: Option<String>,
}

query! {
    /// What one proposed of an action, the last first.
    pub(crate) OwnProposals(person: PersonId, convention: ConventionId, action: i64) -> ProposedRow
    reading ["own_report"]
    "SELECT standing, written, done, set_aside, ordinal FROM own_report WHERE person = $4 AND convention = $5 AND action = $6 \
        ORDER BY written DESC LIMIT 10"
}

impl OwnProposals {
    pub(crate) fn of(visit: &Visit, lane: Lane) -> Self {
        Self {
            person: visit.viewer.person().unwrap_or(PersonId::new(0)),
            convention: lane.convention(),
            action: lane.action.ordinal,
        }
    }
}

impl FromRow for ProposedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            standing: c.word(0, ReportStanding::from_code)?,
            written: c.instant(1)?,
            done: c.opt_text(2)?,
            reason: c.opt_text(3)?.filter(|reason| !reason.is_empty()),
            ordinal: c.int(4)?,
        })
    }
}

impl ProposedRow {
    /// Whether it is this one, and waits still.
    pub(crate) fn waits_as(&self, ordinal: i64) -> bool {
        self.ordinal == ordinal && self.standing == ReportStanding::Awaiting
    }

    /// What became of it.
    pub(crate) const fn fate(&self) -> &'static str {
        match self.standing {
            ReportStanding::Kept => "acceptée",
            ReportStanding::Awaiting => "attend d’être confirmée",
            ReportStanding::SetAside if self.reason.is_none() => "reprise avec des corrections",
            ReportStanding::SetAside => "écartée",
        }
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Lanes>(),
        QueryInfo::of::<Labels>(),
        QueryInfo::of::<LastReport>(),
        QueryInfo::of::<AwaitingReport>(),
        QueryInfo::of::<OwnProposals>(),
    ]
}
