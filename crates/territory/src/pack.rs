//! The pack of names, opened: one text whose parts are tables, kept whole and cut on demand.
//!
//! It understands no column; a text that is not one of our packs is refused.

use std::ops::Range;

/// The packs of this binary are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged(pub &'static str);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the referential is damaged: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

/// A table: where each row starts in the text, and where the last one ends.
#[derive(Debug, Default)]
pub(crate) struct Part {
    starts: Vec<u32>,
}

impl Part {
    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn range(&self, row: usize) -> Option<Range<usize>> {
        let end = *self.starts.get(row + 1)? as usize;
        // Without the end of the line.
        Some(*self.starts.get(row)? as usize..end.saturating_sub(1))
    }

    /// A row, as it is written.
    pub(crate) fn row<'t>(&self, text: &'t str, row: usize) -> Option<Row<'t>> {
        text.get(self.range(row)?).map(Row)
    }

    /// Every row.
    pub(crate) fn rows<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Row<'t>> {
        (0..self.len()).filter_map(move |row| self.row(text, row))
    }
}

/// A row: cells between tabs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t>(&'t str);

impl<'t> Row<'t> {
    /// A cell; empty when the row has none there.
    pub(crate) fn cell(self, column: usize) -> &'t str {
        self.0.split('\t').nth(column).unwrap_or("")
    }

    /// A cell that is known.
    pub(crate) fn known(self, column: usize) -> Option<&'t str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }
}

/// Cuts the text into its parts, in this order.
pub(crate) fn parts<const N: usize>(text: &str, names: [&str; N]) -> Result<[Part; N], Damaged> {
    let mut parts = [const { Part { starts: Vec::new() } }; N];
    let mut rest = text.get(line_end(text, 0)..).ok_or(Damaged("no head"))?;
    for (part, name) in parts.iter_mut().zip(names) {
        let at = text.len() - rest.len();
        let (head, _) = rest.split_once('\n').ok_or(Damaged("a part is missing"))?;
        let count = head
            .strip_prefix('#')
            .and_then(|head| head.strip_prefix(name))
            .and_then(|count| count.trim().parse::<usize>().ok())
            .ok_or(Damaged("a part is not where it should be"))?;
        *part = cut(text, at + head.len() + 1, count)?;
        let end = part.starts.last().map_or(text.len(), |end| *end as usize);
        rest = text.get(end..).ok_or(Damaged("a part is cut"))?;
    }
    Ok(parts)
}

fn cut(text: &str, from: usize, count: usize) -> Result<Part, Damaged> {
    let mut starts = Vec::with_capacity(count + 1);
    let mut at = from;
    for _ in 0..count {
        starts.push(u32::try_from(at).map_err(|_| Damaged("too long"))?);
        if at >= text.len() {
            return Err(Damaged("a row is missing"));
        }
        at = line_end(text, at);
    }
    starts.push(u32::try_from(at).map_err(|_| Damaged("too long"))?);
    Ok(Part { starts })
}

/// Just after the line that starts at `from`.
fn line_end(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    rest.iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |end| from + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_where_they_say() {
        let text = "#edition\tx\n#a\t2\n1\tun\n2\t\n#b\t0\n#c\t1\nz\n";
        let [a, b, c] = parts(text, ["a", "b", "c"]).expect("parts");
        assert_eq!((a.len(), b.len(), c.len()), (2, 0, 1));
        assert_eq!(a.row(text, 0).map(|row| row.cell(1)), Some("un"));
        assert_eq!(a.row(text, 1).and_then(|row| row.known(1)), None);
        assert_eq!(c.row(text, 0).map(|row| row.cell(0)), Some("z"));
        assert!(c.row(text, 1).is_none());
    }

    #[test]
    fn a_text_that_is_cut_is_refused() {
        let text = "#edition\tx\n#a\t2\n1\tun\n";
        assert!(parts(text, ["a"]).is_err());
        assert!(parts("", ["a"]).is_err());
        assert!(parts("#edition\tx\n#b\t0\n", ["a"]).is_err());
    }
}
