//! Whom a comment reaches, what each follows, and what changed since one came.

use domain::discussion::{FollowChosen, LettersChosen};
use people::Persona;
use testkit::{Client, World};

use super::{ACTION, at, say, typed};
use crate::cast::{self, Who};
use crate::facts::{check, since};

const TOLD: &str = "/notifications";

async fn told(client: &mut Client) -> String {
    let answer = client.get(TOLD).await;
    assert_eq!(answer.status, 200);
    answer.words()
}

/// How many are said to be unread at the top of every page.
async fn unread(client: &mut Client) -> usize {
    let page = client.get("/conventions").await.words();
    let counted = page.split("non lue").next().filter(|_| page.contains("non lue"));
    let number = counted.and_then(|before| before.split_whitespace().next_back());
    number.map_or(0, |number| number.parse().expect("a number"))
}

async fn follow(client: &mut Client, thing: &str, choice: &str) {
    let answer = client
        .post("/conventions/1/abonnements", &format!("objet={thing}&choix={choice}"))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

/// Someone who is tied to nothing: the director of the fund, who does not pilot the action of these tests unless the text says so.
async fn someone(world: &World) -> Client {
    let mut client = at(world, Persona::FundDirector).await;
    follow(&mut client, "action-15", "muted").await;
    // What the world already told of, a milestone of the fund, is read.
    assert_eq!(client.post(TOLD, "lu=tout").await.status, 303);
    client
}

#[tokio::test]
async fn a_mention_reaches_whoever_muted_the_action_and_says_nothing_of_the_text() {
    let world = cast::world().await;
    let mut director = someone(&world).await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    say(&mut client, ACTION, "internal", "Sans nommer personne").await;
    assert_eq!(unread(&mut director).await, 0);
    let place = say(&mut client, ACTION, "internal", "Un secret pour @olivier MARCHAND.").await;
    assert_eq!(unread(&mut director).await, 1);
    let page = director.get(TOLD).await;
    assert!(page.words().contains("Camille Roche parle de vous"), "{}", page.words());
    assert!(!page.words().contains("secret"), "{}", page.words());
    assert!(testkit::page::links(&page.text()).contains(&place));
    assert_eq!(
        unread(&mut client).await,
        1,
        "whoever writes is not told of it: the mention of the world alone"
    );
    // A name chosen from the list is a mention too.
    let form = format!("portee=internal&texte=Bonjour&prevenir={}", typed("olivier marchand"));
    assert_eq!(client.post(ACTION, &form).await.status, 303);
    assert_eq!(unread(&mut director).await, 2);
    assert!(client.get(ACTION).await.words().contains("@Olivier Marchand"));
}

#[tokio::test]
async fn a_mention_of_someone_who_will_not_read_it_is_said_before_it_is_kept() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let mut partner = at(&world, Persona::PartnerContact).await;
    let already = unread(&mut partner).await;
    let before = world.journal().await;
    let form = format!("portee=internal&texte={}", typed("Voir avec @Sam Lefort"));
    let refused = client.post(ACTION, &form).await;
    assert_eq!(refused.status, 422);
    let words = refused.words();
    assert!(
        words.contains("Sam Lefort n’a pas accès") && words.contains("Voir avec @Sam Lefort"),
        "{words}"
    );
    assert_eq!(world.journal().await, before);
    assert_eq!(client.post(ACTION, &format!("{form}&malgre=oui")).await.status, 303);
    assert_eq!(unread(&mut partner).await, already, "published, and not told");
    say(&mut client, ACTION, "partners", "Bonjour @Sam Lefort").await;
    assert_eq!(unread(&mut partner).await, already + 1);
    // Someone without a mandate here is nobody to be mentioned.
    say(&mut client, ACTION, "internal", "Bonjour @Andréa Voisin").await;
    assert_eq!(unread(&mut Who::Neighbour.at(&world).await).await, 0);
}

#[tokio::test]
async fn an_answer_is_told_to_whom_it_answers() {
    let world = cast::world().await;
    let mut director = someone(&world).await;
    let place = say(&mut director, ACTION, "internal", "Une question").await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let answer = client.post(&place, "geste=repondre&texte=Une+r%C3%A9ponse").await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    assert!(
        told(&mut director)
            .await
            .contains("Camille Roche répond à un de vos messages")
    );
}

#[tokio::test]
async fn what_one_follows_is_told_until_it_is_muted() {
    let world = cast::world().await;
    let mut auditor = at(&world, Persona::Auditor).await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    follow(&mut auditor, "action-15", "muted").await;
    let before = world.journal().await;
    follow(&mut auditor, "action-6", "followed").await;
    follow(&mut auditor, "action-6", "followed").await;
    let row = check::<FollowChosen>(&since(&world, &before).await);
    assert_eq!(row.chain, 0, "what one follows is not told to the convention");
    let other = "/conventions/1/actions/6/echanges";
    let start = unread(&mut auditor).await;
    say(&mut client, other, "internal", "Sur la sixième").await;
    say(&mut client, ACTION, "internal", "Sur la quinzième").await;
    assert_eq!(unread(&mut auditor).await, start + 1);
    follow(&mut auditor, "action-6", "").await;
    follow(&mut auditor, "convention", "muted").await;
    say(&mut client, other, "internal", "Encore sur la sixième").await;
    assert_eq!(unread(&mut auditor).await, start + 1);
    follow(&mut auditor, "convention", "followed").await;
    say(&mut client, other, "internal", "Toujours sur la sixième").await;
    say(&mut client, "/conventions/1/echanges", "internal", "Sur la convention").await;
    assert_eq!(unread(&mut auditor).await, start + 3);
    for wrong in [
        "objet=action-999&choix=followed",
        "objet=party-999&choix=followed",
        "objet=convention&choix=toujours",
        "objet=",
    ] {
        let answer = auditor.post("/conventions/1/abonnements", wrong).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
    // Another convention’s action has the same number, and is another one.
    let mut neighbour = Who::Neighbour.at(&world).await;
    assert_eq!(
        neighbour
            .post("/conventions/1/abonnements", "objet=action-6&choix=followed")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn who_pilots_or_bears_an_action_hears_of_it_and_may_stop() {
    let world = cast::world().await;
    let mut writer = at(&world, Persona::FundOfficer).await;
    let mut hears = Vec::new();
    for action in 1..=24 {
        say(
            &mut writer,
            &format!("/conventions/1/actions/{action}/echanges"),
            "partners",
            "Des nouvelles",
        )
        .await;
    }
    for persona in [
        Persona::Mayor,
        Persona::SecondCoordinator,
        Persona::FundDirector,
        Persona::Auditor,
    ] {
        let mut client = at(&world, persona).await;
        hears.push((persona, unread(&mut client).await));
    }
    let most = hears.iter().max_by_key(|(_, many)| *many).copied().expect("someone");
    assert!(most.1 > 1, "nobody hears of the actions of their organisation: {hears:?}");
    let mut client = at(&world, most.0).await;
    follow(&mut client, "convention", "muted").await;
    say(&mut writer, "/conventions/1/actions/1/echanges", "partners", "Autre nouvelle").await;
    assert_eq!(unread(&mut client).await, most.1, "{:?}", most.0);
}

#[tokio::test]
async fn what_one_read_is_read_once_and_for_all() {
    let world = cast::world().await;
    let mut director = someone(&world).await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    for nth in 0..3 {
        say(&mut client, ACTION, "internal", &format!("@Olivier Marchand {nth}")).await;
    }
    let before = world.journal().await;
    let page = director.get(TOLD).await.text();
    let (_, mark) = page.split_once("name=\"lu\" value=\"tout\"").expect("a way to read all");
    let (_, mark) = mark.split_once("name=\"lu\" value=\"").expect("a mark");
    let mark = &mark[..64];
    // The mark of someone else's is the mark of nothing.
    assert_eq!(client.post(TOLD, &format!("lu={mark}")).await.status, 404);
    assert_eq!(director.post(TOLD, "lu=abc").await.status, 404);
    assert_eq!(unread(&mut director).await, 3);
    for _ in 0..2 {
        let answer = director.post(TOLD, &format!("lu={mark}&vers=message")).await;
        assert_eq!((answer.status, answer.location()), (303, "/conventions/1/echanges/5"));
    }
    assert_eq!(unread(&mut director).await, 2);
    assert_eq!(director.post(TOLD, "lu=tout").await.status, 303);
    assert_eq!(unread(&mut director).await, 0);
    assert!(
        told(&mut director).await.contains("parle de vous"),
        "what was read stays in the list"
    );
    assert_eq!(world.journal().await, before, "what one reads is told to nobody");
}

#[tokio::test]
async fn what_one_may_no_longer_read_is_no_longer_told() {
    let world = cast::world().await;
    let mut director = someone(&world).await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let place = say(&mut client, ACTION, "internal", "Pour @Olivier Marchand").await;
    say(&mut client, ACTION, "internal", "Encore pour @Olivier Marchand").await;
    assert_eq!(unread(&mut director).await, 2);
    assert_eq!(client.post(&place, "geste=retirer").await.status, 303);
    assert_eq!(unread(&mut director).await, 1, "what is withdrawn");
    let mut administrator = at(&world, Persona::Administrator).await;
    let ended = administrator.post("/mandats/fin", "mandat=5&fin=2026-01-31").await;
    assert_eq!(ended.status, 303, "{}", ended.words());
    assert_eq!(unread(&mut director).await, 0);
    assert!(told(&mut director).await.contains("Rien ne vous a été signalé"));
    say(&mut client, ACTION, "internal", "Toujours pour @Olivier Marchand").await;
    assert_eq!(unread(&mut director).await, 0);
}

#[tokio::test]
async fn a_partner_is_no_longer_told_of_an_action_that_is_hidden() {
    let world = cast::world().await;
    let mut partner = at(&world, Persona::PartnerContact).await;
    follow(&mut partner, "action-15", "followed").await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let start = unread(&mut partner).await;
    say(&mut client, ACTION, "partners", "Pour tous").await;
    say(&mut client, ACTION, "internal", "Entre signataires").await;
    assert_eq!(unread(&mut partner).await, start + 1);
    let form = crate::forms::form_of("/conventions/{convention}/visibilite")
        .fields
        .replace("%2F3", "%2F15");
    assert_eq!(client.post("/conventions/1/visibilite", &form).await.status, 303);
    assert!(unread(&mut partner).await <= start);
    assert!(!told(&mut partner).await.contains("Action 15"));
}

#[tokio::test]
async fn what_one_is_written_to_about_is_chosen_once() {
    let world = cast::world().await;
    let mut mayor = at(&world, Persona::Mayor).await;
    let words = mayor.get("/compte/courriels").await.words();
    assert!(words.contains("Chaque lundi, à 7 h"), "{words}");
    let before = world.journal().await;
    for _ in 0..2 {
        let answer = mayor.post("/compte/courriels", "rythme=daily").await;
        assert!(answer.words().contains("Votre choix est enregistré"), "{}", answer.words());
    }
    let row = check::<LettersChosen>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (0, "person/3"));
    assert_eq!(mayor.post("/compte/courriels", "rythme=parfois").await.status, 422);
}

#[tokio::test]
async fn what_changed_since_one_came_is_told_by_what_it_is_about() {
    let world = cast::world().await;
    let mut mayor = at(&world, Persona::Mayor).await;
    let page = "/conventions/1/nouveautes";
    let first = mayor.get(page).await.words();
    assert!(
        first.contains("Votre première visite") && first.contains("Un document a été ajouté"),
        "{first}"
    );
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let form = crate::forms::form_of("/conventions/{convention}/visibilite");
    assert_eq!(client.post(&form.address(), form.fields).await.status, 303);
    let words = mayor.get(&format!("{page}?depuis=2026-11-01")).await.words();
    assert!(
        words.contains("depuis le 1er nov. 2026") && words.contains("Action 3,"),
        "{words}"
    );
    assert!(
        mayor
            .get(&format!("{page}?depuis=2030-01-01"))
            .await
            .words()
            .contains("Rien n’a changé")
    );
    let wrong = mayor.get(&format!("{page}?depuis=hier")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.words().contains("Indiquez une date comme 23/11/2026. Vous avez écrit"),
        "{}",
        wrong.words()
    );
    let mut partner = at(&world, Persona::PartnerContact).await;
    assert_eq!(partner.get(page).await.status, 404, "it tells what the journal tells");
}

#[tokio::test]
async fn a_stay_on_any_page_is_a_visit_and_the_dashboard_tells_what_changed_since() {
    let world = cast::world().await;
    let person = Who::Persona(Persona::FirstCoordinator).person().expect("someone");
    let key = web::stay::note_of(crate::cast::REFERENCE, person);
    let last = testkit::moment::NOW.plus_seconds(-2 * 24 * 3600);
    let mut notes = world.store.notes(last).await.expect("notes");
    let text = web::stay::Stay::at(None, last).written();
    let kept = notes
        .keep(web::stay::VISITED, key, &text, testkit::moment::NOW.plus_seconds(3600))
        .await;
    kept.expect("kept");
    notes.commit().await.expect("kept");
    let mut coordinator = at(&world, Persona::FirstCoordinator).await;
    // Any page of the convention begins the stay.
    assert_eq!(coordinator.get("/conventions/1/plan").await.status, 200);
    let page = coordinator.get("/conventions/1").await;
    let words = page.words();
    assert!(words.contains("Depuis votre dernière visite, le 22 nov. 2026"), "{words}");
    let news = coordinator.get("/conventions/1/nouveautes").await;
    assert!(
        news.words().contains("depuis votre dernière visite (22 nov. 2026"),
        "{}",
        news.words()
    );
    let rows = news.text().matches("<li><div class=\"grow\">").count();
    assert!(rows > 0 && words.contains(&format!("{rows} changements")), "{rows}: {words}");
    let table = testkit::page::links(&page.text());
    let table = table
        .iter()
        .find(|link| link.contains("depuis="))
        .expect("the actions that gave news");
    let answer = coordinator.get(table).await;
    let shown = answer.text().matches("<td data-l=\"N°\"").count();
    assert!(shown > 0 && words.contains(&format!("{shown} action")), "{shown}: {words}");
    let again = coordinator.get("/conventions/1").await.words();
    assert!(again.contains("le 22 nov. 2026"), "the same stay: {again}");
    let mut auditor = at(&world, Persona::Auditor).await;
    let first = auditor.get("/conventions/1").await.words();
    assert!(!first.contains("dernière visite"), "a first stay: {first}");
}

#[tokio::test]
async fn a_line_of_the_news_names_what_it_tells_of_and_leads_there() {
    let world = cast::world().await;
    let first = crate::asking::link(Who::Persona(Persona::FirstCoordinator), 1);
    crate::campaigns::answer(&world, &first, "etat-10-0=going").await;
    let news = async |persona| {
        let page = at(&world, persona).await.get("/conventions/1/nouveautes").await.text();
        (testkit::page::words(&page), testkit::page::links(&page))
    };
    let (told, links) = news(Persona::FirstCoordinator).await;
    for named in [
        "Un jalon a été ajouté : « ",
        "Document « ",
        "Campagne « Point d’automne »",
        "par son lien : Répondante 1",
    ] {
        assert!(told.contains(named), "{named}: {told}");
    }
    for place in [
        "jalons/1",
        "documents/1",
        "campagnes/2",
        "campagnes/2/destinataires/1",
        "actions/15#mise-a-jour-1",
        "a-confirmer/2",
    ] {
        assert!(links.contains(&format!("/conventions/1/{place}")), "{place}: {links:?}");
    }
    let (told, links) = news(Persona::FundDirector).await;
    assert!(told.contains("Campagne « Point d’automne »"), "{told}");
    let of_others = ["/conventions/1/jalons/1", "/conventions/1/a-confirmer/2"];
    let not_theirs = |link: &String| of_others.contains(&link.as_str());
    assert!(!links.iter().any(not_theirs), "pages of others: {links:?}");
}
