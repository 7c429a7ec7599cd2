//! Actions told in sentences: "Les signataires décident en premier lieu d'ouvrir une crèche à Villeclaire."
//!
//! Only what is decided in so many words is an action, and only where the plan is told.

use super::super::levels;
use super::{Region, Shown, Spot, Walker, is_infinitive};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::is_capitalised;

/// Verbs by which signatories decide.
const DECIDES: [&str; 10] = [
    "decident",
    "decide",
    "conviennent",
    "convenu",
    "souhaitent",
    "veulent",
    "retiennent",
    "prevoient",
    "choisissent",
    "entendent",
];

/// The title of an action has no more words.
const MOST_WORDS_OF_A_TITLE: usize = 18;

/// A paragraph has no more lines.
const MOST_LINES: usize = 60;

/// No adverb is longer: "également", "en premier lieu", "aussi".
const MOST_BETWEEN: usize = 5;

impl Walker<'_> {
    /// "Domaine de la petite enfance", alone on its line in the plan: a node without a code.
    pub(super) fn titled_domain(&mut self, line: &Line) -> bool {
        let brief = line.words.len() <= 9 && !line.text.ends_with(['.', ';', ',', ':']) && line.item().is_none();
        if self.region != Region::Plan || !self.blank || !brief || self.field.is_some() {
            return false;
        }
        let Some((level, rest)) = levels::level_word(&line.text) else {
            return false;
        };
        let linked = ["de la ", "de l'", "de l’", "du ", "des "];
        let Some(title) = linked.iter().find_map(|link| rest.trim_start().strip_prefix(link)) else {
            return false;
        };
        self.framework.of_sheet(&level, &Passage::one(line.number, title));
        self.close();
        true
    }

    /// "Construire une crèche au nord. La Ville pilotera ce projet.": a paragraph that a verb opens, and what is said of it.
    pub(super) fn told_in_sentences(&mut self, at: usize) -> Option<usize> {
        let line = &self.text.lines[at];
        let verb = line
            .text
            .split_whitespace()
            .next()
            .is_some_and(|word| is_capitalised(word) && is_infinitive(word));
        let open = self.region == Region::Plan && self.blank && self.current.is_none() && self.framework.here().is_some();
        if !verb || !open || line.item().is_some() {
            return None;
        }
        let (passage, end) = self.paragraph(at);
        let sentences = passage.sentences();
        let (first, rest) = sentences.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let brief = first.words().len() <= MOST_WORDS_OF_A_TITLE && !first.joined().contains([':', ';']);
        if !brief {
            return None;
        }
        let mut spot = Spot::new(Shown::Item, levels::bare_end(first));
        for sentence in rest {
            spot.prose.append(sentence.clone());
        }
        spot.node = self.framework.here();
        self.spots.push(spot);
        Some(end)
    }

    /// The paragraph that begins here, past the end of its page, and the place after it.
    fn paragraph(&self, at: usize) -> (Passage, usize) {
        let mut passage = Passage::default();
        let mut end = at;
        let mut turned = false;
        for (index, line) in self.text.lines.iter().enumerate().skip(at).take(MOST_LINES) {
            if self.text.runs(line) {
                turned = true;
                continue;
            }
            let goes_on = turned && line.text.starts_with(char::is_lowercase);
            if line.is_blank() && self.turns(index) {
                continue;
            }
            if line.is_blank() || turned && !goes_on {
                break;
            }
            turned = false;
            passage.push(line.number, &line.text);
            end = index + 1;
        }
        (passage, end)
    }

    /// Whether a blank line stands beside what a page prints.
    fn turns(&self, at: usize) -> bool {
        let near = [at.checked_sub(1), at.checked_add(1)];
        let beside = near.into_iter().flatten().filter_map(|at| self.text.lines.get(at));
        beside.into_iter().any(|line| self.text.runs(line))
    }

    /// A paragraph that begins with a decision is an action, and what follows says more of it.
    pub(super) fn decided(&mut self, at: usize) -> Option<usize> {
        if self.region != Region::Plan || !self.blank || self.framework.here().is_none() {
            return None;
        }
        let lines = &self.text.lines[at..];
        let paragraph: Vec<&Line> = lines
            .iter()
            .take_while(|line| !line.is_blank() && !self.text.runs(line))
            .collect();
        let passage = Passage::new(paragraph.iter().map(|line| (line.number, line.text.clone())).collect());
        let sentences = passage.sentences();
        let (first, rest) = sentences.split_first()?;
        let title = decision(first)?;
        let mut spot = Spot::new(Shown::Item, title);
        spot.prose = rest.iter().cloned().fold(Passage::default(), |mut all, sentence| {
            all.append(sentence);
            all
        });
        spot.node = self.framework.here();
        self.spots.push(spot);
        Some(at + paragraph.len())
    }
}

/// What is decided: from the verb to the end of the sentence.
fn decision(sentence: &Passage) -> Option<Passage> {
    let tokens = sentence.tokens();
    let decides = tokens
        .iter()
        .take(14)
        .position(|token| DECIDES.contains(&token.fold.as_str()))?;
    let verb = (decides + 1..tokens.len()).take(MOST_BETWEEN + 2).find(|at| {
        let before = tokens[at - 1].fold.as_str();
        let linked = matches!(before, "de" | "d") || *at == decides + 1 || before == "aussi" || before == "egalement";
        linked && is_infinitive(&tokens[*at].word) && !is_capitalised(&tokens[*at].word)
    })?;
    Some(sentence.between(&tokens[verb], tokens.last()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_told_in_so_many_words() {
        let read = |text: &str| decision(&Passage::one(1, text)).map(|title| title.joined());
        assert_eq!(
            read("Les signataires décident en premier lieu d'ouvrir une crèche à Villeclaire."),
            Some("ouvrir une crèche à Villeclaire".to_owned())
        );
        assert_eq!(
            read("Il est également décidé de créer une brigade."),
            Some("créer une brigade".to_owned())
        );
        assert_eq!(
            read("Ils souhaitent aussi tenir une soirée."),
            Some("tenir une soirée".to_owned())
        );
        assert_eq!(read("La Caf verse les aides prévues."), None);
    }
}
