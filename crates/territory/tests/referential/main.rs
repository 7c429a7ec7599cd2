//! The packs of the binary hold what their sources said, and answer as people ask.

mod area;
mod names;
mod packs;
mod parties;
