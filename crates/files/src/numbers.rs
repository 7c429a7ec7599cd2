//! Numbers as French texts write them: in figures, in words, and in figures that a scan took for letters.
//!
//! A letter is taken for a figure only beside another figure, or where nothing else can stand; the caller then tells the doubt.

const UNITS: [&str; 17] = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
];

const TENS: [(&str, u32); 5] = [
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
];

/// The number written in words at this place, and how many words it takes.
pub(crate) fn spelt(words: &[String], at: usize) -> Option<(u32, usize)> {
    let (thousands, mut length) = match below_thousand(words, at) {
        Some((count, length)) if word(words, at + length) == Some("mille") => (count, length + 1),
        Some(found) => return Some(found),
        None if word(words, at) == Some("mille") => (1, 1),
        None => return None,
    };
    let mut value = thousands * 1000;
    if let Some((rest, more)) = below_thousand(words, at + length) {
        value += rest;
        length += more;
    }
    Some((value, length))
}

fn word(words: &[String], at: usize) -> Option<&str> {
    words.get(at).map(String::as_str)
}

fn below_thousand(words: &[String], at: usize) -> Option<(u32, usize)> {
    let is_cent = |at: usize| matches!(word(words, at), Some("cent" | "cents"));
    let (hundreds, mut length) = match below_hundred(words, at) {
        Some((count, length)) if count < 10 && is_cent(at + length) => (count, length + 1),
        Some(found) => return Some(found),
        None if is_cent(at) => (1, 1),
        None => return None,
    };
    let mut value = hundreds * 100;
    if let Some((rest, more)) = below_hundred(words, at + length) {
        value += rest;
        length += more;
    }
    Some((value, length))
}

fn below_hundred(words: &[String], at: usize) -> Option<(u32, usize)> {
    let (tens, length, widest) = match (word(words, at)?, word(words, at + 1)) {
        ("quatre", Some("vingt" | "vingts")) => (80, 2, 20),
        (first, _) => match TENS.iter().find(|(name, _)| *name == first) {
            Some((_, 60)) => (60, 1, 20),
            Some((_, tens)) => (*tens, 1, 10),
            None => return unit(words, at, 20),
        },
    };
    let linked = usize::from(word(words, at + length) == Some("et"));
    match unit(words, at + length + linked, widest) {
        Some((rest, more)) if rest > 0 && (linked == 0 || matches!(rest, 1 | 11)) => {
            Some((tens + rest, length + linked + more))
        }
        _ => Some((tens, length)),
    }
}

/// A number below `limit`, itself twenty at most.
fn unit(words: &[String], at: usize, limit: u32) -> Option<(u32, usize)> {
    let first = word(words, at)?;
    if let ("dix", Some(second @ ("sept" | "huit" | "neuf"))) = (first, word(words, at + 1)) {
        let rest = position(second)?;
        return Some((10 + rest, 2)).filter(|(value, _)| *value < limit);
    }
    let first = if first == "une" { "un" } else { first };
    position(first).filter(|value| *value < limit).map(|value| (value, 1))
}

fn position(word: &str) -> Option<u32> {
    (0_u32..).zip(UNITS).find(|(_, name)| *name == word).map(|(value, _)| value)
}

/// A word of figures, some of which a scan may have taken for letters: the figures, and whether there was such a letter.
pub(crate) fn figures(word: &str) -> Option<(String, bool)> {
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    cleaned(word)
}

/// The same, where only a number can stand: "l" alone is 1, "O" alone is 0.
pub(crate) fn cleaned(word: &str) -> Option<(String, bool)> {
    let figure = |letter: char| match letter {
        '0'..='9' => Some(letter),
        'l' | 'i' | 'I' => Some('1'),
        'o' | 'O' => Some('0'),
        _ => None,
    };
    let figures: Option<String> = word.chars().map(figure).collect();
    let figures = figures.filter(|figures| !figures.is_empty())?;
    let noisy = figures != word;
    Some((figures, noisy))
}

/// A count, in figures or in words, and how many words it takes.
pub(crate) fn count(words: &[String], at: usize) -> Option<(u32, usize)> {
    let figures = words
        .get(at)
        .and_then(|word| figures(word))
        .and_then(|(text, _)| text.parse().ok());
    figures.map(|value| (value, 1)).or_else(|| spelt(words, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words;

    #[test]
    fn numbers_are_read_in_words() {
        let read = |text: &str| spelt(&words(text), 0);
        assert_eq!(read("dix-neuf voix"), Some((19, 2)));
        assert_eq!(read("vingt et un conseillers"), Some((21, 3)));
        assert_eq!(read("vingt et quelques"), Some((20, 1)));
        assert_eq!(read("soixante et onze"), Some((71, 3)));
        assert_eq!(read("quatre-vingt-dix-sept"), Some((97, 4)));
        assert_eq!(read("deux mille vingt-trois"), Some((2023, 4)));
        assert_eq!(read("deux cent quatre"), Some((204, 3)));
        assert_eq!(read("mille"), Some((1000, 1)));
        assert_eq!((read("une"), read("voix")), (Some((1, 1)), None));
    }

    #[test]
    fn a_scan_takes_figures_for_letters() {
        assert_eq!(figures("2o23"), Some(("2023".into(), true)));
        assert_eq!(figures("15"), Some(("15".into(), false)));
        assert_eq!((figures("lo"), figures("l"), figures("a4")), (None, None, None));
        assert_eq!(cleaned("l"), Some(("1".into(), true)));
    }
}
