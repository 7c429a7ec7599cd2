//! A work that several servers share is begun by one of them, each time it is due.

use domain::time::Instant;
use store::Store;

use crate::engine::Fresh;

const HOUR: i64 = 3_600_000_000;

/// How many of sixteen who ask at once begin the work.
async fn begun(stores: &[Store], now: Instant) -> usize {
    let mut asking = tokio::task::JoinSet::new();
    for i in 0..16 {
        let store = stores[i % stores.len()].clone();
        asking.spawn(async move { store.begin_job("sweep", now, HOUR).await.expect("asked") });
    }
    asking.join_all().await.into_iter().filter(|begun| *begun).count()
}

#[tokio::test]
async fn one_of_those_who_ask_begins_the_work() {
    let fresh = Fresh::new().await;
    let one = fresh.open().await.expect("opens");
    one.migrate().await.expect("migrates");
    // Two servers where the engine takes two; the file is one server's.
    let stores = match fresh {
        Fresh::Sqlite(_) => vec![one],
        Fresh::Postgres { .. } => vec![one, fresh.open().await.expect("opens")],
    };
    let start = Instant::from_micros(1_795_545_000_000_000);
    let at = |micros: i64| Instant::from_micros(start.micros() + micros);
    assert_eq!(begun(&stores, start).await, 1);
    assert_eq!(begun(&stores, at(HOUR - 1)).await, 0, "not twice in an hour");
    assert_eq!(begun(&stores, at(-HOUR)).await, 0, "nor when a clock is late");
    assert_eq!(begun(&stores, at(HOUR)).await, 1, "again when it is due");
    assert!(
        stores[0].begin_job("other", start, HOUR).await.expect("asked"),
        "another work is another"
    );
    let a_year = 365 * 24 * HOUR;
    assert_eq!(begun(&stores, at(a_year)).await, 1, "a clock that jumps forward begins it");
    assert_eq!(begun(&stores, at(3 * HOUR)).await, 1, "once set right, nobody waits a year");
    assert_eq!(begun(&stores, at(3 * HOUR + 1)).await, 0);
}
