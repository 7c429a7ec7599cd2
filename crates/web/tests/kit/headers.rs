//! What every answer carries, whatever it answers.

use axum::body::Body;
use axum::http::Request;

use crate::world::{Who, World};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[tokio::test]
async fn every_answer_is_guarded() {
    let world = World::demo().await;
    for address in [
        "/connexion",
        "/conventions",
        "/nulle-part",
        "/panne",
        "/casse",
        "/favicon.ico",
        "/petit",
    ] {
        let received = world.get(Who::Visitor, address).await;
        assert_eq!(received.header("content-security-policy"), CSP, "{address}");
        assert_eq!(received.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(received.header("referrer-policy"), "same-origin", "{address}");
        assert_eq!(received.header("cross-origin-opener-policy"), "same-origin", "{address}");
        assert!(received.header("permissions-policy").contains("geolocation=()"), "{address}");
        assert_eq!(received.header("strict-transport-security"), "", "{address} is not on https");
    }
    let forged = Request::post("/connexion")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(world.send(forged).await.header("content-security-policy"), CSP);
}

#[tokio::test]
async fn https_is_kept_to() {
    let world = World::new(|site| site.secure_cookies = true).await;
    let received = world.get(Who::Visitor, "/connexion").await;
    assert_eq!(
        received.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
}

#[tokio::test]
async fn pages_are_never_kept_and_files_for_ever() {
    let world = World::demo().await;
    let page = world.get(Who::Coordinator, "/conventions/1/plan").await;
    assert_eq!(page.header("cache-control"), "no-store");
    let css = page
        .text
        .split('"')
        .find(|part| part.ends_with("pacte.css"))
        .expect("a stylesheet");
    let file = world.get(Who::Visitor, css).await;
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(file.header("content-type"), "text/css; charset=utf-8");
    let icon = world.get(Who::Visitor, "/favicon.ico").await;
    assert_eq!(icon.header("content-type"), "image/svg+xml");
}

#[tokio::test]
async fn answers_are_compressed_when_asked_and_worth_it() {
    let world = World::demo().await;
    let ask = |address: &str, encoding: &str| {
        Request::get(address)
            .header("accept-encoding", encoding)
            .body(Body::empty())
            .expect("a request")
    };
    let plain = world.get(Who::Visitor, "/composants").await;
    let packed = world.send(ask("/composants", "gzip, br")).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.bytes * 3 < plain.bytes, "{} against {}", packed.bytes, plain.bytes);
    let font = plain
        .text
        .split('"')
        .find(|part| part.contains("hanken-grotesk"))
        .expect("a font");
    assert_eq!(
        world.send(ask(font, "br")).await.header("content-encoding"),
        "",
        "a font is packed already"
    );
    assert_eq!(world.send(ask("/petit", "gzip, br")).await.header("content-encoding"), "");
}
