//! Signing in and out, as the browser keeps it.

use axum::http::StatusCode;

use crate::world::{Who, World};

#[tokio::test]
async fn signing_in_gives_a_cookie_that_opens_and_signing_out_takes_it_back() {
    let world = World::demo().await;
    let received = world
        .post(Who::Visitor, "/connexion", "mel=camille%40exemple.fr&mdp=juste")
        .await;
    assert_eq!(
        (received.status, received.header("location")),
        (StatusCode::SEE_OTHER, "/conventions")
    );
    let token = "2a".repeat(32);
    assert_eq!(
        received.header("set-cookie"),
        format!("pacte={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600")
    );
    let out = world.post(Who::Coordinator, "/deconnexion", "").await;
    assert_eq!(out.header("set-cookie"), "pacte=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host() {
    let world = World::new(|site| site.secure_cookies = true).await;
    let received = world
        .post(Who::Visitor, "/connexion", "mel=camille%40exemple.fr&mdp=juste")
        .await;
    let cookie = received.header("set-cookie");
    assert!(cookie.starts_with("__Host-pacte="), "{cookie}");
    assert!(cookie.contains("; Secure"), "{cookie}");
    assert_eq!(
        world.get(Who::Coordinator, "/conventions").await.status,
        StatusCode::SEE_OTHER,
        "the plain cookie is not read"
    );
}

#[tokio::test]
async fn what_was_typed_stays_and_the_secret_does_not() {
    let world = World::demo().await;
    let received = world
        .post(Who::Visitor, "/connexion", "mel=%3Cb%3E%40exemple.fr&mdp=faux")
        .await;
    assert_eq!(received.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        received.text.contains("value=\"&#60;b&#62;@exemple.fr\""),
        "{}",
        received.text
    );
    assert!(received.text.contains("Adresse ou mot de passe inconnus."));
    assert!(received.text.contains("aria-invalid=\"true\""));
    assert!(!received.text.contains("faux"));
}

#[tokio::test]
async fn a_theme_is_kept_and_leads_back_to_the_page() {
    let world = World::demo().await;
    let received = world.post(Who::Visitor, "/apparence", "theme=dark&vers=%2Fconnexion").await;
    assert_eq!(
        (received.status, received.header("location")),
        (StatusCode::SEE_OTHER, "/connexion")
    );
    assert!(
        received
            .header("set-cookie")
            .starts_with("pacte-theme=dark; Path=/; HttpOnly; SameSite=Lax")
    );
    let elsewhere = world
        .post(Who::Visitor, "/apparence", "theme=noir&vers=%2F%2Failleurs.exemple")
        .await;
    assert_eq!(elsewhere.header("location"), "/");
    assert!(elsewhere.header("set-cookie").starts_with("pacte-theme=auto;"));
}
