//! Requests that another site makes the browser send.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::world::{Who, World, as_who};

async fn check(who: Who, headers: &[(&str, &str)], expected: StatusCode) {
    let world = World::demo().await;
    let mut request = as_who(who, Request::post("/conventions/1/plan")).header("host", "pacte.exemple.fr");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let received = world.send(request.body(Body::from("titre=Plan")).expect("a request")).await;
    assert_eq!(received.status, expected, "{who:?} {headers:?}");
    if expected == StatusCode::FORBIDDEN {
        assert!(received.text.contains("ne vient pas d’une page de Pacte"));
    }
}

const DONE: StatusCode = StatusCode::SEE_OTHER;
const REFUSED: StatusCode = StatusCode::FORBIDDEN;

#[tokio::test]
async fn a_form_of_the_site_is_received() {
    check(Who::Coordinator, &[("sec-fetch-site", "same-origin")], DONE).await;
    check(Who::Coordinator, &[("origin", "https://pacte.exemple.fr")], DONE).await;
    check(Who::Coordinator, &[("sec-fetch-site", "none")], DONE).await;
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    check(Who::Coordinator, &[("sec-fetch-site", "cross-site")], REFUSED).await;
    check(Who::Coordinator, &[("sec-fetch-site", "same-site")], REFUSED).await;
    check(Who::Coordinator, &[("origin", "https://ailleurs.exemple")], REFUSED).await;
    check(Who::Coordinator, &[("origin", "null")], REFUSED).await;
    check(
        Who::Coordinator,
        &[("sec-fetch-site", "cross-site"), ("origin", "https://ailleurs.exemple")],
        REFUSED,
    )
    .await;
}

#[tokio::test]
async fn a_cookie_that_does_not_say_where_it_comes_from_is_refused() {
    check(Who::Coordinator, &[], REFUSED).await;
    check(Who::Coordinator, &[("referer", "https://pacte.exemple.fr/")], REFUSED).await;
    // Without a cookie there is nothing to forge: the access decides.
    check(Who::Visitor, &[], StatusCode::NOT_FOUND).await;
}
