//! All that is said of one element in one form: what changed in it becomes a correction a field, all kept together or none.
//!
//! The lines that say a value stay beside it; they are pointed at field by field. What is not listed in a section is not here.

mod entry;
mod shown;
mod wanted;

use askama::Template;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use files::correction::NotCorrected;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use self::entry::{Content, Entry, entries};
use self::shown::Shown;
use self::wanted::{Wanted, wanted};
use super::change::{cause_error, made_whole, sentence, tidied, words_first};
use super::rows::Said;
use super::{Desk, LONGEST_REASON, kept_aside, lists};
use crate::reading_fields::Section;
use crate::reading_versions::{Bench, NotMade};

/// The form, but for the fields of the element.
#[derive(Debug, Clone, Default)]
struct Sent {
    part: String,
    element: usize,
    seen: String,
    cause: String,
    reason: String,
    next: bool,
}

/// Everything that was sent, in its order.
pub(super) struct Pairs(Vec<(String, String)>);

impl Pairs {
    fn first(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    fn all<'p>(&'p self, name: &str) -> impl Iterator<Item = &'p str> + use<'p> {
        let name = name.to_owned();
        let own = self.0.iter().filter(move |(own, _)| *own == name);
        own.map(|(_, value)| value.as_str())
    }

    fn sent(&self) -> Result<Sent, Failure> {
        Ok(Sent {
            part: self.first("partie").to_owned(),
            element: self.first("element").parse().map_err(|_| Failure::NotFound)?,
            seen: self.first("vu").to_owned(),
            cause: self.first("cause").to_owned(),
            reason: tidied(self.first("motif")),
            next: self.first("geste") == "suivant",
        })
    }
}

/// Which element.
struct Place {
    section: &'static Section,
    /// From 0.
    index: usize,
}

impl Place {
    /// An element that stands, of a part that has a form of this kind.
    fn of(desk: &Desk, part: &str, element: usize) -> Option<Self> {
        let section = Section::of(part).filter(|section| has_whole(section))?;
        let index = element.checked_sub(1)?;
        let place = Self { section, index };
        desk.at(&place.base()).map(|_| place)
    }

    fn base(&self) -> String {
        if self.section.list {
            format!("/{}/{}", self.section.root, self.index)
        } else {
            format!("/{}", self.section.root)
        }
    }

    fn element(&self) -> String {
        (self.index + 1).to_string()
    }
}

/// Whether the elements of a part are filled in one form: the others are one list, or hold paragraphs of several kinds.
pub(super) fn has_whole(section: &Section) -> bool {
    (section.list && !section.fields.is_empty()) || section.root == "convention"
}

#[derive(Template)]
#[template(path = "reading_whole.html")]
struct ReadingWhole {
    frame: Frame,
    convention: ConventionId,
    place: Place,
    entries: Vec<Entry>,
    sent: Sent,
    errors: Errors,
    kept: Option<Said>,
    by_hand: bool,
    back: String,
}

impl ReadingWhole {
    fn own(&self) -> Target {
        Target::Desk(DeskPlace::ReadingWhole(self.convention))
    }

    fn is(&self, cause: &str) -> bool {
        self.sent.cause == cause
    }

    /// Whether another element may follow this one.
    fn takes(&self) -> bool {
        self.place.section.list && self.place.section.takes()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    partie: String,
    element: Option<usize>,
    enregistree: Option<i64>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let desk = Desk::open(&mut visit).await?;
    let part = Some(asked.partie.as_str()).filter(|part| !part.is_empty());
    let place = Place::of(&desk, part.unwrap_or("convention"), asked.element.unwrap_or(1)).ok_or(Failure::NotFound)?;
    let kept = lists::kept(&mut visit, &desk, asked.enregistree).await?;
    let sent = Sent {
        seen: Digest::of(desk.document.as_bytes()).to_string(),
        reason: if desk.is_by_hand() { "Saisie complétée" } else { "" }.to_owned(),
        ..Sent::default()
    };
    let entries = entries(&desk, &place);
    let page = page(&mut visit, &desk, place, entries, sent).await?;
    visit.page(&ReadingWhole { kept, ..page })
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs = Pairs(visit.form()?);
    let sent = pairs.sent()?;
    let mut desk = Desk::open(&mut visit).await?;
    let place = Place::of(&desk, &sent.part, sent.element).ok_or(Failure::NotFound)?;
    let shown = Shown::of(&mut visit, &desk, &place, &sent).await?;
    let (wanted, mut errors) = wanted(shown.desk.as_ref().unwrap_or(&desk), &shown.entries, &pairs);
    check(&sent, &wanted, &mut errors);
    shown.compare(&desk, &place, &wanted, &mut errors);
    if errors.is_empty()
        && let Some(cause) = kept_aside::cause(&sent.cause)
    {
        let corrections: Result<Vec<_>, _> = wanted.iter().map(|one| one.correction(&desk)).collect();
        let asked = kept_aside::Asked {
            cause,
            why: &sent.reason,
        };
        return kept_aside::keep(&mut visit, &desk, asked, &corrections?).await;
    }
    if errors.is_empty() {
        let over = Digest::of(desk.document.as_bytes());
        match write(&mut visit, &mut desk, over, &sent.reason, &wanted).await {
            Ok(count) => return Ok(after(&desk, &place, &sent, count)),
            Err((_, NotMade::Failed(failure))) => return Err(failure),
            Err((field, not_made)) => errors.add(field, sentence(&desk.names, not_made)?),
        }
        // Read again: what stands there now may be someone else's.
        desk = Desk::open(&mut visit).await?;
    }
    let typed = shown.typed(&desk, &place, &pairs);
    let seen = Digest::of(desk.document.as_bytes()).to_string();
    let page = page(&mut visit, &desk, place, typed, Sent { seen, ..sent }).await?;
    Err(visit.invalid(&ReadingWhole { errors, ..page }))
}

/// What is asked of the form as a whole.
fn check(sent: &Sent, wanted: &[Wanted], errors: &mut Errors) {
    if let Some(message) = cause_error(&sent.cause) {
        errors.add("cause", message);
    }
    let reason = sent.reason.chars().count();
    if reason == 0 || reason > LONGEST_REASON {
        errors.add(
            "motif",
            format!("Dites en une phrase ce qui était faux ou manquait, en {LONGEST_REASON} caractères au plus."),
        );
    }
    if errors.is_empty() && wanted.is_empty() {
        errors.add("", NotCorrected::Same.to_string());
    }
}

/// Keeps all of it, or nothing: then says at which field it stopped. Tells how many corrections it made.
async fn write(
    visit: &mut Visit,
    desk: &mut Desk,
    over: Digest,
    reason: &str,
    wanted: &[Wanted],
) -> Result<usize, (&'static str, NotMade)> {
    let whole = |failure: Failure| ("", NotMade::Failed(failure));
    let mut bench = Bench::open(visit, desk.convention).await.map_err(whole)?;
    bench.stands(over).map_err(|not_made| ("", not_made))?;
    let mut facts = Vec::new();
    for one in wanted {
        if let Some(sentence) = words_first(desk, &one.place) {
            return Err((one.field, NotMade::Impossible(sentence)));
        }
        let made = one.correction(desk).map_err(whole)?;
        let made = made_whole(desk, made);
        // The words of a rhythm have already counted what was typed beside them.
        if made.was == made.becomes {
            continue;
        }
        bench
            .add(visit, &mut facts, made, reason)
            .await
            .map_err(|not_made| (one.field, not_made))?;
        // The next one is a correction of what this one leaves.
        if let Some(last) = facts.last() {
            desk.renew(&last.made.document).map_err(whole)?;
        }
    }
    let count = facts.len();
    bench.keep_all(facts).await.map_err(|not_made| ("", not_made))?;
    Ok(count)
}

/// Where someone goes on: to a new element when that is asked for, else to this one as it now stands.
fn after(desk: &Desk, place: &Place, sent: &Sent, count: usize) -> Answer {
    let reading = Target::Reading(desk.convention);
    let list = format!("/{}", place.section.root);
    if sent.next && place.section.list && place.section.takes() {
        let next = format!("{list}/{}", desk.count(&list));
        return Answer::see_other_with(reading, &[("place", &next)]);
    }
    let (element, count) = (place.element(), count.to_string());
    let mut pairs = vec![("partie", place.section.root)];
    if place.section.list {
        pairs.push(("element", element.as_str()));
    }
    pairs.push(("gardees", count.as_str()));
    Answer::see_other_with(reading, &pairs)
}

async fn page(visit: &mut Visit, desk: &Desk, place: Place, entries: Vec<Entry>, sent: Sent) -> Result<ReadingWhole, Failure> {
    let convention = desk.convention;
    let title = match desk.at(&place.base()).filter(|_| place.section.list) {
        Some(value) => format!("{}\u{a0}: {}", place.section.one, desk.names.words(value)),
        None => place.section.title.to_owned(),
    };
    let (part, element) = (place.section.root, place.element());
    let mut pairs = vec![("partie", part)];
    if place.section.list {
        pairs.push(("element", element.as_str()));
    }
    let frame = visit.frame(title).await?;
    Ok(ReadingWhole {
        frame: frame
            .under(Target::Reading(convention))
            .crumb("Lecture", Target::Reading(convention)),
        convention,
        back: desk.address(&pairs),
        place,
        entries,
        sent,
        errors: Errors::none(),
        kept: None,
        by_hand: desk.is_by_hand(),
    })
}

/// The address of that form.
pub(super) fn address(desk: &Desk, part: &str, element: Option<usize>) -> String {
    let element = element.map(|index| (index + 1).to_string());
    let mut pairs = vec![("partie", part)];
    if let Some(element) = &element {
        pairs.push(("element", element));
    }
    web::href::with_query(href(Target::Desk(DeskPlace::ReadingWhole(desk.convention))), &pairs)
}
