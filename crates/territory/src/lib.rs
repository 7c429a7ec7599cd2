//! The official referential of territories, inside the binary: communes with their articles, codes, populations, limits.
//!
//! It reads no database and no network, and guesses nothing: a name borne by several communes is a question, not an
//! answer; what the sources do not say is absent. Nothing is decompressed before it is asked for.

mod area;
mod article;
mod commune;
mod drawing;
mod find;
mod intercommunality;
mod key;
mod label;
mod limits;
mod outline;
mod pack;
mod path;
mod recognise;
mod referential;

pub use area::{Area, Shape};
pub use article::{Liaison, Name};
pub use commune::{Commune, Population};
pub use drawing::{Drawing, Label, Piece, ScaleBar, Side};
pub use find::{By, Found, Match};
pub use intercommunality::{Department, Intercommunality};
pub use limits::Limits;
pub use pack::Damaged;
pub use recognise::{Asked, Outcome, Reason, recognise};
pub use referential::Referential;
