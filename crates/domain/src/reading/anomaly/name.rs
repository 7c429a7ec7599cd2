//! Rules about names: one thing under several, several things under one, a name that nothing explains.

pub(super) mod acronyms;
pub(super) mod already_done;
pub(super) mod body_alias;
pub(super) mod body_unknown;
pub(super) mod detail_repeats;
pub(super) mod frame_parties;
pub(super) mod generic_partners;
pub(super) mod initials;
pub(super) mod institutions;
pub(super) mod letter_lost;
pub(super) mod level_theme;
pub(super) mod near_names;
pub(super) mod overlap;
pub(super) mod parties_called;
pub(super) mod report_names;
pub(super) mod spellings;
pub(super) mod theme_elsewhere;
