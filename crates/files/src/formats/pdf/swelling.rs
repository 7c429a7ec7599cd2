//! Whether the streams of a PDF swell once opened: a few bytes may stand for gigabytes, and the library opens them whole.
//!
//! Pictures are not counted: nothing here opens them.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// How large one stream may be, opened: a page of a map takes ten megabytes.
const OPENED_BYTES: u64 = 40_000_000;

/// How large all of them may be: fonts and pages of the largest documents take a hundred megabytes.
const ALL_OPENED_BYTES: u64 = 200_000_000;

/// How far before a stream its description is looked for, in bytes.
const DESCRIBED_BYTES: usize = 600;

const OPENING: &[u8] = b"stream";

/// Looks at every stream that is packed.
pub(super) fn swells(bytes: &[u8]) -> bool {
    let (mut at, mut all) = (0, 0);
    while let Some(found) = find(&bytes[at..], OPENING) {
        let start = at + found;
        at = start + OPENING.len();
        let ends = bytes[..start].ends_with(b"end");
        let described = &bytes[start.saturating_sub(DESCRIBED_BYTES)..start];
        // Only what is said since the object began.
        let from = described.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
        let described = &described[from..];
        let packed = count(described, b"FlateDecode") + count(described, b"/Fl ");
        if ends || packed == 0 || count(described, b"/Image") > 0 {
            continue;
        }
        if packed > 2 {
            return true;
        }
        let content = bytes[at..].trim_ascii_start();
        let opened = std::io::copy(&mut ZlibDecoder::new(content).take(OPENED_BYTES + 1), &mut std::io::sink());
        // What does not open is the business of whoever reads it.
        let opened = opened.unwrap_or(0);
        all += opened;
        if opened > OPENED_BYTES || all > ALL_OPENED_BYTES {
            return true;
        }
    }
    false
}

/// Whether these bytes stand somewhere.
pub(super) fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    find(bytes, needle).is_some()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

fn count(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).filter(|window| *window == needle).count()
}
