//! All that happened to one action: reports, milestones, marks on its details, and for those who confirm, what was set aside. It can be read by lane,
//! page by page, to the first day.
//!
//! Nothing is changed from here.

use std::collections::BTreeMap;

use askama::Template;
use domain::ids::ActionId;
use domain::places::{DeskPlace, Target};
use serde::Deserialize;
use web::answer::Answer;
use web::components::{Pager, ViewLink};
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::detail_rows::{Details, DetailsOf};
use crate::followup_rows::{Desk, DeskRow};
use crate::history_events::{Event, events};
use crate::history_rows::{Told, ToldOf, VersionsOf};
use crate::orgs::Orgs;
use crate::rows::Parties;
use crate::views::counted;

/// How many events a page tells.
const PAGE: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// A party, 0 for the action as a whole, nothing for all.
    volet: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "action_history.html")]
struct ActionHistory {
    frame: Frame,
    action: ActionId,
    desk: DeskRow,
    orgs: Orgs,
    events: Vec<Event>,
    lanes: Vec<ViewLink>,
    found: usize,
    pager: Pager,
    /// On which page each report is.
    pages: BTreeMap<i64, usize>,
}

impl ActionHistory {
    fn lane(&self, event: &Event) -> Option<&str> {
        self.orgs.badge(&event.party).map(|badge| badge.name.as_str())
    }

    /// Where a report is told; nothing when it is not among those listed.
    fn place_of(&self, report: &i64) -> Option<String> {
        let page = self.pages.get(report)?;
        Some(format!("{}{page}#compte-rendu-{report}", self.pager.address))
    }

    fn count(&self) -> String {
        counted(&self.found, "événement", "événements")
    }

    fn target(&self) -> Target {
        Target::Action(self.action)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let id = visit.action()?;
    let (convention, action) = (id.convention, id.ordinal);
    let asked: Asked = visit.query()?;
    let head = Desk {
        convention,
        action,
        party: 0,
        organisation: 0,
    };
    let desk = visit.first(head).await?.ok_or(Failure::NotFound)?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let told = Told::of(visit.rows(ToldOf { convention, action }).await?);
    let versions = visit.rows(VersionsOf { convention, action }).await?;
    let frame = visit.frame(format!("Historique de l’action {}", desk.number)).await?;
    let details = Details::of(id, visit.rows(DetailsOf { convention, action }).await?);
    let mut events = events(&told, &versions, &details);
    let lanes = lanes(id, &orgs, &events, &asked.volet);
    if !asked.volet.is_empty() {
        let party: i64 = asked.volet.parse().map_err(|_| Failure::NotFound)?;
        events.retain(|event| event.party == party);
    }
    let found = events.len();
    let placed = events.iter().enumerate();
    let on_page = placed
        .filter_map(|(index, event)| Some((event.report?, index / PAGE + 1)))
        .collect();
    let pager = pager(id, &asked, found)?;
    let page = ActionHistory {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .crumb(format!("Action {}", desk.number), Target::Action(id))
            .called("Historique"),
        action: id,
        events: events.into_iter().skip((pager.page as usize - 1) * PAGE).take(PAGE).collect(),
        desk,
        orgs,
        lanes,
        found,
        pager,
        pages: on_page,
    };
    visit.page(&page)
}

/// The lanes of which something is told, and all of them.
fn lanes(action: ActionId, orgs: &Orgs, events: &[Event], typed: &str) -> Vec<ViewLink> {
    let place = || href(Target::Desk(DeskPlace::History(action)));
    let mut links = vec![ViewLink::new("Tout", place(), typed.is_empty())];
    let mut parties: Vec<i64> = events.iter().map(|event| event.party).collect();
    parties.sort_unstable();
    parties.dedup();
    if parties.len() < 2 && typed.is_empty() {
        return Vec::new();
    }
    links.extend(parties.into_iter().map(|party| {
        let word = party.to_string();
        let name = orgs.badge(&party).map_or("Toute l’action", |badge| badge.name.as_str());
        ViewLink::new(name, with_query(place(), &[("volet", word.as_str())]), word == typed)
    }));
    links
}

fn pager(action: ActionId, asked: &Asked, found: usize) -> Result<Pager, Failure> {
    let only = [("volet", asked.volet.as_str())];
    let asked_for: &[(&str, &str)] = if asked.volet.is_empty() { &[] } else { &only };
    let list = with_query(href(Target::Desk(DeskPlace::History(action))), asked_for);
    Pager::of(asked.page, found, PAGE, &list)
}
