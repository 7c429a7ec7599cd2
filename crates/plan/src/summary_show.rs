//! What matters before a meeting, on one sheet: how long is left, ten lines with their denominators, two charts, who needs help. For
//! those who decide, in two minutes, and on paper: printed, it is one page.
//!
//! Each figure is a link to its rows; nothing is counted that nobody reported.

use askama::Template;
use domain::access::Verb;
use domain::followup::{OnDay, Weather};
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::dashboard_dates::next_dates;
use crate::dashboard_show::today_of;
use crate::dashboard_term::{Term, term};
use crate::progress_filter::Situation;
use crate::rows::{ActionRow, Actions, Marks, Nodes, PeriodOf};
use crate::standing::{Standing, standings};
use crate::summary_chart::{Bar, Part, Slice, bars, states, weathers};
use crate::summary_lines::{Line, Sources};
use crate::views::counted;

/// An action that needs help.
struct Blocked {
    target: Target,
    title: String,
    weather: Weather,
    late: bool,
}

#[derive(Template)]
#[template(path = "summary_show.html")]
struct SummaryShow {
    frame: Frame,
    convention: ConventionId,
    today: Day,
    term: Option<Term>,
    lines: Vec<Line>,
    bars: Vec<Bar>,
    states: Vec<Part>,
    weathers: Vec<Slice>,
    /// How many actions tell a weather.
    told: usize,
    blocked: Vec<Blocked>,
    /// How many more need help.
    more_blocked: usize,
    total: usize,
    /// Whether this person makes links that open the sheet to elected people.
    shares: bool,
}

impl SummaryShow {
    fn links(&self) -> Target {
        Target::Desk(DeskPlace::SummaryLinks(self.convention))
    }

    fn agreement(&self) -> Target {
        Target::Convention(self.convention)
    }

    fn told(&self) -> String {
        format!(
            "{} sur {}",
            counted(&self.told, "action en donne une", "actions en donnent une"),
            self.total
        )
    }

    fn felt(&self) -> String {
        with_query(href(self.table()), &[("situation", Situation::Felt.code())])
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    /// The rest of those that need help, and all of them.
    fn others(&self) -> String {
        crate::views::counted(&self.more_blocked, "autre", "autres")
    }

    fn asking(&self) -> String {
        with_query(href(self.table()), &[("situation", Situation::AsksForHelp.code())])
    }

    fn as_of(&self) -> Target {
        Target::Desk(DeskPlace::AsOf(self.convention))
    }
}

/// How many of those that need help are told.
const BLOCKED: usize = 3;

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("L’essentiel").await?;
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let actions = visit.rows(Actions { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let held = today_of(&mut visit, convention).await?;
    let on = OnDay {
        today: visit.today,
        begins: period.start,
    };
    let standings = standings(&actions, &marks, &held.lanes, &[], on);
    let sources = Sources {
        convention,
        actions: &actions,
        standings: &standings,
        held: &held,
        today: visit.today,
    };
    let page = SummaryShow {
        frame: frame.under(Target::Desk(DeskPlace::Summary(convention))),
        convention,
        today: visit.today,
        lines: sources.lines(&next_dates(convention, &period, &actions, (&held, visit.today))),
        bars: bars(convention, &nodes, &actions, &standings),
        states: states(convention, &standings, &held.names),
        weathers: weathers(convention, &standings),
        told: standings.iter().filter(|one| one.state.weather.is_some()).count(),
        more_blocked: standings
            .iter()
            .filter(|one| Situation::AsksForHelp.is(one))
            .count()
            .saturating_sub(BLOCKED),
        blocked: blocked(convention, &actions, &standings),
        total: actions.len(),
        term: term(period, visit.today),
        shares: visit.may(Verb::ShareSummary),
    };
    visit.page(&page)
}

fn blocked(convention: ConventionId, actions: &[ActionRow], standings: &[Standing]) -> Vec<Blocked> {
    let mut blocked: Vec<Blocked> = actions
        .iter()
        .zip(standings)
        .filter(|(_, one)| Situation::AsksForHelp.is(one))
        .filter_map(|(action, one)| {
            let weather = one.state.weather?;
            Some(Blocked {
                target: Target::Action(ActionId {
                    convention,
                    ordinal: action.ordinal,
                }),
                title: format!("{}. {}", action.number, action.title),
                weather,
                late: one.late.is_some(),
            })
        })
        .collect();
    blocked.sort_by_key(|one| std::cmp::Reverse(one.weather));
    blocked.truncate(BLOCKED);
    blocked
}
