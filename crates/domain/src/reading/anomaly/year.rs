//! Rules about years and periods that disagree.

pub(super) mod before_signature;
pub(super) mod cited;
pub(super) mod communes;
pub(super) mod differ;
pub(super) mod duration;
pub(super) mod late;
pub(super) mod once;
pub(super) mod period;
pub(super) mod predecessors;
pub(super) mod reports;
