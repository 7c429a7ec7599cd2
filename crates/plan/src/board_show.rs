//! The plan by state: a column a state, a card an action; a card moves by its list and its button.
//!
//! A card moves every lane of its action: what one commune alone does is reported on its sheet.

use askama::Template;
use domain::access::Verb;
use domain::followup::Status;
use domain::ids::ActionId;
use domain::places::Target;
use domain::saved_view::PlanPage;
use files::sheets::Format;
use store::StoreError;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::amendment_new::{guarded, instead};
use crate::board_sheet::sheet;
use crate::bulk::{Bulk, Refusal, Ticket, moved, tickets, understood};
use crate::filter_bar::FilterBar;
use crate::follow_many::report_all;
use crate::kept_views::ViewMenu;
use crate::plan_filter::Typed;
use crate::report_form::{Blank, TypedReport};
use crate::roster::Roster;
use crate::row_clash::clashes;
use crate::rows::{ActionRow, Tie};
use crate::selection::Selection;
use crate::standing::{Standing, Standings, Tally};
use crate::table_links;
use crate::views::{PlanView, plan_views};

/// What a form says to come back here, before the filters.
pub(crate) const BACK_TO_BOARD: &str = "etats";

/// The actions of one state, in the order of their numbers.
struct Column {
    status: Status,
    actions: Vec<ActionRow>,
}

#[derive(Template)]
#[template(path = "board_show.html")]
struct BoardShow {
    frame: Frame,
    views: Vec<ViewLink>,
    bar: FilterBar,
    roster: Roster,
    menu: ViewMenu,
    standings: Standings,
    tally: Tally,
    columns: Vec<Column>,
    may_report: bool,
    /// What is on screen, as files.
    files: [SheetLink; 3],
    bulk: Bulk,
    /// The card that was sent, when more is asked of it.
    asked: Option<Asked>,
}

/// A card that moves to a state of which more must be said.
struct Asked {
    number: String,
    title: String,
    ticket: String,
}

impl BoardShow {
    fn standing(&self, action: &ActionRow) -> &Standing {
        self.standings.one(&action.ordinal)
    }

    /// The board under its filters.
    fn address(&self) -> String {
        self.bar.address()
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.roster.convention)
    }

    /// Where taking back leads.
    fn back(&self) -> String {
        match self.bar.back() {
            filters if filters.is_empty() => BACK_TO_BOARD.to_owned(),
            filters => format!("{BACK_TO_BOARD}?{filters}"),
        }
    }

    fn wanted(&self) -> &str {
        Status::from_code(&self.bulk.typed.etat).map_or("", |status| self.roster.name(&status))
    }

    /// What is said when someone reported on the same action meanwhile.
    fn number(&self, action: i64) -> String {
        let all = self.columns.iter().flat_map(|column| &column.actions);
        all.filter(|row| row.ordinal == action)
            .map(|row| row.number.clone())
            .collect()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let (asked, typed): (Asking, Typed) = (visit.query()?, visit.query()?);
    let mut page = page(&mut visit, typed).await?;
    if let Some(format) = Format::from_code(&asked.forme) {
        let actions = page.columns.iter().flat_map(|column| &column.actions);
        let sheet = sheet(actions, &page.standings, &page.roster);
        return visit.sheet(sheet, format).await;
    }
    page.bulk.tell(&visit.query()?, &page.roster.lanes, visit.now);
    page.bar.answer(&visit, &page)
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asking {
    /// The format of a file.
    forme: String,
}

/// A card is moved.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let (typed, filters): (TypedReport, Typed) = (visit.form()?, visit.query()?);
    let pairs: Vec<(String, String)> = visit.form()?;
    let tickets = tickets(&pairs).ok_or(Failure::NotFound)?;
    if let (Some(proposal), Some(ticket)) = (guarded(&pairs), tickets.first()) {
        let action = ActionId {
            convention: visit.convention()?,
            ordinal: ticket.action,
        };
        return instead(visit, action, proposal).await;
    }
    let mut board = page(&mut visit, filters.clone()).await?;
    // What came meanwhile is said before what is wrong: the page that comes back shows it as seen.
    let since = moved(&tickets, &board.standings);
    if !since.is_empty() {
        return stays(&mut visit, board, (&typed, &tickets)).await;
    }
    if already_there(&tickets, &typed, &board.standings) {
        return Ok(Answer::see_other_with(
            Target::plan_board(board.roster.convention),
            &table_links::pairs(&filters),
        ));
    }
    let changes = match understood(&tickets, (&typed, Blank::SaysNothing), &board.standings, &board.roster) {
        Ok(changes) => changes,
        Err(Refusal::Unknown) => return Err(Failure::NotFound),
        Err(Refusal::Wrong(errors)) => {
            let action = tickets.first().map_or(0, |ticket| ticket.action);
            board.ask(action, typed, errors);
            return Err(visit.invalid(&board));
        }
    };
    let convention = board.roster.convention;
    match report_all(&mut visit, convention, changes, None).await? {
        Ok(lot) => {
            let lot = lot.text();
            let mut back = table_links::pairs(&filters);
            back.push(("lot", &lot));
            Ok(Answer::see_other_with(Target::plan_board(convention), &back))
        }
        Err(StoreError::Conflict) => {
            board = page(&mut visit, filters).await?;
            stays(&mut visit, board, (&typed, &tickets)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the card is put where it stands: nothing is said of any lane then.
fn already_there(tickets: &[Ticket], typed: &TypedReport, standings: &Standings) -> bool {
    let stands = |ticket: &Ticket| {
        let standing = standings.known(ticket.action);
        standing.is_some_and(|standing| typed.is_status(&standing.state.status))
    };
    !tickets.is_empty() && tickets.iter().all(stands)
}

/// The card has not moved: what someone else wrote of it meanwhile is told, beside what was chosen.
async fn stays(
    visit: &mut Visit,
    mut board: BoardShow,
    (typed, tickets): (&TypedReport, &[Ticket]),
) -> Result<Answer, Failure> {
    let since = moved(tickets, &board.standings);
    let roster = &board.roster;
    let clashes = clashes(visit, roster.convention, &since, (typed, Blank::SaysNothing, &roster.names)).await?;
    let told = clashes.iter().flat_map(|clash| {
        let lane = roster.lane_name((clash.party != 0).then_some(clash.party));
        clash.fields.iter().filter_map(move |field| field.sentence(lane))
    });
    let action = tickets.first().map_or(0, |ticket| ticket.action);
    let sentence = format!(
        "Quelqu’un vient de mettre à jour l’action {}\u{a0}: la carte n’a pas bougé. Regardez où elle est, puis choisissez à nouveau.",
        board.number(action)
    );
    let mut errors = Errors::whole(&sentence);
    told.for_each(|sentence| errors.add("", sentence));
    board.bulk.errors = errors;
    Err(visit.invalid(&board))
}

impl BoardShow {
    /// Shows again what was chosen for a card, with what more is to be said of it.
    fn ask(&mut self, action: i64, typed: TypedReport, errors: Errors) {
        let card = self
            .columns
            .iter()
            .flat_map(|column| &column.actions)
            .find(|card| card.ordinal == action);
        self.asked = card.map(|card| Asked {
            number: card.number.clone(),
            title: card.title.clone(),
            ticket: self.standings.one(&action).ticket(&action),
        });
        self.bulk.typed = typed;
        self.bulk.errors = errors;
    }
}

async fn page(visit: &mut Visit, typed: Typed) -> Result<BoardShow, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions par état").await?;
    let Selection {
        bar,
        roster,
        standings,
        shown,
        ..
    } = Selection::read(visit, PlanPage::Board, typed).await?;
    Ok(BoardShow {
        frame: frame
            .wide()
            .under(Target::Plan(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Plan d’actions", Target::Plan(convention))
            .called("États")
            .seeking(&bar.typed.q),
        views: plan_views(PlanView::Board, &bar),
        tally: standings.tally(shown.iter().map(|action| action.ordinal)),
        columns: columns(shown, &standings),
        may_report: visit.may(Verb::ReportProgress),
        files: web::sheets::links(&bar.address(), "plan-par-etat"),
        bulk: Bulk::default(),
        asked: None,
        menu: roster.view_menu(PlanPage::Board, &table_links::pairs(&bar.typed)),
        bar,
        roster,
        standings,
    })
}

/// One column a state met.
fn columns(actions: Vec<ActionRow>, standings: &Standings) -> Vec<Column> {
    let mut columns: Vec<Column> = Status::ALL
        .into_iter()
        .map(|status| Column {
            status,
            actions: Vec::new(),
        })
        .collect();
    for action in actions {
        let status = standings.one(&action.ordinal).state.status;
        columns[status as usize].actions.push(action);
    }
    columns.retain(|column| !column.actions.is_empty());
    columns
}
