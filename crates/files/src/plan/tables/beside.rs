//! Sheets drawn with blanks: labels in a column on the left, what each holds on its right, over as many lines as it takes.
//!
//! Never opens on fewer than three usual labels, each with something beside it. A label stands at the top of its row or in its middle,
//! whichever leaves the rows best placed: that is the layout's to tell.

use super::super::levels;
use super::super::walk::action_ref;
use super::stacked::is_label;
use super::{Row, Table, Text};
use crate::layout::{self, Gap, Shape, Strip};
use crate::lines::{Line, Piece};
use crate::passage::Passage;
use crate::segment;
use crate::wording::is_capitalised;

/// Fewer labels are no sheet.
const FEWEST_LABELS: usize = 3;

/// Fewer items say nothing of where labels stand.
const FEWEST_ITEMS: usize = 2;

/// The first label stands no farther below the first line.
const NEAR: usize = 3;

/// What a column holds begins no farther from its place: letters are of various widths.
const AWAY: usize = 3;

/// A sheet has no more lines.
const MOST_LINES: usize = 200;

/// The sheet that begins on this line.
pub(super) fn beside(text: Text<'_>, at: usize) -> Option<Table> {
    let line = &text.lines[at];
    if line.is_blank()
        || text.runs(line)
        || ends(line)
        || line.indent == 0 && layout::pieces(line).len() < 2 && !is_label(&line.text)
    {
        return None;
    }
    let place = place(text, at)?;
    halves(line, place)?;
    let (strips, end) = strips(text, at, place);
    // The end of what stands above, "communes", is no label.
    let opening = strips.iter().find(|strip| !strip.cells[0].is_empty())?;
    if !is_capitalised(&opening.cells[0]) {
        return None;
    }
    let told = |strip: &&Strip| is_label(&strip.cells[0]) || strip.cells[0].is_empty();
    let labels = strips.iter().filter(|strip| !strip.cells[0].is_empty());
    let (known, all) = (labels.clone().filter(told).count(), labels.count());
    if known < FEWEST_LABELS || known * 2 <= all {
        return None;
    }
    let rows = match parted_by_blanks(&strips) {
        Some(rows) => rows,
        None if in_the_middle(&strips) => centred(&strips).unwrap_or_else(|| layout::rows(&strips, &shape())),
        None => at_the_top(&strips),
    };
    Some(Table {
        heads: Vec::new(),
        names: Vec::new(),
        rows: rows.into_iter().map(Row::Cells).collect(),
        end,
    })
}

/// A label opens a row; small letters go on one.
fn shape() -> Shape<'static> {
    Shape {
        spans: vec![false, false],
        codes: vec![0],
        coded: &|text| is_capitalised(text),
    }
}

/// The rows, where a blank line stands between any two: each block has one label.
fn parted_by_blanks(strips: &[Strip]) -> Option<Vec<Vec<Passage>>> {
    let blocks: Vec<&[Strip]> = strips.chunk_by(|_, next| next.before == Gap::Nothing).collect();
    let labels = |block: &&[Strip]| block.iter().filter(|strip| is_capitalised(&strip.cells[0])).count();
    let blanks = strips.iter().filter(|strip| strip.before == Gap::Blank).count();
    let parted = blanks >= FEWEST_LABELS && blocks.iter().all(|block| labels(block) < 2);
    parted.then(|| {
        let mut rows: Vec<Vec<Passage>> = Vec::new();
        for block in blocks {
            // What a page cut has no label.
            if labels(&block) > 0 || rows.is_empty() {
                rows.push(vec![Passage::default(); 2]);
            }
            if let Some(row) = rows.last_mut() {
                fill(row, block);
            }
        }
        rows
    })
}

fn fill(row: &mut [Passage], strips: &[Strip]) {
    for strip in strips {
        for (cell, text) in row.iter_mut().zip(&strip.cells) {
            cell.push(strip.number, text);
        }
    }
}

/// Whether labels stand in the middle of their rows: one stands alone between two lines of what it holds, or below the first.
fn in_the_middle(strips: &[Strip]) -> bool {
    let beside = |strip: &Strip| strip.cells[0].is_empty();
    let between = |three: &[Strip]| {
        let [above, label, below] = three else { return false };
        let together = label.before == Gap::Nothing && below.before == Gap::Nothing;
        beside(above) && !beside(label) && label.cells[1].is_empty() && beside(below) && together
    };
    // "- Caf" right above "Partenaires   - PMI", below a label that holds no list.
    let item = |strip: &Strip| crate::lines::bullet(&strip.cells[1]).is_some();
    let leads = |three: &[Strip]| {
        let [label, above, next] = three else { return false };
        let held = !beside(label) && !label.cells[1].is_empty() && !item(label) && !label.cells[1].ends_with(':');
        held && beside(above) && item(above) && !beside(next) && item(next)
    };
    strips.first().is_some_and(beside) || strips.windows(3).any(|three| between(three) || leads(three))
}

/// The rows of a sheet whose labels stand in the middle: each label has as many lines above it as below. Absent where the lines do
/// not come out even; where items tell that no line goes on the one above, a label alone may be printed one line too low.
fn centred(strips: &[Strip]) -> Option<Vec<Vec<Passage>>> {
    let alone: Vec<&Strip> = strips.iter().filter(|strip| strip.cells[0].is_empty()).collect();
    let items = alone
        .iter()
        .filter(|strip| crate::lines::bullet(&strip.cells[1]).is_some())
        .count();
    let listed = items >= FEWEST_ITEMS && items * 2 >= alone.len();
    let labels = spans_of_labels(strips);
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    let mut from = 0;
    for (index, (first, last)) in labels.iter().enumerate() {
        let next = labels.get(index + 1).map(|(next, _)| *next);
        let above = first.checked_sub(from)?;
        let wanted = match next {
            None if listed => strips.len(),
            _ => last + 1 + above,
        };
        let low = usize::from(listed && strips[*first].cells[1].is_empty());
        let end = wanted.min(next.unwrap_or(strips.len()));
        // Without items, the last label has to come out even too.
        if !listed && next.is_none() && end < strips.len() {
            return None;
        }
        if wanted > end + low {
            return None;
        }
        let mut row = vec![Passage::default(); 2];
        fill(&mut row, &strips[from..end]);
        rows.push(row);
        from = end;
    }
    Some(rows)
}

/// The first and the last line of each label: "Communes", and "concernées" below what it holds, are one.
fn spans_of_labels(strips: &[Strip]) -> Vec<(usize, usize)> {
    let mut labels: Vec<(usize, usize)> = Vec::new();
    for (at, strip) in strips.iter().enumerate().filter(|(_, strip)| !strip.cells[0].is_empty()) {
        let goes_on = |(_, last): &&mut (usize, usize)| {
            let around = last + 2 == at && strips[*last].cells[1].is_empty() && strip.cells[1].is_empty();
            (last + 1 == at || around) && !is_capitalised(&strip.cells[0])
        };
        match labels.last_mut().filter(goes_on) {
            Some((_, last)) => *last = at,
            None => labels.push((at, at)),
        }
    }
    labels
}

/// The rows of a sheet whose labels stand at the top.
fn at_the_top(strips: &[Strip]) -> Vec<Vec<Passage>> {
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    for strip in strips {
        if is_capitalised(&strip.cells[0]) || rows.is_empty() {
            rows.push(vec![Passage::default(); 2]);
        }
        if let Some(row) = rows.last_mut() {
            fill(row, std::slice::from_ref(strip));
        }
    }
    rows
}

/// Where what the labels hold begins: where most of the first lines with a label say so.
fn place(text: Text<'_>, at: usize) -> Option<usize> {
    let written = text.lines[at..]
        .iter()
        .take(MOST_LINES)
        .filter(|line| !line.is_blank() && !text.runs(line));
    let lines: Vec<&Line> = written.take(NEAR * 4).collect();
    let second = |line: &&&Line| {
        let pieces = &line.pieces;
        let labelled = pieces.len() > 1 && is_label(&pieces[0].text) && !pieces[1..].iter().any(|piece| is_label(&piece.text));
        labelled.then(|| pieces[1].start)
    };
    let starts: Vec<usize> = lines.iter().filter_map(|line| second(&line)).collect();
    let first = lines
        .iter()
        .take(NEAR)
        .any(|line| second(&line).is_some() || is_label(&line.text));
    let near = |start: &&usize| starts.iter().filter(|other| other.abs_diff(**start) <= AWAY).count();
    let place = starts.iter().max_by_key(near).copied()?;
    (first && starts.len() > 1 && near(&&place) * 3 > starts.len() * 2).then_some(place)
}

/// The lines of the sheet, each with its label and what it holds, and the place after the last.
fn strips(text: Text<'_>, at: usize, place: usize) -> (Vec<Strip>, usize) {
    let (mut strips, mut end, mut gap): (Vec<Strip>, usize, Gap) = (Vec::new(), at, Gap::Nothing);
    for (index, line) in text.lines.iter().enumerate().skip(at).take(MOST_LINES) {
        if line.turns || text.runs(line) {
            gap = Gap::Page;
        }
        if line.is_blank() && gap == Gap::Nothing {
            gap = Gap::Blank;
        }
        if line.is_blank() || text.runs(line) {
            continue;
        }
        let Some([label, value]) = halves(line, place).filter(|_| !ends(line)) else {
            break;
        };
        // A title in the middle of the page is beside no label.
        let apart = gap != Gap::Nothing && label.is_empty() && line.indent > place + AWAY;
        if apart {
            break;
        }
        strips.push(Strip {
            number: line.number,
            cells: vec![label, value],
            before: std::mem::take(&mut gap),
        });
        end = index + 1;
    }
    (strips, end)
}

/// Whether a line is no longer of the sheet.
fn ends(line: &Line) -> bool {
    let heading =
        levels::heading(&Passage::one(line.number, &line.text)).is_some() && line.pieces.is_empty() && line.indent < 2;
    let part = segment::is_annex_heading(line) || segment::is_article_heading(line);
    !line.cells.is_empty() || line.framed || heading || part || action_ref(&line.text).is_some() && line.pieces.len() < 2
}

/// What stands on each side of the place; absent when a text crosses it.
fn halves(line: &Line, place: usize) -> Option<[String; 2]> {
    let from = place.saturating_sub(AWAY);
    let pieces = layout::pieces(line);
    let (left, right): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.start < from);
    let crosses = left.iter().any(|piece| piece.end > place) || left.len() > 1;
    let joined = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
    (!crosses).then(|| [joined(&left), joined(&right)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tables::trial;

    fn read(text: &str) -> Option<Vec<String>> {
        trial::told(text, " | ", |text, _| beside(text, 0))
    }

    #[test]
    fn labels_stand_at_the_top_of_their_rows() {
        let text = "\
Intitulé          Ouvrir un lieu pour les
                  parents du nord
Objectifs         - Rompre l'isolement
opérationnels     - Aider les parents
Pilote            ☒ Caf      ☐ Commune
Page 4
Nature            Nouvelle

Partenaires       PMI
Un paragraphe qui commence au bord et va plus loin que la colonne des labels.";
        let told = [
            "Intitulé | Ouvrir un lieu pour les parents du nord",
            "Objectifs opérationnels | - Rompre l'isolement - Aider les parents",
            "Pilote | ☒ Caf ☐ Commune",
            "Nature | Nouvelle",
            "Partenaires | PMI",
        ];
        assert_eq!(read(text), Some(told.map(str::to_owned).to_vec()));
    }

    #[test]
    fn labels_stand_in_the_middle_of_their_rows() {
        let text = [
            "                  Former les équipes des",
            "Intitulé",
            "                  crèches du nord",
            "Pilote            Caf",
            "                  Les équipes changent tous les ans,",
            "Contexte          les familles ne savent plus à qui",
            "                  parler",
            "Public            Les équipes",
        ];
        let told = [
            "Intitulé | Former les équipes des crèches du nord",
            "Pilote | Caf",
            "Contexte | Les équipes changent tous les ans, les familles ne savent plus à qui parler",
            "Public | Les équipes",
        ];
        assert_eq!(read(&text.join("\n")), Some(told.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_label_has_as_many_lines_above_it_as_below() {
        let text = [
            "                  Rendre service aux familles",
            "Axe",
            "                  et aux jeunes",
            "                  – Garder les maisons ouvertes",
            "Objectifs",
            "                  – Aider les projets",
            "Public            Les familles",
            "                  – 2024 : choix du lieu",
            "Déroulement       – 2025 : chantier",
            "                  – 2026 : ouverture",
            "Pilote            Caf",
            "Communes",
            "                  Val, Mont",
            "concernées",
            "Moyens            Deux agents",
            "                  2025 : Caf 400 €",
            "Financements",
            "                  2026 : Caf 220 €",
        ];
        let told = [
            "Axe | Rendre service aux familles et aux jeunes",
            "Objectifs | – Garder les maisons ouvertes – Aider les projets",
            "Public | Les familles",
            "Déroulement | – 2024 : choix du lieu – 2025 : chantier – 2026 : ouverture",
            "Pilote | Caf",
            "Communes concernées | Val, Mont",
            "Moyens | Deux agents",
            "Financements | 2025 : Caf 400 € 2026 : Caf 220 €",
        ];
        assert_eq!(read(&text.join("\n")), Some(told.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_paragraph_is_no_sheet() {
        assert_eq!(read("Pilote            Caf\nUn paragraphe qui va plus loin que cela."), None);
    }
}
