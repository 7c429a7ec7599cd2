//! One file spoilt in one way after another: its bytes, or one member of an archive, which is packed again.
//!
//! The same number always spoils in the same way.

use std::io::{Cursor, Read as _, Write as _};

use fastrand::Rng;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The longest run of bytes moved at once.
const RUN: usize = 600;
/// Ways of spoiling, one after the other, at most.
const WAYS: usize = 6;

/// Pieces that mean something to one reader or another.
const PIECES: [&[u8]; 30] = [
    b"<",
    b"</w:p>",
    b"<w:tbl>",
    b"<w:gridSpan w:val=\"999999\"/>",
    b"<table:table-cell table:number-columns-repeated=\"99999999\"/>",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#0;",
    b"]]>",
    b"<table><tr><td rowspan=\"65535\" colspan=\"65535\">",
    b"</td>",
    b"endobj",
    b"stream\n",
    b"/Length 999999999",
    b"<< /Kids [1 0 R] >>",
    b"BT",
    b"Tj",
    b"\xff\xfe",
    b"\x00",
    b"\r\n\r\n",
    b"\t\t\t\t",
    "é".as_bytes(),
    b"99999999999999999999",
    b"-1",
    b"31/02/2026",
    b"{\"",
    b"[[",
    b"\\u0000",
    b"Action 999999999 :",
    b"Article",
];

/// The file, spoilt in the way of this number.
pub(crate) fn spoilt(bytes: &[u8], number: u64) -> Vec<u8> {
    let mut rng = Rng::with_seed(number);
    let member = bytes.starts_with(b"PK") && rng.u8(..) < 200;
    if member && let Some(packed) = inside(bytes, &mut rng) {
        return packed;
    }
    let mut spoilt = bytes.to_vec();
    ways(&mut spoilt, &mut rng);
    spoilt
}

/// The archive with one of its members spoilt.
fn inside(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = rng.usize(..archive.len());
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let mut held = Vec::new();
        member.read_to_end(&mut held).ok()?;
        if index == chosen {
            ways(&mut held, rng);
        }
        let name = member.name().ok()?.into_owned();
        packed.start_file(name, SimpleFileOptions::default()).ok()?;
        packed.write_all(&held).ok()?;
    }
    Some(packed.finish().ok()?.into_inner())
}

fn ways(bytes: &mut Vec<u8>, rng: &mut Rng) {
    for _ in 0..rng.usize(1..=WAYS) {
        if bytes.is_empty() {
            return;
        }
        way(bytes, rng);
    }
}

fn way(bytes: &mut Vec<u8>, rng: &mut Rng) {
    let at = rng.usize(..bytes.len());
    let end = bytes.len().min(at + rng.usize(1..=RUN));
    match rng.u8(..8) {
        0 => bytes[at] = rng.u8(..),
        1 => bytes[at] ^= 1 << rng.u8(..8),
        2 => {
            bytes.drain(at..end);
        }
        3 => {
            let run = bytes[at..end].to_vec();
            let to = rng.usize(..=bytes.len());
            bytes.splice(to..to, run);
        }
        4 => {
            let run: Vec<u8> = bytes.drain(at..end).collect();
            let to = rng.usize(..=bytes.len());
            bytes.splice(to..to, run);
        }
        5 => bytes.truncate(at),
        6 => {
            let piece = PIECES[rng.usize(..PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        _ => {
            let piece = PIECES[rng.usize(..PIECES.len())];
            bytes.splice(at..end, piece.iter().copied());
        }
    }
}

#[test]
fn a_number_spoils_in_one_way_and_another_in_another() {
    let whole = b"Convention territoriale globale, article 1".to_vec();
    assert_eq!(spoilt(&whole, 7), spoilt(&whole, 7));
    let all: std::collections::HashSet<Vec<u8>> = (0..50).map(|number| spoilt(&whole, number)).collect();
    assert!(all.len() > 40, "{}", all.len());
}
