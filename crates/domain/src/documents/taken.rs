//! A file that is taken and not kept yet: its bytes travel once, from whoever looked at them to whoever keeps them.

use super::{FileName, MediaType};
use crate::digest::Digest;

/// A file that is taken, not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenFile {
    /// Its name.
    pub name: FileName,
    /// Its type, told by its content.
    pub media: MediaType,
    /// What will be kept.
    pub bytes: Vec<u8>,
    /// The digest of what was given.
    pub given: Digest,
    /// The same picture in a size that suits a page.
    pub shown: Option<Vec<u8>>,
}

impl TakenFile {
    /// The name of the file, without its ending: how it is called when nobody says it.
    #[must_use]
    pub fn called(&self) -> &str {
        self.name.without_ending()
    }
}
