//! An answer given in the room: a point is looked at, a value is absent from the text, or told by other lines.
//!
//! Each is a correction like any other, or a note that someone looked: the signed text stays.

use domain::access::verbs::CorrectReading;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use domain::review::{PointChecked, PointKey, PointKind};
use files::correction::{Correction, FieldPath, NotCorrected, value_at};
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::href::{href, with_query};
use web::visit::Visit;

use super::page::RoomPage;
use super::walk::Of;
use super::{Asked, Room, named, place_of};
use crate::reading_show::change::sentence;
use crate::reading_versions::{self as versions, NotMade};
use crate::tables::Tables;

const LOOKED_AT: &str = "Relu dans la salle de lecture\u{a0}: c’est bien lu.";
const ABSENT: &str = "Relu dans la salle de lecture\u{a0}: le texte ne le dit pas.";
const ATTACHED: &str = "Relu dans la salle de lecture\u{a0}: d’autres lignes le disent.";

/// What a form says. The lines ticked come one by one.
#[derive(Debug, Default)]
struct Typed {
    gesture: String,
    point: String,
    place: String,
    /// What stood at the place when the page was shown.
    stands: String,
    ticked: Lines,
    elsewhere: String,
    title: String,
    nature: String,
    side: String,
    version: Option<i64>,
}

impl Typed {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "geste" => typed.gesture = value,
                "point" => typed.point = value,
                "valeur" => typed.place = value,
                "etait" => typed.stands = value,
                "lignes" => typed.ticked = typed.ticked.union(&value.parse().unwrap_or_default()),
                "ailleurs" => typed.elsewhere = value,
                "libelle" => typed.title = value,
                "nature" => typed.nature = value,
                "volet" => typed.side = value,
                "version" => typed.version = value.parse().ok(),
                _ => {}
            }
        }
        typed
    }

    /// The page that this form came from.
    fn asked(&self) -> Asked {
        Asked {
            point: self.point.clone(),
            valeur: self.place.clone(),
            nature: self.nature.clone(),
            volet: self.side.clone(),
            ..Asked::default()
        }
    }
}

/// Where to go on.
struct Done {
    look: (&'static str, String),
    told: &'static str,
    version: Option<i64>,
}

/// Why nothing was done.
enum Refused {
    Sentence(&'static str, String),
    NotMade(NotMade),
    Failed(Failure),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<NotMade> for Refused {
    fn from(not_made: NotMade) -> Self {
        Self::NotMade(not_made)
    }
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed = Typed::of(visit.form()?);
    let room = Room::open(&mut visit).await?;
    let done = match typed.gesture.as_str() {
        "vu" => look_at(&mut visit, &room, &typed, true).await,
        "revoir" => look_at(&mut visit, &room, &typed, false).await,
        "absent" => absent(&mut visit, &room, &typed).await,
        "rattacher" => attach(&mut visit, &room, &typed).await,
        "joindre" => join(&mut visit, &room, &typed).await,
        "annuler" => undo(&mut visit, &room, &typed).await,
        _ => return Err(Failure::NotFound),
    };
    let (field, message) = match done {
        Ok(done) => return Ok(went_on(&room, &typed, &done)),
        Err(Refused::Failed(failure)) => return Err(failure),
        Err(Refused::Sentence(field, message)) => (field, message),
        Err(Refused::NotMade(not_made)) => ("", sentence(&room.index.names, not_made)?),
    };
    let mut errors = Errors::none();
    errors.add(field, message);
    // Read again: what stands there now may be someone else's.
    let room = Room::open(&mut visit).await?;
    let ticks = typed.gesture == "rattacher";
    let asked = Asked {
        rattacher: if ticks { "oui".to_owned() } else { String::new() },
        ticked: ticks.then(|| typed.ticked.clone()),
        // A value that is no longer there is told of on its own page no more.
        valeur: room.index.at(&typed.place).map(|held| held.place.clone()).unwrap_or_default(),
        ..typed.asked()
    };
    let page = RoomPage::of(&mut visit, room, asked, errors).await?;
    Err(visit.invalid(&page))
}

fn went_on(room: &Room, typed: &Typed, done: &Done) -> Answer {
    let version = done.version.map(|version| version.to_string()).unwrap_or_default();
    let pairs = [
        (done.look.0, done.look.1.as_str()),
        ("nature", &typed.nature),
        ("volet", if typed.gesture == "rattacher" { "" } else { &typed.side }),
        ("fait", done.told),
        ("version", &version),
    ];
    let pairs: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Answer::see_other_with(room.own(), &pairs)
}

/// Someone looked at a point: a doubt is lifted, the rest is noted.
async fn look_at(visit: &mut Visit, room: &Room, typed: &Typed, checked: bool) -> Result<Done, Refused> {
    let walk = room.walk().only(super::kind(&typed.nature)?);
    let Some(place) = place_of(&walk, &typed.point) else {
        // A colleague lifted it meanwhile: the walk goes on.
        return Ok(Done {
            look: ("point", typed.point.clone()),
            told: "",
            version: None,
        });
    };
    let point = &walk.points[place];
    // Nothing names the end of the walk: the page finds it.
    let next = walk.next_open(place + 1).filter(|next| *next != place);
    let next = next.map(|next| named(&walk.points[next])).unwrap_or_default();
    let mut done = Done {
        look: ("point", if checked { next } else { typed.point.clone() }),
        told: if checked { "vu" } else { "revoir" },
        version: None,
    };
    match point.of {
        Of::Passage(passage) if point.kind == PointKind::Doubt && checked => {
            let correction = taken_out(visit, room, &passage.place, |value| {
                PointKey::of(PointKind::Doubt, quote(value).as_str()) == point.key
            })
            .await?;
            done.version = Some(versions::correct(visit, room.convention, correction, LOOKED_AT.to_owned()).await?);
            done.told = "leve";
        }
        _ => note(visit, room.convention, point.key, checked).await?,
    }
    Ok(done)
}

async fn note(visit: &mut Visit, convention: ConventionId, key: PointKey, checked: bool) -> Result<(), Failure> {
    let mut tx = visit.begin::<CorrectReading>(convention).await?;
    let ordinal = tx.allocate(Sequence::Convention(convention, "point")).await?;
    let fact = PointChecked {
        convention,
        ordinal,
        key,
        checked,
    };
    Ok(tx.record::<Tables, _>(&fact).await?.commit().await?)
}

/// The words of a doubt.
fn quote(value: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(value).unwrap_or_default();
    value
        .get("quote")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The correction that takes a value out, unless something else stands there by now.
async fn taken_out(visit: &mut Visit, room: &Room, place: &str, stands: impl Fn(&str) -> bool) -> Result<Correction, Refused> {
    let (path, now) = stands_at(visit, room, place).await?;
    if !now.as_deref().is_some_and(stands) {
        return Err(NotMade::Refused(NotCorrected::Meanwhile(now)).into());
    }
    Ok(Correction {
        path,
        was: now,
        becomes: None,
        lines: None,
        revives: None,
    })
}

/// What stands at a place today.
async fn stands_at(visit: &mut Visit, room: &Room, place: &str) -> Result<(FieldPath, Option<String>), Failure> {
    let path = versions::path(place)?;
    let document = versions::document(visit, room.convention).await?;
    let now = value_at(&document, &path);
    Ok((path, now))
}

fn is_digest_of(digest: &str) -> impl Fn(&str) -> bool {
    let seen = Digest::from_hex(digest);
    move |value| Some(Digest::of(value.as_bytes())) == seen
}

/// The text says nothing of a value.
async fn absent(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let held = room.index.at(&typed.place).ok_or(Failure::NotFound)?;
    if !held.removable {
        return Err(Refused::Sentence(
            "",
            format!(
                "«\u{a0}{}\u{a0}» ne peut pas rester vide\u{a0}: corrigez ses mots.",
                held.label
            ),
        ));
    }
    let line = held.lines.first().unwrap_or(1);
    let correction = taken_out(visit, room, &typed.place, is_digest_of(&typed.stands)).await?;
    let version = versions::correct(visit, room.convention, correction, ABSENT.to_owned()).await?;
    Ok(Done {
        look: ("ligne", line.to_string()),
        told: "absent",
        version: Some(version),
    })
}

/// Other lines tell a value.
async fn attach(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let elsewhere: String = typed.elsewhere.split_whitespace().collect();
    let elsewhere: Result<Lines, _> = elsewhere.parse();
    let inside = |lines: &Lines| lines.last().is_none_or(|line| line <= room.index.line_count);
    let Some(elsewhere) = elsewhere.ok().filter(inside) else {
        let count = room.index.line_count;
        let message = format!(
            "Ces lignes ne sont pas dans le texte, qui en a {count}\u{a0}: écrivez par exemple 12-18, ou laissez vide."
        );
        return Err(Refused::Sentence("ailleurs", message));
    };
    let lines = typed.ticked.union(&elsewhere);
    let (path, now) = stands_at(visit, room, &typed.place).await?;
    if !now.as_deref().is_some_and(is_digest_of(&typed.stands)) {
        return Err(NotMade::Refused(NotCorrected::Meanwhile(now)).into());
    }
    told_by(visit, room, (path, now), lines).await
}

/// Lines that nothing holds are told by a value that is there already.
async fn join(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let Some(held) = room.index.titled(typed.title.trim()) else {
        let message = "Choisissez une valeur de la liste\u{a0}: tapez le début de son nom, par exemple «\u{a0}Action 5\u{a0}».";
        return Err(Refused::Sentence("libelle", message.to_owned()));
    };
    let walk = room.walk();
    let place = place_of(&walk, &typed.point).ok_or(Failure::NotFound)?;
    let lines = held.lines.union(&walk.points[place].lines());
    let stood = stands_at(visit, room, &held.place).await?;
    told_by(visit, room, stood, lines).await
}

/// A value keeps its words, and other lines tell it.
async fn told_by(
    visit: &mut Visit,
    room: &Room,
    (path, now): (FieldPath, Option<String>),
    lines: Lines,
) -> Result<Done, Refused> {
    let place = path.to_string();
    let correction = Correction {
        path,
        was: now.clone(),
        becomes: now,
        lines: Some(if lines.is_empty() { Vec::new() } else { vec![lines] }),
        revives: None,
    };
    let version = versions::correct(visit, room.convention, correction, ATTACHED.to_owned()).await?;
    Ok(Done {
        look: ("valeur", place),
        told: "rattache",
        version: Some(version),
    })
}

/// What was just corrected is given back.
async fn undo(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let version = typed.version.ok_or(Failure::NotFound)?;
    versions::undo(visit, room.convention, version).await?;
    Ok(Done {
        look: ("point", typed.point.clone()),
        told: "annule",
        version: None,
    })
}

/// The room, looking at the value of a place.
pub(crate) fn value(convention: ConventionId, place: &str) -> String {
    with_query(href(Target::Desk(DeskPlace::ReadingRoom(convention))), &[("valeur", place)])
}

/// Where the form of a value goes back to, once it is kept.
pub(crate) fn back(convention: ConventionId, place: &str, version: i64) -> Answer {
    let room = Target::Desk(DeskPlace::ReadingRoom(convention));
    let version = version.to_string();
    Answer::see_other_with(room, &[("valeur", place), ("fait", "corrige"), ("version", &version)])
}
