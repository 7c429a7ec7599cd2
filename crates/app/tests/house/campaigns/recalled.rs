//! Letters that wait are recalled once they would ask for nothing; links are handed over to whoever was read, and nobody is reminded
//! twice by two who remind together.

use domain::access::Viewer;
use domain::access::verbs::{AnswerCampaign, RunCampaigns};
use domain::campaigns::{CampaignLaunched, CampaignLinksSent, CampaignPassedOn, RecipientId, SendReason, SentLink};
use domain::digest::Digest;
use domain::followup::Lane;
use domain::ids::{ActionId, CampaignId};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress};
use domain::time::Instant;
use store::StoreError;
use testkit::World;
use testkit::moment::{NOW, day};

use super::asking_again::report_on;
use super::{BOARD, COORDINATOR, answer, close, first, post};
use crate::cast::{self, REFERENCE};

const RUNNING: CampaignId = CampaignId {
    convention: REFERENCE,
    ordinal: 2,
};

fn link(recipient: i64, secret: &str, seen: Option<Instant>) -> SentLink {
    SentLink {
        recipient,
        version: 1,
        seen,
        token: Digest::of(format!("{secret}{recipient}").as_bytes()),
        last_day: day("2026-12-11"),
    }
}

fn letter(link: &SentLink) -> Letter {
    Letter {
        to: Recipient {
            person: None,
            name: "Répondante".to_owned(),
            email: format!("repondante{}@exemple.invalid", link.recipient),
        },
        kind: LetterKind::CampaignReminder,
        subject: "Rappel".to_owned(),
        paragraphs: vec!["Bonjour".to_owned()],
        link: Some(LetterLink {
            words: "Répondre".to_owned(),
            address: SecretAddress::new("https://pacte.test/repondre?cle=x".to_owned()),
        }),
        list_unsubscribe: None,
        not_before: None,
        key: link.letter_key(RUNNING),
    }
}

/// Reminds these, as they were read then.
async fn remind(world: &World, links: Vec<SentLink>, at: Instant) -> Result<(), StoreError> {
    let viewer = COORDINATOR.viewer();
    let tx = world.store.begin::<RunCampaigns>(&viewer, REFERENCE, at).await?;
    let fact = CampaignLinksSent {
        campaign: RUNNING,
        reason: SendReason::Reminder,
        letters: links.iter().map(letter).collect(),
        links,
        at,
    };
    tx.record::<campaigns::Tables, _>(&fact).await?.commit().await
}

/// How many letters of these recipients stand so.
async fn letters(world: &World, state: &str) -> usize {
    let mut administrator = crate::cast::Who::Persona(people::Persona::Administrator).at(world).await;
    let list = administrator.get(&format!("/courriers?etat={state}&forme=csv")).await;
    list.text().lines().filter(|line| line.contains("repondante")).count()
}

async fn three_wait() -> World {
    let world = cast::world().await;
    let all = [1, 2, 3].map(|one| link(one, "rappel", Some(NOW))).to_vec();
    remind(&world, all, NOW.plus_seconds(60)).await.expect("kept");
    assert_eq!(letters(&world, "waiting").await, 3);
    world
}

#[tokio::test]
async fn an_answer_recalls_what_still_waits_for_its_recipient() {
    let world = three_wait().await;
    answer(&world, &first(), "etat-10-0=going").await;
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (2, 1));
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/2");
    assert_eq!(coordinator.post(&one, "etat-10-0=going").await.location(), BOARD);
    assert_eq!(letters(&world, "cancelled").await, 2, "by telephone too");
}

#[tokio::test]
async fn what_is_reported_by_another_way_recalls_them() {
    let world = three_wait().await;
    let action = ActionId {
        convention: REFERENCE,
        ordinal: 10,
    };
    report_on(&world, Lane::whole(action), None).await;
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (0, 3));
}

#[tokio::test]
async fn a_campaign_that_is_closed_recalls_all_and_a_question_passed_on_its_own() {
    let world = three_wait().await;
    post(&world, "/transmettre", &first(), "nom=Jo+Essai&mel=jo%40exemple.invalid").await;
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (2, 1));
    let mut coordinator = COORDINATOR.at(&world).await;
    close(&mut coordinator).await;
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (0, 3));
}

#[tokio::test]
async fn a_question_passed_on_after_an_answer_reaches_its_colleague() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let held = Viewer::Link(first().digest());
    let at = NOW.plus_seconds(60);
    let handed = SentLink {
        version: 2,
        ..link(1, "collègue", None)
    };
    let mut left = letter(&handed);
    left.kind = LetterKind::Campaign;
    let fact = CampaignPassedOn {
        recipient: RecipientId {
            campaign: RUNNING,
            ordinal: 1,
        },
        was: "Répondante 1".to_owned(),
        name: "Jo".to_owned(),
        email: "jo@exemple.invalid".to_owned(),
        actions: vec![10],
        link: handed,
        letters: vec![left],
        at,
    };
    let tx = world
        .store
        .begin::<AnswerCampaign>(&held, REFERENCE, at)
        .await
        .expect("permitted");
    tx.record::<campaigns::Tables, _>(&fact)
        .await
        .expect("recorded")
        .commit()
        .await
        .expect("kept");
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (1, 0));
    // What others answer meanwhile is nothing to it.
    let mut coordinator = COORDINATOR.at(&world).await;
    let other = format!("{BOARD}/destinataires/2");
    assert_eq!(coordinator.post(&other, "etat-10-0=going").await.location(), BOARD);
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (1, 0));
}

#[tokio::test]
async fn of_two_who_remind_together_one_does() {
    let world = three_wait().await;
    let seen = Some(NOW);
    let second = remind(&world, vec![link(2, "encore", seen)], NOW.plus_seconds(61)).await;
    assert!(matches!(second, Err(StoreError::Conflict)), "{second:?}");
    let fresh = Some(NOW.plus_seconds(60));
    remind(&world, vec![link(2, "encore", fresh)], NOW.plus_seconds(61))
        .await
        .expect("seen as it is");
    assert_eq!(letters(&world, "waiting").await, 4);
}

#[tokio::test]
async fn what_was_passed_on_meanwhile_is_neither_sent_nor_passed_on_again() {
    let world = cast::world().await;
    let held = Viewer::Link(first().digest());
    let pass = |name: &str| CampaignPassedOn {
        recipient: RecipientId {
            campaign: RUNNING,
            ordinal: 2,
        },
        was: "Répondante 2".to_owned(),
        name: name.to_owned(),
        email: "jo@exemple.invalid".to_owned(),
        actions: vec![10],
        link: SentLink {
            version: 2,
            ..link(2, name, None)
        },
        letters: Vec::new(),
        at: NOW,
    };
    let mut kept = Vec::new();
    for name in ["Jo", "Zoé"] {
        let tx = world
            .store
            .begin::<AnswerCampaign>(&held, REFERENCE, NOW)
            .await
            .expect("permitted");
        kept.push(match tx.record::<campaigns::Tables, _>(&pass(name)).await {
            Ok(tx) => tx.commit().await,
            Err(error) => Err(error),
        });
    }
    assert!(matches!(kept[..], [Ok(()), Err(StoreError::Conflict)]), "{kept:?}");
    let stale = remind(&world, vec![link(2, "vieux", Some(NOW))], NOW.plus_seconds(60)).await;
    assert!(
        matches!(stale, Err(StoreError::Conflict)),
        "a letter for whoever was asked before: {stale:?}"
    );
}

#[tokio::test]
async fn nothing_leaves_of_a_campaign_that_was_changed_meanwhile() {
    let world = cast::world().await;
    let viewer = COORDINATOR.viewer();
    let tx = world
        .store
        .begin::<RunCampaigns>(&viewer, REFERENCE, NOW)
        .await
        .expect("permitted");
    let fact = CampaignLaunched {
        campaign: CampaignId {
            convention: REFERENCE,
            ordinal: 1,
        },
        links: vec![link(1, "ancien", None)],
        written: NOW.plus_seconds(-1),
        origin: "http://pacte.test".to_owned(),
        letters: Vec::new(),
        at: NOW,
    };
    let launched = tx.record::<campaigns::Tables, _>(&fact).await.map(drop);
    assert!(matches!(launched, Err(StoreError::Conflict)), "{launched:?}");
}

#[tokio::test]
async fn once_a_backup_is_restored_no_letter_with_a_link_is_sent_again() {
    let world = three_wait().await;
    let ended = people::end_every_link(&world.store, NOW.plus_seconds(120))
        .await
        .expect("ended");
    assert!(ended.campaigns >= 3, "{ended:?}");
    assert_eq!((letters(&world, "waiting").await, letters(&world, "cancelled").await), (0, 3));
}
