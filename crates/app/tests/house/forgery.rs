//! Forms that do not come from a page of the site: refused for every route, and nothing is recorded.

use app::rooms;
use testkit::client::FROM_THE_SITE;
use testkit::{Client, World};
use web::route::Method;

use crate::cast;
use crate::forms::{FORMS, Form};

/// What a forged request says of where it comes from.
const FORGERIES: [(&str, &[(&str, &str)]); 6] = [
    ("another site", &[("origin", "https://ailleurs.exemple")]),
    ("a page without an origin", &[("origin", "null")]),
    ("the browser says it is another site", &[("sec-fetch-site", "cross-site")]),
    ("a neighbour of the same domain", &[("sec-fetch-site", "same-site")]),
    (
        "another site, whatever the origin",
        &[("origin", "http://pacte.test"), ("sec-fetch-site", "cross-site")],
    ),
    ("nothing is said", &[]),
];

/// The sender of a form at a browser that has a cookie, so that the form would work.
async fn sender(world: &World, form: &Form) -> Client {
    let mut client = form.sender.at(world).await;
    client.post("/apparence", "theme=dark&vers=%2F").await;
    client
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_and_nothing_is_recorded() {
    let world = cast::world().await;
    for form in &FORMS {
        let mut client = sender(&world, form).await;
        let before = world.journal().await;
        for (what, headers) in FORGERIES {
            let answer = client.send("POST", &form.address(), headers, form.fields).await;
            assert_eq!(answer.status, 403, "POST {}: {what}", form.pattern);
            assert!(answer.words().contains("rien n’a été enregistré"), "{}", answer.words());
            assert_eq!(answer.header("set-cookie"), "", "POST {}: {what}", form.pattern);
        }
        assert_eq!(world.journal().await, before, "POST {}", form.pattern);
        // The same form from a page of the site does its work: the refusals above were not about anything else.
        client.send("POST", &form.address(), &FROM_THE_SITE, form.fields).await;
        let after = world.journal().await;
        let facts: Vec<&str> = after
            .iter()
            .filter(|entry| !before.contains(entry))
            .map(|entry| entry.fact.as_str())
            .collect();
        assert_eq!(facts, form.facts, "POST {}", form.pattern);
    }
}

#[test]
fn every_post_route_has_its_form() {
    let routes = rooms::routes(None).into_iter().filter(|route| route.method == Method::Post);
    let mut served: Vec<&str> = routes.map(|route| route.pattern).collect();
    let mut written: Vec<&str> = FORMS.iter().map(|form| form.pattern).collect();
    served.sort_unstable();
    written.sort_unstable();
    assert_eq!(written, served);
}
