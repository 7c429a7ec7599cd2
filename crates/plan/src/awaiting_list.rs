//! The reports that wait: what partners proposed and what came by a personal link. Nothing that waits counts.

use askama::Template;
use domain::followup::LaneState;
use domain::ids::{ActionId, ConventionId, ReportId};
use domain::places::Target;
use store::{QueryInfo, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::answer_files::{AnswerFiles, FilesRow};
use crate::followup_rows::{AllChoices, Choices};
use crate::orgs::Orgs;
use crate::report_rows::{AwaitingReports, Lanes, Names, ReportRow};
use crate::rows::{Actions, Parties};

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
}

/// A report that waits, with the action that it is about.
struct Waiting {
    report: ReportRow,
    /// Whether something began to count on the same lane since it was written.
    newer: bool,
    number: String,
    title: String,
}

query! {
    /// How many reports wait.
    CountAwaiting(convention: ConventionId) -> i64
    reading ["awaiting_report"]
    "SELECT COUNT(*) FROM awaiting_report WHERE convention = $4 AND standing = 'awaiting'"
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let reports = visit
        .rows(AwaitingReports {
            convention,
            limit: SHOWN,
        })
        .await?;
    let total = match i64::try_from(reports.len()) {
        Ok(all) if all < SHOWN => all,
        _ => visit.first(CountAwaiting { convention }).await?.unwrap_or(0),
    };
    let actions = visit.rows(Actions { convention }).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let lanes = visit.rows(Lanes { convention }).await?;
    let names = AllChoices::of(visit.rows(Choices { convention }).await?).names;
    let frame = visit.frame("Réponses à confirmer").await?;
    let waiting = reports.into_iter().filter_map(|report| {
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
    let page = AwaitingList {
        waiting: waiting.collect(),
        files: visit.rows(AnswerFiles { convention }).await?,
        frame: frame
            .under(Target::awaiting_reports(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
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
    vec![QueryInfo::of::<CountAwaiting>(), QueryInfo::of::<AnswerFiles>()]
}
