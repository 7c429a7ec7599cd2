//! The state of an action, or of one commune's part in it, as people report it. "En retard" is not one of them: it is computed.

/// How something stands. A convention may rename each; the default words are those read in plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Status {
    /// Nobody has said yet.
    #[default]
    Unspecified,
    /// Nothing has begun.
    NotStarted,
    /// Being prepared.
    Preparing,
    /// Under way.
    Going,
    /// Done.
    Done,
    /// Done, and now ordinary activity.
    Sustained,
    /// Stopped for a while.
    Suspended,
    /// Moved to a later day.
    Postponed,
    /// Taken another way.
    Reoriented,
    /// Given up.
    Abandoned,
}

impl Status {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Unspecified,
        Self::NotStarted,
        Self::Preparing,
        Self::Going,
        Self::Done,
        Self::Sustained,
        Self::Suspended,
        Self::Postponed,
        Self::Reoriented,
        Self::Abandoned,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::NotStarted => "not_started",
            Self::Preparing => "preparing",
            Self::Going => "going",
            Self::Done => "done",
            Self::Sustained => "sustained",
            Self::Suspended => "suspended",
            Self::Postponed => "postponed",
            Self::Reoriented => "reoriented",
            Self::Abandoned => "abandoned",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The words people read, unless their convention has its own.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Unspecified => "À préciser",
            Self::NotStarted => "Non démarrée",
            Self::Preparing => "En préparation",
            Self::Going => "En cours",
            Self::Done => "Réalisée",
            Self::Sustained => "Pérennisée",
            Self::Suspended => "Suspendue",
            Self::Postponed => "Reportée",
            Self::Reoriented => "Réorientée",
            Self::Abandoned => "Abandonnée",
        }
    }

    /// Whether it is done: what a rate of achievement counts.
    #[must_use]
    pub const fn is_achieved(self) -> bool {
        matches!(self, Self::Done | Self::Sustained)
    }

    /// Whether work has begun or ended: what conventions call "engagée".
    #[must_use]
    pub const fn is_engaged(self) -> bool {
        matches!(self, Self::Preparing | Self::Going | Self::Done | Self::Sustained)
    }

    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Sustained | Self::Abandoned)
    }

    /// Whether whoever reports it must say why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Suspended | Self::Postponed | Self::Abandoned)
    }

    /// Whether whoever reports it must say to which day.
    #[must_use]
    pub const fn needs_day(self) -> bool {
        matches!(self, Self::Postponed)
    }

    /// Whether whoever reports it must say which body decided it.
    #[must_use]
    pub const fn needs_body(self) -> bool {
        matches!(self, Self::Abandoned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_stored_and_read_again() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
        }
        assert_eq!(Status::from_code("late"), None, "lateness is computed");
    }

    #[test]
    fn what_is_achieved_is_engaged_and_over() {
        for status in Status::ALL {
            assert!(!status.is_achieved() || status.is_engaged() && status.is_over(), "{status:?}");
        }
        assert!(Status::Abandoned.is_over() && !Status::Abandoned.is_engaged());
    }
}
