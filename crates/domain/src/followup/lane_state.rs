//! How a lane stands: its reports, folded in their order. A field says what the last report that spoke of it said.

use super::{Content, Percent, Status, Weather};
use crate::time::{Day, Instant};

/// A report that counts, as the fold takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The ordinal of the report.
    pub ordinal: i64,
    /// When it began to count.
    pub at: Instant,
    /// What it says.
    pub content: Content,
}

/// How a lane stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LaneState {
    /// Its status.
    pub status: Status,
    /// Its weather, once someone told it.
    pub weather: Option<Weather>,
    /// How much is done, once someone told it.
    pub progress: Option<Percent>,
    /// The day expected, once someone moved it.
    pub day: Option<Day>,
    /// The body that decided to give it up, while it is given up.
    pub decided_by: Option<i64>,
    /// The last report that counts, and when it began to.
    pub last: Option<(i64, Instant)>,
    /// When it was last told of: what takes a report back tells nothing, and leaves the moment of what stands again.
    pub news: Option<Instant>,
}

impl LaneState {
    /// What this state becomes with one report more.
    #[must_use]
    pub fn with(self, entry: &Entry) -> Self {
        let content = &entry.content;
        let status = content.status.unwrap_or(self.status);
        Self {
            status,
            weather: content.weather.over(self.weather),
            progress: content.progress.over(self.progress),
            day: content.day.over(self.day),
            decided_by: content.body.or(self.decided_by).filter(|_| status.needs_body()),
            last: Some((entry.ordinal, entry.at)),
            news: Some(entry.at),
        }
    }

    /// The state after all of them, in the order in which they began to count. A report that takes another one back puts the
    /// lane as it stood before that one.
    #[must_use]
    pub fn after<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut before: Vec<(i64, Self)> = Vec::new();
        let mut state = Self::default();
        for entry in entries {
            let taken_back = entry.content.undoes;
            let former = taken_back.and_then(|undone| before.iter().find(|(ordinal, _)| *ordinal == undone));
            let next = match former {
                Some((_, former)) => Self {
                    last: Some((entry.ordinal, entry.at)),
                    ..former.clone()
                },
                None => state.clone().with(entry),
            };
            before.push((entry.ordinal, std::mem::replace(&mut state, next)));
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::followup::Update;

    fn entry(ordinal: i64, content: Content) -> Entry {
        Entry {
            ordinal,
            at: Instant::from_micros(ordinal),
            content,
        }
    }

    #[test]
    fn a_report_taken_back_leaves_the_lane_as_it_stood_before_it() {
        let going = Content {
            status: Some(Status::Going),
            weather: Update::Set(Weather::Bright),
            ..Content::default()
        };
        let done = Content {
            status: Some(Status::Done),
            progress: Update::Set(Percent::ALL),
            ..Content::default()
        };
        let back = Content {
            undoes: Some(2),
            ..going.clone()
        };
        let state = LaneState::after([&entry(1, going.clone()), &entry(2, done.clone()), &entry(3, back)]);
        assert_eq!(
            (state.status, state.weather, state.progress),
            (Status::Going, Some(Weather::Bright), None)
        );
        assert_eq!(state.last.map(|(report, _)| report), Some(3));
        assert_eq!(state.news, Some(Instant::from_micros(1)), "to take back tells nothing");
        let back = Content {
            undoes: Some(1),
            ..Content::default()
        };
        let state = LaneState::after([&entry(1, done), &entry(2, back)]);
        assert_eq!(
            (state.status, state.progress, state.news),
            (Status::Unspecified, None, None),
            "nothing was said before"
        );
    }

    #[test]
    fn what_is_taken_back_of_a_value_is_gone_and_the_rest_stays() {
        let first = Content {
            weather: Update::Set(Weather::Storm),
            progress: Percent::new(40).into(),
            day: "2027-06-30".parse().ok().into(),
            ..Content::default()
        };
        let second = Content {
            weather: Update::Clear,
            day: Update::Clear,
            ..Content::default()
        };
        let state = LaneState::after([&entry(1, first), &entry(2, second)]);
        assert_eq!((state.weather, state.progress, state.day), (None, Percent::new(40), None));
    }

    #[test]
    fn the_body_that_gave_up_is_known_until_it_is_taken_up_again() {
        let given_up = Content {
            status: Some(Status::Abandoned),
            body: Some(2),
            ..Content::default()
        };
        let told = Content {
            done: Some("Le local est rendu".to_owned()),
            ..Content::default()
        };
        let going = Content {
            status: Some(Status::Going),
            ..Content::default()
        };
        let entries = [entry(1, given_up), entry(2, told), entry(3, going)];
        assert_eq!(LaneState::after(&entries[..2]).decided_by, Some(2));
        assert_eq!(LaneState::after(&entries).decided_by, None);
    }

    #[test]
    fn a_report_that_says_nothing_of_a_field_leaves_it() {
        let first = entry(
            1,
            Content {
                status: Some(Status::Going),
                progress: Percent::new(40).into(),
                ..Content::default()
            },
        );
        let second = entry(
            2,
            Content {
                weather: Update::Set(Weather::Storm),
                ..Content::default()
            },
        );
        let state = LaneState::after([&first, &second]);
        assert_eq!((state.status, state.weather), (Status::Going, Some(Weather::Storm)));
        assert_eq!(
            (state.progress, state.last),
            (Percent::new(40), Some((2, Instant::from_micros(2))))
        );
    }
}
