//! A journal, of a convention or of the installation: who did what, for whom, when, the last first; filtered by its address, and
//! taken away.
//!
//! It shows what the chain keeps; whether the chain is whole is for `pacte doctor`.

use askama::Template;
use domain::access::Verb;
use domain::ids::ComparisonId;
use domain::places::{DeskPlace, Target};
use files::sheets::Format;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::journal_book::Book;
use crate::journal_export::{self, Chain};
use crate::journal_filter::Asked;
use crate::journal_names::{Choice, Names};
use crate::journal_rows::{EntryRow, HeadRow, about};
use crate::journal_words::kinds;

/// Entries on one page.
const PAGE: usize = 50;

/// Entries read at once when the whole chain leaves.
const PART: i64 = 5000;

#[derive(Template)]
#[template(path = "journal_show.html")]
struct JournalShow {
    frame: Frame,
    book: Book,
    asked: Asked,
    errors: Errors,
    entries: Vec<EntryRow>,
    names: Names,
    found: Found,
    head: Option<HeadRow>,
    older: Option<String>,
    /// Whether the reader may see what was done with second files.
    compares: bool,
}

impl JournalShow {
    fn place(&self) -> Target {
        self.book.place()
    }

    fn of_the_installation(&self) -> bool {
        self.book == Book::Installation
    }

    fn about(&self, entry: &EntryRow) -> Option<String> {
        about(entry)
    }

    /// What the entry is about, by its name; nothing when the person it concerns says it already.
    fn object(&self, entry: &EntryRow) -> Option<String> {
        (entry.concerned.is_none()).then(|| self.names.object(&entry.subject))
    }

    /// What was done with a second file, for those who may compare one.
    fn report(&self, entry: &EntryRow) -> Option<Target> {
        let Book::Convention(convention) = self.book else {
            return None;
        };
        let (_, ordinal) = entry.subject.rsplit_once("/comparison/").filter(|_| self.compares)?;
        let ordinal = ordinal.parse().ok()?;
        Some(Target::Desk(DeskPlace::Comparison(ComparisonId { convention, ordinal })))
    }

    fn change(&self, entry: &EntryRow) -> Option<String> {
        entry.change(&self.names)
    }

    /// The parties and other organisations of the convention.
    fn organisations(&self) -> Vec<Choice> {
        if self.of_the_installation() {
            return Vec::new();
        }
        self.names.organisations()
    }

    fn acts_for(&self, choice: &Choice) -> bool {
        self.asked
            .organisme
            .is_some_and(|organisation| organisation.to_string() == choice.value)
    }

    fn filtered(&self) -> bool {
        self.asked.pairs().iter().any(|(name, _)| !self.errors.has(name))
    }

    /// The kinds of fact that this journal holds, each with its sentence.
    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        kinds(self.of_the_installation())
    }

    /// The same filters, with one more.
    fn only(&self, name: &'static str, value: &(impl ToString + ?Sized)) -> String {
        self.asked.address(self.book, name, &value.to_string())
    }

    /// The same entries as files.
    fn files(&self) -> [SheetLink; 3] {
        web::sheets::links(&self.asked.own_address(self.book), "journal")
    }

    /// What the form must keep although it has no field for it.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.asked.pairs();
        pairs.retain(|(name, _)| {
            let kept = matches!(*name, "personne" | "objet");
            kept || (*name == "organisme" && self.of_the_installation())
        });
        pairs
    }
}

/// That of a convention.
pub(crate) async fn get(visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    show(visit, Book::Convention(convention)).await
}

/// That of the installation.
pub(crate) async fn installation(visit: Visit) -> Result<Answer, Failure> {
    show(visit, Book::Installation).await
}

/// What a name that was typed led to.
#[derive(Default)]
struct Found {
    people: Vec<Choice>,
    objects: Vec<Choice>,
    /// Nobody, or nothing, has that name.
    none: Option<String>,
}

/// Looks for what was typed: one that answers becomes a filter, several are shown to choose from.
fn look_for(asked: &mut Asked, names: &Names, book: Book) -> Found {
    let mut found = Found::default();
    let (who, what) = (asked.qui.trim().to_owned(), asked.quoi.trim().to_owned());
    if !who.is_empty() {
        let mut people = names.people(&who);
        match people.len() {
            0 => found.none = Some(who),
            1 => asked.personne = people.pop().and_then(|one| one.value.parse().ok()),
            _ => found.people = people,
        }
    }
    if !what.is_empty() {
        let mut objects = names.objects(book, &what);
        match objects.len() {
            0 => found.none = Some(what),
            1 => asked.objet = objects.pop().map(|one| one.value).unwrap_or_default(),
            _ => found.objects = objects,
        }
    }
    found.people.truncate(MOST_CHOICES);
    found.objects.truncate(MOST_CHOICES);
    found
}

/// How many of those that answer to a name are shown.
const MOST_CHOICES: usize = 20;

async fn show(mut visit: Visit, book: Book) -> Result<Answer, Failure> {
    let mut asked: Asked = visit.query()?;
    let mut found = Found::default();
    if !asked.qui.trim().is_empty() || !asked.quoi.trim().is_empty() {
        let names = Names::of(&mut visit, book, &[], !asked.qui.trim().is_empty()).await?;
        found = look_for(&mut asked, &names, book);
    }
    let (span, errors) = asked.span();
    if asked.forme == "jsonl" {
        return whole(visit, book).await;
    }
    if let Some(format) = Format::from_code(&asked.forme).filter(|_| errors.is_empty()) {
        let entries = book.find(&mut visit, asked.sought(span, i64::MAX)).await?;
        let names = Names::of(&mut visit, book, &entries, false).await?;
        return visit.sheet(journal_export::sheet(&entries, &names), format).await;
    }
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut entries = book.find(&mut visit, asked.sought(span, limit)).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let last = entries.last().filter(|_| more);
    let older = last.map(|last| asked.address(book, "avant", &last.seq.to_string()));
    let names = Names::of(&mut visit, book, &entries, false).await?;
    let page = JournalShow {
        frame: frame(&mut visit, book).await?,
        names,
        found,
        book,
        asked,
        errors,
        entries,
        head: book.head(&mut visit).await?,
        older,
        compares: visit.may(Verb::CorrectReading),
    };
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

async fn frame(visit: &mut Visit, book: Book) -> Result<Frame, Failure> {
    match book {
        Book::Installation => visit.frame("Journal de l’installation").await,
        Book::Convention(convention) => {
            let frame = visit.frame("Journal").await?.under(Target::Journal(convention));
            Ok(frame.crumb("Convention", Target::Convention(convention)))
        }
    }
}

/// The whole chain with its head, read at one moment.
async fn whole(mut visit: Visit, book: Book) -> Result<Answer, Failure> {
    let head = book.head(&mut visit).await?;
    let mut chain = Chain::begin(book, visit.nature(), head.as_ref());
    let mut after = 0;
    loop {
        let part = book.part(&mut visit, after, PART).await?;
        let Some(last) = part.last() else { break };
        after = last.seq;
        chain.add(&part);
    }
    Ok(Answer::bytes(chain.end(), "application/jsonl; charset=utf-8"))
}
