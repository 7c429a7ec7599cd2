//! Cells of the grid that hold something, and that no mark holds: one écart for each wrong value of a row.

use std::collections::HashSet;

use crate::reading::View;
use crate::reading::anomaly::date::impossible::has_no_year;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::listed;
use crate::reading::anomaly::{Family, Quote, Rule, Severity, grid};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::High,
    name: "Case du tableau qui n’est pas une marque",
    why: "L’année n’est pas retenue, alors que quelque chose y était écrit.",
    remedy: "Dire ce que la case signifie, ou la corriger.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tà voir\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\t-\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let tracks = reading.actions.iter().flat_map(|action| &action.tracks);
    let held: HashSet<(u32, i16)> = tracks
        .filter(|track| track.view == View::Deployment)
        .flat_map(|track| {
            track
                .mark
                .lines
                .iter()
                .flat_map(move |line| track.years.iter().map(move |year| (line, *year)))
        })
        .collect();
    let mut wrong: Vec<(grid::Cell<'_>, Vec<i16>)> = Vec::new();
    for cell in grid::cells(reading, ground.text) {
        let blank = matches!(cell.text.as_str(), "-" | "–" | "—" | "/");
        if blank || held.contains(&(cell.line, cell.year)) || has_no_year(&cell.text) {
            continue;
        }
        let same = |(known, _): &&mut (grid::Cell<'_>, Vec<i16>)| known.line == cell.line && known.text == cell.text;
        match wrong.iter_mut().rev().take(60).find(same) {
            Some((_, years)) => years.push(cell.year),
            None => wrong.push((cell, Vec::new())),
        }
    }
    wrong.into_iter().map(|(cell, more)| not_a_mark(&cell, more)).collect()
}

fn not_a_mark(cell: &grid::Cell<'_>, more: Vec<i16>) -> Hit {
    let years = listed(std::iter::once(cell.year).chain(more));
    let reason = format!(
        "«\u{a0}{}\u{a0}», pour l’action {} ({years}), n’est pas une marque de la grille\u{a0}: cette valeur n’est pas retenue.",
        cell.text, cell.action
    );
    let a = Quote {
        line: cell.line,
        quote: cell.text.clone(),
    };
    Hit::at(a, reason).of(vec![cell.action.to_owned()])
}
