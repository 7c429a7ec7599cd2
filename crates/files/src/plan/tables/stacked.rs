//! Sheets that a converter has torn: a label, a blank line, what it holds, a blank line, the next label.
//!
//! Never opens on one label alone: three must follow one another, each with what it holds, and each in its usual words.

use super::super::labels::{Label, label};
use super::super::levels;
use super::super::walk::{action_ref, is_usual};
use super::torn::{Run, run};
use super::{Row, Table, Text};
use crate::passage::Passage;

/// Fewer labels that hold something are no sheet.
const FEWEST_TOLD: usize = 3;

/// A sheet has no more labels.
const MOST_LABELS: usize = 40;

/// The sheet whose first label stands on this line.
pub(super) fn stacked(text: Text<'_>, at: usize) -> Option<Table> {
    let line = &text.lines[at];
    if line.is_blank() || text.runs(line) || !line.cells.is_empty() || !is_label(&line.text) {
        return None;
    }
    let (mut rows, mut end, mut told) = (Vec::new(), at, 0);
    let mut next = run(text, at);
    while let Some(name) = next.filter(|next| is_name(&next.passage) && rows.len() < MOST_LABELS) {
        end = name.end;
        next = run(text, end);
        let value = next.take_if(|next| !is_name(&next.passage) && !opens_another(next));
        if let Some(value) = &value {
            told += 1;
            end = value.end;
            next = run(text, end);
        }
        let held = value.map_or_else(Passage::default, |value| value.passage);
        rows.push(Row::Cells(vec![name.passage, held]));
    }
    (told >= FEWEST_TOLD && told * 2 > rows.len()).then(|| Table {
        heads: Vec::new(),
        names: Vec::new(),
        rows,
        end,
    })
}

fn is_name(passage: &Passage) -> bool {
    matches!(passage.parts(), [(_, text)] if is_label(text))
}

/// "Pilote", "Indicateurs d'évaluation", "Axe": a label and nothing else.
pub(super) fn is_label(text: &str) -> bool {
    let bare = text.trim_end_matches([' ', ':']);
    let level = || levels::level_word(bare).is_some_and(|(_, rest)| rest.trim().is_empty());
    let known = || label(bare).is_some_and(|label| !matches!(label, Label::Code | Label::Total));
    let said = crate::wording::is_capitalised(bare) && !bare.ends_with(['.', ';', ',']);
    said && (level() || known() && is_usual(bare))
}

/// What opens another sheet holds no value.
fn opens_another(next: &Run) -> bool {
    next.passage
        .parts()
        .first()
        .is_some_and(|(_, text)| action_ref(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tables::trial;

    fn read(text: &str) -> Option<Vec<String>> {
        trial::told(text, " | ", |text, _| stacked(text, 0))
    }

    #[test]
    fn labels_and_values_come_one_below_the_other() {
        let text = "Intitulé\n\nOuvrir un accueil pour\nles parents\n\nAxe\n\nAxe 1 – Grandir\n\nPage 3\n\nPorteur\n\nPilote\n\nCaf\n\n\
                    FICHE ACTION 2\n\nIntitulé\n\nFormer";
        let told = [
            "Intitulé | Ouvrir un accueil pour les parents",
            "Axe | Axe 1 – Grandir",
            "Porteur | ",
            "Pilote | Caf",
        ];
        assert_eq!(read(text), Some(told.map(str::to_owned).to_vec()));
    }

    #[test]
    fn two_labels_are_no_sheet() {
        assert_eq!(
            read("Objectifs\n\nAider les parents\n\nPublic\n\nTous\n\nUn autre paragraphe."),
            None
        );
    }
}
