//! What happens in a convention changes nothing for those who have nothing to do with it: not a page, a list, a search, a
//! count, a journal, a file, down to the byte.

use std::collections::BTreeMap;

use app::rooms;
use domain::access::{Installation, Reason, Role, Viewer, verbs};
use domain::ids::{ConventionId, Id};
use domain::people::MandateGiven;
use people::Persona;
use store::Sequence;
use testkit::moment::{NOW, day};
use testkit::{Answer, Client, World};
use web::route::Method;

use crate::cast::{self, Who};

/// Words that the convention entered here holds and no other.
const OWN_WORDS: [&str; 3] = ["Rivages", "RIVAGES", "Foule"];

/// Pages of words that the convention entered here answers to.
const ASKED: [&str; 6] = [
    "/conventions/1/annuaire?q=rivages",
    "/conventions/1/annuaire?vue=personnes&q=foule",
    "/conventions/1/annuaire/export?q=rivages",
    "/conventions/1/plan/tableau?q=rivages",
    "/conventions/1/articles?q=rivages",
    "/conventions/1/equipements?q=rivages",
];

/// Every address of a page: the samples, and what they are in the other convention. The demo shows all its people to everyone.
fn addresses() -> Vec<String> {
    let routes = rooms::routes(None)
        .into_iter()
        .filter(|route| route.method == Method::Get && route.pattern != "/demo");
    let samples = routes.flat_map(|route| route.samples.into_iter().map(|sample| sample.address.to_owned()));
    let first: Vec<String> = samples.chain(ASKED.map(str::to_owned)).collect();
    let second = first.iter().filter(|address| address.starts_with("/conventions/1"));
    let second: Vec<String> = second
        .map(|address| address.replacen("/conventions/1", "/conventions/2", 1))
        .collect();
    first.into_iter().chain(second).collect()
}

/// Enters a third convention, signed by the first organisation too, with someone at work in it for that organisation.
async fn grow(world: &World) {
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    let text = text.replace("Pennes", "Rivages").replace("PENNES", "RIVAGES");
    let convention = cast::enter(&world.store, &text).await;
    assert_eq!(convention, ConventionId::new(3));
    cast::crowd(world, 2).await;
    let viewer = Viewer::Job(Reason::Demo);
    for (person, organisation) in [(13, 1), (14, 2)] {
        let tx = world.store.begin::<verbs::GiveMandate>(&viewer, Installation, NOW).await;
        let mut tx = tx.expect("permitted");
        let fact = MandateGiven {
            mandate: Id::new(tx.allocate(Sequence::Installation("mandate")).await.expect("an ordinal")),
            person: Id::new(person),
            convention,
            organisation: Id::new(organisation),
            role: Role::Coordinator,
            since: day("2022-01-01"),
            until: None,
        };
        let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
        tx.commit().await.expect("kept");
    }
}

/// What each is answered everywhere.
async fn answers(clients: &[(Who, Client)]) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for (who, client) in clients {
        for address in addresses() {
            let answer = client.clone().get(&address).await;
            answers.insert(format!("{who:?} {address}"), answer);
        }
    }
    answers
}

#[tokio::test]
async fn a_convention_more_changes_nothing_for_the_others() {
    let world = cast::world().await;
    let mut clients = Vec::new();
    for who in Who::all().filter(|who| *who != Who::Persona(Persona::Administrator)) {
        clients.push((who, who.at(&world).await));
    }
    // The first to open a reading lays it over its text, for everyone.
    for (who, client) in &clients {
        let convention = if *who == Who::Neighbour { 2 } else { 1 };
        client.clone().get(&format!("/conventions/{convention}/lecture/salle")).await;
    }
    let before = answers(&clients).await;
    grow(&world).await;
    let after = answers(&clients).await;
    assert!(before.len() > 800, "{}", before.len());
    let opened = before.values().filter(|answer| answer.status == 200).count();
    assert!(opened > 200, "{opened}");
    let differ: Vec<&String> = before
        .iter()
        .filter(|(asked, answer)| after.get(*asked) != Some(answer))
        .map(|(asked, _)| asked)
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
    for (asked, answer) in &after {
        let words = answer.words();
        let own = OWN_WORDS.iter().find(|own| words.contains(**own));
        assert_eq!(own, None, "{asked}");
    }
}

#[tokio::test]
async fn the_convention_more_is_there_for_those_who_work_in_it() {
    let world = cast::world().await;
    grow(&world).await;
    let mut newcomer = world.signed_in(Id::new(13)).await;
    for asked in ASKED {
        let own = asked.replacen("/conventions/1", "/conventions/3", 1);
        assert_eq!(newcomer.get(&own).await.status, 200, "{own}");
        assert_eq!(newcomer.get(asked).await.status, 404, "{asked}");
    }
    let list = newcomer.get("/conventions/3/annuaire?vue=personnes").await.words();
    assert!(list.contains("Foule"), "{list}");
}
