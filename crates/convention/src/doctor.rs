//! What `pacte doctor` asks of this room: is every projected row still what the acts say?
//!
//! It reads everything and changes nothing.

use domain::access::{Reason, Viewer};
use domain::convention::text_digest;
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::{ConventionId, Id};
use domain::reading::Reading;
use store::{QueryInfo, Reader, StoreError, Value, query};

use crate::example_doctor;
use crate::place_doctor;
use crate::projection::{Act, Row, Table, rows, stored};
use crate::reading_versions::{VersionRow, Versions};
use crate::withdrawal_doctor;

query! {
    /// Every convention.
    Everyone() -> i64
    reading ["convention"]
    "SELECT id FROM convention ORDER BY id"
}

query! {
    /// The last ordinal given to a convention.
    LastGiven() -> i64
    reading ["allocated"]
    "SELECT last FROM allocated WHERE kind = 'convention' AND convention = 0"
}

/// Something that is not as the acts say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which convention.
    pub convention: ConventionId,
    /// In French, a full sentence that names the row.
    pub sentence: String,
}

/// Rebuilds every convention from its act and compares, row by row. Returns how many conventions were read, and what is
/// wrong: a number never given, and the first difference of each convention.
pub async fn check(reader: &mut Reader) -> Result<(usize, Vec<Finding>), StoreError> {
    let viewer = Viewer::Job(Reason::Doctor);
    let conventions = reader.rows(&viewer, Everyone {}).await?;
    let given = reader.first(&viewer, LastGiven {}).await?;
    let mut findings: Vec<Finding> = conventions.iter().filter_map(|used| beyond(*used, given)).collect();
    for convention in conventions.iter().copied().map(Id::new) {
        let stored = stored(reader, &viewer, convention).await?;
        let versions = reader.rows(&viewer, Versions { convention }).await?;
        let places = place_doctor::check(reader, &viewer, convention).await?;
        if let Some(sentence) = compare(convention, &stored, &versions).or(places) {
            findings.push(Finding { convention, sentence });
        }
    }
    findings.extend(withdrawal_doctor::check(reader, &viewer).await?);
    findings.extend(example_doctor::check(reader, &viewer, given).await?);
    Ok((conventions.len(), findings))
}

/// A convention whose number comes after the last one given: the next to enter would take it.
fn beyond(used: i64, given: Option<i64>) -> Option<Finding> {
    (used > given.unwrap_or(0)).then(|| Finding {
        convention: Id::new(used),
        sentence: "son numéro n’a jamais été donné.".to_owned(),
    })
}

/// The first difference between what is stored and what the stored act says.
fn compare(convention: ConventionId, stored: &[Row], versions: &[VersionRow]) -> Option<String> {
    let act = match Stored::of(stored) {
        Ok(act) => act,
        Err(sentence) => return Some(sentence),
    };
    let latest = match latest(&act, versions) {
        Ok(latest) => latest,
        Err(sentence) => return Some(sentence),
    };
    let expected = rows(&Act {
        convention,
        nature: act.nature,
        reading: &latest,
        text: &act.text,
        document: &act.document,
    });
    Table::ALL
        .iter()
        .find_map(|table| difference(*table, &of(*table, &expected), &of(*table, stored)))
}

/// The reading after the last correction, once each version was found to follow from the one before.
fn latest(act: &Stored, versions: &[VersionRow]) -> Result<Reading, String> {
    let mut previous = Digest::of(act.document.as_bytes());
    for (row, expected) in versions.iter().zip(1..) {
        let place = format!("La correction {} de la lecture", row.version);
        if row.version != expected || row.previous != previous {
            return Err(format!("{place} ne suit pas la version précédente."));
        }
        if row.digest != Digest::of(row.document.as_bytes()) {
            return Err(format!("{place} ne correspond plus à son empreinte."));
        }
        previous = row.digest;
    }
    let document = versions.last().map_or(&act.document, |row| &row.document);
    files::interchange::read(document).map_err(|error| format!("La lecture corrigée ne se lit plus\u{a0}: {error}."))
}

/// The act as it stands in the tables.
struct Stored {
    nature: Nature,
    text: Vec<String>,
    document: String,
}

impl Stored {
    fn of(stored: &[Row]) -> Result<Self, String> {
        let row = stored
            .iter()
            .find(|row| row.table == Table::Act)
            .ok_or("L’acte signé est absent.")?;
        let document = text_at(row, 2).ok_or("L’acte signé n’a pas de contenu.")?;
        if text_at(row, 3) != Some(Digest::of(document.as_bytes()).to_string()) {
            return Err("Le contenu de l’acte signé ne correspond plus à son empreinte.".to_owned());
        }
        let lines = stored.iter().filter(|row| row.table == Table::SourceLine);
        let text: Vec<String> = lines.filter_map(|row| text_at(row, 3)).collect();
        if text_at(row, 4) != Some(text_digest(&text).to_string()) {
            return Err("Les lignes du texte signé ne correspondent plus à leur empreinte.".to_owned());
        }
        files::interchange::read(&document).map_err(|error| format!("Le contenu de l’acte signé ne se lit plus : {error}."))?;
        let head = stored.iter().find(|row| row.table == Table::Convention);
        // Compared with the first entry of the journal elsewhere.
        let example = head.and_then(|row| row.values.last()) == Some(&Value::Int(Some(1)));
        let nature = Nature::stored(example);
        Ok(Self { nature, text, document })
    }
}

fn text_at(row: &Row, index: usize) -> Option<String> {
    match row.values.get(index) {
        Some(Value::Text(text)) => text.clone(),
        _ => None,
    }
}

/// The rows of one table, written so that they compare: a null has no type once stored.
fn of(table: Table, rows: &[Row]) -> Vec<Vec<String>> {
    let cell = |value: &Value| match value {
        Value::Int(Some(number)) => number.to_string(),
        Value::Text(Some(text)) => format!("« {text} »"),
        Value::Bytes(Some(bytes)) => format!("octets d’empreinte {}", Digest::of(bytes)),
        Value::Int(None) | Value::Text(None) | Value::Bytes(None) => "rien".to_owned(),
    };
    let mut found: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row.table == table)
        .map(|row| row.values.iter().map(cell).collect())
        .collect();
    found.sort_unstable();
    found
}

fn difference(table: Table, expected: &[Vec<String>], stored: &[Vec<String>]) -> Option<String> {
    let name = table.name();
    if let Some(extra) = stored.iter().find(|row| expected.binary_search(row).is_err()) {
        return Some(format!(
            "Table {name} : la ligne ({}) ne vient pas de l’acte signé.",
            extra.join(", ")
        ));
    }
    let missing = expected.iter().find(|row| stored.binary_search(row).is_err())?;
    Some(format!(
        "Table {name} : la ligne ({}) de l’acte signé manque.",
        missing.join(", ")
    ))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Everyone>(), QueryInfo::of::<LastGiven>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_never_given_is_named() {
        assert_eq!(beyond(2, Some(2)), None);
        assert_eq!(beyond(1, Some(2)), None);
        assert_eq!(beyond(3, Some(2)).map(|found| found.convention), Some(Id::new(3)));
        assert!(beyond(1, None).is_some());
    }

    #[test]
    fn a_changed_row_is_named_in_both_directions() {
        let row = |text: &str| vec!["1".to_owned(), text.to_owned()];
        let said = difference(Table::Node, &[row("a")], &[row("b")]);
        assert_eq!(
            said.as_deref(),
            Some("Table node : la ligne (1, b) ne vient pas de l’acte signé.")
        );
        let said = difference(Table::Node, &[row("a"), row("b")], &[row("b")]);
        assert_eq!(said.as_deref(), Some("Table node : la ligne (1, a) de l’acte signé manque."));
        assert_eq!(difference(Table::Node, &[row("a")], &[row("a")]), None);
    }
}
