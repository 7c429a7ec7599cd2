//! The text of a document: what is read in its current version, so that the document is found by the words of its file.
//!
//! It is a projection of the kept file: made by itself after the file is kept, made again when it is missing, and never a source of
//! anything. Nothing here opens a file.

use super::facts::account;
use crate::access::verbs::ReadDocuments;
use crate::fact::told;
use crate::ids::DocumentId;

/// The most words of one file that are looked at: some four hundred pages.
pub const MOST_WORDS: usize = 200_000;

/// The longest passage, in characters: what a list of results can quote.
const PASSAGE: usize = 400;

/// The most passages of one file, whatever its words are: a word may be as long as the file.
const MOST_PASSAGES: usize = 8_000;

/// How the reading of texts stands: a later number has every file read again.
pub const TEXT_READER: i64 = 2;

/// Why the text of a file could not be read. The file itself is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unread {
    /// It does not open, or holds something else than its type says.
    Damaged,
    /// It opens with a password only.
    Locked,
    /// It is too large to be read, or swells when it is opened.
    TooLarge,
    /// Reading it took too long.
    TooLong,
    /// Its type is not read yet.
    OtherType,
    /// Its bytes are not there, or are no longer those that were kept.
    Missing,
}

impl Unread {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Damaged,
        Self::Locked,
        Self::TooLarge,
        Self::TooLong,
        Self::OtherType,
        Self::Missing,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Locked => "locked",
            Self::TooLarge => "too_large",
            Self::TooLong => "too_long",
            Self::OtherType => "other_type",
            Self::Missing => "missing",
        }
    }

    /// What it is, after "Le texte de ce fichier n’a pas pu être lu :", and what to do.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Damaged => {
                "il ne s’ouvre pas. Ouvrez-le sur votre appareil, enregistrez-le de nouveau, puis ajoutez une version."
            }
            Self::Locked => "un mot de passe le protège. Retirez le mot de passe, puis ajoutez une version.",
            Self::TooLarge => {
                "il est trop volumineux une fois ouvert. Partagez-le en plusieurs fichiers si vous voulez le chercher par ses mots."
            }
            Self::TooLong => {
                "sa lecture a pris trop de temps. Partagez-le en plusieurs fichiers si vous voulez le chercher par ses mots."
            }
            Self::OtherType => "ce type de fichier n’est pas encore lu. Il se trouve par son titre et par son nom.",
            Self::Missing => {
                "le fichier gardé manque ou a été altéré. Prévenez la personne qui administre Pacte\u{a0}: une sauvegarde le contient peut-être."
            }
        }
    }
}

/// What came of reading a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextState {
    /// All of its words were read.
    Read,
    /// The first ones were: there were more than [`MOST_WORDS`].
    Cut,
    /// It holds no word: pages that are pictures, for instance.
    Empty,
    /// It could not be read.
    Unread(Unread),
}

impl TextState {
    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Cut => "cut",
            Self::Empty => "empty",
            Self::Unread(why) => why.code(),
        }
    }

    /// The state stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let others = Unread::ALL.map(Self::Unread);
        let mut all = [Self::Read, Self::Cut, Self::Empty].into_iter().chain(others);
        all.find(|state| state.code() == code)
    }
}

/// The words of a file, in passages short enough to be quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentText {
    /// What came of reading it.
    pub state: TextState,
    /// Its passages, in order. Spaces and ends of lines are one space.
    pub passages: Vec<String>,
}

impl DocumentText {
    /// What the lines of a file give, or why there are none.
    #[must_use]
    pub fn of(lines: Result<Vec<String>, Unread>) -> Self {
        match lines {
            Ok(lines) => Self::in_passages(&lines),
            Err(why) => Self {
                state: TextState::Unread(why),
                passages: Vec::new(),
            },
        }
    }

    fn in_passages(lines: &[String]) -> Self {
        let mut passages = vec![String::new()];
        let mut words = lines
            .iter()
            .flat_map(|line| line.split(|c: char| c.is_whitespace() || c.is_control()));
        let mut cut = false;
        for (count, word) in words.by_ref().filter(|word| !word.is_empty()).enumerate() {
            if count == MOST_WORDS || passages.len() > MOST_PASSAGES {
                cut = true;
                break;
            }
            add(&mut passages, word);
        }
        passages.retain(|passage| !passage.is_empty());
        passages.truncate(MOST_PASSAGES);
        let state = match (cut, passages.is_empty()) {
            (true, _) => TextState::Cut,
            (false, true) => TextState::Empty,
            (false, false) => TextState::Read,
        };
        Self { state, passages }
    }
}

/// Adds a word to the last passage, or to a new one. A word longer than a passage is one by itself, cut.
fn add(passages: &mut Vec<String>, word: &str) {
    let cut: String = word.chars().take(PASSAGE).collect();
    match passages.last_mut() {
        Some(last) if last.is_empty() => last.push_str(&cut),
        Some(last) if last.chars().count() + cut.chars().count() < PASSAGE => {
            last.push(' ');
            last.push_str(&cut);
        }
        _ => passages.push(cut),
    }
}

/// The text of the current version of a document was read, or could not be.
#[derive(Debug, Clone)]
pub struct DocumentTextRead {
    /// The document.
    pub document: DocumentId,
    /// The version that was read.
    pub number: i64,
    /// What was read.
    pub text: DocumentText,
}

told! {
    DocumentTextRead, ReadDocuments, "document_text_read", |fact| fact.document.convention, account(
        fact.document,
        format!("version {}, {}, {} passages", fact.number, fact.text.state.code(), fact.text.passages.len()),
        None,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> DocumentText {
        DocumentText::of(Ok(lines.iter().map(|line| (*line).to_owned()).collect()))
    }

    #[test]
    fn words_stand_in_passages_that_can_be_quoted() {
        let text = read(&["  Compte rendu\tdu 3 mars  ", "", "Présents :\0 les communes"]);
        assert_eq!(text.state, TextState::Read);
        assert_eq!(text.passages, ["Compte rendu du 3 mars Présents : les communes"]);
        let long = read(&[&"crèche ".repeat(200)]);
        assert!(long.passages.len() > 3 && long.passages.iter().all(|one| one.chars().count() <= PASSAGE));
        assert_eq!(long.passages.iter().map(|one| one.split(' ').count()).sum::<usize>(), 200);
    }

    #[test]
    fn what_has_no_word_is_said_and_what_is_too_long_is_cut() {
        assert_eq!(read(&["", " \u{a0} "]).state, TextState::Empty);
        let many = read(&[&"a ".repeat(MOST_WORDS + 1)]);
        assert_eq!(many.state, TextState::Cut);
        assert_eq!(
            many.passages.iter().map(|one| one.split(' ').count()).sum::<usize>(),
            MOST_WORDS
        );
        let endless = read(&[&"é".repeat(1_000_000)]);
        assert_eq!(endless.passages.len(), 1);
    }

    #[test]
    fn every_state_is_read_back() {
        for state in [TextState::Read, TextState::Cut, TextState::Empty]
            .into_iter()
            .chain(Unread::ALL.map(TextState::Unread))
        {
            assert_eq!(TextState::from_code(state.code()), Some(state));
        }
    }
}
