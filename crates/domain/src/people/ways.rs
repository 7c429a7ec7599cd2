//! How people prove who they are, and what a link is for.
//!
//! A way carries what it used up (a step, a code, a counter), so that the same proof is never accepted twice. Nothing here checks one.

use crate::digest::Digest;
use crate::ids::PasskeyId;
use crate::people::Identity;

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
    /// Another provider of identity, to which the account was bound.
    Provider {
        /// Who that is for it.
        identity: Identity,
        /// What people call it.
        provider: String,
        /// The address it gives today, in lower case: shown, never applied.
        email: Option<String>,
        /// What was asked beside it, when the account asks for a code and the provider did not ask for two proofs.
        second: Option<SecondProof>,
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
            Self::Provider { second: None, .. } => "signed in by another provider",
            Self::Provider {
                second: Some(SecondProof::Code { .. }),
                ..
            } => "signed in by another provider and a code",
            Self::Provider {
                second: Some(SecondProof::RecoveryCode { .. }),
                ..
            } => "signed in by another provider and a recovery code",
            Self::Link => "signed in by a link",
            Self::Founding => "signed in by the founding code",
            Self::Demo => "signed in from the demo",
        }
    }
}

/// What a second step uses up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondProof {
    /// A one-time code, of this step.
    Code {
        /// The step of the code: neither it nor an earlier one is accepted any more.
        step: i64,
    },
    /// A recovery code.
    RecoveryCode {
        /// The digest of the code.
        code: Digest,
    },
}

impl From<SecondProof> for Way {
    fn from(proof: SecondProof) -> Self {
        match proof {
            SecondProof::Code { step } => Self::Code { step },
            SecondProof::RecoveryCode { code } => Self::RecoveryCode { code },
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
