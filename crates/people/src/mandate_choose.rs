//! Someone who holds several mandates in a convention chooses the one under which to act, in this browser.
//!
//! It never gives a mandate: the choice is among those held today, looked at inside the transaction.

use domain::access::{Installation, verbs};
use domain::ids::{ConventionId, Id, MandateId};
use domain::people::{MandateChosen, Tenure};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::account_rows::tenure;
use crate::tables::Tables;

/// One's own mandate.
struct OwnRow {
    convention: ConventionId,
    tenure: Tenure,
}

query! {
    /// One of one's own mandates.
    OwnMandate(mandate: MandateId) -> OwnRow
    reading ["own_mandate"]
    "SELECT convention, since, until FROM own_mandate WHERE id = $4"
}

impl FromRow for OwnRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            tenure: tenure(columns, 1)?,
        })
    }
}

#[derive(Deserialize)]
struct Chosen {
    agir_sous: i64,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let (person, token) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let mandate = Id::new(chosen.agir_sous);
    let today = visit.today;
    let mut tx = visit.begin::<verbs::ChooseMandate>(Installation).await?;
    let own = tx.load_first(OwnMandate { mandate }).await?;
    let Some(own) = own.filter(|own| own.tenure.holds(today)) else {
        // Someone else's, over, or never given: one's own conventions are all there is to choose from.
        return Ok(Answer::see_other(Target::OwnConventions));
    };
    let fact = MandateChosen {
        person,
        mandate,
        convention: own.convention,
        token,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Dashboard(own.convention)))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnMandate>()]
}
