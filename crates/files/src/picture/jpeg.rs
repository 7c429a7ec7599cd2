//! A JPEG is a list of segments, then its points: those in which devices and programs write about themselves are left out, and
//! so is all that follows the picture.

use super::exif;

/// Markers that stand alone, without a length.
const fn stands_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=0xd7)
}

/// The picture without what stands beside it; nothing when it is cut or is none.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.strip_prefix(b"\xff\xd8").map(|_| vec![0xff, 0xd8])?;
    let mut at = 2;
    loop {
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2)? else {
            return None;
        };
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        if stands_alone(marker) {
            out.extend([0xff, marker]);
            at += 2;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length.max(2))?;
        keep(&mut out, marker, segment);
        at += segment.len();
        if marker == 0xda {
            let end = at + points(bytes.get(at..)?)?;
            out.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
}

/// Keeps a segment that the picture needs; of what a device wrote, only which way is up.
fn keep(out: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    let content = segment.get(4..).unwrap_or_default();
    let kept = match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
        _ => true,
    };
    if kept {
        out.extend_from_slice(segment);
    } else if let Some(turned) = content.strip_prefix(exif::MARK).and_then(exif::orientation) {
        let told = exif::only(turned);
        let length = u16::try_from(2 + exif::MARK.len() + told.len()).unwrap_or_default();
        out.extend([0xff, 0xe1]);
        out.extend(length.to_be_bytes());
        out.extend_from_slice(exif::MARK);
        out.extend(told);
    }
}

/// How long the points are that begin here: up to a marker that is neither a byte of them nor a restart.
fn points(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff | 0xd0..=0xd7))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::picture::tests::picture;
    use image::ImageFormat;

    /// The same picture, with what a phone writes: which way is up, and where it stood.
    pub(crate) fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut told = exif::only(orientation);
        told.extend_from_slice(b"GPS 43.4012 N 5.3080 E, telephone de Camille");
        let content = [exif::MARK, &told].concat();
        let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &content, &jpeg[2..]].concat()
    }

    #[test]
    fn where_a_phone_stood_is_gone_and_which_way_is_up_stays() {
        let plain = picture(ImageFormat::Jpeg, 30, 20);
        let told = with_exif(&plain, 6);
        let remark = [&told[..2], b"\xff\xfe\0\x09Camille", &told[2..], b"PK and a second picture"].concat();
        let bare = bare(&remark).expect("bare");
        for word in ["GPS", "Camille", "PK"] {
            assert!(!bare.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
        let tiff = bare.windows(6).position(|window| window == exif::MARK).expect("told") + 6;
        assert_eq!(exif::orientation(&bare[tiff..]), Some(6));
        assert_eq!(super::bare(&plain).as_deref(), Some(plain.as_slice()), "nothing to remove");
    }

    #[test]
    fn a_picture_that_is_cut_is_none() {
        let plain = picture(ImageFormat::Jpeg, 30, 20);
        for cut in 0..plain.len() {
            assert_eq!(bare(&plain[..cut]), None, "cut at {cut}");
        }
    }
}
