//! A PNG is a list of chunks: those that its points need are kept, and none of those in which programs write.

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What changes how the points are seen, beside the chunks without which there is no picture.
const KEPT: [&[u8; 4]; 8] = [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];

/// The picture without what stands beside it; nothing when it is cut or is none.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        // Its length, its name, its content, its sum.
        let chunk = rest.get(..length.checked_add(12)?)?;
        if name[0].is_ascii_uppercase() || KEPT.contains(&name) {
            out.extend_from_slice(chunk);
        }
        rest = &rest[chunk.len()..];
        if name == b"IEND" {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::tests::picture;
    use image::ImageFormat;

    #[test]
    fn what_programs_wrote_is_gone() {
        let plain = picture(ImageFormat::Png, 30, 20);
        let remark = b"\0\0\0\x0etEXtAuthor\0Camille\0\0\0\0";
        let eight = SIGNATURE.len() + 25;
        let told = [&plain[..eight], remark, &plain[eight..], b"the rest"].concat();
        let bare = bare(&told).expect("bare");
        assert_eq!(bare, plain);
        for cut in 0..plain.len() {
            assert_eq!(super::bare(&plain[..cut]), None, "cut at {cut}");
        }
    }
}
