//! Passkeys at the level of HTTP: made, used, renamed, removed; replayed, forged, bound elsewhere, copied.

use testkit::{Answer, Client, World};
use web::door::{Door, PublicUrl};
use web::site::Site;

use super::device::Device;
use super::{facts_since, value_after, wait, world, world_with};
use crate::cast::Who;

/// A form field, encoded.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut form, byte| {
        use std::fmt::Write as _;
        let _ = write!(form, "%{byte:02x}");
        form
    })
}

pub(super) async fn question(client: &mut Client, address: &str) -> String {
    let answer = client.post(address, "").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    answer.text()
}

pub(super) async fn add(client: &mut Client, answer: &str, name: &str) -> Answer {
    client
        .post("/compte/cles", &format!("nom={name}&reponse={}", encoded(answer)))
        .await
}

async fn enter(client: &mut Client, answer: &str) -> Answer {
    client
        .post("/connexion/cle", &format!("vers=%2Fcompte&reponse={}", encoded(answer)))
        .await
}

/// The neighbour registers a device.
async fn registered(world: &World, seed: u8) -> (Client, Device) {
    let mut neighbour = Who::Neighbour.at(world).await;
    let mut device = Device::new(seed);
    let asked = question(&mut neighbour, "/compte/cles/debut").await;
    let answer = device.create(&asked);
    let added = add(&mut neighbour, &answer, "Cle+bleue").await;
    assert_eq!(added.status, 303, "{}", added.words());
    (neighbour, device)
}

#[tokio::test]
async fn a_passkey_is_added_used_renamed_and_removed() {
    let world = world().await;
    let before = world.journal().await;
    let (mut neighbour, mut device) = registered(&world, 3).await;
    assert_eq!(facts_since(&world, &before).await, ["signed_in", "passkey_added"]);
    let page = neighbour.get("/compte").await;
    assert!(
        page.words().contains("Cle bleue\nAjoutée le 24 nov. 2026, jamais utilisée."),
        "{}",
        page.words()
    );
    let number = value_after(&page.text(), "action=\"/compte/cles/nom\"");

    let before = world.journal().await;
    let mut visitor = world.visitor();
    let asked = question(&mut visitor, "/connexion/cle/debut").await;
    let answer = device.get(&asked);
    let entered = enter(&mut visitor, &answer).await;
    assert_eq!((entered.status, entered.location()), (303, "/compte"), "{}", entered.words());
    assert_eq!(facts_since(&world, &before).await, ["signed_in"]);
    assert!(visitor.get("/compte").await.words().contains("utilisée le 24 nov. 2026"));

    let renamed = neighbour.post("/compte/cles/nom", &format!("cle={number}&nom=Bureau")).await;
    assert_eq!(renamed.status, 303);
    assert!(neighbour.get("/compte").await.words().contains("Bureau"));
    let nameless = neighbour.post("/compte/cles/nom", &format!("cle={number}&nom=+")).await;
    assert!(nameless.words().contains("Donnez un nom"), "{}", nameless.words());
    let before = world.journal().await;
    assert_eq!(neighbour.post("/compte/cles/fin", &format!("cle={number}")).await.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["passkey_removed"]);
    let mut visitor = world.visitor();
    let asked = question(&mut visitor, "/connexion/cle/debut").await;
    assert_eq!(
        enter(&mut visitor, &device.get(&asked)).await.status,
        422,
        "a removed passkey opens nothing"
    );
    assert_eq!(neighbour.post("/compte/cles/fin", &format!("cle={number}")).await.status, 422);
}

#[tokio::test]
async fn an_answer_serves_once_and_only_in_the_browser_that_asked() {
    let world = world().await;
    let (_, mut device) = registered(&world, 3).await;
    let mut visitor = world.visitor();
    let asked = question(&mut visitor, "/connexion/cle/debut").await;
    let answer = device.get(&asked);
    let mut thief = world.visitor();
    assert_eq!(enter(&mut thief, &answer).await.status, 422, "another browser");
    question(&mut thief, "/connexion/cle/debut").await;
    assert_eq!(enter(&mut thief, &answer).await.status, 422, "another question");
    let mut copy = visitor.clone();
    assert_eq!(enter(&mut visitor, &answer).await.status, 303);
    assert_eq!(enter(&mut copy, &answer).await.status, 422, "a second time");

    let mut late = world.visitor();
    let asked = question(&mut late, "/connexion/cle/debut").await;
    wait(10 * 60);
    assert_eq!(enter(&mut late, &device.get(&asked)).await.status, 422, "ten minutes later");
}

#[tokio::test]
async fn another_origin_another_name_or_an_unverified_holder_is_refused() {
    let world = world().await;
    let (_, mut device) = registered(&world, 3).await;
    let before = world.journal().await;
    for (origin, host, verified) in [
        ("http://pacte.test.exemple", "pacte.test", true),
        ("https://pacte.test", "pacte.test", true),
        ("http://pacte.test", "autre.test", true),
        ("http://pacte.test", "pacte.test", false),
    ] {
        (device.origin, device.host, device.verified) = (origin, host, verified);
        let mut visitor = world.visitor();
        let asked = question(&mut visitor, "/connexion/cle/debut").await;
        let refused = enter(&mut visitor, &device.get(&asked)).await;
        assert_eq!(refused.status, 422, "{origin} {host} {verified}");
        assert!(refused.words().contains("n’ouvre aucun compte"), "{}", refused.words());
        let mut neighbour = Who::Neighbour.at(&world).await;
        let mut other = Device::new(5);
        (other.origin, other.host, other.verified) = (origin, host, verified);
        let asked = question(&mut neighbour, "/compte/cles/debut").await;
        assert_eq!(
            add(&mut neighbour, &other.create(&asked), "Autre").await.status,
            422,
            "{origin} {host} {verified}"
        );
    }
    let facts = facts_since(&world, &before).await;
    assert!(facts.iter().all(|fact| fact == "signed_in"), "only the demo: {facts:?}");
    assert_eq!(facts.len(), 4);
}

#[tokio::test]
async fn a_copied_device_is_refused_when_its_counter_is_behind() {
    let world = world().await;
    let (_, mut device) = registered(&world, 3).await;
    let mut copy = device.copied();
    for (nth, which, status) in [(1, &mut device, 303), (2, &mut copy, 422)] {
        let mut visitor = world.visitor();
        let asked = question(&mut visitor, "/connexion/cle/debut").await;
        assert_eq!(enter(&mut visitor, &which.get(&asked)).await.status, status, "{nth}");
    }
}

#[tokio::test]
async fn a_passkey_belongs_to_one_account() {
    let world = world().await;
    let (_, mut device) = registered(&world, 3).await;
    let mut former = Who::Former.at(&world).await;
    let asked = question(&mut former, "/compte/cles/debut").await;
    let taken = add(&mut former, &device.create(&asked), "La+meme").await;
    assert_eq!(taken.status, 422);
    assert!(taken.words().contains("déjà connue"), "{}", taken.words());
    // The device now says that it belongs to the other account: the one who has it is not signed in as someone else.
    let mut visitor = world.visitor();
    let asked = question(&mut visitor, "/connexion/cle/debut").await;
    assert_eq!(enter(&mut visitor, &device.get(&asked)).await.status, 422);
    let before = world.journal().await;
    for address in ["/compte/cles/nom", "/compte/cles/fin"] {
        let foreign = former.post(address, "cle=2&nom=A+moi").await;
        let unknown = former.post(address, "cle=999&nom=A+moi").await;
        assert_eq!((foreign.status, foreign.text()), (422, unknown.text()));
    }
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn passkeys_are_offered_only_under_the_address_they_are_bound_to() {
    let elsewhere = |url: Option<&'static str>| {
        move |site| Site {
            door: Door {
                public_url: url.and_then(|url| PublicUrl::parse(url).ok()),
                ..Door::default()
            },
            ..site
        }
    };
    let world = world_with(elsewhere(Some("http://localhost:8080"))).await;
    let page = world.visitor().get("/connexion").await;
    assert!(
        page.text().contains("href=\"http://localhost:8080/connexion\""),
        "{}",
        page.words()
    );
    assert!(!page.text().contains("data-passkey"));
    assert_eq!(world.visitor().post("/connexion/cle/debut", "").await.status, 404);
    let world = world_with(elsewhere(None)).await;
    let page = world.visitor().get("/connexion").await;
    assert!(!page.words().contains("clé"), "{}", page.words());
    let page = super::world().await.visitor().get("/connexion").await;
    assert!(page.text().contains("data-passkey=\"get\"") && page.text().contains("<noscript>"));
    assert!(!page.text().contains("<script>"), "no inline script");
}
