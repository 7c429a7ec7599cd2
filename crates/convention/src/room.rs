//! The reading room: the text at the left, what was read of it at the right. One page, three ways in: a point to look at, a line, a
//! value.
//!
//! It shows what stands; what is corrected there is a correction like any other, and the signed text never changes.

pub(crate) mod answer;
mod card;
pub(crate) mod confirmation;
mod index;
mod lines;
mod page;
mod past;
pub(crate) mod rows;
mod shelf;
mod strip;
mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::access::Verb;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use domain::review::{PointKey, PointKind};
use serde::Deserialize;
use web::access::Access;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::route::Route;
use web::visit::Visit;

use self::index::RoomIndex;
use self::page::RoomPage;
use self::rows::{AnomaliesToWalk, AnomalyRow, Head, HeadRow};
use self::walk::Walk;
use crate::reading_versions as versions;

/// What the address asks to see.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// A point to look at: its line, and its key.
    point: String,
    ligne: Option<u32>,
    /// Lines that something quotes.
    lignes: String,
    /// The place of a value.
    valeur: String,
    /// The line from which the text is shown.
    depuis: Option<u32>,
    /// The kind of points walked to.
    nature: String,
    /// Which side a phone shows.
    volet: String,
    /// Whether the lines of the value are ticked.
    rattacher: String,
    /// What was just done.
    fait: String,
    /// The correction that was just made.
    version: Option<i64>,
    /// The lines that someone ticked, when their form comes back.
    #[serde(skip)]
    ticked: Option<Lines>,
    /// Those that they typed beside.
    #[serde(skip)]
    elsewhere: Option<String>,
}

impl Asked {
    /// The lines that the address names, if it names some.
    fn lines(&self) -> Result<Option<Lines>, Failure> {
        match (self.ligne, self.lignes.as_str()) {
            (Some(line), _) => Ok(Some(Lines::one(line))),
            (None, "") => Ok(None),
            (None, lines) => lines.parse().map(Some).map_err(|_| Failure::NotFound),
        }
    }
}

/// A reading laid out for one visit.
pub(crate) struct Room {
    pub(crate) convention: ConventionId,
    pub(crate) head: HeadRow,
    index: Arc<RoomIndex>,
    anomalies: Vec<AnomalyRow>,
    checked: BTreeSet<PointKey>,
    /// Whether whoever visits may change what was read.
    corrects: bool,
}

impl Room {
    pub(crate) async fn open(visit: &mut Visit) -> Result<Self, Failure> {
        let convention = visit.convention()?;
        let head = visit.first(Head { convention }).await?.ok_or(Failure::NotFound)?;
        let index = if let Some(index) = shelf::at_hand(head.digest) {
            index
        } else {
            let document = versions::document(visit, convention).await?;
            let made = visit.apart(move || RoomIndex::of(&document)).await?;
            shelf::keep(head.digest, made.ok_or(Failure::NotFound)?)
        };
        Ok(Self {
            convention,
            index,
            head,
            anomalies: visit.rows(AnomaliesToWalk { convention }).await?,
            checked: rows::checked(visit, convention).await?,
            corrects: visit.may(Verb::CorrectReading),
        })
    }

    /// How many lines the text has.
    pub(crate) fn line_count(&self) -> u32 {
        self.index.line_count
    }

    /// All there is to look at.
    fn walk(&self) -> Walk<'_> {
        Walk::of(&self.index, &self.anomalies, &self.checked)
    }

    fn own(&self) -> Target {
        Target::Desk(DeskPlace::ReadingRoom(self.convention))
    }
}

/// A point, as an address names it: its line helps where two points have the same words.
fn named(point: &walk::Point<'_>) -> String {
    format!("{}-{}", point.line, point.key)
}

/// Where a point named by an address stands in a walk.
fn place_of(walk: &Walk<'_>, name: &str) -> Option<usize> {
    let (line, key) = name.split_once('-')?;
    let (line, key): (u32, _) = (line.parse().ok()?, PointKey::from_hex(key)?);
    let exact = walk.points.iter().position(|point| point.line == line && point.key == key);
    exact.or_else(|| walk.place(key))
}

/// The kind that an address asks for; nothing for all of them.
fn kind(nature: &str) -> Result<Option<PointKind>, Failure> {
    match nature {
        "" => Ok(None),
        code => PointKind::from_code(code).map(Some).ok_or(Failure::NotFound),
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let room = Room::open(&mut visit).await?;
    let page = RoomPage::of(&mut visit, room, asked, Errors::none()).await?;
    visit.page(&page)
}

/// The text beside what was read of it.
pub(crate) fn routes() -> Vec<Route> {
    let place = "/conventions/{convention}/lecture/salle";
    let end = "/conventions/{convention}/lecture/salle/fin";
    let correctors = || Access::Inside(Verb::CorrectReading);
    vec![
        Route::get(place, Access::Inside(Verb::ViewInternal), get)
            .sample("ordinary", "/conventions/1/lecture/salle")
            .sample("kind", "/conventions/1/lecture/salle?nature=ecart")
            .sample("line", "/conventions/1/lecture/salle?ligne=478")
            .sample("value", "/conventions/1/lecture/salle?valeur=/actions/3/title")
            .sample(
                "ticking",
                "/conventions/1/lecture/salle?valeur=/actions/3/title&rattacher=oui",
            )
            .sample("text", "/conventions/1/lecture/salle?ligne=478&volet=texte"),
        Route::post(place, correctors(), answer::post).sample_form(
            "error",
            "/conventions/1/lecture/salle",
            "geste=rattacher&valeur=/actions/3/title&etait=&ailleurs=2000",
        ),
        Route::get(end, correctors(), confirmation::get).sample("ordinary", "/conventions/1/lecture/salle/fin"),
        Route::post(end, correctors(), confirmation::post).sample_form(
            "error",
            "/conventions/1/lecture/salle/fin",
            "geste=rien",
        ),
    ]
}
