//! The list of documents as a file that a spreadsheet opens: what the page shows under the same filters, with each digest whole.

use web::csv::Table;

use crate::document_list::attached_to;
use crate::document_rows::{ActionRow, DocumentRow};

/// The file.
pub(crate) fn table(documents: &[DocumentRow], actions: &[ActionRow]) -> Table {
    let mut table = Table::new();
    table.row([
        "Titre",
        "Nature",
        "Rattaché à",
        "Fichier",
        "Type",
        "Octets",
        "Version",
        "Ajouté par",
        "Ajouté le",
        "Empreinte SHA-256",
    ]);
    for document in documents {
        let version = &document.current;
        table.row([
            document.title.as_str(),
            document.kind.french(),
            &attached_to(document, actions).1,
            version.name.as_str(),
            version.media.french(),
            &version.bytes.to_string(),
            &version.number.to_string(),
            version.person.as_deref().unwrap_or_default(),
            &version.at.paris_day().to_string(),
            &version.digest.to_string(),
        ]);
    }
    table
}
