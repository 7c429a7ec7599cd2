//! The plan lives: reports that count and reports that wait, what two people write at once, and what follows from all of it.

use domain::access::{Reason, Viewer, verbs};
use domain::followup::{
    AwaitingCorrected, Channel, Content, Lane, NewReport, Percent, ProgressProposed, ProgressReported, ReportAccepted,
    ReportSetAside, Signature, Status, StatusRenamed,
};
use domain::ids::ActionId;
use people::Persona;
use store::{Sequence, Store};
use testkit::moment::NOW;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const ACTION: &str = "/conventions/1/actions/15";
const REPORT: &str = "/conventions/1/actions/15/suivi";
/// The action in which the text names the partner.
const OWN: &str = "/conventions/1/actions/10";

/// In the convention where someone works: one report that counts, one that waits, one state with a name of its own.
pub(crate) async fn fill(store: &Store, who: Who) {
    let (_, convention, _) = who.mandate().expect("held");
    let action = ActionId { convention, ordinal: 15 };
    let report = |ordinal, lane, content, after| NewReport {
        ordinal,
        lane,
        content,
        signature: Signature {
            person: who.person(),
            organisation: Some(domain::ids::Id::new(1)),
        },
        channel: Channel::Page,
        after,
        corrects: None,
    };
    let series = Sequence::Convention(convention, "report");
    let tx = store.begin::<verbs::ReportProgress>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let first = tx.allocate(series).await.expect("an ordinal");
    let content = Content {
        status: Some(Status::Going),
        progress: Percent::new(40).into(),
        done: Some("Un premier atelier".to_owned()),
        ..Content::default()
    };
    let fact = ProgressReported {
        report: report(first, Lane::of(action, 2), content, None),
        was: Status::Unspecified,
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    let demo = Viewer::Job(Reason::Demo);
    let tx = store.begin::<verbs::ProposeProgress>(&demo, convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let second = tx.allocate(series).await.expect("an ordinal");
    let content = Content {
        difficulty: Some("Une salle manque".to_owned()),
        ..Content::default()
    };
    let fact = ProgressProposed {
        report: report(second, Lane::whole(action), content, None),
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    let tx = store.begin::<verbs::NameStatuses>(&demo, convention, NOW).await;
    let fact = StatusRenamed {
        convention,
        status: Status::Sustained,
        was: None,
        becomes: Some("Installée".to_owned()),
    };
    let tx = tx.expect("permitted").record::<plan::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
    assert_eq!((first, second), (1, 2));
    crate::views::fill(store, who, convention).await;
    crate::kept_views::fill(store, who, convention).await;
}

async fn done(client: &mut Client, address: &str, form: &str) {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address}: {}", answer.words());
}

/// How many entries the journal of the convention has.
async fn inside(world: &World) -> usize {
    world.journal().await.into_iter().filter(|entry| entry.chain == 1).count()
}

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}");
    answer.words()
}

#[tokio::test]
async fn a_report_shows_at_once_with_who_signed_it_and_its_row_in_the_journal() {
    let world = cast::world().await;
    let before = world.journal().await;
    let form = "volet=2&etat=going&avancement=75&meteo=bright&fait=Vingt+s%C3%A9ances&vu=1";
    let saved = COORDINATOR.at(&world).await.post(REPORT, form).await;
    let landed = COORDINATOR.at(&world).await.get(saved.location()).await;
    let said = "Votre mise à jour est enregistrée : Les Pennes-Mirabeau, en cours, 75 %.";
    assert!(landed.words().contains(said), "{}", landed.words());
    assert!(landed.text().contains("role=\"status\" tabindex=\"-1\" autofocus"));
    assert!(
        !words(&world, COORDINATOR, ACTION).await.contains("est enregistrée"),
        "said once"
    );
    let row = check::<ProgressReported>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/action/15/party/2");
    let page = words(&world, PARTNER, ACTION).await;
    for expected in ["En cours", "75 %", "Éclaircies", "Vingt séances", "Camille Roche"] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
}

#[tokio::test]
async fn two_who_report_at_once_lose_nothing() {
    let world = cast::world().await;
    done(
        &mut COORDINATOR.at(&world).await,
        REPORT,
        "volet=2&etat=going&avancement=50&fait=Premier+texte&vu=1",
    )
    .await;
    let late = "volet=2&etat=suspended&motif=Travaux&avancement=40&fait=Second+texte&vu=1";
    let mut second = SECOND.at(&world).await;
    let refused = second.post(REPORT, late).await;
    assert_eq!(refused.status, 422);
    let page = refused.words();
    for expected in [
        "Quelqu’un a mis à jour ce volet",
        "Premier texte",
        "Second texte",
        "Camille Roche",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert!(
        refused.text().contains("name=\"vu\" value=\"3\""),
        "sending again comes after theirs"
    );
    done(&mut second, REPORT, &late.replace("vu=1", "vu=3")).await;
    let page = words(&world, COORDINATOR, ACTION).await;
    assert!(
        page.contains("Premier texte") && page.contains("Second texte"),
        "both are kept: {page}"
    );
    let head = page.split("Suivi").next().unwrap_or_default();
    assert!(head.contains("Suspendue"), "{head}");
}

#[tokio::test]
async fn what_a_partner_says_of_its_own_actions_waits_and_of_others_is_refused_with_a_sentence() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let before = world.journal().await;
    let form = "volet=&etat=going&fait=Six+familles&vu=";
    let sent = partner.post(&format!("{OWN}/proposition"), form).await;
    check::<ProgressProposed>(&since(&world, &before).await);
    let page = partner.get(sent.location()).await.text();
    let (said, title) = (page.find("Votre mise à jour est envoyée"), page.find("<h1"));
    assert!(said.is_some() && said < title, "it is confirmed before all else: {page}");
    assert!(page.contains("role=\"status\" tabindex=\"-1\" autofocus"), "{page}");
    let other = partner.get(&format!("{OWN}/proposition?envoi=1")).await.words();
    assert!(!other.contains("Votre mise à jour est envoyée"), "somebody else’s: {other}");
    assert!(
        !words(&world, COORDINATOR, OWN).await.contains("Dernière nouvelle"),
        "what waits does not count"
    );
    assert!(
        !words(&world, PARTNER, OWN).await.contains("Six familles"),
        "nor show to those who do not confirm"
    );
    assert!(
        words(&world, COORDINATOR, "/conventions/1/a-confirmer")
            .await
            .contains("Six familles")
    );
    let receipt = words(&world, PARTNER, &format!("{OWN}/proposition")).await;
    assert!(
        receipt.contains("attend d’être confirmée") && receipt.contains("Six familles"),
        "{receipt}"
    );
    let home = words(&world, PARTNER, "/conventions/1").await;
    let waiting = home.split("Mes propositions à confirmer").nth(1).unwrap_or_default();
    assert!(
        waiting.contains("Action 10,"),
        "what waits is seen on one’s own dashboard: {home}"
    );
    let home = words(&world, COORDINATOR, "/conventions/1").await;
    assert!(!home.contains("Mes propositions"), "and on no other: {home}");
    let elsewhere = partner.post("/conventions/1/actions/14/proposition", "etat=going&vu=").await;
    assert_eq!(elsewhere.status, 422);
    assert!(
        elsewhere.words().contains("ne nomme pas votre organisme"),
        "{}",
        elsewhere.words()
    );
    // What others said of actions that its organisation does not pilot is unknown to it, and so is what it said itself.
    let list = partner.get("/conventions/1/a-confirmer").await.words();
    assert!(list.contains("Tout est confirmé") && !list.contains("Six familles"), "{list}");
    for address in [REPORT, "/conventions/1/a-confirmer/2", "/conventions/1/a-confirmer/3"] {
        assert_eq!(partner.get(address).await.status, 404, "{address}");
    }
    for gesture in ["geste=accepter", "geste=ecarter&raison=Non", "geste=corriger&etat=going&vu="] {
        for address in ["/conventions/1/a-confirmer/2", "/conventions/1/a-confirmer/3"] {
            assert_eq!(partner.post(address, gesture).await.status, 404, "{address} {gesture}");
        }
    }
}

#[tokio::test]
async fn who_pilots_an_action_confirms_what_others_say_of_it_and_not_what_their_own_organisation_says() {
    let world = cast::world().await;
    // The head of a service of the commune that pilots the action: a contact, who does not run the plan.
    let moved = "UPDATE unscoped_mandate SET organisation = 2 WHERE person = 6";
    world.base.intrude(moved).await.expect("written behind the doors");
    let home = words(&world, PARTNER, "/conventions/1").await;
    assert!(
        home.contains("1 réponse à confirmer") && home.contains("Sur des actions que pilote votre organisme"),
        "{home}"
    );
    let mut pilot = PARTNER.at(&world).await;
    let form = "volet=&etat=going&fait=Le+service+a+commenc%C3%A9&vu=";
    done(&mut pilot, &format!("{ACTION}/proposition"), form).await;
    let list = words(&world, PARTNER, "/conventions/1/a-confirmer").await;
    assert!(list.contains("Une salle manque"), "{list}");
    assert!(
        !list.contains("Le service a commencé"),
        "one’s own words are for another: {list}"
    );
    let before = world.journal().await;
    done(&mut pilot, "/conventions/1/a-confirmer/2", "geste=accepter").await;
    check::<ReportAccepted>(&since(&world, &before).await);
    assert_eq!(pilot.post("/conventions/1/a-confirmer/3", "geste=accepter").await.status, 404);
    let history = words(&world, COORDINATOR, &format!("{ACTION}/historique")).await;
    let confirmed = format!("Confirmée par {}", Persona::PartnerContact.name());
    assert!(history.contains(&confirmed), "{history}");
}

#[tokio::test]
async fn all_that_was_said_is_one_list_that_is_filtered_and_taken_away() {
    let world = cast::world().await;
    let list = "/conventions/1/mises-a-jour";
    let report = "volet=2&etat=done&avancement=100&fait=Bilan+remis&vu=1";
    done(&mut COORDINATOR.at(&world).await, REPORT, report).await;
    let page = words(&world, PARTNER, list).await;
    assert!(page.contains("2 mises à jour") && page.contains("Bilan remis"), "{page}");
    assert!(!page.contains("Une salle manque"), "what waits is not told: {page}");
    let found = words(&world, PARTNER, &format!("{list}?q=bilan&volet=2&du=2026-11-24")).await;
    assert!(
        found.contains("Bilan remis") && !found.contains("Un premier atelier"),
        "{found}"
    );
    let none = words(&world, PARTNER, &format!("{list}?au=2025-01-01")).await;
    assert!(none.contains("Aucune mise à jour ne répond à ces filtres"), "{none}");
    let refused = PARTNER.at(&world).await.get(&format!("{list}?du=31/02/2026")).await;
    assert_eq!(refused.status, 422, "{}", refused.words());
    let file = PARTNER
        .at(&world)
        .await
        .get(&format!("{list}?forme=csv&q=bilan"))
        .await
        .text();
    for expected in ["Ce qui a été fait", "Bilan remis", "100\u{a0}%", "Camille Roche"] {
        assert!(file.contains(expected), "{expected} in {file}");
    }
}

#[tokio::test]
async fn a_report_that_was_set_aside_stays_readable_whole() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let form = "volet=&etat=done&avancement=100&meteo=bright&fait=Six+familles&vu=";
    assert_eq!(partner.post(&format!("{OWN}/proposition"), form).await.status, 303);
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        "/conventions/1/a-confirmer/3",
        "geste=ecarter&raison=Pas+encore",
    )
    .await;
    let history = words(&world, COORDINATOR, &format!("{OWN}/historique")).await;
    for expected in [
        "Réponse écartée",
        "Réalisée",
        "100 %",
        "Éclaircies",
        "dit Camille Roche : Pas encore",
    ] {
        assert!(history.contains(expected), "{expected} in {history}");
    }
}

#[tokio::test]
async fn where_communes_have_parts_one_speaks_of_a_part_first_and_of_the_whole_knowingly() {
    let world = cast::world().await;
    let page = COORDINATOR.at(&world).await.get(ACTION).await;
    let head = page.text();
    let (_, head) = head.split_once("id=\"h-suivi\"").expect("the follow-up");
    let (head, _) = head.split_once("</header>").expect("its end");
    assert!(
        head.contains("suivi?volet=2") && head.contains("Mettre à jour"),
        "the part of one’s own commune: {head}"
    );
    let whole = words(&world, COORDINATOR, REPORT).await;
    assert!(
        whole.contains("Le volet Les Pennes-Mirabeau dit son propre état"),
        "what is told of the whole does not change it: {whole}"
    );
    let part = words(&world, COORDINATOR, &format!("{REPORT}?volet=2")).await;
    assert!(!part.contains("dit son propre état"), "{part}");
    let officer = Who::Persona(Persona::FundOfficer);
    let page = words(&world, officer, ACTION).await;
    assert!(page.contains("Mettre à jour toute l’action"), "{page}");
}

#[tokio::test]
async fn an_answer_is_accepted_once_in_one_click() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let one = "/conventions/1/a-confirmer/2";
    // It speaks of the whole action, whose state comes from a commune’s part: that is said before and after.
    let asked = words(&world, COORDINATOR, one).await;
    assert!(
        asked.contains("L’état de l’action vient de ses volets : Les Pennes-Mirabeau")
            && asked.contains("Votre version compte sur"),
        "{asked}"
    );
    let accepted = coordinator.post(one, "geste=accepter").await;
    let list = words(&world, COORDINATOR, accepted.location()).await;
    assert!(
        list.contains("La réponse sur l’action 15 est acceptée et gardée avec elle. L’état de l’action n’a pas changé"),
        "{list}"
    );
    check::<ReportAccepted>(&since(&world, &before).await);
    let told = inside(&world).await;
    let again = SECOND.at(&world).await.post(one, "geste=accepter").await;
    let list = words(&world, SECOND, again.location()).await;
    assert!(list.contains("La réponse sur l’action 15 était déjà traitée"), "{list}");
    assert_eq!(inside(&world).await, told, "the second finds it settled, and writes nothing");
    assert!(words(&world, PARTNER, ACTION).await.contains("Une salle manque"));
    assert!(
        words(&world, COORDINATOR, "/conventions/1/a-confirmer")
            .await
            .contains("Tout est confirmé")
    );
}

#[tokio::test]
async fn an_answer_about_the_whole_counts_on_the_part_that_whoever_confirms_chooses() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = "/conventions/1/a-confirmer/2";
    let part = format!("{one}?volet=2");
    let page = coordinator.get(&part).await.text();
    assert!(
        page.contains(&format!("action=\"{part}\"")) && page.contains("name=\"vu\" value=\"1\""),
        "{page}"
    );
    for nowhere in ["?volet=99", "?volet=1", "?volet=x"] {
        assert_eq!(coordinator.get(&format!("{one}{nowhere}")).await.status, 404, "{nowhere}");
    }
    let before = world.journal().await;
    let corrected = coordinator
        .post(&part, "geste=corriger&etat=suspended&motif=Travaux&vu=1")
        .await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    check::<AwaitingCorrected>(&since(&world, &before).await);
    let action = words(&world, PARTNER, ACTION).await;
    assert!(action.contains("Suspendue") && action.contains("Travaux"), "{action}");
}

#[tokio::test]
async fn an_answer_is_corrected_then_accepted_or_set_aside_with_a_reason() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = "/conventions/1/a-confirmer/2";
    let silent = coordinator.post(one, "geste=ecarter&raison=").await;
    assert_eq!(silent.status, 422);
    assert!(silent.words().contains("Dites pourquoi"), "{}", silent.words());
    let before = world.journal().await;
    let corrected = coordinator
        .post(one, "geste=corriger&etat=going&difficulte=Une+salle+manque+%C3%A0+Septemes")
        .await;
    let list = words(&world, COORDINATOR, corrected.location()).await;
    assert!(
        list.contains("La réponse sur l’action 15 est corrigée, puis acceptée"),
        "{list}"
    );
    check::<AwaitingCorrected>(&since(&world, &before).await);
    assert!(words(&world, PARTNER, ACTION).await.contains("Une salle manque à Septemes"));

    let world = cast::world().await;
    let before = world.journal().await;
    let set_aside = COORDINATOR
        .at(&world)
        .await
        .post(one, "geste=ecarter&raison=D%C3%A9j%C3%A0+dit")
        .await;
    let list = words(&world, COORDINATOR, set_aside.location()).await;
    assert!(
        list.contains("La réponse sur l’action 15 est écartée : elle ne change rien au suivi"),
        "{list}"
    );
    let row = check::<ReportSetAside>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/report/2");
    assert!(!words(&world, PARTNER, ACTION).await.contains("Une salle manque"));
}

#[tokio::test]
async fn a_convention_names_its_states_and_no_two_alike() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let names = "/conventions/1/etats";
    let refused = coordinator.post(names, "going=R%C3%A9alis%C3%A9e").await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("Ce nom est déjà celui de l’état"),
        "{}",
        refused.words()
    );
    for name in ["En+retard", "sans%C2%A0nouvelle"] {
        let computed = coordinator.post(names, &format!("going={name}")).await;
        assert_eq!(computed.status, 422, "{name}");
        assert!(computed.words().contains("Pacte dit lui-même"), "{}", computed.words());
    }
    let taken = coordinator.post(names, "not_started=En+cours").await.text();
    assert!(
        taken.contains("href=\"#not_started\""),
        "at the field that was typed: {taken}"
    );
    assert!(!taken.contains("href=\"#going\""), "not at the empty one: {taken}");
    let before = world.journal().await;
    done(&mut coordinator, names, "going=Lanc%C3%A9e&sustained=Install%C3%A9e").await;
    check::<StatusRenamed>(&since(&world, &before).await);
    assert!(words(&world, PARTNER, ACTION).await.contains("Lancée"));
    done(&mut coordinator, REPORT, "volet=2&etat=going&vu=1").await;
    for page in ["", "/synthese", "/journal", "/nouveautes", "/deploiement"] {
        let page = words(&world, COORDINATOR, &format!("/conventions/1{page}")).await;
        assert!(page.to_lowercase().contains("lancée"), "{page}");
        for usual in [
            "État : En cours",
            "→ En cours, 40 %",
            ": en cours",
            "en préparation, en cours",
        ] {
            assert!(!page.contains(usual), "{usual}: {page}");
        }
    }
}

#[tokio::test]
async fn numbers_of_another_convention_are_unknown_and_bad_input_is_explained() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    for address in [
        "/conventions/1/actions/15/suivi?volet=999",
        "/conventions/1/actions/15/suivi?volet=texte",
        "/conventions/1/actions/999/suivi",
        "/conventions/2/actions/15/suivi",
        "/conventions/1/a-confirmer/9",
    ] {
        assert_eq!(coordinator.get(address).await.status, 404, "{address}");
    }
    let refused = |form: &'static str, expected: &'static str| (form, expected);
    for (form, expected) in [
        refused("volet=2&etat=going&avancement=20424&vu=1", "Vous avez écrit « 20424 »"),
        refused("volet=2&etat=suspended&vu=1", "demande un motif"),
        refused("volet=2&etat=postponed&motif=Travaux&vu=1", "Dites à quelle date"),
        refused("volet=2&etat=abandoned&motif=Plus+de+local&vu=1", "quelle instance a décidé"),
        refused(
            "volet=2&etat=abandoned&motif=Plus+de+local&instance=999&vu=1",
            "Choisissez une instance",
        ),
        refused("volet=2&etat=en_retard&vu=1", "Choisissez un état"),
        refused("volet=2&etat=going&echeance=31/02/2027&vu=1", "Indiquez une date"),
    ] {
        let answer = coordinator.post(REPORT, form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.words().contains(expected), "{form}: {}", answer.words());
    }
    let all = "volet=2&etat=postponed&avancement=beaucoup&meteo=bruine&suite=Une+salle&vu=1";
    let answer = coordinator.post(REPORT, all).await;
    let (page, words) = (answer.text(), answer.words());
    assert!(words.contains("4 réponses à corriger"), "all of it at once: {words}");
    for field in ["avancement", "meteo", "motif", "echeance"] {
        assert!(page.contains(&format!("<a href=\"#{field}\">")), "{field} in the summary");
        assert!(page.contains(&format!("id=\"{field}-erreur\"")), "{field} beside it");
    }
    assert!(
        page.contains("value=\"beaucoup\"") && page.contains("Une salle"),
        "what was typed stays"
    );
    let script = "volet=2&etat=going&fait=%3Cscript%3Ealert(1)%3C%2Fscript%3E&vu=1";
    done(&mut coordinator, REPORT, script).await;
    let page = coordinator.get(ACTION).await.text();
    assert!(
        !page.contains("<script>alert") && page.contains("&#60;script&#62;"),
        "shown as text"
    );
}

#[tokio::test]
async fn giving_up_is_decided_by_a_body_and_every_lane_counts() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        REPORT,
        "volet=2&etat=abandoned&motif=Plus+de+local&instance=1&vu=1",
    )
    .await;
    done(&mut SECOND.at(&world).await, REPORT, "volet=3&etat=done&vu=").await;
    let page = words(&world, PARTNER, ACTION).await;
    let head = page.split("Suivi").next().unwrap_or_default();
    assert!(head.contains("Réalisée"), "an abandoned lane is left out: {head}");
    assert!(page.contains("100 %"), "what is done is at 100: {page}");
}
