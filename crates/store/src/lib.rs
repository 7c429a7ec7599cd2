//! The only owner of a database driver: the read door, the write door, the journal.
//!
//! Reading: [`Store::read`] gives a [`Reader`], one snapshot for one page; a [`Query`] is a type written with [`query!`],
//! over scoped names only. Writing is one sentence: [`Store::begin`], [`Tx::record`], [`Tx::commit`]. A [`Writer`] exists
//! only inside `record`, after the journal row, so that a change is always permitted, told and whole.
//!
//! This crate never decides who may do what (`domain::access` does), and no type of a driver leaves it.

mod apart;
mod archive;
mod backup;
mod columns;
mod conditions;
mod dialect;
mod engine;
mod erase;
mod error;
mod export;
mod figures;
mod files;
mod gates;
mod house;
mod info;
mod job;
mod journal;
mod kept_file;
mod known;
mod migrate;
mod notes;
mod pace;
mod plan;
mod query;
mod reader;
mod ready;
mod restore;
mod scope;
mod sequence;
mod shape;
mod sql;
mod standing;
mod store;
mod tx;
mod value;
mod verify;
mod writer;

pub use archive::{ArchiveError, BackedFile, BackedTable, Backup, Place};
pub use backup::check_backup;
pub use columns::{Columns, FromRow};
pub use error::{Broken, OpenError, StoreError};
pub use export::{Named, Whole};
pub use figures::Figures;
pub use house::House;
pub use info::QueryInfo;
pub use journal::PersonalText;
pub use kept_file::file_values;
pub use known::{Known, KnownMandate, NOTIFICATION_READ, NOTIFICATION_SECONDS, SESSION_SEEN};
pub use notes::{Note, Notes};
pub use query::Query;
pub use reader::Reader;
pub use restore::{RestoreError, Restored, restore};
pub use scope::{Gate, Scope};
pub use sequence::Sequence;
pub use sql::Sql;
pub use store::{Store, Target};
pub use tx::{Opened, Permitted, Recorded, Tx};
pub use value::Value;
pub use verify::{Fault, Verification};
pub use writer::{Writer, Writes};

/// What the macros of this crate expand to. Not for people.
#[doc(hidden)]
pub mod macro_support {
    pub use crate::query::check_query;
    pub use crate::sql::question_marks;
    pub use crate::value::Nullable;
    pub use domain::ids::ConventionId;
    pub use domain::search::Question;
}
