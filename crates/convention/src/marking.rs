//! Words found in a running text: which of its words answer a question, and where to mark them.
//!
//! It searches as the plan does, by folded stems, and keeps every character of the text as it stands.

use std::collections::{BTreeSet, HashMap};

use domain::search::{Question, index_words};

/// A part of a text: words as they are, or words that answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) hit: bool,
}

/// Looks for the words of one question, remembering those it has seen.
pub(crate) struct Marker {
    question: Question,
    known: HashMap<String, Option<usize>>,
}

impl Marker {
    pub(crate) fn of(question: Question) -> Self {
        Self {
            question,
            known: HashMap::new(),
        }
    }

    /// Which words of the question these texts hold.
    pub(crate) fn found<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for text in texts {
            for (start, end) in words(text) {
                found.extend(self.answers(&text[start..end]));
            }
        }
        found
    }

    /// Whether these texts hold every word of the question; none holds an empty question.
    pub(crate) fn all_in<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        !self.question.is_empty() && self.found(texts).len() == self.question.terms().len()
    }

    /// The text cut where words answer.
    pub(crate) fn pieces(&mut self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut done = 0;
        if self.question.is_empty() {
            return vec![plain(text)];
        }
        for (start, end) in words(text) {
            if self.answers(&text[start..end]).is_none() {
                continue;
            }
            if done < start {
                pieces.push(plain(&text[done..start]));
            }
            pieces.push(Piece {
                text: text[start..end].to_owned(),
                hit: true,
            });
            done = end;
        }
        if done < text.len() {
            pieces.push(plain(&text[done..]));
        }
        pieces
    }

    /// Which word of the question this one answers.
    fn answers(&mut self, word: &str) -> Option<usize> {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let stems = index_words([word]);
        let found = self
            .question
            .terms()
            .iter()
            .position(|term| stems.iter().any(|stem| term.finds(stem)));
        self.known.insert(word.to_owned(), found);
        found
    }
}

fn plain(text: &str) -> Piece {
    Piece {
        text: text.to_owned(),
        hit: false,
    }
}

/// Where each word of a text begins and ends.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(question: &str, text: &str) -> Vec<String> {
        let pieces = Marker::of(Question::parse(question)).pieces(text);
        assert_eq!(
            pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(),
            text,
            "nothing is lost"
        );
        pieces.into_iter().filter(|piece| piece.hit).map(|piece| piece.text).collect()
    }

    #[test]
    fn words_are_marked_whatever_their_accents_case_and_endings() {
        let text = "L’évaluation des actions : les Évaluations, « EVALUER » en continu, à sa valeur.";
        assert_eq!(marked("evaluation", text), ["évaluation", "Évaluations", "EVALUER"]);
        assert_eq!(marked("action continue", text), ["actions", "continu"]);
        assert_eq!(marked("de la", text), Vec::<String>::new());
        assert_eq!(marked("", text), Vec::<String>::new());
    }

    #[test]
    fn a_text_answers_when_it_holds_every_word() {
        let mut marker = Marker::of(Question::parse("bilan annuel"));
        assert!(marker.all_in(["fera l’objet d’un bilan", "chaque année, annuel"]));
        assert!(!marker.all_in(["fera l’objet d’un bilan"]));
        assert!(!Marker::of(Question::parse("")).all_in(["rien"]));
    }
}
