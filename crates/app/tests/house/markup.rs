//! Every page as its browser receives it: nothing inline that the policy on content would refuse, one title, one heading,
//! names used once, labels that have their field. What needs eyes is tried in a real browser.

use std::collections::BTreeSet;

use people::Persona;
use testkit::Answer;

use crate::budgets::addresses;
use crate::cast::{self, Who};

/// Headers of every answer, whatever its status.
const GUARDS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'",
    ),
];

fn unguarded(answer: &Answer) -> Vec<String> {
    let missing = GUARDS.iter().filter(|(name, value)| !answer.header(name).starts_with(value));
    let mut wrong: Vec<String> = missing.map(|(name, _)| format!("no {name}")).collect();
    // An address that holds a secret is told to nobody.
    if !["same-origin", "strict-origin"].contains(&answer.header("referrer-policy")) {
        wrong.push("no referrer-policy".to_owned());
    }
    wrong
}

/// The values of an attribute, in order.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The tags of a page, without their brackets: words between tags may say anything.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

/// A tag without the values of its attributes: they may say anything.
fn bare(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

fn inline(html: &str) -> Vec<String> {
    let refused = tags(html).filter(|tag| {
        let bare = bare(tag);
        let script = bare.starts_with("script") && !bare.contains(" src=");
        let named = [" style=", " hx-on", " onclick=", " onchange=", " onsubmit="];
        let address = tag.contains("\"javascript:");
        script || address || bare.starts_with("style") || named.iter().any(|name| bare.contains(name))
    });
    refused.map(|tag| format!("inline: <{tag}>")).collect()
}

fn names(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let ids = values(html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    if known.len() != ids.len() {
        wrong.push("an id stands twice".to_owned());
    }
    let anchors = values(html, "href")
        .into_iter()
        .filter_map(|address| address.strip_prefix('#'));
    let labels = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];
    let pointed = labels
        .iter()
        .flat_map(|attribute| values(html, attribute))
        .flat_map(str::split_whitespace);
    let lost = anchors.chain(pointed).filter(|id| !known.contains(id));
    wrong.extend(lost.map(|id| format!("nothing is called #{id}")));
    wrong
}

fn shape(html: &str) -> Vec<String> {
    // A picture has a title of its own.
    let page: String = html
        .split("<svg")
        .map(|part| part.split_once("</svg>").map_or(part, |(_, after)| after))
        .collect();
    let count = |start: &str| tags(&page).filter(|tag| tag.split(' ').next() == Some(start)).count();
    let mut wrong = Vec::new();
    for once in ["h1", "title", "main"] {
        if count(once) != 1 {
            wrong.push(format!("{} <{once}>", count(once)));
        }
    }
    if !html.contains("<html lang=\"fr\"") {
        wrong.push("no language".to_owned());
    }
    wrong
}

#[tokio::test]
async fn every_page_is_well_made() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let mut wrong = Vec::new();
    let more = ["/nulle-part", "/conventions/2", "/demo"].map(|address| (address.to_owned(), false));
    for (address, administers) in addresses().into_iter().chain(more) {
        let client = if administers { &mut administrator } else { &mut coordinator };
        let answer = client.get(&address).await;
        let html = answer.text();
        let mut found = unguarded(&answer);
        // A file is no page.
        if answer.status != 303 && answer.header("content-type").starts_with("text/html") {
            found.extend([inline(&html), names(&html), shape(&html)].concat());
        }
        wrong.extend(found.into_iter().map(|what| format!("{address}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_a_form_answers_is_well_made() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    for (address, fields) in [
        ("/comptes", "nom=&mel=sans-arobase&mdp=court"),
        ("/mandats", "personne=&place=&role=&debut=20424&fin="),
        ("/mandats/fin", "mandat=1&fin=20424"),
        ("/mandats/reprise", "mandat=9&fin=20424"),
        ("/annuaire/contacts", "nom=&mel=sans-arobase&organisme=&fonction="),
        ("/annuaire/noms", "organisme=1&autre="),
        ("/annuaire/passation", "personne=1&vers=&jour=20424&fermer="),
        ("/comptes/fermeture", "personne=1"),
        ("/connexion", "mel=a%40exemple.invalid&mdp=faux&vers="),
        ("/comptes", "%FF=%FF"),
    ] {
        let answer = administrator.post(address, fields).await;
        let html = answer.text();
        assert_eq!(answer.status, 422, "{address}");
        let wrong = [unguarded(&answer), inline(&html), names(&html), shape(&html)].concat();
        assert!(wrong.is_empty(), "POST {address}: {wrong:?}");
    }
    // The neighbour has a password to change.
    let own = Who::Neighbour.at(&world).await.post("/compte", "actuel=&nouveau=court").await;
    assert_eq!((own.status, names(&own.text())), (422, vec![]));
    let foreign = administrator
        .send("POST", "/comptes", &[("origin", "https://ailleurs.exemple")], "nom=A")
        .await;
    assert_eq!(foreign.status, 403);
    assert_eq!(unguarded(&foreign), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_typed_is_never_markup() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let script = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%20onclick%3D%22x";
    let form = format!("nom={script}&mel={script}&mdp=court");
    let answer = administrator.post("/comptes", &form).await;
    assert_eq!(answer.status, 422);
    assert_eq!(inline(&answer.text()), Vec::<String>::new());
    assert!(answer.text().contains("alert(1)"), "what was typed is kept");
    // A name may hold anything: it is shown as it is written.
    let form = format!("nom={script}&mel=jo%40exemple.fr&mdp=un+long+mot+de+passe");
    assert_eq!(administrator.post("/comptes", &form).await.status, 303);
    let list = administrator.get("/comptes").await;
    assert_eq!(inline(&list.text()), Vec::<String>::new());
    assert!(
        list.words().contains("<script>alert(1)</script>\" onclick=\"x"),
        "{}",
        list.words()
    );
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let searched = coordinator
        .get(&format!("/conventions/1/plan/tableau?q={script}&annee={script}"))
        .await;
    assert_eq!((searched.status, inline(&searched.text())), (422, vec![]));
}
