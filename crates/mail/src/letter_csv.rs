//! The list of letters as a file that a spreadsheet opens: what the page shows under the same filters.

use web::csv::Table;

use crate::letter_rows::LetterRow;

/// The file.
pub(crate) fn table(letters: &[LetterRow]) -> Table {
    let mut table = Table::new();
    table.row([
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
    ]);
    for letter in letters {
        table.row([
            letter.name.as_str(),
            &letter.address,
            &letter.subject,
            letter.kind.french(),
            letter.state.french(),
            &letter.queued.rfc3339(),
            &letter.settled.map(domain::time::Instant::rfc3339).unwrap_or_default(),
            &letter.attempts.to_string(),
            letter.told().unwrap_or_default(),
            letter.quoted().unwrap_or_default(),
        ]);
    }
    table
}
