//! Rules about what the text announces and does not give.

pub(super) mod addresses;
pub(super) mod annex_absent;
pub(super) mod annex_swapped;
pub(super) mod annex_unknown;
pub(super) mod article_unknown;
pub(super) mod bodies;
pub(super) mod body_rhythm;
pub(super) mod facilities;
pub(super) mod indicators;
pub(super) mod means;
pub(super) mod pilots;
pub(super) mod pooled;
pub(super) mod posts;
pub(super) mod sheets;
pub(super) mod themes;
pub(super) mod votes;
pub(super) mod votes_undated;
pub(super) mod years;
