//! What is held about someone who cannot ask by themselves, taken out by those who administer to be handed over: told each
//! time. Someone with an open account takes it alone.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::ids::PersonId;
use domain::people::PersonExported;
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::affiliation::standing;
use crate::directory_rows::Door;
use crate::dossier::Dossier;
use crate::dossier_json;
use crate::dossier_words::{Section, Sentence, sections};
use crate::person_show;
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "person_data.html")]
struct PersonData {
    frame: Frame,
    person: PersonId,
    name: String,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Typed {
    personne: i64,
    /// `fichier` for the file; a page otherwise.
    #[serde(default)]
    forme: String,
}

pub(crate) async fn post(mut visit: Visit, sentence: Sentence) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let someone = standing(&mut visit, typed.personne).await?;
    if someone.door == Door::Open {
        let typed = person_show::Typed {
            errors: Errors::whole(
                "Cette personne a un compte ouvert\u{a0}: elle prend elle-même copie de ses données, sur la page «\u{a0}Mes données\u{a0}» de son compte.",
            ),
            ..person_show::Typed::default()
        };
        return Err(person_show::refuse(&mut visit, someone.id, typed).await?);
    }
    let tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    let fact = PersonExported { person: someone.id };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let dossier = Dossier::of(&mut visit, someone.id).await?;
    if typed.forme == "fichier" {
        return Ok(dossier_json::file(&dossier, visit.now));
    }
    let frame = visit.frame("Données d’une personne").await?;
    let page = PersonData {
        frame: frame
            .crumb("Annuaire", Target::PeopleDirectory)
            .crumb(dossier.name(), Target::Person(someone.id)),
        person: someone.id,
        name: dossier.name().to_owned(),
        sections: sections(&dossier, sentence, usize::MAX, visit.today),
    };
    visit.page(&page)
}
