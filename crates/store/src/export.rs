//! Everything of one convention, name by name, as the scoped names give it: for whoever takes it elsewhere.
//!
//! It knows no table: a room that declares a new scoped name is taken along without a word here. It shows a viewer nothing
//! that the policy does not open to it whole.

use std::fmt::Write as _;

use domain::access::Viewer;
use domain::ids::ConventionId;

use crate::columns::{Columns, FromRow};
use crate::error::StoreError;
use crate::reader::{Reader, values};
use crate::scope::{Gate, Scope};
use crate::value::Value;

/// A row as it is, whatever its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole(pub Vec<Value>);

impl FromRow for Whole {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.values().map(Self)
    }
}

/// Something that is read row by row: a scoped name and its columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The scoped name.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<&'static str>,
}

impl Reader {
    /// The names under which everything of a convention is read, in alphabetical order, for a viewer that reads them whole.
    #[must_use]
    pub fn names_of_a_convention(&self, viewer: &Viewer) -> Vec<Named> {
        let of_a_convention = |scope: &&Scope| {
            matches!(
                scope.gate,
                Gate::Convention { .. }
                    | Gate::Shared { .. }
                    | Gate::Named { .. }
                    | Gate::Entrusted { .. }
                    | Gate::Addressed { .. }
            )
        };
        let open = |scope: &&Scope| scope.gate.open_to(viewer);
        let scopes = self.plans.scopes().filter(of_a_convention).filter(open);
        let mut names: Vec<Named> = scopes
            .map(|scope| Named {
                name: scope.name,
                columns: scope.columns(),
            })
            .collect();
        names.retain(|named| named.columns.contains(&"convention"));
        names.sort_by_key(|named| named.name);
        names
    }

    /// Shows each row that a convention has under a name, in the order of its columns; none is kept.
    pub async fn each_of_convention<E: From<StoreError>>(
        &mut self,
        viewer: &Viewer,
        named: &Named,
        convention: ConventionId,
        mut row: impl FnMut(Vec<Value>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.queries += 1;
        let query = text(named, convention);
        let composed = self.plans.compose(&query, &[named.name], viewer)?;
        let values = values(viewer, &self.today, []);
        self.link.each(&composed, &values, |columns| row(columns.values()?)).await
    }
}

/// A convention is a number of ours: nothing that anyone typed is in the text.
fn text(named: &Named, convention: ConventionId) -> String {
    let columns = named.columns.join(", ");
    let mut text = format!(
        "SELECT {columns} FROM {} WHERE convention = {convention} ORDER BY 1",
        named.name
    );
    for place in 2..=named.columns.len() {
        let _ = write!(text, ", {place}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_orders_the_rows() {
        let named = Named {
            name: "action",
            columns: vec!["convention", "ordinal"],
        };
        let text = text(&named, ConventionId::new(4));
        assert_eq!(
            text,
            "SELECT convention, ordinal FROM action WHERE convention = 4 ORDER BY 1, 2"
        );
    }
}
