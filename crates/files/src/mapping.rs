//! A plan from any spreadsheet: one row an action, columns of any name.
//!
//! A mapping is proposed with its reasons, a person changes it, and rows become actions or cells that are to be corrected. It
//! touches nothing: what becomes of the actions is told by `merge`, and whether they are kept by a person. A colour is a mark in a
//! column of a year and nowhere else.

mod cells;
mod heads;
mod merge;
mod names;
mod proposal;
mod rows;
mod words;

pub use cells::{Tab, cell_name, tabs};
pub use merge::{Merged, merge};
pub(crate) use merge::{free, plain_number};
pub(crate) use names::plain as plain_name;
pub use proposal::{Chosen, ColumnMap, Mapping, SheetMap, propose};
pub use rows::{Fault, Planned, Read, planned};
pub use words::Field;
