//! The deployment as a file that a spreadsheet opens: a line for each year in which the text plans something for a commune.
//!
//! A year that the text plans for nobody in particular is of no commune: its cell stays empty.

use files::sheets::{Cell, Sheet};

/// A year of a lane that the text plans.
pub(crate) struct PlannedYear<'a> {
    pub(crate) number: &'a str,
    pub(crate) title: &'a str,
    pub(crate) commune: Option<&'a str>,
    pub(crate) year: i64,
    /// The half of the year, in words, where the text tells one.
    pub(crate) half: Option<&'static str>,
    /// Whether the sheet of the action names the commune, and not the table of the deployment.
    pub(crate) by_sheet: bool,
    /// What became of it, in words.
    pub(crate) actual: &'a str,
}

/// The table.
pub(crate) fn sheet<'a>(title: &str, years: impl Iterator<Item = PlannedYear<'a>>) -> Sheet {
    let heads = ["N°", "Action", "Commune", "Année", "Semestre", "Nommée par", "Suivi"];
    let mut sheet = Sheet::new(title, heads);
    for planned in years {
        let named = planned
            .commune
            .map(|_| if planned.by_sheet { "la fiche" } else { "le déploiement" });
        sheet.row([
            Cell::from(planned.number),
            Cell::from(planned.title),
            Cell::from(planned.commune),
            Cell::from(planned.year),
            Cell::from(planned.half),
            Cell::from(named),
            Cell::from(planned.actual),
        ]);
    }
    sheet
}
