//! Who tries too often waits: by account, known or not, by address of the network, in any process.

use testkit::{Answer, Client, World};

use super::{PASSWORD, beside, sign_in, sign_in_as, wait, world, world_with};
use web::door::Door;
use web::site::Site;

const UNKNOWN: &str = "inconnue%40exemple.invalid";

fn limited(answer: &Answer) -> bool {
    answer.status == 422 && answer.words().contains("Trop d’essais en peu de temps")
}

async fn fail(client: &mut Client, email: &str, times: usize) {
    for nth in 0..times {
        let answer = sign_in_as(client, email, "pas+le+bon").await;
        assert!(answer.words().contains("ne vont pas ensemble"), "{nth}: {}", answer.words());
    }
}

#[tokio::test]
async fn after_five_wrong_passwords_even_the_right_one_waits_and_an_unknown_account_is_told_alike() {
    let world = world().await;
    let (mut known, mut unknown) = (world.visitor(), world.visitor());
    fail(&mut known, "personne10%40exemple.invalid", 5).await;
    fail(&mut unknown, UNKNOWN, 5).await;
    let before = world.journal().await;
    let right = sign_in(&mut known, PASSWORD).await;
    let none = sign_in_as(&mut unknown, UNKNOWN, PASSWORD).await;
    assert!(limited(&right), "{}", right.words());
    assert!(
        right.words().contains("Recommencez après le 24 nov. 2026, 19 h"),
        "{}",
        right.words()
    );
    let said = |answer: &Answer| answer.text().replace("personne10@", "@").replace("inconnue@", "@");
    assert_eq!(said(&right), said(&none));
    assert_eq!(world.journal().await, before, "attempts are not told in the journal");
    wait(29);
    assert!(limited(&sign_in(&mut known, PASSWORD).await));
    wait(1);
    assert_eq!(sign_in(&mut known, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn the_wait_grows_and_a_right_password_forgets() {
    let world = world().await;
    let mut client = world.visitor();
    fail(&mut client, "personne10%40exemple.invalid", 5).await;
    for seconds in [30, 60, 120] {
        wait(seconds - 1);
        assert!(limited(&sign_in(&mut client, PASSWORD).await), "before {seconds} s");
        wait(1);
        fail(&mut client, "personne10%40exemple.invalid", 1).await;
    }
    wait(240);
    assert_eq!(sign_in(&mut client, PASSWORD).await.status, 303);
    fail(&mut client, "personne10%40exemple.invalid", 5).await;
}

#[tokio::test]
async fn two_processes_share_the_counts() {
    let world = world().await;
    let mut here = world.visitor();
    let mut there = beside(&world).await;
    fail(&mut here, "personne10%40exemple.invalid", 3).await;
    fail(&mut there, "personne10%40exemple.invalid", 2).await;
    assert!(limited(&sign_in(&mut here, PASSWORD).await));
    assert!(limited(&sign_in(&mut there, PASSWORD).await));
}

/// Sixty attempts from one address, each for another account.
async fn crowd(world: &World, address: &str, header: Option<&str>) -> Answer {
    let mut client = world.visitor().calling_from(address);
    let mut last = None;
    for nth in 0..61 {
        let forwarded = header.map(|header| format!("{header}{nth}"));
        let mut headers = testkit::client::FROM_THE_SITE.to_vec();
        if let Some(forwarded) = &forwarded {
            headers.push(("x-forwarded-for", forwarded));
        }
        // A key that is none: counted like a password, without the slow work.
        last = Some(client.send("POST", "/lien", &headers, "cle=00&mdp=x").await);
    }
    last.expect("an answer")
}

#[tokio::test]
async fn one_address_is_slowed_down_whatever_it_writes_in_its_headers_and_others_are_not() {
    let world = world().await;
    let forged = crowd(&world, "198.51.100.7", Some("203.0.113.")).await;
    assert!(limited(&forged), "{}", forged.words());
    let mut same = world.visitor().calling_from("198.51.100.7");
    assert!(limited(&sign_in(&mut same, PASSWORD).await), "passwords too");
    let mut other = world.visitor().calling_from("198.51.100.8");
    assert_eq!(sign_in(&mut other, PASSWORD).await.status, 303);
    wait(15 * 60);
    assert_eq!(sign_in(&mut same, PASSWORD).await.status, 303, "for a while only");
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_caller_is_counted_apart() {
    let world = world_with(|site| Site {
        door: Door {
            trusted_proxies: vec!["10.0.0.0/8".parse().expect("a network")],
            ..Door::default()
        },
        ..site
    })
    .await;
    let many = crowd(&world, "10.0.0.1", Some("203.0.113.")).await;
    assert!(!limited(&many), "61 callers: {}", many.words());
    let one = crowd(&world, "10.0.0.1", Some("192.0.2.66, 203.0.113.9, 10.0.0.")).await;
    assert!(limited(&one), "one caller, who wrote another address before: {}", one.words());
    let direct = crowd(&world, "198.51.100.7", Some("203.0.113.")).await;
    assert!(limited(&direct), "someone who is no proxy");
}

#[tokio::test]
async fn asking_for_a_forgotten_password_is_slowed_down_too() {
    let world = world().await;
    let mut client = world.visitor();
    for email in ["personne10%40exemple.invalid", UNKNOWN] {
        for _ in 0..3 {
            assert_eq!(client.post("/connexion/oubli", &format!("mel={email}")).await.status, 200);
        }
        assert!(
            limited(&client.post("/connexion/oubli", &format!("mel={email}")).await),
            "{email}"
        );
    }
}
