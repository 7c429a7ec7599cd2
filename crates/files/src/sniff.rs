//! What a file is, by its first bytes and by what it holds; its name only tells two plain texts apart.
//!
//! What is recognised as nothing is refused: a browser that guesses would otherwise run what someone else sent.

use domain::documents::{MediaType, NotKept};

use crate::zip;

/// How far a page is looked for in a text: browsers look no further.
const LOOKED_AT_BYTES: usize = 1500;

/// What a page, or a drawing that runs, holds at its beginning.
const ACTIVE: [&[u8]; 6] = [b"<!doctype", b"<html", b"<svg", b"<script", b"<iframe", b"<?xml"];

/// How a text begins that is a program or a format of its own.
const NOT_PLAIN: [&[u8]; 4] = [b"#!", b"{\\rtf", b"%!ps", b"mime-version:"];

/// The type of these bytes.
pub(crate) fn sniff(bytes: &[u8], name: &str) -> Result<MediaType, NotKept> {
    match bytes {
        [] => Err(NotKept::Empty),
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(MediaType::Pdf),
        [0xff, 0xd8, 0xff, ..] => Ok(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok(MediaType::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(MediaType::Webp),
        [b'P', b'K', 3, 4, ..] => office(bytes),
        _ => text(bytes, name),
    }
}

/// A text or a spreadsheet of an office suite: an archive of parts, told by their names.
fn office(bytes: &[u8]) -> Result<MediaType, NotKept> {
    let names = zip::names(bytes).ok_or(NotKept::Unknown)?;
    let holds = |name: &str| names.contains(&name.as_bytes());
    let runs = |name: &&[u8]| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with(b"vbaproject.bin") || lower.starts_with(b"basic/") || lower.starts_with(b"scripts/")
    };
    let media = match zip::mimetype(bytes) {
        Some(b"application/vnd.oasis.opendocument.text") => MediaType::OpenDocumentText,
        Some(b"application/vnd.oasis.opendocument.spreadsheet") => MediaType::OpenDocumentSheet,
        None if holds("[Content_Types].xml") && holds("word/document.xml") => MediaType::WordText,
        None if holds("[Content_Types].xml") && holds("xl/workbook.xml") => MediaType::ExcelSheet,
        Some(_) | None => return Err(NotKept::Unknown),
    };
    if names.iter().any(runs) {
        return Err(NotKept::Macros);
    }
    Ok(media)
}

/// Plain text: in UTF-8, or in the older writing of Windows, without a control character.
fn text(bytes: &[u8], name: &str) -> Result<MediaType, NotKept> {
    let control = |byte: &u8| *byte == 0x7f || (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    if bytes.iter().any(control) {
        return Err(NotKept::Unknown);
    }
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = bare[..bare.len().min(LOOKED_AT_BYTES)].to_ascii_lowercase();
    let holds = |needle: &&[u8]| start.windows(needle.len()).any(|window| window == *needle);
    if start.starts_with(b"<") || ACTIVE.iter().any(holds) {
        return Err(NotKept::Active);
    }
    if NOT_PLAIN.iter().any(|beginning| start.starts_with(beginning)) {
        return Err(NotKept::Unknown);
    }
    let named = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Ok(if named.eq_ignore_ascii_case("csv") {
        MediaType::Csv
    } else {
        MediaType::PlainText
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zip::tests::archive;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<MediaType, NotKept>) {
        assert_eq!(sniff(bytes, "nom.pdf"), expected);
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        check(b"%PDF-1.7\n", Ok(MediaType::Pdf));
        check(b"\xff\xd8\xff\xe0", Ok(MediaType::Jpeg));
        check(b"\x89PNG\r\n\x1a\n", Ok(MediaType::Png));
        check(b"RIFF\x04\0\0\0WEBPVP8 ", Ok(MediaType::Webp));
        check("Réunion du 3 mars\r\n".as_bytes(), Ok(MediaType::PlainText));
        check(b"R\xe9union du 3 mars", Ok(MediaType::PlainText));
        assert_eq!(sniff(b"a;b\n1;2\n", "Liste.CSV"), Ok(MediaType::Csv));
    }

    #[test]
    fn an_office_file_is_told_by_its_parts_and_taken_without_macros() {
        let odt = b"application/vnd.oasis.opendocument.text".as_slice();
        check(
            &archive(&[("mimetype", odt), ("content.xml", b"")]),
            Ok(MediaType::OpenDocumentText),
        );
        let ods = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
        check(&archive(&[("mimetype", ods)]), Ok(MediaType::OpenDocumentSheet));
        check(
            &archive(&[("mimetype", odt), ("Basic/script-lc.xml", b"")]),
            Err(NotKept::Macros),
        );
        let types = ("[Content_Types].xml", b"".as_slice());
        check(&archive(&[types, ("word/document.xml", b"")]), Ok(MediaType::WordText));
        check(&archive(&[types, ("xl/workbook.xml", b"")]), Ok(MediaType::ExcelSheet));
        check(
            &archive(&[types, ("word/document.xml", b""), ("word/vbaProject.bin", b"")]),
            Err(NotKept::Macros),
        );
        check(&archive(&[("a.exe", b"MZ")]), Err(NotKept::Unknown));
        check(b"PK\x03\x04 cut", Err(NotKept::Unknown));
        let template = b"application/vnd.oasis.opendocument.text-template".as_slice();
        check(&archive(&[("mimetype", template)]), Err(NotKept::Unknown));
    }

    #[test]
    fn what_a_browser_or_a_system_would_run_is_refused_whatever_its_name() {
        for page in [
            "<!DOCTYPE html><p>",
            "\u{feff}  <html>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "bonjour <script>alert(1)</script>",
            "<?xml version=\"1.0\"?>",
        ] {
            check(page.as_bytes(), Err(NotKept::Active));
        }
        for other in [
            b"MZ\x90\0".as_slice(),
            b"\x7fELF\x02\x01",
            b"#!/bin/sh\n",
            b"{\\rtf1}",
            b"%!PS-Adobe",
            b"GIF89a\0",
        ] {
            check(other, Err(NotKept::Unknown));
        }
        check(b"", Err(NotKept::Empty));
    }
}
