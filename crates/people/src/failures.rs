//! Proofs that were refused: counted as they come, told in the journal an hour later, one entry for each account.
//!
//! An address that no account has is counted like any other, so that no answer takes longer than another; in the journal all of
//! them are one entry. What came too soon was refused without being looked at: it is not counted.

use std::collections::BTreeMap;

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::ids::PersonId;
use domain::people::SignInsFailed;
use domain::time::Instant;
use store::{Columns, FromRow, Note, QueryInfo, Store, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::tables::Tables;

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wrong {
    /// A password, for an address.
    Password,
    /// A one-time code or a recovery code, for a person.
    Code,
}

/// How long refusals gather before they are told: an attack that lasts leaves 24 entries a day for each account.
const GATHERED_SECONDS: i64 = 60 * 60;

/// How long they wait for a server that is stopped.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// How many accounts and addresses are told at once.
const MOST: i64 = 10_000;

/// Refusals of one account, or of one address that nobody has.
struct Refusals {
    wrong: Wrong,
    key: Digest,
    count: i64,
    first: Instant,
    last: Instant,
}

impl Wrong {
    const ALL: [Self; 2] = [Self::Password, Self::Code];

    const fn kind(self) -> &'static str {
        match self {
            Self::Password => "wrong_password",
            Self::Code => "wrong_code",
        }
    }

    fn key(self, who: &str) -> Digest {
        Digest::of_parts([self.kind().as_bytes(), who.as_bytes()])
    }
}

/// Counts one more: the address that was typed with a password, or the number of the person of whom a code was asked.
pub(crate) async fn count(visit: &mut Visit, wrong: Wrong, who: &str) -> Result<(), Failure> {
    let (now, key) = (visit.now, wrong.key(who));
    let mut notes = visit.notes().await?;
    let before = notes.hold(wrong.kind(), key).await?.as_ref().and_then(gathered);
    let (count, first) = before.unwrap_or((0, now));
    keep(&mut notes, (wrong, key), count + 1, first).await?;
    Ok(notes.commit().await?)
}

async fn keep(notes: &mut store::Notes, (wrong, key): (Wrong, Digest), count: i64, first: Instant) -> Result<(), StoreError> {
    let value = format!("{count} {}", first.micros());
    notes.keep(wrong.kind(), key, &value, first.plus_seconds(KEPT_SECONDS)).await
}

/// How many, and since when.
fn gathered(note: &Note) -> Option<(i64, Instant)> {
    let (count, first) = note.value.split_once(' ')?;
    Some((count.parse().ok()?, Instant::from_micros(first.parse().ok()?)))
}

struct Address {
    person: PersonId,
    email: String,
}

query! {
    /// The addresses of all open accounts.
    Addresses() -> Address
    reading ["credential"]
    "SELECT id, email FROM credential WHERE active = 1 AND email IS NOT NULL"
}

impl FromRow for Address {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            email: columns.text(1)?,
        })
    }
}

/// Tells those that were gathered long enough. They are forgotten after that: should the server stop in between, they are told twice
/// rather than never.
pub(crate) async fn tell(store: &Store, now: Instant) -> Result<(), StoreError> {
    let due = due(store, now).await?;
    if due.is_empty() {
        return Ok(());
    }
    let mut facts = told(&due, &accounts(store, now).await?).into_iter();
    let Some(first) = facts.next() else { return Ok(()) };
    let viewer = Viewer::Job(Reason::Upkeep);
    let tx = store.begin::<verbs::SweepSessions>(&viewer, Installation, now).await?;
    let mut tx = tx.record::<Tables, _>(&first).await?;
    for fact in facts {
        tx = tx.record::<Tables, _>(&fact).await?;
    }
    tx.commit().await?;
    forget(store, now, &due).await
}

async fn due(store: &Store, now: Instant) -> Result<Vec<Refusals>, StoreError> {
    let mut notes = store.notes(now).await?;
    let mut due = Vec::new();
    for wrong in Wrong::ALL {
        for (key, note) in notes.of_kind(wrong.kind(), MOST).await? {
            let Some((count, first)) = gathered(&note) else { continue };
            if first.plus_seconds(GATHERED_SECONDS) <= now {
                let last = note.at;
                due.push(Refusals {
                    wrong,
                    key,
                    count,
                    first,
                    last,
                });
            }
        }
    }
    Ok(due)
}

/// Whose account each key is.
async fn accounts(store: &Store, now: Instant) -> Result<BTreeMap<Digest, PersonId>, StoreError> {
    let viewer = Viewer::Job(Reason::SignIn);
    let mut reader = store.read(now.paris_day()).await?;
    let addresses = reader.rows(&viewer, Addresses {}).await?;
    let keys = addresses.into_iter().flat_map(|Address { person, email }| {
        let code = Wrong::Code.key(&person.to_string());
        [(Wrong::Password.key(&email), person), (code, person)]
    });
    Ok(keys.collect())
}

/// One fact for each account, and one for all that is no account.
fn told(due: &[Refusals], accounts: &BTreeMap<Digest, PersonId>) -> Vec<SignInsFailed> {
    let mut facts: BTreeMap<Option<PersonId>, SignInsFailed> = BTreeMap::new();
    for refusals in due {
        let person = accounts.get(&refusals.key).copied();
        let fact = facts.entry(person).or_insert(SignInsFailed {
            person,
            passwords: 0,
            codes: 0,
            first: refusals.first,
            last: refusals.last,
        });
        match refusals.wrong {
            Wrong::Password => fact.passwords += refusals.count,
            Wrong::Code => fact.codes += refusals.count,
        }
        fact.first = fact.first.min(refusals.first);
        fact.last = fact.last.max(refusals.last);
    }
    facts.into_values().collect()
}

/// Forgets what was told, and keeps what came meanwhile.
async fn forget(store: &Store, now: Instant, due: &[Refusals]) -> Result<(), StoreError> {
    let mut notes = store.notes(now).await?;
    for refusals in due {
        let taken = notes.take(refusals.wrong.kind(), refusals.key).await?;
        let count = taken.as_ref().and_then(gathered).map_or(0, |(count, _)| count);
        if count > refusals.count {
            keep(&mut notes, (refusals.wrong, refusals.key), count - refusals.count, now).await?;
        }
    }
    notes.commit().await
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Addresses>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_account_has_one_fact_and_all_unknown_addresses_have_one() {
        let at = |seconds| Instant::from_micros(1_795_545_000_000_000).plus_seconds(seconds);
        let refusals = |wrong: Wrong, who: &str, count, from| Refusals {
            wrong,
            key: wrong.key(who),
            count,
            first: at(from),
            last: at(from + 60),
        };
        let person = PersonId::new(3);
        let accounts = BTreeMap::from([
            (Wrong::Password.key("a@exemple.invalid"), person),
            (Wrong::Code.key("3"), person),
        ]);
        let due = [
            refusals(Wrong::Password, "a@exemple.invalid", 4, 100),
            refusals(Wrong::Password, "nobody@exemple.invalid", 2, 0),
            refusals(Wrong::Password, "other@exemple.invalid", 5, 50),
            refusals(Wrong::Code, "3", 1, 200),
        ];
        let facts = told(&due, &accounts);
        let seen: Vec<_> = facts
            .iter()
            .map(|fact| (fact.person, fact.passwords, fact.codes, fact.first, fact.last))
            .collect();
        assert_eq!(seen, [(None, 7, 0, at(0), at(110)), (Some(person), 4, 1, at(100), at(260))]);
    }
}
