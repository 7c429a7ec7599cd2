//! The page of the room: a window of the text, the walk, and the card of what is looked at.
//!
//! It arranges; what is true of the reading was said before.

use askama::Template;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use web::components::ViewLink;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::visit::Visit;

use super::card::{self, Card};
use super::lines::{LineView, Lit, views};
use super::strip::Strip;
use super::walk::Walk;
use super::{Asked, Room, kind, place_of};
use crate::text_show::TextLines;

/// Lines of the text shown at once.
const WINDOW: u32 = 40;

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// This point of the walk.
    Point(usize),
    /// A value, by its place.
    Value(String),
    Lines(Lines),
    /// There is nothing left to look at, and nothing was chosen.
    Nothing,
}

/// The addresses of the room, under the kind that is walked and on the side that is shown.
pub(super) struct Address<'a> {
    room: Target,
    asked: &'a Asked,
}

impl<'a> Address<'a> {
    pub(super) fn of(room: &Room, asked: &'a Asked) -> Self {
        Self { room: room.own(), asked }
    }

    /// The room with this look.
    pub(super) fn to(&self, pairs: &[(&str, &str)]) -> String {
        let kept = [("nature", self.nature()), ("volet", self.asked.volet.as_str())];
        let kept = kept.iter().filter(|(name, _)| !pairs.iter().any(|(own, _)| own == name));
        let all: Vec<_> = pairs
            .iter()
            .chain(kept)
            .filter(|(_, value)| !value.is_empty())
            .copied()
            .collect();
        with_query(href(self.room), &all)
    }

    /// The kind that is walked.
    pub(super) fn nature(&self) -> &str {
        &self.asked.nature
    }

    /// Whether the lines of a value are being ticked.
    pub(super) fn attaches(&self) -> bool {
        self.asked.rattacher == "oui"
    }

    /// The lines that someone typed, when their form comes back.
    pub(super) fn elsewhere(&self) -> Option<String> {
        self.asked.elsewhere.clone()
    }

    /// The same look, with this beside it.
    fn here(&self, beside: &[(&str, &str)]) -> String {
        let told = |line: Option<u32>| line.map(|line| line.to_string()).unwrap_or_default();
        let (line, from) = (told(self.asked.ligne), told(self.asked.depuis));
        let look = [
            ("point", self.asked.point.as_str()),
            ("valeur", &self.asked.valeur),
            ("ligne", &line),
            ("lignes", &self.asked.lignes),
            ("depuis", &from),
            ("rattacher", &self.asked.rattacher),
        ];
        let look = look.iter().filter(|(name, _)| !beside.iter().any(|(other, _)| other == name));
        let pairs: Vec<_> = look.chain(beside).copied().collect();
        self.to(&pairs)
    }
}

#[derive(Template)]
#[template(path = "room.html")]
pub(super) struct RoomPage {
    frame: Frame,
    room: Room,
    asked: Asked,
    errors: Errors,
    lines: Vec<LineView>,
    heading: Option<String>,
    /// The first line shown.
    first: u32,
    strip: Strip,
    card: Card,
    /// What was just done, when the address tells it.
    told: Option<&'static str>,
}

impl RoomPage {
    pub(super) async fn of(visit: &mut Visit, room: Room, asked: Asked, errors: Errors) -> Result<Self, Failure> {
        let whole = room.walk();
        let walk = whole.only(kind(&asked.nature)?);
        let look = look(&room, &walk, &asked)?;
        let lit = lit(&room, &walk, &look, &asked);
        let first = window(&room, &asked, &lit.lines);
        let rows = visit
            .rows(TextLines {
                convention: room.convention,
                first: first.into(),
                last: (first + WINDOW - 1).into(),
            })
            .await?;
        let address = Address::of(&room, &asked);
        let card = card::of(visit, (&room, &walk), &look, &rows, &address).await?;
        let (lines, strip) = (
            views(&room, &walk, &lit, &rows, &address),
            Strip::of((&walk, &whole), &lit, &address),
        );
        let frame = visit.frame(format!("{}, salle de lecture", card.title)).await?;
        Ok(Self {
            frame: frame
                .crumb("Convention", Target::Convention(room.convention))
                .called("Salle de lecture")
                .without_nav()
                .wide(),
            heading: room
                .index
                .heading(lit.lines.first().unwrap_or(first).clamp(first, first + WINDOW - 1))
                .map(str::to_owned),
            first,
            lines,
            strip,
            card,
            told: told(&asked.fait),
            errors,
            asked,
            room,
        })
    }

    /// Whether there is no text: the convention was typed by hand.
    fn is_by_hand(&self) -> bool {
        self.room.index.line_count == 0
    }

    /// The last line shown.
    fn last(&self) -> u32 {
        self.lines.last().map_or(self.first, |line| line.number)
    }

    fn pages(&self) -> u32 {
        self.room.index.line_count.div_ceil(WINDOW).max(1)
    }

    fn page(&self) -> u32 {
        (self.first - 1) / WINDOW + 1
    }

    /// The window before: what is looked at stays.
    fn before(&self) -> Option<String> {
        let from = self.first.checked_sub(WINDOW)?;
        Some(self.from(from))
    }

    /// The window after.
    fn after(&self) -> Option<String> {
        let from = self.first + WINDOW;
        (from <= self.room.index.line_count).then(|| self.from(from))
    }

    fn from(&self, line: u32) -> String {
        Address::of(&self.room, &self.asked).here(&[("depuis", &line.to_string())])
    }

    /// The tabs of a phone.
    fn tabs(&self) -> Vec<ViewLink> {
        let address = Address::of(&self.room, &self.asked);
        let side = |label: &str, volet: &'static str, icon: &'static str| ViewLink {
            address: address.here(&[("volet", volet)]),
            label: label.to_owned(),
            current: self.on_text() == (volet == "texte"),
            icon: Some(icon),
            count: None,
        };
        vec![
            side("Texte signé", "texte", "i-doc"),
            side("Ce qui est lu", "lu", "i-sliders"),
        ]
    }

    fn on_text(&self) -> bool {
        self.asked.volet == "texte"
    }

    fn confirmation(&self) -> Target {
        Target::Desk(DeskPlace::ReadingConfirmation(self.room.convention))
    }

    /// The value whose lines are being ticked.
    fn value_address(&self) -> String {
        Address::of(&self.room, &self.asked).to(&[("valeur", &self.card.value), ("volet", "lu")])
    }

    fn all_values(&self) -> Target {
        Target::Reading(self.room.convention)
    }

    fn own(&self) -> Target {
        self.room.own()
    }

    /// "19 points vus sur 36".
    fn seen(&self) -> String {
        format!(
            "{} sur {}",
            french::count(self.strip.seen, "point vu", "points vus"),
            self.strip.all
        )
    }
}

/// What was just done.
fn told(done: &str) -> Option<&'static str> {
    Some(match done {
        "vu" => "Point vu.",
        "deja" => "Ce point avait déjà reçu une réponse.",
        "revoir" => "Ce point est de nouveau à voir.",
        "absent" => "C’est gardé\u{a0}: absent du texte.",
        "rattache" => "Les lignes de cette valeur ont changé.",
        "leve" => "Le doute est levé.",
        "confirme" => "La lecture est confirmée\u{a0}: la convention paraît à celles et ceux qui ont un mandat.",
        "corrige" => "La lecture est corrigée.",
        "annule" => "La correction est annulée.",
        _ => return None,
    })
}

/// What the address asks for; the first open point when it asks for nothing.
fn look(room: &Room, walk: &Walk<'_>, asked: &Asked) -> Result<Look, Failure> {
    if !asked.valeur.is_empty() {
        return value_look(room, walk, asked);
    }
    if let Some(lines) = asked.lines()? {
        return lines_look(room, walk, lines);
    }
    if asked.point.is_empty() {
        return Ok(walk.next_open(0).map_or(Look::Nothing, Look::Point));
    }
    if let Some(place) = place_of(walk, &asked.point) {
        return Ok(Look::Point(place));
    }
    // What was lifted is no longer there: the walk goes on from where it stood.
    let line = asked.point.split_once('-').and_then(|(line, _)| line.parse::<u32>().ok());
    let from = walk.first_from(line.ok_or(Failure::NotFound)?);
    Ok(walk.next_open(from).map_or(Look::Nothing, Look::Point))
}

/// A value that was just taken out is no longer there: the walk goes on.
fn value_look(room: &Room, walk: &Walk<'_>, asked: &Asked) -> Result<Look, Failure> {
    match room.index.at(&asked.valeur) {
        Some(held) => Ok(Look::Value(held.place.clone())),
        None if asked.fait.is_empty() => Err(Failure::NotFound),
        None => Ok(walk.next_open(0).map_or(Look::Nothing, Look::Point)),
    }
}

/// Lines that no value holds are looked at as the point that they belong to.
fn lines_look(room: &Room, walk: &Walk<'_>, lines: Lines) -> Result<Look, Failure> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Err(Failure::NotFound);
    };
    if first == 0 || last > room.index.line_count {
        return Err(Failure::NotFound);
    }
    let loose = walk.loose_at(first).filter(|_| room.index.told_by(&lines).is_empty());
    Ok(loose.map_or(Look::Lines(lines), Look::Point))
}

/// The lines of what is looked at, and the words marked in them.
fn lit(room: &Room, walk: &Walk<'_>, look: &Look, asked: &Asked) -> Lit {
    let lit = match look {
        Look::Point(place) => {
            let point = &walk.points[*place];
            Lit {
                lines: point.lines(),
                marks: point.marks().into_iter().map(str::to_owned).collect(),
                point: Some(*place),
            }
        }
        Look::Value(place) => room.index.at(place).map_or_else(Lit::default, |held| Lit {
            lines: held.lines.clone(),
            marks: vec![held.words.clone()],
            point: None,
        }),
        Look::Lines(lines) => Lit {
            lines: lines.clone(),
            ..Lit::default()
        },
        Look::Nothing => Lit::default(),
    };
    match &asked.ticked {
        Some(lines) => Lit {
            lines: lines.clone(),
            ..lit
        },
        None => lit,
    }
}

/// The first line of the window: windows are always the same, so that the text does not move under the eyes.
fn window(room: &Room, asked: &Asked, lit: &Lines) -> u32 {
    let line = asked.depuis.or_else(|| lit.first()).unwrap_or(1);
    let line = line.clamp(1, room.index.line_count.max(1));
    (line - 1) / WINDOW * WINDOW + 1
}

/// "Ligne 12", "Lignes 12 à 14, ligne 20".
pub(super) fn places(lines: &Lines) -> String {
    let labels = lines.ranges().iter().map(|range| web::href::lines_label(*range)).enumerate();
    let labels = labels.map(|(place, label)| if place == 0 { label } else { label.to_lowercase() });
    labels.collect::<Vec<_>>().join(", ")
}
