//! A person receives a mandate, from the page of accounts.

use domain::access::{Installation, Role, verbs};
use domain::ids::{Id, PersonId};
use domain::people::MandateGiven;
use domain::places::Target;
use domain::time::Day;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::account_list::{Typed, list};
use crate::account_rows::{AccountRow, Accounts, PlaceRow, Places};
use crate::tables::Tables;

/// The form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedMandate {
    pub(crate) personne: String,
    pub(crate) place: String,
    pub(crate) role: String,
    pub(crate) debut: String,
    pub(crate) fin: String,
}

impl TypedMandate {
    pub(crate) fn is_person(&self, person: &PersonId) -> bool {
        self.personne.parse() == Ok(person.ordinal())
    }
}

/// The form, understood.
struct Given<'a> {
    person: PersonId,
    place: &'a PlaceRow,
    role: Role,
    since: Day,
    until: Option<Day>,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedMandate = visit.form()?;
    let accounts = visit.rows(Accounts {}).await?;
    let places = visit.rows(Places {}).await?;
    match understand(&typed, &accounts, &places) {
        Ok(given) => give(visit, given).await,
        Err(errors) => {
            let page = list(
                &mut visit,
                Typed {
                    mandate: typed,
                    mandate_errors: errors,
                    ..Typed::default()
                },
            )
            .await?;
            Err(visit.invalid(&page))
        }
    }
}

async fn give(mut visit: Visit, given: Given<'_>) -> Result<Answer, Failure> {
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let fact = MandateGiven {
        mandate: Id::new(tx.allocate(Sequence::Installation("mandate")).await?),
        person: given.person,
        convention: given.place.convention,
        organisation: given.place.organisation,
        role: given.role,
        since: given.since,
        until: given.until,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Accounts))
}

fn understand<'a>(typed: &TypedMandate, accounts: &[AccountRow], places: &'a [PlaceRow]) -> Result<Given<'a>, Errors> {
    let mut errors = Errors::none();
    let person = accounts.iter().map(|account| account.id).find(|id| typed.is_person(id));
    let place = places.iter().find(|place| place.value() == typed.place);
    let role = Role::from_code(&typed.role);
    if person.is_none() {
        errors.add("personne", "Choisissez la personne dans la liste.");
    }
    if place.is_none() {
        errors.add("place", "Choisissez l’organisme et la convention dans la liste.");
    }
    if role.is_none() {
        errors.add("role", "Choisissez le rôle dans la liste.");
    }
    let since = day(&typed.debut, "debut", &mut errors);
    let until = if typed.fin.trim().is_empty() {
        None
    } else {
        day(&typed.fin, "fin", &mut errors)
    };
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        errors.add(
            "fin",
            "Le dernier jour vient après le premier. Corrigez l’une des deux dates.",
        );
    }
    match (person, place, role, since) {
        (Some(person), Some(place), Some(role), Some(since)) if errors.is_empty() => Ok(Given {
            person,
            place,
            role,
            since,
            until,
        }),
        _ => Err(errors),
    }
}

fn day(typed: &str, field: &'static str, errors: &mut Errors) -> Option<Day> {
    let day = typed.trim().parse().ok();
    if day.is_none() {
        let typed = typed.trim();
        errors.add(
            field,
            format!("Indiquez une date comme 2026-11-23. Vous avez écrit «\u{a0}{typed}\u{a0}»."),
        );
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_five_digits_and_a_reversed_period_are_explained() {
        let typed = TypedMandate {
            debut: "20424-01-01".to_owned(),
            ..TypedMandate::default()
        };
        let errors = understand(&typed, &[], &[]).err().expect("refused");
        assert!(errors.of("debut").is_some_and(|sentence| sentence.contains("20424-01-01")));
        let typed = TypedMandate {
            debut: "2026-02-01".to_owned(),
            fin: "2026-01-01".to_owned(),
            ..TypedMandate::default()
        };
        let errors = understand(&typed, &[], &[]).err().expect("refused");
        assert!(errors.has("fin") && !errors.has("debut"));
    }
}
