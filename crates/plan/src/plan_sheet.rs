//! The columns of the plan in a file: one list, by which the file is written and read again, so that what leaves can come back.
//!
//! A row is a lane: the part of one commune, or the whole action when the text names none. Terms stand first; then how the lane
//! stands, which can be changed; then words to add, which start empty; last the mark by which a row is known again.

use domain::followup::{LaneState, Weather};
use domain::ids::ConventionId;
use files::sheets::{Cell, Sheet};

use crate::plan_table::{Cells, PlanTable};
use crate::roster::Roster;
use crate::rows::Tie;
use crate::sheet_mark::Mark;
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
    Mark,
}

impl Column {
    /// All of them, from left to right.
    pub(crate) const ALL: [Self; 20] = [
        Self::Number,
        Self::Title,
        Self::Node,
        Self::Themes,
        Self::Pilots,
        Self::Bearers,
        Self::Years,
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
            Self::Mark => "Repère",
        }
    }
}

/// The rows of the table, a lane each.
pub(crate) fn sheet(page: &PlanTable) -> Sheet {
    let mut sheet = Sheet::new("Plan d’actions", Column::ALL.map(Column::head));
    for row in page.cells() {
        for part in &row.standing.parts {
            let own = Own {
                row: &row,
                part,
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
    roster: &'t Roster,
}

impl Own<'_> {
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
            Column::Lane => self.roster.lane_name(self.part.party).into(),
            Column::Status => self.roster.name(&state.status).into(),
            Column::Weather => state.weather.map(Weather::french).into(),
            Column::Progress => state.progress.into(),
            Column::Day => state.day.into(),
            Column::Done | Column::Difficulty | Column::Next | Column::Reason | Column::Body => Cell::Empty,
            Column::Late => self.part.late.map(|_| "oui").into(),
            Column::Last => state.last.map(|(_, at)| at.paris_day()).into(),
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
