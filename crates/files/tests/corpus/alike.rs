//! When two wordings are the same to a reader: articles, accents, capitals, punctuation and blanks set aside.

/// The words that a name may begin with, or not.
const ARTICLES: [&str; 15] = [
    "un", "une", "la", "le", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "en", "et",
];

/// The words of a text, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String = text.chars().flat_map(fold).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn fold(letter: char) -> Vec<char> {
    let plain = match letter {
        'à' | 'â' | 'ä' | 'À' | 'Â' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => "e",
        'î' | 'ï' | 'Î' => "i",
        'ô' | 'ö' | 'Ô' => "o",
        'û' | 'ù' | 'ü' | 'Û' => "u",
        'ç' | 'Ç' => "c",
        'œ' | 'Œ' => "oe",
        other => return other.to_lowercase().collect(),
    };
    plain.chars().collect()
}

/// A text as it is compared: its words without the articles.
pub(crate) fn plain(text: &str) -> String {
    let words = words(text);
    let kept: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !ARTICLES.contains(word))
        .collect();
    kept.join(" ")
}

/// The share of the words of `wanted` that `text` holds, in hundredths.
pub(crate) fn share(wanted: &str, text: &str) -> usize {
    let (wanted, text) = (plain(wanted), plain(text));
    let there: Vec<&str> = text.split(' ').collect();
    let words: Vec<&str> = wanted.split(' ').collect();
    let held = words.iter().filter(|word| there.contains(word)).count();
    100 * held / words.len().max(1)
}

/// Whether both say nearly the same words: nine in ten, each way.
pub(crate) fn nearly(a: &str, b: &str) -> bool {
    plain(a) == plain(b) || share(a, b) >= 85 && share(b, a) >= 85
}
