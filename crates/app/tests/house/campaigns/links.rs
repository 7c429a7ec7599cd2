//! A link that opens nothing, whatever the reason; a link passed on; another one asked for.

use domain::access::verbs::{AnswerCampaign, RunCampaigns};
use domain::access::{Viewer, WhyNot};
use domain::campaigns::{CampaignLinksSent, SendReason, SentLink};
use domain::ids::CampaignId;
use people::Persona;
use store::StoreError;
use testkit::World;
use testkit::moment::{NOW, day};
use web::session::Token;
use web::site::Mailing;

use super::{BOARD, COORDINATOR, address, answer, close, facts_since, first, post, unknown, words};
use crate::asking::link;
use crate::cast::{self, OTHER, REFERENCE, Who};

/// The words of the page that a secret opens, or does not.
async fn opened(world: &World, token: &Token) -> String {
    world.visitor().get(&address("", token)).await.words()
}

/// Gives the first recipient of the campaign under way a link whose last day was yesterday.
async fn ended(world: &World) -> Token {
    ended_link(world, 2).await
}

/// Gives the first recipient of a campaign a link whose last day was yesterday.
pub(super) async fn ended_link(world: &World, ordinal: i64) -> Token {
    let token = Token::from_random([0x77; 32]);
    let tx = world.store.begin::<RunCampaigns>(&COORDINATOR.viewer(), REFERENCE, NOW).await;
    let fact = CampaignLinksSent {
        campaign: CampaignId {
            convention: REFERENCE,
            ordinal,
        },
        reason: SendReason::Renewal,
        links: vec![SentLink {
            recipient: 1,
            version: 1,
            seen: None,
            token: token.digest(),
            last_day: day("2026-11-23"),
        }],
        letters: Vec::new(),
        at: NOW,
    };
    let tx = tx.expect("permitted").record::<campaigns::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
    token
}

#[tokio::test]
async fn a_link_that_ended_that_is_cut_or_never_was_reads_the_same() {
    let world = cast::world().await;
    let ended = ended(&world).await;
    let never = opened(&world, &unknown()).await;
    assert!(never.contains("Ce lien n’ouvre plus rien"), "{never}");
    assert_eq!(opened(&world, &ended).await, never);
    let cut = world.visitor().get("/repondre?cle=1234").await.words();
    assert_eq!(cut, never);
    assert_eq!(world.visitor().get("/repondre").await.words(), never);
    let before = world.journal().await;
    for page in ["", "/formulaire", "/brouillon", "/envoi", "/transmettre"] {
        let answer = post(&world, page, &ended, "etat-10-0=done&nom=A&mel=a%40b.fr").await;
        assert_eq!(answer.status, 422, "{page}: {}", answer.words());
    }
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn another_link_leaves_while_an_answer_is_waited_for_and_nobody_is_told_whether() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let ended = ended(&world).await;
    let before = world.journal().await;
    let said = post(&world, "/nouveau-lien", &ended, "").await;
    assert_eq!(facts_since(&world, &before).await, ["campaign_links_sent"]);
    let other = world
        .visitor()
        .calling_from("192.0.2.9")
        .post("/repondre/nouveau-lien", &format!("cle={}", unknown().expose()))
        .await;
    assert_eq!((said.status, said.words()), (200, other.words()), "the same is said to both");
    answer(&world, &first(), "etat-10-0=going").await;
    let before = world.journal().await;
    post(&world, "/nouveau-lien", &ended, "").await;
    assert_eq!(facts_since(&world, &before).await, [""; 0], "the answer came");
    let often = post(&world, "/nouveau-lien", &ended, "").await;
    assert_eq!(often.status, 422, "{}", often.words());
    assert!(often.words().contains("Trop de demandes"), "{}", often.words());
}

#[tokio::test]
async fn a_link_that_ended_says_that_an_answer_came_and_offers_no_other() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let ended = ended(&world).await;
    let page = world.visitor().get(&address("", &ended)).await;
    assert!(
        page.text().contains("/repondre/nouveau-lien"),
        "still asked: {}",
        page.words()
    );
    answer(&world, &first(), "etat-10-0=going").await;
    let page = world.visitor().get(&address("", &ended)).await;
    assert!(page.words().contains("une réponse a été reçue"), "{}", page.words());
    assert!(!page.text().contains("/repondre/nouveau-lien"), "{}", page.text());
}

#[tokio::test]
async fn whoever_is_asked_of_a_whole_reads_what_communes_told_of_their_parts() {
    let world = cast::world().await;
    let told = COORDINATOR
        .at(&world)
        .await
        .post("/conventions/1/actions/10/suivi", "volet=2&etat=going&avancement=40&vu=")
        .await;
    assert_eq!(told.status, 303, "{}", told.words());
    let page = world.visitor().get(&address("", &first())).await.words();
    assert!(
        page.contains("Connu aujourd’hui, commune par commune : Les Pennes-Mirabeau, En cours, 40 %"),
        "{page}"
    );
}

#[tokio::test]
async fn after_a_restore_links_open_nothing_and_the_next_one_finds_what_was_begun() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    post(&world, "/brouillon", &first(), "fait-10-0=Un+atelier+de+quartier").await;
    let sheet = format!("/fiche?cle={}", crate::sheet::link(COORDINATOR).expose());
    assert!(world.visitor().get(&sheet).await.words().contains("24 actions"));
    let before = world.journal().await;
    let ended = people::end_every_link(&world.store, NOW).await.expect("ended");
    assert!(ended.campaigns >= 3 && ended.sheets >= 1, "{ended:?}");
    assert_eq!(facts_since(&world, &before).await, ["every_link_ended"]);
    assert!(opened(&world, &first()).await.contains("Ce lien n’ouvre plus rien"));
    assert!(
        world
            .visitor()
            .get(&sheet)
            .await
            .words()
            .contains("Ce lien n’ouvre plus rien")
    );
    let again = people::end_every_link(&world.store, NOW).await.expect("ended");
    assert_eq!((again.campaigns, again.sheets), (0, 0), "once is enough");
    // It is still of use to whoever has to answer: another one leaves, as for a link whose day has passed.
    let before = world.journal().await;
    post(&world, "/nouveau-lien", &first(), "").await;
    assert_eq!(facts_since(&world, &before).await, ["campaign_links_sent"]);
    let handed = COORDINATOR
        .at(&world)
        .await
        .post(BOARD, "geste=lien&destinataire=1")
        .await
        .text();
    let (_, key) = handed.split_once("/repondre?cle=").expect("a link to hand over");
    let next = Token::parse(&key[..64]).expect("a secret");
    let form = world.visitor().get(&address("/formulaire", &next)).await;
    assert!(form.text().contains("Un atelier de quartier"), "{}", form.words());
}

#[tokio::test]
async fn a_link_to_hand_over_names_the_person_it_is_for() {
    let world = cast::world().await;
    let handed = COORDINATOR.at(&world).await.post(BOARD, "geste=lien&destinataire=1").await;
    assert!(handed.words().contains("Lien de Répondante 1."), "{}", handed.words());
}

#[tokio::test]
async fn an_answer_is_told_to_whoever_asks_and_to_nobody_else() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let sentence = "Une réponse est arrivée dans votre campagne";
    let mut coordinator = COORDINATOR.at(&world).await;
    let told = coordinator.get("/notifications").await;
    assert!(told.words().contains(sentence), "{}", told.words());
    assert!(testkit::page::links(&told.text()).contains(&BOARD.to_owned()));
    let other = Who::Persona(Persona::SecondCoordinator)
        .at(&world)
        .await
        .get("/notifications")
        .await;
    assert!(!other.words().contains(sentence), "{}", other.words());
}

#[tokio::test]
async fn what_is_passed_on_opens_to_the_colleague_alone() {
    let world = cast::world().await;
    post(&world, "/brouillon", &first(), "fait-10-0=Un+atelier").await;
    let wrong = post(&world, "/transmettre", &first(), "nom=&mel=ici").await;
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    assert!(wrong.text().contains("value=\"ici\""), "what was typed stays");
    let before = world.journal().await;
    let done = post(&world, "/transmettre", &first(), "nom=Jo+Essai&mel=Jo%40exemple.invalid").await;
    assert!(done.words().contains("La demande est transmise"), "{}", done.words());
    assert_eq!(facts_since(&world, &before).await, ["campaign_passed_on"]);
    let receipt = done.words().replace('\n', " ");
    assert!(receipt.contains("À Jo Essai, le 24 nov. 2026"), "{receipt}");
    let former = opened(&world, &first()).await;
    assert!(
        former.contains("Elle a été transmise le 24 nov. 2026 à Jo Essai") && !former.contains('@'),
        "whoever passed it on reads so, without the address: {former}"
    );
    post(&world, "/nouveau-lien", &first(), "").await;
    assert_eq!(
        facts_since(&world, &before).await.len(),
        1,
        "the old link asks for nothing any more"
    );
    let board = words(&world, BOARD).await;
    assert!(
        board.contains("Jo Essai") && !board.contains("Répondante 1 Association"),
        "{board}"
    );
    assert!(board.contains("transmis par Répondante 1 le 24 nov. 2026"), "{board}");
    let one = words(&world, &format!("{BOARD}/destinataires/1")).await;
    assert!(
        one.contains("La demande lui a été transmise par Répondante 1 le 24 nov. 2026"),
        "{one}"
    );
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(journal.contains("a transmis à un collègue la demande"), "{journal}");
    let told = words(&world, "/notifications").await;
    assert!(
        told.contains("Campagne « Point d’automne », Association exemple, action"),
        "{told}"
    );
    assert!(told.contains("réponse attendue le 4 déc. 2026"), "{told}");
    let sentence = "Un destinataire de votre campagne a transmis la demande à quelqu’un d’autre";
    assert!(told.contains(sentence), "{told}");
}

#[tokio::test]
async fn a_closed_campaign_says_so_and_takes_nothing() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    close(&mut coordinator).await;
    assert!(opened(&world, &first()).await.contains("Cette campagne est close"));
    let before = world.journal().await;
    for page in ["", "/formulaire", "/brouillon", "/envoi", "/transmettre"] {
        post(&world, page, &first(), "etat-10-0=done&nom=A&mel=a%40b.fr").await;
    }
    let again = coordinator.post(&format!("{BOARD}/cloture"), "geste=clore").await;
    assert_eq!(again.location(), BOARD, "from another window");
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn a_link_is_permitted_in_its_own_convention_alone() {
    let world = cast::world().await;
    let held = Viewer::Link(first().digest());
    assert!(world.store.begin::<AnswerCampaign>(&held, REFERENCE, NOW).await.is_ok());
    let elsewhere = world.store.begin::<AnswerCampaign>(&held, OTHER, NOW).await.err();
    assert!(
        matches!(
            elsewhere,
            Some(StoreError::Refused {
                why: WhyNot::NotSignedIn,
                ..
            })
        ),
        "{elsewhere:?}"
    );
    let more = world.store.begin::<RunCampaigns>(&held, REFERENCE, NOW).await.err();
    assert!(
        matches!(
            more,
            Some(StoreError::Refused {
                why: WhyNot::LinkLacks,
                ..
            })
        ),
        "{more:?}"
    );
}

#[tokio::test]
async fn a_link_handed_over_is_shown_once() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let page = coordinator.post(BOARD, "geste=lien&destinataire=2").await.text();
    let (_, rest) = page.split_once("/repondre?cle=").expect("the link");
    let token = Token::parse(&rest[..64]).expect("a secret");
    assert!(opened(&world, &token).await.contains("Bonjour Répondante 2"));
    let again = coordinator.get(BOARD).await.text();
    assert!(!again.contains("repondre?cle="), "{again}");
    assert_eq!(coordinator.post(BOARD, "geste=lien&destinataire=999999").await.status, 404);
}

/// The link that a board shows once, when it is asked for.
async fn handed(world: &World) -> Token {
    let page = COORDINATOR
        .at(world)
        .await
        .post(BOARD, "geste=lien&destinataire=1")
        .await
        .text();
    let (_, rest) = page.split_once("/repondre?cle=").expect("the link");
    Token::parse(&rest[..64]).expect("a secret")
}

#[tokio::test]
async fn a_link_that_is_handed_over_takes_the_place_of_those_before_it() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    post(&world, "/brouillon", &first(), "fait-10-0=Un+atelier").await;
    let second = handed(&world).await;
    let told = opened(&world, &first()).await;
    assert!(told.contains("Un lien plus récent remplace celui-ci"), "{told}");
    assert!(
        told.contains("remis le 24 nov. 2026") && !told.contains("Répondante"),
        "nobody is named: {told}"
    );
    let before = world.journal().await;
    for page in ["", "/formulaire", "/brouillon", "/envoi", "/transmettre"] {
        let answer = post(&world, page, &first(), "etat-10-0=done&nom=A&mel=a%40b.fr").await;
        assert_eq!(answer.status, 422, "{page}: {}", answer.words());
    }
    let asked = post(&world, "/nouveau-lien", &first(), "").await;
    assert!(asked.words().contains("Un lien plus récent"), "{}", asked.words());
    assert_eq!(facts_since(&world, &before).await, [""; 0], "it asks for nothing any more");
    let form = world.visitor().get(&address("/formulaire", &second)).await.text();
    assert!(form.contains("Un atelier"), "what was begun is found again: {form}");
    let third = handed(&world).await;
    assert!(opened(&world, &second).await.contains("Un lien plus récent"));
    assert!(opened(&world, &third).await.contains("Bonjour Répondante 1"));
    assert!(
        opened(&world, &link(COORDINATOR, 2)).await.contains("Bonjour Répondante 2"),
        "the links of others still work"
    );
    // A reminder breaks no link: both letters are in the same mailbox.
    let later = NOW.plus_seconds(8 * 24 * 3600);
    assert!(
        campaigns::remind(&world.store, later, &testkit::moment::randomness)
            .await
            .expect("asked")
            > 0
    );
    assert!(opened(&world, &third).await.contains("Bonjour Répondante 1"));
}

/// The page where the campaign is closed, or opened again.
const CLOSURE: &str = "/conventions/1/campagnes/2/cloture";

async fn says(world: &World, expected: &[&str]) {
    let page = words(world, CLOSURE).await;
    for said in expected {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn a_campaign_is_closed_once_one_read_what_stops() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    answer(&world, &first(), "etat-10-0=going").await;
    post(&world, "/brouillon", &link(COORDINATOR, 2), "fait-10-0=Un+atelier").await;
    assert!(testkit::page::links(&coordinator.get(BOARD).await.text()).contains(&CLOSURE.to_owned()));
    let silent = "2 destinataires n’ont pas répondu.";
    says(&world, &[silent, "1 réponse est commencée", "Les relances s’arrêtent"]).await;
    assert_eq!(coordinator.post(BOARD, "geste=clore").await.status, 404, "never by one click");
    close(&mut coordinator).await;
    let again = "2 liens fonctionnent de nouveau, jusqu’au 11 déc. 2026 au plus tard";
    says(&world, &[silent, again, "les relances automatiques reprennent"]).await;
    let mut director = Who::Persona(Persona::FundDirector).at(&world).await;
    assert_eq!(director.get(CLOSURE).await.status, 404, "for those who run it");
}

#[tokio::test]
async fn a_campaign_that_was_closed_too_soon_is_opened_again() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    answer(&world, &first(), "etat-10-0=going").await;
    post(&world, "/brouillon", &link(COORDINATOR, 2), "fait-10-0=Un+atelier").await;
    close(&mut coordinator).await;
    let later = NOW.plus_seconds(8 * 24 * 3600);
    let reminded = async || {
        campaigns::remind(&world.store, later, &testkit::moment::randomness)
            .await
            .expect("asked")
    };
    assert_eq!(reminded().await, 3, "those of the other convention");
    let before = world.journal().await;
    let reopened = coordinator.post(CLOSURE, "geste=rouvrir").await;
    assert_eq!(reopened.location(), format!("{BOARD}?fait=rouverte"));
    assert_eq!(
        coordinator.post(CLOSURE, "geste=rouvrir").await.location(),
        BOARD,
        "it is open"
    );
    assert_eq!(facts_since(&world, &before).await, ["campaign_reopened"]);
    let board = coordinator.get(reopened.location()).await.text();
    let said = board.contains("La campagne est rouverte") && board.contains("role=\"status\"");
    assert!(said, "{board}");
    let page = address("/formulaire", &link(COORDINATOR, 2));
    let form = world.visitor().get(&page).await.text();
    assert!(form.contains("Un atelier"), "what was begun is found again: {form}");
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(journal.contains("Une campagne close a été rouverte"), "{journal}");
    assert_eq!(reminded().await, 2, "those who are silent here");
}

#[tokio::test]
async fn what_is_told_while_a_campaign_is_closed_leaves_nothing_to_ask_once_it_is_open() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    close(&mut coordinator).await;
    let action = domain::ids::ActionId {
        convention: REFERENCE,
        ordinal: 10,
    };
    super::asking_again::report_on(&world, domain::followup::Lane::whole(action), None).await;
    assert!(
        words(&world, &format!("{BOARD}/cloture"))
            .await
            .contains("3 destinataires n’ont pas répondu.")
    );
    coordinator.post(&format!("{BOARD}/cloture"), "geste=rouvrir").await;
    let board = words(&world, BOARD).await;
    assert!(board.contains("Répondu par ailleurs"), "{board}");
    assert!(
        words(&world, &format!("{BOARD}/cloture"))
            .await
            .contains("Chaque destinataire a répondu.")
    );
}

#[tokio::test]
async fn a_colleague_reads_by_whom_when_and_about_what_the_question_was_passed_on() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let done = post(&world, "/transmettre", &first(), "nom=Jo+Essai&mel=jo%40exemple.invalid").await;
    assert!(done.words().contains("un autre vous en garde la trace"), "{}", done.words());
    let mailbox = world.visitor().get("/demo/courriers").await;
    let letters = mailbox.words();
    assert!(letters.contains("Répondante 1 vous a transmis cette demande"), "{letters}");
    assert!(
        letters.contains("est transmise à Jo Essai. Il s’agit de l’action"),
        "{letters}"
    );
    let text = mailbox.text();
    let (_, rest) = text.split_once("/repondre?cle=").expect("the link of the colleague");
    let token = Token::parse(&rest[..64]).expect("a secret");
    let page = opened(&world, &token).await;
    assert!(
        page.contains("Répondante 1 vous a transmis cette demande le 24 nov. 2026, pour l’action ci-dessous."),
        "{page}"
    );
    let sent = answer(&world, &token, "etat-10-0=going").await;
    assert_eq!(sent.status, 303);
    let receipt = opened(&world, &token).await.replace('\n', " ");
    assert!(receipt.contains("Transmise par Répondante 1, le 24 nov. 2026"), "{receipt}");
    assert!(receipt.contains("Répondu par Jo Essai, Association exemple"), "{receipt}");
}

/// Tries a link from an address of the network.
async fn tried(world: &World, token: &Token, from: &str) -> (u16, String) {
    let answer = world.visitor().calling_from(from).get(&address("", token)).await;
    (answer.status, answer.words())
}

#[tokio::test]
async fn links_that_open_nothing_are_tried_so_often_and_no_more() {
    let world = cast::world().await;
    let wrong = |number: u8| Token::from_random([number; 32]);
    // One link, from everywhere.
    for number in 0..10 {
        let (status, words) = tried(&world, &wrong(0xee), &format!("192.0.2.{number}")).await;
        assert_eq!(status, 200, "{words}");
    }
    let (status, words) = tried(&world, &wrong(0xee), "192.0.2.99").await;
    assert_eq!(status, 429, "{words}");
    assert!(
        words.contains("Trop d’essais en peu de temps") && words.contains("Revenez après le 24 nov. 2026"),
        "{words}"
    );
    assert_eq!(
        tried(&world, &wrong(0xed), "192.0.2.99").await.0,
        200,
        "another link is looked for"
    );

    // From one address, whatever the link; a town hall shares one, and a link that works opens there all the same.
    let crowded = "198.51.100.7";
    for number in 0xa0..0xa0 + 30 {
        assert_eq!(tried(&world, &wrong(number), crowded).await.0, 200);
    }
    assert_eq!(tried(&world, &wrong(0xdd), crowded).await.0, 429);
    let form = format!("cle={}", wrong(0xdc).expose());
    let posted = world.visitor().calling_from(crowded).post("/repondre", &form).await;
    assert_eq!(posted.status, 429, "{}", posted.words());
    let (status, words) = tried(&world, &first(), crowded).await;
    assert!(status == 200 && words.contains("Bonjour Répondante 1"), "{words}");
    // It opens however often, and nothing is written.
    let before = world.journal().await;
    for _ in 0..40 {
        assert!(
            tried(&world, &first(), "203.0.113.1")
                .await
                .1
                .contains("Bonjour Répondante 1")
        );
    }
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn a_campaign_opened_again_reminds_nobody_sooner_than_the_gap_after_the_last_letter() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let day = |days: i64| NOW.plus_seconds(days * 24 * 3600);
    let reminded = async |at| {
        campaigns::remind(&world.store, at, &testkit::moment::randomness)
            .await
            .expect("asked")
    };
    // A link is handed over on the day of the launch; the campaign is closed, and opened again at once.
    close(&mut coordinator).await;
    says(
        &world,
        &["la première peut partir le 1er déc. 2026, 7 jours au moins après le dernier courrier"],
    )
    .await;
    coordinator.post(CLOSURE, "geste=rouvrir").await;
    assert_eq!(reminded(day(6)).await, 0, "closing and opening again shortens no gap");
    assert_eq!(reminded(day(7)).await, 6, "three here, three in the other convention");
    // What was reminded is counted still: closing does not begin the count anew.
    close(&mut coordinator).await;
    coordinator.post(CLOSURE, "geste=rouvrir").await;
    assert_eq!(reminded(day(8)).await, 0);
    assert_eq!(reminded(day(14)).await, 6);
    close(&mut coordinator).await;
    coordinator.post(CLOSURE, "geste=rouvrir").await;
    assert_eq!(reminded(day(30)).await, 0, "two at most, as it was planned");
}
