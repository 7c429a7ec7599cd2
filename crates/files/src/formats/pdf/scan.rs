//! The picture of a page, for a recogniser of characters: what the page shows of its images, in grey, and nothing else.
//!
//! Lines and letters that are drawn are left to the reader of letters. A picture that would not fit in memory is not opened.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::dict::keys::{COLUMNS, DECODE_PARMS, DP};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, SoftMask, TransformExt as _, interpret_page,
};

use crate::recognition::Picture;

/// Points an inch that recognisers want, and the fewest with which a page is drawn.
const MOST_DOTS: f64 = 300.0;
const FEWEST_DOTS: f64 = 150.0;

/// Units of a page an inch.
const INCH: f64 = 72.0;

/// The most points of a picture that is drawn: a page of A3.
const MOST_POINTS: f64 = 18_000_000.0;

/// The most points of an image that is opened: a page of A4 at six hundred points an inch.
const MOST_OPENED: u64 = 36_000_000;

/// How wide a row of a fax is when nothing tells it.
const FAX_COLUMNS: u64 = 1728;

/// The most points of images that are opened for one page: strips, and what lies over them.
const MOST_OPENED_OF_A_PAGE: u64 = 4 * MOST_OPENED;

/// The most points that are looked at for one point drawn, each way.
const MOST_LOOKED: usize = 4;

/// The most points that are looked at for one page: a whole page, each point as often as it may be.
const MOST_PAINTED: u64 = 18_000_000 * 16;

const WHITE: u8 = 255;

/// The images of a page, as it shows them. Nothing when it shows none that can be opened.
pub(super) fn picture<'p>(
    page: &Page<'p>,
    cache: &InterpreterCache<'p>,
    objects: &'p XRef,
    settings: &InterpreterSettings,
) -> Option<Picture> {
    let (width, height) = page.render_dimensions();
    let size = (f64::from(width), f64::from(height));
    let whole = Rect::new(0.0, 0.0, size.0, size.1);
    let placed = page.initial_transform(true).to_kurbo();
    let context = || Context::new(placed, whole, cache, objects, settings.clone());
    let mut sharpest = Looking(Sharpest::default());
    interpret_page(page, &mut context(), &mut sharpest);
    let dots = dots(sharpest.0.0, size);
    let mut sheet = Looking(Sheet::blank(size, dots)?);
    interpret_page(page, &mut context(), &mut sheet);
    let sheet = sheet.0;
    sheet.shows.then_some(Picture {
        width: sheet.width,
        height: sheet.height,
        grey: sheet.grey,
        dots: whole_number(dots)?.try_into().ok()?,
    })
}

/// With how many points an inch a page of this size is drawn, when its sharpest image has so many.
fn dots(sharpest: f64, (width, height): (f64, f64)) -> f64 {
    let fits = INCH * (MOST_POINTS / (width * height).max(1.0)).sqrt();
    sharpest.clamp(FEWEST_DOTS, MOST_DOTS).min(fits).round()
}

/// How many points an inch the sharpest image of a page has.
#[derive(Default)]
struct Sharpest(f64);

impl Look for Sharpest {
    fn image(&mut self, _: &Image<'_, '_>, placed: Affine) {
        let [a, b, ..] = placed.as_coeffs();
        let unit = a.hypot(b);
        if unit > 0.0 {
            self.0 = self.0.max(INCH / unit);
        }
    }
}

/// A sheet that is painted.
struct Sheet {
    width: usize,
    height: usize,
    grey: Vec<u8>,
    /// Points of the sheet for a unit of the page.
    scale: f64,
    shows: bool,
    /// Points of images that were opened.
    opened: u64,
    /// Points that were looked at: one small image may be drawn over the page any number of times.
    painted: u64,
}

impl Sheet {
    fn blank((width, height): (f64, f64), dots: f64) -> Option<Self> {
        let scale = dots / INCH;
        let (width, height) = (
            whole_number((width * scale).round())?,
            whole_number((height * scale).round())?,
        );
        Some(Self {
            width,
            height,
            grey: vec![WHITE; width.checked_mul(height)?],
            scale,
            shows: false,
            opened: 0,
            painted: 0,
        })
    }

    /// Paints an image that is opened, where it is placed.
    fn paint(&mut self, image: &Opened<'_>, placed: Affine) {
        let (wide, high) = image.scale;
        let placed = Affine::scale(self.scale) * placed * Affine::scale_non_uniform(f64::from(wide), f64::from(high));
        if placed.determinant().abs() < f64::EPSILON {
            return;
        }
        let back = placed.inverse();
        let [a, b, c, d, ..] = back.as_coeffs();
        let looked = whole_number(a.hypot(b).max(c.hypot(d)).ceil())
            .unwrap_or(1)
            .clamp(1, MOST_LOOKED);
        let around = placed.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(image.width), f64::from(image.height)));
        let Some((columns, rows)) = self.span(around) else { return };
        let points = columns.len().saturating_mul(rows.len()).saturating_mul(looked * looked);
        self.painted = self.painted.saturating_add(u64::try_from(points).unwrap_or(u64::MAX));
        if self.painted > MOST_PAINTED {
            return;
        }
        for y in rows {
            for x in columns.clone() {
                let corner = Point::new(float(x), float(y));
                if let Some(grey) = image.mean(back, corner, looked) {
                    let point = &mut self.grey[y * self.width + x];
                    // What is printed through a mask leaves what lies under it.
                    *point = if image.inked { grey.min(*point) } else { grey };
                    self.shows = true;
                }
            }
        }
    }

    /// The points of the sheet that a rectangle touches.
    fn span(&self, around: Rect) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let within = |from: f64, to: f64, most: usize| {
            let most_float = float(most);
            let (from, to) = (from.floor().clamp(0.0, most_float), to.ceil().clamp(0.0, most_float));
            Some(whole_number(from)?..whole_number(to)?)
        };
        Some((
            within(around.x0, around.x1, self.width)?,
            within(around.y0, around.y1, self.height)?,
        ))
    }
}

impl Look for Sheet {
    fn image(&mut self, image: &Image<'_, '_>, placed: Affine) {
        let points = u64::from(image.width()) * u64::from(image.height());
        self.opened = self.opened.saturating_add(points);
        if points > MOST_OPENED || self.opened > MOST_OPENED_OF_A_PAGE {
            return;
        }
        match image {
            Image::Raster(raster) => {
                if is_larger_inside(raster.stream(), image.height()) {
                    return;
                }
                raster.with_rgba(|data, _| self.paint(&Opened::of(&data), placed), None);
            }
            Image::Stencil(stencil) => {
                if is_larger_inside(stencil.stream(), image.height()) {
                    return;
                }
                stencil.with_stencil(|mask, _| self.paint(&Opened::stencil(&mask), placed), None);
            }
        }
    }
}

/// An image that is opened.
struct Opened<'i> {
    width: u32,
    height: u32,
    scale: (f32, f32),
    bytes: &'i [u8],
    /// Bytes a point.
    deep: usize,
    /// Whether it tells where ink falls, and not how light it is.
    inked: bool,
}

impl<'i> Opened<'i> {
    fn of(data: &'i ImageData) -> Self {
        let (bytes, deep) = match data {
            ImageData::Rgb(data) => (&data.data, 3),
            ImageData::Luma(data) => (&data.data, 1),
        };
        Self {
            width: data.width(),
            height: data.height(),
            scale: data.scale_factors(),
            bytes,
            deep,
            inked: false,
        }
    }

    fn stencil(mask: &'i LumaData) -> Self {
        Self {
            width: mask.width,
            height: mask.height,
            scale: mask.scale_factors,
            bytes: &mask.data,
            deep: 1,
            inked: true,
        }
    }

    /// The mean of what a point of the sheet covers; nothing when it lies outside.
    fn mean(&self, back: Affine, corner: Point, looked: usize) -> Option<u8> {
        let step = 1.0 / float(looked);
        let (mut sum, mut found) = (0_u32, 0_u32);
        for down in 0..looked {
            for across in 0..looked {
                let point = Point::new(corner.x + (float(across) + 0.5) * step, corner.y + (float(down) + 0.5) * step);
                if let Some(grey) = self.grey(back * point) {
                    sum += u32::from(grey);
                    found += 1;
                }
            }
        }
        u8::try_from(sum.checked_div(found)?).ok()
    }

    fn grey(&self, at: Point) -> Option<u8> {
        if at.x < 0.0 || at.y < 0.0 || at.x >= f64::from(self.width) || at.y >= f64::from(self.height) {
            return None;
        }
        let (x, y) = (whole_number(at.x)?, whole_number(at.y)?);
        let start = (y * usize::try_from(self.width).ok()? + x) * self.deep;
        let point = self.bytes.get(start..start + self.deep)?;
        Some(match point {
            [red, green, blue] => light(*red, *green, *blue),
            [one] if self.inked => WHITE - one,
            [one, ..] => *one,
            [] => return None,
        })
    }
}

/// How light a colour is.
fn light(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(WHITE)
}

/// Whether an image says elsewhere that it has more points than are opened: two forms tell their size again inside, the others may
/// tell a width of their own beside their filter, and all are opened by it. What one form opens to cannot be measured: it is left.
fn is_larger_inside(image: &Stream<'_>, height: u32) -> bool {
    // As the library reads them: a filter may be told by its short name, under a short name.
    let filters = image.filters();
    let packed = |with: Filter| filters.contains(&with);
    let narrowest = if packed(Filter::CcittFaxDecode) { FAX_COLUMNS } else { 0 };
    let wide = widest(image.dict()).max(narrowest);
    if packed(Filter::LzwDecode) || wide.saturating_mul(u64::from(height)) > MOST_OPENED {
        return true;
    }
    let bytes = image.raw_data();
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(u64::from(u32::from_be_bytes(four.try_into().ok()?)))
    };
    let size_at = |wide: Option<usize>, high: Option<usize>| {
        let points = wide.and_then(number).zip(high.and_then(number));
        points.is_none_or(|(wide, high)| wide.saturating_mul(high) > MOST_OPENED)
    };
    if packed(Filter::JpxDecode) {
        // SIZ: its mark, its length, its capabilities, then both sizes.
        let found = bytes.windows(2).position(|mark| mark == [0xff, 0x51]);
        return size_at(found.map(|at| at + 6), found.map(|at| at + 10));
    }
    packed(Filter::Jbig2Decode) && jbig2_page(&bytes).is_none_or(|at| size_at(Some(at), Some(at + 4)))
}

/// The widest row that the filters of an image are told of.
fn widest(image: &Dict<'_>) -> u64 {
    let columns = |told: &Dict<'_>| {
        told.get::<usize>(COLUMNS)
            .map_or(0, |wide| u64::try_from(wide).unwrap_or(u64::MAX))
    };
    let under = |key: &'static [u8]| {
        let one = image.get::<Dict<'_>>(key).map(|told| columns(&told));
        let listed = image.get::<Array<'_>>(key);
        let several = listed.iter().flat_map(Array::iter::<Dict<'_>>).map(|told| columns(&told));
        several.chain(one).max().unwrap_or(0)
    };
    under(DP).max(under(DECODE_PARMS))
}

/// Where the first segment of an embedded JBIG2 that describes a page tells its size.
fn jbig2_page(bytes: &[u8]) -> Option<usize> {
    /// The kind of a segment that describes a page.
    const PAGE: u8 = 48;
    let mut at = 0;
    loop {
        let (flags, referred) = (*bytes.get(at + 4)?, usize::from(*bytes.get(at + 5)? >> 5));
        // The numbers of segments referred to are as long as the number of this one; more than four are told otherwise.
        let number = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let each = match number {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        let page = if flags & 0x40 == 0 { 1 } else { 4 };
        let length = at + 6 + referred * each + page;
        if referred > 4 {
            return None;
        }
        if flags & 0x3f == PAGE {
            return Some(length + 4);
        }
        let long = u32::from_be_bytes(bytes.get(length..length + 4)?.try_into().ok()?);
        at = length + 4 + usize::try_from(long).ok()?;
    }
}

/// A number of points, as a place.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is compared with both ends before"
)]
fn whole_number(number: f64) -> Option<usize> {
    (0.0..=1e9).contains(&number).then_some(number as usize)
}

#[expect(clippy::cast_precision_loss, reason = "a place on a page has eight digits at most")]
const fn float(number: usize) -> f64 {
    number as f64
}

/// What looks at the images of a page.
trait Look {
    fn image(&mut self, image: &Image<'_, '_>, placed: Affine);
}

/// Shown a page, it looks at its images and at nothing else.
struct Looking<L>(L);

impl<L: Look> Device<'_> for Looking<L> {
    fn draw_image(&mut self, image: Image<'_, '_>, props: ImageDrawProps<'_>) {
        self.0.image(&image, props.transform);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, '_>, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
