//! Rules about numbers that are announced and what is listed.

pub(super) mod changes;
pub(super) mod codes;
pub(super) mod each;
pub(super) mod facilities;
pub(super) mod fte;
pub(super) mod fte_text;
pub(super) mod levels;
pub(super) mod lists;
pub(super) mod numbering;
pub(super) mod parties;
pub(super) mod pooled_joint;
pub(super) mod sheets;
pub(super) mod twice;
pub(super) mod votes;
