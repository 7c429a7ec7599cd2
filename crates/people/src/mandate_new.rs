//! A person receives a mandate, from the page of accounts.

use domain::access::{Installation, Role, verbs};
use domain::ids::{Id, MandateId, PersonId};
use domain::people::{MandateGiven, Tenure};
use domain::places::Target;
use domain::time::Day;
use serde::Deserialize;
use store::{Permitted, Sequence, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, typed_day};
use web::french;
use web::visit::Visit;

use crate::account_list::{Typed, list};
use crate::account_rows::{PlaceRow, Places, SameMandates, SameRow};
use crate::directory_rows::{OnePerson, Someone};
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
        self.person() == Some(*person)
    }

    pub(crate) fn person(&self) -> Option<PersonId> {
        self.personne.parse().ok().map(Id::new)
    }
}

/// The form, understood.
struct Given<'a> {
    person: PersonId,
    place: &'a PlaceRow,
    role: Role,
    tenure: Tenure,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedMandate = visit.form()?;
    let person = match typed.person() {
        Some(person) => visit.first(OnePerson { person }).await?,
        None => None,
    };
    let places = visit.rows(Places {}).await?;
    let outcome = match understand(&typed, person.as_ref(), &places) {
        Ok(given) => give(&mut visit, &given).await?,
        Err(errors) => Err(errors),
    };
    let Err(mandate_errors) = outcome else {
        return Ok(Answer::see_other(Target::Accounts));
    };
    let typed = Typed {
        mandate: typed,
        mandate_errors,
        ..Typed::default()
    };
    let page = list(&mut visit, typed).await?;
    Err(visit.invalid(&page))
}

/// Gives the mandate, unless the person holds it already in the same days.
async fn give(visit: &mut Visit, given: &Given<'_>) -> Result<Result<(), Errors>, Failure> {
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let fact = MandateGiven {
        mandate: Id::new(tx.allocate(Sequence::Installation("mandate")).await?),
        person: given.person,
        convention: given.place.convention,
        organisation: given.place.organisation,
        role: given.role,
        since: given.tenure.since,
        until: given.tenure.until,
    };
    let same = SameMandates {
        person: fact.person,
        convention: fact.convention,
        organisation: fact.organisation,
        role: fact.role.code().to_owned(),
    };
    if let Some(held) = clash(&mut tx, same, given.tenure, None).await? {
        let mut errors = Errors::none();
        errors.add("personne", held_already(&held, given.role, visit.today));
        return Ok(Err(errors));
    }
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Ok(()))
}

/// The same mandate, held in days that meet these, another than `except`.
pub(crate) async fn clash(
    tx: &mut Tx<Permitted<verbs::GiveMandate>>,
    same: SameMandates,
    tenure: Tenure,
    except: Option<MandateId>,
) -> Result<Option<SameRow>, StoreError> {
    let held = tx.load(same).await?.into_iter();
    Ok(held
        .filter(|held| Some(held.mandate) != except)
        .find(|held| held.tenure.meets(tenure)))
}

/// Names the other mandate.
pub(crate) fn held_already(held: &SameRow, role: Role, today: Day) -> String {
    format!(
        "Cette personne tient déjà ce mandat {}\u{a0}: {}, {}, {}. Choisissez d’autres dates, un autre rôle ou un autre organisme.",
        french_period(held.tenure, today),
        role.french(),
        held.organisation,
        held.convention
    )
}

/// The days of a mandate, in words.
pub(crate) fn french_period(period: Tenure, today: Day) -> String {
    french::period(period.since, period.until, today)
}

fn understand<'a>(typed: &TypedMandate, person: Option<&Someone>, places: &'a [PlaceRow]) -> Result<Given<'a>, Errors> {
    let mut errors = Errors::none();
    let place = places.iter().find(|place| place.value() == typed.place);
    let role = Role::from_code(&typed.role);
    match person {
        None => errors.add("personne", "Choisissez la personne dans la liste."),
        Some(person) => {
            if let Some(sentence) = person.why_no_mandate() {
                errors.add("personne", sentence);
            }
        }
    }
    if place.is_none() {
        errors.add("place", "Choisissez l’organisme et la convention dans la liste.");
    }
    if role.is_none() {
        errors.add("role", "Choisissez le rôle dans la liste.");
    }
    if let (Some(place), Some(role)) = (place, role)
        && !role.fits(place.kind)
    {
        errors.add("role", misplaced(role));
    }
    let tenure = tenure(typed, &mut errors);
    match (person, place, role, tenure) {
        (Some(person), Some(place), Some(role), Some(tenure)) if errors.is_empty() => Ok(Given {
            person: person.id,
            place,
            role,
            tenure,
        }),
        _ => Err(errors),
    }
}

/// Says for which organisations a role can be held.
fn misplaced(role: Role) -> String {
    let places = match role {
        Role::Coordinator => "une commune, une intercommunalité ou un syndicat",
        Role::Mayor => "une commune",
        Role::FundOfficer | Role::FundDirector => "une Caf",
        Role::PartnerContact => "un organisme autre que la Caf",
        Role::Auditor => "tout organisme",
    };
    format!(
        "Le rôle «\u{a0}{}\u{a0}» se tient pour {places}. Choisissez un autre rôle ou un autre organisme.",
        role.french()
    )
}

fn tenure(typed: &TypedMandate, errors: &mut Errors) -> Option<Tenure> {
    let since = read(&typed.debut, "debut", "Indiquez le premier jour du mandat.", errors);
    let until = if typed.fin.trim().is_empty() {
        None
    } else {
        read(&typed.fin, "fin", "Indiquez le dernier jour du mandat.", errors)
    };
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        errors.add(
            "fin",
            "Le dernier jour vient avant le premier. Corrigez l’une des deux dates.",
        );
    }
    since.map(|since| Tenure { since, until })
}

fn read(typed: &str, field: &'static str, missing: &str, errors: &mut Errors) -> Option<Day> {
    day(typed, missing).map_err(|sentence| errors.add(field, sentence)).ok()
}

/// The day typed, or the sentence that says what to type. A calendar of the browser sends an ISO day; without one, people
/// write the day first.
pub(crate) fn day(typed: &str, missing: &str) -> Result<Day, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(missing.to_owned());
    }
    let read = typed_day(typed)
        .ok_or_else(|| format!("Indiquez une date comme 23/11/2026. Vous avez écrit «\u{a0}{typed}\u{a0}»."))?;
    if Tenure::admits(read) {
        return Ok(read);
    }
    let (first, last) = (Tenure::YEARS.start(), Tenure::YEARS.end());
    Err(format!(
        "Un mandat commence et finit entre {first} et {last}\u{a0}: vérifiez l’année. Vous avez écrit «\u{a0}{typed}\u{a0}»."
    ))
}

#[cfg(test)]
mod tests {
    use domain::reading::OrganisationKind;

    use super::*;

    #[test]
    fn a_year_of_five_digits_and_a_reversed_period_are_explained() {
        let typed = TypedMandate {
            debut: "20424-01-01".to_owned(),
            ..TypedMandate::default()
        };
        let errors = understand(&typed, None, &[]).err().expect("refused");
        assert!(errors.of("debut").is_some_and(|sentence| sentence.contains("20424-01-01")));
        let typed = TypedMandate {
            debut: "2026-02-01".to_owned(),
            fin: "2026-01-01".to_owned(),
            ..TypedMandate::default()
        };
        let errors = understand(&typed, None, &[]).err().expect("refused");
        assert!(!errors.has("debut"));
        assert!(errors.of("fin").is_some_and(|said| said.contains("vient avant le premier")));
    }

    #[test]
    fn a_mistyped_year_is_said() {
        for wrong in ["0001-01-01", "9999-12-31", "23/11/2206"] {
            let said = day(wrong, "").expect_err("refused");
            assert!(said.contains("vérifiez l’année") && said.contains(wrong), "{said}");
        }
    }

    #[test]
    fn a_day_is_read_as_browsers_and_people_write_it() {
        let expected = Day::new(2026, 11, 23).expect("a day");
        for right in ["2026-11-23", " 23/11/2026 "] {
            assert_eq!(day(right, ""), Ok(expected), "{right}");
        }
        for wrong in ["11/23/2026", "23/11/26", "23/11/2026/1", "23/11", "29/02/2023", "demain"] {
            let said = day(wrong, "").expect_err("refused");
            assert!(
                said.contains("23/11/2026") && said.contains(&format!("«\u{a0}{wrong}\u{a0}»")),
                "{said}"
            );
        }
    }

    #[test]
    fn an_empty_day_is_asked_for_without_quoting_nothing() {
        let errors = understand(&TypedMandate::default(), None, &[]).err().expect("refused");
        assert_eq!(errors.of("debut"), Some("Indiquez le premier jour du mandat."));
        assert!(!errors.has("fin"));
    }

    #[test]
    fn a_role_that_does_not_fit_the_organisation_is_explained() {
        let fund = PlaceRow {
            convention: Id::new(1),
            party: 3,
            organisation: Id::new(3),
            name: "Caf".to_owned(),
            kind: OrganisationKind::FamilyFund,
            convention_name: "Convention".to_owned(),
        };
        let typed = |role: Role| TypedMandate {
            place: "1-3".to_owned(),
            role: role.code().to_owned(),
            ..TypedMandate::default()
        };
        let sentence = |role| {
            let errors = understand(&typed(role), None, std::slice::from_ref(&fund)).err();
            errors.expect("nobody is chosen").of("role").map(str::to_owned)
        };
        assert!(sentence(Role::Mayor).is_some_and(|sentence| sentence.contains("se tient pour une commune")));
        assert_eq!(sentence(Role::FundOfficer), None);
    }
}
