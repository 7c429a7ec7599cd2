//! The mark that ends each row of the plan in a file: which lane it is, the last report that was shown of it, and how it stood. By
//! it a row is known again wherever it was moved, and what someone changed in the file is told from what was changed meanwhile.
//!
//! It gives no right: the lane is looked for in the convention of the page, and nowhere else.

use std::fmt;
use std::str::FromStr;

use domain::followup::{LaneState, Percent, Status, Weather};
use domain::time::Day;

/// How a lane stood when its row was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) convention: i64,
    pub(crate) action: i64,
    /// 0 for the action as a whole.
    pub(crate) party: i64,
    /// The last report about it.
    pub(crate) seen: Option<i64>,
    pub(crate) status: Status,
    pub(crate) weather: Option<Weather>,
    pub(crate) progress: Option<Percent>,
    pub(crate) day: Option<Day>,
}

impl Mark {
    /// Whether the lane still stands as it did then, report included.
    pub(crate) fn is_last(&self, state: &LaneState) -> bool {
        state.last.map(|(report, _)| report) == self.seen
    }
}

/// `1.15.2.12|going|bright|40|2027-06-30`; what was not told is empty.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weather = self.weather.map_or("", Weather::code);
        let progress = self.progress.map(|share| share.get().to_string()).unwrap_or_default();
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        write!(
            f,
            "{}.{}.{}.{}|{}|{weather}|{progress}|{day}",
            self.convention,
            self.action,
            self.party,
            self.seen.unwrap_or(0),
            self.status.code()
        )
    }
}

/// A text that is no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoMark;

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> Result<Self, NoMark> {
        let parts: Vec<&str> = text.trim().split('|').collect();
        let [lane, status, weather, progress, day] = parts[..] else {
            return Err(NoMark);
        };
        let numbers: Vec<i64> = lane.split('.').map_while(|number| number.parse().ok()).collect();
        let [convention, action, party, seen] = numbers[..] else {
            return Err(NoMark);
        };
        if convention <= 0 || action <= 0 || party < 0 || seen < 0 {
            return Err(NoMark);
        }
        Ok(Self {
            convention,
            action,
            party,
            seen: (seen > 0).then_some(seen),
            status: Status::from_code(status).ok_or(NoMark)?,
            weather: told(weather, Weather::from_code)?,
            progress: told(progress, |share| share.parse().ok().and_then(Percent::new))?,
            day: told(day, |day| day.parse().ok())?,
        })
    }
}

fn told<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, NoMark> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or(NoMark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        for text in ["1.15.2.12|going|bright|40|2027-06-30", "1.6.0.0|unspecified|||"] {
            assert_eq!(text.parse::<Mark>().map(|mark| mark.to_string()), Ok(text.to_owned()));
        }
        for wrong in [
            "",
            "1.15.2|going|||",
            "1.15.2.1.1|going|||",
            "1.x.2.1|going|||",
            "0.15.2.1|going|||",
            "1.15.2.-1|going|||",
            "1.15.2.1|late|||",
            "1.15.2.1|going||101|",
            "1.15.2.1|going|||2027-02-31",
            "1.15.2.1|going||||",
        ] {
            assert_eq!(wrong.parse::<Mark>(), Err(NoMark), "{wrong}");
        }
    }
}
