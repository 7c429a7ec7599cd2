//! The read door: one connection and one snapshot for one page.
//!
//! It reads scoped names only, for the viewer it is given each time. It never writes, on either engine.

use std::sync::Arc;

use domain::access::Viewer;
use domain::time::Day;

use crate::engine::Link;
use crate::error::StoreError;
use crate::plan::Plans;
use crate::query::Query;
use crate::value::Value;

/// A snapshot to read. Nothing else is awaited while it is held.
pub struct Reader {
    pub(crate) link: Link,
    pub(crate) today: Value,
    pub(crate) queries: u32,
    pub(crate) plans: Arc<Plans>,
}

impl Reader {
    pub(crate) fn new(link: Link, today: Day, plans: Arc<Plans>) -> Self {
        Self {
            link,
            today: today.into(),
            queries: 0,
            plans,
        }
    }

    /// What this viewer may see of the query.
    pub async fn rows<Q: Query>(&mut self, viewer: &Viewer, query: Q) -> Result<Vec<Q::Row>, StoreError> {
        self.queries += 1;
        scoped(&mut self.link, &self.plans, &self.today, viewer, query).await
    }

    /// The first row of it.
    pub async fn first<Q: Query>(&mut self, viewer: &Viewer, query: Q) -> Result<Option<Q::Row>, StoreError> {
        Ok(self.rows(viewer, query).await?.into_iter().next())
    }

    /// How many statements ran so far.
    #[must_use]
    pub const fn queries(&self) -> u32 {
        self.queries
    }
}

/// Runs a query behind its scopes.
pub(crate) async fn scoped<Q: Query>(
    link: &mut Link,
    plans: &Plans,
    today: &Value,
    viewer: &Viewer,
    query: Q,
) -> Result<Vec<Q::Row>, StoreError> {
    let text = plans.text::<Q>(viewer)?;
    let mut values = values(viewer, today, []);
    query.bind(&mut values);
    link.rows(&*text, &values).await
}

/// What the scopes bind (`$1` the person, or the digest of a link; `$2` the mandate, `$3` the day), then the parameters of the query.
pub(crate) fn values(viewer: &Viewer, today: &Value, own: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mandate = match viewer {
        Viewer::Mandate(mandated) => Some(mandated.mandate),
        Viewer::Visitor | Viewer::Person(_) | Viewer::Link(_) | Viewer::Job(_) => None,
    };
    let who = match viewer {
        Viewer::Link(token) => (*token).into(),
        Viewer::Visitor | Viewer::Person(_) | Viewer::Mandate(_) | Viewer::Job(_) => viewer.person().into(),
    };
    let mut values = Vec::with_capacity(8);
    values.extend([who, mandate.into(), today.clone()]);
    values.extend(own);
    values
}
