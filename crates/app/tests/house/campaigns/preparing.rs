//! A campaign is prepared, corrected, launched or given up; what is wrong is said, and what was typed stays.

use people::Persona;
use web::site::Mailing;

use super::{BOARD, COORDINATOR, close, facts_since, words};
use crate::cast::{self, Who};

const LIST: &str = "/conventions/1/campagnes";

/// A form that can be kept, with this in the place of a field or beside it.
fn form(name: &str, text: &str) -> String {
    let fields = [
        ("titre", "Point d’hiver"),
        ("message", "Bonjour"),
        ("echeance", "11/12/2026"),
        ("question", "status"),
        ("ecart", "7"),
        ("relances", "2"),
        ("action", "10"),
        ("autres", "Inès Exemple ; ines@exemple.invalid ; Asso"),
    ];
    let kept = fields.into_iter().filter(|(other, _)| *other != name);
    let pairs: Vec<String> = kept
        .chain([(name, text)])
        .map(|(name, text)| format!("{name}={}", encoded(text)))
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |all, byte| format!("{all}%{byte:02X}"))
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let long = "é".repeat(300);
    for (name, text, said) in [
        ("titre", "", "Donnez un nom à cette campagne"),
        (
            "titre",
            long.as_str(),
            "Ce texte compte 300 caractères. Gardez-en 120 au plus.",
        ),
        ("echeance", "31/12/2027", "La convention ne court pas le 31 déc. 2027"),
        ("echeance", "2020-01-01", "précède le début de la convention"),
        ("echeance", "23/11/2026", "est passé. Choisissez une date à venir."),
        ("echeance", "bientôt", "Vous avez écrit « bientôt »."),
        ("question", "autre", "Cochez au moins une question"),
        ("action", "999999", "Cochez les actions concernées"),
        ("contact", "9-1", "n’a plus de mandat ou d’adresse ici"),
        ("contact", "11-1", "n’a plus de mandat ou d’adresse ici"),
        ("ecart", "0", "Indiquez un nombre de jours, de 1 à 60."),
        ("relances", "beaucoup", "Indiquez un nombre de relances, de 0 à 5."),
        (
            "autres",
            "Inès ; pas une adresse",
            "Ligne 1 : « pas une adresse » n’est pas une adresse électronique.",
        ),
        (
            "autres",
            "Zoé Zèbre, Association Zèbre, zoe@exemple.invalid",
            "contient une adresse. Séparez par des points-virgules",
        ),
    ] {
        let answer = coordinator.post(&format!("{LIST}/nouvelle"), &form(name, text)).await;
        assert_eq!(answer.status, 422, "{name}={text}");
        assert!(answer.words().contains(said), "{name}={text}: {}", answer.words());
        if name != "titre" {
            assert!(answer.text().contains("value=\"Point d’hiver\""), "{name}={text}");
        }
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn a_campaign_is_prepared_corrected_and_launched_once() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let kept = coordinator
        .post(&format!("{LIST}/nouvelle"), &form("titre", "<i>Point</i>"))
        .await;
    let place = format!("{LIST}/3");
    assert_eq!(kept.location(), place, "{}", kept.words());
    assert!(coordinator.get(&place).await.text().contains("&#60;i&#62;Point"));
    let edit = coordinator.get(&format!("{place}/preparation")).await.text();
    assert!(edit.contains("Inès Exemple ; ines@exemple.invalid ; Asso ; 10"), "{edit}");
    let everyone = format!("{}&tous=1", form("titre", "Point d’hiver"));
    let corrected = coordinator.post(&format!("{place}/preparation"), &everyone).await;
    assert_eq!(corrected.location(), place, "{}", corrected.words());
    let page = words(&world, &place).await;
    assert!(page.contains("Inès Exemple") && page.contains("Camille Roche"), "{page}");
    assert_eq!(coordinator.post(&place, "geste=lancer").await.location(), place);
    assert_eq!(
        coordinator.post(&place, "geste=lancer").await.location(),
        place,
        "from another window"
    );
    assert_eq!(
        facts_since(&world, &before).await,
        ["campaign_written", "campaign_written", "campaign_launched"]
    );
    assert!(words(&world, &place).await.contains("En file depuis le 24 nov. 2026"));
    let late = coordinator.post(&format!("{place}/preparation"), &everyone).await;
    assert_eq!(late.location(), place, "what was launched is no longer prepared");
    assert_eq!(facts_since(&world, &before).await.len(), 3);
}

#[tokio::test]
async fn the_letter_is_read_before_it_leaves_and_carries_no_link_yet() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let page = COORDINATOR.at(&world).await.get("/conventions/1/campagnes/1").await;
    for expected in [
        "Lire le courrier que recevra Répondante 1",
        "Réponse attendue le 4 déc. 2026",
        "Le lien personnel est fait au lancement",
    ] {
        assert!(page.words().contains(expected), "{expected} in {}", page.words());
    }
    assert!(!page.text().contains("/repondre?cle="), "{}", page.text());
    assert!(!words(&world, BOARD).await.contains("Lire le courrier"), "it has left");
}

#[tokio::test]
async fn what_a_partner_proposes_on_the_page_of_an_action_stops_their_reminders_at_once() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let own = cast::organisation_of(&world, 6).await;
    let asked = form("autres", "") + &format!("&contact=6-{own}");
    let kept = coordinator.post(&format!("{LIST}/nouvelle"), &asked).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let place = kept.location().to_owned();
    assert_eq!(coordinator.post(&place, "geste=lancer").await.status, 303);
    assert!(!words(&world, &place).await.contains("Répondu par ailleurs"));
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    let said = partner
        .post(
            "/conventions/1/actions/10/proposition",
            "volet=&etat=going&fait=Six+familles&vu=",
        )
        .await;
    assert_eq!(said.status, 303, "{}", said.words());
    assert!(
        words(&world, &place).await.contains("Répondu par ailleurs"),
        "{}",
        words(&world, &place).await
    );
}

#[tokio::test]
async fn a_commune_that_leads_an_action_is_asked_about_its_own_part_and_others_about_the_whole() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    // The text names no commune in the years of action 18, which both communes lead.
    let asked = format!("{}&tous=1", form("action", "18"));
    let kept = coordinator.post(&format!("{LIST}/nouvelle"), &asked).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let place = kept.location().to_owned();
    assert_eq!(coordinator.post(&place, "geste=lancer").await.status, 303);
    let mut told = Vec::new();
    for recipient in 1..=8 {
        let page = coordinator.get(&format!("{place}/destinataires/{recipient}")).await;
        if page.status == 200 {
            let html = page.text();
            let fields = html.split("name=\"etat-18-").skip(1);
            told.extend(fields.filter_map(|field| field.split('"').next().map(str::to_owned)));
        }
    }
    told.sort_unstable();
    told.dedup();
    assert!(told.contains(&"0".to_owned()), "the association tells of the whole: {told:?}");
    assert!(
        told.iter().any(|party| party != "0"),
        "a commune tells its own part: {told:?}"
    );
}

#[tokio::test]
async fn every_action_is_asked_about_with_one_box() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let kept = coordinator.post(&format!("{LIST}/nouvelle"), &form("toutes", "1")).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let again = coordinator.get(&format!("{}/preparation", kept.location())).await.text();
    let (all, ticked) = (r#"name="action" value="#, " checked> <span><b>");
    let boxes: Vec<&str> = again.split(all).skip(1).collect();
    assert_eq!(boxes.len(), 24, "{again}");
    assert!(boxes.iter().all(|one| one[..23].contains(ticked)), "{again}");
    let wrong = format!("{}&toutes=1", form("titre", ""));
    let page = coordinator.post(&format!("{LIST}/nouvelle"), &wrong).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.text().matches(ticked).count(), 24, "what was chosen stays chosen");
}

#[tokio::test]
async fn news_of_the_rows_of_the_table_are_asked_for_at_once() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let offered = |page: String| {
        let links = testkit::page::links(&page).into_iter();
        links
            .map(|link| link.replace("&amp;", "&"))
            .find(|link| link.contains("/campagnes/nouvelle?action="))
    };
    let table = "/conventions/1/plan/tableau";
    let silent = coordinator.get(&format!("{table}?situation=silence&q=parents")).await.text();
    let rows = silent.matches("name=\"n\"").count();
    let link = offered(silent).expect("a way to ask");
    let page = coordinator.get(&link).await.text();
    let ticked = page.matches(" checked> <span><b>").count();
    assert_eq!(ticked, rows + 1, "these actions, and all who lead or carry them: {link}");
    assert!((1..24).contains(&rows), "{rows}");
    assert_eq!(offered(coordinator.get(table).await.text()), None, "only what filters left");
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let seen = mayor.get(&format!("{table}?situation=silence")).await.text();
    assert_eq!(offered(seen), None, "for those who run campaigns");
}

#[tokio::test]
async fn those_whom_another_campaign_asks_already_are_named_before_it_is_launched() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let draft = format!("{LIST}/1");
    let page = words(&world, &draft).await;
    let said = "La campagne « Point d’automne », en cours, réponse attendue le 4 déc. 2026, interroge déjà sur une de ces actions : \
                Répondante 1, Répondante 2 et Répondante 3.";
    assert!(page.contains(said), "{page}");
    // About another action, nobody is asked twice.
    let other = form("action", "11").replace("&autres=", "&vide=");
    let other = format!("{other}&autres=R%3Brepondante1%40exemple.invalid");
    let place = format!("{LIST}/3");
    let kept = coordinator.post(&format!("{LIST}/nouvelle"), &other).await;
    assert_eq!(kept.location(), place, "{}", kept.words());
    assert!(!words(&world, &place).await.contains("interroge déjà"), "another action");
    close(&mut coordinator).await;
    assert!(!words(&world, &draft).await.contains("interroge déjà"), "it is over");
}

#[tokio::test]
async fn of_two_who_prepare_at_once_the_second_is_asked_and_loses_nothing() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let edit = format!("{LIST}/1/preparation");
    let shown = coordinator.get(&edit).await.text();
    let (_, rest) = shown.split_once("name=\"ecrit\" value=\"").expect("when it was written");
    let written = rest.split_once('"').expect("its end").0.to_owned();
    let before = world.journal().await;
    let stale = format!("{}&ecrit=1", form("titre", "Point de printemps"));
    let asked = coordinator.post(&edit, &stale).await;
    assert_eq!(asked.status, 422, "{}", asked.words());
    assert!(asked.words().contains("a été modifiée ailleurs"), "{}", asked.words());
    assert!(asked.text().contains("value=\"Point de printemps\""), "what was typed stays");
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    let again = stale.replace("ecrit=1", &format!("ecrit={written}"));
    assert_eq!(coordinator.post(&edit, &again).await.location(), format!("{LIST}/1"));
}

#[tokio::test]
async fn what_was_prepared_is_given_up_and_what_was_launched_is_not() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let first = format!("{LIST}/1");
    assert_eq!(coordinator.post(&first, "geste=abandonner").await.location(), LIST);
    assert_eq!(facts_since(&world, &before).await, ["campaign_dropped"]);
    assert_eq!(coordinator.get(&first).await.status, 404);
    assert_eq!(coordinator.post(BOARD, "geste=abandonner").await.status, 404);
    assert_eq!(coordinator.post(BOARD, "geste=effacer").await.status, 404);
}

#[tokio::test]
async fn those_who_sign_see_campaigns_and_those_who_run_them_act() {
    let world = cast::world().await;
    for (persona, sees, runs) in [
        (Persona::SecondCoordinator, true, true),
        (Persona::FundOfficer, true, true),
        (Persona::Mayor, true, false),
        (Persona::Auditor, true, false),
        (Persona::PartnerContact, false, false),
    ] {
        let mut someone = Who::Persona(persona).at(&world).await;
        let board = someone.get(BOARD).await;
        assert_eq!(board.status == 200, sees, "{persona:?}");
        assert_eq!(board.words().contains("Clore la campagne"), runs, "{persona:?}");
    }
}

#[tokio::test]
async fn a_board_is_asked_for_in_part_by_a_script_and_stays_small() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let part = coordinator
        .send("GET", BOARD, &[("hx-request-type", "partial")], "")
        .await
        .text();
    assert!(part.contains("Répondante 1") && !part.contains("<html"), "{part}");
}

#[tokio::test]
async fn five_hundred_are_asked_in_one_transaction() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let lines: Vec<String> = (1..=500)
        .map(|n| format!("Nom {n} ; nom{n}@exemple.invalid ; Asso {n}"))
        .collect();
    let fields = form("autres", &lines.join("\n"));
    let kept = coordinator.post(&format!("{LIST}/nouvelle"), &fields).await;
    assert_eq!(kept.location(), format!("{LIST}/3"), "{}", kept.words());
    let before = world.journal().await;
    coordinator.post(&format!("{LIST}/3"), "geste=lancer").await;
    assert_eq!(facts_since(&world, &before).await, ["campaign_launched"]);
    let list = words(&world, LIST).await;
    assert!(list.contains("0 sur 500"), "{list}");
}

#[tokio::test]
async fn where_no_letter_leaves_links_are_handed_over_and_nothing_piles_up() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let place = format!("{LIST}/3");
    let everyone = format!("{}&tous=1", form("titre", "Point d’hiver"));
    assert_eq!(
        coordinator.post(&format!("{LIST}/nouvelle"), &everyone).await.location(),
        place
    );
    assert_eq!(coordinator.post(&place, "geste=lancer").await.location(), place);
    assert!(words(&world, &place).await.contains("Lien à remettre, fait le 24 nov. 2026"));
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let letters = administrator.get("/courriers").await.words();
    assert!(!letters.contains("Demande de mise à jour : "), "{letters}");
}
