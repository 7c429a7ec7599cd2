//! Which recipients the board of a campaign lists: all of them, or those whom one of its figures counts.

use crate::rows::RecipientRow;

/// Those whom a figure of the board counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Those who answered, by whatever way.
    Answered,
    /// Those who opened their link. What was told by telephone opened none.
    Opened,
    /// Those who neither answered nor opened it.
    NeverOpened,
    /// Those who have not answered, whether they opened it or not.
    Unanswered,
}

impl Counted {
    const ALL: [Self; 4] = [Self::Answered, Self::Opened, Self::NeverOpened, Self::Unanswered];

    /// The word in an address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Answered => "repondu",
            Self::Opened => "ouvert",
            Self::NeverOpened => "jamais-ouvert",
            Self::Unanswered => "sans-reponse",
        }
    }

    /// Those of a word of an address.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.code() == code)
    }

    /// The words people read above the list.
    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Answered => "Destinataires qui ont répondu",
            Self::Opened => "Destinataires qui ont ouvert leur lien",
            Self::NeverOpened => "Destinataires qui n’ont jamais ouvert leur lien",
            Self::Unanswered => "Destinataires qui n’ont pas répondu",
        }
    }

    /// Whether someone is one of them.
    pub(crate) const fn holds(self, recipient: &RecipientRow) -> bool {
        let state = &recipient.state;
        match self {
            Self::Answered => state.answered.is_some(),
            Self::Opened => state.opened.is_some(),
            Self::Unanswered => state.answered.is_none(),
            Self::NeverOpened => state.answered.is_none() && state.opened.is_none(),
        }
    }
}
