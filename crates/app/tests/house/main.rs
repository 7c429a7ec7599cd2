//! The house as a whole, from outside: every route, every query, every fact, every command, on the engine named by `STORE`.
//!
//! Newcomers start with `tour.rs`.

mod access;
mod budgets;
mod cast;
mod command;
mod facts;
mod forgery;
mod forms;
mod holes;
mod identity;
mod import;
mod limits;
mod markup;
mod notices;
mod oddities;
mod places;
mod proofs;
mod queries;
mod schema;
mod search;
mod start;
mod tampering;
mod tour;
mod two;
mod watching;
mod words;
