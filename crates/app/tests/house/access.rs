//! Every route, visited by everyone, with ordinals that exist, that do not, and that are none: the answer is the one of the
//! policy, and what is refused cannot be told from what does not exist.

use app::rooms;
use domain::access::allows;
use domain::ids::ConventionId;
use testkit::{Answer, Client, World};
use web::Route;
use web::access::Access;
use web::route::Method;

use crate::cast::{self, Who};
use crate::forms::form_of;

/// What stands in the place of each parameter: what exists in both conventions, what exists in neither, what is no ordinal.
const ORDINALS: [(&str, &[&str]); 5] = [
    ("convention", &["1", "2", "999999", "0", "texte"]),
    ("action", &["15", "999999", "0", "texte"]),
    ("party", &["2", "999999", "0", "texte"]),
    ("organisation", &["1", "999999", "0", "texte"]),
    ("person", &["1", "999999", "0", "texte"]),
];

/// What a visit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Answered,
    SignInFirst,
    NotFound,
}

/// An address made from the pattern of a route.
struct Address {
    text: String,
    ordinals: Vec<&'static str>,
}

impl Address {
    /// Every address of a route.
    fn of(route: &Route) -> Vec<Self> {
        let start = Self {
            text: route.pattern.to_owned(),
            ordinals: Vec::new(),
        };
        ORDINALS.iter().fold(vec![start], |addresses, (name, values)| {
            addresses.into_iter().flat_map(|address| address.with(name, values)).collect()
        })
    }

    fn with(self, name: &str, values: &[&'static str]) -> Vec<Self> {
        let parameter = format!("{{{name}}}");
        if !self.text.contains(&parameter) {
            return vec![self];
        }
        let put = |value: &&'static str| Self {
            text: self.text.replace(&parameter, value),
            ordinals: self.ordinals.iter().copied().chain([*value]).collect(),
        };
        values.iter().map(put).collect()
    }

    fn is_malformed(&self) -> bool {
        self.ordinals.iter().any(|ordinal| matches!(*ordinal, "0" | "texte"))
    }

    fn exists(&self) -> bool {
        !self.is_malformed() && !self.ordinals.contains(&"999999")
    }

    fn convention(&self) -> Option<ConventionId> {
        self.ordinals.first()?.parse().ok().map(ConventionId::new)
    }
}

/// The answer of the policy.
fn expected(route: &Route, address: &Address, who: Who) -> Outcome {
    let founded = route.pattern == "/installation";
    if address.is_malformed() || founded {
        return Outcome::NotFound;
    }
    let allowed = match route.access {
        Access::Anyone | Access::Demo => true,
        Access::SignedIn => who != Who::Visitor,
        Access::Administrator(verb) => allows(who.standing(None), verb).is_ok(),
        Access::Inside(verb) => allows(who.standing(address.convention()), verb).is_ok(),
    };
    match (allowed, who, route.method) {
        (true, ..) if address.exists() => Outcome::Answered,
        (false, Who::Visitor, Method::Get) => Outcome::SignInFirst,
        _ => Outcome::NotFound,
    }
}

/// What the answer is, when it is one of the three.
fn outcome(answer: &Answer, introuvable: &Answer) -> Option<Outcome> {
    match answer.status {
        303 if answer.location().starts_with("/connexion?vers=") => Some(Outcome::SignInFirst),
        200 | 303 | 422 => Some(Outcome::Answered),
        404 if answer == introuvable => Some(Outcome::NotFound),
        _ => None,
    }
}

async fn visit(route: &Route, address: &Address, client: &Client) -> Answer {
    // Another window: what it receives stays there.
    let mut client = client.clone();
    match route.method {
        Method::Get => client.get(&address.text).await,
        Method::Post => client.post(&address.text, form_of(route.pattern).fields).await,
    }
}

/// Visits everything as `who`, and tells where the answer is not the expected one.
async fn surprises(world: &World, who: Who) -> Vec<String> {
    let introuvable = world.visitor().get("/nulle-part").await;
    let client = who.at(world).await;
    let mut surprises = Vec::new();
    let mut routes = rooms::routes(None);
    // Signing out, or a new password, ends the sessions: pages first, then each form in a session of its own.
    routes.sort_by_key(|route| route.method);
    for route in routes {
        for address in Address::of(&route) {
            let client = if route.method == Method::Post {
                who.at(world).await
            } else {
                client.clone()
            };
            let before = world.journal().await.len();
            let answer = visit(&route, &address, &client).await;
            let (expected, got) = (expected(&route, &address, who), outcome(&answer, &introuvable));
            if got != Some(expected) {
                let status = answer.status;
                surprises.push(format!(
                    "{who:?}: {} {}: {expected:?}, not {status} {got:?}",
                    route.method, address.text
                ));
            }
            if expected != Outcome::Answered && world.journal().await.len() != before {
                surprises.push(format!("{who:?}: {} {} was recorded", route.method, address.text));
            }
        }
    }
    surprises
}

#[tokio::test]
async fn every_route_answers_everyone_as_the_policy_says() {
    let world = cast::world().await;
    let mut all = Vec::new();
    for who in Who::all() {
        all.extend(surprises(&world, who).await);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

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
                .replace("{person}", "1");
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
const WITHOUT_A_RIGHT: [(&str, Access); 28] = [
    // To become someone, or to choose the colours.
    ("/connexion", Access::Anyone),
    ("/installation", Access::Anyone),
    ("/apparence", Access::Anyone),
    // What the law asks to publish is for everyone.
    ("/accessibilite", Access::Anyone),
    ("/mentions-legales", Access::Anyone),
    ("/donnees-personnelles", Access::Anyone),
    // Whoever watches the server is a stranger to it, and is told yes or no.
    ("/sante", Access::Anyone),
    ("/sante/vie", Access::Anyone),
    // To prove who one is, otherwise than by a password.
    ("/lien", Access::Anyone),
    ("/connexion/oubli", Access::Anyone),
    ("/connexion/code", Access::Anyone),
    ("/connexion/cle/debut", Access::Anyone),
    ("/connexion/cle", Access::Anyone),
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
    // One's own door, conventions, account and session.
    ("/", Access::SignedIn),
    ("/conventions", Access::SignedIn),
    ("/compte", Access::SignedIn),
    ("/deconnexion", Access::SignedIn),
    // Under which of one's own mandates to act.
    ("/mandat", Access::SignedIn),
];

#[test]
fn a_right_is_asked_for_everything_else() {
    for route in rooms::routes(None) {
        let listed = WITHOUT_A_RIGHT.contains(&(route.pattern, route.access));
        let asked = match route.access {
            Access::Inside(_) => route.pattern.starts_with("/conventions/{convention}"),
            Access::Administrator(_) => !route.pattern.contains("{convention}"),
            Access::Demo => matches!(route.pattern, "/demo" | "/composants"),
            Access::Anyone | Access::SignedIn => false,
        };
        assert!(listed || asked, "{route}");
    }
}
