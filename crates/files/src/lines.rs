//! First pass, normalise: each line of the text without its markup, its scan noise and its odd blanks.
//!
//! A line keeps its number for ever. Nothing is dropped or joined here.

use crate::wording;

/// A line of the text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Its words, without markup, blanks collapsed.
    pub(crate) text: String,
    /// The same, folded, for comparison.
    pub(crate) words: Vec<String>,
    /// The cells of a tabbed line, each a list of paragraphs; empty when the line has no tab.
    pub(crate) cells: Vec<Vec<String>>,
    /// How many blanks stand before its first word.
    pub(crate) indent: usize,
    /// The texts that two blanks or more keep apart, each with the column where it begins; empty when there is one.
    pub(crate) columns: Vec<(usize, String)>,
}

impl Line {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The text of a list item, when the line is one.
    pub(crate) fn item(&self) -> Option<&str> {
        bullet(&self.text)
    }
}

/// The signs that open an item, as typists and converters print them; the last three come from a font of symbols.
const BULLETS: [char; 22] = [
    '-', '–', '—', '•', '·', '▪', '*', '◦', '‣', '●', '○', '■', '□', '➢', '➤', '►', '✓', '✔', '❖', '\u{f0b7}', '\u{f0a7}',
    '\u{f0d8}',
];

/// The text after the bullet, when there is a bullet.
pub(crate) fn bullet(text: &str) -> Option<&str> {
    let text = text.trim_start();
    // No word of French is a lone "o": it is the round bullet of word processors.
    let rest = text.strip_prefix(BULLETS).or_else(|| text.strip_prefix("o "))?;
    // "-développement" is a bullet glued to its word; "-" alone or "--" is a rule.
    let rest = rest.trim_start();
    (!rest.is_empty() && !rest.starts_with('-')).then_some(rest)
}

/// Reads the lines of a decoded text.
pub(crate) fn normalise(text: &[String]) -> Vec<Line> {
    (1_u32..).zip(text).map(|(number, raw)| line(number, raw)).collect()
}

fn line(number: u32, raw: &str) -> Line {
    let text = clean(raw);
    let words = wording::words(&text);
    let cells = if raw.contains('\t') {
        raw.split('\t').map(paragraphs).collect()
    } else {
        piped(raw).map_or_else(Vec::new, |row| row.split('|').map(paragraphs).collect())
    };
    Line {
        number,
        text,
        words,
        cells,
        indent: raw.chars().take_while(|c| c.is_whitespace()).count(),
        columns: columns(raw),
    }
}

/// What stands side by side on a line without tabs.
fn columns(raw: &str) -> Vec<(usize, String)> {
    // Most lines have one column and need no walk letter by letter.
    if raw.contains('\t') || !raw.trim().contains("  ") {
        return Vec::new();
    }
    let (mut found, mut blanks): (Vec<(usize, String)>, usize) = (Vec::new(), 2);
    for (column, letter) in raw.chars().enumerate() {
        if letter.is_whitespace() {
            blanks += 1;
            continue;
        }
        match found.last_mut().filter(|_| blanks < 2) {
            Some((_, text)) => {
                text.extend((blanks == 1).then_some(' '));
                text.push(letter);
            }
            None => found.push((column, letter.to_string())),
        }
        blanks = 0;
    }
    let found: Vec<(usize, String)> = found.into_iter().map(|(column, text)| (column, clean(&text))).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// The row of a table whose cells stand between bars.
fn piped(raw: &str) -> Option<&str> {
    raw.trim().strip_prefix('|')?.strip_suffix('|')
}

fn paragraphs(cell: &str) -> Vec<String> {
    let ends = ["</p>", "<p>", "<br>", "<br/>"]
        .iter()
        .fold(cell.to_owned(), |cell, tag| cell.replace(tag, "\n"));
    ends.split('\n')
        .map(clean)
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Removes tags, emphasis marks and `^{er}`, and collapses blanks.
fn clean(raw: &str) -> String {
    // A converter may print a heading as "## Article 4".
    let bare = raw.trim_start().trim_start_matches('#');
    let raw = if bare.starts_with(' ') && bare.len() < raw.len() {
        bare
    } else {
        raw
    };
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['<', '*', '^', '\u{feff}', '\u{ad}', '\u{200b}']) {
        text.push_str(&rest[..at]);
        let (kept, skipped) = markup(&rest[at..]);
        text.push_str(kept);
        rest = &rest[at + skipped..];
    }
    text.push_str(rest);
    let mut out = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a mark at the start of `rest` stands for, and how many bytes it takes.
fn markup(rest: &str) -> (&str, usize) {
    if let Some(after) = rest.strip_prefix('<') {
        let name = after.trim_start_matches('/');
        return match after.find('>') {
            Some(close) if close <= 8 && name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let breaks = ["p>", "br", "div", "td", "tr", "li"]
                    .iter()
                    .any(|block| name.starts_with(block));
                (if breaks { " " } else { "" }, close + 2)
            }
            _ => ("<", 1),
        };
    }
    if rest.starts_with("**") {
        return ("", 2);
    }
    if let Some(raised) = rest.strip_prefix("^{") {
        return match raised.find('}') {
            Some(close) if close <= 4 => (&raised[..close], close + 3),
            _ => ("^", 1),
        };
    }
    match rest.chars().next() {
        Some(sign @ ('*' | '^')) => (&rest[..sign.len_utf8()], sign.len_utf8()),
        Some(sign) => ("", sign.len_utf8()),
        None => ("", 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Line {
        normalise(&[raw.to_owned()]).remove(0)
    }

    #[test]
    fn markup_and_odd_blanks_go() {
        assert_eq!(read("- **Action 2: relier** (santé)").text, "- Action 2: relier (santé)");
        assert_eq!(read("du 1^{er} mars\u{a0}2022").text, "du 1er mars 2022");
        assert_eq!(read("\u{a0}").text, "");
        assert_eq!(
            (read("## Article 4").text, read("#4 ici").text),
            ("Article 4".into(), "#4 ici".into())
        );
        assert_eq!(read("a < b, 5 * 4").text, "a < b, 5 * 4");
    }

    #[test]
    fn a_tabbed_line_has_cells_and_paragraphs() {
        let line = read("<p>Action 2 : Bâtir</p> <p>2025-2026</p>\tSanté\t<p><u>Valmont</u>: deux lits</p>\t");
        assert_eq!(line.cells.len(), 4);
        assert_eq!(line.cells[0], ["Action 2 : Bâtir", "2025-2026"]);
        assert_eq!(line.cells[2], ["Valmont: deux lits"]);
        assert!(line.cells[3].is_empty());
    }

    #[test]
    fn what_stands_side_by_side_is_told_apart() {
        let read = |raw: &str| read(raw).columns;
        assert_eq!(
            read("   Pour la Caf,      Pour la **ville**"),
            [(3, "Pour la Caf,".into()), (21, "Pour la ville".into())]
        );
        assert_eq!((read("   Pour la Caf"), read("a\tb  c")), (Vec::new(), Vec::new()));
    }

    #[test]
    fn bullets_are_told_from_rules() {
        assert_eq!(bullet("- a) lire"), Some("a) lire"));
        assert_eq!(bullet("-lire"), Some("lire"));
        assert_eq!(bullet("---"), None);
        assert_eq!(bullet("lire - écrire"), None);
        assert_eq!((bullet("o lire"), bullet("ou lire")), (Some("lire"), None));
        assert_eq!((bullet("▪ lire"), bullet("\u{f0b7} lire")), (Some("lire"), Some("lire")));
    }
}
