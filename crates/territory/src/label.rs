//! Names on a picture: those of the communes chosen first, the largest first, none over another.
//!
//! A name that does not fit is left to the table beside the picture.

use std::collections::BTreeMap;

use crate::area::Shape;
use crate::drawing::{Label, Pen, Side, View, whole};
use crate::path::Point;

/// Where names may go.
pub(crate) struct Points(Vec<Spot>);

struct Spot {
    code: String,
    name: String,
    at: Point,
    chosen: bool,
    /// How wide it is on the picture: large communes are named first.
    room: f64,
}

/// Letters of a name, in units: about half the height of the text.
const LETTER: f64 = 7.2;

/// Lines of names do not touch.
const LINE: f64 = 17.0;

impl Points {
    pub(crate) fn of(pen: &Pen<'_>, shapes: &[Shape<'_>], named: &impl Fn(&str) -> Option<(String, Option<[f64; 2]>)>) -> Self {
        let shown = shapes.iter().filter(|shape| shape.chosen || shape.touches);
        let spots = shown.filter_map(|shape| {
            let (name, point) = named(shape.code())?;
            let ring = shape
                .rings
                .rings
                .iter()
                .map(|ring| pen.ring(ring.iter().map(|step| (shape, *step))));
            let largest = ring.max_by(|one, two| width(one).total_cmp(&width(two)))?;
            Some(Spot {
                code: shape.code().to_owned(),
                name,
                at: point.map_or_else(|| middle(&largest), |point| pen.view.place(point)),
                chosen: shape.chosen,
                room: width(&largest),
            })
        });
        let mut spots: Vec<Spot> = spots.collect();
        spots.sort_by(|one, two| {
            two.chosen
                .cmp(&one.chosen)
                .then(two.room.total_cmp(&one.room))
                .then(one.code.cmp(&two.code))
        });
        Self(spots)
    }

    pub(crate) fn sides(&self, view: &View) -> BTreeMap<String, Side> {
        let centre = [view.width / 2.0, view.height / 2.0];
        let chosen = self.0.iter().filter(|spot| spot.chosen);
        chosen
            .map(|spot| (spot.code.clone(), Side::of(centre, spot.at, view.height / 12.0)))
            .collect()
    }

    /// Names that fit the picture and touch no other.
    pub(crate) fn labels(&self, view: &View) -> Vec<Label> {
        let mut boxes: Vec<[f64; 4]> = vec![
            [0.0, view.height - 34.0, 150.0, view.height],
            [view.width - 40.0, 0.0, view.width, 50.0],
        ];
        let mut labels = Vec::new();
        for spot in &self.0 {
            #[expect(clippy::cast_precision_loss, reason = "the letters of a name")]
            let half = spot.name.chars().count() as f64 * LETTER / 2.0;
            let own = [
                spot.at[0] - half,
                spot.at[1] - LINE / 2.0,
                spot.at[0] + half,
                spot.at[1] + LINE / 2.0,
            ];
            let fits = own[0] >= 2.0 && own[1] >= 2.0 && own[2] <= view.width - 2.0 && own[3] <= view.height - 2.0;
            // The name of a small commune would lie over its neighbours.
            let roomy = spot.room * 1.6 > 2.0 * half || self.0.len() < 24;
            if fits && roomy && !boxes.iter().any(|other| meet(own, *other)) {
                boxes.push(own);
                labels.push(Label {
                    code: spot.code.clone(),
                    text: spot.name.clone(),
                    x: whole(spot.at[0]),
                    y: whole(spot.at[1] + 4.0),
                });
            }
        }
        labels
    }
}

fn meet(one: [f64; 4], two: [f64; 4]) -> bool {
    one[0] < two[2] && two[0] < one[2] && one[1] < two[3] && two[1] < one[3]
}

fn width(ring: &[Point]) -> f64 {
    let along = ring.iter().map(|point| point[0]);
    let low = along.clone().fold(f64::INFINITY, f64::min);
    (along.fold(f64::NEG_INFINITY, f64::max) - low).max(0.0)
}

fn middle(ring: &[Point]) -> Point {
    #[expect(clippy::cast_precision_loss, reason = "the points of a ring")]
    let count = ring.len().max(1) as f64;
    let sum = ring
        .iter()
        .fold([0.0, 0.0], |sum, point| [sum[0] + point[0], sum[1] + point[1]]);
    [sum[0] / count, sum[1] / count]
}
