//! The name of a file: as it was given, without what would lead elsewhere, hide its end or break a line.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::MediaType;

/// The longest name before its ending, in characters: folders of every system take it.
const LONGEST: usize = 120;

/// What no system takes in a name, or takes for something else.
const REFUSED: [char; 9] = ['<', '>', ':', '"', '|', '?', '*', '/', '\\'];

/// A name that can be shown, and written on any disk. It ends as its type says, whatever it ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// The name of a file of this type, made from the one that was given: the last part of a path, without control or bidirectional
    /// characters, which hide what a name really is.
    #[must_use]
    pub fn cleaned(given: &str, media: MediaType) -> Self {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let composed: String = last.nfc().filter(|c| !is_hidden(*c)).collect();
        let shown = composed
            .replace(REFUSED, "-")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let stem = without_ending(&shown, media);
        let cut: String = stem.chars().take(LONGEST).collect();
        let stem = cut.trim_matches(['.', ' ', '-']);
        let stem = if stem.is_empty() { "document" } else { stem };
        Self(format!("{stem}.{}", media.ending()))
    }

    /// A name that was stored.
    #[must_use]
    pub const fn stored(name: String) -> Self {
        Self(name)
    }

    /// The name without its ending: how a file is called when nobody says it.
    #[must_use]
    pub fn without_ending(&self) -> &str {
        self.0.rsplit_once('.').map_or(&self.0, |(stem, _)| stem)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is not seen, and changes what is: controls, marks of direction, joiners, spaces without width.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff0}'..='\u{fffd}')
}

/// The name before its ending, when what follows the last dot looks like one; another spelling of the same ending goes too.
fn without_ending(name: &str, media: MediaType) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) || ending.eq_ignore_ascii_case(media.ending()) => stem,
        _ => name,
    }
}

/// `pdf`, `JPEG`, `7z`: letters and digits, few of them, one letter at least. `3 mars` is no ending, nor is `12`.
fn is_ending(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, media: MediaType, expected: &str) {
        assert_eq!(FileName::cleaned(given, media).as_str(), expected, "{given:?}");
    }

    #[test]
    fn a_name_keeps_its_words_and_ends_as_its_content_says() {
        check("Convention signée.pdf", MediaType::Pdf, "Convention signée.pdf");
        check("Convention.PDF", MediaType::Pdf, "Convention.pdf");
        check("photo.jpeg", MediaType::Jpeg, "photo.jpg");
        check("photo.jpg", MediaType::Pdf, "photo.pdf");
        check("CTG v1.2", MediaType::Pdf, "CTG v1.2.pdf");
        check("e\u{301}te\u{301}.txt", MediaType::PlainText, "été.txt");
    }

    #[test]
    fn a_name_leads_nowhere_and_hides_nothing() {
        check("../../etc/passwd", MediaType::PlainText, "passwd.txt");
        check("C:\\Temp\\note.txt", MediaType::PlainText, "note.txt");
        check("facture\u{202e}fdp.exe", MediaType::Pdf, "facturefdp.pdf");
        check("a\r\nb\u{0}\t c.csv", MediaType::Csv, "ab c.csv");
        check("a<b>:\"|?*.odt", MediaType::OpenDocumentText, "a-b.odt");
        for nothing in ["", ".", "..", "///", " .pdf", "\u{200b}"] {
            check(nothing, MediaType::Pdf, "document.pdf");
        }
        check(".htaccess", MediaType::PlainText, "htaccess.txt");
    }

    #[test]
    fn a_name_of_three_hundred_characters_is_cut() {
        let long = FileName::cleaned(&format!("{}.pdf", "é".repeat(300)), MediaType::Pdf);
        assert_eq!(long.as_str().chars().count(), 124);
        assert!(long.as_str().ends_with("é.pdf"));
    }
}
