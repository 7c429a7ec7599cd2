//! What changed in a convention since one's last visit, or since a day: what the journal tells, by what it is about.
//!
//! The moment of the last visit is a note, which nobody is told and which ends by itself; looking at this page again within half
//! an hour is the same visit.

use askama::Template;
use domain::digest::Digest;
use domain::ids::{ConventionId, PersonId};
use domain::places::Target;
use domain::time::{Day, Instant};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::journal_book::{Book, Sought};
use crate::journal_filter::begins;
use crate::journal_names::Names;
use crate::journal_rows::EntryRow;
use crate::news_subjects::Subjects;

/// Changes on one page.
const LIMIT: i64 = 100;

/// The kind of the note that holds the last visits.
const VISITED: &str = "visited";

/// How long the last visit is remembered, in seconds: a year.
const REMEMBERED_SECONDS: i64 = 365 * 24 * 3600;

/// How long a visit lasts, in seconds.
const VISIT_SECONDS: i64 = 30 * 60;

/// How far back one looks who comes for the first time, in seconds: a month.
const FIRST_SECONDS: i64 = 30 * 24 * 3600;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    depuis: String,
}

/// The visit before this one, and since when this one lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Visited {
    before: Option<Instant>,
    now: Instant,
}

impl Visited {
    /// What a note holds.
    fn read(text: &str) -> Option<Self> {
        let (before, now) = text.split_once(' ')?;
        Some(Self {
            before: before.parse().ok().map(Instant::from_micros),
            now: Instant::from_micros(now.parse().ok()?),
        })
    }

    fn written(self) -> String {
        let before = self
            .before
            .map_or_else(|| "-".to_owned(), |before| before.micros().to_string());
        format!("{before} {}", self.now.micros())
    }

    /// The same visit, or the next one.
    fn at(last: Option<Self>, now: Instant) -> Self {
        match last {
            Some(last) if now < last.now.plus_seconds(VISIT_SECONDS) => last,
            Some(last) => Self {
                before: Some(last.now),
                now,
            },
            None => Self { before: None, now },
        }
    }
}

/// What changed about one thing.
struct Group {
    label: String,
    target: Option<Target>,
    entries: Vec<EntryRow>,
}

#[derive(Template)]
#[template(path = "news_show.html")]
struct NewsShow {
    frame: Frame,
    convention: ConventionId,
    asked: Asked,
    /// The day asked for.
    day: Option<Day>,
    visited: Visited,
    errors: Errors,
    groups: Vec<Group>,
    subjects: Subjects,
    more: bool,
}

impl NewsShow {
    /// Where an entry leads.
    fn place(&self, entry: &EntryRow) -> Option<Target> {
        self.subjects.place(entry)
    }

    /// What it names.
    fn name(&self, entry: &EntryRow) -> Option<String> {
        self.subjects.name(entry)
    }

    fn change(&self, entry: &EntryRow) -> Option<String> {
        entry.change(&self.subjects.names)
    }

    /// Whose mandate an entry is about.
    fn holder(&self, entry: &EntryRow) -> Option<String> {
        crate::journal_rows::about(entry)
    }

    fn address(&self) -> String {
        href(Target::news(self.convention)).to_string()
    }

    fn since(&self) -> String {
        match (self.day, self.visited.before) {
            (Some(day), _) => format!("Ce qui a changé depuis le {}.", web::french::date(day)),
            (None, Some(before)) => format!(
                "Ce qui a changé depuis votre dernière visite ({}).",
                web::french::moment(before)
            ),
            (None, None) => "Votre première visite de cette page\u{a0}: voici ce qui a changé depuis un mois.".to_owned(),
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let mut errors = Errors::none();
    let day: Option<Day> = asked.depuis.trim().parse().ok();
    if day.is_none() && !asked.depuis.trim().is_empty() {
        errors.add("depuis", "Écrivez une date qui existe, par exemple 2026-11-23.");
    }
    let visited = note(&mut visit, convention).await?;
    let first = visit.now.plus_seconds(-FIRST_SECONDS);
    let from = day.map_or_else(|| visited.before.unwrap_or(first), |day| Instant::from_micros(begins(day, 0)));
    let mut entries = Book::Convention(convention).find(&mut visit, since(from)).await?;
    let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    let names = Names::of(&mut visit, Book::Convention(convention), &entries, false).await?;
    let subjects = Subjects::read(&mut visit, convention, names, &entries).await?;
    let frame = visit.frame("Nouveautés").await?.under(Target::news(convention));
    let page = NewsShow {
        frame: frame.crumb("Convention", Target::Convention(convention)),
        convention,
        asked,
        day,
        visited,
        errors,
        groups: grouped(entries, &subjects),
        subjects,
        more,
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// Everything since a moment.
fn since(from: Instant) -> Sought {
    Sought {
        before: i64::MAX,
        limit: LIMIT + 1,
        person: 0,
        organisation: 0,
        fact: String::new(),
        subject: String::new(),
        from,
        to: Instant::from_micros(i64::MAX),
    }
}

/// Reads when whoever visits came last, and notes that they are here.
async fn note(visit: &mut Visit, convention: ConventionId) -> Result<Visited, Failure> {
    let person: PersonId = visit.viewer.person().ok_or(Failure::NotFound)?;
    let key = Digest::of(format!("visited/{convention}/{person}").as_bytes());
    let now = visit.now;
    let mut notes = visit.notes().await?;
    let last = notes.hold(VISITED, key).await?.and_then(|note| Visited::read(&note.value));
    let visited = Visited::at(last, now);
    if last != Some(visited) {
        let expires = now.plus_seconds(REMEMBERED_SECONDS);
        notes.keep(VISITED, key, &visited.written(), expires).await?;
        notes.commit().await?;
    }
    Ok(visited)
}

/// By what each entry is about, in the order in which each first appears.
fn grouped(entries: Vec<EntryRow>, subjects: &Subjects) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        let (label, target) = subjects.group(&entry);
        match groups.iter_mut().find(|group| group.label == label) {
            Some(group) => group.entries.push(entry),
            None => groups.push(Group {
                label,
                target,
                entries: vec![entry],
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_again_soon_is_the_same_visit() {
        let at = |minutes: i64| Instant::from_micros(0).plus_seconds(minutes * 60);
        let first = Visited::at(None, at(0));
        assert_eq!((first.before, first.now), (None, at(0)));
        assert_eq!(Visited::at(Some(first), at(29)), first);
        let second = Visited::at(Some(first), at(30));
        assert_eq!((second.before, second.now), (Some(at(0)), at(30)));
        for visited in [first, second] {
            assert_eq!(Visited::read(&visited.written()), Some(visited));
        }
        assert_eq!(Visited::read("x"), None);
    }
}
