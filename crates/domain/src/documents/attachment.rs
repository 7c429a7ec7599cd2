//! What a document is attached to: the convention, one of its actions, or a milestone of one.

use std::fmt;

use crate::about::About;

/// What a document is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Attachment {
    /// The convention itself.
    Convention,
    /// One of its actions, by its ordinal.
    Action(i64),
    /// A milestone or a task, with the action it belongs to: who may see the one sees the other.
    Milestone {
        /// The ordinal of the action.
        action: i64,
        /// The ordinal of the milestone.
        milestone: i64,
    },
}

impl Attachment {
    /// The word stored: what is attached to a milestone is attached to its action too.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.about().code()
    }

    /// The convention or the action, whose visibility is that of the document.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::Convention => About::Convention,
            Self::Action(action) | Self::Milestone { action, .. } => About::Action(action),
        }
    }

    /// The ordinal of the action.
    #[must_use]
    pub const fn action(self) -> Option<i64> {
        self.about().action()
    }

    /// The ordinal of the milestone.
    #[must_use]
    pub const fn milestone(self) -> Option<i64> {
        match self {
            Self::Convention | Self::Action(_) => None,
            Self::Milestone { milestone, .. } => Some(milestone),
        }
    }

    /// What is stored as a word, the ordinal of an action and that of a milestone.
    #[must_use]
    pub fn stored(code: &str, action: Option<i64>, milestone: Option<i64>) -> Option<Self> {
        match (About::stored(code, action)?, milestone) {
            (About::Convention, None) => Some(Self::Convention),
            (About::Action(action), None) => Some(Self::Action(action)),
            (About::Action(action), Some(milestone)) => Some(Self::Milestone { action, milestone }),
            (About::Convention, Some(_)) => None,
        }
    }

    /// What is written in an address or a form: `convention`, `action-15`, `action-15-jalon-3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((action, milestone)) = text.split_once("-jalon-") else {
            return About::parse(text).map(Self::from);
        };
        let action = About::parse(action)?.action()?;
        let milestone = milestone.parse().ok().filter(|n| *n > 0)?;
        Some(Self::Milestone { action, milestone })
    }
}

impl From<About> for Attachment {
    fn from(about: About) -> Self {
        match about {
            About::Convention => Self::Convention,
            About::Action(action) => Self::Action(action),
        }
    }
}

/// As in an address.
impl fmt::Display for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.about().fmt(f)?;
        match self.milestone() {
            Some(milestone) => write!(f, "-jalon-{milestone}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_is_written_and_read_again() {
        let milestone = Attachment::Milestone {
            action: 15,
            milestone: 3,
        };
        for one in [Attachment::Convention, Attachment::Action(15), milestone] {
            assert_eq!(Attachment::parse(&one.to_string()), Some(one));
            assert_eq!(Attachment::stored(one.code(), one.action(), one.milestone()), Some(one));
        }
        assert_eq!(milestone.to_string(), "action-15-jalon-3");
        for wrong in [
            "",
            "action-15-jalon-",
            "action-15-jalon-0",
            "convention-jalon-3",
            "jalon-3",
            "action-15-3",
        ] {
            assert_eq!(Attachment::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Attachment::stored("convention", None, Some(3)), None);
    }
}
