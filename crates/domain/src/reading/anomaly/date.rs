//! Rules about days that cannot be right, or that come in the wrong order.

pub(super) mod blank;
pub(super) mod effect;
pub(super) mod impossible;
pub(super) mod outside;
pub(super) mod reversed;
pub(super) mod vote_late;
