//! How large an OpenDocument sheet becomes once its repeats are laid out: a few bytes may repeat a cell a hundred million times.
//!
//! It counts, and reads no value.

/// What the rows of a sheet hold, repeats included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LaidOut {
    /// Cells: each row is as wide as its last cell that holds something.
    pub(super) cells: u64,
    /// The bytes of what they hold.
    pub(super) bytes: u64,
}

/// Counts over the text of `content.xml`. Where it cannot tell, it counts too much.
pub(super) fn laid_out(xml: &str) -> LaidOut {
    let mut all = LaidOut::default();
    let (mut rows, mut width, mut held, mut repeated) = (1, 0_u64, 0, 0_u64);
    for piece in xml.split('<').skip(1) {
        if is(piece, "table:table-row") {
            (rows, width, held, repeated) = (repeats(piece, "number-rows-repeated="), 0, 0, 0);
        } else if is(piece, "/table:table-row") {
            all.cells = all.cells.saturating_add(u64::saturating_mul(rows, held));
        } else if is(piece, "table:table-cell") || is(piece, "table:covered-table-cell") {
            let times = repeats(piece, "number-columns-repeated=");
            width = width.saturating_add(times);
            let is_empty = piece.trim_end().ends_with("/>") && !piece.contains("office:");
            repeated = if is_empty { 0 } else { times };
            held = if is_empty { held } else { width };
        }
        let weight = (piece.len() as u64).saturating_mul(repeated).saturating_mul(rows);
        all.bytes = all.bytes.saturating_add(weight);
    }
    all
}

/// Whether a piece begins with this tag.
pub(super) fn is(piece: &str, tag: &str) -> bool {
    let rest = piece.strip_prefix(tag);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
}

/// How often a row or a cell says that it stands there: once, unless it says otherwise.
pub(super) fn repeats(piece: &str, name: &str) -> u64 {
    let said = piece.split(name).skip(1).filter_map(|rest| {
        let digits = rest.trim_start_matches(['"', '\'']);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    });
    said.max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, cells: u64) {
        assert_eq!(laid_out(xml).cells, cells, "{xml}");
    }

    #[test]
    fn what_is_empty_counts_for_nothing_and_what_is_repeated_for_all_its_places() {
        check(
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>",
            1,
        );
        check(
            "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
             </table:table-row>",
            0,
        );
        check(
            "<table:table-row table:number-rows-repeated=\"6000\"><table:table-cell x=\">\" table:number-columns-repeated='16384'>\
             <text:p>a</text:p></table:table-cell></table:table-row>",
            6_000 * 16_384,
        );
        check(
            "<table:table-row><table:table-cell table:number-columns-repeated=\"9\"/><table:table-cell office:value=\"1\"/>\
             </table:table-row>",
            10,
        );
    }
}
