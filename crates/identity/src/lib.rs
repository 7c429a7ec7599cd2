//! Proofs of identity: passkeys and one-time codes.
//!
//! A question goes out, an answer comes in, a value says who is proved. This crate never reads the database, never opens a
//! session and never decides what someone may do.

mod codes;
mod passkeys;
mod picture;
mod recovery;

pub use codes::{Codes, SECRET_BYTES};
pub use passkeys::{Asked, NotProved, Passkeys, Proved, Registered, credential_of};
pub use picture::{Picture, picture};
pub use recovery::{RECOVERY_CODES, recovery_code, recovery_codes};
