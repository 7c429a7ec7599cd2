//! Which places speak of the same action: the same number, or the same title where there is no number.
//!
//! Two sheets that bear one number under two titles are two actions.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::walk::{Shown, Spot, Told, inside, is_infinitive};
use crate::wording;

/// The places of each action, the one that says most first; actions in the order of the text.
pub(super) fn groups(spots: Vec<Spot>) -> Vec<Vec<Spot>> {
    let mut spots = kept(spots);
    named_by_number(&mut spots);
    for spot in &mut spots {
        told_apart(spot);
    }
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    let mut titles = Titles::default();
    let mut by_code: HashMap<String, Numbered> = HashMap::new();
    for spot in spots {
        let words = meaning(&spot);
        let at = if let Some(code) = &spot.code {
            by_code
                .entry(code.value.clone())
                .or_default()
                .group(&spot, &words, groups.len())
        } else {
            let alike = titles.alike(&words);
            let number = alike.and_then(|at| groups[at].iter().find_map(|spot| spot.code.as_ref()));
            if let Some(known) = number.and_then(|code| by_code.get_mut(&code.value)) {
                known.title(&spot, &words, alike.unwrap_or_default());
            }
            alike
        };
        let at = at.unwrap_or(groups.len());
        titles.add(&words, at);
        match groups.get_mut(at) {
            Some(group) => group.push(spot),
            None => groups.push(vec![spot]),
        }
    }
    groups.retain(|group| {
        group
            .iter()
            .any(|spot| !spot.title.is_empty() && !is_set_aside(&spot.title.joined()))
    });
    for group in &mut groups {
        group.sort_by_key(rank);
    }
    once(groups)
}

/// Each field by itself: neither a title nor a name goes on past the label of another.
fn told_apart(spot: &mut Spot) {
    let (title, of_title) = inside(&spot.title);
    if !title.is_empty() {
        spot.title = title;
        spot.told.extend(of_title);
    }
    spot.told = spot
        .told
        .iter()
        .filter_map(Told::ticked)
        .flat_map(Told::within)
        .flat_map(|told| told.apart())
        .map(|told| told.timed().counted().followed().paid())
        .collect();
}

/// A row that tells the years of an action by its number, under a title in short: where another table gives one title to that number, it
/// names that action.
fn named_by_number(spots: &mut [Spot]) {
    let mut titles: HashMap<String, HashSet<Vec<String>>> = HashMap::new();
    let tells = |spot: &Spot| !spot.told.is_empty() && !spot.title.is_empty();
    for spot in spots.iter().filter(|spot| tells(spot)) {
        if let Some(code) = &spot.code {
            titles.entry(code.value.clone()).or_default().insert(meaning(spot));
        }
    }
    for spot in spots.iter_mut() {
        let known = spot.code.as_ref().and_then(|code| titles.get(&code.value));
        let one = known.is_some_and(|titles| titles.len() == 1);
        if one && spot.shown == Shown::Row && spot.told.is_empty() && !spot.marks.is_empty() {
            spot.shown = Shown::Named;
        }
    }
}

/// Groups that bear one number and come to one title are one: a row may have gone to another before the sheet that has its title.
fn once(groups: Vec<Vec<Spot>>) -> Vec<Vec<Spot>> {
    let mut kept: Vec<Vec<Spot>> = Vec::with_capacity(groups.len());
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for group in groups {
        let code = group.iter().find_map(|spot| Some(spot.code.as_ref()?.value.clone()));
        let title = group.iter().map(|spot| spot.title.joined()).find(|title| !title.is_empty());
        let Some(key) = code.zip(title) else {
            kept.push(group);
            continue;
        };
        if let Some(at) = known.get(&key) {
            kept[*at].extend(group);
            kept[*at].sort_by_key(rank);
        } else {
            known.insert(key, kept.len());
            kept.push(group);
        }
    }
    kept
}

/// "(réservée)": a number kept for an action that does not exist.
fn is_set_aside(title: &str) -> bool {
    let inside = title.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let kept = |inside: &str| {
        let word = wording::fold(inside);
        ["reserv", "vacant", "libre", "suppr", "annul", "abandon", "retir", "fusion"]
            .iter()
            .any(|stem| word.starts_with(stem) && !word.contains(' '))
    };
    inside.is_some_and(|inside| kept(inside) || super::super::labels::is_nothing(inside))
}

/// A sheet speaks before a row, a row before a list, a place that names the action last.
fn rank(spot: &Spot) -> u8 {
    match spot.shown {
        Shown::Sheet => 0,
        Shown::Row | Shown::Numbered if !spot.told.is_empty() => 1,
        Shown::Row => 3,
        Shown::Numbered => 2,
        Shown::Item => 4,
        Shown::Named => 5,
    }
}

/// What has no other sign than its place is kept where nothing stronger tells the actions.
fn kept(spots: Vec<Spot>) -> Vec<Spot> {
    let strong = |spot: &Spot| matches!(spot.shown, Shown::Sheet | Shown::Row) && !spot.title.is_empty();
    let any_strong = spots.iter().any(strong);
    let placed = spots.iter().any(|spot| strong(spot) && spot.node.is_some());
    let codes: Vec<String> = spots
        .iter()
        .filter(|spot| strong(spot))
        .filter_map(|spot| Some(spot.code.as_ref()?.value.clone()))
        .collect();
    let numbered = spots.iter().filter(|spot| spot.shown == Shown::Numbered).count();
    let verbs = spots
        .iter()
        .filter(|spot| spot.shown == Shown::Numbered && is_verbal(spot))
        .count();
    // In a list of actions, most titles are verbs; a list of anything else is none.
    let listed = verbs * 2 > numbered;
    let keep = |spot: &Spot| match spot.shown {
        Shown::Numbered => {
            let named = spot.code.as_ref().is_some_and(|code| codes.contains(&code.value));
            named || !spot.told.is_empty() || listed && (is_verbal(spot) || !any_strong)
        }
        Shown::Item => !placed,
        Shown::Sheet => !spot.title.is_empty() || !spot.told.is_empty(),
        Shown::Row | Shown::Named => true,
    };
    spots.into_iter().filter(keep).collect()
}

fn is_verbal(spot: &Spot) -> bool {
    spot.title.joined().split_whitespace().next().is_some_and(is_infinitive)
}

/// The groups that bear one number.
#[derive(Default)]
struct Numbered {
    groups: Vec<usize>,
    /// By the way in which a place shows the action: the titles so shown, and the groups that have one.
    shown: BTreeMap<Shown, (Titles, HashSet<usize>)>,
    /// By the same: how many of the first groups have a title so shown.
    passed: BTreeMap<Shown, usize>,
}

impl Numbered {
    /// The group of a place with this number: the first that has no rival title, or a title alike. `next` is that of a new group.
    fn group(&mut self, spot: &Spot, words: &[String], next: usize) -> Option<usize> {
        let (shown, bearing) = self.shown.entry(spot.shown).or_default();
        let passed = self.passed.entry(spot.shown).or_default();
        let found = if spot.title.is_empty() {
            self.groups.first().copied()
        } else {
            while self.groups.get(*passed).is_some_and(|group| bearing.contains(group)) {
                *passed += 1;
            }
            let free = self.groups.get(*passed).copied();
            free.into_iter().chain(shown.alike(words)).min()
        };
        if found.is_none() {
            self.groups.push(next);
        }
        self.title(spot, words, found.unwrap_or(next));
        found
    }

    /// A place of this group shows a title.
    fn title(&mut self, spot: &Spot, words: &[String], group: usize) {
        if !spot.title.is_empty() {
            let (shown, bearing) = self.shown.entry(spot.shown).or_default();
            shown.add(words, group);
            bearing.insert(group);
        }
    }
}

/// Titles by their words: those that may be wordings of one are found without comparing each with all.
#[derive(Default)]
struct Titles {
    each: Vec<(Vec<String>, usize)>,
    by_word: HashMap<String, Vec<usize>>,
    known: HashSet<(Vec<String>, usize)>,
}

impl Titles {
    fn add(&mut self, words: &[String], group: usize) {
        if words.is_empty() || !self.known.insert((words.to_vec(), group)) {
            return;
        }
        for word in words {
            let places = self.by_word.entry(word.clone()).or_default();
            if places.last() != Some(&self.each.len()) {
                places.push(self.each.len());
            }
        }
        self.each.push((words.to_vec(), group));
    }

    /// The first group with a title alike.
    fn alike(&self, words: &[String]) -> Option<usize> {
        let places = |word: &String| self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        let mut rarest: Vec<&String> = words.iter().collect();
        rarest.sort_by_key(|word| places(word).len());
        // Seven words in ten are shared: among three in ten and one more, some word is.
        let sought = rarest.into_iter().take(words.len() * 3 / 10 + 1);
        let fitting = sought.flat_map(places).map(|at| &self.each[*at]);
        fitting
            .filter(|(title, _)| alike(title, words))
            .map(|(_, group)| *group)
            .min()
    }
}

/// Whether two titles are wordings of one.
fn alike(a: &[String], b: &[String]) -> bool {
    let held = |one: &[String], other: &[String]| one.iter().filter(|word| other.contains(word)).count() * 10 >= one.len() * 7;
    !a.is_empty() && !b.is_empty() && held(a, b) && held(b, a)
}

fn meaning(spot: &Spot) -> Vec<String> {
    let words = spot.title.words();
    words.into_iter().filter(|word| !wording::is_link(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Passage;
    use domain::reading::Lines;

    fn words(title: &str) -> Vec<String> {
        wording::words(title)
    }

    /// The first group with a title alike, by comparing with each.
    fn compared(titles: &[(Vec<String>, usize)], sought: &[String]) -> Option<usize> {
        let fitting = titles.iter().filter(|(title, _)| alike(title, sought));
        fitting.map(|(_, group)| *group).min()
    }

    #[test]
    fn titles_are_found_as_by_comparing_each() {
        let texts = [
            "ouvrir un relais petite enfance",
            "ouvrir un relais de la petite enfance",
            "ouvrir une crèche",
            "former les équipes des crèches",
            "ouvrir ouvrir ouvrir un relais",
            "relais",
            "un relais petite enfance itinérant",
        ];
        let mut titles = Titles::default();
        for (group, text) in texts.iter().enumerate() {
            titles.add(&words(text), group);
        }
        for text in texts.iter().chain(&["ouvrir relais petite enfance", "rien", ""]) {
            assert_eq!(titles.alike(&words(text)), compared(&titles.each, &words(text)), "{text}");
        }
    }

    #[test]
    fn a_title_is_compared_with_those_that_share_a_rare_word() {
        let mut titles = Titles::default();
        for group in 0..1_000 {
            titles.add(&words(&format!("ouvrir le lieu a{group} b{group}")), group);
        }
        assert_eq!(titles.by_word["a7"].len(), 1);
        assert_eq!(titles.alike(&words("ouvrir le lieu a7 b7")), Some(7));
    }

    #[test]
    fn a_title_in_brackets_may_be_one() {
        assert!(is_set_aside("(réservée)") && is_set_aside(" (SUPPRIMÉE) ") && is_set_aside("(sans objet)"));
        assert!(!is_set_aside("(Ludothèque)") && !is_set_aside("(Réserve de jeux)"));
    }

    #[test]
    fn a_row_of_years_names_its_action_by_its_number() {
        let code = |title: &str| {
            let code = super::super::super::codes::leading("3 x").expect("a code").0;
            Spot::new(Shown::Row, Passage::one(1, title)).coded(code, Lines::one(1))
        };
        let mut plan = code("Ouvrir un lieu pour les enfants et leurs parents");
        plan.told.push(Told {
            label: super::super::super::labels::Label::Pilots,
            name: "Pilote".to_owned(),
            value: Passage::one(1, "Caf"),
        });
        let mut years = code("Lieu parents");
        years.marks.push(super::super::super::walk::Mark {
            year: 2025,
            half: None,
            commune: None,
            sign: domain::reading::Sourced::new("X".to_owned(), Lines::one(2)),
        });
        let sizes = |spots: Vec<Spot>| groups(spots).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(sizes(vec![plan.clone(), years.clone()]), [2]);
        assert_eq!(sizes(vec![years, plan]), [2]);
    }

    #[test]
    fn one_number_and_one_title_are_one_action() {
        let code = |shown, title: &str| {
            let code = super::super::super::codes::leading("1 x").expect("a code").0;
            Spot::new(shown, Passage::one(1, title)).coded(code, Lines::one(1))
        };
        let spots = vec![
            code(Shown::Row, "Ouvrir une crèche"),
            code(Shown::Sheet, "Former les élus"),
            code(Shown::Row, "Former les élus"),
        ];
        let found = groups(spots);
        let titles: Vec<String> = found.iter().map(|group| group[0].title.joined()).collect();
        assert_eq!(titles, ["Former les élus"], "{titles:?}");
        assert_eq!(found[0].len(), 3);
    }
}
