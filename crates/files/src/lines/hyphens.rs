//! Hyphens that a converter of PDF took for those of a cut word, and removed: "Val-de-Bray" at the end of a line becomes "Valde-Bray".
//!
//! Never guesses from one word alone: the same name must be printed whole elsewhere in the text, or the text must have lost others.

use std::borrow::Cow;
use std::collections::HashMap;

/// Fewer names mended than this tell nothing of the others.
const FEWEST_LOST: usize = 2;

/// A word of two names has as many letters in each, at least.
const FEWEST_LETTERS: usize = 3;

/// The text with its lost hyphens; borrowed where it lost none.
pub(super) fn mended(text: &[String]) -> Cow<'_, [String]> {
    let known = whole_names(text);
    let lost = text
        .iter()
        .flat_map(|line| words(line))
        .filter(|word| known.get(&bare(word)).is_some_and(|whole| *whole != *word));
    let lost = lost.count();
    if lost == 0 {
        return Cow::Borrowed(text);
    }
    let mend = |line: &String| {
        let mut mended = line.clone();
        for word in words(line) {
            let two = || (lost >= FEWEST_LOST).then(|| two_names(word)).flatten();
            if let Some(whole) = known.get(&bare(word)).cloned().or_else(two).filter(|whole| whole != word) {
                mended = mended.replace(word, &whole);
            }
        }
        mended
    };
    Cow::Owned(text.iter().map(mend).collect())
}

/// The names with hyphens, by their letters; two spellings of the same letters are left aside.
fn whole_names(text: &[String]) -> HashMap<String, String> {
    let mut known: HashMap<String, (String, bool)> = HashMap::new();
    let named = |word: &&str| word.matches('-').count() > 0 && word.split('-').all(|part| !part.is_empty());
    for word in text.iter().flat_map(|line| words(line)).filter(named) {
        let (whole, sure) = known.entry(bare(word)).or_insert_with(|| (word.to_owned(), true));
        let (more, fewer) = (word.matches('-').count(), whole.matches('-').count());
        if more > fewer {
            word.clone_into(whole);
            *sure = true;
        } else if more == fewer && whole != word {
            *sure = false;
        }
    }
    known
        .into_iter()
        .filter(|(_, (_, sure))| *sure)
        .map(|(key, (whole, _))| (key, whole))
        .collect()
}

fn bare(word: &str) -> String {
    word.replace('-', "")
}

/// The words that may be names: those that begin with a capital letter, past an article that is cut short.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let named = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
    let parted = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\'');
    line.split(parted).map(past_elision).filter(named)
}

/// "d’Orval": "Orval".
fn past_elision(word: &str) -> &str {
    let cut = word.split_once(['’', '\'']).filter(|(before, _)| before.chars().count() == 1);
    cut.map_or(word, |(_, rest)| rest)
}

/// "MarieCurie": two names that a hyphen parted.
fn two_names(word: &str) -> Option<String> {
    let letters = word.chars().all(char::is_alphabetic);
    let mut capitals = word.char_indices().skip(1).filter(|(_, c)| c.is_uppercase());
    let (at, _) = capitals.next().filter(|_| letters)?;
    let (first, second) = word.split_at(at);
    let long = [first, second].iter().all(|part| part.chars().count() >= FEWEST_LETTERS);
    (long && capitals.next().is_none()).then(|| format!("{first}-{second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        mended(&lines).join("\n")
    }

    #[test]
    fn a_name_printed_whole_elsewhere_mends_the_others() {
        let text = "La commune de Val-de-Bray, Mont-l’Orme.\nLe maire de Valde-Bray, à Montl’Orme, d’Hautbois.";
        assert_eq!(
            read(text),
            "La commune de Val-de-Bray, Mont-l’Orme.\nLe maire de Val-de-Bray, à Mont-l’Orme, d’Hautbois."
        );
    }

    #[test]
    fn two_names_are_parted_where_the_text_lost_hyphens() {
        let lost = "Val-Bray, Mont-Orme. ValBray et MontOrme, au collège AnneLenoir";
        assert!(read(lost).ends_with("au collège Anne-Lenoir"));
        assert_eq!(read("au collège AnneLenoir de Val-Bray"), "au collège AnneLenoir de Val-Bray");
    }
}
