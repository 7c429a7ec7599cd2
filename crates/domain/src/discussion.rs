//! What people say to one another about a convention: messages, whom they mention, who follows what, and what each is told of.
//!
//! A *comment* belongs to a *topic* and is read by an *audience*; an answer belongs to the topic and the audience of what it
//! answers. Whom it reaches is a rule over what each person follows; nothing here knows how a person is reached.

mod facts;
mod hearing;
mod letters;
mod text;

pub use facts::{
    CommentEdited, CommentModerated, CommentWithdrawn, CommentWritten, DigestSent, FollowChosen, LettersChosen, LettersStopped,
};
pub use hearing::{Answerable, Followed, Hearing, NotFollowed, NotificationKind, Ties, heard, told_of_charge};
pub use letters::{LetterChoice, LetterRhythm};
pub use text::{Block, CommentText, LONGEST_COMMENT, Line, NotSaid, Piece, mentioned, shown};

use crate::ids::PersonId;
use crate::time::Instant;

/// How long its author may still change a comment, in seconds: long enough for a slip, too short to rewrite a discussion.
pub const EDITABLE_SECONDS: i64 = 15 * 60;

/// Who reads a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Those who act for a party that signs, and those who audit them.
    Internal,
    /// All who hold a mandate in the convention.
    Partners,
}

impl Audience {
    /// From the fewest to all.
    pub const ALL: [Self; 2] = [Self::Internal, Self::Partners];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partners => "partners",
        }
    }

    /// The audience stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Internal => "Interne",
            Self::Partners => "Partenaires",
        }
    }

    /// What the word means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Internal => "lu des signataires et de leurs services, pas des contacts des partenaires",
            Self::Partners => "lu de toutes les personnes qui ont un mandat dans la convention",
        }
    }
}

/// Why a comment is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotEditable {
    /// Someone else wrote it.
    OfAnother,
    /// It was written too long ago.
    TooLate,
    /// It was withdrawn.
    Withdrawn,
}

/// May this person still change a comment that `author` wrote then?
pub fn editable(
    author: PersonId,
    person: PersonId,
    written: Instant,
    now: Instant,
    withdrawn: bool,
) -> Result<(), NotEditable> {
    if author != person {
        return Err(NotEditable::OfAnother);
    }
    if withdrawn {
        return Err(NotEditable::Withdrawn);
    }
    if now > written.plus_seconds(EDITABLE_SECONDS) {
        return Err(NotEditable::TooLate);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_comment_is_changed_by_its_author_for_a_quarter_of_an_hour() {
        let (author, other, written) = (Id::new(1), Id::new(2), Instant::from_micros(0));
        let after = |seconds| written.plus_seconds(seconds);
        assert_eq!(editable(author, author, written, after(900), false), Ok(()));
        assert_eq!(
            editable(author, author, written, after(901), false),
            Err(NotEditable::TooLate)
        );
        assert_eq!(editable(author, other, written, after(1), false), Err(NotEditable::OfAnother));
        assert_eq!(editable(author, author, written, after(1), true), Err(NotEditable::Withdrawn));
    }
}
