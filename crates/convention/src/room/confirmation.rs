//! The end of a review: all that was made of the text, what is left to look at, and the button by which the convention is shown.
//!
//! Nothing is hidden for being unseen: it is counted, and stays where it was.

use askama::Template;
use domain::access::verbs::CorrectReading;
use domain::places::{DeskPlace, Target};
use domain::review::{PointKind, ReadingConfirmed};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::visit::Visit;

use super::Room;
use super::rows::Head;
use crate::reading_show::{Life, Said, corrections};
use crate::tables::Tables;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    geste: String,
}

#[derive(Template)]
#[template(path = "room_confirmation.html")]
struct Confirmation {
    frame: Frame,
    room: Room,
    errors: Errors,
    corrections: Vec<Said>,
    /// Points of each kind, and how many of them nobody looked at.
    points: Vec<(PointKind, usize, usize)>,
}

impl Confirmation {
    fn room(&self) -> Target {
        self.room.own()
    }

    fn own(&self) -> Target {
        Target::Desk(DeskPlace::ReadingConfirmation(self.room.convention))
    }

    /// The room, walking these points.
    fn walk(&self, kind: &PointKind) -> String {
        with_query(href(self.room.own()), &[("nature", kind.code())])
    }

    /// "3 à voir", "tous vus", "aucun".
    fn left(&self, all: &usize, left: &usize) -> String {
        match (all, left) {
            (0, _) => "aucun".to_owned(),
            (_, 0) => "tous vus".to_owned(),
            (_, left) => format!("{left} à voir"),
        }
    }

    /// "1 001 lignes".
    fn lines(&self) -> String {
        french::count(self.room.line_count(), "ligne", "lignes")
    }

    fn unseen(&self) -> usize {
        self.points.iter().map(|(_, _, left)| left).sum()
    }

    /// What is corrected and stands.
    fn standing(&self) -> usize {
        self.corrections.iter().filter(|said| said.life == Life::Stands).count()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    if typed.geste != "confirmer" {
        let page = page(
            &mut visit,
            Errors::whole("Choisissez de confirmer la lecture, ou de continuer à la relire."),
        )
        .await?;
        return Err(visit.invalid(&page));
    }
    let room = Room::open(&mut visit).await?;
    let walk = room.walk();
    let unseen = u32::try_from(walk.points.len() - walk.done()).unwrap_or(u32::MAX);
    let convention = room.convention;
    let mut tx = visit.begin::<CorrectReading>(convention).await?;
    // The ordinal first: it holds back whoever confirms the same reading, until this one is kept.
    tx.allocate(store::Sequence::Convention(convention, "point")).await?;
    let head = tx.load_first(Head { convention }).await?.ok_or(Failure::NotFound)?;
    if head.review {
        let fact = ReadingConfirmed { convention, unseen };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other_with(room.own(), &[("fait", "confirme")]))
}

async fn page(visit: &mut Visit, errors: Errors) -> Result<Confirmation, Failure> {
    let room = Room::open(visit).await?;
    let corrections = corrections(visit, room.convention, &room.index.names).await?;
    let walk = room.walk();
    let points = PointKind::ALL.map(|kind| {
        let of_kind = walk.points.iter().filter(|point| point.kind == kind);
        (kind, of_kind.clone().count(), of_kind.filter(|point| !point.done).count())
    });
    drop(walk);
    let frame = visit.frame("Terminer la relecture").await?;
    Ok(Confirmation {
        frame: frame
            .crumb("Convention", Target::Convention(room.convention))
            .crumb("Salle de lecture", room.own())
            .without_nav(),
        points: points.into(),
        room,
        errors,
        corrections,
    })
}
