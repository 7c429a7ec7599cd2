//! The communes of a perimeter as a table that spreadsheets open: semicolons, decimal commas, a mark of its encoding.
//!
//! What is unknown is an empty cell, never a zero.

use crate::perimeter::{Ground, Perimeter};

const HEAD: &str = "Code INSEE;Commune;Intercommunalité;SIREN de l’intercommunalité;Département;Population municipale;Année;Surface (km²);À quel titre";

/// The whole table.
pub(crate) fn table(perimeter: &Perimeter) -> Vec<u8> {
    let mut text = format!("\u{feff}{HEAD}\r\n");
    for member in &perimeter.members {
        let population = member.population.map(|found| found.count.to_string());
        let year = member.population.and_then(|found| found.year).map(|year| year.to_string());
        let ground = match &member.ground {
            Ground::Signs(_) => "signe la convention".to_owned(),
            Ground::MemberOf(name) => format!("membre de {name}"),
        };
        let cells = [
            member.code.to_owned(),
            member.name.clone(),
            member.intercommunality.clone().unwrap_or_default(),
            member.siren.unwrap_or_default().to_owned(),
            member.department.clone(),
            population.unwrap_or_default(),
            year.unwrap_or_default(),
            member.hectares.map(square_kilometres).unwrap_or_default(),
            ground,
        ];
        text.push_str(&cells.map(|cell| quoted(&cell)).join(";"));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// "33,66", without the spaces that people read.
fn square_kilometres(hectares: i64) -> String {
    format!("{},{:02}", hectares / 100, hectares % 100)
}

/// A cell that holds what separates is put in quotes.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ';', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_what_they_like() {
        assert_eq!(quoted("CA « A » ; B"), "\"CA « A » ; B\"");
        assert_eq!(quoted("CA \"A\""), "\"CA \"\"A\"\"\"");
        assert_eq!(square_kilometres(3366), "33,66");
        assert_eq!(square_kilometres(5), "0,05");
    }

    #[test]
    fn an_empty_perimeter_has_its_head() {
        let text = String::from_utf8(table(&Perimeter::default())).expect("a text");
        assert_eq!(text.lines().count(), 1);
        assert!(text.starts_with("\u{feff}Code INSEE;Commune;"));
    }
}
