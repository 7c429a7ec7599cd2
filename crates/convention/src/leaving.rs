//! A convention that leaves whole: its reading as it now stands, less what the viewer may not see.
//!
//! It reads by the scoped names and writes nothing; how a file is made is a matter of `files::consolidated`.

use std::collections::BTreeSet;

use domain::access::Viewer;
use domain::example::Nature;
use domain::ids::ConventionId;
use domain::reading::{Lines, Reading};
use files::interchange::{self, NotADocument};
use store::{QueryInfo, Reader, StoreError, query};

use crate::reading_versions::LastVersion;
use crate::rebuild::Document;
use crate::taking::nature;

query! {
    /// The actions that the viewer sees.
    ActionsSeen(convention: ConventionId) -> i64
    reading ["action"]
    "SELECT ordinal FROM action WHERE convention = $4"
}

query! {
    /// The facilities that the viewer sees.
    FacilitiesSeen(convention: ConventionId) -> i64
    reading ["facility"]
    "SELECT ordinal FROM facility WHERE convention = $4"
}

/// A convention, ready to be written as files.
pub struct Whole {
    /// What was read of it, corrections included.
    pub reading: Reading,
    /// What it is.
    pub nature: Nature,
    /// Whether something was taken out because the viewer may not see it.
    pub is_part: bool,
}

/// A convention that cannot leave.
#[derive(Debug, thiserror::Error)]
pub enum NotLeaving {
    /// Its reading does not read any more: the doctor names it.
    #[error("La lecture de la convention ne se lit plus ({}). Lancez «\u{a0}pacte doctor\u{a0}».", .0.place)]
    Unreadable(NotADocument),
    /// The store is broken.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A convention as this viewer sees it; `None` when the viewer sees no text of it.
pub async fn whole(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Option<Whole>, NotLeaving> {
    let last = reader
        .first(viewer, LastVersion { convention })
        .await?
        .map(|last| last.document);
    let document = match last {
        Some(document) => Some(document),
        None => reader.first(viewer, Document { convention }).await?,
    };
    let Some(document) = document else { return Ok(None) };
    let reading = interchange::read(&document).map_err(NotLeaving::Unreadable)?;
    let actions = reader.rows(viewer, ActionsSeen { convention }).await?;
    let facilities = reader.rows(viewer, FacilitiesSeen { convention }).await?;
    let nature = nature(reader, viewer, convention).await?;
    let (reading, is_part) = seen(reading, &actions.into_iter().collect(), &facilities.into_iter().collect());
    Ok(Some(Whole {
        reading,
        nature,
        is_part,
    }))
}

/// What is left of a reading when these actions and facilities are seen, and whether that is less than all of it. What is said of
/// a hidden action goes with it: its écarts, its doubts, what it leaves open, what is left of its lines.
fn seen(mut reading: Reading, actions: &BTreeSet<i64>, facilities: &BTreeSet<i64>) -> (Reading, bool) {
    let before = (reading.actions.len(), reading.facilities.listed.len());
    let all = std::mem::take(&mut reading.actions);
    let is_seen: Vec<bool> = (0..all.len())
        .map(|index| actions.contains(&reading.action_ordinal(index)))
        .collect();
    let (mut hidden, mut numbers, mut ordinals) = (Lines::default(), Vec::new(), Vec::new());
    for (index, (action, is_seen)) in all.into_iter().zip(is_seen).enumerate() {
        if is_seen {
            reading.actions.push(action);
        } else {
            ordinals.push(reading.action_ordinal(index));
            hidden = hidden.union(&action.lines);
            numbers.push(action.number.value);
        }
    }
    // Those that remain keep their ordinals: nobody gets that of a hidden one.
    reading.retired_actions.extend(ordinals);
    reading.retired_actions.sort_unstable();
    let mut ordinal = 0;
    reading.facilities.listed.retain(|_| {
        ordinal += 1;
        facilities.contains(&ordinal)
    });
    let apart = |lines: &Lines| lines.is_empty() || lines.iter().any(|line| !hidden.holds(line));
    reading
        .anomalies
        .retain(|anomaly| !anomaly.actions.iter().any(|number| numbers.contains(number)));
    reading.doubts.retain(|doubt| apart(&doubt.lines));
    reading.left_open.retain(|open| apart(&open.text.lines));
    reading.unplaced.retain(|rest| apart(&rest.lines));
    let is_part = before != (reading.actions.len(), reading.facilities.listed.len());
    (reading, is_part)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ActionsSeen>(), QueryInfo::of::<FacilitiesSeen>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/convention-ctg-2022-2026.txt");
        let bytes = std::fs::read(path).expect("the example stands in the repository");
        files::read("convention.txt", &bytes).expect("a convention").reading
    }

    #[test]
    fn what_is_hidden_leaves_no_word_and_the_others_keep_their_ordinals() {
        let whole = reading();
        let listed: BTreeSet<i64> = (1..).take(whole.facilities.listed.len()).collect();
        let all: BTreeSet<i64> = (1..).take(whole.actions.len()).collect();
        assert_eq!(seen(whole.clone(), &all, &listed), (whole.clone(), false));

        let title = whole.actions[14].title.value.clone();
        let without: BTreeSet<i64> = all.iter().copied().filter(|ordinal| *ordinal != 15).collect();
        let (part, is_part) = seen(whole.clone(), &without, &listed);
        assert!(is_part && !interchange::write(&part).contains(&title));
        assert_eq!(part.actions.len(), whole.actions.len() - 1);
        let ordinals: Vec<i64> = (0..part.actions.len()).map(|index| part.action_ordinal(index)).collect();
        assert_eq!(ordinals.into_iter().collect::<BTreeSet<_>>(), without);
    }
}
