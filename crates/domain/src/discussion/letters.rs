//! When a person is written to about what happened: at once when they are mentioned, together at seven in the morning, or never.

use crate::time::Instant;

/// At which hour of Paris the letters that gather what happened leave.
const HOUR: i8 = 7;

/// A week of letters begins on this day: Monday.
const MONDAY: i8 = 1;

/// How often a person receives what happened, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum LetterRhythm {
    /// Each day, at seven.
    Daily,
    /// Each Monday, at seven.
    #[default]
    Weekly,
    /// Never.
    Never,
}

impl LetterRhythm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Never];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    /// The rhythm stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Daily => "Chaque jour, à 7\u{a0}h",
            Self::Weekly => "Chaque lundi, à 7\u{a0}h",
            Self::Never => "Jamais",
        }
    }

    /// When the last letter of this rhythm was due at that moment: seven in the morning, in Paris, of the right day.
    #[must_use]
    pub fn due(self, now: Instant) -> Option<Instant> {
        let (hour, minute) = now.paris_hour_minute();
        let early = hour < HOUR;
        let days_back = match self {
            Self::Daily => i64::from(early),
            Self::Weekly => match i64::from(now.paris_day().weekday() - MONDAY) {
                0 if early => 7,
                days => days,
            },
            Self::Never => return None,
        };
        let whole = Instant::from_micros(now.micros() - now.micros().rem_euclid(60_000_000));
        let minutes = |hour: i8, minute: i8| i64::from(hour) * 60 + i64::from(minute);
        let back = days_back * 24 * 60 + minutes(hour, minute) - minutes(HOUR, 0);
        let due = whole.plus_seconds(-back * 60);
        // The clocks of Paris may have changed in between: the hour is put right.
        let (hour, minute) = due.paris_hour_minute();
        Some(due.plus_seconds((minutes(HOUR, 0) - minutes(hour, minute)) * 60))
    }
}

/// What a person chose to receive. Whoever chose nothing is written to at once when mentioned, and each Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterChoice {
    /// Whether a mention is written about at once.
    pub mentions_at_once: bool,
    /// How often the rest is.
    pub rhythm: LetterRhythm,
}

impl Default for LetterChoice {
    fn default() -> Self {
        Self {
            mentions_at_once: true,
            rhythm: LetterRhythm::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day of November 2026, at this hour and minute of Paris: the first is a Sunday.
    fn at(day: i64, hour: i64, minute: i64) -> Instant {
        Instant::from_micros(1_793_487_600_000_000).plus_seconds(((day - 1) * 24 + hour) * 3600 + minute * 60)
    }

    #[test]
    fn letters_leave_at_seven_in_paris() {
        assert_eq!(at(23, 0, 0).paris_day().to_string(), "2026-11-23");
        assert_eq!(LetterRhythm::Daily.due(at(23, 7, 0).plus_seconds(59)), Some(at(23, 7, 0)));
        assert_eq!(LetterRhythm::Daily.due(at(23, 6, 59)), Some(at(22, 7, 0)));
        assert_eq!(LetterRhythm::Weekly.due(at(23, 7, 0)), Some(at(23, 7, 0)), "a Monday");
        assert_eq!(LetterRhythm::Weekly.due(at(23, 6, 59)), Some(at(16, 7, 0)));
        assert_eq!(LetterRhythm::Weekly.due(at(29, 23, 0)), Some(at(23, 7, 0)), "a Sunday");
        assert_eq!(LetterRhythm::Never.due(at(23, 7, 0)), None);
    }

    #[test]
    fn seven_is_seven_when_the_clocks_change() {
        // The clocks of Paris go back on 25 October 2026, a Sunday.
        let monday = at(-5, 12, 0);
        assert_eq!(monday.paris_day().to_string(), "2026-10-26");
        let sunday = at(-6, 12, 0);
        for (now, rhythm) in [
            (sunday, LetterRhythm::Daily),
            (sunday, LetterRhythm::Weekly),
            (monday, LetterRhythm::Weekly),
        ] {
            let due = rhythm.due(now).expect("due");
            assert_eq!(due.paris_hour_minute(), (7, 0), "{rhythm:?}");
        }
    }
}
