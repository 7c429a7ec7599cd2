//! Any bytes as the rows of a workbook, an open one or a plain one, taken for a plan: it is read or refused, and never panics.

#![no_main]

use std::io::{Cursor, Write as _};

use domain::digest::Digest;
use domain::reading::{Lines, Reading, SourceFile};
use files::mapping::{Chosen, merge, planned, propose, tabs};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const TIES: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const OPEN: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn packed(parts: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).ok()?;
        archive.write_all(part).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fn book(kind: u8, rows: &[u8]) -> Option<Vec<u8>> {
    match kind % 3 {
        0 => packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", TIES),
            ("xl/worksheets/sheet1.xml", rows),
        ]),
        1 => packed(&[("mimetype", OPEN), ("META-INF/manifest.xml", b"<manifest/>"), ("content.xml", rows)]),
        _ => Some(rows.to_vec()),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some(((kind, rows), source)) = bytes.split_first().zip(Some(SourceFile {
        name: "fuzz".to_owned(),
        digest: Digest::zero(),
        lines: 1,
        recognised: Lines::default(),
    })) else {
        return;
    };
    let Some(book) = book(*kind, rows) else { return };
    let Ok(tabs) = tabs(&book) else { return };
    let reading = Reading::nothing_of(source);
    let read = planned(&tabs, &propose(&tabs, &Chosen::default()), &reading);
    let merged = merge(&reading, &read.actions);
    assert!(merged.added.len() <= read.actions.len());
});
