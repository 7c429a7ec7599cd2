//! The write door: open, be permitted, record a fact, commit. Each step is a type, and the next exists only after it.
//!
//! A transaction that is dropped leaves nothing behind. No other sentence writes to the database.

use std::sync::Arc;

use domain::access::{Place, VerbType, Viewer, allows};
use domain::fact::Fact;
use domain::time::Instant;

use crate::engine::Link;
use crate::error::StoreError;
use crate::house::House;
use crate::journal::{self, Entry};
use crate::plan::Plans;
use crate::query::Query;
use crate::reader::scoped;
use crate::sequence::Sequence;
use crate::standing::{self, Actor};
use crate::value::Value;
use crate::writer::{Writer, Writes};

/// A transaction at step `S`. Dropped before `commit`, it undoes everything.
#[must_use = "a transaction that is dropped writes nothing"]
pub struct Tx<S> {
    work: Work,
    step: S,
}

/// Nothing is permitted yet.
pub struct Opened;

/// `V` is permitted at one place; nothing is written yet.
pub struct Permitted<V: VerbType> {
    place: V::Place,
    actor: Actor,
}

/// At least one fact is recorded; more may follow under the same permission.
pub struct Recorded<V: VerbType>(Permitted<V>);

struct Work {
    link: Link,
    viewer: Viewer,
    now: Instant,
    today: Value,
    plans: Arc<Plans>,
    house: Arc<House>,
}

impl Tx<Opened> {
    pub(crate) fn opened(link: Link, viewer: Viewer, now: Instant, plans: Arc<Plans>, house: Arc<House>) -> Self {
        let work = Work {
            link,
            viewer,
            now,
            today: now.paris_day().into(),
            plans,
            house,
        };
        Self { work, step: Opened }
    }

    /// Asks the policy, in the quality the viewer has now, inside this transaction.
    pub async fn permit<V: VerbType>(mut self, place: V::Place) -> Result<Tx<Permitted<V>>, StoreError> {
        let work = &mut self.work;
        let established = standing::establish(&mut work.link, &work.viewer, place.convention(), &work.today).await?;
        let verb = V::VERB;
        allows(established.standing, verb).map_err(|why| StoreError::Refused { verb, why })?;
        let actor = established.actor;
        Ok(Tx {
            work: self.work,
            step: Permitted { place, actor },
        })
    }
}

impl<V: VerbType> Tx<Permitted<V>> {
    /// The next ordinal of a series. Asked for before anything is recorded, so that two writers never wait for each other.
    pub async fn allocate(&mut self, sequence: Sequence) -> Result<i64, StoreError> {
        sequence.next(&mut self.work.link).await
    }

    /// Writes the fact in the journal, then in the tables of `T` and of those who subscribed to it.
    pub async fn record<T, F>(mut self, fact: &F) -> Result<Tx<Recorded<V>>, StoreError>
    where
        F: Fact<Needs = V> + Send + Sync + 'static,
        T: Writes<F>,
    {
        self.work.record::<T, F>(fact, &self.step).await?;
        Ok(Tx {
            work: self.work,
            step: Recorded(self.step),
        })
    }
}

impl<V: VerbType> Tx<Recorded<V>> {
    /// Records one more fact under the same permission.
    pub async fn record<T, F>(mut self, fact: &F) -> Result<Self, StoreError>
    where
        F: Fact<Needs = V> + Send + Sync + 'static,
        T: Writes<F>,
    {
        self.work.record::<T, F>(fact, &self.step.0).await?;
        Ok(self)
    }

    /// Keeps everything. Answers once the disk has confirmed it.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.work.link.commit().await
    }
}

/// A step at which something was permitted, and so may be looked at.
pub trait Reads {}
impl<V: VerbType> Reads for Permitted<V> {}
impl<V: VerbType> Reads for Recorded<V> {}

impl<S: Reads> Tx<S> {
    /// What the viewer may see of a query, in this transaction.
    pub async fn load<Q: Query>(&mut self, query: Q) -> Result<Vec<Q::Row>, StoreError> {
        let work = &mut self.work;
        scoped(&mut work.link, &work.plans, &work.today, &work.viewer, query).await
    }

    /// The first row of it.
    pub async fn load_first<Q: Query>(&mut self, query: Q) -> Result<Option<Q::Row>, StoreError> {
        Ok(self.load(query).await?.into_iter().next())
    }
}

impl Work {
    async fn record<T, F>(&mut self, fact: &F, permitted: &Permitted<F::Needs>) -> Result<(), StoreError>
    where
        F: Fact + Send + Sync + 'static,
        T: Writes<F>,
    {
        if fact.place() != permitted.place {
            return Err(self.link.give_up(StoreError::OtherPlace { fact: F::NAME }));
        }
        let entry = Entry::of(fact, permitted.actor, self.now);
        journal::append(&mut self.link, &entry).await?;
        let mut writer = Writer::new(&mut self.link);
        T::apply(fact, &mut writer).await?;
        for subscriber in self.house.subscribers::<F>() {
            subscriber(fact, &mut writer).await?;
        }
        Ok(())
    }
}
