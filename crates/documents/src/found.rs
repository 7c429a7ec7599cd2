//! The words of a question found in the texts of documents, and the passage that shows them.

use std::collections::{BTreeMap, BTreeSet};

use domain::search::{Marked, Marker, Question};
use store::{Columns, FromRow, QueryInfo, StoreError, answers, words_query};

/// How long the passage around a word is, in characters.
const QUOTED: usize = 220;

/// A word of a document that answers, with the first passage that holds it.
pub(crate) struct FoundRow {
    document: i64,
    word: String,
    passage: String,
}

words_query! {
    /// The words of documents that answer one of six ranges, each with the first passage that holds it.
    pub(crate) FoundWords -> FoundRow
    reading ["document_word", "document_passage"]
    concat!(
        "SELECT w.document, w.word, p.text FROM document_word w \
            JOIN document_passage p ON p.convention = w.convention AND p.document = w.document AND p.ordinal = w.passage \
            WHERE w.convention = $4 AND ", answers!("w.word"), " ORDER BY w.document, w.passage"
    )
}

impl FromRow for FoundRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: c.int(0)?,
            word: c.text(1)?,
            passage: c.text(2)?,
        })
    }
}

/// What the texts of documents answer to a question.
#[derive(Default)]
pub(crate) struct Found {
    by_document: BTreeMap<i64, Answered>,
}

/// What the text of one document answers: which words of the question, and the passages that hold them.
#[derive(Default)]
struct Answered {
    places: BTreeSet<usize>,
    passages: Vec<String>,
}

impl Found {
    pub(crate) fn of(question: &Question, rows: Vec<FoundRow>) -> Self {
        let mut by_document: BTreeMap<i64, Answered> = BTreeMap::new();
        for row in rows {
            let answered = by_document.entry(row.document).or_default();
            answered.places.extend(question.answered_by(&row.word));
            if answered.passages.last() != Some(&row.passage) {
                answered.passages.push(row.passage);
            }
        }
        Self { by_document }
    }

    /// Which words of the question the text of this document holds.
    pub(crate) fn places(&self, document: i64) -> impl Iterator<Item = usize> {
        self.by_document
            .get(&document)
            .into_iter()
            .flat_map(|found| &found.places)
            .copied()
    }

    /// The passage of this document that holds the most words of the question, around the first of them.
    pub(crate) fn quote(&self, document: i64, marker: &mut Marker) -> Vec<Marked> {
        let passages = self.by_document.get(&document).map_or(&[][..], |found| &found.passages);
        let mut best: Option<(usize, &String)> = None;
        for passage in passages {
            let held = marker.found([passage.as_str()]).len();
            if best.is_none_or(|(most, _)| held > most) {
                best = Some((held, passage));
            }
        }
        best.map_or_else(Vec::new, |(_, passage)| marker.quote(passage, QUOTED))
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<FoundWords>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_that_says_the_most_is_quoted() {
        let question = Question::parse("crèche Septèmes");
        let row = |word: &str, passage: &str| FoundRow {
            document: 3,
            word: word.to_owned(),
            passage: passage.to_owned(),
        };
        let rows = vec![
            row("crech", "Une crèche existe."),
            row("septem", "La crèche de Septèmes ouvre."),
        ];
        let found = Found::of(&question, rows);
        assert_eq!(found.places(3).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(found.places(4).count(), 0);
        let quote = found.quote(3, &mut Marker::of(question));
        let said: String = quote.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(said, "La crèche de Septèmes ouvre.");
        assert_eq!(quote.iter().filter(|piece| piece.hit).count(), 2);
    }
}
