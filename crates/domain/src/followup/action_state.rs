//! How an action stands, from its lanes. The rule, in the order in which it is applied:
//!
//! 1. an action without a commune's lane stands as what is said of it as a whole;
//! 2. a commune's lane of which nothing is said stands as what is said of the whole;
//! 3. lanes that were abandoned are left out: of the status unless all were, of the weather, of the share and of the day always;
//! 4. lanes that all stand alike give their status;
//! 5. all achieved, some only done: done; some achieved and some not: under way (one done, one not: "en cours");
//! 6. one under way, or taken another way: under way; one being prepared: being prepared;
//! 7. nothing begun: not started if a lane says so, else suspended, else postponed, else not said.
//!
//! Weather is the worst that a lane left in tells; where none tells, what is said of the whole stands, unless the whole was abandoned.
//! Progress is the mean of the lanes left in, when each has one: the share that it tells, all of it when it is achieved, nothing when it
//! is not started. One that has none leaves the share unknown, unless the whole tells one: a commune that went ahead says nothing of the
//! others.

use super::{LaneState, Percent, Status, Weather};
use crate::time::{Day, Instant};

/// How an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionState {
    /// Its status, by the rule.
    pub status: Status,
    /// The worst weather told of it: what needs help is not hidden by what goes well. What was abandoned tells none.
    pub weather: Option<Weather>,
    /// The mean of its lanes that were not abandoned, when each has one.
    pub progress: Option<Percent>,
    /// The first day expected that a lane moved, and that is still expected.
    pub day: Option<Day>,
    /// When any of its lanes was last told of.
    pub last: Option<Instant>,
}

/// What a commune's lane brings to the state of its action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contribution {
    /// What is said of it counts.
    Own,
    /// Nothing is said of it: it stands as the whole does.
    AsWhole,
    /// It was abandoned: it weighs on nothing.
    LeftOut,
}

impl Contribution {
    /// Of a lane of this status, where the whole is said to be of that one.
    #[must_use]
    pub fn of(whole: Status, lane: Status) -> Self {
        match (lane, whole) {
            (Status::Abandoned, _) | (Status::Unspecified, Status::Abandoned) => Self::LeftOut,
            (Status::Unspecified, _) => Self::AsWhole,
            _ => Self::Own,
        }
    }
}

/// Which step of the rule gave the status of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// No commune has a lane: the whole says it.
    Whole,
    /// Every lane was abandoned.
    AllAbandoned,
    /// The lanes left in stand alike.
    Alike,
    /// All are achieved, not all in the same way.
    AllAchieved,
    /// Some are achieved, some are not.
    SomeAchieved,
    /// One is under way, or was taken another way.
    UnderWay,
    /// One is being prepared.
    Preparing,
    /// None began.
    NothingBegun,
}

impl ActionState {
    /// The state of an action, from what is said of it as a whole and from its communes' lanes: those the text names and those
    /// that people opened.
    #[must_use]
    pub fn of(whole: &LaneState, lanes: &[LaneState]) -> Self {
        let stands = |lane: &&LaneState| Contribution::of(whole.status, lane.status) != Contribution::LeftOut;
        let counted: Vec<&LaneState> = lanes.iter().filter(stands).collect();
        // What was abandoned expects nothing more, and tells no weather: the whole as much as a lane; and lanes that all were leave
        // nothing for the whole to speak of.
        let speaks = whole.status != Status::Abandoned && (lanes.is_empty() || !counted.is_empty());
        let told = Some(whole).filter(|_| speaks);
        Self {
            status: derived_status(whole.status, lanes.iter().map(|lane| lane.status)),
            weather: counted
                .iter()
                .filter_map(|lane| lane.weather)
                .max()
                .or(told.and_then(|whole| whole.weather)),
            progress: mean(whole, &counted).or(told.and_then(|whole| whole.progress)),
            day: counted.iter().copied().chain(told).filter_map(|lane| lane.day).min(),
            last: std::iter::once(whole).chain(lanes).filter_map(|lane| lane.news).max(),
        }
    }
}

/// How far a lane is, where the whole stands so: what it tells, or what its status says by itself.
#[must_use]
pub fn lane_share(whole: &LaneState, lane: &LaneState) -> Option<Percent> {
    let plain = |state: &LaneState| match state.status {
        Status::Done | Status::Sustained => Some(Percent::ALL),
        Status::NotStarted => Some(Percent::NONE),
        _ => None,
    };
    let told = |state: &LaneState| state.progress.or(plain(state));
    match Contribution::of(whole.status, lane.status) {
        Contribution::AsWhole => lane.progress.or(told(whole)),
        Contribution::Own => told(lane),
        Contribution::LeftOut => None,
    }
}

fn mean(whole: &LaneState, counted: &[&LaneState]) -> Option<Percent> {
    let shares: Option<Vec<Percent>> = counted.iter().map(|lane| lane_share(whole, lane)).collect();
    Percent::mean(shares?)
}

/// The status of an action from that of the whole and those of its communes' lanes.
#[must_use]
pub fn derived_status(whole: Status, lanes: impl IntoIterator<Item = Status>) -> Status {
    derivation(whole, lanes).0
}

/// The same, with the step of the rule that gave it.
#[must_use]
pub fn derivation(whole: Status, lanes: impl IntoIterator<Item = Status>) -> (Status, Derivation) {
    let said = |lane| if lane == Status::Unspecified { whole } else { lane };
    let mut lanes: Vec<Status> = lanes.into_iter().map(said).collect();
    if lanes.is_empty() {
        return (whole, Derivation::Whole);
    }
    lanes.retain(|lane| *lane != Status::Abandoned);
    let Some(first) = lanes.first().copied() else {
        return (Status::Abandoned, Derivation::AllAbandoned);
    };
    let any = |status: Status| lanes.contains(&status);
    if lanes.iter().all(|lane| *lane == first) {
        (first, Derivation::Alike)
    } else if lanes.iter().all(|lane| lane.is_achieved()) {
        (Status::Done, Derivation::AllAchieved)
    } else if lanes.iter().any(|lane| lane.is_achieved()) {
        (Status::Going, Derivation::SomeAchieved)
    } else if any(Status::Going) || any(Status::Reoriented) {
        (Status::Going, Derivation::UnderWay)
    } else if any(Status::Preparing) {
        (Status::Preparing, Derivation::Preparing)
    } else {
        let status = [Status::NotStarted, Status::Suspended, Status::Postponed]
            .into_iter()
            .find(|status| any(*status));
        (status.unwrap_or(Status::Unspecified), Derivation::NothingBegun)
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
        assert_eq!(
            (given_up.status, given_up.weather, given_up.progress),
            (Abandoned, None, None),
            "an action that was abandoned whole tells no weather and no share"
        );
    }

    /// Every lane that can be met: each status, with or without a weather, a share, a day.
    fn lanes_met() -> impl Iterator<Item = LaneState> {
        Status::ALL.into_iter().flat_map(|status| {
            [
                (None, None),
                (Some(Weather::Storm), Percent::new(10)),
                (Some(Weather::Sun), Percent::new(90)),
            ]
            .map(|(weather, progress)| LaneState {
                status,
                weather,
                progress,
                day: progress.and_then(|_| "2027-06-30".parse().ok()),
                ..LaneState::default()
            })
        })
    }

    #[test]
    fn whatever_the_others_say_a_lane_that_is_left_out_changes_nothing_but_the_day_of_news() {
        for whole in lanes_met() {
            for other in lanes_met() {
                let stays = Contribution::of(whole.status, other.status) != Contribution::LeftOut;
                for given_up in lanes_met().filter(|lane| Contribution::of(whole.status, lane.status) == Contribution::LeftOut)
                {
                    let both = ActionState::of(&whole, &[other.clone(), given_up.clone()]);
                    let turned = ActionState::of(&whole, &[given_up, other.clone()]);
                    assert_eq!(both, turned);
                    if stays {
                        assert_eq!(
                            both,
                            ActionState::of(&whole, std::slice::from_ref(&other)),
                            "{whole:?} {other:?}"
                        );
                    } else {
                        assert_eq!(
                            (both.status, both.weather, both.progress, both.day),
                            (Abandoned, None, None, None)
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_share_lies_between_those_that_count_and_a_weather_is_one_of_them() {
        for whole in lanes_met() {
            for one in lanes_met() {
                for other in lanes_met() {
                    let state = ActionState::of(&whole, &[one.clone(), other.clone()]);
                    let counted: Vec<&LaneState> = [&whole, &one, &other]
                        .into_iter()
                        .filter(|lane| Contribution::of(whole.status, lane.status) != Contribution::LeftOut)
                        .collect();
                    let lanes = [&one, &other].into_iter().filter_map(|lane| lane_share(&whole, lane));
                    let told: Vec<Percent> = lanes.chain(whole.progress).collect();
                    let shares = || told.iter().copied();
                    if let Some(share) = state.progress {
                        assert!(shares().min() <= Some(share) && Some(share) <= shares().max());
                    }
                    assert!(state.weather.is_none() || counted.iter().any(|lane| lane.weather == state.weather));
                    assert_eq!(state.status, derivation(whole.status, [one.status, other.status]).0);
                }
            }
        }
    }

    #[test]
    fn what_is_said_of_an_abandoned_whole_is_not_lent_to_its_lanes() {
        let whole = LaneState {
            status: Abandoned,
            weather: Some(Weather::Storm),
            progress: Percent::new(40),
            ..LaneState::default()
        };
        let going = LaneState {
            status: Going,
            ..LaneState::default()
        };
        let state = ActionState::of(&whole, &[going]);
        assert_eq!((state.status, state.weather, state.progress), (Going, None, None));
        let alone = ActionState::of(&whole, &[]);
        assert_eq!((alone.status, alone.weather, alone.progress), (Abandoned, None, None));
    }

    #[test]
    fn a_commune_that_went_ahead_says_nothing_of_the_others() {
        let lane = |status, progress: Option<i64>| LaneState {
            status,
            progress: progress.and_then(Percent::new),
            ..LaneState::default()
        };
        let share = |whole: &LaneState, lanes: &[LaneState]| ActionState::of(whole, lanes).progress.map(Percent::get);
        let nothing = LaneState::default();
        let done = lane(Done, Some(100));
        assert_eq!(
            share(&nothing, &[done.clone(), nothing.clone()]),
            None,
            "the other is not known"
        );
        assert_eq!(share(&nothing, &[done.clone(), lane(Going, None)]), None);
        assert_eq!(share(&nothing, &[done.clone(), lane(Going, Some(40))]), Some(70));
        assert_eq!(share(&nothing, &[done.clone(), lane(NotStarted, None)]), Some(50));
        assert_eq!(
            share(&lane(Going, Some(60)), &[done.clone(), nothing.clone()]),
            Some(80),
            "it stands as the whole"
        );
        assert_eq!(
            share(&lane(Going, Some(60)), &[done, lane(Going, None)]),
            Some(60),
            "the whole tells one"
        );
    }

    #[test]
    fn the_step_that_gave_a_status_is_told() {
        let cases: [(Status, &[Status], Derivation); 8] = [
            (Going, &[], Derivation::Whole),
            (Unspecified, &[Abandoned, Abandoned], Derivation::AllAbandoned),
            (Unspecified, &[Abandoned, Done], Derivation::Alike),
            (Unspecified, &[Done, Sustained], Derivation::AllAchieved),
            (Unspecified, &[Done, NotStarted], Derivation::SomeAchieved),
            (Unspecified, &[Reoriented, NotStarted], Derivation::UnderWay),
            (Unspecified, &[Preparing, NotStarted], Derivation::Preparing),
            (Unspecified, &[Suspended, Postponed], Derivation::NothingBegun),
        ];
        for (whole, lanes, expected) in cases {
            assert_eq!(derivation(whole, lanes.iter().copied()).1, expected, "{lanes:?}");
        }
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
