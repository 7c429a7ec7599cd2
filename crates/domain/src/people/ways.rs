//! How people prove who they are, and what a link is for.
//!
//! A way carries what it used up (a step, a code, a counter), so that the same proof is never accepted twice. Nothing here checks one.

use crate::digest::Digest;
use crate::ids::PasskeyId;

/// How a session was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A password.
    Password,
    /// A password, then a one-time code.
    Code {
        /// The step of the code: neither it nor an earlier one is accepted any more.
        step: i64,
    },
    /// A password, then a recovery code, which is used up.
    RecoveryCode {
        /// The digest of the code.
        code: Digest,
    },
    /// A passkey.
    Passkey {
        /// Which.
        passkey: PasskeyId,
        /// The passkey as it is from now on: its counter moved.
        document: String,
    },
    /// A link received, by which a password was just chosen.
    Link,
    /// The code of an empty installation.
    Founding,
    /// One click in the demo.
    Demo,
}

impl Way {
    /// What the journal keeps.
    #[must_use]
    pub const fn told(&self) -> &'static str {
        match self {
            Self::Password => "signed in with a password",
            Self::Code { .. } => "signed in with a password and a code",
            Self::RecoveryCode { .. } => "signed in with a password and a recovery code",
            Self::Passkey { .. } => "signed in with a passkey",
            Self::Link => "signed in by a link",
            Self::Founding => "signed in by the founding code",
            Self::Demo => "signed in from the demo",
        }
    }
}

/// What a link shown once is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// A first password.
    Invitation,
    /// A new password, for someone who forgot it.
    Password,
}

impl LinkPurpose {
    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Password => "password",
        }
    }

    /// The purpose stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invitation, Self::Password]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }
}
