//! Sections that are articles without the word: "1. Objet", "2. Engagements", "3. Durée", "4. Résiliation".
//!
//! Numbered sections are articles when their titles are those of articles, and when the text has no article by that name.

use std::collections::HashSet;

use super::{is_article_heading, leader, number};
use crate::lines::Line;
use crate::wording;

/// The fewest sections that make a convention.
const FEWEST: usize = 3;

/// The lines, by index, that open such sections.
pub(super) fn articles(lines: &[Line]) -> HashSet<usize> {
    if lines.iter().any(is_article_heading) {
        return HashSet::new();
    }
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in 0..lines.len() {
        let Some(ordinal) = ordinal(lines, at) else { continue };
        match runs.last_mut().filter(|run| run.len() + 1 == ordinal) {
            Some(run) => run.push(at),
            None if ordinal == 1 => runs.push(vec![at]),
            None => {}
        }
    }
    let run = runs
        .into_iter()
        .rev()
        .find(|run| run.len() >= FEWEST && is_convention(lines, run));
    run.unwrap_or_default().into_iter().collect()
}

/// The number of a section that a line by itself opens.
fn ordinal(lines: &[Line], at: usize) -> Option<usize> {
    let line = &lines[at];
    let apart = at == 0 || lines[at - 1].is_blank() || line.level.is_some();
    let printed = number(&line.text).filter(|printed| !printed.contains('.'))?;
    let after = line.text[printed.len()..].trim_start();
    let title = after.trim_start_matches(['.', ')', '-', '–', '—', ':', ' ', '°']);
    let signed = title.len() < after.len() || line.level.is_some();
    let titled = wording::is_capitalised(title) && line.words.len() <= 12 && !title.ends_with(['.', ';', ',', ':']);
    if !apart || !signed || !titled || !line.cells.is_empty() || leader(&line.text).is_some() {
        return None;
    }
    roman(printed).or_else(|| printed.parse().ok())
}

fn roman(printed: &str) -> Option<usize> {
    const NUMBERS: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII",
        "XIX", "XX",
    ];
    NUMBERS.iter().position(|number| *number == printed).map(|at| at + 1)
}

/// Titles of what a convention is about, of what is owed, of how it lasts, changes or ends.
const TITLES: [&[&str]; 7] = [
    &["objet", "objets", "finalite"],
    &["duree"],
    &["engagement", "engagements"],
    &["resiliation", "denonciation", "retrait"],
    &["litiges", "litige", "differends"],
    &["modification", "avenants", "avenant"],
    &["evaluation"],
];

/// Whether the titles are those of a convention: two of what it is about, what is owed, how it lasts, changes or ends.
fn is_convention(lines: &[Line], run: &[usize]) -> bool {
    let says = |sought: &[&str]| {
        run.iter()
            .any(|at| lines[*at].words.iter().any(|word| sought.contains(&word.as_str())))
    };
    TITLES.iter().filter(|titles| says(titles)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn opened(text: &str) -> usize {
        articles(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>())).len()
    }

    #[test]
    fn the_titles_of_articles_make_articles() {
        assert_eq!(opened("1. Objet\n\nUn.\n\n2. Durée\n\nDeux.\n\n3. Litiges\n\nTrois."), 3);
        assert_eq!(
            opened("I – OBJET\n\nUn.\n\nII – SUIVI\n\nDeux.\n\nIII – RÉSILIATION\n\nTrois."),
            3
        );
        assert_eq!(
            opened("1. Parties\n\nUn.\n\n2. Plan d'actions\n\nDeux.\n\n3. Signatures\n\nTrois."),
            0
        );
        assert_eq!(opened("Article 1 : Objet\n\n1. Objet\n\n2. Durée\n\n3. Litiges"), 0);
    }
}
