//! Reading whole texts: the real convention, the same under other names, spoilt texts, and documents.

mod agreements;
mod bad_input;
mod convention;
mod correction;
mod cut;
mod example;
mod interchange;
mod interchange_organised;
mod mutations;
mod organised;
mod questions;
mod renamed;
mod shapes;
mod structure;
mod variations;
