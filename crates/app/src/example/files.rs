//! The papers of the example: small files made here, each of which says in large letters that it is one.

use std::fmt::Write as _;

use anyhow::Context as _;
use domain::documents::{FileName, KeptFile, MediaType};
use domain::time::Instant;
use store::Store;

/// What stands at the top of each of them.
const MARK: &str = "EXEMPLE - Ce document est invente.";

/// Makes a page, and keeps it.
pub(super) fn keep(store: &Store, now: Instant, title: &str, lines: &[&str]) -> anyhow::Result<KeptFile> {
    let bytes = page(title, lines);
    let digest = store.vault().keep(&bytes, now).context("the file is kept")?;
    Ok(KeptFile {
        name: FileName::cleaned(&format!("exemple {title}"), MediaType::Pdf),
        media: MediaType::Pdf,
        bytes: i64::try_from(bytes.len())?,
        digest,
        given: digest,
        shown: None,
    })
}

/// One page of PDF: objects, their places, and where the places are.
fn page(title: &str, lines: &[&str]) -> Vec<u8> {
    let text = drawn(title, lines);
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_vec(),
        [
            format!("<< /Length {} >>\nstream\n", text.len()).as_bytes(),
            &text,
            b"\nendstream",
        ]
        .concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = String::from("0000000000 65535 f \n");
    for (nth, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{nth} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, count) = (bytes.len(), objects.len() + 1);
    let end = format!("xref\n0 {count}\n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(end.into_bytes());
    bytes
}

/// The lines, one under the other.
fn drawn(title: &str, lines: &[&str]) -> Vec<u8> {
    let mut text = b"BT /F 18 Tf 60 770 Td ".to_vec();
    let shown = [MARK, title, ""].into_iter().chain(lines.iter().copied());
    for (nth, line) in shown.enumerate() {
        let size = if nth < 2 { "" } else { "/F 11 Tf " };
        text.extend(format!("{size}(").into_bytes());
        text.extend(latin(line));
        text.extend(b") Tj 0 -24 Td ");
    }
    text.extend(b"ET");
    text
}

/// The letters as the font numbers them; what closes a text is preceded by a stroke.
fn latin(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.replace('’', "'").chars() {
        if matches!(letter, '(' | ')' | '\\') {
            bytes.push(b'\\');
        }
        bytes.push(u8::try_from(u32::from(letter)).unwrap_or(b'-'));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_object_is_where_the_file_says() {
        let bytes = page("Compte rendu (1)", &["L’été, à Septèmes"]);
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.4") && text.ends_with("%%EOF\n"));
        let table = text.split("xref\n0 6\n").nth(1).expect("a table");
        for (nth, line) in (1..=5).zip(table.lines().skip(1)) {
            let place: usize = line[..10].parse().expect("a place");
            assert!(bytes[place..].starts_with(format!("{nth} 0 obj").as_bytes()), "{nth}");
        }
        assert!(text.contains("Compte rendu \\(1\\)"), "{text}");
        assert_eq!(latin("L’été"), b"L'\xe9t\xe9");
    }
}
