//! The gates as SQL: what is appended to a scope so that only those who may get its rows do.
//!
//! They are written from the policy, and look at no request.

use std::fmt::Write as _;

use domain::access::{Standing, Verb, allows};
use domain::visibility::Visibility;

use crate::conditions::{Confirmed, Outside, Roles, Stands, Unnamed};

/// A mandate of the person, in force that day, in a role that carries the verb.
pub(crate) fn held(text: &mut String, column: &str, verb: Verb) -> std::fmt::Result {
    write!(
        text,
        " JOIN unscoped_mandate held ON held.convention = {column} WHERE held.id = $2 AND held.person = $1 \
         AND held.since <= $3 AND (held.until IS NULL OR held.until >= $3) AND held.role IN ({}) AND {} AND {}",
        Roles(verb),
        Stands("held.convention"),
        Confirmed("held.role", "held.convention")
    )
}

/// Less what is kept among those who sign: what was hidden, and what is meant for them.
pub(crate) fn shown(text: &mut String, column: &str, hidden: &str, internal: &str) -> std::fmt::Result {
    write!(
        text,
        " AND (held.role IN ({}) OR NOT ({internal}) AND NOT EXISTS (SELECT 1 FROM unscoped_visibility hidden \
         WHERE hidden.convention = {column} AND hidden.level = '{}' AND ({hidden})))",
        Roles(Verb::ViewInternal),
        Visibility::Internal.code()
    )
}

/// Less the organisations that only what is hidden names.
pub(crate) fn named(text: &mut String, column: &'static str, party: &'static str) -> std::fmt::Result {
    let signing = Roles(Verb::ViewInternal);
    write!(text, " AND (held.role IN ({signing}) OR NOT ({}))", Unnamed(column, party))
}

/// The link of a recipient, when it works.
pub(crate) fn linked(text: &mut String, tied: &str) -> std::fmt::Result {
    write!(
        text,
        " JOIN unscoped_campaign_link held ON {tied} \
         JOIN unscoped_campaign_recipient holder ON holder.convention = held.convention \
         AND holder.campaign = held.campaign AND holder.ordinal = held.recipient AND holder.version = held.version \
         WHERE held.token = $1 AND held.last_day >= $3 AND held.ended IS NULL AND {}",
        Outside("held.convention")
    )
}

/// The link to a sheet, when it works; less what is kept among those who sign.
pub(crate) fn sheet(text: &mut String, tied: &str, hidden: &str) -> std::fmt::Result {
    write!(
        text,
        " JOIN unscoped_summary_link held ON {tied} \
         WHERE held.token = $1 AND held.last_day >= $3 AND held.revoked IS NULL AND {} \
         AND NOT EXISTS (SELECT 1 FROM unscoped_visibility hidden \
         WHERE hidden.convention = held.convention AND hidden.level = '{}' AND ({hidden}))",
        Outside("held.convention"),
        Visibility::Internal.code()
    )
}

/// One's own rows, in conventions where one holds a mandate that carries the verb. Left open, for what that mandate shows.
pub(crate) fn told(text: &mut String, (person, column): (&str, &'static str), verb: Verb) -> std::fmt::Result {
    write!(
        text,
        " WHERE {person} = $1 AND {} AND EXISTS (SELECT 1 FROM unscoped_mandate held WHERE held.person = {person} \
         AND held.convention = {column} AND held.since <= $3 AND (held.until IS NULL OR held.until >= $3) AND held.role IN ({}) AND {}",
        Stands(column),
        Roles(verb),
        Confirmed("held.role", "held.convention")
    )
}

/// Which accounts carry a verb in the installation, as a condition on the person.
pub(crate) fn holders(verb: Verb) -> &'static str {
    let carries = |standing| allows(standing, verb).is_ok();
    match (carries(Standing::Account), carries(Standing::Administrator)) {
        (true, _) => "1 = 1",
        (false, true) => "own.administrator = 1",
        (false, false) => "1 = 0",
    }
}
