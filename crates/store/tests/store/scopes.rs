//! The read door: who gets rows, and by which way the engine finds them.

use domain::access::{Role, Viewer, verbs};
use domain::ids::{Id, PersonId};
use store::{QueryInfo, Store, StoreError, query};

use crate::cast::{
    Busy, DEMO, DOCTOR, History, MandateRole, Names, OwnName, Tables, acting, begin, day, give, kept, mandate, open_account,
    open_administrator, today,
};
use crate::engine::{Fresh, store};

async fn history(store: &Store, viewer: &Viewer, convention: i64) -> Vec<String> {
    let mut reader = store.read(today()).await.expect("a reader");
    let convention = Id::new(convention);
    reader.rows(viewer, History { convention }).await.expect("rows")
}

#[tokio::test]
async fn a_mandate_shows_its_convention_and_no_other() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let one = mandate(1, anne, Role::Coordinator);
    let two = mandate(2, anne, Role::Coordinator);
    give(&store, &one).await;
    give(&store, &two).await;
    assert_eq!(history(&store, &acting(&one), 1).await, ["mandate_given"]);
    assert_eq!(
        history(&store, &acting(&one), 2).await.len(),
        0,
        "acting under the first mandate only"
    );
    assert_eq!(history(&store, &acting(&two), 2).await, ["mandate_given"]);
}

#[tokio::test]
async fn nobody_else_gets_a_row() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let stranger = open_account(&store, "Bruno").await;
    let administrator = open_administrator(&store, "Chloé").await;
    give(&store, &mandate(1, anne, Role::Coordinator)).await;
    let mut ended = mandate(2, anne, Role::Coordinator);
    ended.until = Some(day("2026-11-23"));
    give(&store, &ended).await;
    let mut later = mandate(4, anne, Role::Coordinator);
    later.since = day("2026-11-25");
    give(&store, &later).await;
    let partner = mandate(3, anne, Role::PartnerContact);
    give(&store, &partner).await;
    let outsiders = [
        (Viewer::Visitor, 1),
        (Viewer::Person(stranger), 1),
        (Viewer::Person(administrator), 1),
        (acting(&mandate(1, stranger, Role::Coordinator)), 1),
        (acting(&ended), 2),
        (acting(&later), 4),
        // The journal is not for partners, whatever role the viewer claims.
        (acting(&partner), 3),
        (acting(&mandate(3, anne, Role::Coordinator)), 3),
        (DEMO, 1),
    ];
    for (viewer, convention) in outsiders {
        assert_eq!(history(&store, &viewer, convention).await.len(), 0, "{viewer:?}");
    }
}

#[tokio::test]
async fn the_doctor_reads_what_the_policy_lets_it_read() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    give(&store, &mandate(1, anne, Role::Coordinator)).await;
    assert_eq!(history(&store, &DOCTOR, 1).await, ["mandate_given"]);
    assert_eq!(history(&store, &DOCTOR, 0).await, ["account_created"]);
}

#[tokio::test]
async fn accounts_are_for_administrators_and_one_s_own() {
    let (store, fresh) = store().await;
    let anne = Viewer::Person(open_account(&store, "Anne").await);
    let bruno = Viewer::Person(open_administrator(&store, "Bruno").await);
    let mut reader = store.read(today()).await.expect("a reader");
    assert_eq!(reader.rows(&anne, Names {}).await.expect("rows"), <[String; 0]>::default());
    assert_eq!(reader.rows(&bruno, Names {}).await.expect("rows"), ["Anne", "Bruno"]);
    assert_eq!(reader.rows(&anne, OwnName {}).await.expect("rows"), ["Anne"]);
    assert_eq!(
        reader.rows(&Viewer::Visitor, OwnName {}).await.expect("rows"),
        <[String; 0]>::default()
    );
    assert_eq!(reader.queries(), 4);
    drop(reader);
    fresh.intrude("UPDATE unscoped_person SET active = 0").await.expect("closed");
    let mut reader = store.read(today()).await.expect("a reader");
    assert_eq!(reader.rows(&bruno, Names {}).await.expect("rows"), <[String; 0]>::default());
}

#[tokio::test]
async fn a_reader_sees_one_moment() {
    let (store, _fresh) = store().await;
    open_account(&store, "Anne").await;
    let mut reader = store.read(today()).await.expect("a reader");
    assert_eq!(reader.rows(&DOCTOR, Names {}).await.expect("rows").len(), 1);
    open_account(&store, "Bruno").await;
    assert_eq!(reader.rows(&DOCTOR, Names {}).await.expect("rows").len(), 1);
    drop(reader);
    let mut reader = store.read(today()).await.expect("a reader");
    assert_eq!(reader.rows(&DOCTOR, Names {}).await.expect("rows").len(), 2);
}

query! {
    /// A mistake: the name belongs to no room.
    Astray() -> String
    reading ["nowhere"]
    "SELECT name FROM nowhere"
}

query! {
    /// A mistake: a text where an integer is promised.
    Mistyped() -> i64
    reading ["account"]
    "SELECT name FROM account"
}

#[tokio::test]
async fn mistakes_are_said_and_leave_the_pool_whole() {
    let (store, _fresh) = store().await;
    open_account(&store, "Anne").await;
    for _ in 0..30 {
        let mut reader = store.read(today()).await.expect("a reader");
        let astray = reader.rows(&DOCTOR, Astray {}).await;
        assert!(matches!(astray, Err(StoreError::UnknownScope("nowhere"))), "{astray:?}");
        let mistyped = reader.rows(&DOCTOR, Mistyped {}).await;
        assert!(matches!(mistyped, Err(StoreError::Column { index: 0, .. })), "{mistyped:?}");
    }
    let shared = store.clone();
    let panicked = tokio::spawn(async move {
        let _reader = shared.read(today()).await.expect("a reader");
        panic!("a page that breaks while it reads");
    });
    assert!(panicked.await.is_err());
    for _ in 0..30 {
        let mut reader = store.read(today()).await.expect("a reader");
        assert_eq!(reader.rows(&DOCTOR, Names {}).await.expect("rows"), ["Anne"]);
    }
}

/// A viewer with a mandate in each convention of the country.
const CONVENTIONS: i64 = 4_400;

async fn national(store: &Store) -> PersonId {
    let person = open_account(store, "Anne").await;
    let tx = begin::<verbs::GiveMandate>(store).await;
    let mut tx = tx
        .record::<Tables, _>(&mandate(1, person, Role::Auditor))
        .await
        .expect("recorded");
    for convention in 2..=CONVENTIONS {
        tx = tx
            .record::<Tables, _>(&mandate(convention, person, Role::Auditor))
            .await
            .expect("recorded");
    }
    kept(Ok(tx)).await;
    person
}

#[tokio::test]
async fn a_viewer_of_the_whole_country_reads_by_keys() {
    let (store, fresh) = store().await;
    let person = national(&store).await;
    fresh.intrude("ANALYZE").await.expect("analysed");
    let viewer = acting(&mandate(4_000, person, Role::Auditor));
    assert_eq!(history(&store, &viewer, 4_000).await, ["mandate_given"]);
    let mut reader = store.read(today()).await.expect("a reader");
    let convention = Id::new(4_000);
    assert_eq!(reader.rows(&viewer, Busy { convention }).await.expect("rows"), [1]);
    let other = MandateRole {
        convention,
        mandate: Id::new(1),
    };
    assert_eq!(reader.rows(&viewer, other).await.expect("rows").len(), 0);
    for query in [
        QueryInfo::of::<History>(),
        QueryInfo::of::<Busy>(),
        QueryInfo::of::<MandateRole>(),
    ] {
        let steps = reader.steps(&viewer, &query).await.expect("steps");
        by_keys(&fresh, query.name, &steps);
    }
    let verified = store.verify().await.expect("verified");
    assert_eq!((verified.chains, verified.fault), (CONVENTIONS as u64 + 1, None));
}

fn by_keys(fresh: &Fresh, name: &str, steps: &[String]) {
    let whole = match fresh {
        Fresh::Sqlite(_) => "SCAN",
        Fresh::Postgres { .. } => "Seq Scan",
    };
    // A table that is empty has no page to read, and no index is shorter: so are withdrawals and readings under way.
    let empty = ["unscoped_withdrawal", "unscoped_review"];
    let mut steps_to_weigh = steps.iter().filter(|step| !empty.iter().any(|table| step.contains(table)));
    assert!(
        !steps_to_weigh.any(|step| step.contains(whole)),
        "{name}:\n{}",
        steps.join("\n")
    );
    assert!(steps.len() > 1, "{name}:\n{}", steps.join("\n"));
}

#[tokio::test]
async fn every_query_described_counts_as_it_reads() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let given = mandate(1, anne, Role::Coordinator);
    give(&store, &given).await;
    let mut reader = store.read(today()).await.expect("a reader");
    let info = QueryInfo::of::<History>();
    assert_eq!(reader.count(&acting(&given), &info, 1, "").await.expect("a count"), 1);
    assert_eq!(reader.count(&Viewer::Person(anne), &info, 1, "").await.expect("a count"), 0);
}
