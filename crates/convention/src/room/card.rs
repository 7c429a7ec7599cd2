//! The card of what is looked at: the words of the text, what was made of them, and what may be answered.
//!
//! It offers answers and gives none.

use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use domain::review::PointKind;
use web::failure::Failure;
use web::french;
use web::href::{href, with_query};
use web::visit::Visit;

use super::answer::ALL;
use super::index::Held;
use super::page::{Address, Look, places};
use super::past::{Past, told};
use super::rows::{AnomalyRow, LookedAt, past};
use super::walk::{Of, Point, Walk};
use super::{Room, named};
use crate::text_show::LineRow;

/// Values told under the card.
const VALUES: usize = 14;
/// Lines of the text quoted in the card.
const QUOTED: usize = 6;
/// The longest quotation, in characters.
const QUOTE_CHARS: usize = 600;

/// A passage quoted.
pub(super) struct Quote {
    pub(super) words: String,
    pub(super) place: String,
    pub(super) address: String,
}

/// A value that the lines tell.
pub(super) struct ValueView {
    pub(super) label: String,
    pub(super) words: String,
    pub(super) address: String,
}

/// What can be answered, for whoever corrects readings.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The words of the first button, which answers and goes on.
    pub(super) first: Option<&'static str>,
    /// Whether someone looked at it, and may ask for it to be looked at again.
    pub(super) again: bool,
    /// Where the value is corrected.
    pub(super) edit: Option<String>,
    /// Where its lines are ticked.
    pub(super) attach: Option<String>,
    /// Whether it can be absent from the text.
    pub(super) absent: bool,
    /// Where an écart is settled.
    pub(super) register: Option<String>,
    /// Values to which lines that nothing holds may be attached.
    pub(super) near: Vec<String>,
}

impl Answers {
    /// Whether there is anything to answer.
    pub(super) const fn any(&self) -> bool {
        self.first.is_some() || self.again || self.edit.is_some() || self.register.is_some()
    }
}

/// The card.
#[derive(Default)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) tags: Vec<(&'static str, String)>,
    pub(super) sentence: Option<String>,
    pub(super) quotes: Vec<Quote>,
    /// What was read, when the card is of one value.
    pub(super) read: Option<String>,
    pub(super) past: Vec<Past>,
    /// The title of the values that the lines tell.
    pub(super) values_title: String,
    pub(super) values: Vec<ValueView>,
    pub(super) answers: Answers,
    /// The point, as an address names it.
    pub(super) point: String,
    /// The place of the value, and what stands there.
    pub(super) value: String,
    pub(super) stands: String,
    /// The lines of the value that the window does not show.
    pub(super) elsewhere: String,
    /// Whether the lines of the value are being ticked.
    pub(super) attaches: bool,
    /// Whether nothing is left to look at.
    pub(super) is_end: bool,
}

/// The card of a look.
pub(super) async fn of(
    visit: &mut Visit,
    (room, walk): (&Room, &Walk<'_>),
    look: &Look,
    rows: &[LineRow],
    address: &Address<'_>,
) -> Result<Card, Failure> {
    match look {
        Look::Point(place) => of_point(visit, room, &walk.points[*place], rows, address).await,
        Look::Value(place) => {
            let held = room.index.at(place).ok_or(Failure::NotFound)?;
            of_value(visit, room, held, rows, address).await
        }
        Look::Lines(lines) => Ok(of_lines(room, lines, rows, address)),
        Look::Nothing => Ok(Card {
            title: if address.nature().is_empty() {
                "Tout a été vu".to_owned()
            } else {
                "Plus rien à voir de cette nature".to_owned()
            },
            is_end: true,
            ..Card::default()
        }),
    }
}

async fn of_point(
    visit: &mut Visit,
    room: &Room,
    point: &Point<'_>,
    rows: &[LineRow],
    address: &Address<'_>,
) -> Result<Card, Failure> {
    let lines = point.lines();
    let mut card = match point.of {
        Of::Passage(passage) if point.kind == PointKind::Doubt => Card {
            title: format!("Est-ce bien lu\u{a0}? {}", point.words()),
            sentence: Some(french::spaced(&passage.reason)),
            quotes: written(&lines, rows, address),
            ..Card::default()
        },
        Of::Passage(_) => Card {
            title: format!("{}\u{a0}: rien n’en est fait", places(&lines)),
            sentence: Some("Aucune valeur ne tient ces mots. Ils restent à leur place dans le texte.".to_owned()),
            quotes: written(&lines, rows, address),
            ..Card::default()
        },
        Of::Anomaly(row) => of_anomaly(row, address),
    };
    card.tags.insert(0, (tag(point), point.kind.french().to_owned()));
    let (convention, key) = (room.convention, point.key.digest());
    let look = if room.checked.contains(&point.key) {
        visit.first(LookedAt { convention, key }).await?
    } else {
        None
    };
    if let Some(look) = look {
        let who = look.person.as_deref().unwrap_or("Une personne effacée");
        card.past.push(Past {
            words: "Point vu".to_owned(),
            before: None,
            after: None,
            who: format!("{who}, {}", french::moment(look.at)),
        });
    }
    tell_values(&mut card, room, &lines, address);
    card.point = named(point);
    if room.corrects {
        card.answers = answers(room, point, address);
    }
    Ok(card)
}

fn of_anomaly(row: &AnomalyRow, address: &Address<'_>) -> Card {
    let quoted = [Some(&row.a), row.b.as_ref()]
        .into_iter()
        .flatten()
        .filter(|quote| quote.line > 0);
    let name = row.rule.map_or(row.family.french(), |rule| rule.rule().name);
    let mut tags = vec![("", row.severity.french().to_owned())];
    if let Some(state) = row.state {
        tags.push(("info", state.french().to_owned()));
    }
    Card {
        title: name.to_owned(),
        tags,
        sentence: Some(french::spaced(&row.reason)),
        quotes: quoted
            .map(|quote| Quote {
                words: french::beginning(&quote.words, QUOTE_CHARS),
                place: format!("Ligne\u{a0}{}", quote.line),
                address: format!("{}#l{}", address.to(&[("ligne", &quote.line.to_string())]), quote.line),
            })
            .collect(),
        ..Card::default()
    }
}

const fn tag(point: &Point<'_>) -> &'static str {
    match (point.done, point.kind) {
        (true, _) => "ok",
        (false, PointKind::Anomaly) => "warn",
        (false, _) => "guess",
    }
}

fn answers(room: &Room, point: &Point<'_>, address: &Address<'_>) -> Answers {
    let lines = point.lines();
    let best = best(room, point);
    let register = |row: &AnomalyRow| {
        let register = Target::Desk(DeskPlace::Anomaly(room.convention));
        with_query(href(register), &[("cle", &row.key.to_string())])
    };
    Answers {
        first: (!point.done).then_some(match point.kind {
            PointKind::Loose => "Garder tel quel, suivant",
            PointKind::Doubt => "C’est bien lu, suivant",
            PointKind::Anomaly => "Vu, suivant",
        }),
        again: point.done && room.checked.contains(&point.key),
        edit: best.map(|held| edit(room, &held.place, address)),
        attach: best.map(|held| ticking(held, address)),
        absent: false,
        register: match point.of {
            Of::Anomaly(row) => Some(register(row)),
            Of::Passage(_) => None,
        },
        near: match point.kind {
            PointKind::Loose => room.index.near(&lines).into_iter().map(Held::title).collect(),
            PointKind::Doubt | PointKind::Anomaly => Vec::new(),
        },
    }
}

/// The value that a point is about: the one whose words are those quoted, else the longest of those that the quotation holds, else the
/// first of its lines.
fn best<'r>(room: &'r Room, point: &Point<'_>) -> Option<&'r Held> {
    let told = room.index.told_by(&point.lines());
    let marks = point.marks();
    let equal = |held: &&&Held| marks.contains(&held.words.as_str());
    let inside = |held: &&&Held| {
        let words = held.words.as_str();
        !words.is_empty()
            && marks
                .iter()
                .any(|mark| !mark.is_empty() && (mark.contains(words) || words.contains(mark)))
    };
    let longest = told.iter().filter(inside).max_by_key(|held| held.words.len());
    told.iter().find(equal).or(longest).or(told.first()).copied()
}

async fn of_value(
    visit: &mut Visit,
    room: &Room,
    held: &Held,
    rows: &[LineRow],
    address: &Address<'_>,
) -> Result<Card, Failure> {
    let past = past(visit, room.convention, &held.place).await?;
    let attaches = room.corrects && address.attaches();
    let mut card = Card {
        title: held.label.clone(),
        tags: of_value_tags(room, held),
        quotes: written(&held.lines, rows, address),
        read: Some(held.words.clone()),
        past: past.iter().map(|row| told(room, &held.place, row)).collect(),
        value: held.place.clone(),
        stands: held.digest.to_string(),
        elsewhere: address.elsewhere().unwrap_or_else(|| outside(&held.lines, rows).to_string()),
        attaches,
        ..Card::default()
    };
    if room.corrects && !attaches {
        card.answers = Answers {
            edit: Some(edit(room, &held.place, address)),
            attach: Some(ticking(held, address)),
            absent: held.removable,
            ..Answers::default()
        };
    }
    tell_values(&mut card, room, &held.lines, address);
    card.values.retain(|value| value.label != held.label);
    Ok(card)
}

fn of_value_tags(room: &Room, held: &Held) -> Vec<(&'static str, String)> {
    let mut tags = Vec::new();
    if held.lines.is_empty() {
        tags.push(("paper", "sans ligne du texte".to_owned()));
    }
    if held.lines.meets(&room.index.recognised) {
        tags.push(("warn", "probable, reconnu sur une image".to_owned()));
    }
    tags
}

fn of_lines(room: &Room, lines: &Lines, rows: &[LineRow], address: &Address<'_>) -> Card {
    let mut card = Card {
        title: places(lines),
        quotes: written(lines, rows, address),
        ..Card::default()
    };
    tell_values(&mut card, room, lines, address);
    if card.values.is_empty() {
        let told = if card.quotes.is_empty() {
            "Rien n’est écrit ici."
        } else {
            "Aucune valeur qui se corrige ne vient d’ici."
        };
        card.sentence = Some(told.to_owned());
    }
    card
}

/// The values that some lines tell, under the card.
fn tell_values(card: &mut Card, room: &Room, lines: &Lines, address: &Address<'_>) {
    let told = room.index.told_by(lines);
    let spoken = places(lines);
    card.values_title = match told.len() {
        0 => String::new(),
        count if count > VALUES => format!("Lu ici\u{a0}: {count} valeurs, les premières"),
        _ if spoken.starts_with("Lignes") || spoken.contains(',') => "Lu sur ces lignes".to_owned(),
        _ => format!("Lu à la ligne\u{a0}{}", lines.first().unwrap_or(0)),
    };
    let view = |held: &Held| ValueView {
        label: held.label.clone(),
        words: french::beginning(&held.words, 160),
        address: address.to(&[("valeur", &held.place)]),
    };
    card.values = told.into_iter().take(VALUES).map(view).collect();
}

/// The text of some lines, as far as the window shows them.
fn written(lines: &Lines, rows: &[LineRow], address: &Address<'_>) -> Vec<Quote> {
    let held =
        |row: &&LineRow| u32::try_from(row.number).is_ok_and(|number| lines.holds(number)) && !row.text.trim().is_empty();
    let quote = |row: &LineRow| Quote {
        words: french::beginning(row.text.trim(), QUOTE_CHARS),
        place: format!("Ligne\u{a0}{}", row.number),
        address: format!("{}#l{}", address.to(&[("ligne", &row.number.to_string())]), row.number),
    };
    rows.iter().filter(held).take(QUOTED).map(quote).collect()
}

/// Those of some lines that the window does not show.
fn outside(lines: &Lines, rows: &[LineRow]) -> Lines {
    let shown = |line: u32| rows.iter().any(|row| row.number == i64::from(line));
    let left = lines.iter().filter(|line| !shown(*line));
    left.map(Lines::one).fold(Lines::default(), |all, own| all.union(&own))
}

/// The form of a value, which comes back to the points that are walked.
fn edit(room: &Room, place: &str, address: &Address<'_>) -> String {
    let walked = if address.nature().is_empty() { ALL } else { address.nature() };
    with_query(href(Target::Reading(room.convention)), &[("place", place), ("salle", walked)])
}

fn ticking(held: &Held, address: &Address<'_>) -> String {
    address.to(&[("valeur", &held.place), ("rattacher", "oui"), ("volet", "texte")])
}
