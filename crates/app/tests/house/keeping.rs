//! Accounts that close and open again, who administers, and the hand-over of someone who leaves.

use std::sync::atomic::{AtomicBool, Ordering};

use app::rooms;
use domain::people::{
    AccountClosed, AccountReopened, AdministrationGranted, AdministrationWithdrawn, ChargesHandedOver, MandateHandedOver,
};
use domain::time::Instant;
use people::Persona;
use testkit::moment::NOW;
use testkit::{Client, World};
use web::site::Site;

use crate::cast::{self, Who};
use crate::facts::{check, check_administrator, since};
use crate::forms::form_of;
use crate::mandates::check_sound;

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);

/// Whether the day after the one of the world has come. Each test has its own process.
static TOMORROW: AtomicBool = AtomicBool::new(false);

fn now() -> Instant {
    NOW.plus_seconds(if TOMORROW.load(Ordering::Relaxed) { 24 * 60 * 60 } else { 0 })
}

/// The day after, on which nothing was signed yet: the administrator comes back.
async fn tomorrow(world: &World) -> Client {
    TOMORROW.store(true, Ordering::Relaxed);
    ADMINISTRATOR.at(world).await
}

/// The administrator, and an ordinary account made by a form: the thirteenth, with a password.
async fn with_account() -> (World, Client) {
    let moving = |site| Site {
        clock: now,
        ..cast::furnished(site)
    };
    let world = World::over(cast::base().await, rooms::house(), rooms::routes(None), moving).await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    assert_eq!(administrator.post("/comptes", form_of("/comptes").fields).await.status, 303);
    (world, administrator)
}

const SIGN_IN: &str = "mel=jo.essai%40exemple.invalid&mdp=un+long+mot+de+passe&vers=";

#[tokio::test]
async fn a_closed_account_is_unknown_until_it_opens_again() {
    let (world, mut administrator) = with_account().await;
    let mut jo = world.visitor();
    assert_eq!(jo.post("/connexion", SIGN_IN).await.status, 303);
    assert_eq!(jo.get("/conventions").await.status, 200);
    let before = world.journal().await;
    assert_eq!(administrator.post("/comptes/fermeture", "personne=13").await.status, 303);
    let rows = since(&world, &before).await;
    check_administrator(&check::<AccountClosed>(&rows));
    assert_eq!(jo.get("/conventions").await.status, 303, "the session is over");
    let closed = world.visitor().post("/connexion", SIGN_IN).await;
    let unknown = world
        .visitor()
        .post("/connexion", &SIGN_IN.replace("jo.essai", "personne.dautre"))
        .await;
    assert_eq!((closed.status, unknown.status), (422, 422));
    assert_eq!(closed.words(), unknown.words(), "no sentence tells them apart");
    assert_eq!(administrator.post("/comptes/fermeture", "personne=13").await.status, 303);
    assert_eq!(world.journal().await.len(), before.len() + 1, "sent twice, told once");
    let refused = administrator
        .post("/mandats", "personne=13&place=1-1&role=auditor&debut=2026-01-01&fin=")
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("rouvrez-le d’abord"), "{}", refused.words());
    check_sound(&world).await;

    let before = world.journal().await;
    assert_eq!(administrator.post("/comptes/reouverture", "personne=13").await.status, 303);
    check::<AccountReopened>(&since(&world, &before).await);
    assert_eq!(world.visitor().post("/connexion", SIGN_IN).await.status, 303);
    assert_eq!(jo.get("/conventions").await.status, 303, "an old session stays over");
    check_sound(&world).await;
}

#[tokio::test]
async fn someone_who_holds_mandates_is_not_closed_before_they_pass() {
    let (world, mut administrator) = with_account().await;
    let before = world.journal().await;
    let refused = administrator.post("/comptes/fermeture", "personne=1").await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("tient encore des mandats"), "{}", refused.words());
    assert_eq!(world.journal().await, before);
    assert_eq!(administrator.post("/comptes/fermeture", "personne=999").await.status, 404);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (world, mut administrator) = with_account().await;
    let before = world.journal().await;
    for (address, fields) in [
        ("/comptes/fermeture", "personne=8"),
        ("/comptes/administration", "personne=8&geste=retirer"),
        ("/annuaire/passation", "personne=8&vers=personne&jour=2026-11-24&fermer="),
    ] {
        let refused = administrator.post(address, fields).await;
        assert_eq!(refused.status, 422, "{address}");
        assert!(
            refused.words().contains("dernier compte ouvert qui administre"),
            "{}",
            refused.words()
        );
    }
    assert_eq!(world.journal().await, before);
    administrator
        .post("/comptes/administration", "personne=13&geste=donner")
        .await;
    let rows = since(&world, &before).await;
    check_administrator(&check::<AdministrationGranted>(&rows));
    let before = world.journal().await;
    let left = administrator
        .post("/comptes/administration", "personne=8&geste=retirer")
        .await;
    assert_eq!((left.status, left.location()), (303, "/conventions"));
    check::<AdministrationWithdrawn>(&since(&world, &before).await);
    assert_eq!(administrator.get("/comptes").await.status, 404);
    check_sound(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_administrators_never_leave_together() {
    let world = cast::world().await;
    let mut one = ADMINISTRATOR.at(&world).await;
    one.post("/comptes/administration", "personne=9&geste=donner").await;
    let mut two = Who::Persona(Persona::Stranger).at(&world).await;
    assert_eq!(two.get("/comptes").await.status, 200);
    let (first, second) = tokio::join!(
        one.post("/comptes/administration", "personne=8&geste=retirer"),
        two.post("/comptes/administration", "personne=9&geste=retirer")
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{} {}", first.words(), second.words());
    let (mut one, mut two) = (
        ADMINISTRATOR.at(&world).await,
        Who::Persona(Persona::Stranger).at(&world).await,
    );
    let still = [one.get("/comptes").await.status, two.get("/comptes").await.status];
    assert!(still.contains(&200), "{still:?}");
}

#[tokio::test]
async fn everything_that_someone_holds_passes_in_one_step() {
    let (world, mut administrator) = with_account().await;
    // One mandate in each convention, one to come, and the administration.
    for fields in [
        "personne=1&place=2-1&role=auditor&debut=2024-01-01&fin=2027-12-31",
        "personne=1&place=1-1&role=auditor&debut=2027-01-01&fin=",
    ] {
        assert_eq!(administrator.post("/mandats", fields).await.status, 303);
    }
    administrator.post("/comptes/administration", "personne=1&geste=donner").await;
    let page = administrator.get("/annuaire/personnes/1/passation").await.words();
    for held in [
        "Chargé ou chargée de coopération",
        "Lecture et contrôle",
        "Administration de Pacte",
    ] {
        assert!(page.contains(held), "{page}");
    }
    let mut administrator = tomorrow(&world).await;
    let before = world.journal().await;
    let fields = "personne=1&vers=13&jour=2026-11-25&fermer=oui";
    let answer = administrator.post("/annuaire/passation", fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/annuaire/personnes/1?relais=13"),
        "{}",
        answer.words()
    );
    let told: Vec<(i64, String)> = since(&world, &before)
        .await
        .into_iter()
        .map(|row| (row.chain, row.fact))
        .collect();
    let handed = |chain| {
        told.iter()
            .filter(|row| **row == (chain, "mandate_handed_over".to_owned()))
            .count()
    };
    // What the world lets the coordinator follow passes with the first convention.
    assert_eq!((handed(1), handed(2), told.len()), (2, 1, 7), "{told:?}");
    assert!(told.contains(&(1, "charges_handed_over".to_owned())), "{told:?}");
    for fact in ["administration_granted", "administration_withdrawn", "account_closed"] {
        assert!(told.contains(&(0, fact.to_owned())), "{told:?}");
    }
    let mut jo = world.visitor();
    jo.post("/connexion", SIGN_IN).await;
    for open in ["/conventions/1/journal", "/conventions/2", "/comptes"] {
        assert_eq!(jo.get(open).await.status, 200, "{open}");
    }
    let gone = administrator.get("/annuaire/personnes/1").await.words();
    assert!(gone.contains("Compte fermé depuis le 25 nov. 2026"), "{gone}");
    assert!(gone.contains("au 24 nov. 2026"), "the mandates end the day before: {gone}");
    let said = administrator.get("/annuaire/personnes/1?relais=13").await.words();
    assert!(said.contains("Le relais est passé à Jo Essai."), "{said}");
    assert_eq!(administrator.get("/annuaire/personnes/1?relais=999").await.status, 404);
    check_sound(&world).await;
}

#[tokio::test]
async fn a_hand_over_that_cannot_be_whole_changes_nothing() {
    let (world, mut administrator) = with_account().await;
    let coordinator = "personne=13&place=1-1&role=coordinator&debut=2025-01-01&fin=";
    // The same organisation as the coordinator's.
    let own = cast::organisation_of(&world, 1).await;
    administrator
        .post("/mandats", &coordinator.replace("1-1", &format!("1-{own}")))
        .await;
    administrator
        .post("/mandats", "personne=1&place=2-1&role=auditor&debut=2024-01-01&fin=")
        .await;
    let before = world.journal().await;
    for (fields, said) in [
        (
            "personne=1&vers=13&jour=2026-11-24&fermer=",
            "tient déjà ce mandat depuis le 1er",
        ),
        ("personne=1&vers=&jour=2026-11-24&fermer=", "Choisissez la personne"),
        ("personne=1&vers=1&jour=2026-11-24&fermer=", "Choisissez la personne"),
        ("personne=1&vers=999&jour=2026-11-24&fermer=", "Choisissez la personne"),
        ("personne=1&vers=9&jour=20424&fermer=", "20424"),
        (
            "personne=1&vers=9&jour=2021-01-01&fermer=",
            "Indiquez ce jour, ou un jour après",
        ),
        ("personne=1&vers=9&jour=2027-01-01&fermer=oui", "se ferme le jour même"),
        (
            "personne=12&vers=personne&jour=2026-11-24&fermer=",
            "Ce mandat commence le 1er",
        ),
    ] {
        let refused = administrator.post("/annuaire/passation", fields).await;
        assert_eq!(refused.status, 422, "{fields}");
        assert!(refused.words().contains(said), "{fields}: {}", refused.words());
        let day = fields.split("jour=").nth(1).and_then(|rest| rest.split('&').next());
        let typed = format!("value=\"{}\"", day.expect("a day"));
        assert!(refused.text().contains(&typed), "{fields}: what was typed stays");
    }
    assert_eq!(
        administrator
            .post("/annuaire/passation", "personne=999&vers=9&jour=2026-11-24")
            .await
            .status,
        404
    );
    assert_eq!(world.journal().await, before);
    assert_eq!(COORDINATOR.at(&world).await.get("/conventions/2").await.status, 200);
}

#[tokio::test]
async fn what_has_not_begun_changes_hands_whole_and_mandates_may_end_with_nobody_after() {
    let (world, mut administrator) = with_account().await;
    let before = world.journal().await;
    assert_eq!(
        administrator
            .post("/annuaire/passation", "personne=12&vers=13&jour=2026-11-24&fermer=")
            .await
            .status,
        303
    );
    let rows = since(&world, &before).await;
    assert_eq!(check::<MandateHandedOver>(&rows).subject, "mandate/10");
    let future = administrator.get("/annuaire/personnes/12").await.words();
    assert!(!future.contains("Mandats à venir"), "{future}");
    let jo = administrator.get("/annuaire/personnes/13").await.words();
    assert!(jo.contains("Mandats à venir"), "{jo}");
    assert_eq!(
        administrator
            .post("/annuaire/passation", "personne=3&vers=personne&jour=2026-11-24&fermer=oui")
            .await
            .status,
        303
    );
    let mayor = administrator.get("/annuaire/personnes/3").await.words();
    assert!(
        mayor.contains("Compte fermé") && mayor.contains("Mandats terminés"),
        "{mayor}"
    );
    check_sound(&world).await;
}

/// An écart, a milestone and a task that wait for the coordinator, two views of which one is shared, and what the coordinator follows.
async fn charge(world: &World) {
    let settle = form_of("/conventions/{convention}/ecarts").fields;
    let entrusted = settle
        .replace("geste=explained", "geste=open")
        .replace("confie=", "confie=Camille+Roche");
    let mut coordinator = COORDINATOR.at(world).await;
    for (address, fields) in [
        (
            "/conventions/1/actions/15/jalons",
            "nature=milestone&titre=Ouvrir+le+relais&echeance=&organisme=&personne=1&apres=&volet=2",
        ),
        (
            "/conventions/1/actions/15/jalons",
            "nature=task&titre=Relire+la+note&echeance=&organisme=&personne=1&apres=&volet=2",
        ),
        ("/conventions/1/ecarts", entrusted.as_str()),
        ("/conventions/1/vues", "page=tree&filtres=&nom=Ce+qui+presse&partage=oui"),
        ("/conventions/1/vues", "page=tree&filtres=&nom=Pour+moi&partage="),
        ("/conventions/1/abonnements", "objet=action-15&choix=followed&retour=echanges"),
    ] {
        let answer = coordinator.post(address, fields).await;
        assert_eq!(answer.status, 303, "{address} {fields}: {}", answer.words());
    }
}

#[tokio::test]
async fn what_someone_keeps_going_is_listed_and_passes_with_the_mandates() {
    let (world, mut administrator) = with_account().await;
    charge(&world).await;
    let page = administrator.get("/annuaire/personnes/1/passation").await.words();
    for held in [
        "jalons ou tâches à faire",
        "1 écart du texte qui attend sa réponse",
        "vues du plan partagées",
        "suivis d’une convention",
    ] {
        assert!(page.contains(held), "{held}: {page}");
    }
    assert!(
        !page.contains("Ouvrir le relais"),
        "who administers acts in no convention: {page}"
    );
    let mut administrator = tomorrow(&world).await;
    let before = world.journal().await;
    let answer = administrator
        .post("/annuaire/passation", "personne=1&vers=13&jour=2026-11-25&fermer=")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let rows = since(&world, &before).await;
    let told = check::<ChargesHandedOver>(&rows);
    check_administrator(&told);
    assert_eq!((told.chain, told.subject.as_str()), (1, "person/1"));
    let mut jo = world.visitor();
    jo.post("/connexion", SIGN_IN).await;
    let milestones = jo.get("/conventions/1/jalons").await.words();
    assert!(
        milestones.contains("Jo Essai") && milestones.contains("Ouvrir le relais"),
        "{milestones}"
    );
    let register = jo.get("/conventions/1/ecarts?qui=Jo+Essai").await.words();
    assert!(register.contains("Jo Essai"), "{register}");
    let views = jo.get("/conventions/1/vues").await.words();
    assert!(views.contains("Ce qui presse") && !views.contains("Pour moi"), "{views}");
    let journal = jo.get("/conventions/1/journal").await.words();
    assert!(
        journal.contains("Ce qu’une personne tenait est passé à une autre"),
        "{journal}"
    );
    assert!(journal.contains("Repris par Jo Essai"), "{journal}");
    let again = administrator.get("/annuaire/personnes/1/passation").await.words();
    assert!(!again.contains("jalons ou tâches"), "{again}");
    check_sound(&world).await;
}
