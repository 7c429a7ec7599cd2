//! Nodes told in a list with the numbers of the actions that stand under each: "A. Grandir (actions 1 et 2)".
//!
//! The level is the one that the sentence above the list counts, "trois ambitions :". An action that stands under a node by its own
//! place stays there.

use super::super::codes;
use super::super::levels;
use super::Walker;
use crate::numbers;
use crate::passage::Passage;
use crate::wording;

/// Items of such a list, at most.
const MOST: usize = 30;

impl Walker<'_> {
    /// The nodes that the items below a sentence share the actions among; tells the place after the last.
    pub(super) fn shared(&mut self, at: usize) -> Option<usize> {
        let line = &self.text.lines[at];
        let level = counted_level(&line.words).filter(|_| line.text.trim_end().ends_with(':'))?;
        let level = levels::printed(&line.text, level);
        let mut found: Vec<(levels::Heading, Vec<String>)> = Vec::new();
        let mut end = at + 1;
        for (index, next) in self.text.lines.iter().enumerate().skip(at + 1).take(2 * MOST) {
            if next.is_blank() || self.text.runs(next) {
                continue;
            }
            let Some(item) = next.item().and_then(|item| shares(item, next.number, &level)) else {
                break;
            };
            found.push(item);
            end = index + 1;
        }
        if found.len() < 2 {
            return None;
        }
        for (heading, numbers) in found {
            self.framework.open(&heading);
            let node = self.framework.here()?;
            self.shares.extend(numbers.into_iter().map(|number| (number, node)));
        }
        self.framework.leave();
        Some(end)
    }

    /// Gives its node to each action that has none and that such a list names.
    pub(super) fn share(&mut self) {
        for spot in &mut self.spots {
            let code = spot.code.as_ref().map(|code| code.value.as_str());
            let own = self.shares.iter().find(|(number, _)| Some(number.as_str()) == code);
            spot.node = spot.node.or(own.map(|(_, node)| *node));
        }
    }
}

/// "fait apparaître trois ambitions": the word of the level.
fn counted_level(words: &[String]) -> Option<&str> {
    let last = words
        .last()
        .filter(|word| levels::is_level(word) && word.ends_with(['s', 'x']))?;
    let before = words.len().checked_sub(2)?;
    numbers::count(words, before).map(|_| last.as_str())
}

/// The node of an item and the numbers of its actions.
fn shares(item: &str, line: u32, level: &str) -> Option<(levels::Heading, Vec<String>)> {
    let item = item.trim_end_matches([';', '.', ' ']);
    let (head, inside) = item.strip_suffix(')')?.rsplit_once('(')?;
    let words = wording::words(inside);
    let (first, rest) = words.split_first()?;
    let numbers: Vec<String> = rest.iter().filter(|word| !wording::is_link(word)).cloned().collect();
    let numbered = numbers
        .iter()
        .all(|number| number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()));
    // "(actions 1 à 4)" names those between.
    let numbers = match (numbers.as_slice(), rest) {
        ([from, to], [_, between, _]) if between == "a" => {
            (from.parse::<u8>().ok()?..=to.parse().ok()?).map(|n| n.to_string()).collect()
        }
        _ => numbers,
    };
    let (code, title) = codes::leading(head)?;
    let said = matches!(first.as_str(), "action" | "actions" | "fiche" | "fiches") && numbered && !numbers.is_empty();
    (said && wording::is_capitalised(title)).then(|| {
        let heading = levels::Heading {
            level: level.to_owned(),
            code: Some(code),
            title: Passage::one(line, title.trim()),
            lines: Passage::one(line, item).lines(),
        };
        (heading, numbers)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(item: &str) -> Option<(String, Vec<String>)> {
        shares(item, 1, "Ambition").map(|(heading, numbers)| (heading.title.joined(), numbers))
    }

    #[test]
    fn an_item_shares_the_actions() {
        let told = |title: &str, numbers: &[&str]| Some((title.to_owned(), numbers.iter().map(|n| (*n).to_owned()).collect()));
        assert_eq!(
            read("A. Grandir ensemble (actions 1 et 2) ;"),
            told("Grandir ensemble", &["1", "2"])
        );
        assert_eq!(read("B. Vivre ici (actions 3 à 5)"), told("Vivre ici", &["3", "4", "5"]));
        assert_eq!(read("C. Vieillir (action 6)."), told("Vieillir", &["6"]));
        assert_eq!(read("A. Grandir ensemble (2 actions)"), None);
        assert_eq!(read("Grandir ensemble (actions 1 et 2)"), None);
    }

    #[test]
    fn a_sentence_counts_the_nodes() {
        let level = |text: &str| counted_level(&wording::words(text)).map(|level| levels::printed(text, level));
        assert_eq!(
            level("Le diagnostic a fait apparaître trois priorités :").as_deref(),
            Some("Priorité")
        );
        assert_eq!(level("Les ambitions :"), None);
        assert_eq!(level("Le territoire a trois communes :"), None);
    }
}
