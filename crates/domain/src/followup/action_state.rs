//! How an action stands, from its lanes. The rule, in the order in which it is applied:
//!
//! 1. an action without a commune's lane stands as what is said of it as a whole;
//! 2. a commune's lane of which nothing is said stands as what is said of the whole;
//! 3. lanes that were abandoned are left out, unless all were;
//! 4. lanes that all stand alike give their status;
//! 5. all achieved, some only done: done; some achieved and some not: under way (one done, one not: "en cours");
//! 6. one under way, or taken another way: under way; one being prepared: being prepared;
//! 7. nothing begun: not started if a lane says so, else suspended, else postponed, else not said.

use super::{LaneState, Percent, Status, Weather};
use crate::time::{Day, Instant};

/// How an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionState {
    /// Its status, by the rule.
    pub status: Status,
    /// The worst weather told of it: what needs help is not hidden by what goes well.
    pub weather: Option<Weather>,
    /// The mean of its lanes that tell one.
    pub progress: Option<Percent>,
    /// The first day expected that a lane moved.
    pub day: Option<Day>,
    /// When any of its lanes was last told of.
    pub last: Option<Instant>,
}

impl ActionState {
    /// The state of an action, from what is said of it as a whole and from its communes' lanes: those the text names and those
    /// that people opened.
    #[must_use]
    pub fn of(whole: &LaneState, lanes: &[LaneState]) -> Self {
        let given_up = |lane: &&LaneState| lane.status == Status::Abandoned;
        let all_given_up = lanes.iter().all(|lane| given_up(&lane));
        let stands = |lane: &&LaneState| all_given_up || !given_up(lane);
        let counted: Vec<&LaneState> = if lanes.is_empty() {
            vec![whole]
        } else {
            lanes.iter().filter(stands).collect()
        };
        let all = || std::iter::once(whole).chain(lanes);
        Self {
            status: derived_status(whole.status, lanes.iter().map(|lane| lane.status)),
            weather: counted.iter().filter_map(|lane| lane.weather).max().or(whole.weather),
            progress: Percent::mean(counted.iter().filter_map(|lane| lane.progress)).or(whole.progress),
            day: all().filter_map(|lane| lane.day).min(),
            last: all().filter_map(|lane| lane.news).max(),
        }
    }
}

/// The status of an action from that of the whole and those of its communes' lanes.
#[must_use]
pub fn derived_status(whole: Status, lanes: impl IntoIterator<Item = Status>) -> Status {
    let said = |lane| if lane == Status::Unspecified { whole } else { lane };
    let mut lanes: Vec<Status> = lanes.into_iter().map(said).collect();
    if lanes.iter().any(|lane| *lane != Status::Abandoned) {
        lanes.retain(|lane| *lane != Status::Abandoned);
    }
    let Some(first) = lanes.first().copied() else {
        return whole;
    };
    let any = |status: Status| lanes.contains(&status);
    if lanes.iter().all(|lane| *lane == first) {
        first
    } else if lanes.iter().all(|lane| lane.is_achieved()) {
        Status::Done
    } else if lanes.iter().any(|lane| lane.is_achieved()) || any(Status::Going) || any(Status::Reoriented) {
        Status::Going
    } else if any(Status::Preparing) {
        Status::Preparing
    } else {
        [Status::NotStarted, Status::Suspended, Status::Postponed]
            .into_iter()
            .find(|status| any(*status))
            .unwrap_or(Status::Unspecified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Abandoned, Done, Going, NotStarted, Postponed, Preparing, Reoriented, Suspended, Sustained, Unspecified};

    #[test]
    fn the_rule_is_kept_case_by_case() {
        let cases: [(Status, &[Status], Status); 16] = [
            (Going, &[], Going),
            (Unspecified, &[Unspecified, Unspecified], Unspecified),
            (Going, &[Unspecified, Unspecified], Going),
            (Unspecified, &[Done, Unspecified], Going),
            (Done, &[Done, Unspecified], Done),
            (Unspecified, &[Done, NotStarted], Going),
            (Unspecified, &[Done, Sustained], Done),
            (Unspecified, &[Sustained, Sustained], Sustained),
            (Unspecified, &[Abandoned, Done], Done),
            (Unspecified, &[Abandoned, Abandoned], Abandoned),
            (Unspecified, &[Preparing, NotStarted], Preparing),
            (Unspecified, &[Preparing, Going], Going),
            (Unspecified, &[Reoriented, NotStarted], Going),
            (Unspecified, &[Suspended, Postponed], Suspended),
            (Unspecified, &[Suspended, NotStarted], NotStarted),
            (Unspecified, &[Postponed, Unspecified], Postponed),
        ];
        for (whole, lanes, expected) in cases {
            assert_eq!(derived_status(whole, lanes.iter().copied()), expected, "{whole:?} {lanes:?}");
        }
    }

    #[test]
    fn the_order_of_the_lanes_changes_nothing() {
        for a in Status::ALL {
            for b in Status::ALL {
                for c in Status::ALL {
                    let expected = derived_status(Unspecified, [a, b, c]);
                    assert_eq!(derived_status(Unspecified, [c, a, b]), expected);
                    assert_eq!(derived_status(Unspecified, [b, a, c]), expected);
                }
            }
        }
    }

    #[test]
    fn what_was_given_up_weighs_on_nothing() {
        let lane = |status, weather, progress| LaneState {
            status,
            weather: Some(weather),
            progress: Percent::new(progress),
            ..LaneState::default()
        };
        let lanes = [lane(Abandoned, Weather::Storm, 20), lane(Done, Weather::Sun, 100)];
        let state = ActionState::of(&LaneState::default(), &lanes);
        assert_eq!(
            (state.status, state.weather, state.progress),
            (Done, Some(Weather::Sun), Percent::new(100))
        );
        let given_up = ActionState::of(&LaneState::default(), &lanes[..1]);
        assert_eq!((given_up.status, given_up.progress), (Abandoned, Percent::new(20)));
    }

    #[test]
    fn the_worst_weather_shows_and_the_progress_is_a_mean() {
        let lane = |weather, progress| LaneState {
            status: Going,
            weather: Some(weather),
            progress: Percent::new(progress),
            ..LaneState::default()
        };
        let state = ActionState::of(&LaneState::default(), &[lane(Weather::Sun, 80), lane(Weather::Storm, 20)]);
        assert_eq!((state.weather, state.progress), (Some(Weather::Storm), Percent::new(50)));
    }
}
