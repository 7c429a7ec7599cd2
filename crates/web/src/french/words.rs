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

/// The first `most` of these that are said in the feminine, with how many others there are: `a, b et une autre`, `a, b et 3 autres`.
#[must_use]
pub fn list_to<T: AsRef<str>>(items: &[T], most: usize) -> String {
    let Some((shown, others)) = items.split_at_checked(most).filter(|(_, others)| !others.is_empty()) else {
        return list(items);
    };
    let others = match others.len() {
        1 => "une autre".to_owned(),
        more => format!("{more} autres"),
    };
    let shown: Vec<&str> = shown.iter().map(AsRef::as_ref).collect();
    format!("{} et {others}", shown.join(", "))
}

/// `d’Anne`, `de Paul`, `d’Yves`, `de Yann`: whose, before a name. An h at its beginning counts as mute, as it most often is in names.
#[must_use]
pub fn of(name: &str) -> String {
    let is_vowel = |letter: char| "aeiouàâäéèêëîïôöùûüœæ".contains(letter);
    let mut letters = name.chars().flat_map(char::to_lowercase);
    let elides = match (letters.next(), letters.next()) {
        (Some('h'), _) => true,
        (Some('y'), next) => !next.is_some_and(is_vowel),
        (first, _) => first.is_some_and(is_vowel),
    };
    if elides { format!("d’{name}") } else { format!("de {name}") }
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
    fn a_long_list_tells_how_many_others() {
        assert_eq!(list_to(&["1", "2"], 2), "1 et 2");
        assert_eq!(list_to(&["1", "2", "3"], 2), "1, 2 et une autre");
        assert_eq!(list_to(&["1", "2", "3", "4"], 2), "1, 2 et 2 autres");
    }

    #[test]
    fn whose_is_elided_before_a_vowel() {
        assert_eq!(of("Anne"), "d’Anne");
        assert_eq!(of("Élodie"), "d’Élodie");
        assert_eq!(of("Hélène"), "d’Hélène");
        assert_eq!(of("Paul"), "de Paul");
        assert_eq!((of("Yves"), of("Yann")), ("d’Yves".to_owned(), "de Yann".to_owned()));
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
