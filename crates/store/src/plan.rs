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

/// A query and the job that reads it, if a job does: the scopes are the same for all persons.
type Key = (TypeId, Option<Reason>);

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
        let key = (TypeId::of::<Q>(), job(viewer));
        if let Some(text) = self.texts.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(text));
        }
        let text: Arc<str> = self.compose(Q::TEXT, Q::READING, viewer)?.into();
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(texts.entry(key).or_insert(text)))
    }

    /// The one place where the text of a statement is made at run time, from static parts only.
    pub(crate) fn compose(&self, query: &str, reading: &[&'static str], viewer: &Viewer) -> Result<String, StoreError> {
        let mut text = String::new();
        let (with, own) = split_with(query);
        text.push_str(with);
        for (i, name) in reading.iter().enumerate() {
            let scope = self.scopes.get(name).ok_or(StoreError::UnknownScope(name))?;
            if i > 0 {
                text.push_str(", ");
            }
            scope.write(&mut text, !scope.gate.open_to(viewer));
        }
        let own_tables = own.len() < query.len();
        text.push_str(match (reading.is_empty(), own_tables) {
            (true, _) => "",
            (false, true) => ", ",
            (false, false) => " ",
        });
        text.push_str(own);
        Ok(self.numbered(text))
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

/// The `WITH` of the whole, and what follows the one of the query when it has its own.
fn split_with(query: &str) -> (&'static str, &str) {
    for with in ["WITH RECURSIVE ", "WITH "] {
        if let Some(own) = query.strip_prefix(with) {
            return (with, own);
        }
    }
    ("WITH ", query)
}

const fn job(viewer: &Viewer) -> Option<Reason> {
    match viewer {
        Viewer::Job(reason) => Some(*reason),
        Viewer::Visitor | Viewer::Person(_) | Viewer::Mandate(_) => None,
    }
}
