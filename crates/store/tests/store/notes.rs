//! Notes: they end, they are taken once, and two who count take turns.

use domain::digest::Digest;
use store::{Store, StoreError};

use crate::cast::NOW;
use crate::engine::store;

const KIND: &str = "essai";

fn key(text: &str) -> Digest {
    Digest::of(text.as_bytes())
}

async fn keep(store: &Store, name: &str, value: &str, lasting: i64) {
    let mut notes = store.notes(NOW).await.expect("notes");
    notes
        .keep(KIND, key(name), value, NOW.plus_seconds(lasting))
        .await
        .expect("noted");
    notes.commit().await.expect("kept");
}

async fn read(store: &Store, name: &str, later: i64) -> Option<String> {
    let mut notes = store.notes(NOW.plus_seconds(later)).await.expect("notes");
    notes.hold(KIND, key(name)).await.expect("an answer").map(|note| note.value)
}

#[tokio::test]
async fn a_note_ends_is_replaced_and_is_swept() {
    let (store, _fresh) = store().await;
    keep(&store, "a", "1", 60).await;
    keep(&store, "a", "2", 60).await;
    keep(&store, "b", "3", 90).await;
    assert_eq!(read(&store, "a", 59).await.as_deref(), Some("2"));
    assert_eq!(read(&store, "a", 60).await, None, "it has ended");
    let mut notes = store.notes(NOW.plus_seconds(60)).await.expect("notes");
    assert_eq!(notes.sweep().await.expect("swept"), 1);
    notes.commit().await.expect("kept");
    assert_eq!(read(&store, "a", 0).await, None, "it is gone");
    assert_eq!(read(&store, "b", 60).await.as_deref(), Some("3"));
    assert_eq!(store.verify().await.expect("verified").rows, 0, "notes are not told");
}

#[tokio::test]
async fn a_turn_that_is_dropped_changes_nothing() {
    let (store, _fresh) = store().await;
    keep(&store, "a", "1", 60).await;
    let mut notes = store.notes(NOW).await.expect("notes");
    assert!(notes.take(KIND, key("a")).await.expect("taken").is_some());
    drop(notes);
    assert_eq!(read(&store, "a", 0).await.as_deref(), Some("1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_all_who_take_a_note_one_gets_it() {
    let (store, _fresh) = store().await;
    keep(&store, "a", "1", 60).await;
    let takers = (0..16).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut notes = store.notes(NOW).await?;
            let taken = notes.take(KIND, key("a")).await?;
            notes.commit().await?;
            Ok::<_, StoreError>(taken.is_some())
        })
    });
    let takers: Vec<_> = takers.collect();
    let mut got = 0;
    for taker in takers {
        got += i32::from(taker.await.expect("ends").expect("an answer"));
    }
    assert_eq!(got, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_who_count_together_count_both() {
    let (store, _fresh) = store().await;
    let counters: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut notes = store.notes(NOW).await?;
                let before = notes.hold(KIND, key("n")).await?;
                let count = before.map_or(0, |note| note.value.parse::<i64>().unwrap_or(-100));
                notes
                    .keep(KIND, key("n"), &(count + 1).to_string(), NOW.plus_seconds(9))
                    .await?;
                notes.commit().await
            })
        })
        .collect();
    for counter in counters {
        counter.await.expect("ends").expect("counted");
    }
    assert_eq!(read(&store, "n", 0).await.as_deref(), Some("16"));
}
