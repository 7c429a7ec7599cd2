//! How every action of a plan stands on a day: from its lanes, from the years that the text gives, from the date. Said once, for
//! every page that counts.
//!
//! Pure. What nobody reported on is silent, and never late.

use std::collections::BTreeSet;

use domain::followup::{ActionState, LaneState, Late, is_silent, lateness};
use domain::time::Day;

use crate::followup_show::planned;
use crate::lanes::lanes;
use crate::report_rows::LaneRow;
use crate::rows::{ActionRow, MarkRow, marks_of};

/// How an action stands.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) action: i64,
    pub(crate) state: ActionState,
    /// Why it is late, when one of its lanes is.
    pub(crate) late: Option<Late>,
    /// Whether nothing was said of it for long.
    pub(crate) silent: bool,
}

/// How each of these actions stands on this day, in their order.
pub(crate) fn standings(
    actions: &[ActionRow],
    marks: &[MarkRow],
    rows: &[LaneRow],
    communes: &[i64],
    today: Day,
) -> Vec<Standing> {
    let one = |action: &ActionRow| standing(action.ordinal, marks_of(marks, action.ordinal), rows, (communes, today));
    actions.iter().map(one).collect()
}

fn standing(action: i64, marks: &[MarkRow], rows: &[LaneRow], (communes, today): (&[i64], Day)) -> Standing {
    let years: BTreeSet<i64> = marks.iter().map(|mark| mark.year).collect();
    let years: Vec<i64> = years.into_iter().collect();
    let drawn = lanes(marks, communes, &years);
    let own: Vec<&LaneRow> = rows.iter().filter(|row| row.action == action).collect();
    let state_of = |party: i64| {
        let found = own.iter().find(|row| row.party == party);
        found.map(|row| row.state.clone()).unwrap_or_default()
    };
    let mut parties: Vec<i64> = drawn.iter().filter_map(|lane| lane.party).collect();
    let opened = own.iter().map(|row| row.party).filter(|party| *party != 0);
    for party in opened {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    let whole = state_of(0);
    let states: Vec<LaneState> = parties.iter().map(|party| state_of(*party)).collect();
    let state = ActionState::of(&whole, &states);
    let of_lane = |party: &i64| lateness(&state_of(*party), planned(&drawn, &years, Some(*party)), today);
    let told_whole = parties.is_empty() || whole.last.is_some();
    let late = parties.iter().find_map(of_lane).or_else(|| {
        let planned = planned(&drawn, &years, None);
        told_whole.then(|| lateness(&whole, planned, today)).flatten()
    });
    Standing {
        action,
        silent: is_silent(state.status, state.last, today),
        state,
        late,
    }
}

#[cfg(test)]
mod tests {
    use domain::followup::Status;
    use domain::reading::View;
    use domain::time::Instant;

    use super::*;

    fn lane(party: i64, status: Status) -> LaneRow {
        LaneRow {
            action: 1,
            party,
            state: LaneState {
                status,
                last: Some((1, Instant::from_micros(1_790_000_000_000_000))),
                ..LaneState::default()
            },
        }
    }

    fn standing_of(rows: &[LaneRow], today: &str) -> Standing {
        let mark = |year, party| MarkRow {
            action: 1,
            view: View::Deployment,
            year,
            party: Some(party),
        };
        let marks = [mark(2024, 2), mark(2025, 2), mark(2025, 3)];
        standing(1, &marks, rows, (&[2, 3], today.parse().expect("a day")))
    }

    #[test]
    fn one_lane_that_is_late_makes_the_action_late() {
        let standing = standing_of(&[lane(2, Status::Done), lane(3, Status::Going)], "2026-11-23");
        assert_eq!(standing.state.status, Status::Going);
        assert_eq!(standing.late, Some(Late::NotDoneIn(2025)));
    }

    #[test]
    fn what_nobody_reported_on_is_silent_and_not_late() {
        let standing = standing_of(&[], "2026-11-23");
        assert!(standing.silent && standing.late.is_none());
    }
}
