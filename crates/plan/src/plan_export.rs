//! The rows of the table as a file that a spreadsheet opens: what is on screen under the same filters, one line an action.

use std::collections::BTreeSet;

use domain::followup::Weather;
use web::answer::Answer;
use web::csv::Table;
use web::failure::Failure;
use web::visit::Visit;

use crate::plan_filter::Typed;
use crate::plan_table::{PlanTable, page};
use crate::report_words::GONE_BODY;
use crate::rows::Tie;
use crate::standing::Standing;

const HEADS: [&str; 13] = [
    "N°",
    "Action",
    "Rattachement",
    "Thématiques",
    "Pilotes",
    "Porteurs",
    "Années au contrat",
    "État",
    "En retard",
    "Météo",
    "Avancement (%)",
    "Dernière nouvelle",
    "Abandon décidé par",
];

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.query()?;
    let table = page(&mut visit, typed).await?;
    if table.errors.is_empty() {
        Ok(file(&table))
    } else {
        Err(visit.invalid(&table))
    }
}

/// The bodies that gave up the action, or some of its lanes.
fn decided(standing: &Standing, page: &PlanTable) -> String {
    let name = |body: i64| page.roster.names.body(&body).unwrap_or(GONE_BODY).to_owned();
    let bodies: BTreeSet<i64> = standing.parts.iter().filter_map(|part| part.state.decided_by).collect();
    bodies.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

fn file(page: &PlanTable) -> Answer {
    let mut table = Table::new();
    table.row(HEADS);
    for row in page.cells() {
        let (state, roster) = (&row.standing.state, &page.roster);
        table.row([
            row.action.number.as_str(),
            &row.action.title,
            &row.node,
            &roster.names_of(row.action, Tie::Theme),
            &roster.names_of(row.action, Tie::Pilot),
            &roster.names_of(row.action, Tie::Bearer),
            &row.years,
            roster.name(&state.status),
            if row.standing.late.is_some() { "oui" } else { "" },
            state.weather.map_or("", Weather::french),
            &state.progress.map(|share| share.get().to_string()).unwrap_or_default(),
            &state.last.map(|at| at.paris_day().to_string()).unwrap_or_default(),
            &decided(row.standing, page),
        ]);
    }
    table.answer()
}
