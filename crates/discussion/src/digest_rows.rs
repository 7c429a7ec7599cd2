//! Whoever might be written to about what happened, as the job that writes reads it.

use domain::discussion::{LetterChoice, LetterRhythm};
use domain::ids::PersonId;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// Someone who was told of something, and has an address.
pub(crate) struct Candidate {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) choice: LetterChoice,
    /// Up to when they were written to at once.
    pub(crate) at_once: Instant,
    /// Up to when they were written to about the rest.
    pub(crate) together: Instant,
}

query! {
    /// Those who were told of something since they were last written to.
    pub(crate) Candidates() -> Candidate
    reading ["digest_candidate"]
    "SELECT person, name, email, mentions_at_once, rhythm, at_once, together FROM digest_candidate \
        WHERE active = 1 AND email IS NOT NULL AND (latest > together AND rhythm <> 'never' \
        OR latest > at_once AND mentions_at_once = 1) ORDER BY person"
}

impl FromRow for Candidate {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            name: c.text(1)?,
            email: c.text(2)?,
            choice: LetterChoice {
                mentions_at_once: c.flag(3)?,
                rhythm: c.word(4, LetterRhythm::from_code)?,
            },
            at_once: c.instant(5)?,
            together: c.instant(6)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Candidates>()]
}
