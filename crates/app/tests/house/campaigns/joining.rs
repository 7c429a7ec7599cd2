//! Files joined to an answer: from a telephone, kept with what is noted, taken back, sent with it, read by those who may read it.

use domain::campaigns::CampaignFileAdded;
use people::Persona;
use testkit::{Answer, World};
use web::session::Token;

use super::{BOARD, COORDINATOR, address, answer, close, facts_since, first, post, words};
use crate::asking::{NOTE, link};
use crate::cast::{self, Who};
use crate::documents::PDF;
use crate::facts::{check, since};

/// Sends a file with what is noted.
async fn join(world: &World, token: &Token, file: (&str, &[u8])) -> Answer {
    world.visitor().upload(&address("/fichiers", token), &[], Some(file)).await
}

/// Starts an answer.
async fn begun(world: &World, token: &Token) {
    let review = post(world, "/formulaire", token, "fait-10-0=Un+atelier").await;
    assert_eq!(review.status, 200, "{}", review.words());
    assert!(review.words().contains("Joindre des fichiers"), "{}", review.words());
}

#[tokio::test]
async fn a_file_is_kept_with_what_is_noted_and_leaves_with_the_answer() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    let before = world.journal().await;
    let joined = join(&world, &first(), ("Bilan du QG.pdf", PDF)).await;
    assert_eq!(joined.location(), address("/relecture", &first()), "{}", joined.words());
    check::<CampaignFileAdded>(&since(&world, &before).await);
    let review = world.visitor().get(&address("/relecture", &first())).await;
    for told in ["Bilan du QG.pdf", "Un atelier", "Retirer"] {
        assert!(review.words().contains(told), "{told}: {}", review.words());
    }
    let one = format!("{BOARD}/destinataires/1");
    assert!(!words(&world, &one).await.contains("Bilan du QG.pdf"), "it is not sent yet");

    answer(&world, &first(), "fait-10-0=Un+atelier").await;
    assert!(words(&world, &one).await.contains("Bilan du QG.pdf"));
    let page = COORDINATOR.at(&world).await.get(&format!("{one}/fichier?piece=2")).await;
    assert_eq!((page.status, page.body.as_slice()), (200, PDF));
    let own = world
        .visitor()
        .get(&format!("{}&piece=2", address("/fichier", &first())))
        .await;
    assert_eq!((own.status, own.body.as_slice()), (200, PDF));
    let arrived = world.visitor().get(&address("", &first())).await;
    assert!(arrived.words().contains("Bilan du QG.pdf"), "{}", arrived.words());
}

/// Presses « Envoyer ma mise à jour » with a file that was chosen and never joined.
async fn leave(world: &World, token: &Token, file: (&str, &[u8])) -> Answer {
    let review = world.visitor().get(&address("/relecture", token)).await.text();
    let (_, rest) = review.split_once("name=\"empreinte\" value=\"").expect("its print");
    let (print, _) = rest.split_once('"').expect("its end");
    let fields = [("empreinte", print), ("geste", "envoyer")];
    world
        .visitor()
        .upload(&address("/fichiers", token), &fields, Some(file))
        .await
}

#[tokio::test]
async fn a_file_that_was_chosen_and_not_joined_leaves_with_the_answer() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    let before = world.journal().await;
    let refused = leave(&world, &first(), ("vide.pdf", b"")).await;
    assert_eq!(refused.status, 422, "{}", refused.words());
    for told in ["Ce fichier est vide", "Votre mise à jour n’est pas partie", "Un atelier"] {
        assert!(refused.words().contains(told), "{told}: {}", refused.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    let sent = leave(&world, &first(), ("Bilan du QG.pdf", PDF)).await;
    assert_eq!(sent.location(), address("", &first()), "{}", sent.words());
    assert_eq!(
        facts_since(&world, &before).await,
        ["campaign_file_added", "campaign_answered"]
    );
    let one = words(&world, &format!("{BOARD}/destinataires/1")).await;
    assert!(one.contains("Bilan du QG.pdf") && one.contains("Un atelier"), "{one}");
}

#[tokio::test]
async fn those_who_read_the_answer_read_its_files_and_nobody_else() {
    let world = cast::world().await;
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going").await;
    let file = format!("{BOARD}/destinataires/2/fichier?piece=1");
    for (persona, reads) in [
        (Persona::FirstCoordinator, true),
        (Persona::FundOfficer, true),
        (Persona::Mayor, true),
        (Persona::Auditor, true),
        (Persona::PartnerContact, false),
    ] {
        let answer = Who::Persona(persona).at(&world).await.get(&file).await;
        assert_eq!(answer.status == 200 && answer.body == NOTE, reads, "{persona:?}");
    }
    let introuvable = world.visitor().get("/nulle-part").await;
    let neighbour = Who::Neighbour.at(&world).await.get(&file).await;
    assert_eq!(neighbour.status, introuvable.status);
    // The file of another recipient, of another convention, of nobody.
    let other = format!("{BOARD}/destinataires/1/fichier?piece=1");
    assert_eq!(COORDINATOR.at(&world).await.get(&other).await.status, 404);
    for token in [first(), link(Who::Neighbour, 1)] {
        let stranger = world.visitor().get(&format!("{}&piece=1", address("/fichier", &token))).await;
        assert_eq!(stranger.status, 404);
    }
}

#[tokio::test]
async fn what_was_joined_is_taken_back_until_it_is_sent() {
    let world = cast::world().await;
    let second = link(COORDINATOR, 2);
    post(&world, "/formulaire", &second, "fait-10-0=Un+atelier").await;
    let before = world.journal().await;
    // Nobody takes back the file of another.
    post(&world, "/fichiers/retrait", &first(), "piece=1").await;
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
    let gone = post(&world, "/fichiers/retrait", &second, "piece=1").await;
    assert_eq!(gone.location(), address("/relecture", &second));
    assert_eq!(facts_since(&world, &before).await, ["campaign_file_removed"]);
    let review = world.visitor().get(&address("/relecture", &second)).await;
    assert!(!review.words().contains("Note.txt"), "{}", review.words());
    join(&world, &second, ("Autre.pdf", PDF)).await;
    answer(&world, &second, "fait-10-0=Un+atelier").await;
    let before = world.journal().await;
    post(&world, "/fichiers/retrait", &second, "piece=2").await;
    assert_eq!(facts_since(&world, &before).await, [""; 0], "it was sent");
}

#[tokio::test]
async fn what_is_refused_says_why_and_costs_nothing_of_what_was_typed() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    let before = world.journal().await;
    let long = [b"%PDF-1.7".as_slice(), &vec![b' '; 21_000_000]].concat();
    for (name, bytes, said) in [
        ("film.pdf", long.as_slice(), "Ce fichier dépasse 20 Mo"),
        ("vide.pdf", b"".as_slice(), "Ce fichier est vide"),
        (
            "page.html",
            b"<html><script>".as_slice(),
            "une page ou un dessin que les navigateurs exécutent",
        ),
        ("photo.jpg", b"\xff\xd8\xff rien".as_slice(), "Cette image ne s’ouvre pas"),
    ] {
        let refused = join(&world, &first(), (name, bytes)).await;
        assert_eq!(refused.status, 422, "{name}");
        for told in [said, name, "Un atelier"] {
            assert!(refused.words().contains(told), "{name}, {told}: {}", refused.words());
        }
    }
    let none = world.visitor().upload(&address("/fichiers", &first()), &[], None).await;
    assert!(none.words().contains("Choisissez au moins un fichier"), "{}", none.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn photographs_too_heavy_together_say_so_and_cost_nothing_of_what_was_typed() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    join(&world, &first(), ("avant.txt", b"une note")).await;
    let before = world.journal().await;
    let heavy = vec![b' '; 31_000_000];
    let refused = join(&world, &first(), ("photos.pdf", &heavy)).await;
    assert_eq!(refused.status, 422);
    for told in ["trop lourd", "25 Mo ensemble", "un par un", "Un atelier", "avant.txt"] {
        assert!(refused.words().contains(told), "{told}: {}", refused.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn nothing_is_received_of_someone_without_a_link() {
    let world = cast::world().await;
    // Were the body read first, this one would be told to be too long.
    let heavy = vec![b' '; 26_000_000];
    for address in ["/repondre/fichiers".to_owned(), address("/fichiers", &super::unknown())] {
        let refused = world.visitor().upload(&address, &[], Some(("a.pdf", &heavy))).await;
        assert_eq!(refused.status, 422, "{address}");
        assert!(refused.words().contains("Ce lien n’ouvre plus rien"), "{}", refused.words());
    }
}

#[tokio::test]
async fn five_files_are_the_most_and_the_same_one_twice_is_one() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    for number in 1..=5 {
        let text = format!("Note {number}");
        let joined = join(&world, &first(), (&format!("note{number}.txt"), text.as_bytes())).await;
        assert_eq!(joined.status, 303, "{}", joined.words());
        let again = join(&world, &first(), (&format!("note{number}.txt"), text.as_bytes())).await;
        assert_eq!(again.status, 303, "{}", again.words());
    }
    let review = world.visitor().get(&address("/relecture", &first())).await;
    assert_eq!(review.text().matches("Retirer note").count(), 5);
    assert!(review.words().contains("c’est le plus"), "{}", review.words());
    let sixth = join(&world, &first(), ("note6.txt", b"Note 6")).await;
    assert_eq!(sixth.status, 422);
    assert!(sixth.words().contains("Cinq fichiers au plus"), "{}", sixth.words());
}

#[tokio::test]
async fn a_file_alone_completes_an_answer_that_was_sent() {
    let world = cast::world().await;
    answer(&world, &first(), "fait-10-0=Un+atelier").await;
    let same = post(&world, "/formulaire", &first(), "fait-10-0=Un+atelier").await;
    assert!(same.words().contains("Rien n’a changé"), "{}", same.words());
    join(&world, &first(), ("photo du QG.txt", b"une note")).await;
    let before = world.journal().await;
    let sent = answer(&world, &first(), "fait-10-0=Un+atelier").await;
    assert_eq!(sent.location(), address("", &first()));
    assert_eq!(facts_since(&world, &before).await, ["campaign_answered"]);
    let one = format!("{BOARD}/destinataires/1");
    assert!(words(&world, &one).await.contains("photo du QG.txt"));
}

#[tokio::test]
async fn a_link_that_ended_or_a_campaign_that_is_closed_takes_no_file() {
    let world = cast::world().await;
    begun(&world, &first()).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    close(&mut coordinator).await;
    let before = world.journal().await;
    join(&world, &first(), ("Bilan.pdf", PDF)).await;
    let none = join(&world, &super::unknown(), ("Bilan.pdf", PDF)).await;
    assert_eq!(none.status, 422);
    assert!(none.words().contains("Ce lien n’ouvre plus rien"), "{}", none.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}
