//! The plan as a table: filters in the address, sorted columns, search by words; rows that are changed one by one or together.
//!
//! What is sent from here is received by `follow_many`; the signed columns lead to a proposal and to nothing else.

use std::collections::BTreeSet;

use askama::Template;
use domain::access::Verb;
use domain::followup::{Lane, Status, Weather};
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::reading::Total;
use domain::saved_view::PlanPage;
use domain::time::Day;
use serde::Deserialize;
use web::answer::Answer;
use web::components::{SortLink, ThemeMark, ViewLink};
use web::failure::Failure;
use web::frame::Frame;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::bulk::Bulk;
use crate::filter_bar::FilterBar;
use crate::kept_views::ViewMenu;
use crate::lanes::year_spans;
use crate::outline::heading;
use crate::plan_filter::Typed;
use crate::report_form::TypedReport;
use crate::roster::Roster;
use crate::rows::{ActionRow, MarkRow, NodeRow, Tie};
use crate::selection::Selection;
use crate::sheet_rows::Sheets;
use crate::standing::{Part, Standing, Standings};
use crate::table_links::{address_with, campaign, files, head, pairs};
use crate::views::{PlanView, plan_views};

/// A row, as a file tells it.
pub(crate) struct Cells<'t> {
    pub(crate) action: &'t ActionRow,
    pub(crate) standing: &'t Standing,
    pub(crate) node: String,
    pub(crate) years: String,
}

/// What the address says beside the filters.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    ligne: String,
    /// Every row shown comes ticked.
    cocher: String,
}

#[derive(Template)]
#[template(path = "plan_table.html", blocks = ["rows"])]
pub(crate) struct PlanTable {
    frame: Frame,
    views: Vec<ViewLink>,
    chips: Vec<ViewLink>,
    pub(crate) bar: FilterBar,
    pub(crate) roster: Roster,
    menu: ViewMenu,
    pub(crate) standings: Standings,
    heads: [SortLink; 5],
    shown: Vec<ActionRow>,
    marks: Vec<MarkRow>,
    pub(crate) sheets: Sheets,
    /// The printed number of every action, by its ordinal.
    numbers: Vec<(i64, String)>,
    /// What is changed here, by those who may.
    pub(crate) bulk: Bulk,
    may_report: bool,
    may_amend: bool,
    /// Where news of the rows that filters left are asked for, all together.
    asking: Option<String>,
}

impl PlanTable {
    /// The day that is known of a lane.
    pub(crate) fn day_of(&self, lane: Lane) -> Option<Day> {
        let standing = self.standings.known(lane.action.ordinal)?;
        standing.part(lane.party).and_then(|part| part.state.day)
    }

    fn table(&self) -> Target {
        Target::PlanTable(self.roster.convention)
    }

    fn code(&self, action: &ActionRow) -> Option<&NodeRow> {
        self.bar.nodes.iter().find(|node| Some(node.ordinal) == action.node)
    }

    fn spans(&self, action: &ActionRow) -> Vec<String> {
        year_spans(&self.marks, action.ordinal, &self.roster.orgs)
    }

    /// For whom an action is done, where the text says it of one of those on screen.
    fn public(&self, action: &ActionRow) -> Option<&str> {
        self.sheets.publics.get(&action.ordinal).map(String::as_str)
    }

    fn has_publics(&self) -> bool {
        self.shown.iter().any(|action| self.public(action).is_some())
    }

    fn has_amounts(&self) -> bool {
        self.shown
            .iter()
            .any(|action| self.sheets.amounts.iter().any(|amount| amount.action == action.ordinal))
    }

    /// The sums of an action, with how many stand apart.
    fn total(&self, action: &ActionRow) -> Total {
        self.sheets.total(action.ordinal)
    }

    fn to_confirm(&self, action: &ActionRow) -> bool {
        self.sheets.to_confirm.contains(&action.ordinal)
    }

    /// How many columns there are: those that appear when there is something are counted.
    fn columns(&self) -> usize {
        11 + usize::from(self.has_publics()) + usize::from(self.has_amounts())
    }

    /// The filters, as the forms of this page carry them.
    fn back(&self) -> String {
        self.bar.back()
    }

    fn row_address(&self, action: &ActionRow) -> String {
        let ordinal = action.ordinal.to_string();
        address_with(self.roster.convention, &self.bar.typed, ("ligne", &ordinal))
    }

    /// Whether every row shown is ticked.
    fn all_ticked(&self) -> bool {
        self.shown.iter().all(|action| self.bulk.is_ticked(&action.ordinal))
    }

    fn ticking_address(&self) -> String {
        address_with(self.roster.convention, &self.bar.typed, ("cocher", "tous"))
    }

    pub(crate) fn closed_address(&self) -> String {
        self.bar.address()
    }

    fn standing(&self, action: &ActionRow) -> &Standing {
        self.standings.one(&action.ordinal)
    }

    fn is_open(&self, action: &ActionRow) -> bool {
        self.may_report && self.bulk.row == Some(action.ordinal)
    }

    fn part_name(&self, part: &Part) -> &str {
        self.roster.lane_name(part.party)
    }

    /// The form of one lane: what was typed of it, or how it stands.
    fn part_form(&self, part: &Part) -> TypedReport {
        self.bulk
            .typed_on(part)
            .unwrap_or_else(|| TypedReport::prefilled(&part.state, part.party))
    }

    fn part_ticket(&self, action: &ActionRow, part: &Part) -> String {
        format!("{}.{}.{}", action.ordinal, part.stored_party(), part.seen())
    }

    fn report(&self, action: &ActionRow, part: &Part) -> Target {
        Target::report(domain::followup::Lane {
            action: self.id(action),
            party: part.party,
        })
    }

    /// "les actions 5 et 12", in the order of the plan.
    pub(crate) fn numbers(&self, actions: &BTreeSet<i64>) -> String {
        let numbers: Vec<&str> = self
            .numbers
            .iter()
            .filter(|(ordinal, _)| actions.contains(ordinal))
            .map(|(_, number)| number.as_str())
            .collect();
        match numbers.len() {
            1 => format!("l’action {}", numbers[0]),
            _ => format!("les actions {}", web::french::list(numbers)),
        }
    }

    fn amend(&self, action: &ActionRow) -> Target {
        Target::amend(self.id(action))
    }

    fn id(&self, action: &ActionRow) -> ActionId {
        ActionId {
            convention: self.roster.convention,
            ordinal: action.ordinal,
        }
    }

    /// The same rows as files.
    fn files(&self) -> [SheetLink; 3] {
        files(self.roster.convention, &self.bar.typed)
    }

    /// Where a file that was changed comes back.
    fn import(&self) -> Target {
        Target::Desk(DeskPlace::PlanImport(self.roster.convention))
    }

    /// The same rows, cell by cell.
    pub(crate) fn cells(&self) -> Vec<Cells<'_>> {
        self.shown
            .iter()
            .map(|action| Cells {
                standing: self.standing(action),
                action,
                node: self.code(action).map(heading).unwrap_or_default(),
                years: self.spans(action).join(", "),
            })
            .collect()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let asked: Asked = visit.query()?;
    let mut page = page(&mut visit, typed).await?;
    page.bulk.row = asked.ligne.parse().ok();
    if !asked.cocher.is_empty() {
        page.bulk.ticked = page.shown.iter().map(|action| action.ordinal).collect();
    }
    page.bulk.tell(&visit.query()?, &page.roster.lanes, visit.now);
    if !page.bar.errors.is_empty() {
        return Err(visit.invalid(&page));
    }
    if visit.htmx() {
        visit.page(&page.as_rows())
    } else {
        visit.page(&page)
    }
}

/// The table under these filters.
pub(crate) async fn page(visit: &mut Visit, typed: Typed) -> Result<PlanTable, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Plan d’actions en tableau").await?;
    let Selection {
        bar,
        roster,
        standings,
        sheets,
        marks,
        shown,
        numbers,
        chips,
    } = Selection::read(visit, PlanPage::Table, typed).await?;
    Ok(PlanTable {
        frame: framed(frame, convention, &bar.typed),
        views: plan_views(PlanView::Table, &bar),
        heads: heads(convention, &bar.typed),
        may_report: visit.may(Verb::ReportProgress),
        may_amend: visit.may(Verb::ProposeAmendment),
        asking: asking(visit, convention, (&shown, numbers.len())),
        bulk: Bulk::of(&bar.typed),
        menu: roster.view_menu(PlanPage::Table, &pairs(&bar.typed)),
        bar,
        chips,
        roster,
        standings,
        shown,
        numbers,
        marks,
        sheets,
    })
}

fn asking(visit: &Visit, convention: ConventionId, (shown, total): (&[ActionRow], usize)) -> Option<String> {
    let some = visit.may(Verb::RunCampaigns) && shown.len() != total;
    some.then(|| campaign(convention, shown)).flatten()
}

fn framed(frame: Frame, convention: ConventionId, typed: &Typed) -> Frame {
    frame
        .wide()
        .under(Target::Plan(convention))
        .crumb("Convention", Target::Convention(convention))
        .crumb("Plan d’actions", Target::Plan(convention))
        .called("Tableau")
        .seeking(&typed.q)
}

fn heads(convention: ConventionId, typed: &Typed) -> [SortLink; 5] {
    [
        ("", "N°"),
        ("titre", "Action"),
        ("etat", "État"),
        ("avancement", "Avancement"),
        ("nouvelle", "Nouvelle"),
    ]
    .map(|(column, label)| head(convention, typed, column, label))
}
