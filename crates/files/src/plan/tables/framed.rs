//! Frames drawn with signs: between two rules stands a band, and each of its cells runs over several lines.
//!
//! A cell is a label above what it holds, or a label on the left of it, whatever the label and whatever the order of the bands.

use super::super::labels::{Label, label};
use super::super::levels;
use super::super::walk::action_ref;
use super::heads::{Head, heads_of, year_of};
use super::{Row, Table, Text, build};
use crate::lines::Line;
use crate::passage::Passage;

/// The cells of a band, each with all its lines.
type Band = Vec<Passage>;

/// The frame that begins on this line.
pub(super) fn framed(text: Text<'_>, at: usize) -> Option<Table> {
    let opens = |line: &Line| line.framed && line.cells.is_empty();
    if !opens(&text.lines[at]) || at > 0 && text.lines[at - 1].framed {
        return None;
    }
    let (mut bands, mut end) = bands(text, at);
    if let Some(grid) = grid(&bands, end) {
        return Some(grid);
    }
    while let Some((rest, after)) = next_page(text, end) {
        // Two frames that tell enough each are two.
        if grid(&rest, after).is_some() || sheet(&bands, end).is_some() && sheet(&rest, after).is_some() {
            break;
        }
        bands.extend(rest);
        end = after;
    }
    sheet(&bands, end)
}

/// The frame that opens the next page, where the page ends right below this place: its rule closes what goes on.
fn next_page(text: Text<'_>, end: usize) -> Option<(Vec<Vec<&Line>>, usize)> {
    let passed = |line: &&Line| !line.framed && (line.is_blank() || text.runs(line));
    let between: Vec<&Line> = text.lines[end..].iter().take_while(passed).collect();
    let at = end + between.len();
    let opens = text.lines.get(at).is_some_and(|line| line.framed && line.cells.is_empty());
    (opens && between.iter().any(|line| text.runs(line))).then(|| bands(text, at))
}

/// What stands between the rules, and the place after the last; the lines of the pages are passed over inside a band.
fn bands(text: Text<'_>, at: usize) -> (Vec<Vec<&Line>>, usize) {
    let mut bands: Vec<Vec<&Line>> = Vec::new();
    let mut open = false;
    let mut end = at;
    for (index, line) in text.lines.iter().enumerate().skip(at) {
        let page = open && (line.is_blank() && !line.framed || text.runs(line));
        if !line.framed && !page {
            break;
        }
        if page {
            continue;
        }
        if line.cells.is_empty() {
            let closed = open && text.lines.get(index + 1).is_none_or(|next| !next.framed);
            open = false;
            end = index + 1;
            if closed {
                break;
            }
            continue;
        }
        match bands.last_mut().filter(|_| open) {
            Some(band) => band.push(line),
            None => bands.push(vec![line]),
        }
        (open, end) = (true, index + 1);
    }
    (bands, end)
}

/// A frame whose first band names the columns of a table of actions.
fn grid(bands: &[Vec<&Line>], end: usize) -> Option<Table> {
    let (first, rest) = bands.split_first()?;
    let header = whole(first);
    let heads = heads_of(std::slice::from_ref(&header))?.heads;
    let names = |head: &Head| matches!(head, Head::Field(Label::Title | Label::Code));
    let same = |line: &&Line| line.cells.len() == header.len();
    let labels = |band: &Vec<&Line>| whole(band).iter().all(is_name);
    let table = heads.iter().any(names) && rest.iter().flatten().all(same) && !rest.iter().any(labels);
    if !table || rest.is_empty() {
        return None;
    }
    // Where no rule parts the rows, each begins where its first cell is written.
    let rows: Vec<Band> = match rest {
        [body] => {
            let starts = |line: &&Line| line.cells.first().is_some_and(|cell| !cell.is_empty());
            body.chunk_by(|_, next| !starts(next)).map(whole).collect()
        }
        bands => bands.iter().map(|band| whole(band)).collect(),
    };
    build(std::iter::once(header).chain(rows).collect(), end)
}

/// A frame that tells of one action, band after band; or of several, whose title opens a band.
fn sheet(bands: &[Vec<&Line>], end: usize) -> Option<Table> {
    let bands: Vec<Band> = bands.iter().map(|band| whole(band)).collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while at < bands.len() {
        let (band, next) = (&bands[at], bands.get(at + 1));
        // A rule may part the labels from what they hold.
        let below = next.filter(|next| next.len() == band.len() && band.iter().all(is_name) && !next.iter().any(is_name));
        match below {
            Some(values) => rows.extend(band.iter().cloned().zip(values.iter().cloned())),
            None => rows.extend(pairs(band)),
        }
        at += 1 + usize::from(below.is_some());
    }
    let told = rows.iter().filter(|(name, value)| is_name(name) && !value.is_empty()).count();
    (told >= 3).then(|| Table {
        heads: Vec::new(),
        names: Vec::new(),
        rows: rows.into_iter().map(|(name, value)| Row::Cells(vec![name, value])).collect(),
        end,
    })
}

/// The cells of a band, the lines of each put together.
fn whole(band: &[&Line]) -> Band {
    let width = band.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    let mut cells = vec![Passage::default(); width];
    for line in band {
        for (cell, texts) in cells.iter_mut().zip(&line.cells) {
            for text in texts {
                cell.push(line.number, text);
            }
        }
    }
    cells
}

/// What the cells of a band hold, each by its label.
fn pairs(band: &[Passage]) -> Vec<(Passage, Passage)> {
    let beside = band.len().is_multiple_of(2) && band.chunks(2).all(|pair| is_name(&pair[0]) && !is_name(&pair[1]));
    if beside {
        return band.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    }
    band.iter().filter(|cell| !cell.is_empty()).map(below).collect()
}

/// A label, and what stands below it in its cell or after its colon.
fn below(cell: &Passage) -> (Passage, Passage) {
    let parts = cell.parts();
    let (line, first) = &parts[0];
    let rest = || parts[1..].to_vec();
    if let Some((name, value)) = first.split_once(':').filter(|(name, _)| is_name(&Passage::one(*line, name))) {
        let value = std::iter::once((*line, value.trim().to_owned())).chain(rest()).collect();
        return (Passage::one(*line, name.trim()), Passage::new(value));
    }
    if is_name(&Passage::one(*line, first)) && parts.len() > 1 {
        return (Passage::one(*line, first), Passage::new(rest()));
    }
    (cell.clone(), Passage::default())
}

/// Whether a cell names what another holds.
fn is_name(cell: &Passage) -> bool {
    let [(_, text)] = cell.parts() else { return false };
    let level = || levels::level_word(text).is_some_and(|(_, rest)| rest.trim().is_empty());
    let number = || action_ref(text).is_some_and(|(_, title)| title.is_empty());
    label(text).is_some() || year_of(text).is_some() || level() || number()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let running = lines.iter().filter(|line| line.text.starts_with("Page "));
        let running: HashSet<u32> = running.map(|line| line.number).collect();
        let text = Text {
            lines: &lines,
            running: &running,
        };
        let table = framed(text, 0).expect("a frame");
        let cells = |row: &Row| match row {
            Row::Cells(cells) => cells.iter().map(Passage::joined).collect::<Vec<_>>().join(" | "),
            Row::Section(title) => title.joined(),
        };
        table.rows.iter().map(cells).collect()
    }

    #[test]
    fn labels_stand_above_what_they_hold_or_on_its_left() {
        let sheet = "\
+------------------------------+
| FICHE 3    Ouvrir un lieu    |
|            au bourg          |
+--------------+---------------+
| OÙ           | QUI PILOTE    |
| Val,         | La Caf        |
| Mont         |               |
+--------------+---------------+
| 2024 | 2025                  |
| [X]  | S1 [X] S2 [ ]         |
+--------------+---------------+";
        let told = [
            "FICHE 3 | Ouvrir un lieu au bourg",
            "OÙ | Val, Mont",
            "QUI PILOTE | La Caf",
            "2024 | [X]",
        ];
        assert_eq!(read(sheet)[..4], told);
        assert_eq!(read(sheet)[4], "2025 | S1 [X] S2 [ ]");
    }

    #[test]
    fn a_frame_that_a_page_cuts_is_one() {
        let sheet = "\
+--------------+---------------+
| Porteur      | Le CCAS       |
| Public       | Les aînés     |
+--------------+---------------+

Page 4 sur 9

+--------------+---------------+
| Pilote       | La MSA        |
+--------------+---------------+";
        let ruled = sheet.replace("| Public ", "+--------------+---------------+\n| Public ");
        assert_eq!(read(&ruled), ["Porteur | Le CCAS", "Public | Les aînés", "Pilote | La MSA"]);
    }

    #[test]
    fn a_rule_may_part_labels_from_values_and_a_colon_too() {
        let sheet = "\
┌──────────────┬───────────────┐
│ Porteur      │ Public        │
├──────────────┼───────────────┤
│ Le CCAS      │ Les aînés     │
├──────────────┴───────────────┤
│ Action 4 : Tenir une table   │
├──────────────────────────────┤
│ Pilote : la MSA              │
└──────────────────────────────┘";
        let told = [
            "Porteur | Le CCAS",
            "Public | Les aînés",
            "Action 4 | Tenir une table",
            "Pilote | la MSA",
        ];
        assert_eq!(read(sheet), told);
    }

    #[test]
    fn a_frame_may_be_a_table_with_rules_between_its_rows_or_none() {
        let grid = "\
+----+-----------+--------+------+
| N° | Action    | Pilote | 2024 |
+----+-----------+--------+------+
| 1  | Ouvrir un | Caf    |  X   |
|    | relais    |        |      |
| 2  | Former    | MSA    |      |
+----+-----------+--------+------+";
        assert_eq!(read(grid), ["1 | Ouvrir un relais | Caf | X", "2 | Former | MSA | "]);
        let ruled = grid.replace("| 2  |", "+----+-----------+--------+------+\n| 2  |");
        assert_eq!(read(&ruled), read(grid));
    }
}
