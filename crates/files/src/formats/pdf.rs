//! PDF: where each letter stands on the page tells the lines, the columns, the tables and the paragraphs.
//!
//! Nothing is guessed of what is drawn: a page without letters is said to be one, unless someone recognises them on its picture, which
//! is said too. What stands at the same place of most pages is a header or a footer; it is left out, and said.

mod columns;
mod furniture;
mod grid;
mod hocr;
mod ink;
mod notes;
mod pages;
mod prose;
mod rows;
mod scan;
mod swelling;
mod wide_rows;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::builder::Builder;
use super::canon::Block;
use super::{Opened, Trouble};
use crate::recognition::Means;
use columns::Zone;
use ink::Ink;
use pages::is_bare;
use prose::Hand;
use rows::Row;

/// How far the mark of a PDF is looked for, in bytes.
const BEGINNING_BYTES: usize = 1024;

/// Whether bytes are a PDF.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(BEGINNING_BYTES)]
        .windows(5)
        .any(|window| window == b"%PDF-")
}

/// A page, read: its tables stand among its rows.
struct Page {
    rows: Vec<Row>,
    tables: Vec<grid::Table>,
    height: f64,
    recognised: bool,
}

/// The blocks of a document, and what was taken as what.
pub(super) fn open(bytes: &[u8], means: Means<'_>) -> Result<Opened, Trouble> {
    if swelling::swells(bytes) {
        return Err(Trouble::Swollen);
    }
    // The library is made for whole files: whatever breaks it is a damaged one, and stops there.
    let read = catch_unwind(AssertUnwindSafe(|| pages::read(bytes, means)));
    let read = read.unwrap_or_else(|stopped| {
        let swollen = stopped.downcast_ref::<ink::TooMuch>().is_some();
        Err(if swollen {
            Trouble::Swollen
        } else {
            Trouble::Damaged("le document".to_owned())
        })
    })?;
    let inks = read.inks;
    let numbered = |asked: &dyn Fn(&Ink) -> bool| -> Vec<usize> {
        let found = (1..).zip(&inks).filter(|(_, ink)| asked(ink));
        found.map(|(number, _)| number).collect()
    };
    let (bare, recognised) = (numbered(&is_bare), numbered(&|ink| ink.recognised));
    let unknown: usize = inks.iter().map(|ink| ink.unknown).sum();
    let known: usize = inks.iter().map(|ink| ink.letters.len()).sum();
    if bare.len() == inks.len() || unknown > known {
        return Err(if read.asked {
            Trouble::Unrecognised(inks.len())
        } else {
            Trouble::NoText(inks.len())
        });
    }
    let pictures = if read.asked {
        0
    } else {
        numbered(&|ink| is_bare(ink) && ink.pictures > 0).len()
    };
    let mut pages: Vec<Page> = inks.into_iter().flat_map(columns::halves).map(page).collect();
    let mut notes = Vec::new();
    notes.extend(furniture::leave_out(&mut pages));
    notes.extend(notes::recognised(&recognised, read.doubtful));
    notes.extend(notes::without_text(&bare, read.asked));
    notes.extend(notes::unknown(unknown));
    let (blocks, recognised) = blocks(&pages);
    Ok(Opened {
        blocks,
        notes,
        recognised,
        pictures,
    })
}

fn page(mut ink: Ink) -> Page {
    let tables = grid::tables(&mut ink);
    Page {
        rows: rows::rows(ink.letters),
        tables,
        height: ink.height,
        recognised: ink.recognised,
    }
}

/// The blocks, and which of them were recognised on pictures.
fn blocks(pages: &[Page]) -> (Vec<Block>, Vec<Range<usize>>) {
    let hand = Hand::of(pages);
    let (mut blocks, mut recognised) = (Vec::new(), Vec::new());
    for (place, page) in pages.iter().enumerate() {
        if place > 0 {
            blocks.push(Block::Break);
        }
        let start = blocks.len();
        for zone in columns::zones(page) {
            match zone {
                Zone::Table(table) => blocks.extend(table_blocks(table, &hand)),
                Zone::Text(rows) => hand.write(&rows, None, &mut blocks),
            }
        }
        if page.recognised {
            recognised.push(start..blocks.len());
        }
    }
    (blocks, recognised)
}

/// The rows of a table, through the same door as every other format.
fn table_blocks(table: &grid::Table, hand: &Hand) -> Vec<Block> {
    let mut builder = Builder::new();
    builder.open_table();
    for row in &table.rows {
        builder.open_row();
        for cell in row {
            builder.open_cell(cell.span);
            let mut words = Vec::new();
            hand.write(&cell.rows, cell.edge, &mut words);
            builder.put(words);
            builder.close_cell();
        }
    }
    builder.close_table();
    builder.finish().unwrap_or_default()
}
