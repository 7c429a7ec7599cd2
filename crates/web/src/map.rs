//! A map drawn on the server: numbers and names, which the component `c::map` writes as an accessible picture.
//!
//! It knows no place and computes no line: a room gives both. The picture is one image, told in words; the names that lie
//! over it are links to what says more.

/// A map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// What its ids begin with: one a page.
    pub id: &'static str,
    /// Its name.
    pub title: String,
    /// What it shows, in whole sentences: where things lie, and beside what.
    pub description: String,
    /// Width of the view.
    pub width: i64,
    /// Height of the view.
    pub height: i64,
    /// What is filled, each by its class: `z1` to `z4` as the parties, `zp` for a perimeter of one colour.
    pub pieces: Vec<MapPiece>,
    /// What lies around, as one path.
    pub around: String,
    /// The outline, as one path.
    pub outline: String,
    /// The names over it.
    pub labels: Vec<MapLabel>,
    /// Length of the scale.
    pub bar: i64,
    /// How many kilometres it stands for.
    pub kilometres: i64,
}

/// A place that is filled, by the even-odd rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPiece {
    /// The class that colours it.
    pub class: &'static str,
    /// Its path.
    pub path: String,
    /// Its name, which the pointer shows.
    pub name: String,
}

/// A name over the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLabel {
    /// The middle of the text.
    pub x: i64,
    /// Its base line.
    pub y: i64,
    /// The name.
    pub text: String,
    /// The id of what says more, on the same page; none for what lies around.
    pub anchor: Option<String>,
}

impl Map {
    /// The base line of the scale.
    #[must_use]
    pub const fn bottom(&self) -> i64 {
        self.height - 12
    }

    /// The middle of the arrow.
    #[must_use]
    pub const fn right(&self) -> i64 {
        self.width - 20
    }
}
