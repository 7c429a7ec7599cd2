//! Names on a picture: those of the communes chosen first, the largest first, none over another.
//!
//! A dot has its name beside it. A name that does not fit is left to the table beside the picture.

use std::collections::BTreeMap;

use crate::area::Shape;
use crate::drawing::{DOT, Label, Pen, Side, View, whole};
use crate::path::Point;

/// Where names may go.
pub(crate) struct Points(Vec<Spot>);

struct Spot {
    code: String,
    name: String,
    at: Point,
    chosen: bool,
    /// Whether a dot stands for it: its name goes beside.
    speck: bool,
    /// How wide it is on the picture: large communes are named first.
    room: f64,
}

/// Letters of a name, in units: about half the height of the text.
const LETTER: f64 = 7.2;

/// Where fewer names than this are to be shown, all are tried.
const FEW: usize = 24;

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
            let speck = Some(shape).filter(|shape| shape.chosen).and_then(|shape| pen.speck(shape));
            Some(Spot {
                code: shape.code().to_owned(),
                name,
                at: speck.unwrap_or_else(|| point.map_or_else(|| middle(&largest), |point| pen.view.place(point))),
                chosen: shape.chosen,
                speck: speck.is_some(),
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
        boxes.extend(
            self.0
                .iter()
                .filter(|spot| spot.speck)
                .map(|spot| around(spot.at, [DOT, DOT])),
        );
        let specks = self.0.iter().filter(|spot| spot.speck).count();
        let mut labels = Vec::new();
        for spot in &self.0 {
            // The name of a small commune would lie over its neighbours.
            let roomy = spot.room * 1.6 > 2.0 * spot.half() || self.0.len() < FEW || spot.speck && specks < FEW;
            let free = |own: &[f64; 4]| inside(own, view) && !boxes.iter().any(|other| meet(*own, *other));
            let middles = spot.middles().into_iter().filter(|_| roomy);
            let place = middles.map(|at| (at, around(at, [spot.half(), LINE / 2.0])));
            if let Some((at, own)) = place.into_iter().find(|(_, own)| free(own)) {
                boxes.push(own);
                labels.push(Label {
                    code: spot.code.clone(),
                    text: spot.name.clone(),
                    x: whole(at[0]),
                    y: whole(at[1] + 4.0),
                });
            }
        }
        labels
    }
}

impl Spot {
    /// Half the width of its name.
    fn half(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "the letters of a name")]
        let letters = self.name.chars().count() as f64;
        letters * LETTER / 2.0
    }

    /// Where the middle of its name may go, the best first.
    fn middles(&self) -> Vec<Point> {
        let [x, y] = self.at;
        let aside = self.half() + DOT + 3.0;
        match (self.chosen, self.speck) {
            (_, true) => vec![[x + aside, y], [x - aside, y], [x, y - LINE], [x, y + LINE]],
            (true, false) => vec![[x, y], [x, y + LINE], [x, y - LINE]],
            (false, false) => vec![[x, y]],
        }
    }
}

/// The box of these half sizes around a point.
fn around([x, y]: Point, [wide, tall]: [f64; 2]) -> [f64; 4] {
    [x - wide, y - tall, x + wide, y + tall]
}

fn inside(own: &[f64; 4], view: &View) -> bool {
    own[0] >= 2.0 && own[1] >= 2.0 && own[2] <= view.width - 2.0 && own[3] <= view.height - 2.0
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
