//! The ground the tests stand on: a database of their own on the engine under test, the product served over it, a client
//! without a browser, a clock that stands still.
//!
//! No product code imports this crate, and it knows no slice: whoever tests brings the rooms and fills the world. Nothing
//! of ours is imitated here; only time and chance are given.

pub mod base;
pub mod client;
pub mod journal;
pub mod moment;
pub mod page;
pub mod template;
pub mod world;

mod server;

pub use base::{Base, Engine};
pub use client::{Answer, Client};
pub use template::Template;
pub use world::World;
