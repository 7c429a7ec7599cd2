//! Actions among paragraphs numbered through the whole text: "4) Transformer la halte-garderie. Cette action est portée par …".
//!
//! Only in a text without articles, and only where three such paragraphs at least open with what is to be done and go on in sentences.

use std::collections::BTreeSet;

use super::super::codes;
use super::super::tables::Text;
use super::opening::sentence;
use super::{Walker, is_infinitive};
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment;
use crate::wording::{self, is_capitalised};

/// Fewer such paragraphs are no plan.
const FEWEST: usize = 3;

/// The words of a title, at least and at most.
const FEWEST_WORDS: usize = 3;
const MOST_WORDS: usize = 16;

/// The places of the paragraphs that are actions.
pub(super) fn actions(text: Text<'_>) -> BTreeSet<usize> {
    if text.lines.iter().filter(|line| segment::is_article_heading(line)).count() > 1 {
        return BTreeSet::new();
    }
    let told: Vec<(usize, u32)> = (0..text.lines.len()).filter_map(|at| Some((at, number(text, at)?))).collect();
    let follow = told.windows(2).filter(|pair| pair[0].1 < pair[1].1).count();
    let grows = told.len() >= FEWEST && follow + 1 == told.len();
    told.into_iter().filter(|_| grows).map(|(at, _)| at).collect()
}

/// The number of a paragraph that opens with the title of an action and goes on in sentences.
fn number(text: Text<'_>, at: usize) -> Option<u32> {
    let line = &text.lines[at];
    if !line.cells.is_empty() || line.level.is_some() || text.runs(line) {
        return None;
    }
    let (code, rest) = codes::leading(line.item().unwrap_or(&line.text))?;
    let number = code.text.parse::<u32>().ok()?;
    let (title, more) = sentence(rest);
    let verb = title
        .split_whitespace()
        .next()
        .is_some_and(|word| is_capitalised(word) && is_infinitive(word));
    let brief = (FEWEST_WORDS..=MOST_WORDS).contains(&wording::words(title).len());
    let goes_on = |next: &Line| !next.is_blank() && codes::leading(&next.text).is_none();
    let ended = title.len() < rest.len();
    let told = !more.is_empty() || ended && text.lines.get(at + 1).is_some_and(goes_on);
    (verb && brief && told).then_some(number)
}

impl Walker<'_> {
    /// A paragraph that is numbered through the text: an action, or what says nothing of the action above.
    pub(super) fn alinea(&mut self, at: usize, line: &Line, passage: &Passage) -> Option<usize> {
        if self.alineas.contains(&at) {
            return self.numbered(at, passage);
        }
        self.is_alinea(line).then(|| {
            self.close();
            at + 1
        })
    }

    /// Whether a line opens another of the paragraphs that are numbered through the text.
    pub(super) fn is_alinea(&self, line: &Line) -> bool {
        let numbered = || codes::leading(&line.text).is_some_and(|(code, rest)| is_number(&code.text) && is_capitalised(rest));
        !self.alineas.is_empty() && numbered()
    }
}

fn is_number(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<usize> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let running = HashSet::new();
        let text = Text {
            lines: &lines,
            running: &running,
        };
        actions(text).into_iter().collect()
    }

    #[test]
    fn paragraphs_that_open_with_a_verb_are_actions() {
        let text = "1) La convention court jusqu’en 2027.\n2) Ouvrir une crèche à Val. La Caf y contribue.\n\
                    3) Former les équipes du nord. Le CCAS pilote.\n4) Créer un lieu pour les parents. Il ouvrira en 2026.";
        assert_eq!(read(text), [1, 2, 3]);
        assert_eq!(read(&text.replace("4) Créer", "4) Création d’")), [0; 0], "two are no plan");
        let articled = format!("Article 1 – Objet\n\nArticle 2 – Suivi\n\n{text}");
        assert_eq!(read(&articled), [0; 0]);
    }
}
