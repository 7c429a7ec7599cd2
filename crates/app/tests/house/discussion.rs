//! What people say to one another: shown as it was typed, to those for whom it is meant, told to those who follow it and to
//! nobody else.

mod charges;
mod letters;
mod plan_told;
mod told;

pub(crate) use plan_told::alert;

use domain::discussion::{CommentEdited, CommentModerated, CommentWithdrawn, CommentWritten};
use people::Persona;
use testkit::{Answer, Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

pub(crate) const ACTION: &str = "/conventions/1/actions/15/echanges";
const ALL: &str = "/conventions/1/echanges";

pub(crate) async fn at(world: &World, persona: Persona) -> Client {
    Who::Persona(persona).at(world).await
}

/// Percent-encodes a text for a form.
pub(crate) fn typed(text: &str) -> String {
    text.bytes().fold(String::new(), |form, byte| form + &format!("%{byte:02X}"))
}

/// Says something, which is kept; answers where it stands.
pub(crate) async fn say(client: &mut Client, address: &str, audience: &str, text: &str) -> String {
    let answer = client
        .post(address, &format!("portee={audience}&texte={}", typed(text)))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let place = answer.location().rsplit_once("#m").expect("a comment").1.to_owned();
    format!("/conventions/1/echanges/{place}")
}

async fn refused(client: &mut Client, address: &str, form: &str, words: &str) -> Answer {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 422, "{}", answer.words());
    assert!(answer.words().contains(words), "{words}: {}", answer.words());
    answer
}

#[tokio::test]
async fn what_looks_like_markup_is_shown_as_it_was_typed() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let before = world.journal().await;
    let text = "<script>alert(1)</script> <b>gras</b>\n- un\n- deux\nhttps://exemple.fr/?a=1&b=2 \"fin\"";
    say(&mut client, ACTION, "partners", text).await;
    let row = check::<CommentWritten>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/comment/3"));
    for page in [ACTION, "/conventions/1/actions/15"] {
        let html = client.get(page).await.text();
        assert!(!html.contains("<script>alert") && !html.contains("<b>gras"), "{page}");
        assert!(client.get(page).await.words().contains("<b>gras</b>"), "{page}");
    }
    let html = client.get(ACTION).await.text();
    assert!(html.contains("<li>un</li>") && html.contains("<li>deux</li>"), "{html}");
    let links = testkit::page::links(&html);
    assert!(links.contains(&"https://exemple.fr/?a=1&b=2".to_owned()), "{links:?}");
}

#[tokio::test]
async fn what_is_too_long_or_empty_is_refused_and_stays_typed() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let before = world.journal().await;
    refused(&mut client, ALL, "texte=+&portee=partners", "Écrivez votre message").await;
    let long = "é".repeat(4001);
    let form = format!("portee=internal&texte={}", typed(&long));
    let answer = refused(&mut client, ALL, &form, "Ce message compte 4 001 caractères").await;
    assert!(answer.text().contains(&long), "what was typed stays");
    refused(&mut client, ALL, "texte=Bonjour&portee=public", "Dites qui lira ce message").await;
    let name = "n".repeat(300);
    let form = format!("texte=Bonjour&portee=partners&prevenir={name}");
    let answer = refused(&mut client, ALL, &form, "Personne de ce nom").await;
    assert!(answer.text().contains(&name));
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

#[tokio::test]
async fn an_internal_comment_is_not_there_for_a_partner() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let inside = say(&mut client, ACTION, "internal", "Entre signataires").await;
    let shared = say(&mut client, ACTION, "partners", "Pour tous").await;
    let mut partner = at(&world, Persona::PartnerContact).await;
    for page in [ACTION, "/conventions/1/actions/15"] {
        let words = partner.get(page).await.words();
        assert!(
            words.contains("Pour tous") && !words.contains("Entre signataires"),
            "{page}: {words}"
        );
    }
    let hidden = partner.get(&inside).await;
    assert_eq!(
        hidden,
        partner.get("/conventions/1/echanges/999999").await,
        "as what does not exist"
    );
    assert_eq!(partner.get(&shared).await.status, 200);
    // A partner writes for all, whatever the form says; the auditor reads and says nothing.
    let place = say(&mut partner, ACTION, "internal", "Du partenaire").await;
    assert!(partner.get(&place).await.words().contains("Du partenaire"));
    let mut auditor = at(&world, Persona::Auditor).await;
    assert!(auditor.get(ACTION).await.words().contains("Entre signataires"));
    assert_eq!(auditor.post(ACTION, "texte=Bonjour&portee=internal").await.status, 404);
    assert!(!auditor.get(ACTION).await.text().contains("<textarea"));
    // An action that is hidden takes what is said of it along.
    let form = crate::forms::form_of("/conventions/{convention}/visibilite")
        .fields
        .replace("%2F3", "%2F15");
    assert_eq!(client.post("/conventions/1/visibilite", &form).await.status, 303);
    for gone in [ACTION, &place, &shared] {
        assert_eq!(partner.get(gone).await.status, 404, "{gone}");
    }
}

#[tokio::test]
async fn an_answer_belongs_to_the_discussion_that_it_answers() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let root = say(&mut client, ACTION, "internal", "Une question").await;
    let mut mayor = at(&world, Persona::Mayor).await;
    let answer = mayor.post(&root, "geste=repondre&texte=Une+r%C3%A9ponse").await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    // An answer to an answer stands beside it.
    let (_, second) = answer.location().split_once("#m").expect("a comment");
    let again = client
        .post(&format!("/conventions/1/echanges/{second}"), "geste=repondre&texte=Merci")
        .await;
    assert_eq!(again.location().split('#').next(), Some(root.as_str()));
    let words = mayor.get(&root).await.words();
    let found = ["Une question", "Une réponse", "Merci"].map(|said| words.find(said).expect(said));
    assert!(found[0] < found[1] && found[1] < found[2], "{words}");
    let mut partner = at(&world, Persona::PartnerContact).await;
    assert!(
        !partner.get(ACTION).await.words().contains("Une réponse"),
        "an answer is as internal as its question"
    );
    // A number of another convention is not one of this one.
    let mut neighbour = Who::Neighbour.at(&world).await;
    let before = world.journal().await;
    let elsewhere = root.replace("/1/", "/2/");
    assert_eq!(neighbour.post(&elsewhere, "geste=repondre&texte=Non").await.status, 404);
    assert_eq!(neighbour.post(&root, "geste=repondre&texte=Non").await.status, 404);
    assert_eq!(
        client
            .post("/conventions/1/actions/999/echanges", "texte=Non&portee=internal")
            .await
            .status,
        404
    );
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn an_author_changes_a_comment_and_two_texts_at_once_are_both_shown() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let place = say(&mut client, ACTION, "internal", "Premier texte").await;
    let before = world.journal().await;
    let changed = client
        .post(&place, "geste=modifier&revision=1&texte=Texte+corrig%C3%A9")
        .await;
    assert_eq!(changed.status, 303, "{}", changed.words());
    check::<CommentEdited>(&since(&world, &before).await);
    let words = client.get(&place).await.words();
    assert!(words.contains("Texte corrigé") && words.contains("modifié le"), "{words}");
    // Another window still shows the first text.
    let other = "geste=modifier&revision=1&texte=Texte+d%27une+autre+fen%C3%AAtre";
    let answer = refused(&mut client, &place, other, "Ce message a changé depuis").await;
    for said in ["Texte corrigé", "Texte d'une autre fenêtre"] {
        assert!(answer.words().contains(said), "{said}: {}", answer.words());
    }
    let mut mayor = at(&world, Persona::Mayor).await;
    refused(
        &mut mayor,
        &place,
        "geste=modifier&revision=2&texte=Non",
        "elle seule peut le modifier",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_changes_sent_together_one_is_kept_and_the_other_is_shown() {
    let world = cast::world().await;
    let mut one = at(&world, Persona::FirstCoordinator).await;
    let place = say(&mut one, ACTION, "internal", "Premier texte").await;
    let mut two = one.clone();
    let (first, second) = tokio::join!(
        one.post(&place, "geste=modifier&revision=1&texte=Celui-ci"),
        two.post(&place, "geste=modifier&revision=1&texte=Celui-la")
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let again = if first.status == 422 { first } else { second };
    assert!(
        again.words().contains("Celui-ci") && again.words().contains("Celui-la"),
        "{}",
        again.words()
    );
}

#[tokio::test]
async fn what_is_withdrawn_stays_without_its_words() {
    let world = cast::world().await;
    let mut mayor = at(&world, Persona::Mayor).await;
    let (own, moderated) = (
        say(&mut mayor, ACTION, "internal", "Retiré par moi").await,
        say(&mut mayor, ACTION, "internal", "Retiré par la coordination").await,
    );
    let mut officer = at(&world, Persona::FundOfficer).await;
    refused(&mut officer, &own, "geste=retirer", "Ce message est d’une autre personne").await;
    let before = world.journal().await;
    for _ in 0..2 {
        assert_eq!(mayor.post(&own, "geste=retirer").await.status, 303);
    }
    check::<CommentWithdrawn>(&since(&world, &before).await);
    let before = world.journal().await;
    let mut coordinator = at(&world, Persona::SecondCoordinator).await;
    assert_eq!(coordinator.post(&moderated, "geste=retirer").await.status, 303);
    check::<CommentModerated>(&since(&world, &before).await);
    let words = officer.get(ACTION).await.words();
    assert!(
        words.contains("Message retiré par Claude Fabre") && words.contains("Message retiré par Inès Belkacem"),
        "{words}"
    );
    assert!(!words.contains("Retiré par moi") && !officer.get(&own).await.text().contains("Retiré par moi"));
    refused(
        &mut mayor,
        &own,
        "geste=modifier&revision=1&texte=Encore",
        "il ne se modifie plus",
    )
    .await;
    refused(&mut officer, &own, "geste=repondre&texte=Encore", "on n’y répond plus").await;
}

#[tokio::test]
async fn a_comment_sent_twice_is_kept_once() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let before = world.journal().await;
    let once = say(&mut client, ACTION, "internal", "Deux fois").await;
    assert_eq!(say(&mut client, ACTION, "internal", "Deux fois").await, once);
    assert_eq!(since(&world, &before).await.len(), 1);
}

#[tokio::test]
async fn a_discussion_goes_on_over_several_pages() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    for nth in 0..20 {
        say(&mut client, ACTION, "internal", &format!("Message numéro {nth} fin")).await;
    }
    let first = client.get(ACTION).await;
    assert!(first.words().contains("Message numéro 19 fin") && !first.words().contains("Message numéro 4 fin"));
    let next = format!("{ACTION}?page=2");
    assert!(testkit::page::links(&first.text()).contains(&next));
    let second = client.get(&next).await.words();
    assert!(
        second.contains("Message numéro 4 fin") && second.contains("Le devis arrive lundi"),
        "{second}"
    );
}

#[tokio::test]
async fn words_that_name_someone_go_with_them() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let mut administrator = at(&world, Persona::Administrator).await;
    let account = "nom=Z%C3%A9lie+K%C3%A9rouac&mel=zk%40exemple.invalid&mdp=un+long+mot+de+passe";
    assert_eq!(administrator.post("/comptes", account).await.status, 303);
    let mandate = "personne=13&place=1-2&role=coordinator&debut=2026-01-01&fin=";
    assert_eq!(administrator.post("/mandats", mandate).await.status, 303);
    let mut own = world.visitor();
    let sign_in = "mel=zk%40exemple.invalid&mdp=un+long+mot+de+passe&vers=";
    assert_eq!(own.post("/connexion", sign_in).await.status, 303);
    let naming = say(&mut client, ACTION, "internal", "Vu avec @ZELIE KEROUAC mardi").await;
    let hers = say(&mut own, ACTION, "internal", "Le devis est arrivé").await;
    let held = own.get("/compte/donnees/fichier").await.text();
    assert!(held.contains("Le devis est arrivé") && !held.contains("mardi"), "{held}");
    let erased = administrator.post("/annuaire/effacement", "personne=13&sure=oui").await;
    assert!(matches!(erased.status, 200 | 303), "{}", erased.words());
    let words = client.get(ACTION).await.words();
    assert!(
        words.contains("Personne effacée n° 13") && words.contains("Le devis est arrivé"),
        "{words}"
    );
    assert!(!words.contains("mardi") && words.contains("Texte effacé"), "{words}");
    assert_eq!(client.get(&naming).await.status, 200);
    assert_eq!(client.get(&hers).await.status, 200);
}
