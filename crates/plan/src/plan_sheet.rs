//! The columns of the plan in a file: one list, by which the file is written and read again, so that what leaves can come back.
//!
//! A row is a lane: the part of one commune, or the whole action when the text names none. Terms stand first; then how the lane
//! stands, which can be changed; then words to add, which start empty; last the mark by which a row is known again.

use std::collections::BTreeMap;

use domain::followup::{LaneState, Weather};
use domain::ids::ConventionId;
use domain::reading::Total;
use domain::time::Instant;
use files::sheets::{Cell, Sheet};

use crate::plan_table::{Cells, PlanTable};
use crate::report_words::GONE_BODY;
use crate::roster::Roster;
use crate::rows::Tie;
use crate::sheet_mark::Mark;
use crate::sheet_rows::ListedRow;
use crate::standing::Part;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Title,
    Node,
    Themes,
    Pilots,
    Bearers,
    Years,
    Public,
    Objectives,
    Indicators,
    Calendar,
    Amounts,
    Exactness,
    ToConfirm,
    Lane,
    Status,
    Weather,
    Progress,
    Day,
    Done,
    Difficulty,
    Next,
    Reason,
    Body,
    Late,
    Last,
    Decided,
    Mark,
}

impl Column {
    /// All of them, from left to right.
    pub(crate) const ALL: [Self; 28] = [
        Self::Number,
        Self::Title,
        Self::Node,
        Self::Themes,
        Self::Pilots,
        Self::Bearers,
        Self::Years,
        Self::Public,
        Self::Objectives,
        Self::Indicators,
        Self::Calendar,
        Self::Amounts,
        Self::Exactness,
        Self::ToConfirm,
        Self::Lane,
        Self::Status,
        Self::Weather,
        Self::Progress,
        Self::Day,
        Self::Done,
        Self::Difficulty,
        Self::Next,
        Self::Reason,
        Self::Body,
        Self::Late,
        Self::Last,
        Self::Decided,
        Self::Mark,
    ];

    /// What stands at its head.
    pub(crate) const fn head(self) -> &'static str {
        match self {
            Self::Number => "N°",
            Self::Title => "Action",
            Self::Node => "Rattachement",
            Self::Themes => "Thématiques",
            Self::Pilots => "Pilotes",
            Self::Bearers => "Porteurs",
            Self::Years => "Années au contrat",
            Self::Public => "Public",
            Self::Objectives => "Objectifs",
            Self::Indicators => "Indicateurs",
            Self::Calendar => "Calendrier",
            Self::Amounts => "Montants de l’action (€)",
            Self::Exactness => "Précision des montants",
            Self::ToConfirm => "À confirmer",
            Self::Lane => "Volet",
            Self::Status => "État",
            Self::Weather => "Météo",
            Self::Progress => "Avancement (%)",
            Self::Day => "Nouvelle échéance",
            Self::Done => "Ce qui a été fait",
            Self::Difficulty => "Difficulté",
            Self::Next => "Prochaine étape",
            Self::Reason => "Motif",
            Self::Body => "Instance qui a décidé",
            Self::Late => "En retard",
            Self::Last => "Dernière nouvelle",
            Self::Decided => "Abandon décidé par",
            Self::Mark => "Repère",
        }
    }
}

/// The aims and the indicators of the actions, each on a line of its cell.
#[derive(Debug, Default)]
pub(crate) struct Listed(BTreeMap<(i64, String), String>);

impl Listed {
    pub(crate) fn of(rows: Vec<ListedRow>) -> Self {
        let mut listed = BTreeMap::<(i64, String), String>::new();
        for row in rows {
            let cell = listed.entry((row.action, row.field)).or_default();
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&row.text);
        }
        Self(listed)
    }

    fn cell(&self, action: i64, field: &str) -> Cell {
        self.0.get(&(action, field.to_owned())).into()
    }
}

/// The rows of the table, a lane each. What an action has once stands on its first lane only, so that a column of sums adds up.
pub(crate) fn sheet(page: &PlanTable, listed: &Listed) -> Sheet {
    let mut sheet = Sheet::new("Plan d’actions", Column::ALL.map(Column::head));
    for row in page.cells() {
        for (index, part) in row.standing.parts.iter().enumerate() {
            let own = Own {
                row: &row,
                part,
                page,
                listed,
                is_first: index == 0,
                roster: &page.roster,
            };
            sheet.row(Column::ALL.map(|column| own.cell(column)));
        }
    }
    sheet
}

/// A lane of a row of the table.
struct Own<'t> {
    row: &'t Cells<'t>,
    part: &'t Part,
    page: &'t PlanTable,
    listed: &'t Listed,
    is_first: bool,
    roster: &'t Roster,
}

impl Own<'_> {
    /// What the sheet of the action says.
    fn said(&self, column: Column) -> Cell {
        let (sheets, action) = (&self.page.sheets, self.row.action.ordinal);
        let total = || sheets.total(action);
        match column {
            Column::Public => sheets.publics.get(&action).into(),
            Column::Calendar => sheets.calendars.get(&action).into(),
            Column::Objectives => self.listed.cell(action, "objective"),
            Column::Indicators => self.listed.cell(action, "indicator"),
            Column::Amounts if self.is_first => total().cents().map_or(Cell::Empty, Cell::Hundredths),
            Column::Exactness if self.is_first => exactness(&total()).into(),
            Column::ToConfirm => sheets.to_confirm.contains(&action).then_some("oui").into(),
            _ => Cell::Empty,
        }
    }

    fn cell(&self, column: Column) -> Cell {
        let (row, state) = (self.row, &self.part.state);
        match column {
            Column::Number => row.action.number.as_str().into(),
            Column::Title => (&row.action.title).into(),
            Column::Node => (&row.node).into(),
            Column::Themes => self.roster.names_of(row.action, Tie::Theme).into(),
            Column::Pilots => self.roster.names_of(row.action, Tie::Pilot).into(),
            Column::Bearers => self.roster.names_of(row.action, Tie::Bearer).into(),
            Column::Years => (&row.years).into(),
            Column::Public
            | Column::Objectives
            | Column::Indicators
            | Column::Calendar
            | Column::Amounts
            | Column::Exactness
            | Column::ToConfirm => self.said(column),
            Column::Lane => self.roster.lane_name(self.part.party).into(),
            Column::Status => self.roster.name(&state.status).into(),
            Column::Weather => state.weather.map(Weather::french).into(),
            Column::Progress => state.progress.into(),
            Column::Day => state.day.into(),
            Column::Done | Column::Difficulty | Column::Next | Column::Reason | Column::Body => Cell::Empty,
            Column::Late => self.part.late.map(|_| "oui").into(),
            Column::Last => state.news.map(Instant::paris_day).into(),
            Column::Decided => state
                .decided_by
                .map(|body| self.roster.names.body(&body).unwrap_or(GONE_BODY))
                .into(),
            Column::Mark => self.mark(self.roster.convention, state).to_string().into(),
        }
    }

    fn mark(&self, convention: ConventionId, state: &LaneState) -> Mark {
        Mark {
            convention: convention.ordinal(),
            action: self.row.action.ordinal,
            party: self.part.stored_party(),
            seen: state.last.map(|(report, _)| report),
            status: state.status,
            weather: state.weather,
            progress: state.progress,
            day: state.day,
        }
    }
}

/// How far the total of an action is exact, and how many of its sums are not in it.
fn exactness(total: &Total) -> String {
    let apart = match total.apart() {
        0 => None,
        1 => Some("une somme à part".to_owned()),
        many => Some(format!("{many} sommes à part")),
    };
    let said = Some(total.french().to_owned()).filter(|said| !said.is_empty());
    said.into_iter().chain(apart).collect::<Vec<_>>().join(", ")
}
