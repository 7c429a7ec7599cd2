//! A kept file tied to its row: the columns that say its name, its type, its length and its digests, in the same order in every table.
//!
//! The bytes are the vault's: nothing of them is read here.

use domain::documents::{FileName, KeptFile, MediaType};

use crate::columns::Columns;
use crate::error::StoreError;
use crate::value::Value;

/// What is stored of a kept file: `file_name`, `media`, `bytes`, `kept_file`, `shown_file`, `given_digest`. The digests of kept files
/// stand in columns whose name ends so: backups and sweeps find them by it.
#[must_use]
pub fn file_values(file: &KeptFile) -> [Value; 6] {
    [
        file.name.as_str().into(),
        file.media.code().into(),
        file.bytes.into(),
        file.digest.into(),
        file.shown.into(),
        file.given.into(),
    ]
}

impl Columns<'_> {
    /// The kept file whose six columns, in the order of [`file_values`], begin at this one.
    pub fn kept_file(&self, first: usize) -> Result<KeptFile, StoreError> {
        Ok(KeptFile {
            name: FileName::stored(self.text(first)?),
            media: self.word(first + 1, MediaType::from_code)?,
            bytes: self.int(first + 2)?,
            digest: self.digest(first + 3)?,
            shown: self.opt_digest(first + 4)?,
            given: self.digest(first + 5)?,
        })
    }
}
