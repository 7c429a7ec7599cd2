//! Days and instants, given by the caller and never taken from a clock.
//!
//! A day is what the law counts in; an instant is when something was recorded. People see both in Europe/Paris.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A civil day, stored as ISO text (`2026-12-31`), which sorts as it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// The day of this year, month (1 to 12) and day of month, when the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// Monday is 1, Sunday is 7.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day before; the first day of the calendar has none and stays.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.yesterday().unwrap_or(self.0))
    }

    /// The same day so many months sooner, or the last of that month when it has no such day. `None` before the first day of the
    /// calendar.
    #[must_use]
    pub fn months_before(self, months: u16) -> Option<Self> {
        self.0.checked_sub(jiff::Span::new().months(i32::from(months))).ok().map(Self)
    }

    /// The day `days` later; past the last day of the calendar, it stays.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(
            self.0
                .checked_add(jiff::SignedDuration::from_hours(24 * days))
                .unwrap_or(self.0),
        )
    }

    /// How many days from `self` to `later`; negative when `later` comes first.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is not an ISO day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        if text.len() != 10 {
            return Err(NotADay);
        }
        text.parse().map(Self).map_err(|_| NotADay)
    }
}

/// How far apart two moments may be told out of order, in microseconds: servers whose clocks differ a little, requests that
/// end in another order than they began. Further apart, a clock was set back.
pub const CLOCKS_APART_MICROS: i64 = 10 * 60 * 1_000_000;

/// A moment, in microseconds since 1970-01-01 UTC: the same on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    /// A moment that was stored, or given by the clock of the caller.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This moment, `seconds` later.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// This moment for other programs, in universal time: `2026-11-23T09:15:00Z` (RFC 3339).
    #[must_use]
    pub fn rfc3339(self) -> String {
        Timestamp::from_microsecond(self.0)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_string()
    }

    /// The day it is in Paris at that moment.
    #[must_use]
    pub fn paris_day(self) -> Day {
        Day(self.paris().date())
    }

    /// Hour and minute in Paris at that moment.
    #[must_use]
    pub fn paris_hour_minute(self) -> (i8, i8) {
        let local = self.paris();
        (local.hour(), local.minute())
    }

    fn paris(self) -> jiff::ZonedDateTime {
        let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        Timestamp::from_microsecond(self.0)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned_datetime(zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_and_sort() {
        let today: Day = "2026-11-23".parse().expect("a day");
        let end: Day = "2026-12-31".parse().expect("a day");
        assert_eq!(today.days_until(end), 38);
        assert!(today < end && today.to_string() < end.to_string());
    }

    #[test]
    fn a_year_of_five_digits_is_not_a_day() {
        assert_eq!("20424-01-01".parse::<Day>(), Err(NotADay));
        assert_eq!(Day::new(2023, 2, 29), None);
    }

    #[test]
    fn the_day_is_the_one_of_paris() {
        // 2026-12-31T23:30Z is already the new year in Paris.
        let late = Instant::from_micros(1_798_759_800_000_000);
        assert_eq!(late.paris_day().to_string(), "2027-01-01");
        assert_eq!(late.paris_hour_minute(), (0, 30));
        assert_eq!(late.rfc3339(), "2026-12-31T23:30:00Z");
    }
}
