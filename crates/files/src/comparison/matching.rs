//! Which elements of a file are which of a convention: by number where the titles are alike, then by likeness of the titles, then by
//! number alone.
//!
//! Each element is taken once. A number that was given to something else does not hide where the former thing went.

use std::collections::HashMap;

use domain::reading::Reading;

use super::Sides;
use crate::mapping::plain_number;
use crate::wording;

/// What is compared of an element to find it again.
struct Mark {
    number: String,
    words: Vec<String>,
}

impl Mark {
    fn of(number: &str, title: &str) -> Self {
        let mut words: Vec<String> = wording::words(title).into_iter().filter(|word| word.len() > 2).collect();
        words.sort_unstable();
        words.dedup();
        Self {
            number: plain_number(number),
            words,
        }
    }

    /// The share of words in common, in hundredths.
    fn likeness(&self, other: &Self) -> usize {
        let shared = self
            .words
            .iter()
            .filter(|word| other.words.binary_search(word).is_ok())
            .count();
        share(shared, self.words.len(), other.words.len())
    }
}

fn share(shared: usize, one: usize, other: usize) -> usize {
    (200 * shared).checked_div(one + other).unwrap_or(100)
}

/// Titles of one number that share this much are of one thing.
const SAME_NUMBER: usize = 40;

/// Titles that share this much are of one thing, whatever their numbers.
const SAME_TITLE: usize = 70;

/// For each element of the file, the rank of the one that it is in the convention.
pub(crate) type Found = Vec<Option<usize>>;

/// The pairs of each part.
pub(super) struct Pairs {
    pub(super) actions: Found,
    pub(super) nodes: Found,
    pub(super) themes: Found,
    pub(super) articles: Found,
}

impl Pairs {
    pub(super) fn of(here: &Reading, there: &Reading) -> Self {
        let titled = |list: fn(&Reading) -> Vec<Mark>| pairs(&list(here), &list(there));
        Self {
            actions: titled(|reading| {
                let actions = reading.actions.iter();
                actions
                    .map(|action| Mark::of(&action.number.value, &action.title.value))
                    .collect()
            }),
            nodes: titled(|reading| {
                let nodes = reading.nodes.iter();
                nodes
                    .map(|node| {
                        // What has no code is told from others by its depth alone.
                        let code = node.code.as_ref().map(|code| code.value.trim_end_matches('.').to_owned());
                        Mark::of(
                            &code.map_or_else(String::new, |code| format!("{} {code}", node.level)),
                            &node.title.value,
                        )
                    })
                    .collect()
            }),
            themes: titled(|reading| reading.themes.iter().map(|theme| Mark::of("", &theme.name.value)).collect()),
            articles: titled(|reading| {
                let articles = reading.articles.iter();
                articles
                    .map(|article| {
                        let number = article.number.as_ref().map_or("", |number| number.value.as_str());
                        Mark::of(number, &article.title.value)
                    })
                    .collect()
            }),
        }
    }
}

/// For each of these actions of a file, a number and a title, the rank of the one that it is among those of a convention.
pub(crate) fn paired(here: &[(&str, &str)], there: &[(&str, &str)]) -> Found {
    let marks = |list: &[(&str, &str)]| list.iter().map(|(number, title)| Mark::of(number, title)).collect::<Vec<_>>();
    pairs(&marks(here), &marks(there))
}

/// The two lists, as their elements find each other.
struct Pairing<'m> {
    here: &'m [Mark],
    there: &'m [Mark],
    by_number: HashMap<&'m str, Vec<usize>>,
    taken: Vec<bool>,
    found: Found,
}

fn pairs(here: &[Mark], there: &[Mark]) -> Found {
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (rank, mark) in here.iter().enumerate().filter(|(_, mark)| !mark.number.is_empty()) {
        by_number.entry(&mark.number).or_default().push(rank);
    }
    let mut pairing = Pairing {
        here,
        there,
        by_number,
        taken: vec![false; here.len()],
        found: vec![None; there.len()],
    };
    pairing.by_number(SAME_NUMBER);
    pairing.by_title();
    pairing.by_number(0);
    pairing.found
}

impl Pairing<'_> {
    fn take(&mut self, own: usize, rank: usize) {
        if !self.taken[own] && self.found[rank].is_none() {
            self.taken[own] = true;
            self.found[rank] = Some(own);
        }
    }

    /// Those of one number whose titles share at least this much, the most alike first.
    fn by_number(&mut self, least: usize) {
        for (rank, mark) in self.there.iter().enumerate() {
            let ranks = self.by_number.get(mark.number.as_str()).map_or(&[][..], Vec::as_slice);
            let alike = ranks.iter().filter(|own| !self.taken[**own]);
            let alike = alike.map(|own| (self.here[*own].likeness(mark), *own));
            let best = alike
                .filter(|(likeness, _)| *likeness >= least)
                .max_by_key(|(likeness, _)| *likeness);
            if let Some((_, own)) = best {
                self.take(own, rank);
            }
        }
    }

    /// Those whose titles are alike, the most alike first. Elements meet by the words that they share: most never meet.
    fn by_title(&mut self) {
        let mut of_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (own, mark) in self.here.iter().enumerate().filter(|(own, _)| !self.taken[*own]) {
            mark.words.iter().for_each(|word| of_word.entry(word).or_default().push(own));
        }
        let mut alike: Vec<(usize, usize, usize)> = Vec::new();
        for (rank, mark) in self.there.iter().enumerate().filter(|(rank, _)| self.found[*rank].is_none()) {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            let met = mark.words.iter().filter_map(|word| of_word.get(word.as_str())).flatten();
            met.for_each(|own| *shared.entry(*own).or_default() += 1);
            let likeness =
                |(own, count): (usize, usize)| (share(count, self.here[own].words.len(), mark.words.len()), own, rank);
            alike.extend(
                shared
                    .into_iter()
                    .map(likeness)
                    .filter(|(likeness, _, _)| *likeness >= SAME_TITLE),
            );
        }
        alike.sort_unstable_by(|one, other| other.0.cmp(&one.0).then_with(|| (one.1, one.2).cmp(&(other.1, other.2))));
        for (_, own, rank) in alike {
            self.take(own, rank);
        }
    }
}

/// The ranks of the convention that no element of the file is.
pub(super) fn left(count: usize, found: &Found) -> Vec<usize> {
    let mut taken = vec![false; count];
    found.iter().flatten().for_each(|rank| taken[*rank] = true);
    (0..count).filter(|rank| !taken[*rank]).collect()
}

/// How many actions and parties are of both sides, and how many could be: articles are numbered alike everywhere.
pub(super) fn shared(sides: &Sides<'_>) -> (usize, usize) {
    let (here, there) = (sides.here, sides.there);
    let alike = |(rank, own): (usize, &Option<usize>)| {
        let own = &here.actions[(*own)?];
        let other = Mark::of("", &there.actions[rank].title.value);
        (Mark::of("", &own.title.value).likeness(&other) >= SAME_NUMBER).then_some(())
    };
    let actions = sides.pairs.actions.iter().enumerate().filter_map(alike).count();
    let expected = here.actions.len().min(there.actions.len());
    if sides.is_spreadsheet {
        return (actions, expected);
    }
    let parties = there
        .parties
        .iter()
        .filter(|party| sides.names.of_party(party).is_some())
        .count();
    (actions + parties, expected + here.parties.len().min(there.parties.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(here: &[(&str, &str)], there: &[(&str, &str)], expected: &[Option<usize>]) {
        assert_eq!(paired(here, there), expected);
    }

    const PLAN: [(&str, &str); 3] = [
        ("1", "Ouvrir un lieu d’accueil"),
        ("2", "Former les assistantes maternelles"),
        ("3", "Créer une ludothèque itinérante"),
    ];

    #[test]
    fn a_number_tells_an_action_whose_title_changed_a_little_or_wholly() {
        check(
            &PLAN,
            &[("1", "Ouvrir un lieu"), ("2", "Tout autre chose")],
            &[Some(0), Some(1)],
        );
    }

    #[test]
    fn a_title_tells_an_action_that_was_numbered_again() {
        let again = [
            ("1", "Former les assistantes maternelles"),
            ("2", "Créer une ludothèque itinérante"),
            ("3", "Ouvrir un café des parents"),
        ];
        check(&PLAN, &again, &[Some(1), Some(2), None]);
    }

    #[test]
    fn each_is_taken_once() {
        check(
            &PLAN[..1],
            &[("", "Ouvrir un lieu d’accueil"), ("1", "Ouvrir un lieu d’accueil")],
            &[None, Some(0)],
        );
        assert_eq!(left(3, &vec![Some(2), None]), [0, 1]);
    }
}
