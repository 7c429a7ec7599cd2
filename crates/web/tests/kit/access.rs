//! Who may come where, and what the others see.

use axum::http::StatusCode;

use crate::world::{Received, Who, World};

/// 200, 303 to the sign-in page, or 404.
async fn check(world: &World, who: Who, address: &str, expected: u16) -> Received {
    let received = world.get(who, address).await;
    assert_eq!(received.status.as_u16(), expected, "{who:?} at {address}");
    if expected == 303 {
        assert!(
            received.header("location").starts_with("/connexion?vers="),
            "{who:?} at {address}"
        );
    }
    received
}

#[tokio::test]
async fn each_address_is_for_those_it_names() {
    let world = World::demo().await;
    for (address, visitor, coordinator, partner, administrator, stranger) in [
        ("/connexion", 200, 200, 200, 200, 200),
        ("/conventions", 303, 200, 200, 200, 200),
        ("/comptes", 303, 404, 404, 200, 404),
        ("/conventions/1/plan", 303, 200, 200, 404, 404),
        ("/conventions/1/journal", 303, 200, 404, 404, 404),
        ("/conventions/2/plan", 303, 404, 404, 404, 404),
        ("/composants", 200, 200, 200, 200, 200),
    ] {
        check(&world, Who::Visitor, address, visitor).await;
        check(&world, Who::Coordinator, address, coordinator).await;
        check(&world, Who::Partner, address, partner).await;
        check(&world, Who::Administrator, address, administrator).await;
        check(&world, Who::Stranger, address, stranger).await;
    }
}

#[tokio::test]
async fn a_mandate_that_ended_opens_nothing() {
    let world = World::demo().await;
    check(&world, Who::Former, "/conventions/1/plan", 404).await;
    check(&world, Who::Former, "/conventions", 200).await;
}

#[tokio::test]
async fn forbidden_and_unknown_are_the_same_page() {
    let world = World::demo().await;
    let unknown = check(&world, Who::Stranger, "/nulle-part", 404).await;
    for address in [
        "/conventions/1/plan",
        "/conventions/2/plan",
        "/conventions/99/plan",
        "/comptes",
        "/conventions/1/actions/quinze",
        "/conventions/1/actions/015",
        "/conventions/un/plan",
        "/conventions/1/plan/",
        "/deconnexion",
        "/assets/00000000/pacte.css",
        "/refus",
    ] {
        let received = check(&world, Who::Stranger, address, 404).await;
        assert_eq!(received.text, unknown.text, "{address}");
        assert_eq!(received.headers, unknown.headers, "{address}");
    }
    let post = world.post(Who::Stranger, "/conventions/1/plan", "titre=Plan").await;
    assert_eq!((post.status, post.text), (StatusCode::NOT_FOUND, unknown.text));
}

#[tokio::test]
async fn the_gallery_exists_in_the_demo_only() {
    let world = World::new(|site| site.demo = false).await;
    check(&world, Who::Visitor, "/composants", 404).await;
}

#[tokio::test]
async fn a_visitor_is_led_back_after_signing_in() {
    let world = World::demo().await;
    let received = check(&world, Who::Visitor, "/conventions/1/plan?q=%C3%A9cole", 303).await;
    assert_eq!(
        received.header("location"),
        "/connexion?vers=%2Fconventions%2F1%2Fplan%3Fq%3D%25C3%25A9cole"
    );
    let post = world.post(Who::Visitor, "/conventions/1/plan", "titre=Plan").await;
    assert_eq!(post.status, StatusCode::NOT_FOUND);
}
