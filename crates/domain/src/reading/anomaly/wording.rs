//! Rules about the same thing in two wordings or in two orders.

pub(super) mod action_titles;
pub(super) mod agreement_titles;
pub(super) mod annex_titles;
pub(super) mod article_titles;
pub(super) mod delays;
pub(super) mod framework_order;
pub(super) mod framework_titles;
pub(super) mod missions;
pub(super) mod rhythms;
pub(super) mod theme_lists;
mod varies;
