//! The codes that texts print before an action or a heading: `1.2.3`, `A1`, `FA-07`, `IV`, `2 bis`.
//!
//! A scan takes `1` for `l` and `0` for `O`: inside a code, where a figure alone is possible, it is read as the figure and said so.

/// A code, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// In figures and letters.
    pub(super) text: String,
    /// Whether a sign of a scan was read as a figure.
    pub(super) mended: bool,
}

/// No code has more parts.
const MOST_PARTS: usize = 6;

/// The code that a text begins with, and what follows it, its separators gone.
pub(super) fn leading(text: &str) -> Option<(Code, &str)> {
    let text = text.trim_start();
    let text = ["n°", "N°", "no ", "№"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign))
        .unwrap_or(text)
        .trim_start();
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | ')' | '–' | '—' | ',' | ';' | '/' | '('))
        .unwrap_or(text.len());
    let token = text[..end].trim_end_matches(['.', '-', '\u{b0}']);
    let code = code(token)?;
    let mut rest = text[end..].trim_start();
    let mut kept = code;
    for again in ["bis", "ter"] {
        if let Some(after) = rest.strip_prefix(again)
            && !after.starts_with(char::is_alphanumeric)
        {
            kept.text = format!("{} {again}", kept.text);
            rest = after;
        }
    }
    Some((kept, separated(rest)))
}

/// A text without the signs that part it from its code.
pub(super) fn separated(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '.' | ')' | '|'))
}

/// The whole text as a code.
pub(super) fn whole(text: &str) -> Option<Code> {
    let (code, rest) = leading(text)?;
    rest.is_empty().then_some(code)
}

fn code(token: &str) -> Option<Code> {
    if token.is_empty() || token.chars().count() > 12 {
        return None;
    }
    let parts: Vec<&str> = token.split(['.', '-']).collect();
    if parts.len() > MOST_PARTS || parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    let figures = token.bytes().any(|byte| byte.is_ascii_digit());
    if !figures && parts.len() == 1 && is_roman(token) {
        return Some(Code {
            text: token.to_owned(),
            mended: false,
        });
    }
    let mut mended = false;
    let mut text = String::with_capacity(token.len());
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push(if token[..=text.len()].ends_with('-') { '-' } else { '.' });
        }
        let numbered = |other: &&&str| other.bytes().all(|byte| byte.is_ascii_digit());
        let lone = index > 0 && *part == "I" && figures && parts.iter().filter(numbered).count() + 1 == parts.len();
        let part = if lone { &"l" } else { part };
        let (kept, changed) = part_of(part, figures || parts.len() > 1)?;
        mended |= changed;
        text.push_str(&kept);
    }
    Some(Code { text, mended })
}

/// One part of a code: figures with a letter at an end, one letter, or a few capitals before figures.
fn part_of(part: &str, among_figures: bool) -> Option<(String, bool)> {
    let digits = part.chars().filter(char::is_ascii_digit).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    if digits + letters != part.chars().count() || digits > 3 {
        return None;
    }
    let noisy = |c: char| matches!(c, 'l' | 'I' | 'O' | 'o');
    let of_a_scan = part.chars().all(|c| c.is_ascii_digit() || noisy(c));
    let scanned = letters > 0 && of_a_scan && (digits > 0 || part == "l") && (among_figures || part == "l");
    if scanned {
        let mended = part.chars().map(|c| match c {
            'l' | 'I' => '1',
            'O' | 'o' => '0',
            other => other,
        });
        return Some((mended.collect(), true));
    }
    let lone = letters == 1 && digits == 0 && part.is_ascii();
    let capitals = part.chars().take_while(|c| c.is_uppercase()).count();
    let coded = capitals == letters && letters <= 3 && (digits > 0 || among_figures);
    let numbered = digits > 0 && letters <= 1 && part.starts_with(|c: char| c.is_ascii_digit());
    (letters == 0 || lone || coded || numbered).then(|| (part.to_owned(), false))
}

fn is_roman(token: &str) -> bool {
    token.len() <= 5 && token.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        leading(text).map(|(code, rest)| (code.text, rest.to_owned()))
    }

    #[test]
    fn codes_take_many_shapes() {
        for (text, code, rest) in [
            ("1.2.3 – Ouvrir", "1.2.3", "Ouvrir"),
            ("A1 - Ouvrir", "A1", "Ouvrir"),
            ("n° 12 : Ouvrir", "12", "Ouvrir"),
            ("FA-07 Ouvrir", "FA-07", "Ouvrir"),
            ("IV. Ouvrir", "IV", "Ouvrir"),
            ("A.2.b.1", "A.2.b.1", ""),
            ("2 bis : Ouvrir", "2 bis", "Ouvrir"),
            ("1a) Ouvrir", "1a", "Ouvrir"),
        ] {
            assert_eq!(read(text), Some((code.to_owned(), rest.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_are_no_codes() {
        for text in [
            "Ouvrir un lieu",
            "2023-2026",
            "Caf : 12",
            "1234 habitants",
            "PMI",
            "de 3 à 11 ans",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_scan_is_mended_inside_a_code() {
        assert_eq!(
            leading("1.l.2 : Rénover").map(|(code, _)| (code.text, code.mended)),
            Some(("1.1.2".to_owned(), true))
        );
        assert_eq!(leading("2.I.2 Ouvrir").map(|(code, _)| code.text), Some("2.1.2".to_owned()));
        assert_eq!(leading("I.2 – Informer").map(|(code, _)| code.text), Some("I.2".to_owned()));
        assert_eq!(leading("l : Accueillir").map(|(code, _)| code.text), Some("1".to_owned()));
    }
}
