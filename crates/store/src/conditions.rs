//! Conditions that gates are made of, as SQL: which conventions stand, which are shown, which roles carry a verb.
//!
//! They are written from the policy, and look at no request.

use std::fmt;

use domain::access::{Verb, roles_allowed};

/// Holds for a convention that was not withdrawn: one look by key, in a table that is nearly always empty.
pub(crate) struct Stands(pub(crate) &'static str);

impl fmt::Display for Stands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.0;
        write!(
            f,
            "NOT EXISTS (SELECT 1 FROM unscoped_withdrawal gone WHERE gone.convention = {column})"
        )
    }
}

/// Holds for what a link may show of a convention: it was not withdrawn, and what was read of it is confirmed.
pub(crate) struct Outside(pub(crate) &'static str);

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.0;
        write!(
            f,
            "{} AND NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = {column})",
            Stands(column)
        )
    }
}

/// Holds for a convention whose reading was confirmed, and for the roles that check it meanwhile: the column of the role, and that of
/// the convention.
pub(crate) struct Confirmed(pub(crate) &'static str, pub(crate) &'static str);

impl fmt::Display for Confirmed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "({} IN ({}) OR NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = {}))",
            self.0,
            Roles(Verb::CorrectReading),
            self.1
        )
    }
}

/// The roles that carry a verb, as SQL literals.
pub(crate) struct Roles(pub(crate) Verb);

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An empty list is not SQL everywhere, and NULL is in no list.
        f.write_str("NULL")?;
        roles_allowed(self.0).try_for_each(|role| write!(f, ", '{}'", role.code()))
    }
}
