//! Words found in a running text: which of its words answer a question, and where to mark them.
//!
//! It searches as lists do, by folded stems, and keeps every character of the text as it stands.

use std::collections::{BTreeSet, HashMap};

use super::{Question, index_words};

/// A part of a text: words as they are, or words that answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Whether it answers.
    pub hit: bool,
}

/// Looks for the words of one question, remembering those it has seen.
pub struct Marker {
    question: Question,
    known: HashMap<String, Option<usize>>,
}

impl Marker {
    /// Looks for the words of this question.
    #[must_use]
    pub fn of(question: Question) -> Self {
        Self {
            question,
            known: HashMap::new(),
        }
    }

    /// Which words of the question these texts hold.
    pub fn found<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for text in texts {
            for (start, end) in words(text) {
                found.extend(self.answers(&text[start..end]));
            }
        }
        found
    }

    /// Whether these texts hold every word of the question; none holds an empty question.
    pub fn all_in<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> bool {
        !self.question.is_empty() && self.found(texts).len() == self.question.terms().len()
    }

    /// The text cut where words answer.
    pub fn pieces(&mut self, text: &str) -> Vec<Marked> {
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
            pieces.push(Marked {
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

    /// The text cut where words answer, and shortened to some `most` characters around the first of them, between whole words.
    pub fn quote(&mut self, text: &str, most: usize) -> Vec<Marked> {
        let mut pieces = self.pieces(text);
        if let [
            Marked {
                text: before,
                hit: false,
            },
            Marked { hit: true, .. },
            ..,
        ] = pieces.as_mut_slice()
        {
            *before = ending(before, most / 3);
        }
        let mut left = most;
        let mut kept = Vec::new();
        for mut piece in pieces {
            let letters = piece.text.chars().count();
            if letters > left {
                piece.text = beginning(&piece.text, left);
                kept.push(piece);
                break;
            }
            left -= letters;
            kept.push(piece);
        }
        kept
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

fn plain(text: &str) -> Marked {
    Marked {
        text: text.to_owned(),
        hit: false,
    }
}

/// The end of a text, from a whole word on; with an ellipsis when something is left out.
fn ending(text: &str, most: usize) -> String {
    let letters = text.chars().count();
    if letters <= most {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(letters - most).collect();
    let whole = tail.split_once(' ').map_or("", |(_, whole)| whole);
    format!("… {whole}")
}

/// The beginning of a text, up to a whole word, then an ellipsis.
fn beginning(text: &str, most: usize) -> String {
    let head: String = text.chars().take(most).collect();
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    format!("{whole} …")
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
        assert_eq!(marked("evaluation", text), ["évaluation", "Évaluations"]);
        assert_eq!(marked("action continue", text), ["actions", "continu"]);
        assert_eq!(marked("de la", text), Vec::<String>::new());
        assert_eq!(marked("", text), Vec::<String>::new());
    }

    #[test]
    fn a_quote_stands_around_the_first_word_that_answers() {
        let text = format!("{}le projet de crèche avance {}", "avant ".repeat(40), "après ".repeat(40));
        let quote = Marker::of(Question::parse("creches")).quote(&text, 90);
        let said: String = quote.iter().map(|piece| piece.text.as_str()).collect();
        assert!(said.starts_with("… avant ") && said.ends_with("après …"), "{said}");
        assert!(said.contains("le projet de crèche avance"), "{said}");
        assert!(said.chars().count() <= 96, "{said}");
        assert_eq!(quote.iter().filter(|piece| piece.hit).count(), 1);
        let short = Marker::of(Question::parse("crèche")).quote("La crèche ouvre.", 90);
        assert_eq!(
            short.iter().map(|piece| piece.text.as_str()).collect::<String>(),
            "La crèche ouvre."
        );
    }

    #[test]
    fn a_text_answers_when_it_holds_every_word() {
        let mut marker = Marker::of(Question::parse("bilan annuel"));
        assert!(marker.all_in(["fera l’objet d’un bilan", "chaque année, annuel"]));
        assert!(!marker.all_in(["fera l’objet d’un bilan"]));
        assert!(!Marker::of(Question::parse("")).all_in(["rien"]));
    }
}
