//! The documents that answer what someone types to go somewhere: by their titles, the names of their files and the words of their
//! texts. The room of documents keeps them; here they are only found.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use domain::search::{Question, index_words};
use store::{Columns, FromRow, QueryInfo, StoreError, answers, words_query};
use web::failure::Failure;
use web::href::href;
use web::visit::Visit;

use crate::go_to::Found;

/// The title of a document, the name of its file, or a word of its text.
struct SaidRow {
    document: i64,
    title: Option<String>,
    said: String,
}

words_query! {
    /// The titles of the documents of a convention, and the words of their texts that answer one of six ranges.
    SaidOfDocuments -> SaidRow
    reading ["document", "document_version", "document_word"]
    concat!(
        "SELECT d.ordinal, d.title, v.file_name FROM document d \
            JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
            WHERE d.convention = $4 \
            UNION ALL SELECT document, NULL, word FROM document_word WHERE convention = $4 AND ", answers!("word"), " ORDER BY 1"
    )
}

impl FromRow for SaidRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: c.int(0)?,
            title: c.opt_text(1)?,
            said: c.text(2)?,
        })
    }
}

/// The documents that answer every word typed, the last added first.
pub(crate) async fn papers(visit: &mut Visit, convention: ConventionId, typed: &str) -> Result<Vec<Found>, Failure> {
    let question = Question::parse(typed);
    if question.is_empty() {
        return Ok(Vec::new());
    }
    let asked = SaidOfDocuments::of(convention, &question);
    let titles = answering(&question, visit.rows(asked).await?);
    let found = titles.into_iter().rev().map(|(ordinal, label)| Found {
        icon: "i-file",
        kind: "Document",
        label,
        address: href(Target::document(DocumentId { convention, ordinal })).to_string(),
    });
    Ok(found.collect())
}

/// The titles of the documents that answer every word of the question.
fn answering(question: &Question, rows: Vec<SaidRow>) -> BTreeMap<i64, String> {
    let mut titles = BTreeMap::new();
    let mut places: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for row in rows {
        let found = places.entry(row.document).or_default();
        match row.title {
            Some(title) => {
                let words = index_words([title.as_str(), row.said.as_str()]);
                found.extend(words.iter().flat_map(|word| question.answered_by(word)));
                titles.insert(row.document, title);
            }
            None => found.extend(question.answered_by(&row.said)),
        }
    }
    titles.retain(|document, _| places.get(document).is_some_and(|places| question.is_answered(places)));
    titles
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SaidOfDocuments>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_answers_by_its_title_and_its_text_together() {
        let row = |document, title: Option<&str>, said: &str| SaidRow {
            document,
            title: title.map(str::to_owned),
            said: said.to_owned(),
        };
        let rows = || {
            vec![
                row(1, Some("Compte rendu"), "cr.pdf"),
                row(1, None, "crech"),
                row(2, Some("Note"), "note.txt"),
                row(2, None, "crech"),
            ]
        };
        let found = |typed: &str| answering(&Question::parse(typed), rows()).into_values().collect::<Vec<_>>();
        assert_eq!(found("crèche"), ["Compte rendu", "Note"]);
        assert_eq!(found("compte crèches"), ["Compte rendu"]);
        assert!(found("piscine crèche").is_empty());
    }
}
