//! The list of documents as a file that a spreadsheet opens: what the page shows under the same filters, with each digest whole.

use files::sheets::{Cell, Sheet};

use crate::document_list::attached_to;
use crate::document_rows::{ActionRow, DocumentRow};

/// The table.
pub(crate) fn sheet(documents: &[DocumentRow], actions: &[ActionRow]) -> Sheet {
    let mut sheet = Sheet::new(
        "Documents",
        [
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
        ],
    );
    for document in documents {
        let version = &document.current;
        sheet.row([
            Cell::from(&document.title),
            Cell::from(document.kind.french()),
            Cell::from(attached_to(document, actions).1),
            Cell::from(version.file.name.as_str()),
            Cell::from(version.file.media.french()),
            Cell::from(version.file.bytes),
            Cell::from(version.number),
            Cell::from(version.person.as_deref()),
            Cell::from(version.at.paris_day()),
            Cell::from(version.file.digest.to_string()),
        ]);
    }
    sheet
}
