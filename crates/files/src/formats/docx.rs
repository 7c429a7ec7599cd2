//! DOCX: the document part of an archive of Word, with the styles, the lists and the notes that it refers to.
//!
//! Tracked changes are taken as accepted, and said. Headers, footers, comments and pictures are not read; fields are not computed.

mod body;
mod numbering;
mod styles;

use std::collections::BTreeMap;

use super::archive::Archive;
use super::xml::{Piece, walk};
use super::{Opened, Trouble};
use body::Body;
use numbering::Numbering;
use styles::Styles;

/// Where the document usually is.
const USUAL: &str = "word/document.xml";

/// Whether an archive is a document of Word.
pub(super) fn is_one(archive: &mut Archive<'_>) -> bool {
    archive.has("[Content_Types].xml") && main_part(archive).is_some_and(|part| archive.has(&part))
}

/// What the archive says is the document, when that is a text.
fn main_part(archive: &mut Archive<'_>) -> Option<String> {
    let relations = archive.part("_rels/.rels").ok().flatten().unwrap_or_default();
    let mut found = None;
    let _ = walk(&relations, "_rels/.rels", |piece| {
        if let Piece::Open(tag) = piece
            && tag.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            found = tag.get("Target");
        }
    });
    let found = found.map(|target| target.trim_start_matches('/').to_owned());
    found
        .or_else(|| Some(USUAL.to_owned()))
        .filter(|part| part.starts_with("word/"))
}

/// The blocks of the document, and what was taken as what.
pub(super) fn open(archive: &mut Archive<'_>) -> Result<Opened, Trouble> {
    let main = main_part(archive).unwrap_or_else(|| USUAL.to_owned());
    let lacking = || Trouble::Damaged(format!("la partie «\u{a0}{main}\u{a0}»"));
    let text = archive.part(&main)?.ok_or_else(lacking)?;
    let styles = Styles::read(&archive.part("word/styles.xml")?.unwrap_or_default())?;
    let numbering = archive.part("word/numbering.xml")?.unwrap_or_default();
    let mut notes = BTreeMap::new();
    for (part, kind) in [("word/footnotes.xml", "w:footnote"), ("word/endnotes.xml", "w:endnote")] {
        let xml = archive.part(part)?.unwrap_or_default();
        let mut body = Body::new(&styles, Numbering::read(&numbering)?, BTreeMap::new());
        walk(&xml, part, |piece| body.piece(piece))?;
        notes.extend(body.read_notes().into_iter().map(|(id, words)| ((kind, id), words)));
    }
    let mut body = Body::new(&styles, Numbering::read(&numbering)?, notes);
    walk(&text, &main, |piece| body.piece(piece))?;
    body.finish()
}
