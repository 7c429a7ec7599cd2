//! When two wordings are the same, and values in the words that a person reads.
//!
//! It reads two readings and changes neither.

use domain::reading::{Holder, Key, Lines, Reading, Sourced};

use super::{Aspect, Difference, Found, Part};
use crate::wording;

/// How two wordings differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// They do not, but for spaces, quotes and dashes.
    None,
    /// By case, accents or punctuation alone.
    Slight,
    /// By their words.
    Words,
}

/// A text as one line, with one kind of space, quote and dash.
pub(super) fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '–' | '—' | '‑' | '‐' => '-',
        '“' | '”' | '«' | '»' => '"',
        other => other,
    };
    let letters: String = text.chars().map(one).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn gap(one: &str, other: &str) -> Gap {
    if plain(one) == plain(other) {
        Gap::None
    } else if wording::words(one) == wording::words(other) {
        Gap::Slight
    } else {
        Gap::Words
    }
}

/// What is compared of an element.
pub(super) struct Spot {
    pub(super) part: Part,
    pub(super) here: Option<usize>,
    pub(super) there: Option<usize>,
    pub(super) called: String,
}

impl Spot {
    fn difference(&self, aspect: Aspect, was: Option<String>, says: Option<String>, lines: Lines) -> Difference {
        Difference {
            part: self.part,
            aspect,
            here: self.here,
            there: self.there,
            called: self.called.clone(),
            was,
            says,
            lines,
            can_be_read: true,
        }
    }
}

/// What stands on both sides, in words, with the lines of the file.
pub(super) struct Both {
    pub(super) was: Option<String>,
    pub(super) says: Option<String>,
    pub(super) lines: Lines,
}

impl Found {
    /// Tells a difference that was found already.
    pub(super) fn tell(&mut self, spot: &Spot, aspect: Aspect, both: Both, can_be_read: bool) {
        let difference = spot.difference(aspect, both.was, both.says, both.lines);
        self.differences.push(Difference {
            can_be_read,
            ..difference
        });
    }

    /// Tells an element that one side alone names.
    pub(super) fn alone(&mut self, spot: &Spot, words: &str, lines: Lines, can_be_read: bool) {
        let words = Some(words.to_owned());
        let (aspect, was, says) = match spot.here {
            Some(_) => (Aspect::Missing, words, None),
            None => (Aspect::Added, None, words),
        };
        self.tell(spot, aspect, Both { was, says, lines }, can_be_read);
    }

    /// Tells two texts that differ by their words.
    pub(super) fn text(
        &mut self,
        spot: &Spot,
        aspect: Aspect,
        here: Option<&Sourced<String>>,
        there: Option<&Sourced<String>>,
    ) {
        let (was, says) = (here.map(|text| &text.value), there.map(|text| &text.value));
        match gap(was.map_or("", String::as_str), says.map_or("", String::as_str)) {
            Gap::None => {}
            Gap::Slight => self.slight += 1,
            Gap::Words => {
                let lines = there.map(|text| text.lines.clone()).unwrap_or_default();
                let both = Both {
                    was: was.cloned(),
                    says: says.cloned(),
                    lines,
                };
                self.tell(spot, aspect, both, true);
            }
        }
    }

    /// Tells two lists of texts that differ, whatever their order.
    pub(super) fn texts<'v>(
        &mut self,
        spot: &Spot,
        aspect: Aspect,
        here: impl IntoIterator<Item = &'v Sourced<String>>,
        there: impl IntoIterator<Item = &'v Sourced<String>>,
    ) {
        let (here, there) = (Listed::of(here), Listed::of(there));
        if here.folded == there.folded || here.said == there.said {
            self.slight += usize::from(here.exact != there.exact);
            return;
        }
        let both = Both {
            was: here.words,
            says: there.words,
            lines: there.lines,
        };
        self.tell(spot, aspect, both, true);
    }
}

/// A list of texts, ready to be compared.
struct Listed {
    words: Option<String>,
    exact: Vec<String>,
    /// The words of each, whatever their order.
    folded: Vec<Vec<String>>,
    /// All the words, one after the other: a text cut otherwise into items says the same.
    said: Vec<String>,
    lines: Lines,
}

impl Listed {
    fn of<'v>(texts: impl IntoIterator<Item = &'v Sourced<String>>) -> Self {
        let texts: Vec<&Sourced<String>> = texts.into_iter().filter(|text| !text.value.trim().is_empty()).collect();
        let mut exact: Vec<String> = texts.iter().map(|text| plain(&text.value)).collect();
        let mut folded: Vec<Vec<String>> = texts.iter().map(|text| wording::words(&text.value)).collect();
        let said = folded.concat();
        exact.sort_unstable();
        folded.sort_unstable();
        Self {
            words: joined(texts.iter().map(|text| text.value.as_str())),
            lines: texts.iter().fold(Lines::default(), |all, text| all.union(&text.lines)),
            exact,
            folded,
            said,
        }
    }
}

/// Values one after the other; nothing when there is none.
pub(super) fn joined<'v>(values: impl Iterator<Item = &'v str>) -> Option<String> {
    let words: Vec<&str> = values.collect();
    (!words.is_empty()).then(|| words.join("\u{202f}; "))
}

/// Who holds a role, in words.
pub(super) fn holder<'r>(reading: &'r Reading, holder: &'r Holder) -> &'r str {
    match holder {
        Holder::Known(key) => reading.shown(key),
        Holder::Text(words) => words,
    }
}

/// What an element of the framework is called: `1a. Accueillir`.
pub(super) fn node(reading: &Reading, key: &Key) -> Option<String> {
    let node = reading.nodes.iter().find(|node| node.id == *key)?;
    Some(node.called())
}

/// What a theme is called.
pub(super) fn theme<'r>(reading: &'r Reading, key: &Key) -> Option<&'r str> {
    let theme = reading.themes.iter().find(|theme| theme.id == *key)?;
    Some(&theme.name.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_quotes_and_dashes_are_no_difference_and_case_is_a_slight_one() {
        assert_eq!(gap("L’accueil  –  « ici »", "L'accueil - \"ici\""), Gap::Slight);
        assert_eq!(gap("L’accueil  – ici", "L'accueil - ici"), Gap::None);
        assert_eq!(gap("ÉTÉ à la mer", "Eté à la mer."), Gap::Slight);
        assert_eq!(gap("Ouvrir un lieu", "Ouvrir deux lieux"), Gap::Words);
    }

    #[test]
    fn words_that_change_places_are_a_difference_and_items_cut_otherwise_are_none() {
        let list = |items: &[&str]| -> Vec<Sourced<String>> {
            let one = |item: &&str| Sourced::new((*item).to_owned(), Lines::one(1));
            items.iter().map(one).collect()
        };
        let same = |here: &[&str], there: &[&str]| {
            let (here, there) = (list(here), list(there));
            let (here, there) = (Listed::of(&here), Listed::of(&there));
            here.folded == there.folded || here.said == there.said
        };
        assert!(same(&["a b", "c"], &["c", "a b"]), "whatever their order");
        assert!(same(&["a b c"], &["a b", "c"]), "cut otherwise");
        assert!(!same(
            &["Caf : 10 000 €", "Ville : 5 000 €"],
            &["Caf : 5 000 €", "Ville : 10 000 €"]
        ));
        assert!(!same(&["le porteur informe le pilote"], &["le pilote informe le porteur"]));
    }
}
