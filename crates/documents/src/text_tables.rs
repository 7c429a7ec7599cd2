//! What is written of the text of a document: its passages, its words, what came of reading it. All of it is made from the kept file,
//! and goes when the version that was read is no longer the one shown.

use std::collections::BTreeMap;

use domain::documents::{DocumentTextRead, TEXT_READER};
use domain::ids::DocumentId;
use domain::search::index_words;
use store::{Sql, StoreError, Value, Writer, Writes, sql};

use crate::reading::{BEGUN, begun_key};
use crate::tables::Tables;

/// The most different words of one file by which it is found: the first ones.
const MOST_DIFFERENT_WORDS: usize = 40_000;

const FORGET: [Sql; 3] = [
    sql!("DELETE FROM unscoped_document_word WHERE convention = $1 AND document = $2"),
    sql!("DELETE FROM unscoped_document_passage WHERE convention = $1 AND document = $2"),
    sql!("DELETE FROM unscoped_document_text WHERE convention = $1 AND document = $2"),
];

/// Forgets the words of a document.
pub(crate) async fn forget(document: DocumentId, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for table in FORGET {
        writer.run(table, &key(document)).await?;
    }
    Ok(())
}

fn key(document: DocumentId) -> [Value; 2] {
    [document.convention.into(), document.ordinal.into()]
}

impl Writes<DocumentTextRead> for Tables {
    async fn apply(fact: &DocumentTextRead, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        forget(fact.document, writer).await?;
        // Another version meanwhile, or a withdrawal: these words are no longer those of the document, and nothing is kept.
        let state = sql!(
            "INSERT INTO unscoped_document_text (convention, document, number, reader, state) \
             SELECT convention, ordinal, current_version, $4, $5 FROM unscoped_document \
             WHERE convention = $1 AND ordinal = $2 AND current_version = $3 AND withdrawn IS NULL"
        );
        let [convention, document] = key(fact.document);
        let values = [
            convention,
            document,
            fact.number.into(),
            TEXT_READER.into(),
            fact.text.state.code().into(),
        ];
        writer.change_one(state, &values).await?;
        writer.forget_note(BEGUN, begun_key(fact.document, fact.number)).await?;
        let passages = numbered(&fact.text.passages).map(|(rank, text)| row(fact.document, rank, text));
        let keep = sql!("INSERT INTO unscoped_document_passage (convention, document, ordinal, text) VALUES ($1, $2, $3, $4)");
        writer.run_all(keep, &passages.collect::<Vec<_>>()).await?;
        let words = first_passages(&fact.text.passages);
        let words = words.iter().map(|(word, rank)| row(fact.document, *rank, word));
        let keep = sql!("INSERT INTO unscoped_document_word (convention, document, passage, word) VALUES ($1, $2, $3, $4)");
        writer.run_all(keep, &words.collect::<Vec<_>>()).await
    }
}

fn numbered(passages: &[String]) -> impl Iterator<Item = (i64, &str)> {
    (1..).zip(passages.iter().map(String::as_str))
}

fn row(document: DocumentId, rank: i64, text: &str) -> Vec<Value> {
    let [convention, document] = key(document);
    vec![convention, document, rank.into(), text.into()]
}

/// Each word, with the first passage that holds it.
fn first_passages(passages: &[String]) -> BTreeMap<String, i64> {
    let mut words = BTreeMap::new();
    for (rank, passage) in numbered(passages) {
        if words.len() >= MOST_DIFFERENT_WORDS {
            break;
        }
        for word in index_words([passage]) {
            words.entry(word).or_insert(rank);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_it_stands_first() {
        let passages = ["La crèche ouvre.".to_owned(), "Les crèches et l’école.".to_owned()];
        let words = first_passages(&passages);
        assert_eq!(words.get("crech"), Some(&1));
        assert_eq!(words.get("ecol"), Some(&2));
        assert!(!words.contains_key("les"));
    }
}
