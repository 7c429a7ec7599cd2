//! Bodies in a table: a column for the name, others for who sits, what is done, how often.

use super::bodies::{Part, Told, entry, part_of};
use super::grid::{self, Grid};
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::wording;

/// The bodies of every table of these lines.
pub(super) fn tables(lines: &[Line]) -> Vec<Told> {
    let grids = grid::grids(lines, |names| columns(names).is_some());
    grids.iter().flat_map(rows).collect()
}

/// What each column but the first holds, where the first names bodies.
fn columns(names: &[String]) -> Option<Vec<Option<Part>>> {
    let first = wording::words(names.first()?);
    let known = ["instance", "comite", "gouvernance", "reunion"];
    let bodied = (1..5).contains(&first.len()) && first.iter().any(|word| known.iter().any(|start| word.starts_with(start)));
    let parts: Vec<Option<Part>> = names.iter().skip(1).map(|name| part(name)).collect();
    (bodied && parts.iter().any(Option::is_some)).then_some(parts)
}

fn part(name: &str) -> Option<Part> {
    let words = wording::words(name);
    // "Qui en est", "Ce qu'elle fait": columns that ask.
    let asked = || match words.first().map(String::as_str) {
        Some("qui") => Some(Part::Members),
        Some("ce" | "que") if words.iter().any(|word| word == "fait") => Some(Part::Missions),
        _ => None,
    };
    (words.len() < 6).then(|| part_of(&words).or_else(asked)).flatten()
}

fn rows(grid: &Grid) -> Vec<Told> {
    let parts = columns(&grid.names).unwrap_or_default();
    grid.rows.iter().filter_map(|row| told(row, &parts)).collect()
}

fn told(row: &[Passage], parts: &[Option<Part>]) -> Option<Told> {
    let name = row.first()?.sourced();
    if name.value.is_empty() || name.value.len() > 120 {
        return None;
    }
    let mut told = Told::of(name, true);
    for (part, cell) in parts.iter().zip(row.iter().skip(1)) {
        let Some(part) = part else { continue };
        let items = cell
            .parts()
            .iter()
            .flat_map(|(line, text)| text.split(';').map(move |text| (*line, text.trim())));
        for (line, item) in items.filter(|(_, item)| !item.is_empty()) {
            entry(&mut told, &Passage::one(line, bullet(item).unwrap_or(item)), *part);
        }
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_table_names_its_columns() {
        let text = "Instance\tComposition\tMissions\tFréquence\nComité de pilotage\tMaires ; Caf\t<p>Décider</p><p>Suivre</p>\t2 fois par an\n\
                    fin\nautre\tligne";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        let [told] = found.as_slice() else { panic!("one body") };
        assert_eq!((told.members.len(), told.missions.len()), (2, 2));
        assert_eq!(told.rhythm.as_ref().map(|(_, times)| *times), Some((2, 2)));
    }

    #[test]
    fn columns_may_ask() {
        let text = "Instance\tQui en est\tRythme\tCe qu’elle fait\nComité des élus\t<p>les deux présidents</p><p>la maire</p>\t2 fois par an\tdécide";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        assert_eq!((found[0].members.len(), found[0].missions.len()), (2, 1));
    }

    #[test]
    fn a_cell_may_say_who_sits_and_how_often() {
        let text = "| Instance | Composition | Rythme | Rôle |\n|---|---|---|---|\n| Forum | ouvert à tous, au moins deux fois par an | ◂ | donner un avis |";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        let members: Vec<&str> = found[0].members.iter().map(|member| member.value.as_str()).collect();
        assert_eq!(
            (members, found[0].rhythm.as_ref().map(|(_, times)| *times)),
            (vec!["ouvert à tous"], Some((2, 2)))
        );
    }
}
