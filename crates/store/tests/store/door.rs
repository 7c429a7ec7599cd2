//! The write door: what is refused, what is kept, what leaves nothing.

use std::future::poll_fn;
use std::task::Poll;

use domain::access::{Installation, Role, Verb, Viewer, WhyNot, verbs};
use domain::digest::Digest;
use domain::ids::{ConventionId, Id, PersonId};
use domain::people::{AccountCreated, PasswordChanged};
use store::{House, Sequence, Store, StoreError, Writer, Writes, sql};

use crate::cast::{
    DEMO, MandateRole, NOW, Names, Noted, SCOPES, Tables, account, acting, begin, day, give, kept, mandate, open_account,
    open_administrator, today,
};
use crate::engine::{Fresh, store};

async fn names(store: &Store) -> Vec<String> {
    let mut reader = store.read(today()).await.expect("a reader");
    reader.rows(&crate::cast::DOCTOR, Names {}).await.expect("names")
}

#[tokio::test]
async fn a_recorded_fact_is_kept() {
    let (store, _fresh) = store().await;
    open_account(&store, "Anne").await;
    assert_eq!(names(&store).await, ["Anne"]);
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    let (store, _fresh) = store().await;
    let tx = begin::<verbs::CreateAccount>(&store).await;
    drop(tx.record::<Tables, _>(&account(Id::new(1), "Anne")).await.expect("recorded"));
    assert_eq!(names(&store).await, <[String; 0]>::default());
    assert_eq!(store.verify().await.expect("verified").rows, 0);
}

#[tokio::test]
async fn a_client_that_leaves_on_the_way_leaves_nothing() {
    let (store, _fresh) = store().await;
    // Polled a growing number of times, then abandoned: the write stops at every place where it can.
    for steps in 0..12 {
        let mut write = Box::pin(async {
            let tx = begin::<verbs::CreateAccount>(&store).await;
            let tx = tx.record::<Tables, _>(&account(Id::new(1), "Anne")).await.expect("recorded");
            let tx = tx.record::<Tables, _>(&account(Id::new(2), "Bruno")).await.expect("recorded");
            std::future::pending::<()>().await;
            tx.commit().await
        });
        for _ in 0..steps {
            poll_fn(|context| {
                let _ = write.as_mut().poll(context);
                Poll::Ready(())
            })
            .await;
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
    open_account(&store, "Chloé").await;
    assert_eq!(names(&store).await, ["Chloé"]);
    let verified = store.verify().await.expect("verified");
    assert_eq!((verified.rows, verified.fault), (1, None));
}

#[tokio::test]
async fn several_facts_of_one_permission_stand_or_fall_together() {
    let (store, _fresh) = store().await;
    let tx = begin::<verbs::CreateAccount>(&store).await;
    let tx = tx.record::<Tables, _>(&account(Id::new(1), "Anne")).await.expect("recorded");
    kept(tx.record::<Tables, _>(&account(Id::new(2), "Bruno")).await).await;
    let tx = begin::<verbs::CreateAccount>(&store).await;
    let tx = tx.record::<Tables, _>(&account(Id::new(3), "Chloé")).await.expect("recorded");
    let twice = tx.record::<Tables, _>(&account(Id::new(4), "Anne")).await;
    assert!(matches!(twice.err(), Some(StoreError::Conflict)));
    assert_eq!(names(&store).await, ["Anne", "Bruno"]);
}

/// Rooms that pass over what went wrong.
struct CarelessWrite;
struct CarelessRead;

impl Writes<AccountCreated> for CarelessWrite {
    async fn apply(fact: &AccountCreated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        Tables::apply(fact, writer).await?;
        let wrong = writer
            .run(sql!("INSERT INTO unscoped_session (token) VALUES ('half a session')"), &[])
            .await;
        assert!(wrong.is_err());
        Ok(())
    }
}

impl Writes<AccountCreated> for CarelessRead {
    async fn apply(fact: &AccountCreated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        Tables::apply(fact, writer).await?;
        let wrong = writer.first::<i64>(sql!("SELECT id FROM unscoped_nothing"), &[]).await;
        assert!(wrong.is_err());
        Ok(())
    }
}

async fn passed_over<Careless: Writes<AccountCreated>>() {
    let (store, _fresh) = store().await;
    let tx = begin::<verbs::CreateAccount>(&store).await;
    let tx = tx
        .record::<Careless, _>(&account(Id::new(1), "Anne"))
        .await
        .expect("the room says nothing");
    assert!(matches!(tx.commit().await, Err(StoreError::NotWritten)));
    assert!(names(&store).await.is_empty());
}

#[tokio::test]
async fn a_write_that_failed_cannot_be_passed_over() {
    passed_over::<CarelessWrite>().await;
}

#[tokio::test]
async fn a_read_that_failed_cannot_be_passed_over() {
    passed_over::<CarelessRead>().await;
}

#[tokio::test]
async fn a_fact_about_another_place_than_the_one_permitted_is_refused() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let given = mandate(1, anne, Role::Coordinator);
    give(&store, &given).await;
    let here: ConventionId = Id::new(1);
    let permitted = |store: Store| async move {
        let tx = store
            .begin::<verbs::ViewPlan>(&acting(&mandate(1, anne, Role::Coordinator)), here, NOW)
            .await;
        tx.expect("permitted")
    };
    let elsewhere = permitted(store.clone()).await.record::<Tables, _>(&Noted(Id::new(2))).await;
    assert!(matches!(elsewhere.err(), Some(StoreError::OtherPlace { fact: "noted" })));
    kept(permitted(store.clone()).await.record::<Tables, _>(&Noted(here)).await).await;
}

async fn refusal(store: &Store, viewer: Viewer, convention: i64) -> Option<WhyNot> {
    match store.begin::<verbs::ViewPlan>(&viewer, Id::new(convention), NOW).await {
        Ok(_) => None,
        Err(StoreError::Refused {
            verb: Verb::ViewPlan,
            why,
        }) => Some(why),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_standing_is_the_one_of_the_moment() {
    let (store, fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let open = mandate(1, anne, Role::Coordinator);
    let mut ended = mandate(2, anne, Role::Mayor);
    ended.until = Some(day("2026-11-23"));
    let mut later = mandate(3, anne, Role::Mayor);
    later.since = day("2026-11-25");
    for given in [&open, &ended, &later] {
        give(&store, given).await;
    }
    assert_eq!(refusal(&store, acting(&open), 1).await, None);
    assert_eq!(refusal(&store, acting(&ended), 2).await, Some(WhyNot::NoMandate));
    assert_eq!(refusal(&store, acting(&later), 3).await, Some(WhyNot::NoMandate));
    assert_eq!(refusal(&store, acting(&open), 2).await, Some(WhyNot::NoMandate));
    assert_eq!(refusal(&store, Viewer::Person(anne), 1).await, Some(WhyNot::NoMandate));
    assert_eq!(refusal(&store, Viewer::Visitor, 1).await, Some(WhyNot::NotSignedIn));
    fresh.intrude("UPDATE unscoped_person SET active = 0").await.expect("closed");
    assert_eq!(refusal(&store, acting(&open), 1).await, Some(WhyNot::NotSignedIn));
}

#[tokio::test]
async fn a_mandate_that_the_viewer_claims_is_checked_against_its_person() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let bruno = open_account(&store, "Bruno").await;
    give(&store, &mandate(1, anne, Role::Coordinator)).await;
    let forged = acting(&mandate(1, bruno, Role::Coordinator));
    assert_eq!(refusal(&store, forged, 1).await, Some(WhyNot::NoMandate));
}

#[tokio::test]
async fn a_permission_cannot_be_taken_back_before_the_write() {
    let (store, fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let given = mandate(1, anne, Role::Coordinator);
    give(&store, &given).await;
    let tx = store
        .begin::<verbs::ViewPlan>(&acting(&given), given.convention, NOW)
        .await
        .expect("permitted");
    for statement in [
        "UPDATE unscoped_person SET active = 0",
        "UPDATE unscoped_mandate SET until = '2023-01-01'",
    ] {
        assert!(fresh.intrude_at_once(statement).await.is_err(), "{statement}");
    }
    kept(tx.record::<Tables, _>(&Noted(given.convention)).await).await;
    fresh
        .intrude_at_once("UPDATE unscoped_person SET active = 0")
        .await
        .expect("afterwards");
}

#[tokio::test]
async fn the_installation_role_is_read_in_the_transaction() {
    let (store, fresh) = store().await;
    let anne = Viewer::Person(open_administrator(&store, "Anne").await);
    let tx = store
        .begin::<verbs::CreateAccount>(&anne, Installation, NOW)
        .await
        .expect("permitted");
    kept(tx.record::<Tables, _>(&account(Id::new(50), "Bruno")).await).await;
    fresh
        .intrude("UPDATE unscoped_person SET administrator = 0")
        .await
        .expect("taken back");
    let refused = store.begin::<verbs::CreateAccount>(&anne, Installation, NOW).await;
    assert!(matches!(
        refused.err(),
        Some(StoreError::Refused {
            why: WhyNot::AdministratorOnly,
            ..
        })
    ));
}

#[tokio::test]
async fn an_ordinal_is_never_given_twice() {
    let (store, _fresh) = store().await;
    let here = Sequence::Convention(Id::new(1), "act");
    let there = Sequence::Convention(Id::new(2), "act");
    let mut tx = begin::<verbs::CreateAccount>(&store).await;
    assert_eq!(tx.allocate(here).await.expect("an ordinal"), 1);
    assert_eq!(tx.allocate(here).await.expect("an ordinal"), 2);
    assert_eq!(tx.allocate(there).await.expect("an ordinal"), 1);
    kept(tx.record::<Tables, _>(&account(Id::new(1), "Anne")).await).await;
    let mut tx = begin::<verbs::CreateAccount>(&store).await;
    assert_eq!(tx.allocate(here).await.expect("an ordinal"), 3);
}

#[tokio::test]
async fn what_is_loaded_is_scoped_and_of_the_same_transaction() {
    let (store, _fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let given = mandate(1, anne, Role::Coordinator);
    give(&store, &given).await;
    let convention = given.convention;
    let mut tx = store
        .begin::<verbs::ViewPlan>(&acting(&given), convention, NOW)
        .await
        .expect("permitted");
    let role = tx
        .load_first(MandateRole {
            convention,
            mandate: given.mandate,
        })
        .await
        .expect("a role");
    assert_eq!(role.as_deref(), Some("coordinator"));
    assert!(
        tx.load(Names {}).await.expect("scoped").is_empty(),
        "a coordinator does not see the accounts"
    );
    drop(tx);
    let tx = store
        .begin::<verbs::CreateAccount>(&DEMO, Installation, NOW)
        .await
        .expect("permitted");
    let mut tx = tx.record::<Tables, _>(&account(Id::new(7), "Chloé")).await.expect("recorded");
    assert_eq!(tx.load(Names {}).await.expect("scoped"), ["Anne", "Chloé"]);
}

struct Echo;

impl Writes<AccountCreated> for Echo {
    async fn apply(fact: &AccountCreated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let welcome = sql!("UPDATE unscoped_person SET name = name || ' (' || $2 || ')' WHERE id = $1");
        writer.change_one(welcome, &[fact.person.into(), "bienvenue".into()]).await
    }
}

#[tokio::test]
async fn those_who_subscribed_write_in_the_same_transaction() {
    let fresh = Fresh::new().await;
    let house = House::new().scopes(&SCOPES).subscribe::<AccountCreated, Echo>();
    let store = fresh.open_with(house).await.expect("opens");
    store.migrate().await.expect("migrates");
    open_account(&store, "Anne").await;
    assert_eq!(names(&store).await, ["Anne (bienvenue)"]);
}

#[tokio::test]
async fn a_change_of_what_is_not_there_is_a_conflict() {
    let (store, _fresh) = store().await;
    let anne = Viewer::Person(open_account(&store, "Anne").await);
    let tx = store
        .begin::<verbs::ChangeOwnPassword>(&anne, Installation, NOW)
        .await
        .expect("permitted");
    let nobody: PersonId = Id::new(99);
    let fact = PasswordChanged {
        person: nobody,
        password_hash: "hash".to_owned(),
        kept: Digest::of(b"kept"),
        at: NOW,
    };
    let refused = tx.record::<Tables, _>(&fact).await;
    assert!(matches!(refused.err(), Some(StoreError::Conflict)));
}
