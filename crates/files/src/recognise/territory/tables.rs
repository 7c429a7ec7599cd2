//! Communes told in tables, and by their codes side by side.

use domain::reading::{Lines, Sourced};

use super::super::rows;
use super::{Announcement, Commune, Listed, name};
use crate::lines::Line;
use crate::wording::{self, is_capitals};

/// A table of communes and their inhabitants.
pub(super) fn in_table(lines: &[Line]) -> Listed {
    let counted = |words: &Vec<String>| {
        words.iter().any(|word| {
            [
                "habitant",
                "population",
                "insee",
                "intercommunalite",
                "epci",
                "communaute",
                "perimetre",
                "departement",
                "canton",
                "caisse",
                "entree",
            ]
            .iter()
            .any(|start| word.starts_with(start))
        })
    };
    let is_header = |header: &[Vec<String>]| named(header).is_some() && header.iter().any(counted);
    let grids = rows::grids(lines, is_header);
    let grid = grids.into_iter().max_by_key(|grid| grid.rows.len());
    let column = grid.as_ref().and_then(|grid| named(&grid.header));
    let rows = grid.map(|grid| grid.rows).unwrap_or_default();
    let communes = rows.iter().filter_map(|row| {
        let (name, _) = name(row.cell(column)?)?;
        let total = wording::words(name)
            .first()
            .is_some_and(|word| matches!(word.as_str(), "total" | "ensemble"));
        (!total).then(|| Commune {
            name: Sourced::new(name.to_owned(), Lines::one(row.line)),
            code: None,
        })
    });
    let announced = Announcement { count: None, worth: 12 };
    announced.judge(communes.collect())
}

/// The column of the communes, among the first two.
fn named(header: &[Vec<String>]) -> Option<usize> {
    let one = |words: &Vec<String>| words.len() == 1 && matches!(words[0].as_str(), "commune" | "communes");
    header.iter().take(2).position(one)
}

/// Two columns of codes and names: "LH  Lerce-la-Haute     LB  Lerce-la-Basse".
pub(super) fn by_code(lines: &[Line]) -> Listed {
    let mut communes: Vec<Commune> = Vec::new();
    for line in lines.iter().filter(|line| line.pieces.len().is_multiple_of(2)) {
        let pairs: Option<Vec<Commune>> = line
            .pieces
            .chunks(2)
            .map(|pair| coded(line.number, &pair[0].text, &pair[1].text))
            .collect();
        communes.extend(pairs.unwrap_or_default());
    }
    communes.dedup_by(|a, b| a.name.value == b.name.value);
    // Two or three pairs are a legend.
    let worth = if communes.len() > 3 { 40 } else { -100 };
    Announcement { count: None, worth }.judge(communes)
}

fn coded(line: u32, code: &str, text: &str) -> Option<Commune> {
    let is_code = (1..=3).contains(&code.chars().count()) && is_capitals(code) && code.chars().all(char::is_alphabetic);
    let (name, _) = name(text).filter(|_| is_code && text.chars().count() > 3)?;
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line));
    Some(Commune {
        name: sourced(name),
        code: Some(sourced(code)),
    })
}
