//! What became late or silent in the plans, looked at by itself and told once to those who follow: asked for by whoever serves, every
//! hour.
//!
//! It computes nothing of its own: an action is late or silent as every page says. What began more than a week ago is not told.

use std::collections::BTreeSet;

use domain::access::{Reason, Viewer, verbs};
use domain::followup::{Alert, AlertKind, Late, OnDay, PlanWatched, silent_since};
use domain::ids::ConventionId;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, Reader, Store, StoreError, Value, Writer, Writes, query, sql};

use crate::report_rows::Lanes;
use crate::rows::{Actions, Marks};
use crate::standing::{Standing, standings};
use crate::tables::Tables;

const JOB: Viewer = Viewer::Job(Reason::Digest);

query! {
    /// The conventions that stand; one that ended is left alone.
    Watched() -> i64
    reading ["watched_convention"]
    "SELECT convention FROM watched_convention WHERE withdrawn IS NULL AND (end_day IS NULL OR end_day >= $3) \
        ORDER BY convention"
}

query! {
    /// What was told of the actions of a convention.
    Told(convention: ConventionId) -> AlertRow
    reading ["alert"]
    "SELECT action, kind, since FROM alert WHERE convention = $4 ORDER BY action, kind, since"
}

struct AlertRow(Alert);

impl FromRow for AlertRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(Alert {
            action: c.int(0)?,
            kind: c.word(1, AlertKind::from_code)?,
            since: c.day(2)?,
        }))
    }
}

/// What a look at every plan came to.
#[derive(Debug, Default)]
pub struct Look {
    /// In how many conventions something was told.
    pub told: usize,
    /// The conventions whose plan could not be looked at, and why: they keep nobody else’s from it.
    pub missed: Vec<(ConventionId, StoreError)>,
}

/// Looks at every plan, and tells what became late or silent.
pub async fn watch(store: &Store, now: Instant) -> Result<Look, StoreError> {
    let conventions = store.read(now.paris_day()).await?.rows(&JOB, Watched {}).await?;
    let mut look = Look::default();
    for convention in conventions.into_iter().map(ConventionId::new) {
        match watch_one(store, convention, now).await {
            Ok(told) => look.told += usize::from(told),
            Err(error) => look.missed.push((convention, error)),
        }
    }
    Ok(look)
}

/// Looks at one plan; whether something was told.
async fn watch_one(store: &Store, convention: ConventionId, now: Instant) -> Result<bool, StoreError> {
    let mut reader = store.read(now.paris_day()).await?;
    let alerts = news(&mut reader, convention, now.paris_day()).await?;
    drop(reader);
    if alerts.is_empty() {
        return Ok(false);
    }
    let fact = PlanWatched {
        convention,
        alerts,
        at: now,
    };
    let tx = store.begin::<verbs::WatchPlan>(&JOB, convention, now).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(true)
}

/// What began lately and was not told yet.
async fn news(reader: &mut Reader, convention: ConventionId, today: Day) -> Result<Vec<Alert>, StoreError> {
    let actions = reader.rows(&JOB, Actions { convention }).await?;
    let marks = reader.rows(&JOB, Marks { convention }).await?;
    let lanes = reader.rows(&JOB, Lanes { convention }).await?;
    let told: BTreeSet<Alert> = reader
        .rows(&JOB, Told { convention })
        .await?
        .into_iter()
        .map(|row| row.0)
        .collect();
    // An action of which nothing was ever told is silent since no day: the first day of its convention changes nothing here.
    let all = standings(&actions, &marks, &lanes, &[], OnDay { today, begins: None });
    let mut alerts: Vec<Alert> = all.iter().flat_map(alerts).collect();
    alerts.retain(|alert| alert.is_recent(today) && !told.contains(alert));
    Ok(alerts)
}

/// What an action is, late or silent, and since when. It is late since the first of its lanes that is.
fn alerts(standing: &Standing) -> Vec<Alert> {
    let alert = |kind, since| Alert {
        action: standing.action,
        kind,
        since,
    };
    let parts = standing.parts.iter().filter_map(|part| part.late);
    let late = standing.late.map(|late| parts.chain([late]).filter_map(Late::since).min());
    let silent = standing
        .silent
        .then(|| silent_since(standing.state.status, standing.state.last));
    let late = late.flatten().map(|since| alert(AlertKind::Late, since));
    let silent = silent.flatten().map(|since| alert(AlertKind::Silent, since));
    late.into_iter().chain(silent).collect()
}

impl Writes<PlanWatched> for Tables {
    async fn apply(fact: &PlanWatched, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let keep = sql!("INSERT INTO unscoped_alert (convention, action, kind, since, told) VALUES ($1, $2, $3, $4, $5)");
        for alert in &fact.alerts {
            let values = [
                Value::from(fact.convention),
                alert.action.into(),
                alert.kind.code().into(),
                alert.since.into(),
                fact.at.into(),
            ];
            writer.run(keep, &values).await?;
        }
        Ok(())
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Watched>(), QueryInfo::of::<Told>()]
}

#[cfg(test)]
mod tests {
    use domain::followup::{ActionState, LaneState, Status};

    use super::*;
    use crate::standing::Part;

    #[test]
    fn an_action_is_late_since_the_first_of_its_lanes() {
        let part = |late| Part {
            state: LaneState::default(),
            late,
            ..Part::default()
        };
        let day = |text: &str| text.parse().expect("a day");
        let standing = Standing {
            action: 15,
            state: ActionState {
                status: Status::Going,
                ..ActionState::default()
            },
            late: Some(Late::DayPassed(day("2026-11-20"))),
            parts: vec![
                part(Some(Late::DayPassed(day("2026-11-20")))),
                part(Some(Late::NotDoneIn(2025))),
            ],
            ..Standing::default()
        };
        let since: Vec<Day> = alerts(&standing).into_iter().map(|alert| alert.since).collect();
        assert_eq!(since, [day("2026-01-01")]);
    }
}
