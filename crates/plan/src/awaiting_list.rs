//! The reports that wait: what partners proposed and what came by a personal link. Nothing that waits counts.

use askama::Template;
use domain::access::Verb;
use domain::followup::LaneState;
use domain::ids::{ActionId, ConventionId, ReportId};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::answer_files::{AnswerFiles, FilesRow};
use crate::followup_rows::{AllChoices, Choices};
use crate::orgs::Orgs;
use crate::report_rows::{Lanes, Names, ReportRow};
use crate::rows::{ActionRow, Actions, Parties};

/// How many a page shows; the rest comes as these are settled.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "awaiting_list.html")]
struct AwaitingList {
    frame: Frame,
    convention: ConventionId,
    waiting: Vec<Waiting>,
    total: i64,
    names: Names,
    orgs: Orgs,
    files: Vec<FilesRow>,
    /// Whether whoever visits reads the campaigns, where those files are.
    reads_campaigns: bool,
    /// What became of the answer that was settled a moment ago.
    settled: Option<String>,
}

/// What the page before says that it did.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct JustDone {
    fait: String,
    action: Option<i64>,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Accepted,
    /// It was about the whole of an action whose lanes tell its state.
    AcceptedApart,
    Corrected,
    SetAside,
    /// It was settled before.
    Already,
}

impl Fate {
    const ALL: [Self; 5] = [
        Self::Accepted,
        Self::AcceptedApart,
        Self::Corrected,
        Self::SetAside,
        Self::Already,
    ];

    /// The word of the address.
    const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "acceptee",
            Self::AcceptedApart => "gardee",
            Self::Corrected => "corrigee",
            Self::SetAside => "ecartee",
            Self::Already => "deja",
        }
    }

    fn sentence(self, number: &str) -> String {
        match self {
            Self::Accepted => format!("La réponse sur l’action {number} est acceptée\u{a0}: elle compte dans le suivi."),
            Self::AcceptedApart => format!(
                "La réponse sur l’action {number} est acceptée et gardée avec elle. L’état de l’action n’a pas changé\u{a0}: ses volets \
                 disent le leur."
            ),
            Self::Corrected => format!(
                "La réponse sur l’action {number} est corrigée, puis acceptée\u{a0}: votre version compte dans le suivi, à votre nom."
            ),
            Self::SetAside => format!(
                "La réponse sur l’action {number} est écartée\u{a0}: elle ne change rien au suivi, et votre raison est gardée."
            ),
            Self::Already => format!("La réponse sur l’action {number} était déjà traitée\u{a0}: rien de plus n’est écrit."),
        }
    }
}

/// The list, saying what became of an answer about this action.
pub(crate) fn list_saying(convention: ConventionId, fate: Fate, action: i64) -> Answer {
    let action = action.to_string();
    let pairs = [("fait", fate.code()), ("action", &action)];
    Answer::see_other_with(Target::awaiting_reports(convention), &pairs)
}

impl JustDone {
    fn sentence(&self, actions: &[ActionRow]) -> Option<String> {
        let fate = Fate::ALL.into_iter().find(|fate| fate.code() == self.fait)?;
        let action = actions.iter().find(|action| Some(action.ordinal) == self.action)?;
        Some(fate.sentence(&action.number))
    }
}

/// A report that waits, with the action that it is about.
struct Waiting {
    report: ReportRow,
    /// Whether something began to count on the same lane since it was written.
    newer: bool,
    number: String,
    title: String,
}

/// A report that waits, and how many do.
struct AwaitingRow {
    report: ReportRow,
    total: i64,
}

impl FromRow for AwaitingRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: ReportRow::at(c, 0)?,
            total: c.int(17)?,
        })
    }
}

query! {
    /// The reports that wait in a convention, the oldest first, each with their number.
    AwaitingReports(convention: ConventionId, limit: i64) -> AwaitingRow
    reading ["awaiting_report"]
    "SELECT ordinal, action, party, channel, person, organisation, written, status, weather, progress, done, difficulty, next_step, \
        expected, reason, body, cleared, COUNT(*) OVER () FROM awaiting_report WHERE convention = $4 AND standing = 'awaiting' \
        ORDER BY ordinal LIMIT $5"
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let reports = visit
        .rows(AwaitingReports {
            convention,
            limit: SHOWN,
        })
        .await?;
    let total = reports.first().map_or(0, |row| row.total);
    let actions = visit.rows(Actions { convention }).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let lanes = visit.rows(Lanes { convention }).await?;
    let names = AllChoices::of(visit.rows(Choices { convention }).await?).names;
    let frame = visit.frame("Réponses à confirmer").await?;
    let waiting = reports.into_iter().filter_map(|AwaitingRow { report, .. }| {
        let action = actions.iter().find(|action| action.ordinal == report.action)?;
        let lane = lanes
            .iter()
            .find(|lane| (lane.action, lane.party) == (report.action, report.party));
        Some(Waiting {
            newer: lane.is_some_and(|lane| is_newer(&lane.state, &report)),
            number: action.number.clone(),
            title: action.title.clone(),
            report,
        })
    });
    let settled = visit.query::<JustDone>()?.sentence(&actions);
    let page = AwaitingList {
        settled,
        waiting: waiting.collect(),
        files: visit.rows(AnswerFiles { convention }).await?,
        frame: frame
            .under(Target::awaiting_reports(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
        reads_campaigns: visit.may(Verb::ViewCampaigns),
        convention,
        total,
        names,
        orgs,
    };
    visit.page(&page)
}

/// Whether something began to count on a lane since this report was written: accepting it would say the older after the newer.
pub(crate) fn is_newer(state: &LaneState, report: &ReportRow) -> bool {
    state.last.is_some_and(|(_, counted)| counted > report.written)
}

impl AwaitingList {
    fn one(&self, waiting: &Waiting) -> String {
        let id = ReportId {
            convention: self.convention,
            ordinal: waiting.report.ordinal,
        };
        href(Target::awaiting_report(id)).to_string()
    }

    /// How many files came with it, and where they are.
    fn files(&self, waiting: &Waiting) -> Option<(String, Target)> {
        self.files.iter().find_map(|files| files.of(waiting.report.ordinal))
    }

    fn action(&self, waiting: &Waiting) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: waiting.report.action,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AwaitingReports>(), QueryInfo::of::<AnswerFiles>()]
}
