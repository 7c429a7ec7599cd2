//! Answering by the link: what is known is filled in, what is typed is kept, what is sent waits, and is corrected while it waits.

use domain::access::Viewer;

use super::{BOARD, COORDINATOR, accept, address, answer, count, facts_since, first, post, words};
use crate::asking::link;
use crate::cast::{self, Who};

#[tokio::test]
async fn the_reason_of_what_stops_is_asked_for_and_not_optional() {
    let world = cast::world().await;
    assert_eq!(post(&world, "", &first(), "").await.status, 303);
    let form = world.visitor().get(&address("/formulaire", &first())).await.text();
    let reason = "<label for=\"motif-10-0\">Si elle est suspendue ou reportée, pourquoi ?</label>";
    assert!(form.contains(reason), "{form}");
}

#[tokio::test]
async fn an_association_answers_from_a_telephone_and_the_plan_changes_once_someone_accepts() {
    let world = cast::world().await;
    let before = world.journal().await;
    let page = world.visitor().get(&address("", &first())).await;
    assert_eq!((page.status, page.header("referrer-policy")), (200, "strict-origin"));
    assert!(page.words().contains("Bonjour Répondante 1"), "{}", page.words());
    assert_eq!(world.journal().await, before, "what reads mails follows links");

    assert_eq!(post(&world, "", &first(), "").await.status, 303);
    let form = world.visitor().get(&address("/formulaire", &first())).await.text();
    assert!(!form.contains("checked"), "nothing is known yet: {form}");
    let told = "etat-10-0=going&meteo-10-0=storm&avancement-10-0=40&fait-10-0=%3Cb%3EAtelier%3C%2Fb%3E&question-1=Douze";
    let sent = answer(&world, &first(), told).await;
    assert_eq!(sent.location(), address("", &first()));
    let receipt = world.visitor().get(&address("", &first())).await;
    assert!(receipt.words().contains("Votre réponse est arrivée"), "{}", receipt.words());
    assert!(
        receipt.text().contains("&#60;b&#62;Atelier&#60;/b&#62;"),
        "{}",
        receipt.text()
    );
    assert_eq!(facts_since(&world, &before).await, ["campaign_opened", "campaign_answered"]);
    let board = words(&world, BOARD).await;
    assert!(board.contains("1 réponse attend d’être confirmée"), "{board}");
    assert!(
        count(
            &world,
            &COORDINATOR.viewer(),
            "lane",
            "SELECT action FROM lane WHERE action = 10"
        )
        .await
            == 0,
        "it waits"
    );

    accept(&world, 3).await;
    assert_eq!(
        count(
            &world,
            &COORDINATOR.viewer(),
            "lane",
            "SELECT action FROM lane WHERE action = 10 AND status = 'going' AND progress = 40"
        )
        .await,
        1
    );
    let receipt = world.visitor().get(&address("", &first())).await;
    assert!(!receipt.words().contains("Corriger ma réponse"), "{}", receipt.words());
    let other = world
        .visitor()
        .get(&address("/formulaire", &link(COORDINATOR, 2)))
        .await
        .text();
    assert!(
        other.contains("value=\"going\" checked"),
        "what is known now is filled in for the next: {other}"
    );
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(
        journal.contains("Quelqu’un a répondu à une campagne, par son lien"),
        "{journal}"
    );
}

#[tokio::test]
async fn what_came_by_a_link_is_not_told_as_if_the_product_did_it() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    for page in ["journal", "nouveautes?depuis=2026-11-01"] {
        let told = words(&world, &format!("/conventions/1/{page}")).await;
        assert!(told.contains("par un lien personnel"), "{page}: {told}");
    }
}

#[tokio::test]
async fn a_form_sent_from_two_windows_is_one_answer() {
    let world = cast::world().await;
    let told = "etat-10-0=done";
    let before = world.journal().await;
    answer(&world, &first(), told).await;
    let again = post(&world, "/envoi", &first(), "empreinte=x").await;
    assert_eq!(again.location(), address("", &first()), "what has arrived is shown");
    assert_eq!(facts_since(&world, &before).await, ["campaign_answered"]);
}

#[tokio::test]
async fn what_changed_in_another_window_is_read_again_before_it_leaves() {
    let world = cast::world().await;
    post(&world, "/formulaire", &first(), "etat-10-0=going").await;
    post(&world, "/brouillon", &first(), "etat-10-0=done").await;
    let before = world.journal().await;
    let print = domain::digest::Digest::of("etat-10-0\u{1f}going".as_bytes());
    let sent = post(&world, "/envoi", &first(), &format!("empreinte={print}")).await;
    assert!(sent.words().contains("a changé dans une autre fenêtre"), "{}", sent.words());
    assert!(sent.words().contains("Réalisée"), "{}", sent.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn an_answer_is_corrected_while_it_waits() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let form = world.visitor().get(&address("/formulaire", &first())).await.text();
    assert!(
        form.contains("value=\"going\" checked"),
        "what was sent is there to be corrected: {form}"
    );
    answer(&world, &first(), "etat-10-0=done").await;
    let waiting = "SELECT report FROM campaign_report WHERE standing = 'awaiting'";
    assert_eq!(
        count(&world, &COORDINATOR.viewer(), "campaign_report", waiting).await,
        1,
        "the last one alone waits"
    );
    accept(&world, 4).await;
    let before = world.journal().await;
    let opened = world.visitor().get(&address("", &first())).await.words();
    assert!(opened.contains("Compléter ma réponse"), "{opened}");
    let late = answer(&world, &first(), "etat-10-0=suspended&motif-10-0=Travaux").await;
    assert_eq!(late.location(), address("", &first()));
    assert_eq!(facts_since(&world, &before).await, ["campaign_answered"]);
    assert_eq!(
        count(&world, &COORDINATOR.viewer(), "campaign_report", waiting).await,
        1,
        "a correction that comes after is read in its turn, and never lost"
    );
}

#[tokio::test]
async fn what_is_typed_is_kept_until_it_is_sent_and_told_when_it_is_wrong() {
    let world = cast::world().await;
    let kept = post(&world, "/brouillon", &first(), "fait-10-0=Un+atelier").await;
    assert!(kept.words().contains("Votre réponse est gardée"), "{}", kept.words());
    let elsewhere = world.visitor().get(&address("/formulaire", &first())).await.text();
    assert!(elsewhere.contains("Un atelier"), "from another device: {elsewhere}");
    assert!(words(&world, BOARD).await.contains("Réponse commencée"));

    let wrong = post(&world, "/formulaire", &first(), "etat-10-0=suspended&avancement-10-0=20424").await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong
            .words()
            .contains("Indiquez un nombre entier de 0 à 100. Vous avez écrit « 20424 »."),
        "{}",
        wrong.words()
    );
    assert!(
        wrong.words().contains("dites pourquoi elle est suspendue"),
        "{}",
        wrong.words()
    );
    assert!(wrong.text().contains("value=\"20424\""), "what was typed stays");
    let long = format!("fait-10-0={}", "a".repeat(2001));
    assert_eq!(post(&world, "/formulaire", &first(), &long).await.status, 422);
    let elsewhere = post(&world, "/formulaire", &first(), "etat-11-0=done&etat-999999-2=done").await;
    assert!(
        elsewhere.words().contains("Rien n’est rempli"),
        "another action is not asked: {}",
        elsewhere.words()
    );
}

#[tokio::test]
async fn whoever_answers_reads_the_names_that_the_convention_gives_to_its_states() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let renamed = coordinator.post("/conventions/1/etats", "going=En+route").await;
    assert_eq!(renamed.status, 303, "{}", renamed.words());
    post(&world, "", &first(), "").await;
    let form = world.visitor().get(&address("/formulaire", &first())).await.words();
    assert!(form.contains("En route") && !form.contains("En cours"), "{form}");
    let one = format!("{BOARD}/destinataires/1");
    let noting = words(&world, &one).await;
    assert!(noting.contains("En route") && !noting.contains("En cours"), "{noting}");
    answer(&world, &first(), "etat-10-0=going").await;
    let read = words(&world, &one).await;
    assert!(read.contains("La réponse reçue") && !read.contains("En cours"), "{read}");
    let own = world.visitor().get(&address("", &first())).await.words();
    assert!(own.contains("En route") && !own.contains("En cours"), "{own}");
}

#[tokio::test]
async fn what_is_told_by_telephone_is_noted_and_counts_at_once() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/2");
    let wrong = coordinator.post(&one, "avancement-10-0=beaucoup").await;
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    assert_eq!(
        coordinator.post(&one, "etat-10-0=going&question-1=Douze").await.location(),
        BOARD
    );
    let board = words(&world, BOARD).await;
    assert!(board.contains("Répondu par téléphone, noté par"), "{board}");
    assert!(board.contains("pour Répondante 2"), "{board}");
    assert!(board.contains("Lien ouvert 0"), "nobody opened a link: {board}");
    for page in ["/conventions/1/actions/10", "/conventions/1/actions/10/historique"] {
        let told = words(&world, page).await;
        assert!(told.contains("noté par Camille Roche pour Répondante 2"), "{page}: {told}");
    }
    assert_eq!(
        count(
            &world,
            &COORDINATOR.viewer(),
            "lane",
            "SELECT action FROM lane WHERE action = 10 AND status = 'going'"
        )
        .await,
        1
    );
    let read = words(&world, &one).await;
    assert!(read.contains("Combien de familles") && read.contains("Douze"), "{read}");
    let same = coordinator.post(&one, "etat-10-0=going&question-1=Douze").await;
    assert_eq!(same.status, 422, "{}", same.words());
    assert!(same.words().contains("Rien n’a changé"), "{}", same.words());
    assert_eq!(
        coordinator.post(&one, "etat-10-0=done").await.location(),
        BOARD,
        "they call again"
    );
}

#[tokio::test]
async fn a_link_reads_its_own_campaign_and_nothing_else() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let held = Viewer::Link(first().digest());
    for (name, text, expected) in [
        ("held_campaign", "SELECT ordinal FROM held_campaign", 1),
        ("held_lane", "SELECT action FROM held_lane", 1),
        ("held_answer", "SELECT revision FROM held_answer", 1),
        ("held_report", "SELECT report FROM held_report", 1),
        ("action", "SELECT ordinal FROM action", 0),
        ("campaign_recipient", "SELECT ordinal FROM campaign_recipient", 0),
        ("convention", "SELECT id FROM convention", 0),
        ("account", "SELECT id FROM account", 0),
        ("awaiting_report", "SELECT ordinal FROM awaiting_report", 0),
    ] {
        assert_eq!(count(&world, &held, name, text).await, expected, "{name}");
    }
    for who in [COORDINATOR, Who::Neighbour, Who::Visitor] {
        assert_eq!(
            count(&world, &who.viewer(), "held_campaign", "SELECT ordinal FROM held_campaign").await,
            0
        );
    }
}
