//! A file that one page hands to another of the same convention, for the person who sent it: it is not sent twice.
//!
//! A note that ends by itself. Nothing is told of it, and nobody else finds it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::digest::Digest;
use domain::ids::ConventionId;

use crate::failure::Failure;
use crate::visit::Visit;

const KIND: &str = "handed_file";

/// How long it waits.
const KEPT_SECONDS: i64 = 60 * 60;

/// A file, with the name that its sender gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedFile {
    /// On one line.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl HandedFile {
    fn written(&self) -> String {
        format!("{}\n{}", self.name, STANDARD.encode(&self.bytes))
    }

    fn read(written: &str) -> Option<Self> {
        let (name, bytes) = written.split_once('\n')?;
        Some(Self {
            name: name.to_owned(),
            bytes: STANDARD.decode(bytes).ok()?,
        })
    }
}

impl Visit {
    fn hand(&self, convention: ConventionId) -> Result<Digest, Failure> {
        let person = self.viewer.person().ok_or(Failure::NotFound)?;
        Ok(Digest::of(format!("handed {person} {convention}").as_bytes()))
    }

    /// Hands a file over, in the place of the one before.
    pub async fn hand_file(&mut self, convention: ConventionId, file: &HandedFile) -> Result<(), Failure> {
        let key = self.hand(convention)?;
        self.note(KIND, key, &file.written(), KEPT_SECONDS).await
    }

    /// The file that was handed over, until it ends.
    pub async fn handed_file(&mut self, convention: ConventionId) -> Result<Option<HandedFile>, Failure> {
        let key = self.hand(convention)?;
        let note = self.noted(KIND, key).await?;
        Ok(note.and_then(|note| HandedFile::read(&note.value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_handed() {
        let file = HandedFile {
            name: "suivi de l’équipe.xlsx".to_owned(),
            bytes: vec![0, 10, 255],
        };
        assert_eq!(HandedFile::read(&file.written()), Some(file));
        assert_eq!(HandedFile::read("rien"), None);
    }
}
