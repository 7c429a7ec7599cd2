//! Words that agree with a number, lists and ordinals.

use super::numbers::number;
use crate::given::Given;

/// `1 action`, `24 actions`, `0 action`: the plural starts at two.
#[must_use]
pub fn count(n: impl Given<i64>, one: &str, many: &str) -> String {
    let n: i64 = n.given();
    let word = if n.unsigned_abs() < 2 { one } else { many };
    format!("{}\u{a0}{word}", number(n))
}

/// `a`, `a et b`, `a, b et c`.
pub fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<T> = items.into_iter().collect();
    let mut out = String::new();
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(if i + 1 == items.len() { " et " } else { ", " });
        }
        out.push_str(item.as_ref());
    }
    out
}

/// The beginning of a long text, `most` characters of it, with the mark that more follows.
#[must_use]
pub fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A sentence written with plain spaces, as it is shown: no-break spaces hold its punctuation.
#[must_use]
pub fn spaced(sentence: &str) -> String {
    let mut shown = String::with_capacity(sentence.len() + 16);
    let mut chars = sentence.chars().peekable();
    while let Some(c) = chars.next() {
        shown.push(match (c, chars.peek()) {
            (' ', Some(':' | '»' | '%' | '€')) => '\u{a0}',
            (' ', Some(';' | '?' | '!')) => '\u{202f}',
            (' ', _) if shown.ends_with('«') => '\u{a0}',
            _ => c,
        });
    }
    shown
}

/// `1er`, `2e`, `24e`.
#[must_use]
pub fn ordinal(n: impl Given<i64>) -> String {
    let n: i64 = n.given();
    if n == 1 { "1er".to_owned() } else { format!("{}e", number(n)) }
}

/// The letters of a digest by groups of eight, so that two of them are compared by eye and a narrow page breaks them.
#[must_use]
pub fn in_eights(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = letters.chunks(8).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_agree_with_their_number() {
        assert_eq!(count(0, "action", "actions"), "0\u{a0}action");
        assert_eq!(count(1, "action", "actions"), "1\u{a0}action");
        assert_eq!(count(24, "action", "actions"), "24\u{a0}actions");
        assert_eq!(count(2, "enjeu", "enjeux"), "2\u{a0}enjeux");
    }

    #[test]
    fn lists_end_with_et() {
        assert_eq!(list(Vec::<String>::new()), "");
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b"]), "a et b");
        assert_eq!(list(["a", "b", "c"]), "a, b et c");
    }

    #[test]
    fn punctuation_holds_to_its_word() {
        assert_eq!(
            spaced("La marque « xx » ; rien : 3 %"),
            "La marque «\u{a0}xx\u{a0}»\u{202f}; rien\u{a0}: 3\u{a0}%"
        );
    }

    #[test]
    fn ordinals() {
        assert_eq!(ordinal(1), "1er");
        assert_eq!(ordinal(24), "24e");
    }
}
