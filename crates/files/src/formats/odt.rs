//! ODT: the content of an archive of OpenDocument, or the same document in one XML file, with the styles and lists it refers to.
//!
//! Tracked changes are taken as accepted, and said. Headers, footers, comments and pictures are not read.

mod body;
mod lists;
mod styles;

use super::archive::Archive;
use super::xml::walk;
use super::{Opened, Trouble};
use body::Body;
use lists::Lists;
use styles::Styles;

/// The type of a text, and of its models.
const TEXT: &str = "application/vnd.oasis.opendocument.text";

/// How far the beginning of a document in one file is looked for, in bytes.
const BEGINNING_BYTES: usize = 4000;

/// Whether an archive is a text of OpenDocument.
pub(super) fn is_one(archive: &mut Archive<'_>) -> bool {
    let kind = archive.part("mimetype").ok().flatten().unwrap_or_default();
    let told = kind.trim_start().starts_with(TEXT) || kind.is_empty();
    told && archive.has("content.xml") && archive.has("META-INF/manifest.xml")
}

/// Whether a text is such a document in one file.
pub(super) fn is_flat(text: &str) -> bool {
    let end = (0..=BEGINNING_BYTES.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let start = &text[..end.unwrap_or(0)];
    start.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && start.contains("<office:document")
        && start.contains(TEXT)
}

/// The blocks of the document, and what was taken as what.
pub(super) fn open(archive: &mut Archive<'_>) -> Result<Opened, Trouble> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Trouble::Locked);
    }
    let lacking = || Trouble::Damaged("la partie «\u{a0}content.xml\u{a0}»".to_owned());
    let content = archive.part("content.xml")?.ok_or_else(lacking)?;
    let common = archive.part("styles.xml")?.unwrap_or_default();
    read(&content, &common)
}

/// The blocks of a document in one file.
pub(super) fn open_flat(text: &str) -> Result<Opened, Trouble> {
    read(text, "")
}

fn read(content: &str, common: &str) -> Result<Opened, Trouble> {
    let (mut styles, mut lists) = (Styles::default(), Lists::default());
    for (part, xml) in [("styles.xml", common), ("content.xml", content)] {
        walk(xml, part, |piece| {
            styles.hear(piece);
            lists.hear(piece);
        })?;
    }
    let mut body = Body::new(&styles, lists);
    walk(content, "content.xml", |piece| body.piece(piece))?;
    body.finish()
}
