//! Pages, their frame, and the pages that say what went wrong.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::world::{Who, World, as_who};

#[tokio::test]
async fn a_page_has_its_frame_and_only_the_links_its_reader_may_follow() {
    let world = World::demo().await;
    let page = world.get(Who::Coordinator, "/conventions/1/plan").await.text;
    for expected in [
        "<title>Plan d’actions · CTG 2022-2026 — Pacte</title>",
        "<a class=\"skip\" href=\"#contenu\">",
        "CTG 2022-2026 <small>Saint-Exemple · &#60;Témoin&#62;</small>",
        "<h2>Le plan</h2>",
        "<a href=\"/conventions/1/plan\" aria-current=\"page\">",
        "<a href=\"/conventions/1/plan/tableau\">",
        "<form class=\"search\" role=\"search\" action=\"/conventions/1/plan/tableau\">",
        "Camille Coordinator",
        "Ville de Saint-Exemple",
        "<li aria-current=\"page\">Plan d’actions</li>",
        "action=\"/deconnexion\"",
    ] {
        assert!(page.contains(expected), "{expected} is missing from {page}");
    }
    assert!(!page.contains("href=\"/comptes\""));
    let partner = world.get(Who::Partner, "/conventions/1/plan").await.text;
    assert!(!partner.contains("i-history"), "a partner does not read the journal");
    let administrator = world.get(Who::Administrator, "/conventions").await.text;
    assert!(administrator.contains("href=\"/comptes\""));
    assert!(
        !administrator.contains("id=\"nav\""),
        "there is nothing to navigate outside a convention"
    );
}

#[tokio::test]
async fn the_chosen_theme_is_on_the_page() {
    let world = World::demo().await;
    let request = Request::get("/connexion")
        .header("cookie", "pacte-theme=dark")
        .body(Body::empty())
        .expect("a request");
    assert!(
        world
            .send(request)
            .await
            .text
            .contains("<html lang=\"fr\" data-theme=\"dark\">")
    );
    assert!(
        world
            .get(Who::Visitor, "/connexion")
            .await
            .text
            .contains("<html lang=\"fr\">")
    );
}

#[tokio::test]
async fn queries_are_told_in_the_demo_and_hidden_elsewhere() {
    let world = World::demo().await;
    assert_eq!(
        world
            .get(Who::Coordinator, "/conventions/1/plan")
            .await
            .header("x-pacte-queries"),
        "1"
    );
    assert_eq!(world.get(Who::Visitor, "/connexion").await.header("x-pacte-queries"), "0");
    let quiet = World::new(|site| site.count_queries = false).await;
    assert_eq!(
        quiet
            .get(Who::Coordinator, "/conventions/1/plan")
            .await
            .header("x-pacte-queries"),
        ""
    );
}

#[tokio::test]
async fn a_script_asks_for_a_part_and_is_led_to_sign_in_whole() {
    let world = World::demo().await;
    let ask = |who, kind| {
        let request = as_who(who, Request::get("/conventions/1/plan")).header("hx-request", "true");
        request
            .header("hx-request-type", kind)
            .body(Body::empty())
            .expect("a request")
    };
    assert!(world.send(ask(Who::Coordinator, "partial")).await.text.contains("htmx true"));
    assert!(world.send(ask(Who::Coordinator, "full")).await.text.contains("htmx false"));
    let led = world.send(ask(Who::Visitor, "partial")).await;
    assert_eq!(
        (led.status, led.header("hx-redirect")),
        (StatusCode::OK, "/connexion?vers=%2Fconventions%2F1%2Fplan")
    );
}

#[tokio::test]
async fn what_is_broken_has_a_number_and_no_reason() {
    let world = World::demo().await;
    let broken = world.get(Who::Visitor, "/casse").await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(broken.text.contains("Numéro de l’erreur"));
    assert!(!broken.text.contains("secret"));
    let panicked = world.get(Who::Visitor, "/panne").await;
    assert_eq!(panicked.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(panicked.text.contains("Pacte a rencontré une erreur"));
    assert!(panicked.text.contains("Numéro de l’erreur"));
    assert!(!panicked.text.contains("on purpose"));
    let stopped = world.get(Who::Visitor, "/injoignable").await;
    assert_eq!(stopped.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(stopped.text.contains("la lecture reste possible"));
}

#[tokio::test]
async fn a_form_is_invalid_unreadable_or_too_large() {
    let world = World::demo().await;
    let empty = world.post(Who::Coordinator, "/conventions/1/plan", "titre=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Écrivez un titre."));
    let without = world.post(Who::Coordinator, "/conventions/1/plan", "autre=1").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text.contains("Formulaire illisible"));
    let huge = format!("titre={}", "a".repeat(300_000));
    let large = world.post(Who::Coordinator, "/conventions/1/plan", &huge).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text.contains("dépasse la taille"));
}

#[tokio::test]
async fn the_gallery_shows_every_component_and_stays_light() {
    let world = World::demo().await;
    let gallery = world.get(Who::Visitor, "/composants").await;
    assert!(gallery.bytes < 60_000, "{} bytes", gallery.bytes);
    for class in [
        "btn-danger",
        "st-kept",
        "tag-guess",
        "gap-open",
        "theme th-pe",
        "org who",
        "pip-paper",
        "is-late",
        "paper",
        "src",
        "lines",
        "seg",
        "chip",
        "tabs",
        "table-frame",
        "pager",
        "gantt",
        "now-12",
        "has-error",
        "err-summary",
        "note-late",
        "empty",
    ] {
        assert!(gallery.text.contains(class), "{class}");
    }
}
