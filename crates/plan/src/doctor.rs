//! What `pacte doctor` asks of this room: does every lane stand as its reports say? It reads, and mends nothing.

use std::collections::BTreeMap;

use domain::access::{Reason, Viewer};
use domain::followup::LaneState;
use store::{Reader, StoreError};

use crate::folded_rows::{EveryLane, EveryReport, FoldedRow};

/// How many reports count, and the first lane that does not stand as they say.
pub async fn check(reader: &mut Reader) -> Result<(u64, Option<String>), StoreError> {
    let viewer = Viewer::Job(Reason::Doctor);
    let reports = reader.rows(&viewer, EveryReport {}).await?;
    let stored = reader.rows(&viewer, EveryLane {}).await?;
    let lane = |report: &FoldedRow| (report.convention, report.action, report.party);
    let mut folded: BTreeMap<(i64, i64, i64), LaneState> = BTreeMap::new();
    for own in reports.chunk_by(|one, other| lane(one) == lane(other)) {
        folded.insert(lane(&own[0]), LaneState::after(own.iter().map(|report| &report.entry)));
    }
    let mut fault = None;
    for row in stored {
        let key = (row.convention, row.lane.action, row.lane.party);
        if folded.remove(&key).as_ref() != Some(&row.lane.state) {
            fault = fault.or(Some(key));
        }
    }
    let wrong = fault.or_else(|| folded.into_keys().next());
    Ok((reports.len() as u64, wrong.map(sentence)))
}

fn sentence((convention, action, party): (i64, i64, i64)) -> String {
    let lane = match party {
        0 => String::new(),
        party => format!(", volet de la partie {party}"),
    };
    format!(
        "Convention {convention}, action de rang {action}{lane}\u{a0}: son état n’est pas celui que disent ses mises à jour."
    )
}
