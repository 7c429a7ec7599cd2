//! PDF with a text layer: where each letter stands on the page tells the lines, the columns, the tables and the paragraphs.
//!
//! Nothing is guessed of what is drawn: a page without letters is said to be one. What stands at the same place of most pages is a
//! header or a footer; it is left out, and said.

mod columns;
mod furniture;
mod grid;
mod ink;
mod prose;
mod rows;
mod swelling;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::builder::Builder;
use super::canon::Block;
use super::{Opened, Trouble};
use columns::Zone;
use ink::Ink;
use prose::Hand;
use rows::Row;

/// The most pages: the longest conventions known have three hundred, annexes included.
const MOST_PAGES: usize = 1_000;

/// The most letters of a document: those of the largest text.
const MOST_LETTERS: usize = 8_000_000;

/// Fewer letters than this on a page, beside a picture, are its number or a stamp.
const BARE_LETTERS: usize = 20;

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
}

/// The blocks of a document, and what was taken as what.
pub(super) fn open(bytes: &[u8]) -> Result<Opened, Trouble> {
    if swelling::swells(bytes) {
        return Err(Trouble::Swollen);
    }
    // The library is made for whole files: whatever breaks it is a damaged one, and stops there.
    let read = catch_unwind(AssertUnwindSafe(|| inks(bytes)));
    let inks = read.unwrap_or_else(|stopped| {
        let swollen = stopped.downcast_ref::<ink::TooMuch>().is_some();
        Err(if swollen {
            Trouble::Swollen
        } else {
            Trouble::Damaged("le document".to_owned())
        })
    })?;
    let bare: Vec<usize> = (1..)
        .zip(&inks)
        .filter(|(_, ink)| is_bare(ink))
        .map(|(number, _)| number)
        .collect();
    if bare.len() == inks.len() || inks.iter().all(|ink| ink.letters.is_empty()) {
        return Err(Trouble::NoText(inks.len()));
    }
    let unknown: usize = inks.iter().map(|ink| ink.unknown).sum();
    let known: usize = inks.iter().map(|ink| ink.letters.len()).sum();
    if unknown > known {
        return Err(Trouble::NoText(inks.len()));
    }
    let mut pages: Vec<Page> = inks.into_iter().flat_map(columns::halves).map(page).collect();
    let mut notes = Vec::new();
    notes.extend(furniture::leave_out(&mut pages));
    if !bare.is_empty() {
        notes.push(without_text(&bare));
    }
    if unknown > 0 {
        notes.push(format!(
            "{unknown} signe{} du document n’ont pas de lettre connue et manquent dans le texte.",
            if unknown > 1 { "s" } else { "" }
        ));
    }
    Ok(Opened {
        blocks: blocks(&pages),
        notes,
    })
}

fn is_bare(ink: &Ink) -> bool {
    ink.letters.is_empty() || (ink.pictures > 0 && ink.letters.len() < BARE_LETTERS)
}

fn without_text(pages: &[usize]) -> String {
    /// How many pages are named.
    const NAMED: usize = 20;
    let named: Vec<String> = pages.iter().take(NAMED).map(usize::to_string).collect();
    let more = if pages.len() > NAMED { ", …" } else { "" };
    format!(
        "Rien n’est écrit en lettres sur {} page{} ({}{more})\u{a0}: si ce sont des images numérisées, leur texte manque.",
        pages.len(),
        if pages.len() > 1 { "s" } else { "" },
        named.join(", ")
    )
}

/// What is drawn on each page.
fn inks(bytes: &[u8]) -> Result<Vec<Ink>, Trouble> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Trouble::Locked,
        // A closed file whose table of contents is cut does not say why it stays closed.
        LoadPdfError::Invalid if swelling::holds(bytes, b"/Encrypt") => Trouble::Locked,
        LoadPdfError::Invalid => Trouble::Damaged("le document".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Trouble::Swollen);
    }
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let (mut inks, mut letters) = (Vec::new(), 0);
    for page in pages.iter() {
        let ink = ink::of(page, &cache, pdf.xref(), &settings);
        letters += ink.letters.len();
        if letters > MOST_LETTERS {
            return Err(Trouble::Swollen);
        }
        inks.push(ink);
    }
    if inks.is_empty() {
        return Err(Trouble::Damaged("le document".to_owned()));
    }
    Ok(inks)
}

fn page(mut ink: Ink) -> Page {
    let tables = grid::tables(&mut ink);
    Page {
        rows: rows::rows(ink.letters),
        tables,
        height: ink.height,
    }
}

fn blocks(pages: &[Page]) -> Vec<Block> {
    let hand = Hand::of(pages);
    let mut blocks = Vec::new();
    for (place, page) in pages.iter().enumerate() {
        if place > 0 {
            blocks.push(Block::Break);
        }
        for zone in columns::zones(page) {
            match zone {
                Zone::Table(table) => blocks.extend(table_blocks(table, &hand)),
                Zone::Text(rows) => hand.write(&rows, None, &mut blocks),
            }
        }
    }
    blocks
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
