//! Addresses and forms that no page makes: cut, repeated, endless, in another encoding. Each is answered in words, and
//! nothing ever breaks.

use app::rooms;
use people::Persona;
use web::route::Method;

use crate::cast::{self, REFERENCE, Who};
use crate::forms::form_of;

/// What may follow `?`, whatever the page.
const QUERIES: [&str; 22] = [
    "%",
    "%FF%FE=%FF",
    "=",
    "&&&",
    "q=a&q=b",
    "q=%00",
    "q=%F0%9F%98%80",
    "q=%27%3B+DROP+TABLE+unscoped_action%3B--",
    "q=%25_%5C",
    "annee=2022&annee=2023",
    "annee=-1",
    "annee=99999999999999999999",
    "commune=999999",
    "commune=-1",
    "tri=inconnu&sens=inconnu",
    "lignes=0",
    "lignes=5-3",
    "lignes=99999999999-1",
    "lignes=1-1,2-2",
    "avant=-1",
    "avant=9223372036854775808",
    "vers=%2F%2Fexemple.invalid",
];

#[tokio::test]
async fn no_address_breaks_a_page() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let endless = format!("q={}", "parents+".repeat(2_000));
    for route in rooms::routes(None).iter().filter(|route| route.method == Method::Get) {
        let path = route.pattern.replace("{convention}", "1").replace("{action}", "15");
        let path = path.replace("{organisation}", "1").replace("{person}", "1");
        let odd = QUERIES.iter().copied().chain([endless.as_str()]);
        let odd = odd.map(|query| format!("{path}?{query}"));
        for address in odd.chain([format!("{path}/"), format!("{path}%2F"), format!("{path}/../plan")]) {
            let status = coordinator.get(&address).await.status;
            assert!(matches!(status, 200 | 303 | 404 | 422), "{status}: {address}");
        }
    }
}

#[tokio::test]
async fn no_form_breaks_a_page() {
    let world = cast::world().await;
    let before = world.journal().await;
    for route in rooms::routes(None).iter().filter(|route| route.method == Method::Post) {
        // A press says it all: no field can spoil it.
        if ["/deconnexion", "/conventions/exemple/creation"].contains(&route.pattern) {
            continue;
        }
        let form = form_of(route.pattern);
        let cut: String = form.fields.chars().take(form.fields.len().saturating_sub(1).min(9)).collect();
        let empty = form
            .fields
            .split('&')
            .map(|field| field.split('=').next().unwrap_or(field))
            .collect::<Vec<_>>();
        let emptied = empty.join("=&") + "=";
        // A character that one of the engines cannot keep.
        let nothing = form.fields.replace('=', "=%00");
        let endless = format!("{}{}", form.fields, "x".repeat(300_000));
        let mut sender = form.sender.at(&world).await;
        let opened = world.journal().await.len();
        for fields in [
            "",
            "=",
            "%FF=%FF",
            "&&",
            cut.as_str(),
            emptied.as_str(),
            nothing.as_str(),
            endless.as_str(),
        ] {
            let answer = sender.post(route.pattern, fields).await;
            let shown = &fields[..fields.len().min(60)];
            // What asks a question takes no field.
            let chosen = ["/apparence", "/premiers-pas/rappel"].contains(&route.pattern);
            let worked = (chosen && answer.status == 303) || (form.fields.is_empty() && answer.status == 200);
            assert!(
                matches!(answer.status, 404 | 413 | 422) || worked,
                "{}: {} {shown}",
                answer.status,
                route.pattern
            );
        }
        assert_eq!(world.journal().await.len(), opened, "{}", route.pattern);
    }
    let added: Vec<_> = world
        .journal()
        .await
        .into_iter()
        .filter(|entry| !before.contains(entry))
        .collect();
    assert!(added.iter().all(|entry| entry.fact == "signed_in"), "{added:?}");
}

#[tokio::test]
async fn a_search_is_a_text_and_never_a_statement() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let address = format!(
        "{}?q=%27+OR+1%3D1+--",
        web::href(domain::places::Target::PlanTable(REFERENCE))
    );
    let words = coordinator.get(&address).await.words();
    assert!(words.contains("0 action sur 24"), "{words}");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let world = cast::world().await;
    for vers in [
        "https%3A%2F%2Fexemple.invalid",
        "%2F%2Fexemple.invalid",
        "%2F%5Cexemple.invalid",
        "javascript%3Aalert(1)",
    ] {
        let fields = form_of("/connexion").fields.replace("vers=", &format!("vers={vers}"));
        let answer = world.visitor().post("/connexion", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/conventions"), "{vers}");
        let answer = world.visitor().post("/apparence", &format!("theme=dark&vers={vers}")).await;
        assert!(
            answer.location().is_empty() || answer.location() == "/",
            "{vers}: {}",
            answer.location()
        );
    }
}
