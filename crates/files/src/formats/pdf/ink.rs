//! What a page draws: its letters where they stand, its straight lines, how many pictures. Lengths are in points, from the top left.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings,
    SoftMask, TransformExt as _, interpret_page,
};

/// The most things that a page draws: a page full of a map draws a hundred thousand.
const MOST_DRAWN: usize = 2_000_000;

/// The thickest line, and how far one may lean.
const THICKEST: f64 = 3.0;

/// The shortest line that may edge a cell.
const SHORTEST: f64 = 4.0;

/// A unit of the space of letters.
const UNITS: f64 = 1000.0;

/// A letter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub(super) sign: char,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line on which it stands.
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) way: Way,
}

/// Where a line of letters goes. Those that climb or go down are kept as if their line went right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Right,
    Up,
    Down,
}

impl Letter {
    /// The middle of a small letter, where it stands on the page.
    pub(super) fn middle(&self) -> Point {
        let (along, across) = (f64::midpoint(self.left, self.right), self.base - 0.3 * self.size);
        match self.way {
            Way::Right => Point::new(along, across),
            Way::Up => Point::new(across, -along),
            Way::Down => Point::new(-across, along),
        }
    }
}

/// A straight line along one way: its place across, where it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// All that a page draws.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) letters: Vec<Letter>,
    /// Lines that go right, by how far down they stand.
    pub(super) across: Vec<Rule>,
    /// Lines that go down, by how far right they stand.
    pub(super) down: Vec<Rule>,
    pub(super) pictures: usize,
    /// Letters that no one can name.
    pub(super) unknown: usize,
    /// Whether the letters were recognised on a picture.
    pub(super) recognised: bool,
    /// How many things were drawn.
    pub(super) drawn: usize,
}

/// What unwinds out of the library when a page draws without end: it has no other way to be stopped.
pub(super) struct TooMuch;

pub(super) fn of<'p>(page: &Page<'p>, cache: &InterpreterCache<'p>, objects: &'p XRef, settings: &InterpreterSettings) -> Ink {
    let (width, height) = page.render_dimensions();
    let mut ink = Ink {
        width: f64::from(width),
        height: f64::from(height),
        ..Ink::default()
    };
    let whole = Rect::new(0.0, 0.0, ink.width, ink.height);
    let placed = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(placed, whole, cache, objects, settings.clone());
    interpret_page(page, &mut context, &mut ink);
    ink
}

impl Ink {
    fn count(&mut self) {
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    fn letter(&mut self, glyph: &PositionedGlyph<'_>, placed: Affine) {
        let signs = match glyph.as_unicode() {
            Some(BfString::Char(sign)) => sign.to_string(),
            Some(BfString::String(signs)) => signs,
            None => return self.unknown += 1,
        };
        let advance = match &**glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        let placed = placed * glyph.transform();
        let [a, b, c, d, ..] = placed.as_coeffs();
        let size = UNITS * c.hypot(d);
        let (start, end) = (
            placed * Point::ZERO,
            placed * Point::new(f64::from(advance.unwrap_or(0.0)), 0.0),
        );
        let inside = (0.0..=self.width).contains(&start.x) && (0.0..=self.height).contains(&start.y);
        // Smaller letters are drawings, and leaning ones a mark under the text.
        if !inside || size < 1.0 || !size.is_finite() || !end.x.is_finite() || a.abs().min(b.abs()) > 0.2 * a.abs().max(b.abs())
        {
            return;
        }
        let way = match (b.abs() > a.abs(), b < 0.0) {
            (false, _) => Way::Right,
            (true, true) => Way::Up,
            (true, false) => Way::Down,
        };
        let (start, end) = (turned(start, way), turned(end, way));
        let (left, right) = (start.x.min(end.x), start.x.max(end.x));
        let mut named: Vec<char> = Vec::new();
        for sign in signs.chars().filter(|sign| !sign.is_control()) {
            match spelled(sign) {
                "" => named.push(sign),
                several => named.extend(several.chars()),
            }
        }
        let step = (right - left) / f64::from(u32::try_from(named.len()).unwrap_or(1).max(1));
        let mut from = left;
        for sign in named {
            self.letters.push(Letter {
                sign,
                left: from,
                right: from + step,
                base: start.y,
                size,
                way,
            });
            from += step;
        }
    }

    fn line(&mut self, from: Point, to: Point) {
        let (wide, high) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if wide >= SHORTEST && high <= THICKEST {
            self.across.push(Rule {
                at: f64::midpoint(from.y, to.y),
                from: from.x.min(to.x),
                to: from.x.max(to.x),
            });
        } else if high >= SHORTEST && wide <= THICKEST {
            self.down.push(Rule {
                at: f64::midpoint(from.x, to.x),
                from: from.y.min(to.y),
                to: from.y.max(to.y),
            });
        }
    }

    /// The edges of a shape that is drawn along them.
    fn edges(&mut self, path: &BezPath) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => (first, last) = (point, point),
                PathEl::LineTo(point) => {
                    self.line(last, point);
                    last = point;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => last = point,
                PathEl::ClosePath => {
                    self.line(last, first);
                    last = first;
                }
            }
        }
    }

    /// A shape that is filled is a line when it is thin.
    fn filled(&mut self, path: &BezPath) {
        let mut pieces: Vec<BezPath> = Vec::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) || pieces.is_empty() {
                pieces.push(BezPath::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(*element);
            }
        }
        for piece in pieces
            .iter()
            .filter(|piece| matches!(piece.elements().first(), Some(PathEl::MoveTo(_))))
        {
            let around = piece.bounding_box();
            if around.width() <= THICKEST {
                self.line(
                    Point::new(around.center().x, around.y0),
                    Point::new(around.center().x, around.y1),
                );
            } else if around.height() <= THICKEST {
                self.line(
                    Point::new(around.x0, around.center().y),
                    Point::new(around.x1, around.center().y),
                );
            }
        }
    }
}

/// Where a point of a line stands, once the line goes right.
fn turned(point: Point, way: Way) -> Point {
    match way {
        Way::Right => point,
        Way::Up => Point::new(-point.y, point.x),
        Way::Down => Point::new(point.y, -point.x),
    }
}

/// Signs that are drawn as one and are several, and the hyphen that shows at the end of a line.
fn spelled(sign: char) -> &'static str {
    match sign {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\u{ad}' | '\u{2010}' => "-",
        _ => "",
    }
}

impl Device<'_> for Ink {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        self.count();
        let path = props.transform * path.clone();
        match mode {
            DrawMode::Fill(_) => self.filled(&path),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => self.edges(&path),
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.count();
            self.letter(glyph, props.transform);
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.count();
        self.pictures += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.count();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
