//! The communes of a perimeter as a table that spreadsheets open.
//!
//! What is unknown is an empty cell, never a zero.

use files::sheets::{Cell, Sheet};

use crate::perimeter::{Ground, Perimeter};

/// The whole table.
pub(crate) fn sheet(perimeter: &Perimeter) -> Sheet {
    let mut sheet = Sheet::new(
        "Périmètre",
        [
            "Code INSEE",
            "Commune",
            "SIREN de la commune",
            "Intercommunalité",
            "SIREN de l’intercommunalité",
            "Département",
            "Population municipale",
            "Année",
            "Surface (km²)",
            "À quel titre",
        ],
    );
    for member in &perimeter.members {
        let ground = match &member.ground {
            Ground::Signs(_) => "signe la convention".to_owned(),
            Ground::MemberOf(name) => format!("membre de {name}"),
        };
        sheet.row([
            Cell::from(member.code),
            Cell::from(&member.name),
            Cell::from(member.own_siren),
            Cell::from(member.intercommunality.as_deref()),
            Cell::from(member.siren),
            Cell::from(&member.department),
            Cell::from(member.population.map(|found| found.count)),
            Cell::from(member.population.and_then(|found| found.year).map(i64::from)),
            // A square kilometre is a hundred hectares.
            member.hectares.map_or(Cell::Empty, Cell::Hundredths),
            Cell::from(ground),
        ]);
    }
    sheet
}
