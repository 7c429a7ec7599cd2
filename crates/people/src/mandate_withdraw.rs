//! A mandate that has not begun is taken back, from the page of accounts.
//!
//! One that began ends on its day, and stays.

use domain::access::{Installation, verbs};
use domain::ids::Id;
use domain::people::MandateWithdrawn;
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::account_rows::OneMandate;
use crate::mandate_end::{RefusedEnd, refuse};
use crate::tables::Tables;

#[derive(Deserialize)]
struct Chosen {
    mandat: i64,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let Chosen { mandat } = visit.form()?;
    let mandate = Id::new(mandat);
    let mut tx = visit.begin::<verbs::GiveMandate>(Installation).await?;
    let given = tx.load_first(OneMandate { mandate }).await?.ok_or(Failure::NotFound)?;
    if !given.tenure.is_to_come(visit.today) {
        drop(tx);
        let refused = RefusedEnd {
            mandate,
            typed: String::new(),
            sentence: format!(
                "Ce mandat a commencé le {}\u{a0}: il ne s’annule plus. Indiquez son dernier jour.",
                french::date(given.tenure.since)
            ),
        };
        return Err(refuse(&mut visit, refused).await?);
    }
    let fact = MandateWithdrawn {
        mandate,
        convention: given.convention,
        person: given.person,
        organisation: given.organisation,
        role: given.role,
        tenure: given.tenure,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Accounts))
}
