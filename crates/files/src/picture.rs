//! Pictures: without what a device wrote of its place and its owner, and in a size that suits a page.
//!
//! The points of a picture are never touched: what is removed stands beside them. The picture of a page is made anew.

mod exif;
mod jpeg;
mod png;
mod webp;

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use domain::documents::{MediaType, NotKept};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

/// The longest side of the picture of a page, in points: sharp on a dense screen of the width of a page.
const SHOWN_POINTS: u32 = 1600;

/// How faithful it is, of a hundred.
const SHOWN_QUALITY: u8 = 82;

/// The most memory that opening a picture takes: 85 million points in colour, more than a page of A3 at 600 points an inch.
const LARGEST_BYTES: u64 = 256 << 20;

/// One picture is opened at a time: each may take all that memory.
static ALONE: Mutex<()> = Mutex::new(());

/// The type of the picture of a page, whatever the picture.
pub const SHOWN_AS: MediaType = MediaType::Jpeg;

/// The same picture without what its device wrote beside it. Which way is up stays told.
pub(crate) fn bare(media: MediaType, bytes: &[u8]) -> Result<Vec<u8>, NotKept> {
    let bare = match media {
        MediaType::Jpeg => jpeg::bare(bytes),
        MediaType::Png => png::bare(bytes),
        MediaType::Webp => webp::bare(bytes),
        _ => None,
    };
    bare.ok_or(NotKept::Image)
}

/// The picture of a page, upright, as a JPEG.
pub(crate) fn shown(media: MediaType, bytes: &[u8]) -> Result<Vec<u8>, NotKept> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let picture = opened(media, bytes).ok_or(NotKept::Image)?;
    let fits = picture.width().max(picture.height()) <= SHOWN_POINTS;
    let picture = if fits {
        picture
    } else {
        picture.thumbnail(SHOWN_POINTS, SHOWN_POINTS)
    };
    let mut out = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut out, SHOWN_QUALITY).encode_image(&on_white(&picture));
    encoded.map_err(|_| NotKept::Image)?;
    Ok(out)
}

fn opened(media: MediaType, bytes: &[u8]) -> Option<DynamicImage> {
    let format = match media {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
        _ => return None,
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > LARGEST_BYTES {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture)
}

/// What is seen through is white, as on a page.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.to_rgb8());
    }
    let mut white = picture.to_rgba8();
    for point in white.pixels_mut() {
        let [red, green, blue, alpha] = point.0;
        let mixed = |colour: u8| {
            let seen = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(seen / 255).unwrap_or(u8::MAX)
        };
        point.0 = [mixed(red), mixed(green), mixed(blue), u8::MAX];
    }
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(white).to_rgb8())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    /// A picture of this size, half red, half seen through.
    pub(crate) fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let points = RgbaImage::from_fn(width, height, |x, _| {
            if x * 2 < width {
                Rgba([200, 10, 10, 255])
            } else {
                Rgba([0, 0, 0, 0])
            }
        });
        let whole = DynamicImage::ImageRgba8(points);
        let whole = if format == ImageFormat::Jpeg {
            DynamicImage::ImageRgb8(whole.to_rgb8())
        } else {
            whole
        };
        let mut out = Cursor::new(Vec::new());
        whole.write_to(&mut out, format).expect("written");
        out.into_inner()
    }

    #[test]
    fn a_picture_is_shown_upright_on_white_and_no_larger_than_a_page() {
        let png = picture(ImageFormat::Png, 2000, 500);
        let shown = shown(MediaType::Png, &png).expect("shown");
        let page = opened(MediaType::Jpeg, &shown).expect("opened").to_rgb8();
        assert_eq!(page.dimensions(), (1600, 400));
        assert!(
            page.get_pixel(1500, 200).0.iter().all(|colour| *colour > 245),
            "seen through is white"
        );
        let jpeg = super::jpeg::tests::with_exif(&picture(ImageFormat::Jpeg, 40, 20), 6);
        let shown = super::shown(MediaType::Jpeg, &jpeg).expect("shown");
        let page = opened(MediaType::Jpeg, &shown).expect("opened");
        assert_eq!((page.width(), page.height()), (20, 40), "turned as its device said");
    }

    #[test]
    fn every_format_is_opened_after_what_stood_beside_it_is_gone() {
        for (format, media) in [
            (ImageFormat::Jpeg, MediaType::Jpeg),
            (ImageFormat::Png, MediaType::Png),
            (ImageFormat::WebP, MediaType::Webp),
        ] {
            let whole = picture(format, 30, 20);
            let bare = bare(media, &whole).expect("bare");
            let (before, after) = (opened(media, &whole).expect("opened"), opened(media, &bare).expect("opened"));
            assert_eq!(before.to_rgba8(), after.to_rgba8(), "{media:?}: no point is touched");
        }
    }

    #[test]
    fn what_does_not_open_is_no_picture() {
        for media in [MediaType::Jpeg, MediaType::Png, MediaType::Webp] {
            assert_eq!(shown(media, b"\xff\xd8\xff\xe0 rien"), Err(NotKept::Image));
        }
        let mut png = picture(ImageFormat::Png, 10, 10);
        // A header that announces more points than anyone scans.
        png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert_eq!(shown(MediaType::Png, &png), Err(NotKept::Image));
    }
}
