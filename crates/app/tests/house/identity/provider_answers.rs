//! Sign-in by another provider of identity: what it may say wrongly, too late, twice or not at all.

use std::time::Duration;

use serde_json::{Value, json};

use super::fake_provider::{CODE, Fake, REFUSED, SILENT, Said, UNASKED, begun, enters, stays_out, world_through};
use super::{PASSWORD, now, sign_in, wait};

/// A lie that is not in what is said.
type Lie = fn(&mut Said);

const LIES: [(&str, Lie); 5] = [
    ("a token signed by another key", |said| said.keys[1] = 9),
    ("a token of a key that is not known", |said| said.names[1] = "other"),
    ("a person told by another key", |said| said.keys[2] = 9),
    ("another service that answers", |said| {
        said.issuer = Some("https%3A%2F%2Fautre.exemple");
    }),
    ("a code that is not taken", |said| said.status = 400),
];

/// What a token may say wrongly.
fn wrong_tokens() -> [(&'static str, Value); 9] {
    let moment = now().micros() / 1_000_000;
    [
        ("for another", json!({ "aud": "autre" })),
        ("for us and another", json!({ "aud": ["pacte", "autre"] })),
        ("asked for by another", json!({ "azp": "autre" })),
        ("of another service", json!({ "iss": "https://autre.exemple" })),
        ("to another question", json!({ "nonce": "autre" })),
        ("to no question", json!({ "nonce": null })),
        ("for another access", json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" })),
        ("over for more than two minutes", json!({ "exp": moment - 121 })),
        ("made in more than two minutes", json!({ "iat": moment + 121 })),
    ]
}

#[tokio::test]
async fn what_is_not_proved_lets_nobody_in_and_writes_nothing() {
    let (fake, world) = begun().await;
    let before = world.journal().await;
    let refused = async |what: &str| {
        let mut visitor = world.visitor();
        let answer = fake.sign_in(&mut visitor).await;
        stays_out(&mut visitor, &answer, 422, REFUSED, what).await;
        fake.says(Said::rights_itself);
    };
    for (what, lie) in LIES {
        fake.says(lie);
        refused(what).await;
    }
    for (what, claims) in wrong_tokens() {
        fake.says(|said| said.token = claims);
        refused(what).await;
    }
    for (what, claims) in [
        ("another person", json!({ "sub": "agent-1" })),
        ("told for another", json!({ "aud": "autre" })),
        ("told by another service", json!({ "iss": "https://autre.exemple" })),
    ] {
        fake.says(|said| said.person = claims);
        refused(what).await;
    }
    assert_eq!(world.journal().await, before, "nothing was told");
}

#[tokio::test]
async fn clocks_may_differ_by_two_minutes() {
    let (fake, world) = begun().await;
    let moment = now().micros() / 1_000_000;
    for claims in [json!({ "exp": moment - 119 }), json!({ "iat": moment + 119 })] {
        fake.says(|said| said.token = claims);
        enters(&fake.sign_in(&mut world.visitor()).await);
    }
    fake.says(|said| (said.token, said.person) = (json!({}), json!({ "exp": moment - 121 })));
    let mut visitor = world.visitor();
    let answer = fake.sign_in(&mut visitor).await;
    stays_out(&mut visitor, &answer, 422, REFUSED, "told of the person too long ago").await;
}

#[tokio::test]
async fn an_answer_serves_once_in_the_browser_that_asked_for_ten_minutes() {
    let (fake, world) = begun().await;
    let before = world.journal().await;
    let mut visitor = world.visitor();
    let nothing = visitor.get("/connexion/service/retour").await;
    stays_out(&mut visitor, &nothing, 422, UNASKED, "nothing was asked").await;
    let back = fake.leave(&mut visitor, "/connexion/service").await;
    let mut thief = world.visitor();
    let stolen = thief.get(&back).await;
    stays_out(&mut thief, &stolen, 422, UNASKED, "another browser").await;
    fake.leave(&mut thief, "/connexion/service").await;
    let stolen = thief.get(&back).await;
    stays_out(&mut thief, &stolen, 422, UNASKED, "a browser that asked something else").await;
    for bent in [
        back.replace("state=", "state=0"),
        back.split("&state").next().unwrap_or_default().to_owned(),
    ] {
        let mut other = world.visitor();
        fake.leave(&mut other, "/connexion/service").await;
        let answer = other.get(&bent).await;
        stays_out(&mut other, &answer, 422, UNASKED, &bent).await;
    }
    let mut late = world.visitor();
    let slow = fake.leave(&mut late, "/connexion/service").await;
    wait(10 * 60);
    let answer = late.get(&slow).await;
    stays_out(&mut late, &answer, 422, UNASKED, "ten minutes later").await;
    assert_eq!(world.journal().await, before);

    let mut visitor = world.visitor();
    let back = fake.leave(&mut visitor, "/connexion/service").await;
    let mut copy = visitor.clone();
    enters(&visitor.get(&back).await);
    let again = copy.get(&back).await;
    stays_out(&mut copy, &again, 422, UNASKED, "a second time").await;
}

#[tokio::test]
async fn a_provider_that_is_down_slow_or_astray_is_told_and_the_password_still_works() {
    let fake = Fake::start().await;
    let world = world_through(fake.provider_with(Duration::from_secs(1))).await;
    let before = world.journal().await;
    let mut visitor = world.visitor();
    for (what, change) in [
        (
            "slow",
            (|said: &mut Said| said.pause = Duration::from_secs(4)) as fn(&mut Said),
        ),
        ("another issuer", |said| {
            said.description = json!({ "issuer": "https://autre.exemple" });
        }),
        ("an address without encryption", |said| {
            said.description = json!({ "token_endpoint": "http://autre.exemple/token" });
        }),
        ("no description", |said| said.description = json!({ "jwks_uri": null })),
    ] {
        fake.says(|said| {
            (said.pause, said.description) = (Duration::ZERO, json!({}));
            change(said);
        });
        let answer = visitor.get("/connexion/service").await;
        stays_out(&mut visitor, &answer, 503, SILENT, what).await;
    }
    let elsewhere = format!("{}/elsewhere", fake.address);
    fake.says(|said| said.description = json!({ "jwks_uri": elsewhere }));
    let answer = visitor.get("/connexion/service").await;
    stays_out(
        &mut visitor,
        &answer,
        503,
        SILENT,
        "keys that are elsewhere: no redirection is followed",
    )
    .await;
    let page = visitor.get("/connexion").await;
    assert!(
        page.words().contains("ProConnect n’a pas répondu au dernier essai"),
        "{}",
        page.words()
    );
    // It answers again, then fails in the middle.
    fake.says(|said| (said.pause, said.description) = (Duration::ZERO, json!({})));
    let back = fake.leave(&mut visitor, "/connexion/service").await;
    assert!(!visitor.get("/connexion").await.words().contains("n’a pas répondu"));
    fake.says(|said| said.pause = Duration::from_secs(4));
    let answer = visitor.get(&back).await;
    stays_out(&mut visitor, &answer, 503, SILENT, "slow in the middle").await;
    for (error, status, sentence) in [
        ("access_denied", 422, "interrompue chez ProConnect"),
        ("temporarily_unavailable", 503, SILENT),
        ("invalid_scope", 422, REFUSED),
    ] {
        fake.says(|said| said.pause = Duration::ZERO);
        let back = fake.leave(&mut visitor, "/connexion/service").await;
        let denied = back.replace(&format!("code={CODE}"), &format!("error={error}"));
        let answer = visitor.get(&denied).await;
        stays_out(&mut visitor, &answer, status, sentence, error).await;
    }
    assert_eq!(world.journal().await, before);
    enters(&sign_in(&mut visitor, PASSWORD).await);
}

#[tokio::test]
async fn keys_that_change_are_asked_for_again_and_not_at_each_forgery() {
    let (fake, world) = begun().await;
    enters(&fake.sign_in(&mut world.visitor()).await);
    fake.says(|said| (said.keys, said.names) = ([4, 4, 4], ["second", "second"]));
    let mut visitor = world.visitor();
    let answer = fake.sign_in(&mut visitor).await;
    stays_out(&mut visitor, &answer, 422, REFUSED, "within a minute").await;
    wait(61);
    enters(&fake.sign_in(&mut world.visitor()).await);
}

#[tokio::test]
async fn others_tell_of_people_plainly() {
    let (fake, world) = begun().await;
    fake.says(|said| said.kind = "application/json");
    enters(&fake.sign_in(&mut world.visitor()).await);
    fake.says(|said| said.kind = "text/html");
    let mut visitor = world.visitor();
    let answer = fake.sign_in(&mut visitor).await;
    stays_out(&mut visitor, &answer, 503, SILENT, "a page").await;
}
