//! Taking back what was just changed together: for ten minutes, by whoever did it, a newer report a lane puts back how the lane
//! stood. Nothing is deleted, and nothing is put back over what someone said since.

use std::collections::BTreeSet;

use domain::followup::{Channel, Content, Lane, LaneState};
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::undo::is_fresh;
use web::visit::Visit;

use crate::bulk::{Change, Lot};
use crate::folded_rows::{FoldedRow, ReportsBeside};
use crate::follow_many::{Sent, report_all};
use crate::plan_table::{self, PlanTable};
use crate::table_links::pairs;

/// A report of a lot: who wrote it and when.
pub(crate) struct WrittenRow {
    person: Option<i64>,
    written: Instant,
}

impl FromRow for WrittenRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.opt_int(0)?,
            written: c.instant(1)?,
        })
    }
}

query! {
    /// Who wrote the reports between two ordinals, and when.
    pub(crate) WrittenBetween(convention: ConventionId, first: i64, last: i64) -> WrittenRow
    reading ["report"]
    "SELECT person_id, written FROM report WHERE convention = $4 AND ordinal BETWEEN $5 AND $6 ORDER BY ordinal"
}

/// The reason that the reports carry.
const WHY: &str = "Annulation du changement fait juste avant.";

/// Why nothing is taken back.
enum Kept {
    /// There is nothing under these ordinals, or someone else wrote it.
    NotOwn,
    /// It is older than ten minutes.
    TooLate,
    /// Someone reported since on these actions.
    Since(BTreeSet<i64>),
}

pub(crate) async fn undo(mut visit: Visit, sent: &Sent) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let lot = Lot::parse(&sent.lot).ok_or(Failure::Unreadable)?;
    let changes = match taken_back(&mut visit, convention, lot).await? {
        Ok(changes) => changes,
        Err(kept) => return refuse(visit, sent, kept).await,
    };
    let numbers: BTreeSet<i64> = changes.iter().map(|change| change.lane.action.ordinal).collect();
    match report_all(&mut visit, convention, changes, Some(Channel::Bulk)).await? {
        Ok(written) => {
            let text = written.text();
            let said = ("annule", text.as_str());
            let filters = sent.filters();
            let mut pairs = pairs(&filters);
            pairs.push(said);
            let place = if sent.is_from_board() {
                Target::plan_board(convention)
            } else {
                Target::PlanTable(convention)
            };
            Ok(Answer::see_other_with(place, &pairs))
        }
        Err(StoreError::Conflict) => refuse(visit, sent, Kept::Since(numbers)).await,
        Err(error) => Err(error.into()),
    }
}

async fn taken_back(visit: &mut Visit, convention: ConventionId, lot: Lot) -> Result<Result<Vec<Change>, Kept>, Failure> {
    let (first, last) = (lot.first, lot.last);
    let written = visit.rows(WrittenBetween { convention, first, last }).await?;
    let person = visit.viewer.person().map(domain::ids::Id::ordinal);
    if written.is_empty() || written.iter().any(|row| row.person != person) {
        return Ok(Err(Kept::NotOwn));
    }
    if written.iter().any(|row| !is_fresh(row.written, visit.now)) {
        return Ok(Err(Kept::TooLate));
    }
    let reports = visit.rows(ReportsBeside { convention, first, last }).await?;
    Ok(changes(convention, &reports, lot))
}

/// One report a lane that takes back the one of the lot; or the actions on which someone reported since.
fn changes(convention: ConventionId, reports: &[FoldedRow], lot: Lot) -> Result<Vec<Change>, Kept> {
    let lane = |row: &FoldedRow| (row.action, row.party);
    let lanes = reports.chunk_by(|one, other| lane(one) == lane(other));
    let mut since = BTreeSet::new();
    let mut changes = Vec::new();
    for own in lanes {
        let Some((last, before)) = own.split_last() else { continue };
        if !lot.holds(last.entry.ordinal) {
            since.insert(last.action);
            continue;
        }
        let state = LaneState::after(before.iter().map(|row| &row.entry));
        let now = LaneState::after(own.iter().map(|row| &row.entry));
        let action = ActionId {
            convention,
            ordinal: last.action,
        };
        changes.push(Change {
            lane: Lane::stored(action, last.party),
            seen: Some(last.entry.ordinal),
            was: now.status,
            content: putting_back(&state, last.entry.ordinal),
        });
    }
    if since.is_empty() {
        Ok(changes)
    } else {
        Err(Kept::Since(since))
    }
}

/// What tells how the lane stands again.
fn putting_back(state: &LaneState, undone: i64) -> Content {
    Content {
        status: Some(state.status),
        weather: state.weather.into(),
        progress: state.progress.into(),
        day: state.day.into(),
        body: state.decided_by,
        reason: Some(WHY.to_owned()),
        undoes: Some(undone),
        ..Content::default()
    }
}

async fn refuse(mut visit: Visit, sent: &Sent, kept: Kept) -> Result<Answer, Failure> {
    visit.leave();
    let mut table: PlanTable = plan_table::page(&mut visit, sent.filters()).await?;
    let sentence = match kept {
        Kept::NotOwn => "Rien n’est à annuler ici\u{a0}: ces mises à jour ne sont pas les vôtres.".to_owned(),
        Kept::TooLate => {
            "Ces mises à jour ont plus de dix minutes\u{a0}: elles ne s’annulent plus ensemble. Corrigez chaque action, ou cochez-les à \
             nouveau."
                .to_owned()
        }
        Kept::Since(actions) => format!(
            "Rien n’est annulé\u{a0}: quelqu’un a mis à jour {} depuis. Corrigez ces actions une par une.",
            table.numbers(&actions)
        ),
    };
    table.bulk.errors = Errors::whole(&sentence);
    Err(visit.invalid(&table))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<WrittenBetween>()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::{Entry, Percent, Status, Update};

    fn row(party: i64, ordinal: i64, status: Status) -> FoldedRow {
        FoldedRow {
            convention: 1,
            action: 15,
            party,
            entry: Entry {
                ordinal,
                at: Instant::from_micros(ordinal),
                content: Content {
                    status: Some(status),
                    ..Content::default()
                }
                .settled(),
            },
        }
    }

    fn lot() -> Lot {
        Lot::parse("5-6").expect("a lot")
    }

    #[test]
    fn each_lane_stands_again_as_it_did() {
        let reports = [row(2, 1, Status::Going), row(2, 5, Status::Done), row(3, 6, Status::Done)];
        let Ok(changes) = changes(ConventionId::new(1), &reports, lot()) else {
            panic!("nobody reported since");
        };
        let said: Vec<_> = changes
            .iter()
            .map(|change| (change.content.status, change.content.progress))
            .collect();
        assert_eq!(
            said,
            [(Some(Status::Going), Update::Keep), (Some(Status::Unspecified), Update::Keep)]
        );
        assert_eq!(changes[1].content.undoes, Some(6));
        let done = LaneState::after(reports[2..].iter().map(|row| &row.entry));
        assert_eq!(done.progress, Some(Percent::ALL));
    }

    #[test]
    fn nothing_is_put_back_over_what_was_said_since() {
        let reports = [row(2, 5, Status::Done), row(2, 7, Status::Going), row(3, 6, Status::Done)];
        let Err(Kept::Since(actions)) = changes(ConventionId::new(1), &reports, lot()) else {
            panic!("someone reported since");
        };
        assert_eq!(actions, BTreeSet::from([15]));
    }
}
