//! The first page of a convention: how long it lasts, what there is to do today, every action as a pip with its state, the next
//! days, what the text leaves open. Whoever carries actions finds theirs first.
//!
//! It invents no progress: an action nobody reported on is shown as planned by the contract. Each number is a link to its rows.

use askama::Template;
use domain::access::Verb;
use domain::followup::OnDay;
use domain::ids::{ActionId, ConventionId, Id};
use domain::places::{DeskPlace, Target};
use domain::time::{Day, Instant};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::reminder::Reminder;
use web::visit::Visit;

use crate::dashboard_board::{BoardStep, Count, board, counts};
use crate::dashboard_dates::{NextDate, next_dates};
use crate::dashboard_own::{OwnAction, OwnProposal, Seat, own_actions, own_proposals};
use crate::dashboard_since::{MOST, Since};
use crate::dashboard_term::{Term, term};
use crate::dashboard_todo::{Todo, awaiting, gaps, left_open, today};
use crate::plan_filter::Told;
use crate::remarks::Open;
use crate::rows::{Links, Marks, Nodes};
use crate::sheet_rows::{SheetedActions, Sheets};
use crate::standing::standings;
use crate::today_rows::{DueRow, Today, TodayOf};
use crate::views::counted;
use domain::wording::capitalised;

#[derive(Template)]
#[template(path = "dashboard_show.html")]
struct DashboardShow {
    frame: Frame,
    convention: ConventionId,
    seat: Seat,
    today: Day,
    term: Option<Term>,
    /// What there is to do.
    todos: Vec<Todo>,
    /// The answers that wait for whoever visits.
    to_confirm: Option<Todo>,
    /// What changed since one was last here, but on a first stay.
    since: Option<Since>,
    /// What the text leaves open.
    open: Vec<Todo>,
    own: Vec<OwnAction>,
    proposals: Vec<OwnProposal>,
    own_milestones: Vec<DueRow>,
    board: Vec<BoardStep>,
    counts: Vec<Count>,
    late: usize,
    dates: Vec<NextDate>,
    total: usize,
    began: bool,
    reminder: Reminder,
}

impl DashboardShow {
    fn day(&self) -> String {
        capitalised(&french::weekday_and_date(self.today))
    }

    fn open_points(&self) -> String {
        counted(&self.open.len(), "sujet laissé ouvert", "sujets laissés ouverts")
    }

    fn agreement(&self) -> Target {
        Target::Convention(self.convention)
    }

    fn desk(&self, place: impl Fn(ConventionId) -> DeskPlace) -> Target {
        Target::Desk(place(self.convention))
    }

    /// Whether one is reminded of the first steps: until something is said of the plan, unless one put them away.
    fn begins(&self) -> bool {
        !self.began && self.seat == Seat::Runs && self.reminder == Reminder::Shown
    }

    fn first_steps(&self) -> Target {
        Target::FirstSteps(self.convention)
    }

    fn summary(&self) -> Target {
        self.desk(DeskPlace::Summary)
    }

    fn as_of(&self) -> Target {
        self.desk(DeskPlace::AsOf)
    }

    fn calendar(&self) -> Target {
        self.desk(DeskPlace::Calendar)
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    fn late_address(&self) -> String {
        with_query(href(Target::PlanTable(self.convention)), &[("situation", "retard")])
    }

    /// Where something that is expected is told.
    fn place(&self, due: &DueRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: due.action,
        })
    }

    /// Whether a line is about something that has a day before today.
    fn is_past(&self, due: &DueRow) -> bool {
        due.day < self.today
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Tableau de bord").await?.under(Target::Dashboard(convention));
    let open = visit.first(Open { convention }).await?.ok_or(Failure::NotFound)?;
    let nodes = visit.rows(Nodes { convention }).await?;
    let (actions, sheets) = Sheets::of(visit.rows(SheetedActions { convention }).await?);
    let links = visit.rows(Links { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let held = today_of(&mut visit, convention).await?;
    let before = visit.stay().and_then(|stay| stay.before);
    let on = OnDay {
        today: visit.today,
        begins: open.period.start,
    };
    let standings = standings(&actions, &marks, &held.lanes, &[], on);
    let told = Told {
        sheets: &sheets,
        links: &links,
        marks: &marks,
    };
    let page = DashboardShow {
        frame,
        convention,
        seat: Seat::of(&visit),
        today: visit.today,
        since: before.map(|before| Since::of(convention, before, held.told, &standings)),
        todos: today(convention, &actions, &standings, (&held, visit.today)),
        open: left_open(convention, &open, &gaps(&actions, &told), visit.may(Verb::ViewInternal)),
        own: own_actions(&visit, convention, (&actions, &standings), (&links, &held.own, &held.names)),
        proposals: own_proposals(&visit, convention, &actions, &held.proposed),
        own_milestones: held.milestones.iter().filter(|due| due.own).cloned().collect(),
        to_confirm: awaiting(convention, held.awaiting),
        board: board(convention, &nodes, (&actions, &standings), &held.names),
        counts: counts(convention, &standings, &held.names),
        late: standings.iter().filter(|standing| standing.late.is_some()).count(),
        dates: next_dates(convention, &open.period, &actions, (&held, visit.today)),
        total: actions.len(),
        began: !held.lanes.is_empty(),
        reminder: visit.reminder(),
        term: term(open.period, visit.today),
    };
    visit.page(&page)
}

/// How things stand today, for whoever visits.
pub(crate) async fn today_of(visit: &mut Visit, convention: ConventionId) -> Result<Today, Failure> {
    let own = visit.signature();
    let before = visit.stay().and_then(|stay| stay.before);
    let asked = TodayOf {
        since: before.unwrap_or(Instant::from_micros(i64::MAX)),
        most: MOST,
        convention,
        organisation: own.organisation.map_or(0, Id::ordinal),
        person: own.person.map_or(0, Id::ordinal),
    };
    Ok(Today::of(visit.rows(asked).await?))
}
