//! The journal as files: a table of what is filtered, and the whole chain, line by line, for whoever verifies it elsewhere.
//!
//! The chain is written as it is stored. Personal texts stand beside it and are not given out: their digests are enough.

use domain::example::Nature;
use files::sheets::{Cell, Sheet};
use serde_json::{Value, json};

use crate::journal_book::Book;
use crate::journal_names::Names;
use crate::journal_rows::{EntryRow, HeadRow, about};

/// What the page shows under the same filters, one line an entry.
pub(crate) fn sheet(entries: &[EntryRow], names: &Names) -> Sheet {
    let mut sheet = Sheet::new(
        "Journal",
        [
            "Entrée",
            "Date",
            "Personne",
            "Organisme",
            "Fait",
            "Objet",
            "Concerne",
            "Changement",
            "Empreinte",
        ],
    );
    for entry in entries {
        sheet.row([
            Cell::from(entry.seq),
            Cell::from(entry.when()),
            Cell::from(entry.person.as_deref().unwrap_or("Pacte")),
            Cell::from(entry.organisation.as_deref()),
            Cell::from(entry.what()),
            Cell::from(names.object(&entry.subject)),
            Cell::from(about(entry)),
            Cell::from(entry.change(names)),
            Cell::from(&entry.hash),
        ]);
    }
    sheet
}

/// The head, then every entry from the first: one JSON object a line.
pub(crate) struct Chain {
    book: Book,
    text: String,
}

impl Chain {
    /// The first line: the chain and its head, and that it is of an example where it is.
    pub(crate) fn begin(book: Book, nature: Nature, head: Option<&HeadRow>) -> Self {
        let head = head.map(|head| json!({ "seq": head.seq, "hash": head.hash }));
        let mut chain = Self {
            book,
            text: String::new(),
        };
        chain.line(&if nature.is_example() {
            json!({ "journal": 3, "chain": book.chain(), "example": true, "head": head })
        } else {
            json!({ "journal": 2, "chain": book.chain(), "head": head })
        });
        chain
    }

    /// The entries that follow.
    pub(crate) fn add(&mut self, entries: &[EntryRow]) {
        for entry in entries {
            self.line(&told(self.book, entry));
        }
    }

    /// The file.
    pub(crate) fn end(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn line(&mut self, object: &Value) {
        self.text.push_str(&object.to_string());
        self.text.push('\n');
    }
}

fn told(book: Book, entry: &EntryRow) -> Value {
    let mut line = json!({
        "chain": book.chain(),
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
