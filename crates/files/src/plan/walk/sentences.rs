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
