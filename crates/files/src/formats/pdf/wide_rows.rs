//! Whether a filter is told of a row that no document has: the library makes room for a row before it opens anything.
//!
//! What is told is read as the library reads it: a name may be escaped, a number signed, comments and blanks may stand between both.

/// The widest row that a filter may be told of: pages, fonts and tables of contents have a few thousand.
const WIDEST_ROW: u64 = 1_000_000;

/// How far a number may stand from its name, in bytes: programs leave one blank.
const FARTHEST_BYTES: usize = 400;

const NAME: &[u8] = b"Columns";

/// Whether a row is told of that no document has: "/Columns 4000000000".
pub(super) fn has_wide_rows(bytes: &[u8]) -> bool {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    let mut told = slashes.filter_map(|(at, _)| after_name(&bytes[at + 1..]));
    told.any(is_wide)
}

/// What follows the name, when it is this one, whichever of its letters are escaped: "/Col#75mns".
fn after_name(name: &[u8]) -> Option<&[u8]> {
    let mut rest = name;
    for letter in NAME {
        rest = match rest {
            [b'#', high, low, after @ ..] if unescaped(*high, *low) == Some(u32::from(*letter)) => after,
            [first, after @ ..] if first == letter => after,
            _ => return None,
        };
    }
    rest.first().is_none_or(|next| !is_regular(*next)).then_some(rest)
}

fn unescaped(high: u8, low: u8) -> Option<u32> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some(digit(high)? * 16 + digit(low)?)
}

/// Whether what is told is too wide. What a reference gives is not known before the document is opened, and no program writes one here.
fn is_wide(rest: &[u8]) -> bool {
    let near = &rest[..rest.len().min(FARTHEST_BYTES)];
    // Blanks without end hide what is told.
    let hidden = |told: &[u8]| told.is_empty() && near.len() < rest.len();
    let told = without_blanks(near);
    let Some((wide, after)) = number(told) else {
        return hidden(told);
    };
    let after = without_blanks(after);
    let Some((_, end)) = number(after) else {
        return wide > WIDEST_ROW || hidden(after);
    };
    let end = without_blanks(end);
    wide > WIDEST_ROW || end.starts_with(b"R") || hidden(end)
}

/// What follows blanks and comments.
fn without_blanks(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    loop {
        let from = rest.iter().position(|byte| !is_blank(*byte)).unwrap_or(rest.len());
        rest = &rest[from..];
        if !rest.starts_with(b"%") {
            return rest;
        }
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        rest = &rest[end.unwrap_or(rest.len())..];
    }
}

/// A whole number, whatever sign precedes it, and what follows it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let signs = bytes.iter().take_while(|byte| matches!(byte, b'+' | b'-')).count();
    let digits = &bytes[signs..];
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (figures, rest) = digits.split_at(length);
    let grown = |wide: u64, figure: &u8| wide.saturating_mul(10).saturating_add(u64::from(figure - b'0'));
    (length > 0).then(|| (figures.iter().fold(0, grown), rest))
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_row_is_told_in_many_ways() {
        for told in [
            "/Columns 4000000000 >>",
            "/Columns +4000000000 >>",
            "/Col#75mn#73 4000000000 >>",
            "/Columns\0\x004000000000 >>",
            "/Columns % a fax\r% a large one\n4000000000 >>",
            "/Columns 12 0 R >>",
            "/Columns 12%\n0%\nR >>",
        ] {
            assert!(has_wide_rows(told.as_bytes()), "{told}");
        }
        let far = format!("/Columns {}4000000000 >>", " ".repeat(2 * FARTHEST_BYTES));
        assert!(has_wide_rows(far.as_bytes()));
    }

    #[test]
    fn the_rows_of_documents_are_not_wide() {
        for told in [
            "/Columns 5 /Predictor 12 >>",
            "/DecodeParms << /K -1 /Columns 1728 /Rows 4000000000 >>",
            "/ColumnsOfThePage 4000000000",
            "/Columns /Wide 4000000000",
            "/Columns",
            "/Columns ",
        ] {
            assert!(!has_wide_rows(told.as_bytes()), "{told}");
        }
    }
}
