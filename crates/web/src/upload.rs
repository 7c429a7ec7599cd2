//! Files that people send and receive. The form is decoded here and nowhere else; which files are right is a matter of the room
//! that asked, and where they are kept a matter of the vault.

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use domain::digest::Digest;
use domain::documents::{KeptFile, TakenFile};
use vault::{Kept, VaultError};

use crate::failure::Failure;
use crate::visit::Visit;

/// What a form with a file adds to the file: its other fields, and what stands between the parts.
pub const AROUND_A_FILE_BYTES: usize = 64 * 1024;

/// The most parts that such a form may have. The pages of the product have a handful.
const MOST_PARTS: usize = 50;

/// The longest field beside the file.
const LONGEST_FIELD_BYTES: usize = 16 * 1024;

/// A form that came with a file, or should have.
#[derive(Debug, Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    /// The files that were chosen, in their order.
    pub files: Vec<UploadedFile>,
}

/// A file, as it was sent.
#[derive(Debug)]
pub struct UploadedFile {
    /// The name that its sender gives it. Nothing of it is to be believed.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The longest name of a file that is shown, in characters.
const LONGEST_NAME: usize = 120;

impl UploadedFile {
    /// The last part of its path, on one line: some browsers put folders before it.
    #[must_use]
    pub fn own_name(&self) -> String {
        let last = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        let words: String = last.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        words.trim().chars().take(LONGEST_NAME).collect()
    }
}

impl Upload {
    /// The text of a field; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// The file of a form that asks for one.
    pub fn file(&mut self) -> Option<UploadedFile> {
        self.files.pop()
    }

    async fn read(multipart: &mut Multipart) -> Result<Self, Failure> {
        let mut upload = Self::default();
        for _ in 0..MOST_PARTS {
            let part = multipart.next_field().await.map_err(|_| Failure::Unreadable)?;
            let Some(part) = part else { return Ok(upload) };
            upload.take(part).await?;
        }
        Err(Failure::Unreadable)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Failure> {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| Failure::Unreadable)?;
        match file {
            // What browsers send when no file was chosen.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(file) => {
                self.files.push(UploadedFile {
                    name: file,
                    bytes: bytes.into(),
                });
            }
            None => self.fields.push((name, text(&bytes)?)),
        }
        Ok(())
    }
}

/// Nobody types a zero character, and one of the engines keeps none.
fn text(bytes: &Bytes) -> Result<String, Failure> {
    if bytes.len() > LONGEST_FIELD_BYTES || bytes.contains(&0) {
        return Err(Failure::Unreadable);
    }
    String::from_utf8(bytes.to_vec()).map_err(|_| Failure::Unreadable)
}

impl Visit {
    /// How long what is sent says that it is, in bytes.
    #[must_use]
    pub fn told_length(&self) -> Option<i64> {
        crate::receiving::told_length(&self.headers).and_then(|length| i64::try_from(length).ok())
    }

    /// The form that was sent with a file. It can be read once.
    pub async fn upload(&mut self) -> Result<Upload, Failure> {
        let kind = self.headers.get(CONTENT_TYPE).ok_or(Failure::Unreadable)?;
        let mut request = Request::new(Body::from(std::mem::take(&mut self.body)));
        request.headers_mut().insert(CONTENT_TYPE, kind.clone());
        // The body is here already, within the limit of its route.
        DefaultBodyLimit::disable().apply(&mut request);
        let multipart = Multipart::from_request(request, &()).await;
        Upload::read(&mut multipart.map_err(|_| Failure::Unreadable)?).await
    }

    /// Keeps these bytes, and answers their digest once the disk has confirmed them: before the fact that refers to them. The read
    /// transaction is left first.
    pub async fn keep_file(&mut self, bytes: Vec<u8>) -> Result<Digest, Failure> {
        self.leave();
        let (vault, now) = (self.site.store.vault().clone(), self.now);
        Ok(apart(move || vault.keep(&bytes, now)).await??)
    }

    /// Keeps a file that was taken, and what a page shows of it; the disk has confirmed both when this answers.
    pub async fn keep_taken(&mut self, taken: TakenFile) -> Result<KeptFile, Failure> {
        let shown = match taken.shown {
            Some(shown) => Some(self.keep_file(shown).await?),
            None => None,
        };
        Ok(KeptFile {
            name: taken.name,
            media: taken.media,
            bytes: i64::try_from(taken.bytes.len()).unwrap_or(i64::MAX),
            digest: self.keep_file(taken.bytes).await?,
            given: taken.given,
            shown,
        })
    }

    /// A kept file, once it was read and compared with its digest. The read transaction is left first.
    pub async fn kept_file(&mut self, digest: Digest) -> Result<Kept, Failure> {
        self.leave();
        let vault = self.site.store.vault().clone();
        Ok(apart(move || vault.open(digest).and_then(Kept::check)).await??)
    }
}

/// Runs a work that takes a disk or a core, away from the threads that serve pages.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Failure::Broken(format!("a work apart did not end: {error}")))
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Unwritten { source } => {
                tracing::error!(error = %source, "a file could not be kept");
                Self::Store(store::StoreError::NotWritten)
            }
            VaultError::Missing { .. } | VaultError::Altered { .. } | VaultError::Unread { .. } => {
                Self::Spoilt(error.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_the_last_part_of_its_path_on_one_line() {
        let called = |name: &str| {
            let name = name.to_owned();
            UploadedFile { name, bytes: Vec::new() }.own_name()
        };
        assert_eq!(called("C:\\Dossiers\\Convention.txt"), "Convention.txt");
        assert_eq!(called("../a\nb.txt"), "a b.txt");
        assert_eq!(called("C:\\Dossiers\\plan\u{7}.ods"), "plan .ods");
        assert_eq!(called(&"é".repeat(400)).chars().count(), LONGEST_NAME);
    }

    async fn read(body: &str) -> Result<Upload, Failure> {
        let mut request = Request::new(Body::from(body.replace('\n', "\r\n")));
        let kind = "multipart/form-data; boundary=b".parse().expect("a type");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let mut multipart = Multipart::from_request(request, &()).await.expect("a form");
        Upload::read(&mut multipart).await
    }

    #[tokio::test]
    async fn fields_and_file_are_told_apart() {
        let body = "--b\nContent-Disposition: form-data; name=\"titre\"\n\nL’été\n--b\n\
            Content-Disposition: form-data; name=\"fichier\"; filename=\"a.pdf\"\nContent-Type: text/html\n\n%PDF\n--b--\n";
        let upload = read(body).await.ok().expect("read");
        assert_eq!((upload.text("titre"), upload.text("autre")), ("L’été", ""));
        let file = upload.files.first().expect("a file");
        assert_eq!((file.name.as_str(), file.bytes.as_slice()), ("a.pdf", b"%PDF".as_slice()));
    }

    #[tokio::test]
    async fn no_file_chosen_is_no_file_and_an_empty_one_is_one() {
        let none = "--b\nContent-Disposition: form-data; name=\"fichier\"; filename=\"\"\n\n\n--b--\n";
        assert!(read(none).await.ok().expect("read").files.is_empty());
        let empty = none.replace("filename=\"\"", "filename=\"vide.txt\"");
        assert!(read(&empty).await.ok().expect("read").file().expect("one").bytes.is_empty());
    }

    #[tokio::test]
    async fn what_is_cut_or_endless_is_unreadable() {
        assert!(matches!(read("--b\nContent-Dispo").await, Err(Failure::Unreadable)));
        let field = "--b\nContent-Disposition: form-data; name=\"a\"\n\nx\n";
        assert!(matches!(
            read(&format!("{}--b--\n", field.repeat(60))).await,
            Err(Failure::Unreadable)
        ));
        let zero = field.replace("\n\nx", "\n\n\u{0}");
        assert!(matches!(read(&format!("{zero}--b--\n")).await, Err(Failure::Unreadable)));
    }
}
