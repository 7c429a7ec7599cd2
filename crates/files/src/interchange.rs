//! The interchange document: a reading as canonical JSON text, and back.
//!
//! Writing the same reading always gives the same bytes, and reading them gives the same reading: acts are stored and
//! hashed in this form. A key is absent where the text is silent;
//! every object carries its `lines` and its `sources`.

mod back;
mod fields;
mod print;
mod read;
mod read_rest;
mod write;
mod write_rest;
mod written;

pub use back::{NotBack, back, back_by, is_document};
pub use fields::NotADocument;
pub use read::read;
pub use write::write;

/// The JSON Schema of the document, for the programs of others: what `write` gives conforms to it.
pub const JSON_SCHEMA: &str = include_str!("../../../docs/interchange.schema.json");
