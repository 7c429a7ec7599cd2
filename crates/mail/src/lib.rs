//! Letters that leave by e-mail: kept with the fact that causes them, handed to a mail server, followed until it took them.
//!
//! This room never decides who is written to: the fact says so. It never shows what a letter holds.

mod body;
mod outbox;
mod tables;

pub use outbox::Outbox;
pub use tables::Tables;
