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
        Some("pour") if words.get(1).is_some_and(|word| word == "quoi") => Some(Part::Missions),
        Some("pourquoi" | "attributions" | "attribution" | "competences") => Some(Part::Missions),
        Some("reunion" | "reunions" | "quand") => Some(Part::Rhythm),
        Some("combien") if words.last().is_some_and(|word| word == "fois") => Some(Part::Rhythm),
        _ => None,
    };
    (words.len() < 6).then(|| part_of(&words).or_else(asked)).flatten()
}

fn rows(grid: &Grid) -> Vec<Told> {
    let parts = columns(&grid.names).unwrap_or_default();
    grid.rows.iter().filter_map(|row| told(row, &parts, grid.drawn)).collect()
}

fn told(row: &[Passage], parts: &[Option<Part>], drawn: bool) -> Option<Told> {
    let name = row.first()?.sourced();
    if name.value.is_empty() || name.value.len() > 120 {
        return None;
    }
    let mut told = Told::of(name, true);
    for (part, cell) in parts.iter().zip(row.iter().skip(1)) {
        let Some(part) = part else { continue };
        for item in items(cell, drawn) {
            for item in listed(item, *part) {
                entry(&mut told, &item, *part);
            }
        }
    }
    Some(told)
}

/// What semicolons, bullets and, where no blanks draw the table, paragraphs part in a cell.
fn items(cell: &Passage, drawn: bool) -> Vec<Passage> {
    let mut items = vec![Passage::default()];
    for (line, text) in cell.parts() {
        if !drawn || bullet(text).is_some() {
            items.push(Passage::default());
        }
        for (rank, piece) in text.split(';').enumerate() {
            if rank > 0 {
                items.push(Passage::default());
            }
            if let Some(item) = items.last_mut() {
                let piece = piece.trim();
                item.push(*line, bullet(piece).unwrap_or(piece));
            }
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// "directrice de la Caf, maires, sous-préfet": who sits, where commas part three of them at least.
fn listed(item: Passage, part: Part) -> Vec<Passage> {
    let text = item.joined();
    let names: Vec<&str> = text.split(", ").collect();
    // "les représentants de la Caf, de la CPAM": one name goes on after the comma.
    let goes_on = |name: &&str| {
        ["dont ", "de ", "du ", "des ", "d'", "d’", "et ", "ou "]
            .iter()
            .any(|link| name.starts_with(link))
    };
    // "valider le bilan, fixer les priorités": what is done, verb after verb.
    let done = part == Part::Missions && names.len() > 1 && names.iter().all(|name| opens_on_a_verb(name));
    if done {
        return parted(&item);
    }
    if part != Part::Members || names.len() < 3 || text.contains(['(', '.']) || names.iter().any(goes_on) {
        return vec![item];
    }
    parted(&item)
}

/// "Valider", "fixer": the form in which what is done is told.
fn opens_on_a_verb(text: &str) -> bool {
    let word = wording::fold(text.split(' ').next().unwrap_or_default());
    word.len() > 4 && ["er", "ir", "re"].iter().any(|end| word.ends_with(end)) && word.chars().all(char::is_alphabetic)
}

/// What commas part.
fn parted(item: &Passage) -> Vec<Passage> {
    let mut found = vec![Passage::default()];
    for (line, part) in item.parts() {
        for (rank, piece) in part.split(',').enumerate() {
            if rank > 0 {
                found.push(Passage::default());
            }
            if let Some(name) = found.last_mut() {
                name.push(*line, piece.trim());
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
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
    fn a_name_may_stand_in_the_middle_of_its_row() {
        let text = "Instance          Membres                  Réunions       Attributions\n                  Directeur de la Caf ;\n\
                    Comité de         maires des deux          Deux fois      Valider les bilans ;\n\
                    pilotage          communes                 par an         arrêter le budget\n\n\
                    Groupes           Professionnels           Une par an     Agir\n\nFin de la page.";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        let members: Vec<&str> = found[0].members.iter().map(|member| member.value.as_str()).collect();
        assert_eq!((found.len(), found[0].name.value.as_str()), (2, "Comité de pilotage"));
        assert_eq!(
            (members, found[0].missions.len()),
            (vec!["Directeur de la Caf", "maires des deux communes"], 2)
        );
    }

    #[test]
    fn commas_part_those_who_sit() {
        let text = "Instance\tQui\tCombien de fois\tPour quoi\nComité\tdirectrice de la Caf, maires, sous-préfet\t2 fois par an\tarbitrer";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        assert_eq!((found[0].members.len(), found[0].missions.len()), (3, 1));
        assert_eq!(found[0].rhythm.as_ref().map(|(_, times)| *times), Some((2, 2)));
    }

    #[test]
    fn commas_part_what_is_done_verb_after_verb() {
        let text = "Instance\tQui\tPour quoi faire ?\nComité\tmaires\tValider le bilan, fixer les suites\nForum\tparents\tDébattre de la mer, du ciel";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = tables(&normalise(&lines));
        assert_eq!((found[0].missions.len(), found[1].missions.len()), (2, 1));
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
