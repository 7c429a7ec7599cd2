//! Why the product works without a person in front of it. What each may do is the policy's.

/// Why the product works without a person in front of it. Each has its own line in the printed rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The demo makes its example people.
    Demo,
    /// Someone at the machine imports a text from the command line.
    CommandLine,
    /// The first administrator of a new installation proved the one-time code.
    Founding,
    /// Someone proves who they are: the only reading of credentials.
    SignIn,
    /// `pacte doctor` reads everything and changes nothing.
    Doctor,
    /// Who watches the installation reads how many sessions are open, and nothing of whose they are.
    Watching,
    /// What the installation publishes about itself is shown to everyone.
    Publication,
    /// A newer version projects what an older one did not.
    Upgrade,
    /// What is over is swept: sessions that ended by themselves.
    Upkeep,
    /// Someone at the machine takes away all that an organisation has a right to.
    Export,
    /// A campaign goes on by itself: reminders, new links that were asked for.
    Campaign,
    /// Letters are handed to the mail server.
    Sending,
    /// What happened is gathered into letters, for those who asked for them.
    Digest,
    /// The words of kept files are read, so that documents are found by them.
    Indexing,
}

impl Reason {
    /// All reasons, in the order of the printed table.
    pub const ALL: [Self; 14] = [
        Self::Demo,
        Self::CommandLine,
        Self::Founding,
        Self::SignIn,
        Self::Doctor,
        Self::Watching,
        Self::Publication,
        Self::Upgrade,
        Self::Upkeep,
        Self::Export,
        Self::Campaign,
        Self::Sending,
        Self::Digest,
        Self::Indexing,
    ];

    /// The word stored in the journal and printed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::CommandLine => "command_line",
            Self::Founding => "founding",
            Self::SignIn => "sign_in",
            Self::Doctor => "doctor",
            Self::Watching => "watching",
            Self::Publication => "publication",
            Self::Upgrade => "upgrade",
            Self::Upkeep => "upkeep",
            Self::Export => "export",
            Self::Campaign => "campaign",
            Self::Sending => "sending",
            Self::Digest => "digest",
            Self::Indexing => "indexing",
        }
    }
}
