//! Those who sign, told in a table: a party a row, who represents it beside.

use domain::reading::{Lines, Sourced};

use super::super::parties::{Person, Presented};
use super::super::rows::{self, Grid, Row};
use super::bare_name;
use crate::lines::Line;
use crate::passage::Passage;

/// The words of the header of a table of parties: what they are, who represents them.
const NAMED: [&str; 7] = [
    "parti",
    "organisme",
    "institution",
    "collectivit",
    "structure",
    "signataire",
    "contractant",
];
const REPRESENTED: [&str; 3] = ["represent", "signataire", "nom"];

/// The table that names the parties beside those who represent them.
pub(super) fn in_table(lines: &[Line]) -> Vec<Presented> {
    let says =
        |words: &Vec<String>, starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    let is_header = |header: &[Vec<String>]| {
        let parties = header.first().is_some_and(|words| says(words, &NAMED) && words.len() <= 4);
        // Partners sign only where the table says who represents them.
        let partners = header
            .first()
            .is_some_and(|words| says(words, &["partenaire"]) && words.len() == 1);
        let represented = |starts: &[&str]| header.iter().skip(1).any(|words| says(words, starts));
        parties && represented(&REPRESENTED) || partners && represented(&["represent"])
    };
    let read = |grid: &Grid| -> Vec<Presented> {
        let person = grid.column_but(Some(0), &REPRESENTED);
        let function = grid.column(&["qualite", "fonction", "titre"]);
        grid.rows.iter().filter_map(|row| in_row(row, person, function)).collect()
    };
    let tables = rows::grids(lines, is_header);
    tables.iter().map(read).max_by_key(Vec::len).unwrap_or_default()
}

fn in_row(row: &Row, person: Option<usize>, function: Option<usize>) -> Option<Presented> {
    let name = row.cell(Some(0))?;
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(row.line));
    let (bare, brackets) = bare_name(name);
    // "Caisse du Val (CSSV)" is the name as its cell prints it; both parts of it are other names.
    let whole = if brackets.is_empty() { Vec::new() } else { vec![bare] };
    let person = row.cell(person).map(|text| {
        let (text, told) = text
            .split_once(',')
            .map_or((text, None), |(name, rest)| (name, Some(rest.trim())));
        Person {
            name: sourced(super::super::parties::without_civility(text)),
            function: row.cell(function).or(told).map(sourced),
        }
    });
    Some(Presented {
        name: Passage::one(row.line, name),
        aliases: brackets.into_iter().chain(whole).map(sourced).collect(),
        persons: person.into_iter().collect(),
        ..Presented::default()
    })
}
