//! A picture of some communes: paths to fill, names and where they go, a scale. Numbers only; colours are for the page.
//!
//! Longitude is shrunk by the cosine of the latitude in the middle, north is up. The picture is as detailed as its
//! budget of characters allows.

use std::collections::BTreeMap;

use crate::area::{Area, Shape};
use crate::label::Points;
use crate::limits::Step;
use crate::outline::closed;
use crate::path::{Point, clipped, simplified, write};

/// Width of a picture, in its own units; its height follows.
const WIDTH: f64 = 560.0;

/// A picture is never taller.
const TALLEST: f64 = 480.0;

/// Room left around the communes chosen: enough to see who is next to them.
const MARGIN: f64 = 46.0;

/// A commune chosen that would be drawn smaller than this is a dot, which can be seen.
const SPECK: f64 = 9.0;

/// Half the width of a dot.
pub(crate) const DOT: f64 = 4.0;

/// Kilometres of a degree of latitude.
const KILOMETRES: f64 = 111.32;

/// A commune to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The INSEE code.
    pub code: String,
    /// The path, to fill by the even-odd rule.
    pub path: String,
}

/// Where the name of a commune goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The INSEE code.
    pub code: String,
    /// The name.
    pub text: String,
    /// The middle of the text, from the left.
    pub x: i64,
    /// Its base line, from the top.
    pub y: i64,
}

/// A length that a whole number of kilometres takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScaleBar {
    /// How long, in units of the picture.
    pub length: i64,
    /// For how many kilometres.
    pub kilometres: i64,
}

/// On which side of the picture something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the middle.
    Centre,
    /// To the north.
    North,
    /// To the north-east.
    NorthEast,
    /// To the east.
    East,
    /// To the south-east.
    SouthEast,
    /// To the south.
    South,
    /// To the south-west.
    SouthWest,
    /// To the west.
    West,
    /// To the north-west.
    NorthWest,
}

impl Side {
    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Centre => "au centre",
            Self::North => "au nord",
            Self::NorthEast => "au nord-est",
            Self::East => "à l’est",
            Self::SouthEast => "au sud-est",
            Self::South => "au sud",
            Self::SouthWest => "au sud-ouest",
            Self::West => "à l’ouest",
            Self::NorthWest => "au nord-ouest",
        }
    }

    /// From the middle of the picture to a point of it.
    pub(crate) fn of(from: Point, to: Point, within: f64) -> Self {
        let [dx, dy] = [to[0] - from[0], from[1] - to[1]];
        if dx.hypot(dy) < within {
            return Self::Centre;
        }
        let (east, north) = (dx.abs() > dy.abs() / 2.4, dy.abs() > dx.abs() / 2.4);
        match (north, dy > 0.0, east, dx > 0.0) {
            (true, true, true, true) => Self::NorthEast,
            (true, true, true, false) => Self::NorthWest,
            (true, false, true, true) => Self::SouthEast,
            (true, false, true, false) => Self::SouthWest,
            (true, true, ..) => Self::North,
            (true, false, ..) => Self::South,
            (false, _, _, true) => Self::East,
            (false, _, _, false) => Self::West,
        }
    }
}

/// A picture, ready for a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// The communes chosen.
    pub pieces: Vec<Piece>,
    /// Those around, as one path.
    pub around: String,
    /// The outline of those chosen.
    pub outline: String,
    /// Names that fit, of those chosen first.
    pub labels: Vec<Label>,
    /// The scale.
    pub scale: ScaleBar,
    /// Where each commune chosen lies.
    pub sides: BTreeMap<String, Side>,
}

/// How degrees become units.
pub(crate) struct View {
    cosine: f64,
    low: Point,
    unit: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a length of the picture, within a few thousand units"
)]
pub(crate) fn whole(number: f64) -> i64 {
    number.round() as i64
}

impl View {
    /// The smallest view of the communes chosen, with its margin.
    fn of(area: &Area) -> Option<Self> {
        let points: Vec<Point> = area
            .outline()
            .iter()
            .flatten()
            .map(|point| area.limits.degrees(*point))
            .collect();
        let bound = |axis: usize, better: fn(f64, f64) -> f64| points.iter().map(|point| point[axis]).reduce(better);
        let (west, east) = (bound(0, f64::min)?, bound(0, f64::max)?);
        let (south, north) = (bound(1, f64::min)?, bound(1, f64::max)?);
        let cosine = f64::midpoint(south, north).to_radians().cos();
        let (wide, tall) = (((east - west) * cosine).max(1e-6), (north - south).max(1e-6));
        let unit = ((WIDTH - 2.0 * MARGIN) / wide).min((TALLEST - 2.0 * MARGIN) / tall);
        let height = 2.0f64.mul_add(MARGIN, tall * unit);
        let left = (WIDTH - wide * unit) / 2.0;
        Some(Self {
            cosine,
            low: [(west * cosine).mul_add(unit, -left), (-north).mul_add(unit, -MARGIN)],
            unit,
            width: WIDTH,
            height,
        })
    }

    pub(crate) fn place(&self, [lon, lat]: [f64; 2]) -> Point {
        [
            (lon * self.cosine).mul_add(self.unit, -self.low[0]),
            (-lat).mul_add(self.unit, -self.low[1]),
        ]
    }

    fn scale(&self) -> ScaleBar {
        let kilometre = self.unit / KILOMETRES;
        let mut bar = ScaleBar {
            length: 0,
            kilometres: 1,
        };
        for kilometres in [1, 2, 5, 10, 20, 50, 100, 200, 500] {
            #[expect(clippy::cast_precision_loss, reason = "a small number")]
            let length = whole(kilometre * kilometres as f64);
            if bar.length == 0 || length <= 110 {
                bar = ScaleBar { length, kilometres };
            }
        }
        bar
    }
}

impl Drawing {
    /// Draws an area within about `budget` characters. `named` gives the name and a point inside of a commune.
    pub fn of<'n>(area: &Area, budget: usize, named: impl Fn(&str) -> Option<(String, Option<[f64; 2]>)> + 'n) -> Option<Self> {
        let view = View::of(area)?;
        let mut tolerance = 0.4;
        loop {
            let drawing = Pen {
                area,
                view: &view,
                tolerance,
            }
            .draw(&named);
            if drawing.size() <= budget || tolerance > 8.0 {
                return Some(drawing);
            }
            tolerance *= 1.35;
        }
    }

    fn size(&self) -> usize {
        let pieces: usize = self.pieces.iter().map(|piece| piece.path.len()).sum();
        pieces + self.around.len() + self.outline.len()
    }
}

/// A view of an area, at one level of detail.
pub(crate) struct Pen<'a> {
    area: &'a Area,
    pub(crate) view: &'a View,
    tolerance: f64,
}

impl Pen<'_> {
    fn draw(&self, named: &impl Fn(&str) -> Option<(String, Option<[f64; 2]>)>) -> Drawing {
        let shapes = self.area.shapes();
        let mut outline = self.outline();
        let pieces = shapes.iter().filter(|shape| shape.chosen).map(|shape| Piece {
            code: shape.code().to_owned(),
            path: match self.dot(shape) {
                Some(dot) => {
                    outline.push_str(&dot);
                    dot
                }
                None => self.path(shape),
            },
        });
        let pieces = pieces.collect();
        let mut around = String::new();
        for shape in shapes.iter().filter(|shape| !shape.chosen) {
            self.add_around(&mut around, shape);
        }
        let points = Points::of(self, &shapes, named);
        Drawing {
            width: whole(self.view.width),
            height: whole(self.view.height),
            pieces,
            around,
            outline,
            sides: points.sides(self.view),
            labels: points.labels(self.view),
            scale: self.view.scale(),
        }
    }

    fn path(&self, shape: &Shape<'_>) -> String {
        let mut path = String::new();
        for ring in &shape.rings.rings {
            write(&mut path, &self.ring(ring.iter().map(|step| (shape, *step))));
        }
        path
    }

    /// The middle of a commune that is too small on this picture to be seen: far from the others, or an island.
    pub(crate) fn speck(&self, shape: &Shape<'_>) -> Option<Point> {
        let rings = shape.rings.rings.iter().flatten();
        let points = rings.flat_map(|step| &shape.block.arcs[step.arc].points);
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points.map(|point| self.view.place(self.area.limits.degrees(*point))) {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        // A line that is simplified further than that would close on itself.
        let least = SPECK.max(5.0 * self.tolerance);
        let is_small = high[0] - low[0] < least && high[1] - low[1] < least;
        is_small.then(|| [0, 1].map(|axis| f64::midpoint(low[axis], high[axis])))
    }

    fn dot(&self, shape: &Shape<'_>) -> Option<String> {
        let [x, y] = self.speck(shape)?;
        Some(format!(
            "M{:.1} {y:.1}a{DOT} {DOT} 0 1 0 {w} 0a{DOT} {DOT} 0 1 0-{w} 0z",
            x - DOT,
            w = 2.0 * DOT
        ))
    }

    /// A commune around, coarser, and no farther than the edge.
    fn add_around(&self, path: &mut String, shape: &Shape<'_>) {
        let (low, high) = ([-4.0, -4.0], [self.view.width + 4.0, self.view.height + 4.0]);
        for ring in &shape.rings.rings {
            let outside = |axis: usize| {
                let mut ends = ring.iter().filter_map(|step| shape.block.ends(*step)).flatten();
                let place = |point| self.view.place(self.area.limits.degrees(point))[axis];
                let (mut under, mut over) = (true, true);
                ends.by_ref().for_each(|point| {
                    under &= place(point) < low[axis] - 200.0;
                    over &= place(point) > high[axis] + 200.0;
                });
                under || over
            };
            if !outside(0) && !outside(1) {
                let ring = self.ring(ring.iter().map(|step| (shape, *step)));
                write(path, &clipped(ring, low, high));
            }
        }
    }

    fn outline(&self) -> String {
        let mut path = String::new();
        for group in closed(&self.area.blocks, self.area.outline_steps()) {
            let steps = group
                .iter()
                .flat_map(|(rank, step)| self.line(&self.area.blocks[*rank], *step));
            write(&mut path, &steps.collect::<Vec<_>>());
        }
        path
    }

    pub(crate) fn ring<'s>(&self, steps: impl Iterator<Item = (&'s Shape<'s>, Step)>) -> Vec<Point> {
        steps.flat_map(|(shape, step)| self.line(shape.block, step)).collect()
    }

    /// An arc, simplified the same way from both sides, without its last point.
    fn line(&self, block: &crate::limits::Block, step: Step) -> Vec<Point> {
        let points = &block.arcs[step.arc].points;
        let placed: Vec<Point> = points
            .iter()
            .map(|point| self.view.place(self.area.limits.degrees(*point)))
            .collect();
        let mut line = simplified(&placed, self.tolerance);
        if step.backwards {
            line.reverse();
        }
        line.pop();
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_said_in_words() {
        let side = |x: f64, y: f64| Side::of([0.0, 0.0], [x, y], 1.0).french();
        assert_eq!(side(0.2, 0.2), "au centre");
        assert_eq!(side(9.0, 1.0), "à l’est");
        assert_eq!(side(-9.0, 1.0), "à l’ouest");
        assert_eq!(side(1.0, -9.0), "au nord", "north is up");
        assert_eq!(side(-9.0, 8.0), "au sud-ouest");
    }
}
