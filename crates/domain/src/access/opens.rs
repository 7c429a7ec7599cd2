//! What a link opens to whoever holds it: one thing, named here. Each carries one verb of the policy, and no other.

/// What a link was made for: it opens that, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkOpens {
    /// Answering a campaign.
    Campaign,
    /// Reading the sheet of an elected person.
    Summary,
}

impl LinkOpens {
    /// All of them, in the order of the printed table.
    pub const ALL: [Self; 2] = [Self::Campaign, Self::Summary];

    /// The word printed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Summary => "summary",
        }
    }
}
