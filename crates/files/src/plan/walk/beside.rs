//! Labels in a column of their own, beside what they hold: at its top or in its middle, two a line or one.
//!
//! Never takes a text for a label: only the words of the trade are, and every line must stand in one of the columns.

use super::super::labels::{Label, label};
use super::Walker;
use super::rows::told;
use crate::layout::{self, Gap, Place, Shape, Strip};
use crate::lines::Line;
use crate::passage::Passage;

/// A block of more lines is no part of a sheet.
const MOST_LINES: usize = 40;

impl Walker<'_> {
    /// Reads the lines up to the next blank one, when labels stand on their left and at least one does not begin its value.
    pub(super) fn side_block(&mut self, at: usize) -> Option<usize> {
        let current = self.current.filter(|_| self.blank)?;
        let lines = self.text.lines[at..].iter().take(MOST_LINES);
        let block: Vec<&Line> = lines.take_while(|line| !line.is_blank() && !self.text.runs(line)).collect();
        let fields = fields(&block)?;
        for (name, value) in fields {
            if let Some(label) = label(&name) {
                self.spots[current].told.extend(told(label, &name, &value));
            }
        }
        self.field = None;
        Some(at + block.len())
    }
}

/// The labels of a block with what stands beside each; nothing when each stands at the top of its value, as lines tell by themselves.
fn fields(block: &[&Line]) -> Option<Vec<(String, Passage)>> {
    let places = places(block)?;
    let apart = |line: &&Line| {
        let pieces = layout::pieces(line);
        line.cells.is_empty() && pieces.len() <= places.len() && pieces.iter().all(|piece| layout::under(piece, &places) < 2)
    };
    let opens = layout::pieces(block.first()?)
        .first()
        .is_some_and(|piece| piece.start + 1 < places[1].start);
    if opens || !block.iter().all(apart) {
        return None;
    }
    let strips: Vec<Strip> = block
        .iter()
        .map(|line| layout::strip(line, &places, &places, Gap::Nothing))
        .collect();
    let mut found = Vec::new();
    for left in (0..places.len()).step_by(2) {
        let half: Vec<Strip> = strips.iter().map(|strip| half(strip, left)).collect();
        for row in layout::rows(&half, &shape()) {
            let name = row[0].joined();
            label(&name).filter(|told| is_field(*told))?;
            found.push((name, row[1].clone()));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Two columns of one strip.
fn half(strip: &Strip, left: usize) -> Strip {
    Strip {
        cells: strip.cells[left..left + 2].to_vec(),
        ..strip.clone()
    }
}

/// Each label opens a row.
fn shape() -> Shape<'static> {
    Shape {
        spans: Vec::new(),
        codes: vec![0],
        coded: &|text| label(text).is_some_and(is_field),
    }
}

const fn is_field(told: Label) -> bool {
    !matches!(told, Label::Title | Label::Code | Label::Total)
}

/// Where the columns stand: by the line that has two pieces or four, each second of them beside a label.
fn places(block: &[&Line]) -> Option<Vec<Place>> {
    let named = |text: &str| !text.contains(':') && label(text).is_some_and(is_field);
    let labelled = |line: &&&Line| line.pieces.iter().step_by(2).all(|piece| named(&piece.text));
    let even = block.iter().filter(|line| matches!(line.pieces.len(), 2 | 4));
    let widest = even.filter(labelled).max_by_key(|line| line.pieces.len())?;
    let place = |piece: &crate::lines::Piece| Place {
        start: piece.start,
        end: piece.end,
        loose: false,
    };
    Some(widest.pieces.iter().map(place).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let fields = fields(&lines.iter().collect::<Vec<_>>()).unwrap_or_default();
        fields
            .iter()
            .map(|(name, value)| format!("{name} = {}", value.joined()))
            .collect()
    }

    #[test]
    fn a_label_stands_beside_the_middle_of_its_value() {
        let text = "                 Offrir une place\nObjectifs        à chaque enfant\n                 de la vallée\nPilote           Caf";
        assert_eq!(
            read(text),
            ["Objectifs = Offrir une place à chaque enfant de la vallée", "Pilote = Caf"]
        );
    }

    #[test]
    fn a_label_may_be_wrapped_too() {
        let text = "                 Nombre de places\nIndicateurs      Nombre de familles\nd'évaluation     Taux d'occupation\n                 Délai";
        assert_eq!(
            read(text),
            ["Indicateurs d'évaluation = Nombre de places Nombre de familles Taux d'occupation Délai"]
        );
    }

    #[test]
    fn two_labels_may_share_a_line() {
        let text =
            "               Commune de                  Caf, MSA,\nPilote         Vernay       Partenaires    Département";
        assert_eq!(
            read(text),
            ["Pilote = Commune de Vernay", "Partenaires = Caf, MSA, Département"]
        );
    }

    #[test]
    fn lines_that_tell_by_themselves_are_left_to_them() {
        assert!(read("Pilote           Caf\nPartenaires      MSA").is_empty());
        assert!(read("                 Une phrase\nLa suite         de rien").is_empty());
    }
}
