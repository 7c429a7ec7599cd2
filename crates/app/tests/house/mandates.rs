//! Mandates after they were given: chosen, prolonged, confirmed after an election; and who sees which.

use domain::people::{MandateChosen, MandateConfirmed, MandateReopened, MandateWithdrawn};
use people::Persona;
use testkit::World;

use crate::cast::{self, Who};
use crate::facts::{check, check_administrator, since};

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const AUDITOR: Who = Who::Persona(Persona::Auditor);

/// Nothing is wrong in the data.
pub(crate) async fn check_sound(world: &World) {
    let report = app::doctor::examine(&world.store).await.expect("examined");
    assert!(report.wrong.is_empty(), "{report:?}");
}

#[tokio::test]
async fn someone_who_holds_two_mandates_chooses_and_the_choice_stays_in_its_browser() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    // The coordinator of the first commune also becomes a partner contact of the second: no journal there.
    let given = "personne=1&place=1-2&role=partner_contact&debut=2026-01-01&fin=";
    assert_eq!(administrator.post("/mandats", given).await.status, 303);
    let mut browser = COORDINATOR.at(&world).await;
    let mut other = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let page = browser.get("/conventions/1").await;
    assert!(page.words().contains("Agir pour"), "{}", page.words());
    assert_eq!(browser.get("/conventions/1/journal").await.status, 200);

    let answer = browser.post("/mandat", "agir_sous=11").await;
    assert_eq!((answer.status, answer.location()), (303, "/conventions/1"));
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(check::<MandateChosen>(&rows).chain, 0);
    assert_eq!(
        browser.get("/conventions/1/journal").await.status,
        404,
        "a partner reads no journal"
    );
    assert_eq!(
        other.get("/conventions/1/journal").await.status,
        200,
        "the other browser chose nothing"
    );
    // And back again.
    browser.post("/mandat", "agir_sous=1").await;
    assert_eq!(browser.get("/conventions/1/journal").await.status, 200);
    check_sound(&world).await;
}

#[tokio::test]
async fn nobody_acts_under_the_mandate_of_another_nor_under_one_that_does_not_hold() {
    let world = cast::world().await;
    for (who, mandate) in [(COORDINATOR, 3), (COORDINATOR, 999), (Who::Former, 9), (Who::Future, 10)] {
        let mut browser = who.at(&world).await;
        let before = world.journal().await;
        let answer = browser.post("/mandat", &format!("agir_sous={mandate}")).await;
        assert_eq!((answer.status, answer.location()), (303, "/conventions"), "{who:?} {mandate}");
        assert_eq!(world.journal().await, before);
    }
}

#[tokio::test]
async fn a_choice_ends_with_its_mandate() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let given = "personne=1&place=1-2&role=partner_contact&debut=2026-01-01&fin=";
    administrator.post("/mandats", given).await;
    let mut browser = COORDINATOR.at(&world).await;
    browser.post("/mandat", "agir_sous=11").await;
    administrator.post("/mandats/fin", "mandat=11&fin=2026-02-01").await;
    assert_eq!(
        browser.get("/conventions/1/journal").await.status,
        200,
        "the first one given takes its place"
    );
}

#[tokio::test]
async fn ones_conventions_are_told_apart_by_time() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    administrator
        .post(
            "/mandats",
            "personne=7&place=1-1&role=auditor&debut=2020-01-01&fin=2021-12-31",
        )
        .await;
    administrator
        .post("/mandats", "personne=7&place=2-1&role=auditor&debut=2027-01-01&fin=")
        .await;
    let page = AUDITOR.at(&world).await.get("/conventions").await;
    let words = page.words();
    let (now, later) = words.split_once("Mandats à venir").expect("some to come");
    let (to_come, ended) = later.split_once("Mandats terminés").expect("some ended");
    assert!(now.contains("lecture et contrôle, depuis le 1er janv. 2022"), "{now}");
    assert!(to_come.contains("à partir du 1er janv. 2027"), "{to_come}");
    assert!(ended.contains("du 1er janv. 2020 au 31 déc. 2021"), "{ended}");
    let links = testkit::page::links(&page.text());
    assert!(!links.contains(&"/conventions/2".to_owned()), "what has not begun is no link");
    let former = Who::Former.at(&world).await.get("/conventions").await.words();
    assert!(former.contains("Mandats terminés") && former.contains("Aucune convention ne vous est ouverte"));
}

#[tokio::test]
async fn a_mandate_is_prolonged_unless_it_meets_another() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let mut former = Who::Former.at(&world).await;
    assert_eq!(former.get("/conventions/1").await.status, 404);
    let before = world.journal().await;
    for (fin, said) in [
        ("2024-12-31", "un jour après"),
        ("2023-01-01", "un jour après"),
        ("20424-01-01", "20424-01-01"),
    ] {
        let refused = administrator.post("/mandats/reprise", &format!("mandat=9&fin={fin}")).await;
        assert_eq!(refused.status, 422, "{fin}");
        assert!(refused.words().contains(said), "{fin}: {}", refused.words());
        assert!(refused.text().contains(&format!("value=\"{fin}\"")), "what was typed is kept");
    }
    assert_eq!(administrator.post("/mandats/reprise", "mandat=999&fin=").await.status, 404);
    let open = administrator.post("/mandats/reprise", "mandat=1&fin=").await;
    assert_eq!(open.status, 422);
    assert!(open.words().contains("n’a pas de dernier jour"), "{}", open.words());
    assert_eq!(world.journal().await, before);

    // The same one begins again in 2027: the old one cannot run into it.
    for fields in [
        "personne=11&place=1-1&role=auditor&debut=2020-01-01&fin=2021-12-31",
        "personne=11&place=1-1&role=auditor&debut=2027-06-01&fin=",
    ] {
        assert_eq!(administrator.post("/mandats", fields).await.status, 303);
    }
    let clash = administrator.post("/mandats/reprise", "mandat=11&fin=").await;
    assert_eq!(clash.status, 422);
    let words = clash.words();
    assert!(
        words.contains("tient déjà ce mandat à partir du 1er juin 2027 : Lecture et contrôle, "),
        "{words}"
    );
    let before = world.journal().await;
    assert_eq!(
        administrator
            .post("/mandats/reprise", "mandat=9&fin=31%2F05%2F2027")
            .await
            .status,
        303
    );
    let rows = since(&world, &before).await;
    let row = check::<MandateReopened>(&rows);
    check_administrator(&row);
    assert_eq!((row.chain, row.subject.as_str()), (1, "mandate/9"));
    assert_eq!(former.get("/conventions/1").await.status, 200, "the convention opens again");
    check_sound(&world).await;
}

#[tokio::test]
async fn a_mandate_that_has_not_begun_is_taken_back_and_one_that_began_is_not() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let begun = administrator.post("/mandats/annulation", "mandat=3").await;
    assert_eq!(begun.status, 422);
    assert!(begun.words().contains("il ne s’annule plus"), "{}", begun.words());
    let list = administrator.get("/comptes?q=Prochain").await;
    assert!(
        list.words().contains("Annuler ce mandat, qui n’a pas commencé"),
        "{}",
        list.words()
    );
    let before = world.journal().await;
    assert_eq!(administrator.post("/mandats/annulation", "mandat=10").await.status, 303);
    let row = check::<MandateWithdrawn>(&since(&world, &before).await);
    check_administrator(&row);
    assert_eq!((row.chain, row.subject.as_str()), (1, "mandate/10"));
    let list = administrator.get("/comptes?q=Prochain").await.words();
    assert!(!list.contains("Annuler ce mandat"), "{list}");
    let journal = COORDINATOR.at(&world).await.get("/conventions/1/journal").await.words();
    assert!(
        journal.contains("Un mandat qui n’avait pas commencé est annulé") && journal.contains("Il allait du 1er janv. 2027"),
        "{journal}"
    );
    assert_eq!(administrator.post("/mandats/annulation", "mandat=10").await.status, 404);
    check_sound(&world).await;
}

#[tokio::test]
async fn a_mayor_who_began_before_the_election_is_to_be_confirmed_until_someone_does() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let shown = [
        ("/comptes", 8),
        ("/annuaire?vue=personnes", 8),
        ("/annuaire/personnes/4", 8),
        ("/conventions/1/annuaire?vue=personnes", 1),
        ("/conventions", 4),
    ];
    assert_eq!(Who::Persona(Persona::Mayor).person(), Some(domain::ids::Id::new(3)));
    for (address, who) in shown {
        let address = address.replace("/4", "/3");
        let client = match who {
            8 => &mut administrator,
            1 => &mut coordinator,
            _ => &mut mayor,
        };
        let words = client.get(&address).await.words();
        assert_eq!(words.matches("À confirmer").count().min(1), 1, "{address}: {words}");
    }
    let page = administrator.get("/annuaire/personnes/3").await.words();
    assert!(page.contains("Décret n° 2025-848 du 27 août 2025"), "{page}");
    assert!(page.contains("depuis l’élection du 22 mars 2026"), "{page}");
    let one = administrator.get("/annuaire/personnes/1").await.words();
    assert!(!one.contains("À confirmer"), "a coordinator is not elected: {one}");

    let before = world.journal().await;
    assert_eq!(administrator.post("/mandats/confirmation", "mandat=3").await.status, 303);
    let rows = since(&world, &before).await;
    let row = check::<MandateConfirmed>(&rows);
    assert_eq!((row.chain, row.subject.as_str()), (1, "mandate/3"));
    assert_eq!(administrator.post("/mandats/confirmation", "mandat=3").await.status, 303);
    assert_eq!(world.journal().await.len(), before.len() + 1, "sent twice, told once");
    let words = administrator.get("/annuaire/personnes/3").await.words();
    assert!(!words.contains("À confirmer"), "{words}");
}

#[tokio::test]
async fn elections_are_data() {
    let base = cast::base().await;
    base.intrude("UPDATE unscoped_election SET first_round = '2021-03-15', second_round = '2021-03-22'")
        .await
        .expect("written");
    let world = cast::world_over(base).await;
    let words = ADMINISTRATOR.at(&world).await.get("/annuaire/personnes/3").await.words();
    assert!(!words.contains("À confirmer"), "the mandate began after it: {words}");
}

#[tokio::test]
async fn the_menu_of_those_who_administer_counts_the_mandates_to_confirm() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let menu = administrator.get("/comptes").await.words();
    assert!(menu.contains("Mandats à confirmer 1"), "{menu}");
    assert!(
        !COORDINATOR
            .at(&world)
            .await
            .get("/conventions/1")
            .await
            .words()
            .contains("Mandats à confirmer")
    );
    let list = administrator.get("/mandats/a-confirmer").await.words();
    assert!(list.contains("Maire") && list.contains("élection du 22 mars 2026"), "{list}");
    let confirmed = administrator.post("/mandats/confirmation", "mandat=3&retour=liste").await;
    assert_eq!(confirmed.location(), "/mandats/a-confirmer");
    let list = administrator.get("/mandats/a-confirmer").await.words();
    assert!(
        list.contains("Aucun mandat à confirmer") && !list.contains("Mandats à confirmer 1"),
        "{list}"
    );
}
