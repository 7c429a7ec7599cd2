//! How two wordings are compared: words without case, accents nor punctuation.
//!
//! Never used to write a value: values keep the words of the text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One word, folded.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'a'..='z' | '0'..='9' => folded.push(letter),
            'A'..='Z' => folded.push(letter.to_ascii_lowercase()),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => folded.push('e'),
            'à' | 'â' | 'À' | 'Â' => folded.push('a'),
            'ô' | 'Ô' => folded.push('o'),
            'î' | 'ï' | 'Î' | 'Ï' => folded.push('i'),
            'ù' | 'û' | 'Ù' | 'Û' => folded.push('u'),
            'ç' | 'Ç' => folded.push('c'),
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            // The rest of the world loses its marks too, more slowly.
            other => folded.extend(
                other
                    .to_lowercase()
                    .flat_map(UnicodeNormalization::nfd)
                    .filter(|c| !is_combining_mark(*c)),
            ),
        }
    }
    folded
}

/// Whether a sign is part of a word. The letters of French are known without a table.
pub(crate) fn is_of_word(sign: char) -> bool {
    match sign {
        'é' | 'è' | 'ê' | 'à' | 'ç' | 'ô' | 'î' | 'û' | 'ù' | 'â' | 'œ' | 'É' | 'À' => true,
        '’' | '\u{a0}' | '«' | '»' | '–' | '—' | '€' | '•' | '…' => false,
        other => other.is_alphanumeric(),
    }
}

/// The words of a text, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    found.extend(apart(text).map(|word| mended(fold(word))));
    found
}

/// The words of a text as they stand.
fn apart(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

/// How many words a text has; no more than one beyond `most` are counted.
pub(crate) fn count_to(text: &str, most: usize) -> usize {
    apart(text).take(most + 1).count()
}

/// "Artic1e", "conventi0n": inside a word, a scan takes letters for figures.
fn mended(word: String) -> String {
    if !word.bytes().any(|byte| matches!(byte, b'0' | b'1')) {
        return word;
    }
    let figures = word.bytes().filter(u8::is_ascii_digit).count();
    let noisy = word.chars().all(|c| c.is_alphabetic() || matches!(c, '0' | '1'));
    let inside = word.starts_with(char::is_alphabetic) && word.ends_with(char::is_alphabetic);
    if (1..=2).contains(&figures) && noisy && inside && word.len() > figures + 3 {
        word.replace('1', "l").replace('0', "o")
    } else {
        word
    }
}

/// Whether a folded word only links others.
pub(crate) fn is_link(word: &str) -> bool {
    const LINKS: [&str; 21] = [
        "a", "au", "aux", "avec", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "s", "sous",
        "sur", "sans",
    ];
    LINKS.contains(&word)
}

/// Whether the folded words begin with these ones.
pub(crate) fn begins(words: &[String], start: &[&str]) -> bool {
    words.len() >= start.len() && words.iter().zip(start).all(|(word, expected)| word == expected)
}

/// Where these folded words stand in a row.
pub(crate) fn position(words: &[String], sought: &[&str]) -> Option<usize> {
    words.windows(sought.len()).position(|window| begins(window, sought))
}

/// Whether a word is written in capitals only.
pub(crate) fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Whether a text starts with a capital letter.
pub(crate) fn is_capitalised(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// A text with its first letter in capital and the rest in small letters: for words printed in capitals.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_do_not_count() {
        assert_eq!(words("L'Éveil — des CŒURS (n° 2)"), ["l", "eveil", "des", "coeurs", "n", "2"]);
        assert_eq!(words("ñandú ÇÀ"), ["nandu", "ca"]);
        assert_eq!(
            words("Artic1e 1 de la c0nvention, S1"),
            ["article", "1", "de", "la", "convention", "s1"]
        );
        assert_eq!(position(&words("au titre de la durée"), &["la", "duree"]), Some(3));
        assert!(is_capitals("SEPT-") && !is_capitals("Sept") && !is_capitals("12"));
        assert_eq!(sentence_case("LE MAIRE"), "Le maire");
    }
}
