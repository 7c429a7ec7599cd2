//! Lines as they are written in a picture: simplified arc by arc, rounded, and clipped.
//!
//! Ends of arcs never move, so that two communes keep exactly the same line between them.

use std::fmt::Write as _;

/// A point of the picture, before it is rounded.
pub(crate) type Point = [f64; 2];

/// The same line with the fewest points that stay within `tolerance` of it.
pub(crate) fn simplified(points: &[Point], tolerance: f64) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut kept = vec![*first];
    // Halves still to look at, the first one on top.
    let mut halves = vec![(0, points.len() - 1)];
    while let Some((from, to)) = halves.pop() {
        match farthest(points, from, to) {
            Some((at, distance)) if distance > tolerance => {
                halves.push((at, to));
                halves.push((from, at));
            }
            _ if to > from => kept.push(points[to]),
            _ => {}
        }
    }
    if kept.len() == 1 && points.len() > 1 {
        kept.push(*last);
    }
    kept
}

/// The point between two others that is farthest from the line that joins them.
fn farthest(points: &[Point], from: usize, to: usize) -> Option<(usize, f64)> {
    let distance = |at: usize| (at, distance(points[at], points[from], points[to]));
    (from + 1..to).map(distance).max_by(|one, two| one.1.total_cmp(&two.1))
}

fn distance(point: Point, from: Point, to: Point) -> f64 {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx.hypot(dy);
    if length == 0.0 {
        return (point[0] - from[0]).hypot(point[1] - from[1]);
    }
    ((point[0] - from[0]) * dy - (point[1] - from[1]) * dx).abs() / length
}

/// The part of a closed line that lies inside a frame.
pub(crate) fn clipped(ring: Vec<Point>, low: Point, high: Point) -> Vec<Point> {
    let sides: [(usize, f64, bool); 4] = [(0, low[0], true), (0, high[0], false), (1, low[1], true), (1, high[1], false)];
    let mut ring = ring;
    for (axis, bound, above) in sides {
        let inside = |point: &Point| if above { point[axis] >= bound } else { point[axis] <= bound };
        let mut kept = Vec::with_capacity(ring.len());
        let next = ring.iter().cycle().skip(1);
        for (one, two) in ring.iter().zip(next) {
            if inside(one) {
                kept.push(*one);
            }
            if inside(one) != inside(two) {
                let part = (bound - one[axis]) / (two[axis] - one[axis]);
                let other = 1 - axis;
                let mut cross = [bound; 2];
                cross[other] = (two[other] - one[other]).mul_add(part, one[other]);
                kept.push(cross);
            }
        }
        ring = kept;
    }
    ring
}

/// Adds a closed line to the text of a path, in whole units, each point as a difference.
pub(crate) fn write(path: &mut String, ring: &[Point]) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a point of the picture, within a few thousand units"
    )]
    let whole = |point: &Point| [point[0].round() as i64, point[1].round() as i64];
    let mut points: Vec<[i64; 2]> = ring.iter().map(whole).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    // Less than a triangle shows nothing.
    let [first, second, rest @ ..] = points.as_slice() else {
        return;
    };
    if rest.is_empty() {
        return;
    }
    let _ = write!(path, "M{} {}l", first[0], first[1]);
    let mut at = first;
    let mut glued = true;
    for point in std::iter::once(second).chain(rest) {
        for number in [point[0] - at[0], point[1] - at[1]] {
            let space = if number < 0 || glued { "" } else { " " };
            let _ = write!(path, "{space}{number}");
            glued = false;
        }
        at = point;
    }
    path.push('z');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_its_ends_and_its_corners() {
        let line = [[0.0, 0.0], [1.0, 0.1], [2.0, 0.0], [2.0, 5.0]];
        assert_eq!(simplified(&line, 0.5), [[0.0, 0.0], [2.0, 0.0], [2.0, 5.0]]);
        assert_eq!(simplified(&line, 0.01), line);
        assert_eq!(simplified(&line, 50.0), [[0.0, 0.0], [2.0, 5.0]]);
        let island = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]];
        assert_eq!(simplified(&island, 1.0), island);
        assert!(simplified(&[], 1.0).is_empty());
    }

    #[test]
    fn what_leaves_the_frame_is_cut_on_its_edge() {
        let square = vec![[-5.0, 2.0], [5.0, 2.0], [5.0, 8.0], [-5.0, 8.0]];
        let inside = clipped(square.clone(), [0.0, 0.0], [10.0, 10.0]);
        assert_eq!(inside, [[0.0, 2.0], [5.0, 2.0], [5.0, 8.0], [0.0, 8.0]]);
        assert!(clipped(square, [20.0, 20.0], [30.0, 30.0]).is_empty());
    }

    #[test]
    fn a_path_is_short() {
        let mut path = String::new();
        write(&mut path, &[[0.0, 0.0], [10.2, 0.0], [10.0, -4.0], [0.2, 0.3]]);
        assert_eq!(path, "M0 0l10 0 0-4z");
        write(&mut path, &[[0.0, 0.0], [0.2, 0.1]]);
        assert_eq!(path, "M0 0l10 0 0-4z", "a dot shows nothing");
    }
}
