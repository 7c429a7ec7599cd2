//! A mandate ends, from the page of accounts: its last day is set, or brought forward.
//!
//! It never reopens a mandate and never removes one, and never leaves outside of it what was signed under it.

use domain::access::{Installation, verbs};
use domain::ids::{Id, MandateId};
use domain::people::{MandateEnded, Tenure};
use domain::places::Target;
use domain::time::Day;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::account_list::{Typed, list};
use crate::account_rows::OneMandate;
use crate::last_act::{cut, last_act};
use crate::mandate_new::day;
use crate::tables::Tables;

/// The form, as typed.
#[derive(Deserialize)]
struct TypedEnd {
    mandat: i64,
    fin: String,
}

/// The end of a mandate as typed, and the sentence that says why it is not one.
pub(crate) struct RefusedEnd {
    pub(crate) mandate: MandateId,
    pub(crate) typed: String,
    pub(crate) sentence: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let TypedEnd { mandat, fin } = visit.form()?;
    let mandate = Id::new(mandat);
    // Read where nobody else writes: what was there before is kept in the journal.
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let given = tx.load_first(OneMandate { mandate }).await?.ok_or(Failure::NotFound)?;
    let signed = last_act(&mut tx, (given.person, given.convention, mandate)).await?;
    let until = match last_day(&fin, given.tenure).and_then(|until| uncut(until, signed)) {
        Ok(until) => until,
        Err(sentence) => {
            drop(tx);
            let refused = RefusedEnd {
                mandate,
                typed: fin,
                sentence,
            };
            return Err(refuse(&mut visit, refused).await?);
        }
    };
    let fact = MandateEnded {
        mandate,
        convention: given.convention,
        person: given.person,
        expected: given.tenure.until,
        until,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Accounts))
}

pub(crate) async fn refuse(visit: &mut Visit, end: RefusedEnd) -> Result<Failure, Failure> {
    let typed = Typed {
        end: Some(end),
        ..Typed::default()
    };
    let page = list(visit, typed).await?;
    Ok(visit.invalid(&page))
}

/// The last day typed, when a mandate of this period may end on it.
fn last_day(typed: &str, period: Tenure) -> Result<Day, String> {
    let until = day(typed, "Indiquez le dernier jour du mandat.")?;
    if until < period.since {
        return Err(format!(
            "Ce mandat commence le {}\u{a0}: indiquez ce jour, ou un jour après. S’il n’a pas commencé, il peut être annulé.",
            french::date(period.since)
        ));
    }
    match period.until {
        Some(known) if until >= known => Err(format!(
            "Ce mandat prend déjà fin le {}\u{a0}: indiquez un jour avant, ou donnez un autre mandat.",
            french::date(known)
        )),
        _ => Ok(until),
    }
}

/// The day, unless something was signed after it.
fn uncut(until: Day, signed: Option<Day>) -> Result<Day, String> {
    match signed {
        Some(last) if last > until => Err(cut(last)),
        _ => Ok(until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(day: &str) -> Day {
        day.parse().expect("a day")
    }

    #[test]
    fn a_mandate_ends_after_it_begins_and_never_later_than_said() {
        let open = Tenure {
            since: of("2022-01-01"),
            until: None,
        };
        assert_eq!(last_day("2022-01-01", open), Ok(of("2022-01-01")));
        assert!(last_day("2021-12-31", open).is_err_and(|sentence| sentence.contains("commence le")));
        assert_eq!(last_day(" ", open), Err("Indiquez le dernier jour du mandat.".to_owned()));
        assert!(last_day("20424-01-01", open).is_err_and(|sentence| sentence.contains("20424-01-01")));
        let bounded = Tenure {
            until: Some(of("2026-12-31")),
            ..open
        };
        assert_eq!(last_day("2026-12-30", bounded), Ok(of("2026-12-30")));
        for late in ["2026-12-31", "2027-01-01"] {
            assert!(
                last_day(late, bounded).is_err_and(|sentence| sentence.contains("prend déjà fin")),
                "{late}"
            );
        }
    }
}
