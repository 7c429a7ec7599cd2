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
    /// The last report that counts, and when it began to.
    pub last: Option<(i64, Instant)>,
}

impl LaneState {
    /// What this state becomes with one report more.
    #[must_use]
    pub fn with(self, entry: &Entry) -> Self {
        let content = &entry.content;
        Self {
            status: content.status.unwrap_or(self.status),
            weather: content.weather.or(self.weather),
            progress: content.progress.or(self.progress),
            day: content.day.or(self.day),
            last: Some((entry.ordinal, entry.at)),
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
            weather: Some(Weather::Bright),
            ..Content::default()
        };
        let done = Content {
            status: Some(Status::Done),
            progress: Some(Percent::ALL),
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
        let back = Content {
            undoes: Some(1),
            ..Content::default()
        };
        let state = LaneState::after([&entry(1, done), &entry(2, back)]);
        assert_eq!(
            (state.status, state.progress),
            (Status::Unspecified, None),
            "nothing was said before"
        );
    }

    #[test]
    fn a_report_that_says_nothing_of_a_field_leaves_it() {
        let first = entry(
            1,
            Content {
                status: Some(Status::Going),
                progress: Percent::new(40),
                ..Content::default()
            },
        );
        let second = entry(
            2,
            Content {
                weather: Some(Weather::Storm),
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
