//! The sheet of an elected person: one page by a link, without a password, until a day. Ten lines and two charts, on one sheet of
//! paper.
//!
//! Opening it writes nothing, and it leads nowhere else. A link that ended, was taken back or never was is answered with one page.

use askama::Template;
use domain::access::Viewer;
use domain::digest::Digest;
use domain::people::{Pace, Tried};
use domain::summary::FEWEST_TOLD;
use domain::time::{Day, Instant};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Secret;
use web::frame::Frame;
use web::session::Token;
use web::visit::Visit;

use crate::dashboard_term::term;
use crate::mayor_lines::{Line, Told, lines, of_commune};
use crate::mayor_rows::{HeldActions, HeldMarks, HeldNodes, HeldRow, HeldSummary, HeldToday};
use crate::rows::{ActionRow, NodeRow};
use crate::standing::{Standing, standings};
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
    /// How many actions tell a weather.
    told: usize,
    total: usize,
}

impl MayorSheet {
    fn shows_weather(&self) -> bool {
        self.told >= FEWEST_TOLD
    }
}

#[derive(Template)]
#[template(path = "mayor_none.html")]
struct NoSheet {
    frame: Frame,
}

/// How many links that open nothing are tried from one address of the network.
const TRIES: Pace = Pace {
    free: 20,
    first_wait: 60,
    longest_wait: 15 * 60,
    forget: 60,
};

const TRIED: &str = "tried_summary_link";

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    if waits(&mut visit).await? {
        return none(&mut visit).await;
    }
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        count_one(&mut visit).await?;
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
    visit.first(HeldSummary {}).await
}

async fn sheet(visit: &mut Visit, held: HeldRow) -> Result<MayorSheet, Failure> {
    let frame = visit.frame("La convention en une page").await?;
    let nodes = visit.rows(HeldNodes {}).await?;
    let all = visit.rows(HeldActions {}).await?;
    let marks = visit.rows(HeldMarks {}).await?;
    let today = Today::of(visit.rows(HeldToday {}).await?);
    let own = standings(&all, &marks, &today.lanes, &[], visit.today);
    let (actions, standings, unnamed) = match held.party {
        Some(party) => of_commune(all, own, &today.lanes, (party, visit.today)),
        None => (all, own, 0),
    };
    Ok(drawn(
        (visit.today, frame, held),
        &nodes,
        (&actions, &standings, unnamed),
        &today,
    ))
}

/// The sheet, from what was read.
fn drawn(
    (today, frame, held): (Day, Frame, HeldRow),
    nodes: &[NodeRow],
    (actions, standings, unnamed): (&[ActionRow], &[Standing], usize),
    read: &Today,
) -> MayorSheet {
    let ends = term(held.period.clone(), today);
    let told = Told {
        commune: held.commune.as_deref().map(|commune| (commune, unnamed)),
        actions,
        standings,
        period: &held.period,
        term: ends.as_ref(),
        held: read,
        today,
    };
    MayorSheet {
        frame,
        today,
        lines: lines(&told),
        bars: bars(held.convention, nodes, actions, standings),
        states: states(held.convention, standings, &read.names),
        weathers: weathers(held.convention, standings),
        told: standings.iter().filter(|one| one.state.weather.is_some()).count(),
        total: actions.len(),
        held,
    }
}

/// The page of a link that opens nothing, whatever the reason.
async fn none(visit: &mut Visit) -> Result<Answer, Failure> {
    visit.viewer = Viewer::Visitor;
    let page = NoSheet {
        frame: visit.frame("Lien sans effet").await?,
    };
    visit.page(&page)
}

fn counted_at(visit: &Visit) -> Digest {
    Digest::of_parts([TRIED.as_bytes(), visit.counted_address().as_bytes()])
}

fn tried(note: Option<(String, Instant)>) -> Option<Tried> {
    note.map(|(value, at)| Tried {
        count: value.parse().unwrap_or(0),
        at,
    })
}

/// Whether too many links that open nothing were tried from there: what is tried next is not looked at.
async fn waits(visit: &mut Visit) -> Result<bool, Failure> {
    let (key, now) = (counted_at(visit), visit.now);
    let mut notes = visit.notes().await?;
    let held = notes.hold(TRIED, key).await?;
    let before = tried(held.map(|note| (note.value, note.at)));
    Ok(TRIES.attempt(before, now).is_err())
}

/// One more that opens nothing.
async fn count_one(visit: &mut Visit) -> Result<(), Failure> {
    let (key, now) = (counted_at(visit), visit.now);
    let mut notes = visit.notes().await?;
    let held = notes.hold(TRIED, key).await?;
    let Ok(tried) = TRIES.attempt(tried(held.map(|note| (note.value, note.at))), now) else {
        return Ok(());
    };
    let expires = now.plus_seconds(TRIES.memory(tried));
    notes.keep(TRIED, key, &tried.count.to_string(), expires).await?;
    notes.commit().await?;
    Ok(())
}
