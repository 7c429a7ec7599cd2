//! Rules about who holds a role, and whether that can be.

pub(super) mod article_bearer;
pub(super) mod carriers;
pub(super) mod chairs;
pub(super) mod differ;
pub(super) mod either;
pub(super) mod ending;
pub(super) mod guests;
pub(super) mod joint_means;
pub(super) mod mission_twice;
pub(super) mod one_for_several;
pub(super) mod outside;
pub(super) mod pilot_elsewhere;
pub(super) mod pilot_only;
pub(super) mod secretariat;
pub(super) mod signatories;
pub(super) mod steering;
pub(super) mod two_of_several;
pub(super) mod undefined;
