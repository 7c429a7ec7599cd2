//! What the plan tells by itself: what became of a proposal, to whoever made it; that an action became late or silent, to those who
//! pilot or follow it, once and not every day.

use domain::access::{Reason, Viewer, verbs};
use domain::followup::{Alert, AlertKind, PlanWatched};
use domain::ids::Id;
use domain::time::Instant;
use people::Persona;
use testkit::moment::{NOW, day};
use testkit::{Client, World};

use super::at;
use crate::cast;
use crate::facts::{check, since};
use crate::taking_back::going;

const TOLD: &str = "/notifications";
/// The action in which the text names the partner.
const OWN: &str = "/conventions/1/actions/10";
const DAY: i64 = 24 * 3600;

async fn told(client: &mut Client) -> String {
    let answer = client.get(TOLD).await;
    assert_eq!(answer.status, 200);
    answer.words()
}

/// How many notifications say this.
async fn lines(client: &mut Client, sentence: &str) -> usize {
    let page = client.get(TOLD).await.text();
    page.matches(&format!("{sentence}</a>")).count()
}

async fn done(client: &mut Client, address: &str, form: &str) -> String {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address} {form}: {}", answer.words());
    answer.header("location").to_owned()
}

async fn follow(client: &mut Client, thing: &str, choice: &str) {
    done(client, "/conventions/1/abonnements", &format!("objet={thing}&choix={choice}")).await;
}

async fn watch(world: &World, now: Instant) -> usize {
    let look = plan::watch(&world.store, now).await.expect("watched");
    assert!(look.missed.is_empty(), "{look:?}");
    look.told
}

/// In this convention, an action is told to be late.
pub(crate) async fn alert(world: &World, convention: i64) {
    let (viewer, convention) = (Viewer::Job(Reason::Digest), Id::new(convention));
    let tx = world.store.begin::<verbs::WatchPlan>(&viewer, convention, NOW).await;
    let fact = PlanWatched {
        convention,
        alerts: vec![Alert {
            action: 15,
            kind: AlertKind::Late,
            since: day("2026-11-20"),
        }],
        at: NOW,
    };
    let tx = tx.expect("permitted").record::<plan::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
}

/// The partner proposes something; the ordinal of the report that waits.
async fn proposed(world: &World, text: &str) -> i64 {
    let mut partner = at(world, Persona::PartnerContact).await;
    let form = format!("volet=&etat=going&fait={text}&vu=");
    done(&mut partner, &format!("{OWN}/proposition"), &form).await;
    let page = at(world, Persona::FirstCoordinator)
        .await
        .get("/conventions/1/a-confirmer")
        .await
        .text();
    let ordinals = page
        .split("id=\"reponse-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok());
    ordinals.max().expect("it waits")
}

#[tokio::test]
async fn whoever_proposed_is_told_what_became_of_it_and_where() {
    for (gesture, expected) in [
        ("geste=accepter", "Camille Roche a accepté votre mise à jour"),
        (
            "geste=corriger&etat=going&fait=Quatre+familles&vu=",
            "Camille Roche a corrigé votre mise à jour",
        ),
        (
            "geste=ecarter&raison=D%C3%A9j%C3%A0+dit",
            "Camille Roche a écarté votre mise à jour",
        ),
    ] {
        let world = cast::world().await;
        let report = proposed(&world, "Six+familles").await;
        let mut partner = at(&world, Persona::PartnerContact).await;
        let before = told(&mut partner).await;
        assert!(!before.contains("votre mise à jour"), "{before}");
        let mut coordinator = at(&world, Persona::FirstCoordinator).await;
        done(&mut coordinator, &format!("/conventions/1/a-confirmer/{report}"), gesture).await;
        let page = partner.get(TOLD).await;
        assert!(page.words().contains(expected), "{expected}: {}", page.words());
        assert!(
            !page.words().contains("familles") && !page.words().contains("Déjà dit"),
            "where, never what: {}",
            page.words()
        );
        assert!(testkit::page::links(&page.text()).contains(&OWN.to_owned()));
        assert!(
            !told(&mut coordinator).await.contains("votre mise à jour"),
            "whoever settles it is not told"
        );
    }
}

#[tokio::test]
async fn an_answer_noted_on_the_telephone_is_told_to_those_who_follow_its_action() {
    let world = cast::world().await;
    let mut coordinator = at(&world, Persona::FirstCoordinator).await;
    let (mut auditor, mut director) = (at(&world, Persona::Auditor).await, at(&world, Persona::FundDirector).await);
    follow(&mut auditor, "action-10", "followed").await;
    follow(&mut director, "action-10", "muted").await;
    follow(&mut coordinator, "action-10", "followed").await;
    let recipient = "/conventions/1/campagnes/2/destinataires/2";
    done(&mut coordinator, recipient, "etat-10-0=going&fait-10-0=Six+familles").await;
    let noted = "a noté au téléphone une réponse sur une action que vous suivez";
    let page = told(&mut auditor).await;
    assert!(page.contains(noted) && page.contains("Action 10"), "{page}");
    assert!(!page.contains("familles"), "where, never what: {page}");
    assert!(!told(&mut director).await.contains(noted), "muted");
    assert!(!told(&mut coordinator).await.contains(noted), "whoever noted it knows");
}

#[tokio::test]
async fn an_action_that_becomes_late_is_told_once_to_those_who_follow_it() {
    let world = cast::world().await;
    let mut coordinator = at(&world, Persona::FirstCoordinator).await;
    let (mut director, mut auditor) = (at(&world, Persona::FundDirector).await, at(&world, Persona::Auditor).await);
    follow(&mut auditor, "action-6", "followed").await;
    follow(&mut director, "action-6", "muted").await;
    let form = "volet=&etat=going&echeance=2026-11-26&vu=";
    done(&mut coordinator, "/conventions/1/actions/6/suivi", form).await;
    watch(&world, NOW).await;
    let late = "Une action que vous suivez est en retard";
    assert!(!told(&mut auditor).await.contains(late), "the day has not passed");
    let before = world.journal().await;
    assert_eq!(watch(&world, NOW.plus_seconds(3 * DAY)).await, 1);
    check::<PlanWatched>(&since(&world, &before).await);
    for again in [3, 4, 5] {
        assert_eq!(watch(&world, NOW.plus_seconds(again * DAY)).await, 0, "once");
    }
    assert_eq!(lines(&mut auditor, late).await, 1);
    let page = told(&mut auditor).await;
    assert!(page.contains("Action 6"), "{page}");
    assert!(!told(&mut director).await.contains(late), "muted");
    let form = "volet=&etat=going&echeance=2026-11-28&vu=3";
    done(&mut coordinator, "/conventions/1/actions/6/suivi", form).await;
    assert_eq!(watch(&world, NOW.plus_seconds(5 * DAY)).await, 1, "late again");
    assert_eq!(lines(&mut auditor, late).await, 2);
}

#[tokio::test]
async fn a_plan_that_cannot_be_looked_at_keeps_no_other_from_it() {
    let world = cast::world().await;
    let mut neighbour = crate::cast::Who::Neighbour.at(&world).await;
    let form = "volet=&etat=going&echeance=2026-11-26&vu=";
    done(&mut neighbour, "/conventions/2/actions/6/suivi", form).await;
    done(
        &mut at(&world, Persona::FirstCoordinator).await,
        "/conventions/1/actions/6/suivi",
        form,
    )
    .await;
    let spoilt = "UPDATE unscoped_lane SET expected = 'demain' WHERE convention = 1 AND action = 6";
    world.base.intrude(spoilt).await.expect("written behind the doors");
    let look = plan::watch(&world.store, NOW.plus_seconds(3 * DAY)).await.expect("watched");
    let missed: Vec<i64> = look.missed.iter().map(|(convention, _)| convention.ordinal()).collect();
    assert_eq!((look.told, missed), (1, vec![1]));
}

#[tokio::test]
async fn an_action_that_falls_silent_is_told_once_and_what_was_never_told_of_is_not() {
    let world = cast::world().await;
    let mut auditor = at(&world, Persona::Auditor).await;
    follow(&mut auditor, "convention", "followed").await;
    going(&world, NOW.plus_seconds(-58 * DAY)).await;
    let silent = "Une action que vous suivez est sans nouvelle depuis 60 jours";
    assert_eq!(watch(&world, NOW).await, 0, "not yet, and most actions were never told of");
    assert_eq!(watch(&world, NOW.plus_seconds(2 * DAY)).await, 1);
    assert_eq!(watch(&world, NOW.plus_seconds(3 * DAY)).await, 0, "once");
    assert_eq!(lines(&mut auditor, silent).await, 1);
    assert_eq!(watch(&world, NOW.plus_seconds(61 * DAY)).await, 0, "the convention ended");
}
