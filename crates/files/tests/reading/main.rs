//! Reading whole texts: the real convention, the same under other names, spoilt texts, and documents.

mod agreements;
mod bad_input;
mod comparison;
mod consolidated;
mod convention;
mod correction;
mod cut;
mod ecarts;
mod example;
mod interchange;
mod interchange_organised;
mod long;
mod loose;
mod mapping;
mod mutations;
mod office;
mod organised;
mod questions;
mod renamed;
mod rules;
mod shapes;
mod sheets;
mod structure;
mod variations;
