//! Rows parted by tabs whose cells hold several lines, as a table copied from a word processor is pasted: a line of the text is a
//! piece of a row only.
//!
//! Never joins rows: lines are put together only where together they have as many cells as the header, and where no second code opens.

use super::super::codes;
use super::super::levels;
use super::Text;
use super::heads::{Head, head};
use crate::lines::Line;
use crate::passage::Passage;

/// A row runs over no more lines than this.
const MOST_LINES: usize = 16;

/// The row that begins on this line, its cells whole, and the place after it; absent when the line is a row by itself.
pub(super) fn row(text: Text<'_>, at: usize, header: &[Passage]) -> Option<(Vec<Passage>, usize)> {
    let width = header.len();
    let mut row = cells(&text.lines[at]);
    let mut end = at + 1;
    if width < 3 || row.len() < 2 || row.len() > width {
        return None;
    }
    while row.len() < width {
        let line = text.lines.get(end).filter(|line| is_rest(text, line, header))?;
        let mut more = cells(line).into_iter();
        if end - at > MOST_LINES || row.len() + more.len() - 1 > width {
            return None;
        }
        if let (Some(last), Some(first)) = (row.last_mut(), more.next()) {
            last.append(first);
        }
        row.extend(more);
        end += 1;
    }
    while let Some(line) = text.lines.get(end).filter(|line| ends_cell(text, line, &row)) {
        if let Some(last) = row.last_mut() {
            last.push(line.number, &line.text);
        }
        end += 1;
    }
    (end > at + 1).then_some((row, end))
}

fn cells(line: &Line) -> Vec<Passage> {
    if line.cells.is_empty() {
        return vec![Passage::one(line.number, &line.text)];
    }
    super::cells(line)
}

/// Whether a line may go on a row that is not whole: it opens no row of its own.
fn is_rest(text: Text<'_>, line: &Line, header: &[Passage]) -> bool {
    let first = line.cells.first();
    let empty = first.is_some_and(Vec::is_empty);
    let opens = first.and_then(|cell| cell.first()).unwrap_or(&line.text);
    let coded = head(&header[0]) == Head::Field(super::Label::Code) && codes::whole(opens).is_some();
    let heading = levels::heading(&Passage::one(line.number, &line.text)).is_some();
    !line.is_blank() && !text.runs(line) && !empty && !coded && !heading
}

/// Whether a line without a tab goes on the last cell of a whole row: an item below others, or the end of a sentence.
fn ends_cell(text: Text<'_>, line: &Line, row: &[Passage]) -> bool {
    if line.is_blank() || text.runs(line) || !line.cells.is_empty() {
        return false;
    }
    let last = row.last().and_then(|cell| cell.parts().last());
    let listed = last.is_some_and(|(_, text)| crate::lines::bullet(text).is_some());
    listed && line.item().is_some() || last.is_some() && line.text.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let running = HashSet::new();
        let header = super::super::cells(&lines[0]);
        let text = Text {
            lines: &lines,
            running: &running,
        };
        let (row, end) = row(text, 1, &header)?;
        Some((row.iter().map(Passage::joined).collect(), end))
    }

    #[test]
    fn a_row_is_whole_when_it_has_the_cells_of_its_header() {
        let told =
            read("N°\tAction\tPilote\tIndicateurs\n4\tOuvrir un relais\tCaf\nMSA\t- Séances\n- Familles\n5\tFermer\tCaf\tRien");
        let cells = ["4", "Ouvrir un relais", "Caf MSA", "- Séances - Familles"].map(str::to_owned);
        assert_eq!(told, Some((cells.to_vec(), 4)));
    }

    #[test]
    fn a_short_row_that_another_follows_stays() {
        assert_eq!(read("N°\tAction\tPilote\tIndicateurs\n4\tOuvrir\n5\tFermer\tCaf"), None);
        assert_eq!(
            read("N°\tAction\tPilote\n4\tOuvrir\tCaf\nAxe 2 : Aider\n5\tFermer\tCaf"),
            None
        );
    }
}
