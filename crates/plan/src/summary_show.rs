//! What matters before a meeting, on one sheet: how long is left, four figures with their denominators, two charts, what is
//! blocked, the next days. For those who decide, in two minutes, and on paper.
//!
//! Each figure is a link to its rows; nothing is counted that nobody reported.

use askama::Template;
use domain::access::Verb;
use domain::followup::{Status, Weather};
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{Href, href, with_query};
use web::visit::Visit;

use crate::dashboard_dates::{NextDate, next_dates};
use crate::dashboard_show::today_of;
use crate::dashboard_term::{Term, term};
use crate::dashboard_todo::listed;
use crate::rows::{ActionRow, Actions, Marks, Nodes, PeriodOf};
use crate::standing::{Standing, standings};
use crate::summary_chart::{Bar, Part, Slice, bars, states, weathers};
use crate::views::{counted, may};

/// A figure, out of all actions.
struct Figure {
    label: &'static str,
    value: usize,
    detail: String,
    address: String,
}

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
    figures: Vec<Figure>,
    bars: Vec<Bar>,
    states: Vec<Part>,
    weathers: Vec<Slice>,
    /// How many actions tell a weather.
    told: usize,
    blocked: Vec<Blocked>,
    dates: Vec<NextDate>,
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

    fn as_of(&self) -> Target {
        Target::Desk(DeskPlace::AsOf(self.convention))
    }
}

/// How many of those that need help are told.
const BLOCKED: usize = 6;

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("L’essentiel").await?;
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let actions = visit.rows(Actions { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let held = today_of(&mut visit, convention).await?;
    let standings = standings(&actions, &marks, &held.lanes, &[], visit.today);
    let page = SummaryShow {
        frame: frame.under(Target::Desk(DeskPlace::Summary(convention))),
        convention,
        today: visit.today,
        figures: figures(convention, &actions, &standings),
        bars: bars(&nodes, &actions, &standings),
        states: states(convention, &standings, &held.names),
        weathers: weathers(&standings),
        told: standings.iter().filter(|one| one.state.weather.is_some()).count(),
        blocked: blocked(convention, &actions, &standings),
        dates: next_dates(convention, &period, &actions, (&held, visit.today)),
        total: actions.len(),
        term: term(period, visit.today),
        shares: may(&visit, Verb::ShareSummary),
    };
    visit.page(&page)
}

fn figures(convention: ConventionId, actions: &[ActionRow], standings: &[Standing]) -> Vec<Figure> {
    let count = |keep: &dyn Fn(&Standing) -> bool| standings.iter().filter(|one| keep(one)).count();
    let table = || -> Href { href(Target::PlanTable(convention)) };
    let done = count(&|one| one.state.status.is_achieved());
    let pairs = actions.iter().zip(standings).filter(|(_, one)| one.late.is_some());
    let late: Vec<&str> = pairs.map(|(action, _)| action.number.as_str()).collect();
    let kept = count(&|one| one.state.status != Status::Abandoned);
    // Rounded to the nearest, over what was not given up: the same figure as the plan’s.
    let share = (done * 200 + kept).checked_div(kept * 2).unwrap_or(0);
    vec![
        Figure {
            label: "Engagées",
            value: count(&|one| one.state.status.is_engaged()),
            detail: "en préparation, en cours, réalisées ou pérennisées".to_owned(),
            address: table().to_string(),
        },
        Figure {
            label: "Réalisées",
            value: done,
            detail: format!(
                "soit {} de {}",
                french::percent(share),
                french::count(kept, "action non abandonnée", "actions non abandonnées")
            ),
            // One state is one list; two of them are in the whole table.
            address: if standings.iter().any(|one| one.state.status == Status::Sustained) {
                table().to_string()
            } else {
                with_query(table(), &[("etat", Status::Done.code())])
            },
        },
        Figure {
            label: "En retard",
            value: late.len(),
            detail: if late.is_empty() {
                "aucune action n’est en retard".to_owned()
            } else {
                listed(&late)
            },
            address: with_query(table(), &[("situation", "retard")]),
        },
        Figure {
            label: "Sans nouvelle",
            value: count(&|one| one.silent),
            detail: "depuis 60\u{a0}jours, ou depuis toujours".to_owned(),
            address: with_query(table(), &[("situation", "silence")]),
        },
    ]
}

fn blocked(convention: ConventionId, actions: &[ActionRow], standings: &[Standing]) -> Vec<Blocked> {
    let mut blocked: Vec<Blocked> = actions
        .iter()
        .zip(standings)
        .filter(|(_, one)| !one.state.status.is_over())
        .filter_map(|(action, one)| {
            let weather = one.state.weather.filter(|weather| *weather >= Weather::Overcast)?;
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
