//! What a right is asked for, and what a refusal tells: nothing. Everyone is sent everywhere in `matrix.rs`.

use app::rooms;
use web::Route;
use web::access::Access;
use web::route::Method;

use crate::cast::{self, Who};
use crate::forms::form_of;

#[tokio::test]
async fn what_is_introuvable_does_not_tell_its_methods() {
    let world = cast::world().await;
    let introuvable = world.visitor().get("/nulle-part").await;
    for route in rooms::routes(None) {
        for method in ["PUT", "PATCH", "DELETE", "PROPFIND"] {
            let address = route
                .pattern
                .replace("{convention}", "1")
                .replace("{action}", "15")
                .replace("{party}", "2")
                .replace("{organisation}", "1")
                .replace("{person}", "1")
                .replace("{document}", "1")
                .replace("{comment}", "1")
                .replace("{version}", "1")
                .replace("{campaign}", "1")
                .replace("{recipient}", "1");
            let answer = world
                .visitor()
                .send(method, &address, &testkit::client::FROM_THE_SITE, "")
                .await;
            assert_eq!(answer, introuvable, "{method} {address}");
        }
    }
}

#[tokio::test]
async fn the_same_page_is_sent_to_a_stranger_who_asks_for_what_exists_and_for_what_does_not() {
    let world = cast::world().await;
    let mut stranger = Who::Persona(people::Persona::Stranger).at(&world).await;
    let hidden = stranger.get("/conventions/1/actions/15").await;
    let absent = stranger.get("/conventions/999999/actions/15").await;
    assert_eq!(hidden.status, 404);
    assert_eq!(hidden, absent);
    assert!(hidden.words().contains("Page introuvable"), "{}", hidden.words());
}

#[tokio::test]
async fn outside_the_demo_its_routes_do_not_exist() {
    let world = cast::installation(rooms::routes(None)).await;
    let introuvable = world.visitor().get("/nulle-part").await;
    let demo: Vec<Route> = rooms::routes(None)
        .into_iter()
        .filter(|route| route.access == Access::Demo)
        .collect();
    assert!(demo.len() >= 3, "{}", demo.len());
    for route in demo {
        let mut visitor = world.visitor();
        let answer = match route.method {
            Method::Get => visitor.get(route.pattern).await,
            Method::Post => visitor.post(route.pattern, form_of(route.pattern).fields).await,
        };
        assert_eq!(answer, introuvable, "{route}");
    }
    assert!(world.journal().await.is_empty());
}

/// Addresses for which no right is asked, and why. The list grows on purpose only.
const WITHOUT_A_RIGHT: [(&str, Access); 53] = [
    // To become someone, or to choose the colours.
    ("/connexion", Access::Anyone),
    ("/installation", Access::Anyone),
    ("/apparence", Access::Anyone),
    // What the law asks to publish is for everyone.
    ("/accessibilite", Access::Anyone),
    ("/mentions-legales", Access::Anyone),
    ("/donnees-personnelles", Access::Anyone),
    // The form of the files that leave is for those who write software that reads them.
    ("/schemas/pacte-reading-1", Access::Anyone),
    // Whoever watches the server is a stranger to it, and is told yes or no.
    ("/sante", Access::Anyone),
    ("/sante/vie", Access::Anyone),
    // To prove who one is, otherwise than by a password.
    ("/lien", Access::Anyone),
    ("/connexion/oubli", Access::Anyone),
    ("/connexion/code", Access::Anyone),
    ("/connexion/cle/debut", Access::Anyone),
    ("/connexion/cle", Access::Anyone),
    ("/connexion/service", Access::Anyone),
    ("/connexion/service/retour", Access::Anyone),
    // Someone who left the other provider of identity comes back signed out.
    ("/deconnexion/service", Access::Anyone),
    // To stop letters, by the secret that each of them holds.
    ("/courriels/arret", Access::Anyone),
    ("/repondre/rappels", Access::Anyone),
    // To secure one's own account.
    ("/compte/sessions", Access::SignedIn),
    ("/compte/adresse", Access::SignedIn),
    ("/compte/code", Access::SignedIn),
    ("/compte/code/debut", Access::SignedIn),
    ("/compte/code/secours", Access::SignedIn),
    ("/compte/code/fin", Access::SignedIn),
    ("/compte/cles/debut", Access::SignedIn),
    ("/compte/cles", Access::SignedIn),
    ("/compte/cles/nom", Access::SignedIn),
    ("/compte/cles/fin", Access::SignedIn),
    ("/compte/services/fin", Access::SignedIn),
    // One's own data: to read, to take away, to ask that they be erased.
    ("/compte/donnees", Access::SignedIn),
    ("/compte/donnees/fichier", Access::SignedIn),
    ("/compte/donnees/effacement", Access::SignedIn),
    ("/compte/donnees/effacement/retrait", Access::SignedIn),
    // One's own door, conventions, account and session.
    ("/", Access::SignedIn),
    ("/conventions", Access::SignedIn),
    ("/compte", Access::SignedIn),
    ("/deconnexion", Access::SignedIn),
    ("/premiers-pas/rappel", Access::SignedIn),
    // What one was told of, and what one is written to about.
    ("/notifications", Access::SignedIn),
    ("/compte/courriels", Access::SignedIn),
    // Under which of one's own mandates to act.
    ("/mandat", Access::SignedIn),
    // Whoever is asked answers by a link: it is what is asked for.
    ("/repondre", Access::Anyone),
    ("/repondre/formulaire", Access::Anyone),
    ("/repondre/brouillon", Access::Anyone),
    ("/repondre/relecture", Access::Anyone),
    ("/repondre/fichier", Access::Anyone),
    ("/repondre/fichiers", Access::Anyone),
    ("/repondre/fichiers/retrait", Access::Anyone),
    ("/repondre/envoi", Access::Anyone),
    ("/repondre/transmettre", Access::Anyone),
    ("/repondre/nouveau-lien", Access::Anyone),
    // An elected person reads one page by a link: it is what is asked for.
    ("/fiche", Access::Anyone),
];

#[test]
fn a_right_is_asked_for_everything_else() {
    for route in rooms::routes(None) {
        let listed = WITHOUT_A_RIGHT.contains(&(route.pattern, route.access));
        let asked = match route.access {
            Access::Inside(_) => route.pattern.starts_with("/conventions/{convention}"),
            Access::Administrator(_) => !route.pattern.contains("{convention}"),
            Access::Demo => matches!(route.pattern, "/demo" | "/demo/courriers" | "/composants"),
            Access::Anyone | Access::SignedIn => false,
        };
        assert!(listed || asked, "{route}");
    }
}
