//! The journal as files: a table of what is filtered, and the whole chain, line by line, for whoever verifies it elsewhere.
//!
//! The chain is written as it is stored. Personal texts stand beside it and are not given out: their digests are enough.

use domain::ids::ConventionId;
use serde_json::{Value, json};
use web::csv::Table;

use crate::journal_rows::{EntryRow, HeadRow, HolderRow, about};

/// What the page shows under the same filters, one line an entry.
pub(crate) fn table(entries: &[EntryRow], holders: &[HolderRow]) -> Table {
    let mut table = Table::new();
    table.row([
        "Entrée",
        "Date",
        "Personne",
        "Organisme",
        "Fait",
        "Objet",
        "Changement",
        "Empreinte",
    ]);
    for entry in entries {
        let object = about(holders, entry).unwrap_or_else(|| entry.subject.clone());
        table.row([
            entry.seq.to_string().as_str(),
            &entry.when(),
            entry.person.as_deref().unwrap_or("Pacte"),
            entry.organisation.as_deref().unwrap_or_default(),
            entry.what(),
            &object,
            &entry.change().unwrap_or_default(),
            &entry.hash,
        ]);
    }
    table
}

/// The head, then every entry from the first: one JSON object a line.
pub(crate) fn chain(convention: ConventionId, head: Option<&HeadRow>, entries: &[EntryRow]) -> Vec<u8> {
    let head = head.map(|head| json!({ "seq": head.seq, "hash": head.hash }));
    let first = json!({ "journal": 2, "chain": convention.ordinal(), "head": head });
    let lines = entries.iter().map(|entry| line(convention, entry));
    let mut text = String::new();
    for object in std::iter::once(first).chain(lines) {
        text.push_str(&object.to_string());
        text.push('\n');
    }
    text.into_bytes()
}

fn line(convention: ConventionId, entry: &EntryRow) -> Value {
    let mut line = json!({
        "chain": convention.ordinal(),
        "seq": entry.seq,
        "instant": entry.instant.micros(),
        "person": entry.person_id,
        "mandate": entry.mandate,
        "organisation": entry.organisation_id,
        "job": entry.job,
        "verb": entry.verb,
        "fact": entry.fact,
        "subject": entry.subject,
        "before": entry.was,
        "after": entry.became,
        "personal_digest": entry.personal_digest,
        "previous": entry.previous,
        "hash": entry.hash,
    });
    if entry.erased {
        line["personal"] = Value::Null;
    }
    line
}
