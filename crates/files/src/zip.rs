//! The names of the parts of an archive, without opening any: what office suites write is told by them.
//!
//! It never decompresses: an archive that swells is not its matter.

/// What begins the end of an archive, each line of its list, and each part.
const END: [u8; 4] = *b"PK\x05\x06";
const LISTED: [u8; 4] = *b"PK\x01\x02";

/// How far from its end the end of an archive begins, at most: its fixed part and the longest remark.
const END_WITHIN_BYTES: usize = 22 + 65_535;

/// The most parts that are looked at; a text of a thousand pictures has fewer.
const MOST_PARTS: usize = 20_000;

/// The names of the parts; nothing when this is no whole archive.
pub(crate) fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let from = bytes.len().saturating_sub(END_WITHIN_BYTES);
    let end = from + bytes.get(from..)?.windows(END.len()).rposition(|window| window == END)?;
    bytes.get(end..end + 22)?;
    let count = usize::from(short(bytes, end + 10)?);
    let mut at = usize::try_from(long(bytes, end + 16)?).ok()?;
    let mut names = Vec::new();
    for _ in 0..count.min(MOST_PARTS) {
        if bytes.get(at..at + 4)? != LISTED {
            return None;
        }
        let lengths = [at + 28, at + 30, at + 32].map(|place| short(bytes, place).map(usize::from));
        let [Some(name), Some(extra), Some(remark)] = lengths else {
            return None;
        };
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at += 46 + name + extra + remark;
    }
    Some(names)
}

/// What an OpenDocument file says of itself: its first part, which is called `mimetype` and never compressed.
pub(crate) fn mimetype(bytes: &[u8]) -> Option<&[u8]> {
    let (method, size) = (short(bytes, 8)?, usize::try_from(long(bytes, 18)?).ok()?);
    let (name, extra) = (usize::from(short(bytes, 26)?), usize::from(short(bytes, 28)?));
    let start = 30 + name + extra;
    let named = bytes.get(30..30 + name)? == b"mimetype";
    (named && method == 0).then(|| bytes.get(start..start + size)).flatten()
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An archive of parts that are not compressed.
    pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut list) = (Vec::new(), Vec::new());
        let length = |text: &[u8]| u32::try_from(text.len()).expect("short").to_le_bytes();
        for (name, content) in parts {
            let at = length(&out);
            let sizes = [[0; 4], length(content), length(content)].concat();
            let named = [&length(name.as_bytes())[..2], &[0, 0]].concat();
            out.extend(
                [
                    b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0".as_slice(),
                    &sizes,
                    &named,
                    name.as_bytes(),
                    content,
                ]
                .concat(),
            );
            list.extend([b"PK\x01\x02\x0a\0\x0a\0\0\0\0\0\0\0\0\0".as_slice(), &sizes, &named].concat());
            list.extend([[0; 10].as_slice(), &at, name.as_bytes()].concat());
        }
        let (count, size, at) = (u8::try_from(parts.len()).expect("few"), length(&list), length(&out));
        out.extend(list);
        out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &[count, 0, count, 0], &size, &at, &[0, 0]].concat());
        out
    }

    #[test]
    fn the_parts_are_named_and_the_first_one_says_what_it_is() {
        let whole = archive(&[("mimetype", b"text/x"), ("a/b.xml", b"<a/>")]);
        assert_eq!(names(&whole), Some(vec![b"mimetype".as_slice(), b"a/b.xml"]));
        assert_eq!(mimetype(&whole), Some(b"text/x".as_slice()));
        for cut in 0..whole.len() {
            assert_eq!(names(&whole[..cut]), None, "cut at {cut}");
            let _ = mimetype(&whole[..cut]);
        }
    }
}
