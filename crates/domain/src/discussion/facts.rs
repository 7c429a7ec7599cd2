//! What happens in a discussion. What people write may name anyone: it stands beside the chain, and what is chained says where
//! something was said, and to whom, never what.

use super::{Audience, CommentText, Followed, Hearing, LetterChoice};
use crate::about::About;
use crate::access::Installation;
use crate::access::verbs::{ChooseLetters, Follow, ModerateComments, SendDigests, UseLink, WriteComments};
use crate::digest::Digest;
use crate::fact::{Account, Chain, told};
use crate::ids::{CommentId, ConventionId, OrganisationId, PersonId};
use crate::mail::{Letter, Sends};
use crate::time::Instant;

/// Someone said something.
#[derive(Debug, Clone)]
pub struct CommentWritten {
    /// The comment.
    pub comment: CommentId,
    /// What it is about.
    pub topic: About,
    /// Who reads it.
    pub audience: Audience,
    /// The comment that it answers, by its ordinal; an answer is not answered.
    pub answers: Option<i64>,
    /// What was said.
    pub text: CommentText,
    /// The people whom it mentions.
    pub mentioned: Vec<PersonId>,
    /// Who said it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// When.
    pub at: Instant,
}

/// Its author changed what was said.
#[derive(Debug, Clone)]
pub struct CommentEdited {
    /// The comment.
    pub comment: CommentId,
    /// The number of the text: the first is 1.
    pub revision: i64,
    /// What is said now.
    pub text: CommentText,
    /// The people whom it mentions now.
    pub mentioned: Vec<PersonId>,
    /// Who changed it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// Its author withdrew what was said.
#[derive(Debug, Clone)]
pub struct CommentWithdrawn {
    /// The comment.
    pub comment: CommentId,
    /// Who withdrew it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// Whoever runs the plan withdrew what someone else said.
#[derive(Debug, Clone)]
pub struct CommentModerated {
    /// The comment.
    pub comment: CommentId,
    /// Who withdrew it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

/// Someone chose to hear of something, to hear no more of it, or to leave it as it comes.
#[derive(Debug, Clone)]
pub struct FollowChosen {
    /// In which convention.
    pub convention: ConventionId,
    /// Who.
    pub person: PersonId,
    /// What.
    pub followed: Followed,
    /// What is chosen; nothing, when it is as it comes again.
    pub becomes: Option<Hearing>,
}

/// Someone chose what they are written to about.
#[derive(Debug, Clone, Copy)]
pub struct LettersChosen {
    /// Who.
    pub person: PersonId,
    /// What is chosen.
    pub becomes: LetterChoice,
}

/// What a person was told of was gathered into a letter.
#[derive(Debug, Clone)]
pub struct DigestSent {
    /// To whom.
    pub person: PersonId,
    /// Whether it tells of mentions at once, or of everything together.
    pub at_once: bool,
    /// Up to when.
    pub upto: Instant,
    /// How many things it tells of.
    pub count: i64,
    /// The digest of the secret that stops such letters.
    pub stop: Digest,
    /// The letter.
    pub letter: Letter,
    /// When.
    pub at: Instant,
}

impl Sends for DigestSent {
    fn at(&self) -> Instant {
        self.at
    }

    fn letters(&self) -> Vec<Letter> {
        vec![self.letter.clone()]
    }
}

/// Someone stopped the letters by the link that one of them holds.
#[derive(Debug, Clone, Copy)]
pub struct LettersStopped {
    /// Who.
    pub person: PersonId,
}

fn said(comment: CommentId, after: String, text: Option<&CommentText>) -> Account {
    Account {
        subject: format!("convention/{}/comment/{}", comment.convention, comment.ordinal),
        before: None,
        after: Some(after),
        personal: text.map(ToString::to_string),
    }
}

fn chosen(person: PersonId, after: String) -> Account {
    Account {
        subject: format!("person/{person}"),
        before: None,
        after: Some(after),
        personal: None,
    }
}

fn inside(comment: CommentId) -> Chain {
    Chain::Convention(comment.convention)
}

fn where_said(fact: &CommentWritten) -> String {
    let answers = fact.answers.map(|answers| format!(", answers {answers}"));
    format!("on {}, {}{}", fact.topic, fact.audience.code(), answers.unwrap_or_default())
}

fn hearing(fact: &FollowChosen) -> String {
    let becomes = fact.becomes.map_or("left as it comes", Hearing::code);
    format!("{becomes}: convention {}, {}", fact.convention, fact.followed)
}

fn letters(choice: LetterChoice) -> String {
    let mentions = if choice.mentions_at_once { "at once" } else { "with the rest" };
    format!("letters: {}, mentions {mentions}", choice.rhythm.code())
}

told! {
    CommentWritten, WriteComments, "comment_written", |fact|
        fact.comment.convention, inside(fact.comment), said(fact.comment, where_said(fact), Some(&fact.text));
    CommentEdited, WriteComments, "comment_edited", |fact|
        fact.comment.convention, inside(fact.comment), said(fact.comment, format!("text {}", fact.revision), Some(&fact.text));
    CommentWithdrawn, WriteComments, "comment_withdrawn", |fact|
        fact.comment.convention, inside(fact.comment), said(fact.comment, "withdrawn".to_owned(), None);
    CommentModerated, ModerateComments, "comment_moderated", |fact|
        fact.comment.convention, inside(fact.comment), said(fact.comment, "withdrawn".to_owned(), None);
    FollowChosen, Follow, "follow_chosen", |fact|
        fact.convention, Chain::Installation, chosen(fact.person, hearing(fact));
    LettersChosen, ChooseLetters, "letters_chosen", |fact|
        Installation, Chain::Installation, chosen(fact.person, letters(fact.becomes));
    DigestSent, SendDigests, "digest_sent", |fact|
        Installation, Chain::Installation, chosen(fact.person, format!("letter about {}", fact.count));
    LettersStopped, UseLink, "letters_stopped", |fact|
        Installation, Chain::Installation, chosen(fact.person, "letters: stopped".to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::ids::Id;

    #[test]
    fn what_is_chained_says_nothing_of_what_was_said() {
        let fact = CommentWritten {
            comment: CommentId {
                convention: ConventionId::new(1),
                ordinal: 3,
            },
            topic: About::Action(15),
            audience: Audience::Internal,
            answers: Some(2),
            text: CommentText::parse("Mme Moreau est absente").expect("said"),
            mentioned: Vec::new(),
            person: Id::new(4),
            organisation: Id::new(1),
            at: Instant::from_micros(0),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/comment/3");
        assert_eq!(account.after.as_deref(), Some("on action-15, internal, answers 2"));
        assert_eq!(account.personal.as_deref(), Some("Mme Moreau est absente"));
    }

    #[test]
    fn what_one_follows_is_not_told_to_the_convention() {
        let fact = FollowChosen {
            convention: ConventionId::new(1),
            person: Id::new(4),
            followed: Followed::Action(15),
            becomes: Some(Hearing::Muted),
        };
        assert_eq!(fact.chain(), Chain::Installation);
        assert_eq!(fact.account().after.as_deref(), Some("muted: convention 1, action-15"));
    }
}
