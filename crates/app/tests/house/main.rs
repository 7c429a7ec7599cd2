//! The house as a whole, from outside: every route, every query, every fact, every command, on the engine named by `STORE`.
//!
//! Newcomers start with `tour.rs`.

mod access;
mod budgets;
mod cast;
mod command;
mod directory;
mod facts;
mod forgery;
mod forms;
mod holes;
mod import;
mod keeping;
mod limits;
mod mandates;
mod markup;
mod notices;
mod oddities;
mod places;
mod queries;
mod schema;
mod search;
mod start;
mod tampering;
mod tour;
mod two;
mod watching;
mod words;
