//! Proofs of identity: passkeys, one-time codes, sign-in by another service.
//!
//! A question goes out, an answer comes in, a value says who is proved. This crate calls that service and nobody else; it never reads the database, never opens a
//! session and never decides what someone may do.

mod codes;
mod passkeys;
mod picture;
mod provider;
mod recovery;

pub use codes::{Codes, SECRET_BYTES};
pub use passkeys::{Asked, NotProved, Passkeys, Proved, Registered, credential_of};
pub use picture::{Picture, picture};
pub use provider::{
    BadSettings, Departure, LEFT_PATH, NotPresented, Presented, Provider, RETURN_PATH, Returned, Seeds, Settings,
};
pub use recovery::{RECOVERY_CODES, recovery_code, recovery_codes};
