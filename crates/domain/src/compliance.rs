//! What the law asks an installation to publish about itself, and what its administrator writes of it.
//!
//! It never supposes: what nobody wrote is absent, and an installation that nobody assessed is said not assessed.

use crate::access::Installation;
use crate::access::verbs::WriteNotices;
use crate::fact::{Account, Chain, Fact};
use crate::time::Instant;

/// A page that the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Notice {
    /// How far the product can be used by everyone.
    Accessibility,
    /// Who publishes it and who hosts it.
    Legal,
    /// What is done with personal data.
    Privacy,
}

/// One thing that a notice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeField {
    /// The result of the assessment, as a [`Conformity`].
    Conformity,
    /// Who assessed, when, with which result.
    Assessment,
    /// What cannot be used by everyone, and why.
    Exceptions,
    /// Whom to tell of an obstacle.
    AccessibilityContact,
    /// Who publishes.
    Publisher,
    /// How to reach the publisher.
    PublisherContact,
    /// Who answers for what is published.
    Director,
    /// Who hosts, with address and telephone.
    Host,
    /// Who decides what is done with the data.
    Controller,
    /// What the data are for.
    Purposes,
    /// What makes it lawful.
    LegalBasis,
    /// Who receives them.
    Recipients,
    /// How long they are kept.
    Retention,
    /// How to use one's rights, and who watches over them.
    DataContact,
}

/// How an installation stands before the rules of accessibility.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Conformity {
    /// Nobody assessed it, or nobody wrote the result.
    #[default]
    NotAssessed,
    /// Less than half of the criteria hold.
    NonConforming,
    /// At least half of them.
    Partial,
    /// All of them.
    Full,
}

impl Notice {
    /// All of them, in the order of the links.
    pub const ALL: [Self; 3] = [Self::Accessibility, Self::Legal, Self::Privacy];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Legal => "legal",
            Self::Privacy => "privacy",
        }
    }

    /// The title that people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Accessibility => "Accessibilité",
            Self::Legal => "Mentions légales",
            Self::Privacy => "Données personnelles",
        }
    }

    /// What it tells, in order.
    #[must_use]
    pub const fn fields(self) -> &'static [NoticeField] {
        use NoticeField as F;
        match self {
            Self::Accessibility => &[F::Conformity, F::Assessment, F::Exceptions, F::AccessibilityContact],
            Self::Legal => &[F::Publisher, F::PublisherContact, F::Director, F::Host],
            Self::Privacy => &[
                F::Controller,
                F::Purposes,
                F::LegalBasis,
                F::Recipients,
                F::Retention,
                F::DataContact,
            ],
        }
    }
}

impl NoticeField {
    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conformity => "conformity",
            Self::Assessment => "assessment",
            Self::Exceptions => "exceptions",
            Self::AccessibilityContact => "accessibility_contact",
            Self::Publisher => "publisher",
            Self::PublisherContact => "publisher_contact",
            Self::Director => "director",
            Self::Host => "host",
            Self::Controller => "controller",
            Self::Purposes => "purposes",
            Self::LegalBasis => "legal_basis",
            Self::Recipients => "recipients",
            Self::Retention => "retention",
            Self::DataContact => "data_contact",
        }
    }

    /// The field stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = Notice::ALL.into_iter().flat_map(Notice::fields);
        all.copied().find(|field| field.code() == code)
    }
}

impl Conformity {
    /// All of them, from what is said when nothing is known.
    pub const ALL: [Self; 4] = [Self::NotAssessed, Self::NonConforming, Self::Partial, Self::Full];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::NonConforming => "non_conforming",
            Self::Partial => "partial",
            Self::Full => "full",
        }
    }

    /// The result stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|conformity| conformity.code() == code)
    }

    /// The words of the law.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::NotAssessed => "non évaluée",
            Self::NonConforming => "non conforme",
            Self::Partial => "partiellement conforme",
            Self::Full => "totalement conforme",
        }
    }
}

/// The administrator wrote what a notice tells. It replaces what was written before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeWritten {
    /// The notice.
    pub notice: Notice,
    /// What it tells; what is left out is to be completed.
    pub values: Vec<(NoticeField, String)>,
    /// What it told before: which fields, not their text.
    pub before: Vec<NoticeField>,
    /// When.
    pub at: Instant,
}

impl Fact for NoticeWritten {
    type Needs = WriteNotices;
    const NAME: &'static str = "notice_written";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    /// The texts name people: they stand beside the chain.
    fn account(&self) -> Account {
        let codes = |fields: &mut dyn Iterator<Item = NoticeField>| {
            let codes: Vec<&str> = fields.map(NoticeField::code).collect();
            (!codes.is_empty()).then(|| codes.join(" "))
        };
        let texts = self.values.iter().map(|(field, text)| format!("{}: {text}", field.code()));
        Account {
            subject: format!("notice/{}", self.notice.code()),
            before: codes(&mut self.before.iter().copied()),
            after: codes(&mut self.values.iter().map(|(field, _)| *field)),
            personal: Some(texts.collect::<Vec<_>>().join("\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for field in Notice::ALL.into_iter().flat_map(Notice::fields) {
            assert_eq!(NoticeField::from_code(field.code()), Some(*field));
        }
        for conformity in Conformity::ALL {
            assert_eq!(Conformity::from_code(conformity.code()), Some(conformity));
        }
        assert_eq!(Conformity::default().french(), "non évaluée");
    }

    #[test]
    fn the_journal_chains_which_fields_and_never_their_text() {
        let fact = NoticeWritten {
            notice: Notice::Legal,
            values: vec![(NoticeField::Director, "Jeanne Moreau".to_owned())],
            before: Vec::new(),
            at: Instant::from_micros(0),
        };
        let account = fact.account();
        assert_eq!((account.before, account.after.as_deref()), (None, Some("director")));
        assert_eq!(account.personal.as_deref(), Some("director: Jeanne Moreau"));
    }
}
