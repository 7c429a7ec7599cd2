//! The journal: what it keeps, what it refuses, and what the walk finds when someone went around the doors.

use domain::access::{Role, verbs};
use domain::ids::{Id, PersonId};
use store::{Fault, Store};

use crate::cast::{NOW, Noted, Tables, acting, give, kept, mandate, open_account};
use crate::engine::{Fresh, store};

async fn check(store: &Store, fault: Option<Fault>) {
    assert_eq!(store.verify().await.expect("an answer").fault, fault);
}

/// Two accounts in the chain of the installation, one mandate in the chain of convention 1.
async fn lived_in() -> (Store, Fresh, PersonId) {
    let (store, fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    open_account(&store, "Bruno").await;
    give(&store, &mandate(1, anne, Role::Coordinator)).await;
    (store, fresh, anne)
}

#[tokio::test]
async fn a_journal_that_nobody_touched_holds() {
    let (store, _fresh, _) = lived_in().await;
    let verified = store.verify().await.expect("an answer");
    assert_eq!((verified.chains, verified.rows, verified.fault), (2, 3, None));
}

#[tokio::test]
async fn the_engine_refuses_to_change_or_shorten_the_journal() {
    let (store, fresh, _) = lived_in().await;
    for script in [
        "UPDATE unscoped_journal SET after = 'nothing'",
        "DELETE FROM unscoped_journal",
        "UPDATE unscoped_journal_personal SET text = 'Someone else'",
    ] {
        let refused = fresh.intrude(script).await;
        assert!(
            refused.as_ref().is_err_and(|said| said.contains("the journal is never")),
            "{script}: {refused:?}"
        );
    }
    check(&store, None).await;
}

#[tokio::test]
async fn an_altered_row_is_named() {
    let (store, fresh, _) = lived_in().await;
    fresh
        .intrude_on_the_journal("UPDATE unscoped_journal SET after = 'administrator' WHERE chain = 0 AND seq = 2")
        .await;
    let fault = Fault::Altered { chain: 0, seq: 2 };
    check(&store, Some(fault)).await;
    assert_eq!(
        fault.to_string(),
        "Journal de l’installation\u{a0}: la ligne 2 a été modifiée."
    );
}

#[tokio::test]
async fn every_column_counts() {
    let (store, fresh, _) = lived_in().await;
    fresh
        .intrude_on_the_journal("CREATE TABLE kept AS SELECT * FROM unscoped_journal")
        .await;
    let columns = [
        ("instant", "instant + 1"),
        ("person", "1"),
        ("mandate", "1"),
        ("organisation", "1"),
        ("job", "NULL"),
        ("verb", "'x'"),
        ("fact", "'x'"),
        ("subject", "'x'"),
        ("before", "''"),
        ("after", "NULL"),
        ("personal_digest", "NULL"),
        ("previous", "hash"),
        ("hash", "previous"),
    ];
    for (column, forged) in columns {
        fresh
            .intrude(&format!(
                "UPDATE unscoped_journal SET {column} = {forged} WHERE chain = 0 AND seq = 1"
            ))
            .await
            .expect("forged");
        assert_eq!(
            store.verify().await.expect("an answer").fault,
            Some(Fault::Altered { chain: 0, seq: 1 }),
            "{column}"
        );
        let back = format!(
            "UPDATE unscoped_journal SET {column} = (SELECT k.{column} FROM kept k WHERE k.chain = 0 AND k.seq = 1) WHERE chain = 0 AND seq = 1"
        );
        fresh.intrude(&back).await.expect("put back");
        check(&store, None).await;
    }
}

#[tokio::test]
async fn a_missing_row_is_named_wherever_it_was() {
    for (seq, fault) in [
        (1, Fault::Missing { chain: 0, seq: 1 }),
        (2, Fault::Missing { chain: 0, seq: 2 }),
    ] {
        let (store, fresh, _) = lived_in().await;
        let delete = format!(
            "DELETE FROM unscoped_journal_personal WHERE chain = 0 AND seq = {seq}; \
             DELETE FROM unscoped_journal WHERE chain = 0 AND seq = {seq}"
        );
        fresh.intrude_on_the_journal(&delete).await;
        check(&store, Some(fault)).await;
    }
}

#[tokio::test]
async fn a_head_that_does_not_match_is_named() {
    let (store, fresh, _) = lived_in().await;
    fresh
        .intrude("UPDATE unscoped_journal_head SET seq = 1 WHERE chain = 0")
        .await
        .expect("forged");
    check(&store, Some(Fault::Head { chain: 0, seq: 2 })).await;
    fresh
        .intrude("DELETE FROM unscoped_journal_head WHERE chain = 0")
        .await
        .expect("forged");
    check(&store, Some(Fault::Head { chain: 0, seq: 2 })).await;
}

#[tokio::test]
async fn personal_text_can_be_erased_and_not_replaced() {
    let (store, fresh, _) = lived_in().await;
    fresh
        .intrude("DELETE FROM unscoped_journal_personal WHERE chain = 0 AND seq = 1")
        .await
        .expect("erased");
    check(&store, None).await;
    fresh
        .intrude_on_the_journal("UPDATE unscoped_journal_personal SET text = 'Someone else' WHERE seq = 2")
        .await;
    check(&store, Some(Fault::Personal { chain: 0, seq: 2 })).await;
}

#[tokio::test]
async fn a_mandate_signs_what_it_does() {
    let (store, fresh, anne) = lived_in().await;
    let given = mandate(1, anne, Role::Coordinator);
    let tx = store
        .begin::<verbs::ViewPlan>(&acting(&given), Id::new(1), NOW)
        .await
        .expect("permitted");
    kept(tx.record::<Tables, _>(&Noted(Id::new(1))).await).await;
    // The row says who, under which mandate, for whom; the one before it says that the product did it, and why.
    let found = "INSERT INTO unscoped_ordinal SELECT 'found', 0, COUNT(*) FROM unscoped_journal \
         WHERE chain = 1 AND ((seq = 2 AND person = 1 AND mandate = 1 AND organisation = 1 AND job IS NULL AND fact = 'noted') \
         OR (seq = 1 AND person IS NULL AND job = 'demo' AND fact = 'mandate_given'))";
    fresh.intrude(found).await.expect("counted");
    fresh
        .intrude(
            "INSERT INTO unscoped_ordinal SELECT 'found', 1, last - 1 FROM unscoped_ordinal WHERE kind = 'found' AND last = 2",
        )
        .await
        .expect("two");
    let mut tx = crate::cast::begin::<verbs::CreateAccount>(&store).await;
    let next = tx
        .allocate(store::Sequence::Convention(Id::new(1), "found"))
        .await
        .expect("an ordinal");
    assert_eq!(next, 2, "both rows were found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_cross_keep_the_chains_whole() {
    const EACH: i64 = 60;
    let (store, _fresh, anne) = lived_in().await;
    let writer = |first: i64, store: Store| async move {
        for n in first..first + EACH {
            if n % 7 == 0 {
                // A client that leaves.
                let tx = crate::cast::begin::<verbs::GiveMandate>(&store).await;
                drop(
                    tx.record::<Tables, _>(&mandate(n, anne, Role::Auditor))
                        .await
                        .expect("recorded"),
                );
            }
            let mut given = mandate(n, anne, Role::Auditor);
            given.convention = Id::new(1 + n % 3);
            give(&store, &given).await;
        }
    };
    let one = tokio::spawn(writer(100, store.clone()));
    let two = tokio::spawn(writer(200, store.clone()));
    let three = tokio::spawn(writer(300, store.clone()));
    for task in [one, two, three] {
        task.await.expect("no panic");
    }
    let verified = store.verify().await.expect("an answer");
    assert_eq!((verified.rows, verified.fault), (3 + 3 * EACH as u64, None));
}
