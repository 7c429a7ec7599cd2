//! Whether the streams of a PDF swell once opened: a few bytes may stand for gigabytes, and the library opens them whole.
//!
//! Pictures are counted apart: they are opened for a recogniser of characters alone.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::wide_rows::has_wide_rows;

/// How large one stream may be, opened: a page of a map takes ten megabytes.
const OPENED_BYTES: u64 = 40_000_000;

/// How large all of them may be: fonts and pages of the largest documents take a hundred megabytes.
const ALL_OPENED_BYTES: u64 = 200_000_000;

/// How large a picture may be, opened: a page of A4 at six hundred points an inch, in colours.
const PICTURE_BYTES: u64 = 110_000_000;

/// How far before a stream its description is looked for, in bytes.
const DESCRIBED_BYTES: usize = 600;

const OPENING: &[u8] = b"stream";

/// Whether a stream swells, or all of them do; pictures left aside.
pub(super) fn swells(bytes: &[u8]) -> bool {
    if has_wide_rows(bytes) {
        return true;
    }
    let mut all = 0;
    any_stream(bytes, |described, content| {
        if count(described, b"/Image") > 0 {
            return false;
        }
        let mut held = Vec::new();
        // What does not open is the business of whoever reads it.
        let _ = ZlibDecoder::new(content).take(OPENED_BYTES + 1).read_to_end(&mut held);
        let opened = u64::try_from(held.len()).unwrap_or(u64::MAX);
        all += opened;
        packed(described) > 2 || opened > OPENED_BYTES || all > ALL_OPENED_BYTES || has_wide_rows(&held)
    })
}

/// Whether a picture swells.
pub(super) fn pictures_swell(bytes: &[u8]) -> bool {
    any_stream(bytes, |described, content| {
        count(described, b"/Image") > 0 && (packed(described) > 1 || opened(content, PICTURE_BYTES) > PICTURE_BYTES)
    })
}

/// How many times a stream is packed.
fn packed(described: &[u8]) -> usize {
    count(described, b"FlateDecode") + count(described, b"/Fl ")
}

/// How large a stream is once opened; one more than the most when it is larger. What does not open is the business of whoever reads it.
fn opened(content: &[u8], most: u64) -> u64 {
    std::io::copy(&mut ZlibDecoder::new(content).take(most + 1), &mut std::io::sink()).unwrap_or(0)
}

/// Whether one of the streams that are packed is as asked, by its description and what follows.
fn any_stream(bytes: &[u8], mut asked: impl FnMut(&[u8], &[u8]) -> bool) -> bool {
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], OPENING) {
        let start = at + found;
        at = start + OPENING.len();
        let ends = bytes[..start].ends_with(b"end");
        let described = &bytes[start.saturating_sub(DESCRIBED_BYTES)..start];
        // Only what is said since the object began.
        let from = described.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
        let described = &described[from..];
        if !ends && packed(described) > 0 && asked(described, bytes[at..].trim_ascii_start()) {
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn a_wide_row_may_be_told_in_what_is_packed() {
        let packed = |told: &[u8]| {
            let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
            packer.write_all(told).expect("packed");
            let objects = packer.finish().expect("packed");
            [
                b"1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n",
                objects.as_slice(),
                b"\nendstream",
            ]
            .concat()
        };
        assert!(swells(&packed(b"<< /Columns 4000000000 >>")));
        assert!(!swells(&packed(b"<< /Columns 4 >>")));
    }
}
