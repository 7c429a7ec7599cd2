//! The directory as a file: the lines that the list shows, all its pages together.

use files::sheets::{Cell, Format, Sheet};
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::directory::Directory;
use crate::directory_list::{Asked, org_lines, person_lines};

/// The file of the installation.
pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let directory = Directory::of_installation(&mut visit).await?;
    export(visit, &directory, &asked).await
}

/// The file of one convention.
pub(crate) async fn convention(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let place = visit.convention()?;
    let directory = Directory::of_convention(&mut visit, place).await?;
    export(visit, &directory, &asked).await
}

/// The lines that the page shows, all pages together, as a file that a spreadsheet opens.
async fn export(mut visit: Visit, directory: &Directory, asked: &Asked) -> Result<Answer, Failure> {
    let sheet = if asked.people() {
        people(directory, asked)
    } else {
        organisations(directory, asked)
    };
    let format = Format::from_code(&asked.forme).unwrap_or(Format::Csv);
    visit.sheet(sheet, format).await
}

fn people(directory: &Directory, asked: &Asked) -> Sheet {
    let heads = [
        "Nom",
        "Adresse électronique",
        "Pour qui, en quelle qualité",
        "À confirmer",
        "Compte",
    ];
    let mut sheet = Sheet::new("Annuaire, personnes", heads);
    for line in person_lines(directory, asked) {
        let words: Vec<&str> = line.qualities.iter().map(|(words, _)| words.as_str()).collect();
        let to_confirm = line.qualities.iter().any(|(_, to_confirm)| *to_confirm);
        sheet.row([
            Cell::from(&line.name),
            Cell::from(line.address.as_deref()),
            Cell::from(words.join(" ; ")),
            Cell::from(to_confirm.then_some("à confirmer")),
            Cell::from(line.door.french()),
        ]);
    }
    sheet
}

fn organisations(directory: &Directory, asked: &Asked) -> Sheet {
    let heads = ["Nom", "Nature", "Autres noms", "Conventions", "Signataire", "Personnes"];
    let mut sheet = Sheet::new("Annuaire, organismes", heads);
    for line in org_lines(directory, asked) {
        sheet.row([
            Cell::from(&line.name),
            Cell::from(line.kind),
            Cell::from(&line.names),
            Cell::from(line.conventions.join(" ; ")),
            Cell::from(line.signs.then_some("oui")),
            Cell::from(i64::try_from(line.people).unwrap_or(i64::MAX)),
        ]);
    }
    sheet
}
