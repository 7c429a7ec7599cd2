//! What people see of letters: who was written to, what became of it, and never what was in it; links leave by letter where letters leave.

use std::sync::Arc;

use app::rooms;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::Id;
use domain::mail::{Answered, LetterHandled, Outcome, Stage};
use people::Persona;
use testkit::moment::NOW;
use testkit::page::links;
use testkit::{Client, World};
use web::site::{Mailing, Site};

use super::server::MailServer;
use crate::cast::{self, Who};
use crate::command::pacte;

const NEIGHBOUR: &str = "personne10%40exemple.invalid";

/// The world, where letters become this.
pub(crate) async fn world(mailing: Mailing) -> World {
    let furnish = |site| Site {
        mailing,
        ..cast::furnished(site)
    };
    World::over(cast::base().await, rooms::house(), rooms::routes(None), furnish).await
}

fn relay() -> Mailing {
    Mailing::Relay {
        host: "mail.mairie.test".to_owned(),
        sender: "Pacte <pacte@mairie.test>".to_owned(),
    }
}

async fn administrator(world: &World) -> Client {
    Who::Persona(Persona::Administrator).at(world).await
}

/// The first letter of the world, to the neighbour, is refused for its address.
async fn refuse(world: &World) {
    let sending = Viewer::Job(Reason::Sending);
    let fact = LetterHandled {
        letter: Id::new(1),
        outcome: Outcome::Refused,
        attempts: 1,
        answered: Some(Answered {
            stage: Stage::Recipient,
            code: Some(550),
            words: "550 5.1.1 unknown user".to_owned(),
        }),
        at: NOW,
    };
    let tx = world.store.begin::<verbs::SendLetters>(&sending, Installation, NOW).await;
    let tx = tx.expect("permitted").record::<mail::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
}

#[tokio::test]
async fn where_letters_leave_an_invitation_is_sent_and_its_link_is_not_shown() {
    let world = world(relay()).await;
    let mut administrator = administrator(&world).await;
    let form = "nom=Lou+Essai&mel=Lou%40Exemple.invalid";
    let answer = administrator.post("/comptes/invitations", form).await;
    assert!(
        answer.words().contains("Un courrier part à lou@exemple.invalid."),
        "{}",
        answer.words()
    );
    assert!(!answer.text().contains("/lien?cle="), "{}", answer.text());
    let listed = administrator.get("/courriers?q=lou").await;
    assert!(listed.words().contains("Lou Essai lou@exemple.invalid"), "{}", listed.words());
    assert!(listed.words().contains("Votre compte dans Pacte"), "{}", listed.words());
    assert!(!listed.text().contains("/lien?cle="), "{}", listed.text());
}

#[tokio::test]
async fn where_none_leaves_a_link_is_shown_and_no_letter_waits() {
    let world = world(Mailing::None).await;
    let mut administrator = administrator(&world).await;
    let form = "nom=Lou+Essai&mel=Lou%40Exemple.invalid";
    let answer = administrator.post("/comptes/invitations", form).await;
    assert!(answer.text().contains("/lien?cle="), "{}", answer.text());
    let listed = administrator.get("/courriers?q=lou").await;
    assert!(listed.words().contains("Aucun courrier ne répond"), "{}", listed.words());
    let tried = administrator.post("/courriers/essai", "").await;
    assert_eq!(tried.status, 422);
    assert!(
        tried.words().contains("lancez d’abord Pacte avec l’option --smtp"),
        "{}",
        tried.words()
    );
}

#[tokio::test]
async fn a_forgotten_password_is_answered_by_a_letter_and_the_page_tells_nothing_of_the_account() {
    let world = world(relay()).await;
    let before = world.journal().await.len();
    let known = world.visitor().post("/connexion/oubli", &format!("mel={NEIGHBOUR}")).await;
    let unknown = world
        .visitor()
        .post("/connexion/oubli", "mel=personne%40exemple.invalid")
        .await;
    assert_eq!(known.text(), unknown.text());
    assert!(known.words().contains("un courrier lui apporte un lien"), "{}", known.words());
    let journal = world.journal().await;
    let added: Vec<&str> = journal
        .iter()
        .filter(|entry| entry.chain == 0)
        .map(|entry| entry.fact.as_str())
        .collect();
    assert_eq!(journal.len(), before + 1);
    assert_eq!(added.last(), Some(&"password_link_sent"));
    let mut administrator = administrator(&world).await;
    let listed = administrator.get("/courriers?objet=password").await.words();
    assert!(listed.contains("2 courriers"), "{listed}");
}

#[tokio::test]
async fn the_letters_of_the_demo_are_read_in_its_mailbox_and_their_links_work() {
    let world = world(Mailing::Demo).await;
    world.visitor().post("/connexion/oubli", &format!("mel={NEIGHBOUR}")).await;
    let mailbox = world.visitor().get("/demo/courriers").await;
    assert!(mailbox.words().contains("Bonjour Andréa Voisin,"), "{}", mailbox.words());
    let link = links(&mailbox.text())
        .into_iter()
        .find(|link| link.contains("/lien?cle="))
        .expect("a link");
    let path = link.strip_prefix("http://pacte.test").expect("the public address");
    let page = world.visitor().get(path).await;
    assert!(page.words().contains("Nouveau mot de passe"), "{}", page.words());
    let key = path.split('=').nth(1).expect("a key");
    let chosen = world
        .visitor()
        .post("/lien", &format!("cle={key}&mdp=encore+un+long+mot+de+passe"))
        .await;
    assert_eq!(chosen.status, 303, "{}", chosen.words());
}

#[tokio::test]
async fn a_letter_of_the_demo_counts_as_sent_and_stays_in_its_mailbox() {
    let world = world(Mailing::Demo).await;
    world.visitor().post("/connexion/oubli", &format!("mel={NEIGHBOUR}")).await;
    let mut administrator = administrator(&world).await;
    let waiting = administrator.get("/courriers?etat=waiting&objet=password").await.words();
    assert!(waiting.contains("Andréa Voisin"), "{waiting}");
    let post = mail::LocalPost::new(world.store.clone(), Arc::new(|| NOW));
    assert!(post.round().await.expect("delivered") > 0);
    assert_eq!(post.round().await.expect("nothing left"), 0);
    let sent = administrator.get("/courriers?etat=sent&objet=password").await.words();
    assert!(sent.contains("Andréa Voisin") && sent.contains("Envoyé"), "{sent}");
    let mailbox = world.visitor().get("/demo/courriers").await;
    assert!(mailbox.words().contains("Bonjour Andréa Voisin,"), "{}", mailbox.words());
    assert!(mailbox.text().contains("/lien?cle="), "its link");
}

#[tokio::test]
async fn what_the_server_answered_is_told_in_french_beside_its_own_words() {
    let world = world(relay()).await;
    refuse(&world).await;
    let mut administrator = administrator(&world).await;
    let listed = administrator.get("/courriers?etat=refused").await.words();
    for told in [
        "1 courrier",
        "Andréa Voisin",
        "Refusé",
        "Cette adresse n’existe pas.",
        "550 5.1.1 unknown user",
    ] {
        assert!(listed.contains(told), "{told}: {listed}");
    }
    assert!(
        listed.contains("mail.mairie.test ne prend plus les courriers depuis le 24 nov. 2026"),
        "{listed}"
    );
    let card = administrator.get("/annuaire/personnes/10").await.words();
    assert!(card.contains("Adresse refusée le 24 nov. 2026"), "{card}");
    let table = administrator.get("/courriers?etat=refused&forme=csv").await.text();
    assert!(table.contains("Andréa Voisin;personne10@exemple.invalid;"), "{table}");
    assert!(!table.contains("/lien?cle="), "{table}");

    assert_eq!(administrator.post("/courriers/reprise", "courrier=1").await.status, 303);
    let listed = administrator.get("/courriers?etat=waiting").await.words();
    assert!(listed.contains("Andréa Voisin"), "{listed}");
    assert_eq!(administrator.post("/courriers/annulation", "courrier=1").await.status, 303);
    for act in ["reprise", "annulation"] {
        let again = administrator.post(&format!("/courriers/{act}"), "courrier=1").await;
        assert_eq!(again.status, 404, "what was cancelled holds nothing any more");
    }
}

#[tokio::test]
async fn a_trial_is_sent_to_whoever_asks() {
    let world = world(relay()).await;
    let mut administrator = administrator(&world).await;
    assert_eq!(administrator.post("/courriers/essai", "").await.status, 303);
    let listed = administrator.get("/courriers?objet=trial").await.words();
    assert!(listed.contains(&Persona::Administrator.email()), "{listed}");
}

#[tokio::test]
async fn nothing_of_someone_who_was_erased_stays_in_letters() {
    let world = world(relay()).await;
    let mut administrator = administrator(&world).await;
    let form = "nom=Lou+Essai&mel=lou%40exemple.invalid";
    administrator.post("/comptes/invitations", form).await;
    assert_eq!(administrator.post("/comptes/fermeture", "personne=13").await.status, 303);
    let asked = "personne=13&sure=oui";
    let erased = administrator.post("/annuaire/effacement", asked).await;
    assert_eq!(erased.status, 303, "{}", erased.words());
    let listed = administrator.get("/courriers").await;
    assert!(
        !listed.text().contains("lou@exemple.invalid") && !listed.text().contains("Lou Essai"),
        "{}",
        listed.words()
    );
    assert!(listed.words().contains("Destinataire effacé"), "{}", listed.words());
}

#[tokio::test]
async fn a_server_that_is_told_where_mail_goes_sends_it_and_tells_no_one_its_password() {
    let mail = MailServer::start();
    let base = testkit::Base::empty().await;
    let address = format!("smtp://127.0.0.1:{}", mail.port);
    let mut server = pacte(&["serve", "--log-level", "debug", "--mail-from", "Pacte <pacte@mairie.test>"])
        .variable("PACTE_SMTP", &address)
        .on(&base)
        .start();
    server.next_line();
    let line = server.next_line();
    let code = line.rsplit(' ').next().expect("a code");
    let form = format!("code={code}&nom=Jo+Essai&mel=jo%40exemple.invalid&mdp=un+long+mot+de+passe");
    assert_eq!(server.post("/installation", &form).status, 303);
    assert_eq!(server.post("/courriers/essai", "").status, 303);
    let mut waited = 0;
    while mail.taken().is_empty() {
        assert!(waited < 600, "no letter came");
        waited += 1;
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(mail.taken()[0]["to"], serde_json::json!(["jo@exemple.invalid"]));
    let (code, err) = server.stop();
    assert_eq!(code, Some(0), "{err}");
    assert!(!err.contains("jo@exemple.invalid"), "{err}");
}

#[test]
fn a_wrong_address_is_refused_without_being_repeated() {
    let run = pacte(&["serve", "--mail-from", "pacte@mairie.test"])
        .variable("PACTE_SMTP", "smtp://moi:mot-de-passe@")
        .run();
    run.refused(&["--smtp doit être l’adresse d’un serveur de messagerie"]);
    assert!(
        !run.err.contains("mot-de-passe") && !run.out.contains("mot-de-passe"),
        "{run:?}"
    );
}
