//! Rules about who pays what, to whom, and whether it adds up.

pub(super) mod alternative;
pub(super) mod calls;
pub(super) mod funders;
pub(super) mod inline;
pub(super) mod instruments;
pub(super) mod payee;
pub(super) mod reference_year;
pub(super) mod share;
pub(super) mod sums;
pub(super) mod tables;
pub(super) mod unsaid;
