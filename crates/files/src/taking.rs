//! A file that someone sends: what it is, whether it is taken, what is kept of it.
//!
//! A signed scan is kept byte for byte. Another picture is kept without what its device wrote beside it. Nothing here keeps it, and
//! nothing asks a scanner: whoever receives the file does, between the two.

use domain::digest::Digest;
use domain::documents::{DocumentKind, FileName, MediaType, NotKept, TakenFile};

use crate::picture;
use crate::sniff::sniff;

/// The type of a file, when one of this kind may be of that type and that long.
pub fn recognised(kind: DocumentKind, name: &str, bytes: &[u8]) -> Result<MediaType, NotKept> {
    if bytes.len() > kind.largest_bytes() {
        return Err(NotKept::TooLarge(kind));
    }
    let media = sniff(bytes, name)?;
    if kind.takes(media) { Ok(media) } else { Err(NotKept::NoScan) }
}

/// What is kept of a file of this type.
pub fn taken(kind: DocumentKind, media: MediaType, name: &str, bytes: Vec<u8>) -> Result<TakenFile, NotKept> {
    let given = Digest::of(&bytes);
    let shown = media.is_image().then(|| picture::shown(media, &bytes)).transpose()?;
    let bytes = match kind {
        DocumentKind::Other if media.is_image() => picture::bare(media, &bytes)?,
        DocumentKind::Other | DocumentKind::SignedScan => bytes,
    };
    Ok(TakenFile {
        name: FileName::cleaned(name, media),
        media,
        bytes,
        given,
        shown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::tests::picture;
    use image::ImageFormat;

    fn take(kind: DocumentKind, name: &str, bytes: Vec<u8>) -> Result<TakenFile, NotKept> {
        taken(kind, recognised(kind, name, &bytes)?, name, bytes)
    }

    #[test]
    fn a_scan_is_kept_as_given_and_another_picture_without_what_stood_beside_it() {
        let plain = picture(ImageFormat::Jpeg, 30, 20);
        let told = [&plain[..2], b"\xff\xfe\0\x09Camille", &plain[2..]].concat();
        let scan = take(DocumentKind::SignedScan, "scan.jpg", told.clone()).expect("taken");
        assert_eq!((&scan.bytes, scan.given), (&told, Digest::of(&told)));
        let other = take(DocumentKind::Other, "photo.png", told.clone()).expect("taken");
        assert_eq!((&other.bytes, other.given), (&plain, Digest::of(&told)));
        assert_eq!((other.name.as_str(), other.called()), ("photo.jpg", "photo"));
    }

    #[test]
    fn a_scan_is_no_text_and_nothing_is_too_large() {
        let refused = |kind, bytes: Vec<u8>| take(kind, "a.pdf", bytes).err();
        assert_eq!(refused(DocumentKind::SignedScan, b"bonjour".to_vec()), Some(NotKept::NoScan));
        let long = [b"%PDF-1.7".as_slice(), &vec![b' '; 20_000_000]].concat();
        assert_eq!(
            refused(DocumentKind::Other, long.clone()),
            Some(NotKept::TooLarge(DocumentKind::Other))
        );
        assert_eq!(refused(DocumentKind::SignedScan, long), None);
    }
}
