//! The letters of a campaign: who asks and for what; and to whom none leaves, because nobody is there any more.

use domain::access::verbs::RunCampaigns;
use domain::campaigns::{Asked, CampaignQuestion, CampaignWritten, Questions, ReminderPolicy};
use domain::followup::Lane;
use domain::ids::{ActionId, CampaignId};
use people::Persona;
use store::Sequence;
use testkit::World;
use testkit::moment::{NOW, day, randomness};
use web::site::Mailing;

use super::links::ended_link;
use super::{COORDINATOR, address, facts_since, first, post, words};
use crate::cast::{REFERENCE, Who};

const PLACE: &str = "/conventions/1/campagnes/3";

/// A campaign is prepared for these: a name, and the account when there is one.
async fn prepared(world: &World, asked: &[(&str, Option<Who>)]) {
    let tx = world.store.begin::<RunCampaigns>(&COORDINATOR.viewer(), REFERENCE, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(REFERENCE, "campaign")).await;
    assert_eq!(*ordinal.as_ref().expect("an ordinal"), 3);
    let campaign = CampaignId {
        convention: REFERENCE,
        ordinal: 3,
    };
    let action = ActionId {
        convention: REFERENCE,
        ordinal: 10,
    };
    let one = |(ordinal, (name, who)): (i64, &(&str, Option<Who>))| Asked {
        ordinal,
        person: who.and_then(Who::person),
        organisation: None,
        name: (*name).to_owned(),
        email: Some(format!("demande{ordinal}@exemple.invalid")),
        organisation_name: "Association exemple".to_owned(),
        lanes: vec![Lane::whole(action)],
    };
    let written = CampaignWritten {
        campaign,
        title: "Point d’hiver".to_owned(),
        message: "Bonjour,\n\nLe comité se réunit bientôt.".to_owned(),
        due: day("2026-12-04"),
        questions: Questions {
            listed: CampaignQuestion::ALL.to_vec(),
            open: Vec::new(),
        },
        reminders: ReminderPolicy { gap_days: 7, most: 2 },
        actions: vec![10],
        recipients: (1..).zip(asked).map(one).collect(),
        person: COORDINATOR.person(),
        after: None,
        at: NOW,
    };
    let tx = tx.record::<campaigns::Tables, _>(&written).await.expect("recorded");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_letter_says_who_asks_and_for_which_convention_and_greets_once() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    prepared(&world, &[("Inès Exemple", None)]).await;
    assert_eq!(
        COORDINATOR.at(&world).await.post(PLACE, "geste=lancer").await.location(),
        PLACE
    );
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    let letter = mailbox.split("Bonjour Inès Exemple,").nth(1).expect("the letter");
    let letter = letter.split("Répondre").next().expect("its text");
    insta::assert_snapshot!(letter.trim());
}

/// Two are asked by a letter each.
pub(super) async fn two_asked(world: &World) -> &'static str {
    prepared(world, &[("Inès Exemple", None), ("Jo Essai", None)]).await;
    let launched = COORDINATOR.at(world).await.post(PLACE, "geste=lancer").await;
    assert_eq!(launched.location(), PLACE, "{}", launched.words());
    PLACE
}

#[tokio::test]
async fn someone_who_holds_two_mandates_asks_in_the_name_under_which_they_prepared() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    // A mandate for the second commune, given since.
    let given = "personne=1&place=1-2&role=partner_contact&debut=2026-01-01&fin=";
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    assert_eq!(administrator.post("/mandats", given).await.status, 303);
    prepared(&world, &[("Inès Exemple", None)]).await;
    assert_eq!(
        COORDINATOR.at(&world).await.post(PLACE, "geste=lancer").await.location(),
        PLACE
    );
    let asker = "Camille Roche (Les Pennes-Mirabeau)";
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    let letter = mailbox.split("Bonjour Inès Exemple,").nth(1).expect("the letter");
    assert!(letter.contains(&format!("{asker} vous demande")), "{letter}");
    let opened = world.visitor().get(&address("", &first())).await.words();
    assert!(
        opened.contains(&format!("La demande vient de {asker}, pour « CTG 2022-2026 ».")),
        "{opened}"
    );
}

#[tokio::test]
async fn nothing_leaves_for_someone_whose_mandate_is_over_and_the_board_says_so() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    prepared(&world, &[("Ancienne Référente", Some(Who::Former)), ("Inès Exemple", None)]).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    assert_eq!(coordinator.post(PLACE, "geste=lancer").await.location(), PLACE);
    let said = "Le mandat d’Ancienne Référente a pris fin le 31 déc. 2024 : aucun courrier ne lui est envoyé.";
    let board = words(&world, PLACE).await;
    assert!(board.contains(said), "{board}");
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    assert!(mailbox.contains("Bonjour Inès Exemple,"), "{mailbox}");
    assert!(!mailbox.contains("Bonjour Ancienne Référente,"), "{mailbox}");

    let old = ended_link(&world, 3).await;
    let before = world.journal().await;
    let asked = post(&world, "/nouveau-lien", &old, "").await;
    assert_eq!(asked.status, 200, "nobody is told why: {}", asked.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0], "no new link either");
}

#[tokio::test]
async fn a_campaign_of_which_everyone_left_is_not_launched() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    prepared(&world, &[("Ancienne Référente", Some(Who::Former))]).await;
    let refused = COORDINATOR.at(&world).await.post(PLACE, "geste=lancer").await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("Le mandat de chaque destinataire a pris fin"),
        "{}",
        refused.words()
    );
}

#[tokio::test]
async fn a_reminder_names_what_is_asked_and_is_stopped_in_one_click() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    two_asked(&world).await;
    let later = NOW.plus_seconds(8 * 24 * 3600);
    let remind = async || {
        campaigns::remind(&world.store, later, &testkit::moment::randomness)
            .await
            .expect("asked")
    };
    assert_eq!(remind().await, 8, "three in each of two campaigns, two here");
    let mailbox = world.visitor().get("/demo/courriers").await;
    let letter = mailbox.words();
    let letter = letter
        .split("Bonjour Inès Exemple,")
        .nth(1)
        .expect("the last letter")
        .to_owned();
    for said in [
        "Campagne : « Point d’hiver »",
        "Vous répondez pour « Association exemple ». Il s’agit de l’action « ",
        "attendue le 4 déc. 2026",
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    let text = mailbox.text();
    let own = text.split("Bonjour Inès Exemple,").nth(1).expect("the letter");
    let (_, rest) = own.split_once("/repondre/rappels?cle=").expect("what stops it");
    let stop = format!("/repondre/rappels?cle={}", &rest[..64]);
    let before = world.journal().await;
    let page = world.visitor().get(&stop).await;
    assert!(page.words().contains("Ne plus recevoir de rappel"), "{}", page.words());
    assert_eq!(world.journal().await, before, "what reads mails follows links");
    // As a program that reads mails does it: no cookie, no origin.
    let stopped = world.visitor().send("POST", &stop, &[], "List-Unsubscribe=One-Click").await;
    assert_eq!(stopped.status, 200, "{}", stopped.words());
    assert!(
        stopped.words().contains("Vous ne recevrez plus de rappel"),
        "{}",
        stopped.words()
    );
    assert_eq!(facts_since(&world, &before).await, ["campaign_reminders_stopped"]);
    world.visitor().send("POST", &stop, &[], "List-Unsubscribe=One-Click").await;
    assert_eq!(facts_since(&world, &before).await.len(), 1, "once is enough");
    let board = words(&world, PLACE).await;
    assert!(board.contains("ne veut plus de rappel"), "{board}");
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    assert_eq!(
        mailbox.matches("Bonjour Inès Exemple,").count(),
        1,
        "the reminder that waited is recalled: {mailbox}"
    );
    let answered = world.visitor().get(&stop.replace("/rappels", "")).await.words();
    assert!(
        answered.contains("Bonjour Inès Exemple."),
        "the link still opens the answer: {answered}"
    );
    let again = NOW.plus_seconds(16 * 24 * 3600);
    let sent = campaigns::remind(&world.store, again, &testkit::moment::randomness)
        .await
        .expect("asked");
    assert_eq!(sent, 7, "all the others");
}

#[tokio::test]
async fn a_digest_names_the_campaign_the_organisation_the_actions_and_the_day() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    super::answer(&world, &first(), "etat-10-0=going").await;
    // The coordinator of this world is written to each day.
    let later = NOW.plus_seconds(24 * 3600);
    let sent = discussion::send_letters(&world.store, later, "http://pacte.test", testkit::moment::randomness).await;
    assert!(sent.expect("sent") > 0);
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    let digest = mailbox.split("Bonjour Camille Roche,").nth(1).expect("the digest");
    assert!(
        digest.contains("dans votre campagne (Campagne « Point d’automne », Association exemple, action"),
        "{digest}"
    );
    assert!(digest.contains("réponse attendue le 4 déc. 2026)"), "{digest}");
    assert!(digest.contains("Ne plus recevoir ces messages"), "{digest}");
}

#[tokio::test]
async fn a_question_that_waits_for_someone_who_leaves_goes_to_whoever_follows() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    prepared(&world, &[("Camille Roche", Some(COORDINATOR)), ("Inès Exemple", None)]).await;
    assert_eq!(
        COORDINATOR.at(&world).await.post(PLACE, "geste=lancer").await.location(),
        PLACE
    );
    let link = ended_link(&world, 3).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let held = administrator.get("/annuaire/personnes/1/passation").await.words();
    assert!(held.contains("demandes de campagnes qui attendent sa réponse"), "{held}");
    let passed = administrator
        .post("/annuaire/passation", "personne=1&vers=9&jour=2026-11-25&fermer=")
        .await;
    assert_eq!(passed.status, 303, "{}", passed.words());
    let unknown = world.visitor().get(&address("", &link)).await.words();
    assert!(!unknown.contains("Point d’hiver"), "the former link opens nothing: {unknown}");

    let name = Persona::Stranger.name();
    let board = words(&world, PLACE).await;
    assert!(board.contains(name) && board.contains("Pas encore écrit"), "{board}");
    // The round of the product writes to whoever was not written to, before the gap of reminders, and once.
    let next = |days: i64| campaigns::remind(&world.store, NOW.plus_seconds(days * 24 * 3600), &randomness);
    assert!(next(1).await.expect("asked") > 0);
    assert_eq!(next(2).await.expect("asked"), 0);
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    let letter = mailbox.split(&format!("Bonjour {name},")).nth(1).expect("a letter");
    assert!(letter.contains("Répondre"), "{letter}");
    assert!(!mailbox.contains("Rappel"), "a first letter is no reminder: {mailbox}");
    let board = words(&world, PLACE).await;
    assert!(!board.contains("1 relance"), "{board}");
}
