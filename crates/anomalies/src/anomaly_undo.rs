//! The last answer given to one écart or to several at once, taken back by whoever gave it, within ten minutes.
//!
//! Each stands again as it stood before, by one more answer: what was said stays in its history. When someone answered one of them
//! since, none is taken back.

use domain::access::verbs::SettleAnomalies;
use domain::ids::ConventionId;
use domain::settlement::{AnomaliesSettled, SettledAnomaly, Settlement};
use domain::time::Instant;
use store::{Permitted, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::undo;
use web::visit::Visit;

use crate::anomaly_filter::Typed;
use crate::anomaly_settle::{TypedSettlement, again};
use crate::register::{Entry, Register, register};
use crate::tables::Tables;

const TOO_LATE: &str =
    "Les dix minutes sont passées\u{a0}: rien n’a été annulé. Répondez à nouveau aux écarts que vous voulez changer.";

const ANSWERED_SINCE: &str = "Quelqu’un a répondu depuis à l’un de ces écarts\u{a0}: rien n’a été annulé. Lisez sa réponse, puis répondez à \
     nouveau à ceux que vous voulez changer.";

const NOTHING: &str = "Il n’y a rien à annuler ici\u{a0}: ces réponses ne sont pas les vôtres, ou ont déjà été annulées.";

/// The answers that one person gave at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lot {
    at: Instant,
    person: i64,
}

impl Lot {
    /// Those of whoever visits, at the moment that an address or a form tells.
    pub(crate) fn parse(typed: &str, visit: &Visit) -> Option<Self> {
        let micros = typed.parse().ok().filter(|micros| *micros > 0)?;
        Some(Self {
            at: Instant::from_micros(micros),
            person: visit.viewer.person()?.ordinal(),
        })
    }

    /// How an address tells an answer given now.
    pub(crate) fn told(now: Instant) -> String {
        now.micros().to_string()
    }

    /// Whether it can still be taken back.
    pub(crate) fn is_fresh(self, now: Instant) -> bool {
        undo::is_fresh(self.at, now)
    }

    /// Whether the last answer to an écart is one of them.
    pub(crate) fn stands_on(self, entry: &Entry) -> bool {
        entry
            .last()
            .is_some_and(|row| row.at == self.at && row.by == Some(self.person))
    }

    /// Whether the last answer is of the same person: it was taken back, or answered anew.
    fn is_own_since(self, entry: &Entry) -> bool {
        entry.last().is_some_and(|row| row.by == Some(self.person))
    }

    fn met(self, entry: &Entry) -> bool {
        entry.life.iter().any(|row| row.at == self.at && row.by == Some(self.person))
    }
}

/// Whether some answer of this moment still stands and can be taken back by whoever visits.
pub(crate) fn undoable(visit: &Visit, typed: &str, register: &Register) -> bool {
    let lot = Lot::parse(typed, visit).filter(|lot| lot.is_fresh(visit.now));
    lot.is_some_and(|lot| register.entries.iter().any(|entry| lot.stands_on(entry)))
}

/// Takes them back, and leads to the list as it was filtered.
pub(crate) async fn undo(mut visit: Visit, lot: &str, filtered: Typed) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let lot = Lot::parse(lot, &visit).ok_or(Failure::NotFound)?;
    let register = register(&mut visit, convention).await?;
    let met: Vec<&Entry> = register.entries.iter().filter(|entry| lot.met(entry)).collect();
    let left: Vec<&&Entry> = met.iter().filter(|entry| !lot.stands_on(entry)).collect();
    let refused = if left.iter().all(|entry| lot.is_own_since(entry)) && left.len() == met.len() {
        Some(NOTHING)
    } else if !left.is_empty() {
        Some(ANSWERED_SINCE)
    } else if lot.is_fresh(visit.now) {
        None
    } else {
        Some(TOO_LATE)
    };
    if let Some(sentence) = refused {
        return again(&mut visit, (TypedSettlement::default(), filtered), Errors::whole(sentence)).await;
    }
    let facts = taken_back(&visit, convention, &met);
    let tx = visit.begin::<SettleAnomalies>(convention).await?;
    match record(tx, facts).await {
        Ok(()) => Ok(filtered.back(convention, ("annule", &met.len().to_string()), None)),
        Err(StoreError::Conflict) => {
            again(
                &mut visit,
                (TypedSettlement::default(), filtered),
                Errors::whole(ANSWERED_SINCE),
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// One fact for each answer that stood before: those that were settled alike come back together.
fn taken_back(visit: &Visit, convention: ConventionId, met: &[&Entry]) -> Vec<AnomaliesSettled> {
    let mut facts: Vec<AnomaliesSettled> = Vec::new();
    for entry in met {
        let settled = SettledAnomaly {
            key: entry.found.key,
            sentence: entry.found.sentence.clone(),
            seen: entry.version(),
        };
        let before = entry.before();
        match facts.iter_mut().find(|fact| fact.settlement == before) {
            Some(fact) => fact.anomalies.push(settled),
            None => facts.push(AnomaliesSettled {
                convention,
                anomalies: vec![settled],
                settlement: before,
                by: visit.signature(),
                at: visit.now,
            }),
        }
    }
    facts
}

async fn record(tx: Tx<Permitted<SettleAnomalies>>, facts: Vec<AnomaliesSettled>) -> Result<(), StoreError> {
    let mut facts = facts.into_iter();
    let Some(first) = facts.next() else { return Ok(()) };
    let mut recorded = tx.record::<Tables, _>(&first).await?;
    for fact in facts {
        recorded = recorded.record::<Tables, _>(&fact).await?;
    }
    recorded.commit().await
}

impl Entry {
    /// How it stood before its last answer.
    fn before(&self) -> Settlement {
        let before = self.life.len().checked_sub(2).and_then(|place| self.life.get(place));
        before.map(|row| row.settlement.clone()).unwrap_or_default()
    }
}
