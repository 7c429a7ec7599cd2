//! A WebP is a list of chunks: those that its points need are kept, and of what a device wrote only which way is up.

use super::exif;

/// What the points need.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"];

/// In the flags of `VP8X`: that a device, or a program, wrote something.
const DEVICE: u8 = 0x08;
const PROGRAM: u8 = 0x04;

/// The picture without what stands beside it; nothing when it is cut or is none.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = length(bytes.strip_prefix(b"RIFF")?)?;
    let mut rest = bytes.get(8..size.checked_add(8)?)?.strip_prefix(b"WEBP")?;
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    let mut turned = None;
    while !rest.is_empty() {
        let name: &[u8; 4] = rest.get(..4)?.try_into().ok()?;
        let content = length(rest.get(4..)?)?;
        // A chunk of an odd length is followed by one byte.
        let chunk = rest.get(..content.checked_add(8 + content % 2)?)?;
        if KEPT.contains(&name) {
            out.extend_from_slice(chunk);
        } else if name == b"EXIF" {
            let told = &chunk[8..8 + content];
            turned = exif::orientation(told.strip_prefix(exif::MARK).unwrap_or(told));
        }
        rest = &rest[chunk.len()..];
    }
    if let Some(turned) = turned {
        let told = exif::only(turned);
        out.extend_from_slice(b"EXIF");
        out.extend(u32::try_from(told.len()).ok()?.to_le_bytes());
        out.extend_from_slice(&told);
    }
    if out.get(12..16) == Some(b"VP8X") {
        let flags = out.get_mut(20)?;
        *flags &= !(DEVICE | PROGRAM);
        *flags |= if turned.is_some() { DEVICE } else { 0 };
    }
    let size = u32::try_from(out.len() - 8).ok()?.to_le_bytes();
    out[4..8].copy_from_slice(&size);
    Some(out)
}

/// The length written at the beginning.
fn length(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::tests::picture;
    use image::ImageFormat;

    #[test]
    fn where_a_phone_stood_is_gone_and_which_way_is_up_stays() {
        let plain = picture(ImageFormat::WebP, 30, 20);
        let mut told = exif::only(8);
        told.extend_from_slice(b"GPS 43.4012 N ");
        let chunk = [
            b"EXIF".as_slice(),
            &u32::try_from(told.len()).expect("short").to_le_bytes(),
            &told,
        ]
        .concat();
        let mut whole = [plain.as_slice(), &chunk].concat();
        let size = u32::try_from(whole.len() - 8).expect("short").to_le_bytes();
        whole[4..8].copy_from_slice(&size);
        let bare = bare(&whole).expect("bare");
        assert!(!bare.windows(3).any(|window| window == b"GPS"));
        let tiff = bare.windows(4).position(|window| window == b"EXIF").expect("told") + 8;
        assert_eq!(exif::orientation(&bare[tiff..]), Some(8));
        assert_eq!(super::bare(&plain).as_deref(), Some(plain.as_slice()), "nothing to remove");
        for cut in 0..plain.len() {
            assert_eq!(super::bare(&plain[..cut]), None, "cut at {cut}");
        }
    }
}
