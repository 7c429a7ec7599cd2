//! Themes: the announced list, and the wordings of the sheets matched with it.

use domain::reading::{Key, Sourced, ThemeRead};

use crate::passage::{Passage, Token};
use crate::wording::{is_link, words};

/// Themes beyond this are noise.
const MOST_THEMES: usize = 100;

/// The themes known so far.
#[derive(Debug)]
pub(crate) struct Themes {
    known: Vec<ThemeRead>,
    /// The words of each that mean something.
    senses: Vec<Vec<String>>,
    announced: bool,
}

impl Themes {
    pub(crate) fn new(announced: Vec<Sourced<String>>) -> Self {
        let mut themes = Self {
            known: Vec::new(),
            senses: Vec::new(),
            announced: false,
        };
        for name in announced {
            let sense = sense(&name.value);
            if !sense.is_empty() && themes.senses.len() < MOST_THEMES && !themes.senses.contains(&sense) {
                themes.add(name, sense);
            }
        }
        themes.announced = !themes.known.is_empty();
        themes
    }

    pub(crate) const fn are_announced(&self) -> bool {
        self.announced
    }

    fn add(&mut self, name: Sourced<String>, sense: Vec<String>) -> Key {
        let id = Key(format!("t{}", self.known.len() + 1));
        self.known.push(ThemeRead {
            lines: name.lines.clone(),
            id: id.clone(),
            name,
            other_names: Vec::new(),
        });
        self.senses.push(sense);
        id
    }

    /// The themes that a passage is made of, when it is made of themes and nothing else.
    pub(crate) fn fits(&self, passage: &Passage) -> bool {
        self.split(&passage.tokens()).is_some()
    }

    /// Files a passage under its themes; a theme that no list announces is added when no list was found at all.
    pub(crate) fn take(&mut self, passage: &Passage) -> Vec<Sourced<Key>> {
        let tokens = passage.tokens();
        if let Some(found) = self.split(&tokens) {
            return found
                .into_iter()
                .map(|(index, from, to)| self.wording(index, passage.between(&tokens[from], &tokens[to]).sourced()))
                .collect();
        }
        if self.announced || self.known.len() >= MOST_THEMES || passage.is_empty() || passage.words().len() > 20 {
            return Vec::new();
        }
        let name = passage.sourced();
        let lines = name.lines.clone();
        let sense = sense(&name.value);
        if sense.is_empty() {
            return Vec::new();
        }
        vec![Sourced::new(self.add(name, sense), lines)]
    }

    fn wording(&mut self, index: usize, printed: Sourced<String>) -> Sourced<Key> {
        let theme = &mut self.known[index];
        let lines = printed.lines.clone();
        theme.lines = theme.lines.union(&lines);
        if printed.value == theme.name.value {
            theme.name.lines = theme.name.lines.union(&lines);
        } else {
            match theme.other_names.iter_mut().find(|other| other.value == printed.value) {
                Some(other) => other.lines = other.lines.union(&lines),
                None => theme.other_names.push(printed),
            }
        }
        Sourced::new(theme.id.clone(), lines)
    }

    /// Consecutive themes covering all words: index of the theme, first and last word.
    fn split(&self, tokens: &[Token]) -> Option<Vec<(usize, usize, usize)>> {
        let meaning: Vec<(usize, &str)> = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| !is_link(&token.fold))
            .map(|(at, token)| (at, token.fold.as_str()))
            .collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < meaning.len() {
            let fits = |sense: &[String]| {
                meaning.len() >= at + sense.len() && sense.iter().zip(&meaning[at..]).all(|(word, (_, token))| word == token)
            };
            let best = self
                .senses
                .iter()
                .enumerate()
                .filter(|(_, sense)| fits(sense))
                .max_by_key(|(_, sense)| sense.len());
            let (index, sense) = best?;
            let last = at + sense.len() - 1;
            found.push((index, meaning[at].0, meaning[last].0));
            at = last + 1;
        }
        (!found.is_empty()).then_some(found)
    }

    pub(crate) fn into_read(self) -> Vec<ThemeRead> {
        self.known
    }
}

fn sense(name: &str) -> Vec<String> {
    words(name).into_iter().filter(|word| !is_link(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::Lines;

    #[test]
    fn without_a_list_the_sheets_announce_their_themes() {
        let mut themes = Themes::new(Vec::new());
        assert!(themes.take(&Passage::one(3, "de la")).is_empty(), "small words are no theme");
        assert_eq!(themes.take(&Passage::one(4, "Santé")).len(), 1);
        assert_eq!(themes.take(&Passage::one(5, "la santé")).len(), 1);
        assert_eq!(themes.into_read().len(), 1);
    }

    #[test]
    fn a_block_may_hold_several_themes() {
        let announced = ["Petite Enfance", "Enfance Jeunesse", "Lisibilité et communication"];
        let mut themes = Themes::new(
            (1..)
                .zip(announced)
                .map(|(line, name)| Sourced::new(name.to_owned(), Lines::one(line)))
                .collect(),
        );
        let block = Passage::new(vec![
            (7, "Lisibilité,".into()),
            (8, "communication Petite Enfance".into()),
            (9, "Enfance Jeunesse".into()),
        ]);
        let keys: Vec<_> = themes
            .take(&block)
            .into_iter()
            .map(|key| (key.value.0, key.lines.to_string()))
            .collect();
        assert_eq!(
            keys,
            [
                ("t3".into(), "7-8".into()),
                ("t1".into(), "8".into()),
                ("t2".into(), "9".to_string())
            ]
        );
        assert!(!themes.fits(&Passage::one(1, "Petite Enfance et autres mots")));
        let read = themes.into_read();
        assert_eq!(read[2].other_names[0].value, "Lisibilité, communication");
        assert!(read[0].other_names.is_empty());
    }
}
