//! What comes between a form and its answer: both are shown, nothing typed is lost, and what is sent follows what was shown.

use testkit::World;

use super::{BOARD, COORDINATOR, accept, address, answer, close, count, facts_since, first, post, words};
use crate::asking::link;
use crate::campaigns::asking_again::report_on;
use crate::cast;
use domain::followup::Lane;
use domain::ids::ActionId;

const SOMETHING_CAME: &str = "Quelque chose est arrivé pendant que vous écriviez";

fn whole() -> Lane {
    Lane::whole(ActionId {
        convention: cast::REFERENCE,
        ordinal: 10,
    })
}

/// What a hidden field of a page holds.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.split_once('"').expect("its end").0.to_owned()
}

async fn awaiting(world: &World) -> usize {
    let waiting = "SELECT report FROM campaign_report WHERE standing = 'awaiting'";
    count(world, &COORDINATOR.viewer(), "campaign_report", waiting).await
}

#[tokio::test]
async fn what_is_typed_while_an_answer_is_noted_by_telephone_is_kept_and_shown_beside_it() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/1");
    let noted = coordinator.post(&one, "reponse=0&vu-10-0=0&fait-10-0=Dit+de+vive+voix").await;
    assert_eq!(noted.location(), BOARD, "{}", noted.words());
    let before = world.journal().await;
    let typed = "reponse=0&vu-10-0=0&fait-10-0=Par+mon+lien";
    let shown = post(&world, "/formulaire", &first(), typed).await;
    assert_eq!(shown.status, 422, "{}", shown.words());
    for both in [SOMETHING_CAME, "Dit de vive voix", "Par mon lien", "notée au téléphone"] {
        assert!(shown.words().contains(both), "{both}: {}", shown.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    let later = world.visitor().get(&address("/formulaire", &first())).await;
    assert!(later.text().contains("Par mon lien"), "it is there from another device too");
    let seen = hidden(&shown.text(), "vu-10-0");
    assert_eq!(hidden(&shown.text(), "reponse"), "1");
    let again = format!("reponse=1&vu-10-0={seen}&fait-10-0=Par+mon+lien");
    assert_eq!(answer(&world, &first(), &again).await.location(), address("", &first()));
    assert_eq!(facts_since(&world, &before).await, ["campaign_answered"]);
    assert_eq!(awaiting(&world).await, 1);
}

#[tokio::test]
async fn what_is_told_by_telephone_beside_an_answer_that_has_just_arrived_is_kept_and_shown() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/1");
    answer(&world, &first(), "fait-10-0=Par+mon+lien").await;
    let before = world.journal().await;
    let typed = "reponse=0&vu-10-0=0&fait-10-0=Dit+de+vive+voix";
    let shown = coordinator.post(&one, typed).await;
    assert_eq!(shown.status, 422, "{}", shown.words());
    for both in [SOMETHING_CAME, "Dit de vive voix", "Par mon lien"] {
        assert!(shown.words().contains(both), "{both}: {}", shown.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    let again = typed.replace("reponse=0", "reponse=1");
    assert_eq!(coordinator.post(&one, &again).await.location(), BOARD);
    assert_eq!(awaiting(&world).await, 0, "what is noted takes the place of what waited");
}

#[tokio::test]
async fn a_form_follows_the_report_that_it_showed() {
    let world = cast::world().await;
    post(&world, "/brouillon", &first(), "reponse=0&vu-10-0=0&etat-10-0=going").await;
    let report = report_on(&world, whole(), Some("Le local est ouvert")).await;
    let form = world.visitor().get(&address("/formulaire", &first())).await;
    for told in ["Dit depuis que ce formulaire a été ouvert", "Le local est ouvert"] {
        assert!(form.words().contains(told), "{told}: {}", form.words());
    }
    let before = world.journal().await;
    let blind = post(&world, "/formulaire", &first(), "vu-10-0=0&etat-10-0=going").await;
    assert_eq!(blind.status, 422, "{}", blind.words());
    assert!(blind.words().contains(SOMETHING_CAME), "{}", blind.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    assert_eq!(hidden(&blind.text(), "vu-10-0"), report.to_string());
    answer(&world, &first(), &format!("vu-10-0={report}&etat-10-0=going")).await;
    let text: &'static str =
        Box::leak(format!("SELECT ordinal FROM awaiting_report WHERE follows = {report}").into_boxed_str());
    assert_eq!(count(&world, &COORDINATOR.viewer(), "awaiting_report", text).await, 1);
}

#[tokio::test]
async fn what_is_noted_blindly_of_an_action_that_moved_is_shown_beside_it() {
    let world = cast::world().await;
    let report = report_on(&world, whole(), Some("Le local est ouvert")).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/2");
    let blind = coordinator.post(&one, "vu-10-0=0&fait-10-0=Dit+de+vive+voix").await;
    assert_eq!(blind.status, 422, "{}", blind.words());
    assert!(blind.words().contains("Le local est ouvert"), "{}", blind.words());
    let seen = coordinator
        .post(&one, &format!("vu-10-0={report}&fait-10-0=Dit+de+vive+voix"))
        .await;
    assert_eq!(seen.location(), BOARD, "{}", seen.words());
}

#[tokio::test]
async fn what_counts_already_is_not_said_twice() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going&question-1=Douze").await;
    accept(&world, 3).await;
    let same = post(&world, "/formulaire", &first(), "etat-10-0=going&question-1=Douze").await;
    assert_eq!(same.status, 200);
    assert!(same.words().contains("Rien n’a changé"), "{}", same.words());
    let before = world.journal().await;
    answer(&world, &first(), "etat-10-0=going&question-1=Treize").await;
    assert_eq!(facts_since(&world, &before).await, ["campaign_answered"]);
    assert_eq!(awaiting(&world).await, 0, "the reply changed, the action did not");
}

#[tokio::test]
async fn what_is_typed_while_the_campaign_is_closed_is_shown_and_does_not_leave() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    post(&world, "/formulaire", &first(), "fait-10-0=Un+atelier").await;
    close(&mut coordinator).await;
    let before = world.journal().await;
    for page in ["/formulaire", "/brouillon", "/envoi"] {
        let late = post(&world, page, &first(), "fait-10-0=Un+atelier").await;
        assert_eq!(late.status, 422, "{page}");
        for told in ["Votre réponse n’est pas partie", "Un atelier"] {
            assert!(late.words().contains(told), "{page}, {told}: {}", late.words());
        }
    }
    let one = format!("{BOARD}/destinataires/2");
    let late = coordinator.post(&one, "fait-10-0=Dit+de+vive+voix").await;
    assert_eq!(late.status, 422);
    for told in ["La campagne est close", "Dit de vive voix", "Noter sur l’action 10"] {
        assert!(late.words().contains(told), "{told}: {}", late.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    assert!(words(&world, BOARD).await.contains("Close"));
}

#[tokio::test]
async fn each_link_keeps_its_own_draft() {
    let world = cast::world().await;
    post(&world, "/brouillon", &first(), "fait-10-0=Un+atelier").await;
    let other = world.visitor().get(&address("/formulaire", &link(COORDINATOR, 2))).await;
    assert!(!other.text().contains("Un atelier"));
}
