//! Who may come to an address: said by every route, checked before its handler runs.
//!
//! It is the first belt only: the doors of `store` check again, inside the transaction.

use std::fmt;

use domain::access::Verb;

/// Who may come. There is no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone, signed in or not.
    Anyone,
    /// Everyone signed in.
    SignedIn,
    /// Those who hold the installation role, which carries this verb.
    Administrator(Verb),
    /// Those whose mandate in the convention of the address carries this verb.
    Inside(Verb),
    /// Everyone, in the demo only.
    Demo,
}

/// One word or two, as the list of routes prints them.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Administrator(verb) => write!(f, "administrator: {}", verb.code()),
            Self::Inside(verb) => write!(f, "inside: {}", verb.code()),
            Self::Demo => f.write_str("demo only"),
        }
    }
}
