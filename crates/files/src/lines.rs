//! First pass, normalise: each line of the text without its markup, its scan noise and its odd blanks.
//!
//! A line keeps its number for ever. Nothing is dropped or joined here.

mod frames;
mod grids;
mod hyphens;

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
    /// The depth that a mark of heading gives it: 1 for `# Titre`.
    pub(crate) level: Option<u8>,
    /// Its pieces where runs of blanks part them, as in a table drawn with blanks; empty when there is one piece only.
    pub(crate) pieces: Vec<Piece>,
    /// Whether it belongs to a frame drawn with signs: a row when it has cells, a rule when it has none.
    pub(crate) framed: bool,
    /// Whether a page begins with it.
    pub(crate) turns: bool,
}

/// A piece of a line between two runs of blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its column: how many characters stand before it.
    pub(crate) start: usize,
    /// The column after its last character.
    pub(crate) end: usize,
    /// Its words, without markup.
    pub(crate) text: String,
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
    let text = &*hyphens::mended(text);
    let framed = frames::framed(text);
    let grids = grids::grids(text);
    let numbered = (1_u32..).zip(text).zip(framed).enumerate();
    numbered
        .map(|(at, ((number, raw), framed))| match grids.get(&at) {
            Some(told) => row(number, told.as_deref().unwrap_or_default()),
            None => line(number, raw, framed),
        })
        .collect()
}

/// A line of a grid, with the cells of the row that it opens.
fn row(number: u32, cells: &[String]) -> Line {
    let mut row = line(number, "", false);
    row.text = clean(&cells.join(" "));
    row.words = wording::words(&row.text);
    row.cells = cells.iter().map(|cell| paragraphs(cell)).collect();
    row
}

fn line(number: u32, raw: &str, framed: bool) -> Line {
    // The mark of a new page takes no place on the line.
    let turns = raw.starts_with(NEW_PAGE);
    let raw = raw.trim_start_matches(NEW_PAGE);
    let piped = if framed { Some(frames::cells(raw)) } else { pipes(raw) };
    let cells: Vec<Vec<String>> = match &piped {
        Some(cells) => cells.iter().map(|cell| paragraphs(cell)).collect(),
        None => tabbed(raw),
    };
    let text = match &piped {
        Some(cells) => clean(&cells.join(" ")),
        None => clean(raw),
    };
    let words = wording::words(&text);
    Line {
        number,
        text,
        words,
        cells,
        indent: raw.chars().take_while(|c| c.is_whitespace()).count(),
        level: level(raw),
        pieces: if framed { Vec::new() } else { pieces(raw) },
        framed,
        turns,
    }
}

/// The cells that tabs part; the tab between a bullet and its item parts nothing.
fn tabbed(raw: &str) -> Vec<Vec<String>> {
    let item = raw.trim_start().trim_start_matches(BULLETS);
    let words = item
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    let bulleted = item.len() < raw.trim_start().len() && item.starts_with('\t') && words > 1;
    let raw = if bulleted { item.trim_start() } else { raw };
    let tab = raw.contains('\t');
    if tab {
        raw.split('\t').map(paragraphs).collect()
    } else {
        Vec::new()
    }
}

/// What converters print where a page begins.
const NEW_PAGE: char = '\u{c}';

/// Cuts a line where two blanks or more follow one another.
fn pieces(raw: &str) -> Vec<Piece> {
    if raw.contains('\t') || !raw.trim().contains("  ") {
        return Vec::new();
    }
    let letters: Vec<char> = raw.trim_end().chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if letters[at].is_whitespace() {
            at += 1;
            continue;
        }
        let mut end = at;
        while end < letters.len() && !(letters[end].is_whitespace() && letters.get(end + 1).is_none_or(|c| c.is_whitespace())) {
            end += 1;
        }
        let text = clean(&letters[at..end].iter().collect::<String>());
        found.push(Piece { start: at, end, text });
        at = end;
    }
    found
}

/// The depth of a heading as Markdown and converters print it.
fn level(raw: &str) -> Option<u8> {
    let raw = raw.trim_start();
    let depth = raw.bytes().take_while(|byte| *byte == b'#').count();
    let named = raw[depth..].starts_with(' ') && !raw[depth..].trim().is_empty();
    u8::try_from(depth).ok().filter(|depth| named && (1..=6).contains(depth))
}

/// The cells of a row between bars; a rule between two rows has none. A bar inside a cell is written `\|`.
fn pipes(raw: &str) -> Option<Vec<String>> {
    let inner = raw.trim().strip_prefix('|')?.strip_suffix('|')?;
    let rule = |c: char| matches!(c, '-' | ':' | '|' | ' ');
    if inner.contains('-') && inner.chars().all(rule) {
        return Some(Vec::new());
    }
    let cells: Vec<String> = inner
        .replace("\\|", "\u{1}")
        .split('|')
        .map(|cell| cell.trim().replace('\u{1}', "|"))
        .collect();
    (cells.len() > 1).then_some(cells)
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
    while let Some(at) = rest.find(['<', '*', '^', '\\', '\u{feff}', '\u{ad}', '\u{200b}']) {
        text.push_str(&rest[..at]);
        let after_word = text.ends_with(|c: char| !c.is_whitespace());
        let (kept, skipped) = markup(&rest[at..], after_word);
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

/// What a mark at the start of `rest` stands for, and how many bytes it takes. A lone star between blanks is a star.
fn markup(rest: &str, after_word: bool) -> (&str, usize) {
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
    // A converter writes "1\." for a number that opens no list.
    if let Some(escaped) = rest.strip_prefix('\\') {
        let sign = escaped.starts_with(|c: char| c.is_ascii_punctuation());
        return if sign { (&escaped[..1], 2) } else { ("\\", 1) };
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
    let emphasis = rest.starts_with('*') && rest[1..].starts_with(|c: char| !c.is_whitespace());
    if emphasis || rest.starts_with('*') && after_word {
        return ("", 1);
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
        assert_eq!(read("*Référent :* Caf, 2021*").text, "Référent : Caf, 2021");
        assert_eq!(read("* un point").text, "* un point");
        assert_eq!(
            read("1\\. Ouvrir \\[X\\] l\\'accueil C:\\dossier").text,
            "1. Ouvrir [X] l'accueil C:\\dossier"
        );
    }

    #[test]
    fn a_tabbed_line_has_cells_and_paragraphs() {
        let line = read("<p>Action 2 : Bâtir</p> <p>2025-2026</p>\tSanté\t<p><u>Valmont</u>: deux lits</p>\t");
        assert_eq!(line.cells.len(), 4);
        assert_eq!(line.cells[0], ["Action 2 : Bâtir", "2025-2026"]);
        assert_eq!(line.cells[2], ["Valmont: deux lits"]);
        assert!(line.cells[3].is_empty());
        assert!(read("•\tLa commune de Valmont,").cells.is_empty());
        assert_eq!(read("•\tLa commune de Valmont,").item(), Some("La commune de Valmont,"));
        assert_eq!(read("●\t\t○").cells.len(), 3);
    }

    #[test]
    fn a_row_between_bars_has_cells_and_a_rule_has_nothing() {
        let line = read("| 1.1 | Ouvrir **tôt** |  |");
        assert_eq!(line.cells, [vec!["1.1".to_owned()], vec!["Ouvrir tôt".to_owned()], vec![]]);
        assert_eq!(line.text, "1.1 Ouvrir tôt");
        assert!(read("|---|:-:|").is_blank());
        assert!(read("|---|:-:|").cells.is_empty());
        assert!(read("| une barre à gauche").cells.is_empty());
    }

    #[test]
    fn runs_of_blanks_part_a_line() {
        let pieces = read("N°  Action à mener     2022  X").pieces;
        let told: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.start, piece.end, piece.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [(0, 2, "N°"), (4, 18, "Action à mener"), (23, 27, "2022"), (29, 30, "X")]
        );
        assert!(read("   une phrase rentrée").pieces.is_empty());
    }

    #[test]
    fn a_word_that_a_scan_spoilt_is_compared_whole() {
        assert_eq!(
            read("Artic1e 1 de la c0nvention, S1 2021, CO2, 1bis").words[..5],
            ["article", "1", "de", "la", "convention"]
        );
        assert_eq!(read("S1 CO2 1bis a1b").words, ["s1", "co2", "1bis", "a1b"]);
    }

    #[test]
    fn a_heading_tells_its_depth() {
        let depth = |raw: &str| read(raw).level;
        assert_eq!(
            (depth("# Plan"), depth("### Axe 1"), depth("#4 ici"), depth("## ")),
            (Some(1), Some(3), None, None)
        );
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
