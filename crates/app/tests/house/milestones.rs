//! What is expected of an action: milestones that are added, changed, ticked, taken out and brought back; details of the text that
//! are marked; the history that tells it all.

use domain::access::verbs;
use domain::followup::{
    DetailId, DetailMarked, DetailState, Lane, MilestoneAdded, MilestoneChanged, MilestoneContent, MilestoneDone,
    MilestoneRemoved, MilestoneReopened, MilestoneRestored, Signature,
};
use domain::ids::{ActionId, Id, MilestoneId};
use people::Persona;
use store::{Sequence, Store};
use testkit::moment::{NOW, day};
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const MAYOR: Who = Who::Persona(Persona::Mayor);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const ACTION: &str = "/conventions/1/actions/15";
const ADDITION: &str = "/conventions/1/actions/15/jalons";
const LIST: &str = "/conventions/1/jalons";
const ONE: &str = "/conventions/1/jalons/1";
const TICK: &str = "/conventions/1/jalons/1/fait";

/// In the convention where someone works: one milestone, past its day, and one detail that is under way.
pub(crate) async fn fill(store: &Store, who: Who) {
    let (_, convention, _) = who.mandate().expect("held");
    let action = ActionId { convention, ordinal: 15 };
    let by = Signature {
        person: who.person(),
        organisation: Some(Id::new(1)),
    };
    let tx = store.begin::<verbs::KeepMilestones>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx
        .allocate(Sequence::Convention(convention, "milestone"))
        .await
        .expect("an ordinal");
    let added = MilestoneAdded {
        milestone: MilestoneId { convention, ordinal },
        lane: Lane::of(action, 2),
        content: MilestoneContent {
            title: "Convier les écoles".to_owned(),
            due: Some(day("2026-06-30")),
            organisation: Some(Id::new(1)),
            ..MilestoneContent::default()
        },
        by,
        at: NOW,
    };
    let marked = DetailMarked {
        detail: DetailId::each(action, [(None, "a detail that a later reading words otherwise")])[0],
        was: DetailState::ToDo,
        becomes: DetailState::Going,
        by,
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&added).await.expect("recorded");
    let tx = tx.record::<plan::Tables, _>(&marked).await.expect("recorded");
    tx.commit().await.expect("kept");
    assert_eq!(ordinal, 1);
}

async fn done(client: &mut Client, address: &str, form: &str) {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address}: {}", answer.words());
}

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}");
    answer.words()
}

/// The section of the page of an action.
async fn section(world: &World, who: Who) -> String {
    let page = words(world, who, ACTION).await;
    page.split("Jalons")
        .nth(2)
        .or_else(|| page.split("Jalons").nth(1))
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test]
async fn a_milestone_is_added_and_shows_on_its_action_in_the_list_and_in_the_journal() {
    let world = cast::world().await;
    let before = world.journal().await;
    let form = "nature=task&titre=R%C3%A9server+la+salle&echeance=2026-12-15&organisme=1&personne=&apres=1&volet=";
    done(&mut MAYOR.at(&world).await, ADDITION, form).await;
    let row = check::<MilestoneAdded>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/milestone/2");
    let task = words(&world, MAYOR, "/conventions/1/jalons/2").await;
    assert!(
        task.contains("Modifier une tâche") && task.contains("Retirer la tâche"),
        "{task}"
    );
    for address in [ACTION, LIST] {
        let page = words(&world, PARTNER, address).await;
        for expected in [
            "Réserver la salle",
            "15 déc. 2026",
            "tâche",
            "Attend : « Convier les écoles »",
        ] {
            assert!(page.contains(expected), "{address}: {expected} in {page}");
        }
        assert!(!page.contains("Marquer comme fait"), "a partner keeps none: {page}");
    }
    let late = words(&world, COORDINATOR, "/conventions/1/jalons?etat=retard").await;
    assert!(
        late.contains("Convier les écoles") && !late.contains("Réserver la salle"),
        "{late}"
    );
}

#[tokio::test]
async fn a_day_outside_of_the_convention_is_said_and_not_refused() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(&mut coordinator, ADDITION, "titre=Bilan+final&echeance=2027-06-30&volet=").await;
    let page = words(&world, COORDINATOR, ACTION).await;
    assert!(page.contains("hors de la période de la convention"), "{page}");
    for far in ["1999-01-01", "2060-01-01"] {
        let refused = coordinator.post(ADDITION, &format!("titre=Loin&echeance={far}&volet=")).await;
        assert_eq!(refused.status, 422, "{far}");
        assert!(refused.words().contains("Vérifiez l’année"), "{}", refused.words());
        assert!(refused.text().contains(far), "what was typed stays");
    }
}

#[tokio::test]
async fn two_who_change_a_milestone_at_once_see_both_field_by_field() {
    let world = cast::world().await;
    let before = world.journal().await;
    let mut first = COORDINATOR.at(&world).await;
    done(
        &mut first,
        ONE,
        "geste=enregistrer&nature=milestone&titre=Convier+les+huit+%C3%A9coles&echeance=2026-12-01&organisme=1&vu=1",
    )
    .await;
    check::<MilestoneChanged>(&since(&world, &before).await);
    let late = "geste=enregistrer&nature=milestone&titre=Convier+les+parents&echeance=2026-06-30&organisme=1&vu=1";
    let mut second = SECOND.at(&world).await;
    let refused = second.post(ONE, late).await;
    assert_eq!(refused.status, 422);
    let page = refused.words();
    for expected in [
        "Quelqu’un a modifié ce jalon",
        "Convier les huit écoles",
        "Convier les parents",
        "1er déc. 2026",
        "30 juin 2026",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert!(
        refused.text().contains("name=\"vu\" value=\"2\""),
        "sending again comes after theirs"
    );
    done(&mut second, ONE, &late.replace("vu=1", "vu=2")).await;
    let history = words(&world, PARTNER, "/conventions/1/actions/15/historique").await;
    for expected in ["Convier les huit écoles", "Convier les parents", "Convier les écoles"] {
        assert!(history.contains(expected), "each text is kept: {expected} in {history}");
    }
}

#[tokio::test]
async fn a_milestone_is_ticked_once_and_the_tick_is_undone() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    done(&mut coordinator, TICK, "geste=fait&retour=liste").await;
    done(&mut SECOND.at(&world).await, TICK, "geste=fait").await;
    let rows = since(&world, &before).await;
    check::<MilestoneDone>(&rows);
    let inside = rows.iter().filter(|row| row.chain == 1).count();
    assert_eq!(inside, 1, "the second finds it done, and writes nothing: {rows:?}");
    let page = section(&world, PARTNER).await;
    assert!(page.contains("Fait le 24 nov. 2026") && !page.contains("En retard"), "{page}");
    let before = world.journal().await;
    done(&mut coordinator, TICK, "geste=rouvrir").await;
    check::<MilestoneReopened>(&since(&world, &before).await);
    assert!(section(&world, PARTNER).await.contains("En retard"));
}

#[tokio::test]
async fn what_was_taken_out_is_brought_back() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    done(&mut coordinator, ONE, "geste=retirer").await;
    check::<MilestoneRemoved>(&since(&world, &before).await);
    assert!(!words(&world, PARTNER, LIST).await.contains("Convier les écoles"));
    assert_eq!(coordinator.get(ONE).await.status, 404, "nothing is left to change");
    assert!(
        words(&world, COORDINATOR, "/conventions/1/jalons?etat=retire")
            .await
            .contains("Convier les écoles")
    );
    let before = world.journal().await;
    done(&mut coordinator, ONE, "geste=remettre&retour=liste").await;
    check::<MilestoneRestored>(&since(&world, &before).await);
    assert!(words(&world, PARTNER, LIST).await.contains("Convier les écoles"));
}

#[tokio::test]
async fn what_waits_for_another_is_done_with_a_reason_that_is_kept_and_shown() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(&mut coordinator, ADDITION, "titre=Inaugurer&apres=1&volet=").await;
    let second = "/conventions/1/jalons/2/fait";
    let page = COORDINATOR.at(&world).await.get(ACTION).await;
    assert!(
        page.words().contains("Marquer comme fait, en disant pourquoi"),
        "{}",
        page.words()
    );
    assert!(testkit::page::links(&page.text()).contains(&second.to_owned()));
    let asked = words(&world, COORDINATOR, second).await;
    assert!(asked.contains("« Convier les écoles » doit venir avant"), "{asked}");
    let before = world.journal().await;
    for (form, expected) in [
        ("geste=fait", "« Convier les écoles » doit venir avant"),
        ("geste=fait&pourquoi=+", "« Convier les écoles » doit venir avant"),
        ("geste=fait&pourquoi=oui", "Un mot ne suffit pas"),
    ] {
        let refused = coordinator.post(second, form).await;
        assert_eq!(refused.status, 422, "{form}");
        assert!(refused.words().contains(expected), "{form}: {}", refused.words());
    }
    assert!(since(&world, &before).await.is_empty(), "nothing is written");
    let why = "La+salle+%C3%A9tait+libre+avant";
    done(&mut coordinator, second, &format!("geste=fait&pourquoi={why}")).await;
    let row = check::<MilestoneDone>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/milestone/2");
    for (address, expected) in [
        (ACTION, "Fait quand même : La salle était libre avant"),
        (ACTION, "Fait avant « Convier les écoles », qui ne l’est pas."),
        ("/conventions/1/actions/15/historique", "La salle était libre avant"),
        ("/conventions/1/journal", "avant le jalon qu’il attendait"),
    ] {
        let page = words(&world, COORDINATOR, address).await;
        assert!(page.contains(expected), "{address}: {expected} in {page}");
    }
    // What comes before is done: no reason is asked, and none is kept.
    done(&mut coordinator, second, "geste=rouvrir").await;
    done(&mut coordinator, TICK, "geste=fait").await;
    done(&mut coordinator, second, "geste=fait&pourquoi=Pour+rien+du+tout").await;
    let page = words(&world, PARTNER, ACTION).await;
    assert!(!page.contains("Fait quand même"), "{page}");
}

/// In the reference convention, a task is given to someone who left since.
async fn left_behind(world: &World) {
    let tx = world
        .store
        .begin::<verbs::KeepMilestones>(&COORDINATOR.viewer(), cast::REFERENCE, NOW)
        .await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(cast::REFERENCE, "milestone")).await;
    let fact = MilestoneAdded {
        milestone: MilestoneId {
            convention: cast::REFERENCE,
            ordinal: ordinal.expect("an ordinal"),
        },
        lane: Lane::whole(ActionId {
            convention: cast::REFERENCE,
            ordinal: 15,
        }),
        content: MilestoneContent {
            title: "Relancer les familles".to_owned(),
            person: Who::Former.person(),
            ..MilestoneContent::default()
        },
        by: Signature {
            person: COORDINATOR.person(),
            organisation: Some(Id::new(1)),
        },
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn what_waits_for_someone_whose_mandate_ended_says_so_where_it_is_seen() {
    let world = cast::world().await;
    left_behind(&world).await;
    let gone = "n’a plus de mandat depuis le 1er janv. 2025";
    for (who, address) in [(COORDINATOR, ACTION), (PARTNER, ACTION), (COORDINATOR, LIST)] {
        let page = words(&world, who, address).await;
        assert!(page.contains(gone), "{who:?} {address}: {page}");
        assert_eq!(
            page.contains("Confier à quelqu’un d’autre"),
            who != PARTNER,
            "{who:?} {address}"
        );
    }
    let dashboard = COORDINATOR.at(&world).await.get("/conventions/1").await;
    assert!(
        dashboard.words().contains("1 jalon ou tâche sans personne pour s’en charger"),
        "{}",
        dashboard.words()
    );
    let orphans = "/conventions/1/jalons?etat=sans-mandat";
    assert!(testkit::page::links(&dashboard.text()).contains(&orphans.to_owned()));
    let list = words(&world, COORDINATOR, orphans).await;
    assert!(
        list.contains("Relancer les familles") && !list.contains("Convier les écoles"),
        "{list}"
    );
    done(
        &mut COORDINATOR.at(&world).await,
        "/conventions/1/jalons/2/fait",
        "geste=fait",
    )
    .await;
    assert!(
        !words(&world, COORDINATOR, ACTION).await.contains(gone),
        "what is done waits for nobody"
    );
}

#[tokio::test]
async fn nothing_waits_for_itself_and_bad_input_is_explained() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(&mut coordinator, ADDITION, "titre=Suite&apres=1&volet=2").await;
    let change = |rest: &str| format!("geste=enregistrer&nature=milestone&titre=Convier&vu=1&{rest}");
    for (form, expected) in [
        (change("apres=2"), "aucun des deux ne pourrait commencer"),
        (change("apres=1"), "aucun des deux ne pourrait commencer"),
        (change("apres=999"), "Choisissez un jalon"),
        (change("organisme=999"), "Choisissez un organisme"),
        (change("personne=9"), "Choisissez une personne"),
        (change("echeance=31/02/2027"), "Indiquez une date"),
        ("geste=enregistrer&titre=&vu=1".to_owned(), "Donnez un titre"),
    ] {
        let answer = coordinator.post(ONE, &form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.words().contains(expected), "{form}: {}", answer.words());
    }
    for address in [
        "/conventions/1/jalons/999",
        "/conventions/2/jalons/1",
        "/conventions/1/actions/999/jalons",
        "/conventions/1/actions/15/jalons?volet=999",
    ] {
        assert_eq!(coordinator.get(address).await.status, 404, "{address}");
    }
    let mut partner = PARTNER.at(&world).await;
    assert_eq!(partner.get(ONE).await.status, 404);
    for refused in ["geste=fait", "geste=rouvrir"] {
        assert_eq!(partner.post(TICK, refused).await.status, 404, "{refused}");
    }
    assert_eq!(partner.get(TICK).await.status, 404);
}

#[tokio::test]
async fn who_was_entrusted_with_a_task_ticks_it_and_changes_nothing_else() {
    let world = cast::world().await;
    let partner = cast::organisation_of(&world, 6).await;
    let task = format!("nature=task&titre=Envoyer+la+liste&organisme={partner}&volet=");
    done(&mut COORDINATOR.at(&world).await, ADDITION, &task).await;
    let page = PARTNER.at(&world).await.get(ACTION).await;
    let ticks = page.text().matches("Marquer comme fait").count();
    assert_eq!(ticks, 1, "its own task, and no other: {}", page.words());
    assert!(!page.words().contains("Modifier : Envoyer la liste"), "{}", page.words());
    let before = world.journal().await;
    let mut partner = PARTNER.at(&world).await;
    done(&mut partner, "/conventions/1/jalons/2/fait", "geste=fait&retour=accueil").await;
    let row = check::<MilestoneDone>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/milestone/2");
    assert!(section(&world, PARTNER).await.contains("Fait le"));
    done(&mut partner, "/conventions/1/jalons/2/fait", "geste=rouvrir").await;
    assert_eq!(partner.get("/conventions/1/jalons/2").await.status, 404, "not changed");
    assert_eq!(partner.post("/conventions/1/jalons/2", "geste=retirer").await.status, 404);
}

#[tokio::test]
async fn a_detail_is_marked_beside_the_term_and_forces_nothing() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let details = format!("{ACTION}/details");
    let before = world.journal().await;
    done(&mut coordinator, &details, "detail=1&etat=done").await;
    let row = check::<DetailMarked>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/action/15/detail");
    let told = world.journal().await.len();
    done(&mut coordinator, &details, "detail=1&etat=done").await;
    assert_eq!(world.journal().await.len(), told, "what does not change is not told again");
    let page = words(&world, PARTNER, ACTION).await;
    assert!(page.contains("Détails, un par un") && page.contains("Fait"), "{page}");
    done(
        &mut coordinator,
        "/conventions/1/actions/15/suivi",
        "volet=2&etat=suspended&motif=Travaux&vu=1",
    )
    .await;
    let page = words(&world, PARTNER, ACTION).await;
    let head = page.split("Suivi").next().unwrap_or_default();
    assert!(head.contains("Suspendue"), "the reports decide: {head}");
    assert!(
        page.contains("D’après ses détails, cette action serait « En cours »"),
        "{page}"
    );
    assert_eq!(coordinator.post(&details, "detail=99&etat=done").await.status, 404);
}

#[tokio::test]
async fn the_history_tells_what_changed_and_those_who_confirm_read_what_was_set_aside() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        "/conventions/1/actions/15/suivi",
        "volet=2&etat=going&avancement=65&vu=1",
    )
    .await;
    done(
        &mut coordinator,
        "/conventions/1/a-confirmer/2",
        "geste=ecarter&raison=D%C3%A9j%C3%A0+dit",
    )
    .await;
    let history = "/conventions/1/actions/15/historique";
    let page = coordinator.get(history).await;
    assert!(
        page.text().contains("<del>40\u{a0}%</del> <ins>65\u{a0}%</ins>"),
        "{}",
        page.text()
    );
    assert!(page.words().contains("Déjà dit") && page.words().contains("Une salle manque"));
    let partner = words(&world, PARTNER, history).await;
    assert!(partner.contains("65 %") && !partner.contains("Une salle manque"), "{partner}");
    let lane = words(&world, PARTNER, &format!("{history}?volet=2")).await;
    assert!(lane.contains("65 %"), "{lane}");
    let other = words(&world, COORDINATOR, &format!("{history}?volet=0")).await;
    assert!(other.contains("Déjà dit") && !other.contains("65 %"), "{other}");
    assert_eq!(coordinator.get(&format!("{history}?page=2")).await.status, 404);
}

#[tokio::test]
async fn the_list_is_a_file_too() {
    let world = cast::world().await;
    let file = COORDINATOR.at(&world).await.get("/conventions/1/jalons?forme=csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.text().contains("Jalon;Convier les écoles;"), "{}", file.text());
}
