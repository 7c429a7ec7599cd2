//! The sheet of an elected person: one page by a link, without a password, until a day. Ten lines and two charts, on one sheet of
//! paper.
//!
//! Opening it writes nothing, and it leads nowhere else. A link that ended, was taken back or never was is answered with one page, and
//! its secret is too long to be found by trying: who shares the address of someone that tries is not made to wait.

use askama::Template;
use domain::access::Viewer;
use domain::followup::{OnDay, Weather};
use domain::summary::FEWEST_TOLD;
use domain::time::Day;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Secret;
use web::frame::Frame;
use web::session::Token;
use web::visit::Visit;

use crate::dashboard_term::term;
use crate::mayor_lines::{Line, OfCommune, Sought, Told, lines, of_commune};
use crate::mayor_rows::{HeldActions, HeldCommunes, HeldLed, HeldMarks, HeldNodes, HeldRow, HeldSummary, HeldToday};
use crate::rows::{ActionRow, NodeRow};
use crate::standing::standings;
use crate::summary_chart::{Bar, Part, Slice, bars, states, weathers};
use crate::today_rows::Today;

/// The secret, as the address holds it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    cle: Secret<String>,
}

#[derive(Template)]
#[template(path = "mayor_sheet.html")]
struct MayorSheet {
    frame: Frame,
    held: HeldRow,
    today: Day,
    lines: [Line; 10],
    bars: Vec<Bar>,
    states: Vec<Part>,
    weathers: Vec<Slice>,
    /// Whether some weathers are told by too few to be shown.
    hidden: bool,
    /// How many actions tell those that are shown.
    told: usize,
    total: usize,
    /// Actions whose title alone names the commune: proposed, and counted nowhere.
    proposed: Vec<ActionRow>,
    /// How many name another commune in their title alone, and are counted nowhere either.
    of_others: usize,
}

impl MayorSheet {
    /// What is said of those that are not counted here.
    fn others(&self) -> String {
        let count = i64::try_from(self.of_others).unwrap_or(i64::MAX);
        let (names, counted) = match self.of_others {
            1 => ("nomme", "elle n’est pas comptée"),
            _ => ("nomment", "elles ne sont pas comptées"),
        };
        format!(
            "{} {names} une autre commune dans le titre seul\u{a0}: {counted} ici.",
            web::french::count(count, "action", "actions")
        )
    }

    fn shows_weather(&self) -> bool {
        self.told >= FEWEST_TOLD
    }
}

#[derive(Template)]
#[template(path = "mayor_none.html")]
struct NoSheet {
    frame: Frame,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit).await;
    };
    let page = sheet(&mut visit, held).await?;
    visit.page(&page)
}

/// What the secret opens. From here on the visit is that of whoever holds the link.
async fn enter(visit: &mut Visit, key: &str) -> Result<Option<HeldRow>, Failure> {
    let Some(token) = Token::parse(key) else {
        return Ok(None);
    };
    visit.viewer = Viewer::Link(token.digest());
    let held = visit.first(HeldSummary {}).await?;
    if let Some(held) = &held {
        visit.holds(held.nature);
    }
    Ok(held)
}

async fn sheet(visit: &mut Visit, held: HeldRow) -> Result<MayorSheet, Failure> {
    let frame = visit.frame("La convention en une page").await?;
    let nodes = visit.rows(HeldNodes {}).await?;
    let all = visit.rows(HeldActions {}).await?;
    let marks = visit.rows(HeldMarks {}).await?;
    let today = Today::of(visit.rows(HeldToday {}).await?);
    let on = OnDay {
        today: visit.today,
        begins: held.period.start,
    };
    let own = standings(&all, &marks, &today.lanes, &[], on);
    let counted = match held.party {
        Some(party) => {
            let communes = visit.rows(HeldCommunes {}).await?;
            let led = visit.rows(HeldLed {}).await?;
            let sought = Sought {
                party,
                led: &led,
                on,
                communes: &communes,
            };
            of_commune(all, own, &today.lanes, &sought)
        }
        None => OfCommune {
            actions: all,
            standings: own,
            ..OfCommune::default()
        },
    };
    Ok(drawn((visit.today, frame, held), &nodes, counted, &today))
}

/// The sheet, from what was read.
fn drawn((today, frame, held): (Day, Frame, HeldRow), nodes: &[NodeRow], counted: OfCommune, read: &Today) -> MayorSheet {
    let (actions, standings) = (counted.actions.as_slice(), counted.standings.as_slice());
    let ends = term(held.period.clone(), today);
    let told = Told {
        commune: held.commune.as_deref().map(|commune| (commune, counted.unnamed)),
        actions,
        standings,
        period: &held.period,
        term: ends.as_ref(),
        held: read,
        today,
    };
    let weathers = told_by_enough(weathers(held.convention, standings));
    MayorSheet {
        frame,
        today,
        lines: lines(&told),
        bars: bars(held.convention, nodes, actions, standings),
        states: states(held.convention, standings, &read.names),
        told: weathers.iter().map(|slice| slice.count).sum(),
        hidden: weathers.len() < Weather::ALL.len(),
        weathers,
        total: actions.len(),
        of_others: counted.of_others,
        proposed: counted.proposed,
        held,
    }
}

/// A weather that one or two actions tell is what somebody said of them: it is left out, and so is how many. Fair weathers go together,
/// and so do foul ones: the figure of those that need help would give the one that is left out by what stands beside it.
fn told_by_enough(weathers: Vec<Slice>) -> Vec<Slice> {
    let few = |slice: &Slice| (1..FEWEST_TOLD).contains(&slice.count);
    let is_foul = |slice: &Slice| slice.weather >= Weather::Overcast;
    let left: Vec<bool> = weathers.iter().filter(|slice| few(slice)).map(is_foul).collect();
    weathers.into_iter().filter(|slice| !left.contains(&is_foul(slice))).collect()
}

/// The page of a link that opens nothing, whatever the reason.
async fn none(visit: &mut Visit) -> Result<Answer, Failure> {
    visit.viewer = Viewer::Visitor;
    let page = NoSheet {
        frame: visit.frame("Lien sans effet").await?,
    };
    visit.page(&page)
}
