//! Puts the scopes in front of a query, once for each query and kind of viewer, and keeps the text.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::access::{Reason, Viewer};

use crate::dialect::Dialect;
use crate::error::{OpenError, StoreError};
use crate::query::Query;
use crate::scope::Scope;
use crate::sql::number_parameters;

/// A query and who reads it.
type Key = (TypeId, Reading);

/// Who reads, as far as the text of a query goes: the scopes are the same for all persons, and for all links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Reading {
    Person,
    Link,
    Job(Reason),
}

/// The texts of the queries, with their scopes.
pub(crate) struct Plans {
    dialect: Dialect,
    scopes: HashMap<&'static str, Scope>,
    texts: RwLock<HashMap<Key, Arc<str>>>,
}

impl Plans {
    pub(crate) fn new(dialect: Dialect, declared: &[Scope]) -> Result<Self, OpenError> {
        let mut scopes = HashMap::new();
        for scope in declared {
            if scopes.insert(scope.name, *scope).is_some() {
                return Err(OpenError::TwoScopes(scope.name));
            }
        }
        Ok(Self {
            dialect,
            scopes,
            texts: RwLock::default(),
        })
    }

    /// The text of `Q` for this viewer, as the engine reads it.
    pub(crate) fn text<Q: Query>(&self, viewer: &Viewer) -> Result<Arc<str>, StoreError> {
        let key = (TypeId::of::<Q>(), reading(viewer));
        if let Some(text) = self.texts.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(text));
        }
        let text: Arc<str> = self.compose(Q::TEXT, Q::READING, viewer)?.into();
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(texts.entry(key).or_insert(text)))
    }

    /// The one place where the text of a statement is made at run time, from static parts only.
    pub(crate) fn compose(&self, query: &str, reading: &[&'static str], viewer: &Viewer) -> Result<String, StoreError> {
        if reading.is_empty() {
            return Ok(self.numbered(query.to_owned()));
        }
        let (with, own, then) = split_with(query);
        let mut text = String::from(with);
        for (i, name) in reading.iter().enumerate() {
            let scope = self.scopes.get(name).ok_or(StoreError::UnknownScope(name))?;
            text.push_str(if i == 0 { "" } else { ", " });
            scope.write(&mut text, viewer);
        }
        text.push_str(then);
        text.push_str(own);
        Ok(self.numbered(text))
    }

    /// All that was declared, in no order.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.values()
    }

    /// Asks how a composed text would run, instead of running it.
    pub(crate) fn explained(&self, composed: &str) -> String {
        match self.dialect {
            Dialect::Sqlite => format!("EXPLAIN QUERY PLAN {composed}"),
            Dialect::Postgres => format!("EXPLAIN {composed}"),
        }
    }

    fn numbered(&self, text: String) -> String {
        match self.dialect {
            Dialect::Postgres => text,
            Dialect::Sqlite => {
                let mut bytes = text.into_bytes();
                number_parameters(&mut bytes);
                String::from_utf8(bytes).unwrap_or_default()
            }
        }
    }
}

/// How the whole starts, what the query says after that, and what stands between the scopes and it.
fn split_with(query: &str) -> (&'static str, &str, &'static str) {
    for with in ["WITH RECURSIVE ", "WITH "] {
        if let Some(own) = query.strip_prefix(with) {
            return (with, own, ", ");
        }
    }
    ("WITH ", query, " ")
}

const fn reading(viewer: &Viewer) -> Reading {
    match viewer {
        Viewer::Job(reason) => Reading::Job(*reason),
        Viewer::Link(_) => Reading::Link,
        Viewer::Visitor | Viewer::Person(_) | Viewer::Mandate(_) => Reading::Person,
    }
}

#[cfg(test)]
mod tests {
    use domain::access::Verb;

    use super::*;
    use crate::scope::Gate;

    const SCOPE: Scope = Scope {
        name: "action",
        columns_sql: "SELECT t.title FROM unscoped_action t",
        gate: Gate::Convention {
            column: "t.convention",
            verb: Verb::ViewPlan,
        },
    };

    fn check(query: &str, reading: &[&'static str], composed: &str) {
        let plans = Plans::new(Dialect::Sqlite, &[SCOPE]).expect("one name");
        let doctor = Viewer::Job(Reason::Doctor);
        assert_eq!(plans.compose(query, reading, &doctor).expect("composed"), composed);
    }

    #[test]
    fn scopes_stand_before_the_query_and_before_its_own_tables() {
        let scope = "action AS NOT MATERIALIZED (SELECT t.title FROM unscoped_action t)";
        check("SELECT $4", &[], "SELECT ?4");
        check(
            "SELECT title FROM action",
            &["action"],
            &format!("WITH {scope} SELECT title FROM action"),
        );
        check(
            "WITH a AS (SELECT 1) SELECT 2",
            &["action"],
            &format!("WITH {scope}, a AS (SELECT 1) SELECT 2"),
        );
        check(
            "WITH RECURSIVE a AS (b) SELECT 2",
            &["action"],
            &format!("WITH RECURSIVE {scope}, a AS (b) SELECT 2"),
        );
    }

    #[test]
    fn a_person_reads_behind_the_gate() {
        let plans = Plans::new(Dialect::Postgres, &[SCOPE]).expect("one name");
        let composed = plans
            .compose("SELECT title FROM action", &["action"], &Viewer::Visitor)
            .expect("composed");
        assert_eq!(
            composed,
            "WITH action AS NOT MATERIALIZED (SELECT t.title FROM unscoped_action t \
             JOIN unscoped_mandate held ON held.convention = t.convention WHERE held.id = $2 AND held.person = $1 \
             AND held.since <= $3 AND (held.until IS NULL OR held.until >= $3) AND held.role IN (NULL, 'coordinator', 'mayor', \
             'fund_officer', 'fund_director', 'partner_contact', 'auditor') AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal gone \
             WHERE gone.convention = held.convention) AND (held.role IN (NULL, 'coordinator', 'fund_officer') \
             OR NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = held.convention))) \
             SELECT title FROM action"
        );
    }
}
