//! The parts of a document that is an archive, opened one by one and never further than what a convention can hold.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Trouble;
use crate::decode;

/// How large the parts that are read may be once opened, all together. Pictures are never opened.
const OPENED_BYTES: u64 = 40_000_000;

/// The most parts of an archive: a document with a picture a page has a few hundred.
const MOST_PARTS: usize = 5_000;

pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Trouble::Damaged("son sommaire".to_owned()))?;
        if zip.len() > MOST_PARTS {
            return Err(Trouble::Swollen);
        }
        Ok(Self { zip, left: OPENED_BYTES })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The text of a part, if the archive has it.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Trouble> {
        let Some(place) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let damaged = || Trouble::Damaged(format!("la partie «\u{a0}{name}\u{a0}»"));
        let part = self.zip.by_index(place).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Trouble::Swollen)?;
        Ok(Some(
            String::from_utf8(bytes).unwrap_or_else(|error| decode::text(error.as_bytes())),
        ))
    }
}
