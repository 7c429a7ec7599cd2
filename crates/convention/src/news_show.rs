//! What changed in a convention since one's last visit of any of its pages, or since a day: what the journal tells, by what it is
//! about.
//!
//! When one was last there is known by the kit (`web::stay`); this page keeps nothing.

use askama::Template;
use domain::documents::DocumentTextRead;
use domain::fact::Fact as _;
use domain::ids::ConventionId;
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

/// How far back one looks who comes for the first time, in seconds: a month.
const FIRST_SECONDS: i64 = 30 * 24 * 3600;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    depuis: String,
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
    /// When one was last in the convention before, on any page of it.
    before: Option<Instant>,
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
        match (self.day, self.before) {
            (Some(day), _) => format!("Ce qui a changé depuis le {}.", web::french::date(day)),
            (None, Some(before)) => format!(
                "Ce qui a changé depuis votre dernière visite ({}).",
                web::french::moment(before)
            ),
            (None, None) => "Votre première visite de cette convention\u{a0}: voici ce qui a changé depuis un mois.".to_owned(),
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let mut errors = Errors::none();
    let day = errors.day("depuis", &asked.depuis);
    let before = visit.stay().and_then(|stay| stay.before);
    let first = visit.now.plus_seconds(-FIRST_SECONDS);
    let from = day.map_or_else(|| before.unwrap_or(first), |day| Instant::from_micros(begins(day, 0)));
    let mut entries = Book::Convention(convention).find(&mut visit, since(from)).await?;
    let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
    let more = entries.len() > limit;
    entries.truncate(limit);
    // What the product does by itself of a file that came is no news; the journal tells it.
    entries.retain(|entry| entry.fact != DocumentTextRead::NAME);
    let names = Names::of(&mut visit, Book::Convention(convention), &entries, false).await?;
    let subjects = Subjects::read(&mut visit, convention, names, &entries).await?;
    let frame = visit.frame("Nouveautés").await?.under(Target::news(convention));
    let page = NewsShow {
        frame: frame.crumb("Convention", Target::Convention(convention)),
        convention,
        asked,
        day,
        before,
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
