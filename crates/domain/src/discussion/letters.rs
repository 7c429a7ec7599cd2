//! When a person is written to about what happened: at once when they are mentioned, together at seven in the morning, or never.

use crate::time::Instant;

/// At which hour of Paris the letters that gather what happened leave.
const HOUR: i8 = 7;

/// A week of letters begins on this day: Monday.
const MONDAY: i8 = 1;

/// How often a person receives what happened, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Rhythm {
    /// Each day, at seven.
    Daily,
    /// Each Monday, at seven.
    #[default]
    Weekly,
    /// Never.
    Never,
}

impl Rhythm {
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

    /// Whether a letter of this rhythm leaves at that moment: from seven of the right day on.
    #[must_use]
    pub fn leaves(self, now: Instant) -> bool {
        let (hour, _) = now.paris_hour_minute();
        match self {
            Self::Daily => hour >= HOUR,
            Self::Weekly => hour >= HOUR && now.paris_day().weekday() == MONDAY,
            Self::Never => false,
        }
    }
}

/// What a person chose to receive. Whoever chose nothing is written to at once when mentioned, and each Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterChoice {
    /// Whether a mention is written about at once.
    pub mentions_at_once: bool,
    /// How often the rest is.
    pub rhythm: Rhythm,
}

impl Default for LetterChoice {
    fn default() -> Self {
        Self {
            mentions_at_once: true,
            rhythm: Rhythm::default(),
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
    fn letters_leave_from_seven_in_paris() {
        assert_eq!(at(23, 0, 0).paris_day().to_string(), "2026-11-23");
        assert_eq!(at(23, 6, 59).paris_hour_minute(), (6, 59));
        assert!(!Rhythm::Daily.leaves(at(23, 6, 59)) && Rhythm::Daily.leaves(at(23, 7, 0)));
        assert!(Rhythm::Weekly.leaves(at(23, 7, 0)) && !Rhythm::Weekly.leaves(at(24, 7, 0)));
        assert!(!Rhythm::Never.leaves(at(23, 7, 0)));
    }
}
