//! Bytes to text: UTF-8, UTF-16 and Windows-1252 are told apart here and nowhere else.
//!
//! Never looks at what the text says.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::refusal::{LIMIT_BYTES, Refusal};

/// How documents that people take for texts begin.
const DOCUMENTS: [(&[u8], &str); 2] = [
    (b"{\\rtf", "un document de traitement de texte (RTF)"),
    (b"\xd0\xcf\x11\xe0", "un ancien document de traitement de texte"),
];

/// The lines of a file, without their ends, in composed characters.
pub(crate) fn lines(file: &str, bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    if bytes.len() > LIMIT_BYTES {
        let bytes = bytes.len();
        return Err(Refusal::TooLarge {
            file: file.to_owned(),
            bytes,
        });
    }
    if let Some((_, what)) = DOCUMENTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Refusal::Document {
            file: file.to_owned(),
            what,
        });
    }
    let text = text(bytes);
    if text.trim().is_empty() {
        return Err(Refusal::Empty { file: file.to_owned() });
    }
    if let Some(line) = first_unreadable_line(&text) {
        return Err(Refusal::Binary {
            file: file.to_owned(),
            line,
        });
    }
    let text = if is_nfc(&text) { text } else { text.nfc().collect() };
    Ok(text.lines().map(str::to_owned).collect())
}

/// The text of a file, in whichever of these encodings it is.
pub(crate) fn text(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The text of a page, which may say its own encoding.
pub(crate) fn page(bytes: &[u8]) -> String {
    let said = || {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
        let (_, after) = start.split_once("charset=")?;
        let label = after.trim_start_matches(['"', '\'', ' ']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    };
    match said() {
        Some(encoding) if std::str::from_utf8(bytes).is_err() && encoding.is_single_byte() => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => text(bytes),
    }
}

/// French in UTF-16 has a zero in nearly every pair of bytes, on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(4096)].chunks_exact(2);
    let (count, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0 && pair[1] != 0);
        low += usize::from(pair[1] == 0 && pair[0] != 0);
    }
    let most = |zeros: usize| count > 8 && zeros * 10 > count * 7;
    match (most(high), most(low)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// A few stray control characters are noise of a scan; a zero, or many of them, make no text.
fn first_unreadable_line(text: &str) -> Option<u32> {
    let unreadable = |c: char| (c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER;
    let (mut first, mut count, mut letters) = (None, 0_usize, 0_usize);
    let mut line = 1;
    for c in text.chars() {
        letters += 1;
        if c == '\n' {
            line += 1;
        } else if c == '\0' {
            return Some(line);
        } else if unreadable(c) {
            count += 1;
            first = first.or(Some(line));
        }
    }
    first.filter(|_| count * 20 > letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Convention de l’été\r\nœuvre à « Valmont »\n";

    fn read(bytes: &[u8]) -> Vec<String> {
        lines("f.txt", bytes).expect("a text")
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_reads_the_same() {
        let expected = read(TEXT.as_bytes());
        assert_eq!(expected, ["Convention de l’été", "œuvre à « Valmont »"]);
        let marked = format!("\u{feff}{TEXT}");
        assert_eq!(read(marked.as_bytes()), expected);
        assert_eq!(read(&utf16(&marked, u16::to_le_bytes)), expected);
        assert_eq!(read(&utf16(&marked, u16::to_be_bytes)), expected);
        assert_eq!(read(&utf16(TEXT, u16::to_le_bytes)), expected);
        assert_eq!(read(&utf16(TEXT, u16::to_be_bytes)), expected);
        assert_eq!(read(&WINDOWS_1252.encode(TEXT).0), expected);
        assert_eq!(read(TEXT.nfd().collect::<String>().as_bytes()), expected);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| lines("f", bytes).expect_err("refused");
        assert!(matches!(refused(b""), Refusal::Empty { .. }));
        assert!(matches!(refused(b" \n\t\r\n"), Refusal::Empty { .. }));
        assert!(matches!(refused(b"texte\n\x00\x01\x02"), Refusal::Binary { line: 2, .. }));
        assert!(matches!(refused(b"{\\rtf1 tout en lettres}"), Refusal::Document { .. }));
        assert!(matches!(refused(&vec![b'x'; LIMIT_BYTES + 1]), Refusal::TooLarge { .. }));
    }
}
