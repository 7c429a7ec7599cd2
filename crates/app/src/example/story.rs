//! The story as a text: one event begins at the margin, with its day, what happens, to what and by whom; what is said follows,
//! indented. It knows no fact.

use anyhow::{Context as _, bail};
use domain::followup::{Content, Percent, Status, Weather};
use domain::time::{Day, Instant};

/// Something that happens.
pub(super) struct Event<'t> {
    /// Its line, to be found again.
    pub(super) line: usize,
    /// When.
    pub(super) at: Instant,
    /// The day on which the story is told.
    today: Day,
    /// What.
    pub(super) kind: &'t str,
    /// To what, then by whom.
    words: Vec<&'t str>,
    /// `status=going`.
    fields: Vec<(&'t str, &'t str)>,
    /// `done: …`, in order.
    texts: Vec<(&'t str, &'t str)>,
}

/// The moment of the nth event of a day: from nine in the morning, a quarter of an hour apart.
pub(super) fn at(day: Day, nth: i64) -> Instant {
    let days = Day::new(1970, 1, 1).map_or(0, |first| first.days_until(day));
    // Eight, universal time: nine or ten in Paris.
    Instant::from_micros(0).plus_seconds(i64::from(days) * 86_400 + 8 * 3600 + nth * 900)
}

/// What happened until `today`, in the order of the days.
pub(super) fn read(text: &str, today: Day) -> anyhow::Result<Vec<Event<'_>>> {
    let mut events: Vec<(Day, Event<'_>)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let read = if line.starts_with(' ') {
            events
                .last_mut()
                .context("said before anything")
                .and_then(|(_, event)| event.say(line))
        } else {
            begin(number, line, today).map(|event| events.push(event))
        };
        read.with_context(|| format!("story.txt, line {number}"))?;
    }
    events.retain(|(day, _)| *day < today);
    // Stable: what is written first happens first.
    events.sort_by_key(|(day, _)| *day);
    let (mut last, mut nth) = (None, 0);
    for (day, event) in &mut events {
        nth = if last == Some(*day) { nth + 1 } else { 1 };
        last = Some(*day);
        event.at = at(*day, nth);
    }
    Ok(events.into_iter().map(|(_, event)| event).collect())
}

fn begin(line: usize, text: &str, today: Day) -> anyhow::Result<(Day, Event<'_>)> {
    let mut parts = text.split_whitespace();
    let day = dated(parts.next().unwrap_or_default(), today)?;
    let kind = parts.next().context("nothing happens")?;
    let (fields, words): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.contains('='));
    let event = Event {
        line,
        at: Instant::from_micros(0),
        today,
        kind,
        words,
        fields: fields.into_iter().filter_map(|field| field.split_once('=')).collect(),
        texts: Vec::new(),
    };
    Ok((day, event))
}

/// A day, or so many days before today: `-12`; so many after it: `20`.
fn dated(text: &str, today: Day) -> anyhow::Result<Day> {
    if text.len() < 8 {
        let days: i64 = text.parse().with_context(|| format!("{text} is no number of days"))?;
        return Ok(today.plus_days(days));
    }
    text.parse().map_err(|_| anyhow::anyhow!("{text} is no day"))
}

impl<'t> Event<'t> {
    fn say(&mut self, line: &'t str) -> anyhow::Result<()> {
        let (name, said) = line.trim().split_once(": ").context("what is said begins with its name")?;
        self.texts.push((name, said));
        Ok(())
    }

    /// The nth word after what happens.
    pub(super) fn word(&self, nth: usize) -> anyhow::Result<&'t str> {
        self.words.get(nth).copied().context("a word is missing")
    }

    /// What this field says.
    pub(super) fn field(&self, name: &str) -> Option<&'t str> {
        self.fields.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    /// The day that this field says.
    pub(super) fn day(&self, name: &str) -> anyhow::Result<Option<Day>> {
        self.field(name).map(|text| dated(text, self.today)).transpose()
    }

    /// What is said under this name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).next().map(str::to_owned)
    }

    /// All that is said under this name.
    pub(super) fn texts<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'t str> + 'e {
        self.texts.iter().filter(move |(own, _)| *own == name).map(|(_, said)| *said)
    }

    /// What is said of a lane.
    pub(super) fn content(&self) -> anyhow::Result<Content> {
        let word = |name: &str| self.field(name);
        let content = Content {
            status: word("status")
                .map(|code| Status::from_code(code).context("a status"))
                .transpose()?,
            weather: word("weather")
                .map(|code| Weather::from_code(code).context("a weather"))
                .transpose()?
                .into(),
            progress: word("progress")
                .map(|share| Percent::new(share.parse()?).context("a share"))
                .transpose()?
                .into(),
            done: self.text("done"),
            difficulty: self.text("difficulty"),
            next: self.text("next"),
            day: self.day("day")?.into(),
            reason: self.text("reason"),
            body: word("body").map(str::parse).transpose()?,
            undoes: None,
        };
        let content = content.settled();
        if let Err(why) = content.check() {
            bail!("this cannot be said: {why:?}");
        }
        Ok(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_in_the_order_of_the_days() {
        let today: Day = "2026-11-27".parse().expect("a day");
        let text = "# before\n-3 comment 5 roche\n  text: Hier\n2023-01-02 report 5/2 roche status=going progress=40\n  done: Un atelier\n";
        let events = read(text, today).expect("a story");
        let kinds: Vec<&str> = events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds, ["report", "comment"]);
        assert_eq!(events[1].at.paris_day().to_string(), "2026-11-24");
        let content = events[0].content().expect("sayable");
        assert_eq!(
            (content.status, content.done.as_deref()),
            (Some(Status::Going), Some("Un atelier"))
        );
        assert_eq!(events[0].word(1).expect("someone"), "roche");
    }

    #[test]
    fn nothing_happens_after_today_and_each_thing_has_its_moment() {
        let today: Day = "2024-06-01".parse().expect("a day");
        let events = read(super::super::STORY, today).expect("a story");
        assert!(events.windows(2).all(|pair| pair[0].at < pair[1].at));
        assert!(events.iter().all(|event| event.at.paris_day() < today));
    }
}
