//! The law book: the words of a *convention territoriale globale*, its rules, states and facts.
//!
//! Everything here is a pure value or a pure function. This crate never reads a clock, a file, a database or a request,
//! never draws a random number and knows nothing of how its values are stored, sent or shown.

pub mod about;
pub mod access;
pub mod amendment;
pub mod campaigns;
pub mod comparison;
pub mod compliance;
pub mod convention;
pub mod digest;
pub mod discussion;
pub mod documents;
pub mod example;
pub mod fact;
pub mod followup;
pub mod ids;
pub mod mail;
pub mod people;
pub mod perimeter;
pub mod places;
pub mod reading;
pub mod review;
pub mod saved_view;
pub mod search;
pub mod settlement;
pub mod summary;
pub mod time;
pub mod visibility;
pub mod wording;
