//! Rules about a text that is badly made: what is cut, lost, said against itself or left to be decided.

pub(super) mod acknowledged;
pub(super) mod addresses;
pub(super) mod adjustments;
pub(super) mod agreement_slip;
pub(super) mod annexes_first;
pub(super) mod blank_item;
pub(super) mod choice;
pub(super) mod circular;
pub(super) mod clause_title;
pub(super) mod colon;
pub(super) mod contract_to_come;
pub(super) mod court;
pub(super) mod demonstrative;
pub(super) mod empty_item;
pub(super) mod facility_twice;
pub(super) mod laws;
pub(super) mod left_open;
pub(super) mod list_end;
pub(super) mod lost_bullet;
pub(super) mod missing_word;
pub(super) mod originals;
pub(super) mod reference;
pub(super) mod renewal;
pub(super) mod truncated;
pub(super) mod unowned;
pub(super) mod vote_object;
