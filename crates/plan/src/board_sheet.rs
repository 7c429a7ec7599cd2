//! The board as a file that a spreadsheet opens: an action a line, in the order of the columns on screen.
//!
//! It says how actions stand and is never read back: the file of the table is.

use domain::followup::Weather;
use domain::time::Instant;
use files::sheets::{Cell, Sheet};

use crate::roster::Roster;
use crate::rows::{ActionRow, Tie};
use crate::standing::Standings;

/// The actions, state by state.
pub(crate) fn sheet<'a>(actions: impl Iterator<Item = &'a ActionRow>, standings: &Standings, roster: &Roster) -> Sheet {
    let mut sheet = Sheet::new(
        "Plan par état",
        [
            "État",
            "N°",
            "Action",
            "Pilotes",
            "Porteurs",
            "Météo",
            "Avancement (%)",
            "Nouvelle échéance",
            "En retard",
            "Sans nouvelle",
            "Dernière nouvelle",
        ],
    );
    for action in actions {
        let standing = standings.one(&action.ordinal);
        let state = &standing.state;
        sheet.row([
            Cell::from(roster.name(&state.status)),
            Cell::from(action.number.as_str()),
            Cell::from(&action.title),
            Cell::from(roster.names_of(action, Tie::Pilot)),
            Cell::from(roster.names_of(action, Tie::Bearer)),
            Cell::from(state.weather.map(Weather::french)),
            Cell::from(state.progress),
            Cell::from(state.day),
            Cell::from(standing.late.map(|_| "oui")),
            Cell::from(standing.silent.then_some("oui")),
            Cell::from(state.last.map(Instant::paris_day)),
        ]);
    }
    sheet
}
