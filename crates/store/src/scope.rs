//! How a scoped name is reached: from which table, through which gate.
//!
//! A gate is written from the policy itself ([`roles_allowed`]), so that what a query shows and what the printed rights
//! say cannot disagree. Gates join on the key of the mandate one acts under, never `IN (SELECT …)`.

use std::fmt::Write as _;

use domain::access::{Standing, Verb, Viewer, allows, roles_allowed};

/// A scoped name, declared by the room that owns its table.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// The name slices read: `action`.
    pub name: &'static str,
    /// What it is made of, without a `WHERE`: `SELECT t.convention, t.ordinal FROM unscoped_action t`.
    pub columns_sql: &'static str,
    /// Who gets rows.
    pub gate: Gate,
}

/// Who gets the rows of a scope. The gate is appended to `columns_sql`.
#[derive(Debug, Clone, Copy)]
pub enum Gate {
    /// Those who act under a mandate in the convention of the row, in force today, in a role that carries the verb.
    Convention {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
    },
    /// Those whom the policy allows the verb in the installation: administrators, or everyone who has an account.
    Installation {
        /// The verb.
        verb: Verb,
    },
    /// The person the row is about.
    Own {
        /// The column that holds the person: `t.person`.
        column: &'static str,
    },
    /// The person the row is about, and those whom the policy allows the verb in the installation.
    About {
        /// The column that holds the person: `t.person`.
        column: &'static str,
        /// The verb.
        verb: Verb,
    },
}

impl Gate {
    /// Whether `viewer` passes without a gate: the product itself, when the policy lets it do so.
    pub(crate) fn open_to(self, viewer: &Viewer) -> bool {
        match viewer {
            Viewer::Job(reason) => allows(Standing::Job(*reason), self.verb()).is_ok(),
            Viewer::Visitor | Viewer::Person(_) | Viewer::Mandate(_) => false,
        }
    }

    const fn verb(self) -> Verb {
        match self {
            Self::Convention { verb, .. } | Self::Installation { verb } | Self::About { verb, .. } => verb,
            // What concerns one account is open to the jobs that see them all.
            Self::Own { .. } => Verb::ViewAccounts,
        }
    }

    fn write(self, text: &mut String) {
        let _ = match self {
            Self::Convention { column, verb } => write!(
                text,
                " JOIN unscoped_mandate held ON held.convention = {column} WHERE held.id = $2 AND held.person = $1 \
                 AND held.since <= $3 AND (held.until IS NULL OR held.until >= $3) AND held.role IN ({})",
                Roles(verb)
            ),
            Self::Installation { verb } => write!(
                text,
                " WHERE EXISTS (SELECT 1 FROM unscoped_person own WHERE own.id = $1 AND own.active = 1 AND {})",
                holders(verb)
            ),
            Self::Own { column } => write!(text, " WHERE {column} = $1"),
            Self::About { column, verb } => write!(
                text,
                " WHERE ({column} = $1 OR EXISTS (SELECT 1 FROM unscoped_person own WHERE own.id = $1 AND own.active = 1 AND {}))",
                holders(verb)
            ),
        };
    }
}

impl Scope {
    /// Writes the common table expression that gives the name its meaning for this query.
    pub(crate) fn write(&self, text: &mut String, gated: bool) {
        // Without NOT MATERIALIZED an engine may compute a name read twice in whole, before any key is looked up.
        let _ = write!(text, "{} AS NOT MATERIALIZED ({}", self.name, self.columns_sql);
        if gated {
            self.gate.write(text);
        }
        text.push(')');
    }
}

/// Which accounts carry a verb in the installation, as a condition on the person.
fn holders(verb: Verb) -> &'static str {
    let carries = |standing| allows(standing, verb).is_ok();
    match (carries(Standing::Account), carries(Standing::Administrator)) {
        (true, _) => "1 = 1",
        (false, true) => "own.administrator = 1",
        (false, false) => "1 = 0",
    }
}

/// The roles that carry a verb, as SQL literals.
struct Roles(Verb);

impl std::fmt::Display for Roles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An empty list is not SQL everywhere, and NULL is in no list.
        f.write_str("NULL")?;
        roles_allowed(self.0).try_for_each(|role| write!(f, ", '{}'", role.code()))
    }
}
