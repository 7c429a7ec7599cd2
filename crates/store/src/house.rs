//! What the rooms bring to the store: their scoped names, and who else writes when a fact is recorded.
//!
//! The list is made in `app`; the store knows no room.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::pin::Pin;

use domain::fact::Fact;

use crate::error::StoreError;
use crate::scope::Scope;
use crate::writer::{Writer, Writes};

type Applied<'w> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'w>>;
type Apply = for<'w> fn(&'w (dyn Any + Send + Sync), &'w mut Writer<'_>) -> Applied<'w>;

/// The scoped names and the subscriptions of the rooms.
#[derive(Default)]
pub struct House {
    pub(crate) scopes: Vec<Scope>,
    subscribers: HashMap<TypeId, Vec<Apply>>,
}

impl House {
    /// No room yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The scoped names of a room.
    #[must_use]
    pub fn scopes(mut self, scopes: &[Scope]) -> Self {
        self.scopes.extend_from_slice(scopes);
        self
    }

    /// `W` also writes when an `F` is recorded, in the same transaction.
    #[must_use]
    pub fn subscribe<F: Fact + Send + Sync + 'static, W: Writes<F>>(mut self) -> Self {
        self.subscribers.entry(TypeId::of::<F>()).or_default().push(apply::<F, W>);
        self
    }

    pub(crate) fn subscribers<F: 'static>(&self) -> &[Apply] {
        self.subscribers.get(&TypeId::of::<F>()).map_or(&[], Vec::as_slice)
    }
}

fn apply<'w, F: Fact + Send + Sync + 'static, W: Writes<F>>(
    fact: &'w (dyn Any + Send + Sync),
    writer: &'w mut Writer<'_>,
) -> Applied<'w> {
    match fact.downcast_ref::<F>() {
        Some(fact) => Box::pin(W::apply(fact, writer)),
        None => Box::pin(async { Ok(()) }),
    }
}
