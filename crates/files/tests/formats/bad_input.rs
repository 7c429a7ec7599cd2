//! Files that are closed, cut, spoilt, or made to swell.

use std::io::{Cursor, Write as _};

use files::formats::text;
use files::{LARGEST_DOCUMENT_BYTES, Refusal};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::model::document;
use crate::packed::{open_document, packed, word};
use crate::written::{docx, html, open_content, word_parts};

#[track_caller]
fn refused(bytes: &[u8]) -> Refusal {
    text("acte.docx", bytes).expect_err("refused")
}

#[test]
fn what_a_password_closes_is_told() {
    let manifest =
        b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let closed = packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x01\x02"),
    ]);
    assert!(matches!(refused(&closed), Refusal::Locked { .. }));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let closed = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &name].concat();
    assert!(matches!(refused(&closed), Refusal::Locked { .. }));
}

#[test]
fn what_is_cut_or_of_another_kind_is_told() {
    let whole = docx(&[]);
    assert!(matches!(refused(&whole[..whole.len() / 2]), Refusal::Damaged { .. }));
    let cut = word(b"<w:document><w:body><w:p><w:r><w:t>Conv", "", "");
    let sentence = refused(&cut).to_string();
    assert!(sentence.contains("«\u{a0}word/document.xml\u{a0}»"), "{sentence}");
    let sheet = packed(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]);
    assert!(matches!(
        refused(&sheet),
        Refusal::Document {
            what: "un classeur ou une présentation",
            ..
        }
    ));
    assert!(matches!(
        refused(&packed(&[("a.exe", b"MZ")])),
        Refusal::Document { what: "une archive", .. }
    ));
    let empty = word(b"<w:document><w:body><w:p/></w:body></w:document>", "", "");
    assert!(matches!(refused(&empty), Refusal::Empty { .. }));
    let large = [b"PK\x03\x04".as_slice(), &vec![0; LARGEST_DOCUMENT_BYTES]].concat();
    assert!(matches!(refused(&large), Refusal::TooLargeDocument { .. }));
}

#[test]
fn what_swells_is_stopped() {
    let blanks = vec![b' '; 1_000_000];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in [("mimetype", 0), ("META-INF/manifest.xml", 0), ("content.xml", 100)] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        for _ in 0..pieces {
            archive.write_all(&blanks).expect("blanks");
        }
    }
    let bomb = archive.finish().expect("an archive").into_inner();
    assert!(bomb.len() < 300_000 && matches!(refused(&bomb), Refusal::Swollen { .. }));

    let entities = b"<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><w:document>&c;</w:document>";
    assert!(matches!(refused(&word(entities, "", "")), Refusal::Swollen { .. }));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(1000);
    assert!(matches!(refused(&word(deep.as_bytes(), "", "")), Refusal::Swollen { .. }));
    let wide =
        "<table:table-cell table:number-columns-repeated=\"1000000000\" table:number-rows-spanned=\"1000000000\"/>".repeat(10);
    let rows = format!("<table:table-row>{wide}</table:table-row>").repeat(3000);
    let table = format!("<office:text><table:table>{rows}</table:table></office:text>");
    assert!(matches!(refused(&open_document(table.as_bytes())), Refusal::Swollen { .. }));
}

#[test]
fn a_name_that_lies_is_said() {
    let page = html(&[crate::model::Part::Paragraph("Convention".to_owned())]);
    let decoded = text("acte.docx", &page).expect("a page");
    assert_eq!(decoded.lines, ["Convention"]);
    assert!(
        decoded.notes[0].contains("«\u{a0}.docx\u{a0}», et c’est une page HTML"),
        "{:?}",
        decoded.notes
    );
}

/// The bytes with some of them changed, doubled or gone.
fn spoilt(mut bytes: Vec<u8>, blows: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for (place, kind, byte) in blows {
        if bytes.is_empty() {
            break;
        }
        let at = place.index(bytes.len());
        match kind % 4 {
            0 => bytes[at] = *byte,
            1 => bytes.truncate(at),
            2 => drop(bytes.splice(at..at, b"<".iter().copied().chain([*byte]))),
            _ => drop(bytes.drain(at..(at + usize::from(*byte)).min(bytes.len()))),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn spoilt_documents_never_panic(
        parts in document(),
        blows in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let (body, lists) = word_parts(&parts);
        let files = [
            spoilt(html(&parts), &blows),
            spoilt(docx(&parts), &blows),
            word(&spoilt(body.clone().into_bytes(), &blows), "", &lists),
            word(body.as_bytes(), "", &String::from_utf8_lossy(&spoilt(lists.into_bytes(), &blows))),
            open_document(&spoilt(open_content(&parts).into_bytes(), &blows)),
        ];
        for bytes in files {
            if let Ok(decoded) = text("f", &bytes) {
                prop_assert!(decoded.lines.iter().all(|line| !line.contains('\n')));
            }
        }
    }
}
