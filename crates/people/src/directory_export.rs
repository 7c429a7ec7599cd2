//! The directory as a file: the lines that the list shows, all its pages together.

use web::answer::Answer;
use web::csv;
use web::failure::Failure;
use web::visit::Visit;

use crate::directory::Directory;
use crate::directory_list::{Asked, org_lines, person_lines};

/// The file of the installation.
pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let directory = Directory::of_installation(&mut visit).await?;
    Ok(export(&directory, &asked))
}

/// The file of one convention.
pub(crate) async fn convention(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let place = visit.convention()?;
    let directory = Directory::of_convention(&mut visit, place).await?;
    Ok(export(&directory, &asked))
}

/// The lines that the page shows, all pages together, as a file that a spreadsheet opens.
fn export(directory: &Directory, asked: &Asked) -> Answer {
    let mut file = csv::Table::new();
    if asked.people() {
        file.row([
            "Nom",
            "Adresse électronique",
            "Pour qui, en quelle qualité",
            "À confirmer",
            "Compte",
        ]);
        for line in person_lines(directory, asked) {
            let words: Vec<&str> = line.qualities.iter().map(|(words, _)| words.as_str()).collect();
            let to_confirm = if line.qualities.iter().any(|(_, to_confirm)| *to_confirm) {
                "à confirmer"
            } else {
                ""
            };
            let address = line.address.as_deref().unwrap_or("");
            file.row([&line.name, address, &words.join(" ; "), to_confirm, line.door.french()]);
        }
    } else {
        file.row(["Nom", "Nature", "Autres noms", "Conventions", "Signataire", "Personnes"]);
        for line in org_lines(directory, asked) {
            let signs = if line.signs { "oui" } else { "" };
            let (conventions, people) = (line.conventions.join(" ; "), line.people.to_string());
            file.row([&line.name, line.kind, &line.names, &conventions, signs, &people]);
        }
    }
    file.answer()
}
