//! Proofs of identity: passkeys, one-time codes, a sign-in kept by another service.
//!
//! A question goes out, an answer comes in, a value says who is proved. This crate never reads the database, never opens a
//! session and never decides what someone may do.
