//! The strip of the walk: a few points around the one that is looked at, and how many there are of each kind.

use domain::review::PointKind;
use web::components::ViewLink;

use super::lines::Lit;
use super::named;
use super::page::Address;
use super::walk::{Point, Walk};

/// A row of the walk.
pub(super) struct WalkRow {
    pub(super) address: String,
    pub(super) words: String,
    pub(super) hidden: String,
    pub(super) icon: &'static str,
    pub(super) done: bool,
    pub(super) line: u32,
    pub(super) current: bool,
}

/// The walk, as the page shows it.
pub(super) struct Strip {
    pub(super) rows: Vec<WalkRow>,
    /// Where the points before those shown end, and how many there are.
    pub(super) before: Option<(String, usize)>,
    pub(super) after: Option<(String, usize)>,
    pub(super) kinds: Vec<ViewLink>,
    /// The place of the point that is looked at, from 1.
    pub(super) place: Option<usize>,
    pub(super) count: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// How many of all kinds were looked at, and how many there are.
    pub(super) seen: usize,
    pub(super) all: usize,
}

impl Strip {
    /// The strip of a walk to the points of some kinds, among all there are: around the point that is looked at, or else from the
    /// lines that are.
    pub(super) fn of((walk, whole): (&Walk<'_>, &Walk<'_>), lit: &Lit, address: &Address<'_>) -> Self {
        let point = lit.point;
        let near = lit.lines.first().map_or(0, |line| walk.first_from(line));
        let to = |point: &Point<'_>| address.to(&[("point", &named(point))]);
        let around = walk.around(point.unwrap_or(near));
        let row = |(at, shown): (usize, &Point<'_>)| WalkRow {
            address: to(shown),
            words: shown.words(),
            hidden: shown.hidden(),
            icon: shown.icon(),
            done: shown.done,
            line: shown.line,
            current: point == Some(around.before_count + at),
        };
        let next = point.map_or(near, |place| place + 1);
        Self {
            rows: around.points.iter().enumerate().map(row).collect(),
            before: around.before.map(|point| (to(point), around.before_count)),
            after: around.after.map(|point| (to(point), around.after_count)),
            kinds: kinds(whole, address),
            place: point.map(|place| place + 1),
            count: walk.points.len(),
            previous: point
                .and_then(|place| place.checked_sub(1))
                .map(|place| to(&walk.points[place])),
            next: walk.points.get(next).map(to),
            seen: whole.done(),
            all: whole.points.len(),
        }
    }

    /// How many are left to look at.
    pub(super) fn left(&self) -> usize {
        self.all - self.seen
    }
}

fn kinds(walk: &Walk<'_>, address: &Address<'_>) -> Vec<ViewLink> {
    let kinds = [
        (None, "Tout", None),
        (Some(PointKind::Loose), "Non rattachés", Some("i-link")),
        (Some(PointKind::Doubt), "Doutes", Some("s-todo")),
        (Some(PointKind::Anomaly), "Écarts", Some("i-flag")),
    ];
    let link = |(kind, label, icon): (Option<PointKind>, &str, Option<&'static str>)| {
        let code = kind.map_or("", PointKind::code);
        ViewLink {
            address: address.to(&[("nature", code)]),
            label: label.to_owned(),
            current: address.nature() == code,
            icon,
            count: i64::try_from(walk.count(kind)).ok(),
        }
    };
    kinds.into_iter().map(link).collect()
}
