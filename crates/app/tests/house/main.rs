//! The house as a whole, from outside: every route, every query, every fact, every command, on the engine named by `STORE`.
//!
//! Newcomers start with `tour.rs`.

mod access;
mod agreement;
mod apart;
mod backup;
mod budgets;
mod cast;
mod command;
mod completion;
mod correction;
mod crashes;
mod directory;
mod disks;
mod erasure;
mod facts;
mod forgery;
mod forms;
mod heard;
mod holes;
mod identity;
mod import;
mod journal;
mod keeping;
mod limits;
mod mandates;
mod markup;
mod matrix;
mod notices;
mod oddities;
mod perimeter;
mod places;
mod proofs;
mod queries;
mod requests;
mod restarts;
mod schema;
mod search;
mod start;
mod tampering;
mod tour;
mod two;
mod upgrade;
mod watching;
mod words;
