//! What is taken back, given up or overtaken: a value emptied in a form, a mistake undone, a lane abandoned, a milestone taken out
//! while someone edits it, an answer corrected while someone reports. Nothing typed is lost, and what is said is shown.

use domain::access::{Reason, Viewer, verbs};
use domain::followup::{
    Channel, Content, DetailMarked, Lane, MilestoneChanged, MilestoneRestored, NewReport, ProgressReported, Signature, Status,
};
use domain::ids::ActionId;
use domain::time::Instant;
use people::Persona;
use store::Sequence;
use testkit::moment::today;
use testkit::{Client, World};

use crate::cast::{self, REFERENCE, Who};
use crate::desk::noon;
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const ACTION: &str = "/conventions/1/actions/15";
const REPORT: &str = "/conventions/1/actions/15/suivi";
const HISTORY: &str = "/conventions/1/actions/15/historique";
const TABLE: &str = "/conventions/1/plan/tableau";
const AWAITING: &str = "/conventions/1/a-confirmer/2";

async fn done(client: &mut Client, address: &str, form: &str) -> String {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address} {form}: {}", answer.words());
    answer.header("location").to_owned()
}

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}");
    answer.words()
}

/// Action 6 is said to be under way at this moment; the ordinal of the report.
pub(crate) async fn going(world: &World, at: Instant) -> i64 {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = world.store.begin::<verbs::ReportProgress>(&viewer, REFERENCE, at).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(REFERENCE, "report")).await;
    let ordinal = ordinal.expect("an ordinal");
    let fact = ProgressReported {
        report: NewReport {
            ordinal,
            lane: Lane::whole(ActionId {
                convention: REFERENCE,
                ordinal: 6,
            }),
            content: Content {
                status: Some(Status::Going),
                ..Content::default()
            },
            signature: Signature {
                person: None,
                organisation: None,
            },
            channel: Channel::Page,
            after: None,
            corrects: None,
        },
        was: Status::Unspecified,
        at,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    ordinal
}

/// Every lane stands as its reports say.
async fn sound(world: &World) {
    let mut reader = world.store.read(today()).await.expect("a reader");
    let (_, fault) = plan::check(&mut reader).await.expect("read");
    assert_eq!(fault, None);
}

#[tokio::test]
async fn a_value_emptied_in_the_form_that_showed_it_is_taken_back() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let all = "volet=2&etat=going&meteo=bright&avancement=60&echeance=2027-06-30&vu=1";
    done(&mut coordinator, REPORT, all).await;
    assert!(words(&world, PARTNER, ACTION).await.contains("Échéance donnée"));
    done(
        &mut coordinator,
        REPORT,
        "volet=2&etat=going&meteo=&avancement=&echeance=&vu=3",
    )
    .await;
    let page = words(&world, PARTNER, ACTION).await;
    let head = page.split("Tout l’historique").next().unwrap_or_default();
    for gone in ["Éclaircies", "60 %", "Échéance donnée"] {
        assert!(!head.contains(gone), "{gone} in {head}");
    }
    assert!(
        page.contains("En cours, avancement retiré, météo retirée, échéance retirée"),
        "{page}"
    );
    let history = COORDINATOR.at(&world).await.get(HISTORY).await.text();
    assert!(
        history.contains("<del>Éclaircies</del> <span class=\"soft\">retiré</span>"),
        "{history}"
    );
    sound(&world).await;
}

#[tokio::test]
async fn an_empty_field_of_the_form_about_several_lanes_says_nothing() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        TABLE,
        "n=15.2.1&etat=preparing&meteo=&avancement=&echeance=",
    )
    .await;
    let page = words(&world, PARTNER, ACTION).await;
    let head = page.split("Tout l’historique").next().unwrap_or_default();
    assert!(head.contains("En préparation") && head.contains("40 %"), "{head}");
    done(
        &mut coordinator,
        TABLE,
        "n=15.2.3&ligne=15&etat=preparing&meteo=&avancement=&echeance=",
    )
    .await;
    let page = words(&world, PARTNER, ACTION).await;
    let head = page.split("Tout l’historique").next().unwrap_or_default();
    assert!(!head.contains("40 %"), "the form of a row shows its lane: {head}");
    sound(&world).await;
}

#[tokio::test]
async fn a_postponement_keeps_its_day() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let postponed = "volet=2&etat=postponed&motif=Travaux&echeance=2027-06-30&vu=1";
    done(&mut coordinator, REPORT, postponed).await;
    let refused = coordinator
        .post(REPORT, "volet=2&etat=postponed&motif=Travaux&echeance=&vu=3")
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("Dites à quelle date"), "{}", refused.words());
}

#[tokio::test]
async fn a_mistake_taken_back_is_no_news() {
    let world = cast::world().await;
    let ordinal = going(&world, noon(0)).await;
    let silent = ["Dernière nouvelle le 30 déc. 2025", "Sans nouvelle depuis 60 jours"];
    let action = "/conventions/1/actions/6";
    let mut coordinator = COORDINATOR.at(&world).await;
    let form = format!("volet=&etat=suspended&motif=Erreur&vu={ordinal}");
    done(&mut coordinator, &format!("{action}/suivi"), &form).await;
    let page = words(&world, PARTNER, action).await;
    assert!(!page.contains(silent[1]), "{page}");
    let lot = format!("geste=annuler&lot={0}-{0}", ordinal + 1);
    done(&mut coordinator, TABLE, &lot).await;
    let page = words(&world, PARTNER, action).await;
    for said in silent {
        assert!(page.contains(said), "{said}: {page}");
    }
    sound(&world).await;
}

#[tokio::test]
async fn the_body_that_gave_up_is_shown_wherever_the_state_is() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let form = coordinator.get(REPORT).await.text();
    let body = form
        .split("<option value=\"1\">")
        .nth(1)
        .and_then(|rest| rest.split('<').next());
    let body = body.expect("a body").to_owned();
    let gone = "volet=2&etat=abandoned&motif=Plus+de+local&instance=1&vu=1";
    done(&mut coordinator, REPORT, gone).await;
    let page = words(&world, PARTNER, ACTION).await;
    assert_eq!(page.matches(&format!("Décision : {body}")).count(), 2, "{page}");
    let history = words(&world, PARTNER, HISTORY).await;
    assert!(history.contains(&format!("Décision : {body}")), "{history}");
    let file = coordinator.get("/conventions/1/plan/tableau/export").await.text();
    assert!(file.contains("Abandon décidé par") && file.contains(&body), "{file}");
    done(&mut coordinator, REPORT, "volet=2&etat=going&vu=3").await;
    let page = words(&world, PARTNER, ACTION).await;
    assert_eq!(
        page.matches("Décision :").count(),
        1,
        "what was said stays, the state is another: {page}"
    );
    sound(&world).await;
}

#[tokio::test]
async fn a_mark_on_a_detail_says_who_and_when() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    done(&mut coordinator, &format!("{ACTION}/details"), "detail=2&etat=going").await;
    let row = check::<DetailMarked>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/action/15/detail");
    done(&mut coordinator, &format!("{ACTION}/details"), "detail=2&etat=done").await;
    let page = words(&world, PARTNER, ACTION).await;
    let details = page.split("Détails, un par un").nth(1).unwrap_or_default();
    assert!(
        details.contains("Camille Roche, Les Pennes-Mirabeau, 24 nov. 2026"),
        "{details}"
    );
    let history = PARTNER.at(&world).await.get(HISTORY).await.text();
    assert!(
        history.contains("Détail «\u{a0}Action autour du jeu") && history.contains("<del>En cours</del> <ins>Fait</ins>"),
        "{history}"
    );
}

#[tokio::test]
async fn what_was_typed_of_a_milestone_taken_out_meanwhile_is_kept_and_can_bring_it_back() {
    let world = cast::world().await;
    let one = "/conventions/1/jalons/1";
    done(&mut SECOND.at(&world).await, one, "geste=retirer").await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let typed = "nature=task&titre=Convier+les+huit+%C3%A9coles&echeance=2026-12-01&organisme=1";
    let overtaken = coordinator.post(one, &format!("geste=enregistrer&{typed}&vu=1")).await;
    assert_eq!(overtaken.status, 409);
    let page = overtaken.words();
    assert!(page.contains("Quelqu’un a retiré ce jalon"), "{page}");
    assert!(
        overtaken.text().contains("value=\"Convier les huit écoles\""),
        "{}",
        overtaken.text()
    );
    assert!(overtaken.text().contains("name=\"vu\" value=\"2\""));
    let before = world.journal().await;
    done(&mut coordinator, one, &format!("geste=remettre-et-enregistrer&{typed}&vu=2")).await;
    let rows = since(&world, &before).await;
    check::<MilestoneRestored>(&rows);
    check::<MilestoneChanged>(&rows);
    assert!(words(&world, PARTNER, ACTION).await.contains("Convier les huit écoles"));
}

#[tokio::test]
async fn an_answer_is_corrected_on_what_was_seen_or_both_are_shown() {
    let world = cast::world().await;
    let meanwhile = "volet=&etat=going&avancement=50&fait=Entre+temps&vu=";
    done(&mut SECOND.at(&world).await, REPORT, meanwhile).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let corrected = "geste=corriger&etat=suspended&motif=Travaux&difficulte=Une+salle+de+classe";
    let refused = coordinator.post(AWAITING, &format!("{corrected}&vu=")).await;
    assert_eq!(refused.status, 422);
    let page = refused.words();
    for expected in [
        "Quelqu’un a mis à jour ce volet",
        "Entre temps",
        "Une salle de classe",
        "Suspendue",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert!(
        refused.text().contains("name=\"vu\" value=\"3\""),
        "sending again comes after theirs"
    );
    done(&mut coordinator, AWAITING, &format!("{corrected}&vu=3")).await;
    assert!(words(&world, PARTNER, ACTION).await.contains("Une salle de classe"));
    sound(&world).await;
}

#[tokio::test]
async fn a_lane_is_opened_for_a_commune_that_signs_and_for_no_other_party() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    assert_eq!(coordinator.get(&format!("{REPORT}?volet=2")).await.status, 200);
    for address in [format!("{REPORT}?volet=1"), format!("{ACTION}/jalons?volet=1")] {
        assert_eq!(coordinator.get(&address).await.status, 404, "{address}");
    }
    assert_eq!(coordinator.post(REPORT, "volet=1&etat=going&vu=").await.status, 404);
    let added = coordinator.post(&format!("{ACTION}/jalons"), "titre=Suite&volet=1").await;
    assert_eq!(added.status, 404);
}

#[tokio::test]
async fn a_mean_says_of_how_many_actions_it_is() {
    let world = cast::world().await;
    // One commune told of action 15, and not the other: how far it is stays unknown.
    let page = words(&world, COORDINATOR, "/conventions/1").await;
    assert!(!page.contains("dont l’avancement est connu"), "{page}");
    let mut coordinator = COORDINATOR.at(&world).await;
    let table = coordinator.get("/conventions/1/plan/tableau").await.text();
    let (_, rest) = table.split_once("name=\"n\" value=\"4.").expect("the row of action 4");
    let lane = rest.split('"').next().expect("a lane");
    let told = format!("n=4.{lane}&etat=going&avancement=40&meteo=sun");
    let answer = coordinator.post("/conventions/1/plan/tableau", &told).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = words(&world, COORDINATOR, "/conventions/1").await;
    assert!(page.contains("moyenne sur 1 action dont l’avancement est connu"), "{page}");
}
