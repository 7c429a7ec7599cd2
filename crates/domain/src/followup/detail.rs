//! The details of the text, one by one: which is which, and how far each has gone.
//!
//! A detail is known by its words, the party under which the text puts it, and its place among those that read alike there: a
//! corrected reading that adds or moves others moves no mark, and one that words it otherwise makes another detail.

use super::Status;
use crate::digest::Digest;
use crate::ids::ActionId;

/// One detail of the text of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DetailId {
    /// The action.
    pub action: ActionId,
    /// The ordinal of the party under which the text puts it; `None` for the action as a whole.
    pub party: Option<i64>,
    /// Its place, from 1, among those of this party that read alike.
    pub rank: i64,
    /// The digest of its words.
    pub words: Digest,
}

impl DetailId {
    /// Each of the details of an action, given in the order of the text: the party, the words.
    pub fn each<'t>(action: ActionId, details: impl IntoIterator<Item = (Option<i64>, &'t str)>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (party, text) in details {
            let words = Digest::of(text.as_bytes());
            let before = all.iter().filter(|one| (one.party, one.words) == (party, words));
            let rank = 1 + i64::try_from(before.count()).unwrap_or(i64::MAX - 1);
            all.push(Self {
                action,
                party,
                rank,
                words,
            });
        }
        all
    }

    /// The party's ordinal as it is stored, 0 for the action as a whole: part of a key.
    #[must_use]
    pub fn stored_party(&self) -> i64 {
        self.party.unwrap_or(0)
    }

    /// What is chained of it: its digest, after whose it is and which of those that read alike, where the text says so.
    pub(crate) fn told(&self) -> String {
        let party = self.party.map(|party| format!("party/{party} "));
        let rank = (self.rank > 1).then(|| format!("number {} ", self.rank));
        format!("{}{}{}", party.unwrap_or_default(), rank.unwrap_or_default(), self.words)
    }
}

/// How far one detail of the text has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DetailState {
    /// Nothing has begun.
    #[default]
    ToDo,
    /// Under way.
    Going,
    /// Done.
    Done,
}

impl DetailState {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ToDo, Self::Going, Self::Done];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToDo => "todo",
            Self::Going => "going",
            Self::Done => "done",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::ToDo => "À faire",
            Self::Going => "En cours",
            Self::Done => "Fait",
        }
    }
}

/// The status that the details of an action would give it, once someone said something of one: one done, one not, under way.
/// It is shown beside the status that was reported, and forces nothing.
#[must_use]
pub fn told_by_details(states: &[DetailState]) -> Option<Status> {
    let all = |state: DetailState| states.iter().all(|one| *one == state);
    if all(DetailState::ToDo) {
        None
    } else if all(DetailState::Done) {
        Some(Status::Done)
    } else {
        Some(Status::Going)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ConventionId;

    #[test]
    fn details_that_read_alike_are_told_apart_and_a_new_reading_moves_none() {
        let action = ActionId {
            convention: ConventionId::new(1),
            ordinal: 15,
        };
        let read = [
            (Some(2), "Ouvrir un lieu"),
            (Some(3), "Ouvrir un lieu"),
            (Some(2), "Ouvrir un lieu"),
        ];
        let ids = DetailId::each(action, read);
        let places: Vec<_> = ids.iter().map(|id| (id.party, id.rank)).collect();
        assert_eq!(places, [(Some(2), 1), (Some(3), 1), (Some(2), 2)]);
        let again = DetailId::each(action, [(None, "Convier les écoles")].into_iter().chain(read));
        assert_eq!(again[1..], ids);
    }

    #[test]
    fn one_done_and_one_not_is_under_way() {
        use DetailState::{Done, Going, ToDo};
        assert_eq!(told_by_details(&[Done, ToDo]), Some(Status::Going));
        assert_eq!(told_by_details(&[Done, Done]), Some(Status::Done));
        assert_eq!(told_by_details(&[Going, ToDo]), Some(Status::Going));
        assert_eq!(told_by_details(&[ToDo, ToDo]), None);
        assert_eq!(told_by_details(&[]), None);
    }
}
