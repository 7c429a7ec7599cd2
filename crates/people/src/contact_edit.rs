//! What the directory says of a person is changed: name, address to write to, telephone. What it said before stays in the journal,
//! beside the chain. The address that opens an account is not changed here: the person asks for it.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::ids::{Id, PersonId};
use domain::people::{Card, CardChanged};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::{check_email, check_name};
use crate::affiliation::standing;
use crate::contact_new::filled;
use crate::tables::Tables;

/// What the directory says.
struct CardRow(Card);

query! {
    /// What the directory says of a person.
    CardOf(person: PersonId) -> CardRow
    reading ["person"]
    "SELECT name, contact_email, phone FROM person WHERE id = $4 AND kept IS NULL AND erased IS NULL"
}

impl FromRow for CardRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(Card {
            name: columns.text(0)?,
            email: columns.opt_text(1)?,
            phone: columns.opt_text(2)?,
        }))
    }
}

/// The form, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    personne: i64,
    nom: String,
    mel: String,
    telephone: String,
}

#[derive(Template)]
#[template(path = "contact_edit.html")]
struct ContactEdit {
    frame: Frame,
    person: PersonId,
    typed: Typed,
    errors: Errors,
}

impl ContactEdit {
    fn back(&self) -> Target {
        Target::Person(self.person)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let person = Id::new(visit.ordinal("person")?);
    let CardRow(card) = visit.first(CardOf { person }).await?.ok_or(Failure::NotFound)?;
    let typed = Typed {
        personne: person.ordinal(),
        nom: card.name,
        mel: card.email.unwrap_or_default(),
        telephone: card.phone.unwrap_or_default(),
    };
    let page = page(&mut visit, person, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let person = standing(&mut visit, typed.personne).await?.id;
    let errors = check(&typed);
    if !errors.is_empty() {
        return explain(&mut visit, person, typed, errors).await;
    }
    let after = Card {
        name: typed.nom.trim().to_owned(),
        email: filled(&typed.mel).map(|email| email.to_lowercase()),
        phone: filled(&typed.telephone),
    };
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    let CardRow(before) = tx.load_first(CardOf { person }).await?.ok_or(Failure::NotFound)?;
    if before != after {
        let fact = CardChanged { person, before, after };
        match tx.record::<Tables, _>(&fact).await {
            Ok(tx) => tx.commit().await?,
            Err(StoreError::Conflict) => return explain(&mut visit, person, typed, Errors::whole(CHANGED)).await,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Answer::see_other(Target::Person(person)))
}

const CHANGED: &str =
    "Quelqu’un d’autre vient de changer cette fiche\u{a0}: rien n’a été enregistré. Relisez-la, puis recommencez.";

/// The longest number kept.
const PHONE_CHARS: usize = 30;

fn check(typed: &Typed) -> Errors {
    let mut errors = Errors::none();
    check_name(&typed.nom, "nom", &mut errors);
    if filled(&typed.mel).is_some() {
        check_email(&typed.mel, "mel", &mut errors);
    }
    let phone = typed.telephone.trim();
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let right = phone.chars().all(|c| c.is_ascii_digit() || " +.-()/".contains(c)) && digits >= 3;
    if !phone.is_empty() && (!right || phone.chars().count() > PHONE_CHARS) {
        errors.add(
            "telephone",
            "Indiquez un numéro comme 04 91 00 00 00 ou +33 4 91 00 00 00, ou laissez le champ vide.",
        );
    }
    errors
}

async fn explain(visit: &mut Visit, person: PersonId, typed: Typed, errors: Errors) -> Result<Answer, Failure> {
    let page = page(visit, person, typed, errors).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, person: PersonId, typed: Typed, errors: Errors) -> Result<ContactEdit, Failure> {
    let frame = visit.frame("Modifier la fiche").await?;
    Ok(ContactEdit {
        frame: frame
            .crumb("Annuaire", Target::PeopleDirectory)
            .crumb("Fiche", Target::Person(person)),
        person,
        typed,
        errors,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<CardOf>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(nom: &str, mel: &str, telephone: &str) -> bool {
        let typed = Typed {
            personne: 1,
            nom: nom.to_owned(),
            mel: mel.to_owned(),
            telephone: telephone.to_owned(),
        };
        !check(&typed).is_empty()
    }

    #[test]
    fn a_card_has_a_name_and_what_can_be_called_or_written_to() {
        for phone in ["", "04 91 00 00 00", "+33 (0)4.91.00.00.00", "3977"] {
            assert!(!wrong("Ana", "", phone), "{phone}");
        }
        for phone in ["à demander", "12", "0491000000 poste 12", "0491000000049100000004910000000"] {
            assert!(wrong("Ana", "", phone), "{phone}");
        }
        assert!(wrong(" ", "", "") && wrong("Ana", "ana", "") && !wrong("Ana", "ana@mairie.fr", ""));
    }
}
