//! Sheets whose columns were read one after the other: each action is a heading and a run of blocks.
//!
//! Which block is which column is settled later, when names and themes are known.

use domain::reading::{Lines, Sourced};

use super::heading;
use super::years::looks_like_years;
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment::{Kind, Segment};

/// An action of a sheet, its cells still in a row.
#[derive(Debug, Clone)]
pub(crate) struct Torn {
    pub(crate) number: Sourced<String>,
    pub(crate) title: Passage,
    pub(crate) blocks: Vec<Passage>,
}

/// The actions of every torn sheet.
pub(crate) fn torn(segments: &[Segment<'_>]) -> Vec<Torn> {
    let sheets = segments.iter().filter(|segment| segment.kind == Kind::Columns);
    sheets.flat_map(|segment| actions(segment.lines)).collect()
}

fn actions(lines: &[Line]) -> Vec<Torn> {
    let mut found: Vec<Torn> = Vec::new();
    for block in blocks(lines) {
        match open(&block) {
            Some(torn) => found.push(torn),
            None => {
                if let Some(torn) = found.last_mut().filter(|torn| !is_complete(torn)) {
                    torn.blocks.push(block);
                }
            }
        }
    }
    found
}

/// The years close a sheet: what follows them is the noise of the page.
fn is_complete(torn: &Torn) -> bool {
    torn.blocks.len() > 3 && torn.blocks.last().is_some_and(looks_like_years)
}

/// Runs of lines between blank ones; a heading of an action starts its own.
fn blocks(lines: &[Line]) -> Vec<Passage> {
    let mut blocks = all_blocks(lines);
    blocks.retain(|block| !is_column_name(block));
    blocks
}

fn all_blocks(lines: &[Line]) -> Vec<Passage> {
    let mut blocks = vec![Passage::default()];
    for line in lines.iter().filter(|line| line.cells.is_empty()) {
        let opens = line.is_blank() || heading::action(&line.text).is_some();
        if opens && blocks.last().is_some_and(|block| !block.is_empty()) {
            blocks.push(Passage::default());
        }
        if let Some(block) = blocks.last_mut() {
            block.push(line.number, &line.text);
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// The names of the columns of a torn sheet.
pub(crate) fn names(lines: &[Line]) -> Vec<Passage> {
    let mut blocks = all_blocks(lines);
    blocks.retain(is_column_name);
    blocks
}

fn open(block: &Passage) -> Option<Torn> {
    let (line, text) = block.parts().first()?;
    let (number, rest) = heading::action(text)?;
    let mut title = Passage::one(*line, rest);
    block.parts()[1..].iter().for_each(|(line, text)| title.push(*line, text));
    Some(Torn {
        number: Sourced::new(number, Lines::one(*line)),
        title,
        blocks: Vec::new(),
    })
}

/// The names of the columns are repeated on each page.
fn is_column_name(block: &Passage) -> bool {
    const NAMES: [&[&str]; 12] = [
        &["action"],
        &["actions"],
        &["thematique"],
        &["thematiques"],
        &["details", "actions"],
        &["details"],
        &["moyens", "techniques", "et", "humains"],
        &["moyens", "financiers"],
        &["pilote"],
        &["pilotes"],
        &["porteur"],
        &["porteurs"],
    ];
    let words = block.words();
    NAMES.iter().any(|name| *name == words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn blank_lines_bound_the_cells() {
        let text =
            "Actions\n\nMoyens techniques\net humains\n\nAction 3 :\nInformer\n\u{a0}\nSanté\n\nAction 4 : Former\n\n2024";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let found = actions(&normalise(&lines));
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].number.value.as_str(), found[0].title.joined().as_str()),
            ("3", "Informer")
        );
        assert_eq!(found[0].title.lines(), Lines::one(7));
        assert_eq!(found[0].blocks.iter().map(Passage::joined).collect::<Vec<_>>(), ["Santé"]);
        assert_eq!(found[1].blocks.len(), 1);
    }
}
