//! What a person asks about the data held on them: export and erasure, their facts, and whom a text of the journal is about.
//!
//! What was signed stays signed: a person who is erased keeps a number, and nothing that names them.

use super::facts::person_account;
use crate::access::verbs::{KeepAccounts, SecureOwnAccount};
use crate::fact::{Account, told};
use crate::ids::PersonId;
use crate::search::fold;
use crate::time::{Day, Instant};

/// A person asks to be erased.
#[derive(Debug, Clone)]
pub struct ErasureAsked {
    /// Who.
    pub person: PersonId,
    /// When: the delay of the answer runs from there.
    pub at: Instant,
}

/// A person no longer asks to be erased.
#[derive(Debug, Clone)]
pub struct ErasureWithdrawn {
    /// Who.
    pub person: PersonId,
}

/// Whoever administers does not erase a person who asked, and says why.
#[derive(Debug, Clone)]
pub struct ErasureRefused {
    /// Who asked.
    pub person: PersonId,
    /// Why, as the person reads it.
    pub reason: String,
    /// When.
    pub at: Instant,
}

/// What is held about a person without an open account was taken out, to be handed over.
#[derive(Debug, Clone)]
pub struct PersonExported {
    /// About whom.
    pub person: PersonId,
}

/// A person was erased: what names them is gone, what they did stays under a number.
#[derive(Debug, Clone)]
pub struct PersonErased {
    /// Who, and by what they were known.
    pub erased: Erased,
    /// When.
    pub at: Instant,
}

/// Whom to erase, and by what they were known. It never enters the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The person.
    pub person: PersonId,
    /// The people merged into this one: the same person, under other numbers.
    pub merged: Vec<PersonId>,
    /// Names and addresses, now and before.
    pub known_as: Vec<String>,
}

impl Erased {
    /// Every number of the person.
    pub fn numbers(&self) -> impl Iterator<Item = PersonId> {
        std::iter::once(self.person).chain(self.merged.iter().copied())
    }

    /// Whether a stored number is one of theirs.
    #[must_use]
    pub fn includes(&self, person: Option<i64>) -> bool {
        person.is_some_and(|person| self.numbers().any(|own| own.ordinal() == person))
    }

    /// Whether a free text names the person: a whole name or a whole address, whatever its capitals and accents.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        let text = words(text);
        let mut known = self.known_as.iter().map(|known| words(known));
        known.any(|known| known.len() > 2 && text.contains(&known))
    }

    /// Whether a personal text of the journal goes with the person: it is about them, or it is about nobody and names them.
    /// What is about someone else is theirs.
    #[must_use]
    pub fn takes(&self, about: Option<PersonId>, text: &str) -> bool {
        match about {
            Some(other) => self.numbers().any(|number| number == other),
            None => self.is_named_in(text),
        }
    }
}

/// The words of a text between spaces, one before the first and one after the last.
fn words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + word + " ")
}

/// Whom an entry of the journal is about, as its subject, or else what it says before or after, begins.
#[must_use]
pub fn whose(subject: &str, before: Option<&str>, after: Option<&str>) -> Option<PersonId> {
    [Some(subject), after, before].into_iter().flatten().find_map(named)
}

fn named(text: &str) -> Option<PersonId> {
    let number = text.strip_prefix("person/")?.split(' ').next()?;
    number.parse().ok().map(PersonId::new)
}

/// The last day to answer a request: the same day of the next month, or its last day (article 12, paragraph 3, of regulation
/// (EU) 2016/679). A delay that ends on a day off may last longer by law; the earlier day is told.
#[must_use]
pub fn answer_due(asked: Day) -> Day {
    let (year, month) = match asked.month() {
        12 => (asked.year() + 1, 1),
        month => (asked.year(), month + 1),
    };
    let mut days = (1..=asked.day_of_month()).rev();
    days.find_map(|day| Day::new(year, month, day)).unwrap_or(asked)
}

/// What is shown in the place of a name.
#[must_use]
pub fn tombstone(person: PersonId) -> String {
    format!("Personne effacée n°\u{a0}{person}")
}

told! {
    ErasureAsked, SecureOwnAccount, "erasure_asked", |fact| person_account(fact.person, "erasure asked for", None);
    ErasureWithdrawn, SecureOwnAccount, "erasure_withdrawn", |fact| person_account(fact.person, "erasure no longer asked for", None);
    ErasureRefused, KeepAccounts, "erasure_refused", |fact|
        person_account(fact.person, "erasure refused", Some(fact.reason.clone()));
    PersonExported, KeepAccounts, "person_exported", |fact| person_account(fact.person, "data taken out", None);
    PersonErased, KeepAccounts, "person_erased", |fact| Account {
        before: Some(format!("{} numbers", fact.erased.merged.len() + 1)),
        ..person_account(fact.erased.person, "erased", None)
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::ids::Id;

    fn erased() -> Erased {
        Erased {
            person: Id::new(3),
            merged: vec![Id::new(7)],
            known_as: vec!["Zélie Kérouac".to_owned(), "zelie@exemple.invalid".to_owned(), "…".to_owned()],
        }
    }

    #[test]
    fn every_number_of_a_person_is_theirs() {
        let own = |person| erased().includes(person);
        assert!(own(Some(3)) && own(Some(7)), "those merged into them too");
        assert!(!own(Some(4)) && !own(None));
    }

    #[test]
    fn a_whole_name_or_address_names_someone_whatever_its_letters() {
        for named in [
            "vu avec ZELIE KEROUAC, mardi",
            "écrire à zelie@exemple.invalid.",
            "Zélie  Kérouac",
        ] {
            assert!(erased().is_named_in(named), "{named}");
        }
        for other in ["Zélie Kérouacque", "Zélie", "", "marzelie@exemple.invalid"] {
            assert!(!erased().is_named_in(other), "{other}");
        }
    }

    #[test]
    fn what_is_about_someone_else_is_theirs() {
        let erased = erased();
        assert!(erased.takes(Some(Id::new(7)), "anything"));
        assert!(!erased.takes(Some(Id::new(4)), "Zélie Kérouac"), "someone of the same name");
        assert!(erased.takes(None, "director: Zélie Kérouac"));
        assert!(!erased.takes(None, "director: Jeanne Moreau"));
    }

    #[test]
    fn an_entry_says_whom_it_is_about() {
        for (subject, before, after, expected) in [
            ("person/12", None, Some("account"), Some(12)),
            ("passkey/1", None, Some("person/12 renamed"), Some(12)),
            ("mandate/4", Some("person/3 to open"), Some("person/3 to 2026-01-01"), Some(3)),
            ("notice/legal", Some("director"), Some("director"), None),
            ("person/x", None, None, None),
        ] {
            assert_eq!(whose(subject, before, after), expected.map(Id::new), "{subject}");
        }
    }

    #[test]
    fn a_request_is_answered_within_a_month() {
        for (asked, due) in [
            ("2026-11-23", "2026-12-23"),
            ("2026-12-31", "2027-01-31"),
            ("2027-01-31", "2027-02-28"),
            ("2028-01-31", "2028-02-29"),
        ] {
            let asked: Day = asked.parse().expect("a day");
            assert_eq!(answer_due(asked).to_string(), due);
        }
    }

    #[test]
    fn nothing_that_names_a_person_is_told_of_an_erasure() {
        let fact = PersonErased {
            erased: erased(),
            at: Instant::from_micros(0),
        };
        let account = fact.account();
        assert_eq!((account.subject.as_str(), account.personal), ("person/3", None));
        assert_eq!(account.before.as_deref(), Some("2 numbers"));
        assert_eq!(tombstone(Id::new(12)), "Personne effacée n°\u{a0}12");
    }
}
