//! Those who are silent are asked again: by the product within what was planned, by a person without going under the gap; nobody
//! once the answer came, whatever the way.

use domain::access::verbs::ReportProgress;
use domain::followup::{Channel, Content, Lane, NewReport, ProgressReported, Signature, Status};
use domain::ids::ActionId;
use domain::time::Instant;
use store::Sequence;
use testkit::World;
use testkit::moment::{NOW, randomness};
use web::site::Mailing;

use super::{BOARD, COORDINATOR, accept, answer, facts_since, first, words};
use crate::asking::link;
use crate::cast::{self, REFERENCE, Who};

fn later(days: i64) -> Instant {
    NOW.plus_seconds(days * 24 * 3600)
}

async fn reminded(world: &World, days: i64) -> usize {
    campaigns::remind(&world.store, later(days), &randomness)
        .await
        .expect("asked")
}

#[tokio::test]
async fn the_product_reminds_after_the_gap_and_not_for_ever() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    assert_eq!(reminded(&world, 6).await, 0, "too soon");
    let before = world.journal().await;
    // Two are silent here, three in the other convention.
    assert_eq!(reminded(&world, 7).await, 5);
    assert_eq!(facts_since(&world, &before).await, ["campaign_links_sent"; 2]);
    assert_eq!(reminded(&world, 8).await, 0, "the gap counts from the last letter");
    assert_eq!(reminded(&world, 14).await, 5);
    assert_eq!(reminded(&world, 40).await, 0, "two at most were planned");
    assert!(words(&world, BOARD).await.contains("2 relances"));
}

#[tokio::test]
async fn a_person_reminds_in_one_click_and_never_under_the_gap() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let soon = coordinator.post(BOARD, "geste=relancer").await;
    assert_eq!(soon.status, 422);
    assert!(
        soon.words().contains("Personne n’est à relancer aujourd’hui"),
        "{}",
        soon.words()
    );
    assert!(soon.words().contains("relance possible le 1er déc. 2026"), "{}", soon.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

/// Someone reports on a lane, on the page of the action. Gives the ordinal of the report.
pub(super) async fn report_on(world: &World, lane: Lane, done: Option<&str>) -> i64 {
    let viewer = COORDINATOR.viewer();
    let tx = world.store.begin::<ReportProgress>(&viewer, REFERENCE, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(REFERENCE, "report")).await;
    let ordinal = ordinal.expect("an ordinal");
    let fact = ProgressReported {
        report: NewReport {
            ordinal,
            lane,
            content: Content {
                status: Some(Status::Going),
                done: done.map(str::to_owned),
                ..Content::default()
            },
            signature: Signature {
                person: COORDINATOR.person(),
                organisation: None,
            },
            channel: Channel::Page,
            after: None,
            corrects: None,
        },
        was: Status::Unspecified,
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    ordinal
}

fn asked_about() -> ActionId {
    ActionId {
        convention: REFERENCE,
        ordinal: 10,
    }
}

#[tokio::test]
async fn what_is_reported_by_another_way_is_not_asked_again() {
    let world = cast::world().await;
    report_on(&world, Lane::whole(asked_about()), None).await;
    assert!(words(&world, BOARD).await.contains("Répondu par ailleurs"));
    assert_eq!(reminded(&world, 7).await, 3, "those of the other convention alone");
    let sent = answer(&world, &first(), "etat-10-0=done").await;
    assert_eq!(sent.status, 303, "they may still answer");
    assert!(words(&world, BOARD).await.contains("1 réponse attend d’être confirmée"));
}

#[tokio::test]
async fn the_part_of_a_commune_does_not_answer_for_the_whole() {
    let world = cast::world().await;
    report_on(&world, Lane::of(asked_about(), 1), None).await;
    assert!(!words(&world, BOARD).await.contains("Répondu par ailleurs"));
    assert_eq!(reminded(&world, 7).await, 6, "three here, three in the other convention");
}

#[tokio::test]
async fn what_one_recipient_answers_does_not_answer_for_the_others() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    accept(&world, 3).await;
    let board = words(&world, BOARD).await;
    assert!(
        board.contains("Répondu 1 sur 3") && !board.contains("Répondu par ailleurs"),
        "{board}"
    );
    let own = world
        .visitor()
        .get(&super::address("", &link(super::COORDINATOR, 2)))
        .await
        .words();
    assert!(
        own.contains("Connu aujourd’hui : En cours"),
        "each reads how their actions stand: {own}"
    );
    assert_eq!(reminded(&world, 7).await, 5, "two here, three in the other convention");
}

#[tokio::test]
async fn each_convention_asks_its_own() {
    let world = cast::world().await;
    answer(&world, &link(Who::Neighbour, 1), "etat-10-0=going").await;
    let board = words(&world, BOARD).await;
    assert!(board.contains("Répondu 0 sur 3"), "{board}");
}
