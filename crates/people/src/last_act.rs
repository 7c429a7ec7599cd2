//! Until when a mandate was used: it never ends before the day of the last act that its holder signed under it.
//!
//! The journal tells it. A mandate that ended earlier would leave what was signed outside of it.

use domain::access::VerbType;
use domain::ids::{ConventionId, MandateId, PersonId};
use domain::people::{Held, Passage};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, Permitted, QueryInfo, StoreError, Tx, Writer, query, sql};
use web::failure::Failure;
use web::french;
use web::visit::Visit;

/// When something was signed under a mandate.
pub(crate) struct Signed(Instant);

query! {
    /// The last act that a person signed under one of the mandates that they hold or will hold.
    pub(crate) LastOfAll(person: PersonId) -> Signed
    reading ["mandate", "mandate_act"]
    "SELECT a.instant FROM mandate m JOIN mandate_act a ON a.convention = m.convention AND a.person = m.person AND a.mandate = m.id \
     WHERE m.person = $4 AND (m.until IS NULL OR m.until >= $3) ORDER BY a.instant DESC LIMIT 1"
}

query! {
    /// The last act that a person, or someone merged into them, signed under this mandate.
    pub(crate) LastAct(person: PersonId, convention: ConventionId, mandate: MandateId) -> Signed
    reading ["person", "mandate_act"]
    "SELECT a.instant FROM person p JOIN mandate_act a ON a.convention = $5 AND a.person = p.id AND a.mandate = $6 \
     WHERE p.id = $4 OR p.kept = $4 ORDER BY a.instant DESC LIMIT 1"
}

impl FromRow for Signed {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.instant(0).map(Self)
    }
}

/// The day of the last act that a person signed under a mandate.
pub(crate) async fn last_act<V: VerbType>(
    tx: &mut Tx<Permitted<V>>,
    (person, convention, mandate): (PersonId, ConventionId, MandateId),
) -> Result<Option<Day>, StoreError> {
    let last = tx
        .load_first(LastAct {
            person,
            convention,
            mandate,
        })
        .await?;
    Ok(last.map(|Signed(at)| at.paris_day()))
}

/// The first day, from today on, on which whoever leaves all this cuts nothing.
pub(crate) async fn free_day<V: VerbType>(
    tx: &mut Tx<Permitted<V>>,
    person: PersonId,
    held: &[Held],
    today: Day,
) -> Result<Day, StoreError> {
    let mut free = today;
    for one in held {
        let last = last_act(tx, (person, one.convention, one.mandate)).await?;
        free = free.max(first_free_day(today, last));
    }
    Ok(free)
}

/// The same, to be proposed on a page.
pub(crate) async fn free_day_shown(visit: &mut Visit, person: PersonId) -> Result<Day, Failure> {
    let last = visit.first(LastOfAll { person }).await?;
    Ok(first_free_day(visit.today, last.map(|Signed(at)| at.paris_day())))
}

/// The day of the last act that a passage would leave outside of its mandate, if there is one.
pub(crate) async fn cut_by<V: VerbType>(
    tx: &mut Tx<Permitted<V>>,
    person: PersonId,
    passed: &[(Held, Passage)],
) -> Result<Option<Day>, StoreError> {
    for (held, passage) in passed {
        if let Passage::Ended { last } | Passage::Continued { last, .. } = passage {
            let signed = last_act(tx, (person, held.convention, held.mandate)).await?;
            if signed.is_some_and(|signed| signed > *last) {
                return Ok(signed);
            }
        }
    }
    Ok(None)
}

/// Refuses an end that an act has passed: asked again where nobody else signs in this convention.
pub(crate) async fn refuse_cut(
    writer: &mut Writer<'_>,
    (person, convention, mandate): (PersonId, ConventionId, MandateId),
    until: Day,
) -> Result<(), StoreError> {
    let last = sql!(
        "SELECT j.instant FROM unscoped_person p JOIN unscoped_journal j ON j.chain = $2 AND j.person = p.id AND j.mandate = $3 \
         WHERE p.id = $1 OR p.kept = $1 ORDER BY j.instant DESC LIMIT 1"
    );
    let values = [person.into(), convention.into(), mandate.into()];
    let signed: Option<Signed> = writer.first(last, &values).await?;
    match signed {
        Some(Signed(at)) if at.paris_day() > until => Err(writer.refuse()),
        _ => Ok(()),
    }
}

/// Why a mandate does not end earlier.
pub(crate) fn cut(last: Day) -> String {
    format!(
        "Un acte du {} est signé sous ce mandat\u{a0}: il en sortirait. Le dernier jour est ce jour-là au plus tôt.",
        french::date(last)
    )
}

/// Why a mandate does not pass earlier.
pub(crate) fn cut_passage(last: Day) -> String {
    format!(
        "La personne qui part a signé un acte le {} sous un mandat qui passe\u{a0}: il en sortirait. Indiquez le {}, ou un jour après.",
        french::date(last),
        french::date(last.plus_days(1))
    )
}

/// The first day from today on which nothing is cut: tomorrow when someone signed today.
pub(crate) fn first_free_day(today: Day, last: Option<Day>) -> Day {
    last.map_or(today, |last| today.max(last.plus_days(1)))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<LastAct>(), QueryInfo::of::<LastOfAll>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_signed_today_leaves_tomorrow() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let today = day("2026-11-30");
        assert_eq!(first_free_day(today, None), today);
        assert_eq!(first_free_day(today, Some(day("2026-11-29"))), today);
        assert_eq!(first_free_day(today, Some(today)), day("2026-12-01"));
    }
}
