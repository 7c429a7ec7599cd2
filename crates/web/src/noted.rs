//! One note, read, kept or forgotten in a turn of its own: what a page keeps for whoever visits it, and nothing is told of.
//!
//! Whoever holds several notes, or changes one by what it says, takes the turn itself.

use domain::digest::Digest;
use store::Note;

use crate::failure::Failure;
use crate::visit::Visit;

impl Visit {
    /// The note of this kind under this key, if it has not ended.
    pub async fn noted(&mut self, kind: &'static str, key: Digest) -> Result<Option<Note>, Failure> {
        Ok(self.notes().await?.hold(kind, key).await?)
    }

    /// Keeps a note for so many seconds, over the one before.
    pub async fn note(&mut self, kind: &'static str, key: Digest, value: &str, seconds: i64) -> Result<(), Failure> {
        let expires = self.now.plus_seconds(seconds);
        let mut notes = self.notes().await?;
        notes.keep(kind, key, value, expires).await?;
        Ok(notes.commit().await?)
    }

    /// Forgets a note, if there is one.
    pub async fn unnote(&mut self, kind: &'static str, key: Digest) -> Result<(), Failure> {
        self.taken(kind, key).await.map(drop)
    }

    /// Takes a note away, and says whether there was one: of two who ask at once, one gets it.
    pub async fn taken(&mut self, kind: &'static str, key: Digest) -> Result<bool, Failure> {
        let mut notes = self.notes().await?;
        let is_there = notes.take(kind, key).await?.is_some();
        if is_there {
            notes.commit().await?;
        }
        Ok(is_there)
    }
}
