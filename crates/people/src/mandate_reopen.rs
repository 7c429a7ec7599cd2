//! A mandate goes on after the day it was to end, or is confirmed after an election: each by a newer fact.

use domain::access::{Installation, verbs};
use domain::ids::{Id, MandateId};
use domain::people::{MandateConfirmed, MandateReopened, Tenure};
use domain::places::Target;
use domain::time::Day;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::french;
use web::visit::Visit;

use crate::account_rows::{GivenRow, OneMandate, SameMandates};
use crate::directory_rows::OnePerson;
use crate::mandate_new::{clash, day, held_already};
use crate::person_show::{Typed, refuse};
use crate::tables::Tables;

/// The form, as typed: no day means no end.
#[derive(Deserialize)]
struct TypedReopening {
    mandat: i64,
    fin: String,
}

pub(crate) async fn reopen(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedReopening = visit.form()?;
    let mandate: MandateId = Id::new(form.mandat);
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let given = tx.load_first(OneMandate { mandate }).await?.ok_or(Failure::NotFound)?;
    let person = given.person;
    let holder = tx.load_first(OnePerson { person }).await?.ok_or(Failure::NotFound)?;
    let fact = match reopened(mandate, &given, &form.fin) {
        Ok(fact) => fact,
        Err(sentence) => {
            drop(tx);
            return Err(explain(&mut visit, &given, (mandate, form.fin), sentence).await?);
        }
    };
    let same = SameMandates {
        person,
        convention: fact.convention,
        organisation: fact.organisation,
        role: fact.role.code().to_owned(),
    };
    let held = clash(&mut tx, same, fact.tenure, Some(mandate)).await?;
    let refused = match held {
        Some(held) => Some(held_already(&held, fact.role, visit.today)),
        None => holder.why_no_mandate().map(str::to_owned),
    };
    if let Some(sentence) = refused {
        drop(tx);
        return Err(explain(&mut visit, &given, (mandate, form.fin), sentence).await?);
    }
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Person(person)))
}

/// The mandate with its new last day, when it is later than the one known.
fn reopened(mandate: MandateId, given: &GivenRow, typed: &str) -> Result<MandateReopened, String> {
    let Some(ended) = given.tenure.until else {
        return Err("Ce mandat n’a pas de dernier jour\u{a0}: il n’y a rien à prolonger.".to_owned());
    };
    let until: Option<Day> = if typed.trim().is_empty() {
        None
    } else {
        Some(day(typed, "")?)
    };
    if until.is_some_and(|until| until <= ended) {
        return Err(format!(
            "Ce mandat prend fin le {}\u{a0}: indiquez un jour après, ou laissez le champ vide.",
            french::date(ended)
        ));
    }
    Ok(MandateReopened {
        mandate,
        convention: given.convention,
        person: given.person,
        organisation: given.organisation,
        role: given.role,
        tenure: Tenure { until, ..given.tenure },
        ended,
    })
}

async fn explain(
    visit: &mut Visit,
    given: &GivenRow,
    typed: (MandateId, String),
    sentence: String,
) -> Result<Failure, Failure> {
    let mut errors = Errors::none();
    errors.add("reprise", sentence);
    let typed = Typed {
        errors,
        reopened: Some(typed),
        ..Typed::default()
    };
    refuse(visit, given.person, typed).await
}

/// The form of the one button.
#[derive(Deserialize)]
struct Confirming {
    mandat: i64,
    /// `liste` from the list of those to confirm.
    #[serde(default)]
    retour: String,
}

pub(crate) async fn confirm(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Confirming = visit.form()?;
    let mandate = Id::new(form.mandat);
    let day = visit.today;
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let given = tx.load_first(OneMandate { mandate }).await?.ok_or(Failure::NotFound)?;
    // A form sent twice finds a mandate already confirmed, and leads to the same page.
    if given.election.is_some() {
        let fact = MandateConfirmed {
            mandate,
            convention: given.convention,
            person: given.person,
            day,
        };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(if form.retour == "liste" {
        Target::ToConfirm
    } else {
        Target::Person(given.person)
    }))
}

#[cfg(test)]
mod tests {
    use domain::access::Role;

    use super::*;

    fn of(day: &str) -> Day {
        day.parse().expect("a day")
    }

    #[test]
    fn a_mandate_goes_on_later_than_its_end_or_without_one() {
        let mut given = GivenRow {
            tenure: Tenure {
                since: of("2022-01-01"),
                until: Some(of("2026-01-31")),
            },
            convention: Id::new(1),
            person: Id::new(1),
            organisation: Id::new(1),
            role: Role::Mayor,
            election: None,
        };
        let until = |typed: &str| reopened(Id::new(3), &given, typed).map(|fact| fact.tenure.until);
        assert_eq!(until(" "), Ok(None));
        assert_eq!(until("01/02/2026"), Ok(Some(of("2026-02-01"))));
        for early in ["2026-01-31", "2021-12-31"] {
            assert!(
                until(early).is_err_and(|sentence| sentence.contains("un jour après")),
                "{early}"
            );
        }
        assert!(until("demain").is_err_and(|sentence| sentence.contains("demain")));
        given.tenure.until = None;
        assert!(reopened(Id::new(3), &given, "").is_err());
    }
}
