//! Sessions: listed, closed from another one, ended by time, swept; and the cookie that holds them.

use testkit::moment::NOW;
use web::door::{Door, Lifetimes};
use web::site::Site;

use super::{PASSWORD, facts_since, sign_in, value_after, wait, world, world_with};
use crate::cast::Who;

#[tokio::test]
async fn one_sees_ones_sessions_and_closes_them_one_by_one_or_all_the_others() {
    let world = world().await;
    let mut here = Who::Neighbour.at(&world).await;
    let mut phone = world.visitor();
    let agent = [
        ("origin", "http://pacte.test"),
        ("sec-fetch-site", "same-origin"),
        (
            "user-agent",
            "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36",
        ),
    ];
    let form = format!("mel=personne10%40exemple.invalid&mdp={PASSWORD}&vers=");
    assert_eq!(phone.send("POST", "/connexion", &agent, &form).await.status, 303);
    let mut third = Who::Neighbour.at(&world).await;
    let page = here.get("/compte").await;
    let words = page.words();
    assert!(words.contains("Chrome, Android"), "{words}");
    assert_eq!(words.matches("cette session").count(), 1, "{words}");
    assert_eq!(words.matches("vue le 24 nov. 2026").count(), 3, "{words}");

    let token = value_after(
        page.text().split_once("Chrome, Android").expect("listed").1,
        "name=\"session\"",
    );
    let before = world.journal().await;
    assert_eq!(here.post("/compte/sessions", &format!("session={token}")).await.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["sessions_closed"]);
    assert_eq!(phone.get("/compte").await.status, 303, "closed");
    assert_eq!(third.get("/compte").await.status, 200, "another one stays");
    let before = world.journal().await;
    assert_eq!(
        here.post("/compte/sessions", &format!("session={token}")).await.status,
        303,
        "nothing is left to close"
    );
    assert_eq!(world.journal().await, before);

    assert_eq!(here.post("/compte/sessions", "session=autres").await.status, 303);
    assert_eq!(third.get("/compte").await.status, 303);
    assert_eq!(here.get("/compte").await.status, 200);
}

#[tokio::test]
async fn nobody_closes_the_session_of_another() {
    let world = world().await;
    let mut former = Who::Former.at(&world).await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let mut elsewhere = Who::Neighbour.at(&world).await;
    let page = neighbour.get("/compte").await.text();
    let token = value_after(page.split_once("/compte/sessions").expect("listed").1, "name=\"session\"");
    let before = world.journal().await;
    assert_eq!(former.post("/compte/sessions", &format!("session={token}")).await.status, 303);
    assert_eq!(world.journal().await, before);
    assert_eq!(elsewhere.get("/compte").await.status, 200);
    let own = former.post("/compte/sessions", "session=zz").await;
    assert_eq!(own.status, 404, "what is no session");
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_in_any_case() {
    let lifetimes = Lifetimes {
        whole_seconds: 7200,
        idle_seconds: 1800,
    };
    let world = world_with(|site| Site {
        door: Door {
            lifetimes,
            ..Door::default()
        },
        ..site
    })
    .await;
    let mut idle = Who::Neighbour.at(&world).await;
    let mut busy = idle.clone();
    wait(1799);
    assert_eq!(busy.get("/conventions").await.status, 200, "noted as seen");
    wait(1799);
    assert_eq!(
        idle.get("/conventions").await.status,
        200,
        "the same session, seen half an hour ago"
    );
    wait(1800);
    assert_eq!(idle.get("/conventions").await.status, 303, "idle for half an hour");
    let mut working = Who::Neighbour.at(&world).await;
    for _ in 0..5 {
        wait(1400);
        assert_eq!(working.get("/conventions").await.status, 200);
    }
    wait(200);
    assert_eq!(working.get("/conventions").await.status, 303, "two hours, whatever was done");
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_given_back_and_sent_again() {
    let world = world().await;
    let mut client = Who::Persona(people::Persona::FirstCoordinator).at(&world).await;
    let address = "/conventions/1/actions/9/suivi";
    let typed = "etat-0=going&fait-0=Deux+ateliers+%3Cb%3Etenus%3C%2Fb%3E+en+mai&mdp=secret-et-long";
    wait(2 * 60 * 60);
    let before = world.journal().await;
    let ended = client.post(address, typed).await;
    assert_eq!(ended.status, 403, "{}", ended.words());
    let words = ended.words();
    assert!(
        words.contains("Votre session a pris fin") && words.contains("Rien n’a été enregistré"),
        "{words}"
    );
    let page = ended.text();
    assert!(page.contains("Deux ateliers &#60;b&#62;tenus"), "escaped, and kept: {page}");
    assert!(!page.contains("secret-et-long"), "a password is not given back: {page}");
    assert!(page.contains(&format!("action=\"{address}\"")), "{page}");
    let elsewhere = client.post("/conventions/999/actions/9/suivi", typed).await;
    assert_eq!(elsewhere.status, 403, "whether it exists or not");
    let stranger = world.visitor().post(address, typed).await;
    assert_eq!(
        stranger.status, 403,
        "a cookie that is gone loses nothing of what was written"
    );
    assert!(stranger.text().contains("Deux ateliers"), "{}", stranger.text());
    let silent = world.visitor().post(address, "etat-0=going").await;
    assert_eq!(silent.status, 404, "whoever never had a session, and wrote nothing");
    assert_eq!(facts_since(&world, &before).await, [""; 0]);
}

#[tokio::test]
async fn reading_pages_writes_once_in_five_minutes_at_most() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let seen = |page: testkit::Answer| page.words().matches("vue le 25 nov. 2026").count();
    // Four and a half hours later it is another day in Paris.
    for _ in 0..5 {
        wait(55 * 60);
        neighbour.get("/conventions").await;
    }
    let before = world.journal().await;
    assert_eq!(seen(neighbour.get("/compte").await), 1);
    assert_eq!(world.journal().await, before, "a visit is not told");
}

#[tokio::test]
async fn each_sign_in_has_a_new_secret_and_its_cookie_is_bound_behind_tls() {
    let world = world().await;
    let plain = sign_in(&mut world.visitor(), PASSWORD).await;
    let again = sign_in(&mut world.visitor(), PASSWORD).await;
    assert_ne!(plain.header("set-cookie"), again.header("set-cookie"));
    let (pair, attributes) = plain.header("set-cookie").split_once("; ").expect("attributes");
    assert!(pair.starts_with("pacte="), "{pair}");
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Max-Age=43200");

    let secure = world_with(|site| Site {
        secure_cookies: true,
        ..site
    })
    .await;
    let answer = sign_in(&mut secure.visitor(), PASSWORD).await;
    let (pair, attributes) = answer.header("set-cookie").split_once("; ").expect("attributes");
    assert!(pair.starts_with("__Host-pacte="), "{pair}");
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200");
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
}

#[tokio::test]
async fn sessions_that_ended_are_swept_and_it_is_told() {
    let world = world().await;
    let open = Who::Neighbour.at(&world).await;
    drop(open);
    let before = world.journal().await;
    people::sweep(&world.store, NOW).await.expect("swept");
    assert_eq!(world.journal().await, before, "nothing is over");
    let later = NOW.plus_seconds(30 * 24 * 3600);
    people::sweep(&world.store, later).await.expect("swept");
    assert_eq!(facts_since(&world, &before).await, ["sessions_swept"]);
    let before = world.journal().await;
    people::sweep(&world.store, later).await.expect("swept");
    assert_eq!(world.journal().await, before, "nothing is left");
}
