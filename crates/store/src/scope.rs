//! How a scoped name is reached: from which table, through which gate.
//!
//! A gate is written from the policy itself ([`roles_allowed`]), so that what a query shows and what the printed rights
//! say cannot disagree. Gates join on the key of the mandate one acts under, never `IN (SELECT …)`.

use std::fmt::Write as _;

use domain::access::{Standing, Verb, Viewer, allows};

use crate::conditions::{Confirmed, Roles, Stands};
use crate::gates::{held, holders, linked, named, sheet, shown, told};

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

impl Scope {
    /// Organisations that the text names, by the column of the party.
    #[must_use]
    pub const fn named(name: &'static str, verb: Verb, party: &'static str, columns_sql: &'static str) -> Self {
        let column = "t.convention";
        let gate = Gate::Named { column, verb, party };
        Self { name, columns_sql, gate }
    }

    /// A table `t` whose rows belong to one convention, read by the mandates that carry the verb.
    #[must_use]
    pub const fn inside(name: &'static str, verb: Verb, columns_sql: &'static str) -> Self {
        let gate = Gate::Convention {
            column: "t.convention",
            verb,
        };
        Self { name, columns_sql, gate }
    }

    /// The same, of something whose visibility is chosen: `hidden` says when a row is, as in [`Gate::Shared`].
    #[must_use]
    pub const fn shared(name: &'static str, verb: Verb, hidden: &'static str, columns_sql: &'static str) -> Self {
        let gate = Gate::Shared {
            column: "t.convention",
            verb,
            hidden,
        };
        Self { name, columns_sql, gate }
    }
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
    /// The same, less what is kept among those who sign, for those who are not of them.
    Shared {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
        /// When the row is hidden, as a condition on what is: `hidden.kind = 'action' AND hidden.ordinal = t.action`.
        hidden: &'static str,
    },
    /// The same, of an organisation that the text names, less those that only what is hidden names.
    Named {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
        /// The column that holds the party: `t.ordinal`.
        party: &'static str,
    },
    /// The same, and of it what one’s organisation answers for alone, for the roles that do not carry another verb too.
    Entrusted {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
        /// When the row is hidden, as a condition on what is: `hidden.kind = 'action' AND hidden.ordinal = t.action`.
        hidden: &'static str,
        /// The verb whose roles get every row.
        whole: Verb,
        /// When the others get a row, as a condition on it and on the mandate held: `t.organisation = held.organisation`.
        own: &'static str,
    },
    /// The same, less the rows that are themselves meant for those who sign.
    Addressed {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
        /// When what the row is about is hidden, as a condition on what is: `hidden.kind = 'action' AND hidden.ordinal = t.action`.
        hidden: &'static str,
        /// When the row is meant for those who sign: `t.audience = 'internal'`.
        internal: &'static str,
    },
    /// The person the row is about, while a mandate in force would show them what it tells of.
    Told {
        /// The column that holds the person: `t.person`.
        person: &'static str,
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
        /// When what the row is about is hidden.
        hidden: &'static str,
        /// When the row is meant for those who sign.
        internal: &'static str,
    },
    /// Those whom the policy allows the verb in the installation: administrators, or everyone who has an account.
    Installation {
        /// The verb.
        verb: Verb,
    },
    /// The same, without the rows of conventions that were withdrawn.
    Standing {
        /// The column that holds the convention: `t.convention`.
        column: &'static str,
        /// The verb.
        verb: Verb,
    },
    /// The person the row is about.
    Own {
        /// The column that holds the person: `t.person`.
        column: &'static str,
    },
    /// The same, without the rows of conventions that were withdrawn.
    OwnStanding {
        /// The column that holds the person: `t.person`.
        column: &'static str,
        /// The column that holds the convention: `t.convention`.
        convention: &'static str,
    },
    /// The person whose mandate the row is, without conventions that were withdrawn, nor those whose reading is still being checked when
    /// the mandate corrects none.
    OwnMandate {
        /// The column that holds the person: `t.person`.
        column: &'static str,
        /// The column that holds the convention: `t.convention`.
        convention: &'static str,
        /// The column that holds the role: `t.role`.
        role: &'static str,
    },
    /// The person the row is about, and those whom the policy allows the verb in the installation.
    About {
        /// The column that holds the person: `t.person`.
        column: &'static str,
        /// The verb.
        verb: Verb,
    },
    /// Whoever holds a link that works, of the recipient the row is about.
    Link {
        /// How the row is tied to the link, as a condition on what it holds: `held.convention = t.convention AND
        /// held.campaign = t.campaign AND held.recipient = t.ordinal`.
        held: &'static str,
    },
    /// Whoever holds a link that works to the sheet of the convention of the row, less what is kept among those who sign.
    Summary {
        /// How the row is tied to the link, as a condition on what it holds: `held.convention = t.convention`.
        held: &'static str,
        /// When the row is hidden, as a condition on what is: `hidden.kind = 'action' AND hidden.ordinal = t.action`; `1 = 0` when
        /// nothing hides it.
        hidden: &'static str,
    },
}

impl Gate {
    /// Whether `viewer` passes without a gate: the product itself, when the policy lets it do so.
    pub(crate) fn open_to(self, viewer: &Viewer) -> bool {
        match viewer {
            Viewer::Job(reason) => allows(Standing::Job(*reason), self.verb()).is_ok(),
            Viewer::Visitor | Viewer::Person(_) | Viewer::Mandate(_) | Viewer::Link(_) => false,
        }
    }

    const fn verb(self) -> Verb {
        match self {
            Self::Convention { verb, .. }
            | Self::Shared { verb, .. }
            | Self::Named { verb, .. }
            | Self::Entrusted { verb, .. }
            | Self::Addressed { verb, .. }
            | Self::Told { verb, .. }
            | Self::Installation { verb }
            | Self::Standing { verb, .. }
            | Self::About { verb, .. } => verb,
            // What concerns one account is open to the jobs that see them all.
            Self::Own { .. } | Self::OwnStanding { .. } | Self::OwnMandate { .. } => Verb::ViewAccounts,
            Self::Link { .. } => Verb::AnswerCampaign,
            Self::Summary { .. } => Verb::ReadSummary,
        }
    }

    /// The gate of what is one's own.
    fn write_own(self, text: &mut String) -> std::fmt::Result {
        match self {
            Self::Own { column } => write!(text, " WHERE {column} = $1"),
            Self::OwnStanding { column, convention } => write!(text, " WHERE {column} = $1 AND {}", Stands(convention)),
            Self::OwnMandate {
                column,
                convention,
                role,
            } => write!(
                text,
                " WHERE {column} = $1 AND {} AND {}",
                Stands(convention),
                Confirmed(role, convention)
            ),
            // The others have no owner: nobody passes by this way.
            _ => text.write_str(" WHERE 1 = 0"),
        }
    }

    fn write(self, text: &mut String, viewer: &Viewer) {
        // `$1` is the digest of a link, or a person: each is compared with its own kind alone.
        if matches!(viewer, Viewer::Link(_)) != matches!(self, Self::Link { .. } | Self::Summary { .. }) {
            text.push_str(" WHERE 1 = 0");
            return;
        }
        let _ = match self {
            Self::Convention { column, verb } => held(text, column, verb),
            Self::Shared { column, verb, hidden } => {
                held(text, column, verb).and_then(|()| shown(text, column, hidden, "1 = 0"))
            }
            Self::Named { column, verb, party } => held(text, column, verb).and_then(|()| named(text, column, party)),
            Self::Entrusted {
                column,
                verb,
                hidden,
                whole,
                own,
            } => held(text, column, verb)
                .and_then(|()| shown(text, column, hidden, "1 = 0"))
                .and_then(|()| write!(text, " AND (held.role IN ({}) OR {own})", Roles(whole))),
            Self::Addressed {
                column,
                verb,
                hidden,
                internal,
            } => held(text, column, verb).and_then(|()| shown(text, column, hidden, internal)),
            Self::Told {
                person,
                column,
                verb,
                hidden,
                internal,
            } => told(text, (person, column), verb).and_then(|()| {
                shown(text, column, hidden, internal)?;
                text.write_char(')')
            }),
            Self::Standing { column, verb } => write!(
                text,
                " WHERE EXISTS (SELECT 1 FROM unscoped_person own WHERE own.id = $1 AND own.active = 1 AND {}) AND {}",
                holders(verb),
                Stands(column)
            ),
            Self::Installation { verb } => write!(
                text,
                " WHERE EXISTS (SELECT 1 FROM unscoped_person own WHERE own.id = $1 AND own.active = 1 AND {})",
                holders(verb)
            ),
            Self::Own { .. } | Self::OwnStanding { .. } | Self::OwnMandate { .. } => self.write_own(text),
            Self::Link { held } => linked(text, held),
            Self::Summary { held, hidden } => sheet(text, held, hidden),
            Self::About { column, verb } => write!(
                text,
                " WHERE ({column} = $1 OR EXISTS (SELECT 1 FROM unscoped_person own WHERE own.id = $1 AND own.active = 1 AND {}))",
                holders(verb)
            ),
        };
    }
}

impl Scope {
    /// The names of its columns, in their order, as its own text writes them: `t.title`, `CASE … END AS code`.
    pub(crate) fn columns(&self) -> Vec<&'static str> {
        let text = self.columns_sql;
        let list = text.strip_prefix("SELECT ").unwrap_or(text);
        let list = list.strip_prefix("DISTINCT ").unwrap_or(list);
        let end = outermost(list, " FROM ").unwrap_or(list.len());
        let named = |part: &'static str| part.rsplit([' ', '.']).next().unwrap_or(part);
        parts(&list[..end]).map(|part| named(part.trim())).collect()
    }

    /// Writes the common table expression that gives the name its meaning for this query.
    pub(crate) fn write(&self, text: &mut String, viewer: &Viewer) {
        // Without NOT MATERIALIZED an engine may compute a name read twice in whole, before any key is looked up.
        let _ = write!(text, "{} AS NOT MATERIALIZED ({}", self.name, self.columns_sql);
        if !self.gate.open_to(viewer) {
            self.gate.write(text, viewer);
        }
        text.push(')');
    }
}

/// Where a word first stands outside of any parenthesis.
fn outermost(text: &str, word: &str) -> Option<usize> {
    let mut found = text.match_indices(word).map(|(place, _)| place);
    found.find(|place| {
        let before = &text[..*place];
        before.matches('(').count() == before.matches(')').count()
    })
}

/// The parts of a list, cut at the commas that stand in no parenthesis.
fn parts(list: &'static str) -> impl Iterator<Item = &'static str> {
    let mut depth = 0_i32;
    list.split(move |letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_scope_are_read_in_its_own_text() {
        let scope = Scope {
            name: "counted",
            columns_sql: "SELECT DISTINCT t.id, t.id AS convention, (SELECT COUNT(*), 1 FROM unscoped_a a) AS many, \
                COALESCE(p.email, '') AS address FROM unscoped_b t",
            gate: Gate::Own { column: "t.person" },
        };
        assert_eq!(scope.columns(), ["id", "convention", "many", "address"]);
    }
}
