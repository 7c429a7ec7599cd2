//! An answer given in the room: a point is looked at, a value is absent from the text, or told by other lines.
//!
//! Each is a correction like any other, or a note that someone looked: the signed text stays.

use domain::access::verbs::CorrectReading;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use domain::review::{PointChecked, PointKey, PointKind};
use files::correction::{Correction, FieldPath, NotCorrected, lines_at, value_at};
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::href::{href, with_query};
use web::visit::Visit;

use super::index::stands;
use super::page::RoomPage;
use super::rows::Checked;
use super::walk::Of;
use super::{Asked, Room, named, place_of};
use crate::reading_show::change::sentence;
use crate::reading_spot::spot;
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
    // Opened again: someone else may have answered meanwhile.
    let room = Room::open(&mut visit).await?;
    // A value that is no longer there is not looked at any more.
    let still = room.index.at(&typed.place).is_some();
    let ticks = typed.gesture == "rattacher" && still;
    let asked = Asked {
        rattacher: if ticks { "oui".to_owned() } else { String::new() },
        ticked: ticks.then(|| typed.ticked.clone()),
        elsewhere: ticks.then(|| typed.elsewhere.clone()),
        valeur: if still { typed.place.clone() } else { String::new() },
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
    // A doubt is lifted for good: one of the same words elsewhere is not taken for it.
    let exact = |place: &usize| walk.points[*place].kind != PointKind::Doubt || named(&walk.points[*place]) == typed.point;
    let Some(place) = place_of(&walk, &typed.point).filter(exact) else {
        // A colleague lifted it meanwhile: the walk goes on.
        return Ok(Done {
            look: ("point", typed.point.clone()),
            told: "deja",
            version: None,
        });
    };
    let point = &walk.points[place];
    // Nothing names the end of the walk: the page finds it.
    let next = walk.next_open_but(place + 1, point.key);
    let next = next.map(|next| named(&walk.points[next])).unwrap_or_default();
    let mut done = Done {
        look: ("point", if checked { next } else { typed.point.clone() }),
        told: if checked { "vu" } else { "revoir" },
        version: None,
    };
    match point.of {
        Of::Passage(passage) if point.kind == PointKind::Doubt && checked => {
            let stands = Standing::at(visit, room, &passage.place).await?;
            let words = stands.value.as_deref().map(quote).unwrap_or_default();
            if PointKey::of(PointKind::Doubt, &words) != point.key {
                return Err(NotMade::Moved.into());
            }
            let lifted = versions::correct(visit, room.convention, stands.taken_out(), LOOKED_AT.to_owned()).await?;
            done.version = Some(lifted);
            done.told = "leve";
        }
        _ => note(visit, room.convention, point.key, checked).await?,
    }
    Ok(done)
}

async fn note(visit: &mut Visit, convention: ConventionId, key: PointKey, checked: bool) -> Result<(), Failure> {
    let mut tx = visit.begin::<CorrectReading>(convention).await?;
    // The ordinal first: it holds back whoever looks at the same point, until this is kept.
    let ordinal = tx.allocate(Sequence::Convention(convention, "point")).await?;
    let asked = Checked {
        convention,
        key: key.digest(),
    };
    let stands = tx.load_first(asked).await? == Some(1);
    if stands == checked {
        // A colleague said so meanwhile: it is told once.
        return Ok(());
    }
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

/// What stands at a place today.
struct Standing {
    path: FieldPath,
    /// What the document writes there.
    value: Option<String>,
    digest: Option<Digest>,
    /// Whether it may go out.
    removable: bool,
}

impl Standing {
    async fn at(visit: &mut Visit, room: &Room, place: &str) -> Result<Self, Failure> {
        let path = versions::path(place)?;
        let document = versions::document(visit, room.convention).await?;
        let value = value_at(&document, &path);
        let lines = lines_at(&document, &path).unwrap_or_default();
        Ok(Self {
            digest: value.as_deref().map(|value| stands(value, &lines)),
            removable: spot(&document, &path).is_some_and(|spot| spot.removable),
            value,
            path,
        })
    }

    /// The same, unless something else stands there than what the page showed.
    fn unless_moved(self, shown: &str) -> Result<Self, Refused> {
        if self.digest.is_some() && self.digest == Digest::from_hex(shown) {
            return Ok(self);
        }
        Err(NotMade::Refused(NotCorrected::Meanwhile(self.value)).into())
    }

    /// The correction that takes it out.
    fn taken_out(self) -> Correction {
        Correction {
            path: self.path,
            was: self.value,
            becomes: None,
            lines: None,
            revives: None,
        }
    }
}

/// The text says nothing of a value.
async fn absent(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let stands = Standing::at(visit, room, &typed.place).await?.unless_moved(&typed.stands)?;
    if !stands.removable {
        let sentence = "Cette valeur ne peut pas rester vide\u{a0}: corrigez ses mots.";
        return Err(Refused::Sentence("", sentence.to_owned()));
    }
    let held = room.index.at(&typed.place);
    let line = held.and_then(|held| held.lines.first()).unwrap_or(1);
    let version = versions::correct(visit, room.convention, stands.taken_out(), ABSENT.to_owned()).await?;
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
    if lines.is_empty() {
        let message =
            "Cochez au moins une ligne du texte\u{a0}: une valeur que le texte ne dit pas est «\u{a0}absente du texte\u{a0}».";
        return Err(Refused::Sentence("ailleurs", message.to_owned()));
    }
    let stands = Standing::at(visit, room, &typed.place).await?.unless_moved(&typed.stands)?;
    told_by(visit, room, stands, lines).await
}

/// Lines that nothing holds are told by a value that is there already; they are looked at then.
async fn join(visit: &mut Visit, room: &Room, typed: &Typed) -> Result<Done, Refused> {
    let walk = room.walk();
    let Some(place) = place_of(&walk, &typed.point) else {
        return Err(Refused::Sentence(
            "",
            "Ces lignes ont reçu une réponse entre-temps.".to_owned(),
        ));
    };
    let (key, lines) = (walk.points[place].key, walk.points[place].lines());
    let near = room.index.near(&lines);
    let Some(held) = near.into_iter().find(|held| held.title() == typed.title.trim()) else {
        let message = "Choisissez une valeur de la liste\u{a0}: tapez le début de son nom, par exemple «\u{a0}Action 5\u{a0}».";
        return Err(Refused::Sentence("libelle", message.to_owned()));
    };
    let stands = Standing::at(visit, room, &held.place)
        .await?
        .unless_moved(&held.digest.to_string())?;
    let done = told_by(visit, room, stands, held.lines.union(&lines)).await?;
    note(visit, room.convention, key, true).await?;
    Ok(done)
}

/// A value keeps its words, and other lines tell it.
async fn told_by(visit: &mut Visit, room: &Room, stands: Standing, lines: Lines) -> Result<Done, Refused> {
    let place = stands.path.to_string();
    let correction = Correction {
        path: stands.path,
        was: stands.value.clone(),
        becomes: stands.value,
        lines: Some(vec![lines]),
        revives: None,
    };
    let made = versions::correct(visit, room.convention, correction, ATTACHED.to_owned()).await;
    let version = made.map_err(|not_made| match not_made {
        NotMade::Refused(NotCorrected::Same) => Refused::Sentence(
            "",
            "Rien ne change\u{a0}: ce sont déjà ses lignes, ou cette valeur suit celles de l’élément qui la porte.".to_owned(),
        ),
        other => other.into(),
    })?;
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
    let look = match typed.place.as_str() {
        "" => ("point", typed.point.clone()),
        place => ("valeur", place.to_owned()),
    };
    Ok(Done {
        look,
        told: "annule",
        version: None,
    })
}

/// The room, looking at the value of a place.
pub(crate) fn value(convention: ConventionId, place: &str) -> String {
    with_query(href(Target::Desk(DeskPlace::ReadingRoom(convention))), &[("valeur", place)])
}

/// What the form of a value says when all the points are walked.
pub(super) const ALL: &str = "tout";

/// Where the form of a value goes back to, once it is kept: to the points that were walked.
pub(crate) fn back(convention: ConventionId, (place, walked): (&str, &str), version: i64) -> Answer {
    let room = Target::Desk(DeskPlace::ReadingRoom(convention));
    let version = version.to_string();
    let nature = PointKind::from_code(walked).map_or("", PointKind::code);
    let pairs = [
        ("valeur", place),
        ("nature", nature),
        ("fait", "corrige"),
        ("version", &version),
    ];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Answer::see_other_with(room, &pairs)
}
