//! A table kept as a text: its cells parted by a sign, quoted where they hold it.
//!
//! The text is decoded before; nothing is said here of how much of it may be taken but the number of its rows.

/// The rows of a text, one more than `most`: the rest would be refused.
pub(super) fn rows(text: &str, most: usize) -> Vec<Vec<String>> {
    let separator = separator(text);
    let (mut rows, mut row, mut word) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                word.push('"');
            }
            '"' if quoted || word.is_empty() => quoted = !quoted,
            _ if quoted => word.push(letter),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut word));
                rows.push(std::mem::take(&mut row));
                if rows.len() > most {
                    break;
                }
            }
            _ if letter == separator => row.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    if !word.is_empty() || !row.is_empty() {
        row.push(word);
        rows.push(row);
    }
    rows
}

/// Without the apostrophe that our own files put before what looks like a formula.
pub(super) fn unguarded(words: &str) -> String {
    let rest = words.strip_prefix('\'');
    let guarded =
        rest.filter(|rest| rest.trim_start().starts_with(['=', '+', '-', '@']) || rest.starts_with(['\t', '\r', '\n']));
    guarded.unwrap_or(words).to_owned()
}

/// What stands most often between the heads: French programs write `;`, others `,` or a tabulation.
fn separator(text: &str) -> char {
    let heads = text.lines().next().unwrap_or_default();
    let count = |separator: &char| heads.matches(*separator).count();
    [';', '\t', ','].into_iter().rev().max_by_key(count).unwrap_or(';')
}
