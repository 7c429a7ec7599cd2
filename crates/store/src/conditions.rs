//! Conditions that gates are made of, as SQL: which conventions stand, which are shown, which roles carry a verb.
//!
//! They are written from the policy, and look at no request.

use std::fmt;

use domain::access::{Verb, roles_allowed};
use domain::visibility::Visibility;

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

/// Holds for an organisation that only what is hidden names, for those who do not sign: the text is kept from them, and so is everything
/// else in which it has a part. The column of the convention, and that of the party.
pub(crate) struct Unnamed(pub(crate) &'static str, pub(crate) &'static str);

impl fmt::Display for Unnamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(convention, party) = self;
        let internal = Visibility::Internal.code();
        write!(
            f,
            "EXISTS (SELECT 1 FROM unscoped_visibility hidden WHERE hidden.convention = {convention} AND hidden.kind = 'text' \
             AND hidden.level = '{internal}') \
             AND EXISTS (SELECT 1 FROM unscoped_party other WHERE other.convention = {convention} AND other.ordinal = {party} \
             AND other.signs = 0) \
             AND NOT EXISTS (SELECT 1 FROM unscoped_party_organisation own WHERE own.convention = {convention} \
             AND own.party = {party} AND own.organisation = held.organisation)"
        )?;
        let shown = |kind: &str, ordinal: &str| {
            format!(
                "NOT EXISTS (SELECT 1 FROM unscoped_visibility hidden WHERE hidden.convention = {convention} \
                 AND hidden.level = '{internal}' AND hidden.kind = '{kind}' AND hidden.ordinal = {ordinal})"
            )
        };
        let (action, facility) = (shown("action", "named.action"), shown("facility", "named.ordinal"));
        let scheme = shown("scheme", "hidden.ordinal");
        let body = shown(
            "body",
            "CASE WHEN named.part = 'chair' THEN named.place ELSE (SELECT m.body FROM unscoped_body_member m \
             WHERE m.convention = named.convention AND m.ordinal = named.place) END",
        );
        for (table, column, seen) in [
            ("unscoped_action_role", "party", action.as_str()),
            ("unscoped_action_amount", "party", &action),
            ("unscoped_action_text", "party", &action),
            ("unscoped_facility", "owner", &facility),
            ("unscoped_facility_absence", "owner", "1 = 1"),
            (
                "unscoped_involved",
                "party",
                &format!("(named.part = 'post' AND {scheme} OR named.part IN ('chair', 'member') AND {body})"),
            ),
        ] {
            write!(
                f,
                " AND NOT EXISTS (SELECT 1 FROM {table} named WHERE named.convention = {convention} AND named.{column} = {party} \
                 AND {seen})"
            )?;
        }
        Ok(())
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
