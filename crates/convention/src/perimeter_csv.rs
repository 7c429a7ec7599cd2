//! The communes of a perimeter as a table that spreadsheets open, with decimal commas.
//!
//! What is unknown is an empty cell, never a zero.

use web::csv::Table;

use crate::perimeter::{Ground, Perimeter};

const HEADS: [&str; 9] = [
    "Code INSEE",
    "Commune",
    "Intercommunalité",
    "SIREN de l’intercommunalité",
    "Département",
    "Population municipale",
    "Année",
    "Surface (km²)",
    "À quel titre",
];

/// The whole table.
pub(crate) fn table(perimeter: &Perimeter) -> Table {
    let mut table = Table::new();
    table.row(HEADS);
    for member in &perimeter.members {
        let population = member.population.map(|found| found.count.to_string());
        let year = member.population.and_then(|found| found.year).map(|year| year.to_string());
        let ground = match &member.ground {
            Ground::Signs(_) => "signe la convention".to_owned(),
            Ground::MemberOf(name) => format!("membre de {name}"),
        };
        table.row([
            member.code,
            &member.name,
            member.intercommunality.as_deref().unwrap_or_default(),
            member.siren.unwrap_or_default(),
            &member.department,
            &population.unwrap_or_default(),
            &year.unwrap_or_default(),
            &member.hectares.map(square_kilometres).unwrap_or_default(),
            &ground,
        ]);
    }
    table
}

/// "33,66", without the spaces that people read.
fn square_kilometres(hectares: i64) -> String {
    format!("{},{:02}", hectares / 100, hectares % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_is_written_with_a_comma() {
        assert_eq!(square_kilometres(3366), "33,66");
        assert_eq!(square_kilometres(5), "0,05");
    }
}
