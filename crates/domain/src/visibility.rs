//! Who may see what is shared in a convention: those who sign, all who hold a mandate, or everyone.
//!
//! Nothing is public until someone says so, and nothing here shows anything to anyone: gates and pages do.

use std::fmt;
use std::str::FromStr;

use crate::access::verbs::ChooseVisibility;
use crate::fact::{Account, Chain, Fact};
use crate::ids::ConventionId;

/// How far something is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Visibility {
    /// By those who act for a party that signs, and those who audit them.
    Internal,
    /// By all who hold a mandate in the convention: what is neither said nor hidden.
    #[default]
    Partners,
    /// By everyone, where the product shows something to everyone.
    Public,
}

impl Visibility {
    /// From the fewest to everyone.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Partners, Self::Public];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partners => "partners",
            Self::Public => "public",
        }
    }

    /// The level of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Internal => "Interne",
            Self::Partners => "Partenaires",
            Self::Public => "Public",
        }
    }

    /// What the word means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Internal => "vu des signataires et de leurs services, pas des contacts des partenaires",
            Self::Partners => "vu de toutes les personnes qui ont un mandat dans la convention",
            Self::Public => "peut être montré à tous, habitants compris",
        }
    }
}

/// Something whose visibility is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shared {
    /// The signed text: its lines, articles and transcription.
    Text,
    /// An action, with all that is said of it.
    Action(i64),
    /// A facility, with its sites.
    Facility(i64),
    /// A document, with its versions.
    Document(i64),
    /// A governance body, with its members and its missions.
    Body(i64),
    /// The cooperation scheme: posts, and what is said of them.
    Scheme,
    /// A vote, with who signed it.
    Deliberation(i64),
}

/// The text names nothing whose visibility is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotShared;

impl Shared {
    /// The word stored for its kind.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Action(_) => "action",
            Self::Facility(_) => "facility",
            Self::Document(_) => "document",
            Self::Body(_) => "body",
            Self::Scheme => "scheme",
            Self::Deliberation(_) => "deliberation",
        }
    }

    /// Its ordinal among those of its kind. There is one text, and one scheme.
    #[must_use]
    pub const fn ordinal(self) -> i64 {
        match self {
            Self::Text | Self::Scheme => 1,
            Self::Action(ordinal)
            | Self::Facility(ordinal)
            | Self::Document(ordinal)
            | Self::Body(ordinal)
            | Self::Deliberation(ordinal) => ordinal,
        }
    }

    /// The thing of a stored kind and ordinal.
    #[must_use]
    pub fn of(kind: &str, ordinal: i64) -> Option<Self> {
        match kind {
            "text" => (ordinal == 1).then_some(Self::Text),
            "action" => Some(Self::Action(ordinal)),
            "facility" => Some(Self::Facility(ordinal)),
            "document" => Some(Self::Document(ordinal)),
            "body" => Some(Self::Body(ordinal)),
            "scheme" => (ordinal == 1).then_some(Self::Scheme),
            "deliberation" => Some(Self::Deliberation(ordinal)),
            _ => None,
        }
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind(), self.ordinal())
    }
}

impl FromStr for Shared {
    type Err = NotShared;

    fn from_str(text: &str) -> Result<Self, NotShared> {
        let (kind, ordinal) = text.split_once('/').ok_or(NotShared)?;
        Self::of(kind, ordinal.parse().map_err(|_| NotShared)?).ok_or(NotShared)
    }
}

/// Someone chose who sees something. A later choice replaces it.
#[derive(Debug, Clone, Copy)]
pub struct VisibilityChosen {
    /// In which convention.
    pub convention: ConventionId,
    /// What.
    pub shared: Shared,
    /// Who saw it until then.
    pub was: Visibility,
    /// Who sees it from now on.
    pub becomes: Visibility,
}

impl Fact for VisibilityChosen {
    type Needs = ChooseVisibility;
    const NAME: &'static str = "visibility_chosen";

    fn place(&self) -> ConventionId {
        self.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/{}", self.convention, self.shared),
            before: Some(self.was.code().to_owned()),
            after: Some(self.becomes.code().to_owned()),
            personal: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_written_and_read_again() {
        for shared in [Shared::Text, Shared::Action(12), Shared::Facility(3), Shared::Document(7)] {
            assert_eq!(shared.to_string().parse(), Ok(shared));
        }
        for wrong in ["", "text", "text/2", "action/", "action/x", "duty/1"] {
            assert_eq!(wrong.parse::<Shared>(), Err(NotShared), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_public_until_someone_says_so() {
        assert_eq!(Visibility::default(), Visibility::Partners);
    }
}
