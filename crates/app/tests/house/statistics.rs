//! The embedded engine knows what its tables hold: a rare fact is found by its key in a long journal, on connections that were
//! open before as well.

use app::rooms;
use store::{QueryInfo, Store};
use testkit::moment::NOW;
use testkit::{Base, Engine};

use crate::cast::{self, Who};

/// A journal in which one fact comes again and again; the entries hold no chain, and nobody looks at it here.
const LONG: &str = "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO unscoped_journal (chain, seq, instant, verb, fact, subject, previous, hash)
    SELECT 1, i, i, 'give_mandate', 'mandate_confirmed', 'mandate/1', '', '' FROM n";

/// A query of the journal, by the end of its name.
fn query(name: &str) -> QueryInfo {
    let mut queries = rooms::queries().into_iter();
    let found = queries.find(|query| query.name.ends_with(name));
    found.expect("the query of a filter")
}

async fn opened(base: &Base) -> Store {
    Store::open(base.target(), rooms::house()).await.expect("opens")
}

/// The index by which the entries of the journal are found.
async fn key(store: &Store) -> String {
    key_of(store, "::InsideOf").await
}

async fn key_of(store: &Store, name: &str) -> String {
    let coordinator = Who::Persona(people::Persona::FirstCoordinator).viewer();
    let mut reader = store.read(NOW.paris_day()).await.expect("a reader");
    let steps = reader.steps(&coordinator, &query(name)).await.expect("a plan");
    let journal = steps
        .into_iter()
        .find(|step| step.starts_with("SEARCH t USING") && step.contains("chain=?"));
    journal.expect("a way to the entries")
}

#[tokio::test]
async fn a_rare_fact_of_a_journal_that_grew_is_found_by_its_key() {
    if Engine::under_test() == Engine::Postgres {
        // A server counts by itself, when it wants to.
        return;
    }
    let base = cast::base().await;
    let store = opened(&base).await;
    // This connection is kept: what it knew must not last.
    key(&store).await;
    base.intrude(LONG).await.expect("a long journal");
    store.keep_statistics().await.expect("counted");
    let found = key(&store).await;
    assert!(found.contains("journal_by_fact"), "{found}");
}

#[tokio::test]
async fn a_store_that_is_opened_on_a_long_journal_counts_it() {
    if Engine::under_test() == Engine::Postgres {
        return;
    }
    let base = cast::base().await;
    base.intrude(LONG).await.expect("a long journal");
    let found = key(&opened(&base).await).await;
    assert!(found.contains("journal_by_fact"), "{found}");
}

/// Four kinds of facts by three people: an average says that any of them is common.
const FEW_KINDS: &str = "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO unscoped_journal (chain, seq, instant, person, organisation, verb, fact, subject, previous, hash)
    SELECT 1, i, i, i % 3 + 1, i % 2 + 1, 'give_mandate', 'kind_' || (i % 4), 'mandate/1', '', '' FROM n";

#[tokio::test]
async fn where_few_kinds_share_a_long_journal_their_keys_lead_all_the_same() {
    if Engine::under_test() == Engine::Postgres {
        return;
    }
    let base = cast::base().await;
    base.intrude(FEW_KINDS).await.expect("a long journal");
    let store = opened(&base).await;
    for (query, expected) in [
        ("::InsideOf", "journal_by_fact"),
        ("::InsideBy", "journal_by_person"),
        ("::InsideFor", "journal_by_organisation"),
        ("::OutsideBy", "journal_by_person"),
    ] {
        let found = key_of(&store, query).await;
        assert!(found.contains(expected), "{query}: {found}");
    }
}
