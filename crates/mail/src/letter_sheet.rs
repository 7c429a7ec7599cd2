//! The list of letters as a file that a spreadsheet opens: what the page shows under the same filters.

use files::sheets::{Cell, Sheet};

use crate::letter_rows::LetterRow;

/// The table.
pub(crate) fn sheet(letters: &[LetterRow]) -> Sheet {
    let mut sheet = Sheet::new(
        "Courriers",
        [
            "Destinataire",
            "Adresse",
            "Objet",
            "Pour",
            "État",
            "En attente depuis",
            "Réglé le",
            "Essais",
            "Réponse",
            "Mots du serveur",
        ],
    );
    for letter in letters {
        sheet.row([
            Cell::from(&letter.name),
            Cell::from(&letter.address),
            Cell::from(&letter.subject),
            Cell::from(letter.kind.french()),
            Cell::from(letter.became()),
            Cell::from(letter.queued.rfc3339()),
            Cell::from(letter.settled.map(domain::time::Instant::rfc3339)),
            Cell::from(letter.attempts),
            Cell::from(letter.told()),
            Cell::from(letter.quoted()),
        ]);
    }
    sheet
}
