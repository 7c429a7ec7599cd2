//! Rules about the marks of the grid.

pub(super) mod absence;
pub(super) mod letters;
pub(super) mod plain;
pub(super) mod refused;
pub(super) mod sign;
pub(super) mod undefined;
pub(super) mod unnamed;
