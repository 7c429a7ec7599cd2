//! The doors from outside, on the engine named by `STORE`: `sqlite` (the default) or `postgres`.

mod cast;
mod door;
mod engine;
mod journal;
mod known;
mod migrations;
mod opening;
mod scopes;
