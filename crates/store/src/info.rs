//! What a query says of itself, without its types: for the tests that run every query of the house as an outsider, and for
//! those that look at how the engine would run it.

use domain::access::Viewer;

use crate::columns::{Columns, FromRow};
use crate::error::StoreError;
use crate::query::Query;
use crate::reader::{Reader, values};
use crate::value::Value;

/// A query, described.
#[derive(Debug, Clone, Copy)]
pub struct QueryInfo {
    /// The name of its type.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The scoped names it reads.
    pub reading: &'static [&'static str],
    /// The nulls of its own parameters: their kinds.
    pub parameters: &'static [Value],
}

impl QueryInfo {
    /// Describes `Q`.
    #[must_use]
    pub fn of<Q: Query>() -> Self {
        Self {
            name: std::any::type_name::<Q>(),
            text: Q::TEXT,
            reading: Q::READING,
            parameters: Q::PARAMETERS,
        }
    }

    /// Its parameters, with `number` for each integer and `text` for each text.
    fn sample(&self, number: i64, text: &str) -> impl Iterator<Item = Value> {
        self.parameters.iter().map(move |parameter| match parameter {
            Value::Int(_) => number.into(),
            Value::Text(_) => text.into(),
            Value::Bytes(_) => text.as_bytes().into(),
        })
    }
}

impl Reader {
    /// How many rows the viewer gets, with `number` for each integer parameter and `text` for each text.
    pub async fn count(&mut self, viewer: &Viewer, query: &QueryInfo, number: i64, text: &str) -> Result<usize, StoreError> {
        let values = values(viewer, &self.today, query.sample(number, text));
        let composed = self.plans.compose(query.text, query.reading, viewer)?;
        self.queries += 1;
        Ok(self.link.rows::<()>(&*composed, &values).await?.len())
    }

    /// How the engine would run the query for this viewer, one step a line, in the words of the engine.
    pub async fn steps(&mut self, viewer: &Viewer, query: &QueryInfo) -> Result<Vec<String>, StoreError> {
        let values = values(viewer, &self.today, query.sample(1, ""));
        let composed = self.plans.compose(query.text, query.reading, viewer)?;
        let steps: Vec<Step> = self.link.rows(&*self.plans.explained(&composed), &values).await?;
        Ok(steps.into_iter().map(|Step(step)| step).collect())
    }
}

/// A step of a plan.
struct Step(String);

impl FromRow for Step {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        // The file numbers its steps before it says them; the server only says them.
        c.text(3).or_else(|_| c.text(0)).map(Self)
    }
}
