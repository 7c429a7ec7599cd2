//! A file that comes in: what it is, whether it is taken, what is kept of it.
//!
//! A signed scan is kept byte for byte. Another picture is kept without what its device wrote beside it.

use domain::digest::Digest;
use domain::documents::{DocumentKind, FileName, KeptFile, MediaType, NotKept};
use web::failure::Failure;
use web::scanner::{Scanner, Verdict};
use web::upload::{UploadedFile, apart};
use web::visit::Visit;

use crate::picture;
use crate::sniff::sniff;

/// A file that is taken, not kept yet.
pub(crate) struct Taken {
    name: FileName,
    media: MediaType,
    bytes: Vec<u8>,
    given: Digest,
    shown: Option<Vec<u8>>,
}

/// Looks at a file, and has it looked at when there is a scanner, away from the threads that serve pages.
pub(crate) async fn take(
    kind: DocumentKind,
    sent: UploadedFile,
    scanner: Option<Scanner>,
) -> Result<Result<Taken, NotKept>, Failure> {
    apart(move || taken(kind, sent, scanner.as_ref())).await
}

/// A file of which the scanner says nothing is not taken either.
fn scanned(sent: &UploadedFile, scanner: Option<&Scanner>) -> Result<(), NotKept> {
    let Some(scanner) = scanner else { return Ok(()) };
    match scanner.look(&sent.bytes) {
        Ok(Verdict::Clean) => Ok(()),
        Ok(Verdict::Harmful) => {
            tracing::warn!("the scanner knows a file as harmful: it was refused");
            Err(NotKept::Harmful)
        }
        Err(error) => {
            tracing::error!(%error, "the scanner did not look at a file: it was refused");
            Err(NotKept::NotScanned)
        }
    }
}

fn taken(kind: DocumentKind, sent: UploadedFile, scanner: Option<&Scanner>) -> Result<Taken, NotKept> {
    if sent.bytes.len() > kind.largest_bytes() {
        return Err(NotKept::TooLarge(kind));
    }
    let media = sniff(&sent.bytes, &sent.name)?;
    if !kind.takes(media) {
        return Err(NotKept::NoScan);
    }
    scanned(&sent, scanner)?;
    let given = Digest::of(&sent.bytes);
    let shown = media.is_image().then(|| picture::shown(media, &sent.bytes)).transpose()?;
    let bytes = match kind {
        DocumentKind::Other if media.is_image() => picture::bare(media, &sent.bytes)?,
        DocumentKind::Other | DocumentKind::SignedScan => sent.bytes,
    };
    Ok(Taken {
        name: FileName::cleaned(&sent.name, media),
        media,
        bytes,
        given,
        shown,
    })
}

impl Taken {
    /// The name of the file, without its ending: how a document is called when nobody says it.
    pub(crate) fn called(&self) -> &str {
        let name = self.name.as_str();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Keeps it; the disk has confirmed it when this answers.
    pub(crate) async fn keep(self, visit: &mut Visit) -> Result<KeptFile, Failure> {
        let shown = match self.shown {
            Some(shown) => Some(visit.keep_file(shown).await?),
            None => None,
        };
        let bytes = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX);
        Ok(KeptFile {
            name: self.name,
            media: self.media,
            bytes,
            digest: visit.keep_file(self.bytes).await?,
            given: self.given,
            shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::tests::picture;
    use image::ImageFormat;

    fn sent(name: &str, bytes: Vec<u8>) -> UploadedFile {
        UploadedFile {
            name: name.to_owned(),
            bytes,
        }
    }

    fn kept(kind: DocumentKind, file: UploadedFile) -> Taken {
        let Ok(taken) = taken(kind, file, None) else {
            panic!("it is refused")
        };
        taken
    }

    #[test]
    fn a_scan_is_kept_as_given_and_another_picture_without_what_stood_beside_it() {
        let plain = picture(ImageFormat::Jpeg, 30, 20);
        let told = [&plain[..2], b"\xff\xfe\0\x09Camille", &plain[2..]].concat();
        let scan = kept(DocumentKind::SignedScan, sent("scan.jpg", told.clone()));
        assert_eq!((&scan.bytes, scan.given), (&told, Digest::of(&told)));
        let other = kept(DocumentKind::Other, sent("photo.png", told.clone()));
        assert_eq!((&other.bytes, other.given), (&plain, Digest::of(&told)));
        assert_eq!((other.name.as_str(), other.called()), ("photo.jpg", "photo"));
    }

    #[test]
    fn a_scan_is_no_text_and_nothing_is_too_large() {
        let refused = |kind, bytes: Vec<u8>| taken(kind, sent("a.pdf", bytes), None).err();
        assert_eq!(refused(DocumentKind::SignedScan, b"bonjour".to_vec()), Some(NotKept::NoScan));
        let long = [b"%PDF-1.7".as_slice(), &vec![b' '; 20_000_000]].concat();
        assert_eq!(
            refused(DocumentKind::Other, long.clone()),
            Some(NotKept::TooLarge(DocumentKind::Other))
        );
        assert_eq!(refused(DocumentKind::SignedScan, long), None);
    }
}
