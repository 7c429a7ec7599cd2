//! The matrix of rights: every address and every form, with what exists here, elsewhere and nowhere in the place of each
//! number, sent by everyone who may come. The answer is the one of the policy; what is refused cannot be told from what does
//! not exist, and leaves nothing behind.
//!
//! Everything is made from the routes, their samples and the forms of `forms.rs`: a new route is in the matrix once it is
//! listed. `docs/rights-matrix.txt` holds how many requests each one sends; fewer is refused. To count again:
//! `INSTA_UPDATE=always cargo x test app`.

use std::fmt::Write as _;
use std::path::Path;

use app::rooms;
use people::Persona;
use testkit::{Answer, Client, World};
use web::access::Access;
use web::route::Method;

use crate::cast::{self, Who};
use crate::forms::form_of;
use crate::requests::{Outcome, Request, UNKNOWN, bent, requests};

/// Where the counts are kept.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights-matrix.txt");

/// Someone at a browser.
enum Caller {
    Someone(Who),
    /// Signed in when their account was closed: nobody, to the policy.
    Closed(Client),
}

impl Caller {
    const fn who(&self) -> Who {
        match self {
            Self::Someone(who) => *who,
            Self::Closed(_) => Who::Visitor,
        }
    }

    async fn client(&self, world: &World) -> Client {
        match self {
            Self::Someone(who) => who.at(world).await,
            Self::Closed(client) => client.clone(),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Someone(Who::Persona(persona)) => format!("{persona:?}"),
            Self::Someone(who) => format!("{who:?}"),
            Self::Closed(_) => "Closed".to_owned(),
        }
    }
}

/// What the answer is, when it is one of the three.
fn outcome(answer: &Answer, introuvable: &Answer) -> Option<Outcome> {
    match answer.status {
        303 if answer.location().starts_with("/connexion?vers=") => Some(Outcome::SignInFirst),
        200 | 303 | 422 => Some(Outcome::Answered),
        404 if answer == introuvable || given_back(answer).is_some_and(|page| page == introuvable.text()) => {
            Some(Outcome::NotFound)
        }
        // Said of every address alike, to whoever comes with a session that is no more.
        403 if answer.words().contains("Votre session a pris fin") => Some(Outcome::NotFound),
        _ => None,
    }
}

/// The page without what it gives back of the words that were sent, when it gives some back: they tell nothing of the address.
fn given_back(answer: &Answer) -> Option<String> {
    let page = answer.text();
    let (before, rest) = page.split_once("<h2 class=\"mt\">Ce que vous aviez écrit</h2>")?;
    let (_, after) = rest.split_once("<p class=\"section\">")?;
    Some(format!("{before}<p class=\"section\">{after}"))
}

/// Sends everything as someone, and tells where the answer is not the expected one.
async fn surprises(world: &World, caller: &Caller) -> Vec<String> {
    let all = requests();
    let who = caller.who();
    let (answered, refused): (Vec<&Request>, Vec<&Request>) =
        all.iter().partition(|request| request.expected(who) == Outcome::Answered);
    let mut surprises = refusals(world, caller, &refused).await;
    let (bent, straight): (Vec<&Request>, Vec<&Request>) = answered.into_iter().partition(|request| request.bent);
    surprises.extend(numbers_of_nothing(world, caller, &bent).await);
    surprises.extend(answers(world, caller, &straight).await);
    surprises
        .into_iter()
        .map(|line| format!("{}: {line}", caller.name()))
        .collect()
}

/// What is refused answers as what does not exist, and nothing is recorded.
async fn refusals(world: &World, caller: &Caller, refused: &[&Request]) -> Vec<String> {
    let introuvable = world.visitor().get("/nulle-part").await;
    let client = caller.client(world).await;
    let before = world.journal().await;
    let mut surprises = Vec::new();
    for request in refused {
        let (answer, expected) = (request.send(&client).await, request.expected(caller.who()));
        if outcome(&answer, &introuvable) != Some(expected) {
            surprises.push(format!("{}: {expected:?}, not {}", request.line(), answer.status));
        }
    }
    if world.journal().await != before {
        surprises.push("something that is refused was recorded".to_owned());
    }
    surprises
}

/// A number of nothing, sent by someone who may come: explained or introuvable, and nothing is recorded.
async fn numbers_of_nothing(world: &World, caller: &Caller, bent: &[&Request]) -> Vec<String> {
    let mut surprises = Vec::new();
    for request in bent {
        let client = caller.client(world).await;
        let before = world.journal().await.len();
        let answer = request.send(&client).await;
        if !matches!(answer.status, 200 | 303 | 404 | 422) {
            surprises.push(format!("{}: {}", request.line(), answer.status));
        }
        if world.journal().await.len() != before {
            surprises.push(format!("{} was recorded", request.line()));
        }
    }
    surprises
}

/// What is allowed is answered. Each form has a session of its own.
async fn answers(world: &World, caller: &Caller, straight: &[&Request]) -> Vec<String> {
    let introuvable = world.visitor().get("/nulle-part").await;
    let reader = caller.client(world).await;
    let mut surprises = Vec::new();
    for request in straight {
        let client = match request.method {
            Method::Get => reader.clone(),
            Method::Post => caller.client(world).await,
        };
        let answer = request.send(&client).await;
        if outcome(&answer, &introuvable) != Some(Outcome::Answered) {
            surprises.push(format!("{}: Answered, not {}", request.line(), answer.status));
        }
    }
    surprises
}

async fn check(callers: impl IntoIterator<Item = Who>) {
    let world = cast::world().await;
    let mut all = Vec::new();
    for who in callers {
        all.extend(surprises(&world, &Caller::Someone(who)).await);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[tokio::test]
async fn those_around_the_convention_are_answered_as_the_policy_says() {
    check([Who::Visitor, Who::Neighbour, Who::Former, Who::Future]).await;
}

#[tokio::test]
async fn those_who_sign_are_answered_as_the_policy_says() {
    let signatories = [
        Persona::FirstCoordinator,
        Persona::SecondCoordinator,
        Persona::Mayor,
        Persona::FundOfficer,
    ];
    check(signatories.map(Who::Persona)).await;
}

#[tokio::test]
async fn those_who_follow_and_those_who_administer_are_answered_as_the_policy_says() {
    let others = [
        Persona::FundDirector,
        Persona::PartnerContact,
        Persona::Auditor,
        Persona::Stranger,
        Persona::Administrator,
    ];
    check(others.map(Who::Persona)).await;
}

#[tokio::test]
async fn someone_whose_account_was_closed_is_nobody_at_once() {
    let world = cast::world().await;
    let who = Who::Persona(Persona::SecondCoordinator);
    let client = who.at(&world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let person = who.person().expect("someone");
    let ended = administrator.post("/mandats/fin", "mandat=2&fin=2026-10-31").await;
    assert_eq!(ended.status, 303, "{}", ended.words());
    let closed = administrator.post("/comptes/fermeture", &format!("personne={person}")).await;
    assert_eq!(closed.status, 303, "{}", closed.words());
    let all = surprises(&world, &Caller::Closed(client)).await;
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What is read on a phone and typed: the number of nothing, and each attempt counts.
const TYPED: &str = "code";

/// The number of someone's own, under the name of its field.
fn own(who: Who, field: &str) -> Option<i64> {
    match field {
        "agir_sous" => who.mandate().map(|(mandate, ..)| mandate.ordinal()),
        "cle" => (who == Who::Persona(Persona::FirstCoordinator)).then_some(1),
        _ => None,
    }
}

/// Whether two answers are the same, once the number asked is the same.
fn alike(one: &Answer, number: &str, other: &Answer) -> bool {
    let told = |answer: &Answer| format!("{} {:?} {}", answer.status, answer.headers, answer.text());
    told(other).replace(UNKNOWN, number) == told(one)
}

#[tokio::test]
async fn the_number_of_someone_elses_answers_as_the_number_of_nothing() {
    let world = cast::world().await;
    let routes = rooms::routes(None).into_iter().filter(|route| route.method == Method::Post);
    let mut compared = 0;
    for route in routes.filter(|route| route.access == Access::SignedIn) {
        let fields = form_of(route.pattern).fields;
        for unknown in bent(fields, &[UNKNOWN]) {
            let field = unknown
                .split('&')
                .find_map(|field| field.strip_suffix(&format!("={UNKNOWN}")));
            if field == Some(TYPED) {
                continue;
            }
            for who in Who::all().filter(|who| *who != Who::Visitor) {
                let client = who.at(&world).await;
                let before = world.journal().await;
                let nothing = client.clone().post(route.pattern, &unknown).await;
                for number in (1..=14).filter(|number| Some(*number) != own(who, field.unwrap_or_default())) {
                    let form = unknown.replace(UNKNOWN, &number.to_string());
                    let answer = client.clone().post(route.pattern, &form).await;
                    assert!(
                        alike(&answer, &number.to_string(), &nothing),
                        "{who:?}: {} {form}",
                        route.pattern
                    );
                    compared += 1;
                }
                assert_eq!(world.journal().await, before, "{who:?}: {} {fields}", route.pattern);
            }
        }
    }
    assert!(compared > 400, "{compared}");
}

/// How many requests each one sends.
fn counted() -> String {
    let all = requests();
    let mut text = String::from(
        "Requests of the matrix of rights, counted by crates/app/tests/house/matrix.rs; never fewer.\n\
         sent = in all, answered = allowed by the policy, nothing = of these, with a number of nothing in a field,\n\
         sign in = sent to the door, introuvable = as what does not exist. Closed = an account closed while signed in.\n\n",
    );
    let columns = ["", "sent", "answered", "nothing", "sign in", "introuvable"];
    let mut row = |cells: [String; 6]| {
        let line = cells
            .iter()
            .skip(1)
            .fold(format!("{:<18}", cells[0]), |line, cell| format!("{line}{cell:>12}"));
        writeln!(text, "{}", line.trim_end()).expect("written");
    };
    row(columns.map(str::to_owned));
    let everyone = Who::all().map(|who| (Caller::Someone(who).name(), who));
    for (name, who) in everyone.chain([("Closed".to_owned(), Who::Visitor)]) {
        let many = |outcome: Outcome| {
            all.iter()
                .filter(|request| request.expected(who) == outcome)
                .count()
                .to_string()
        };
        let nothing = all
            .iter()
            .filter(|request| request.bent && request.expected(who) == Outcome::Answered);
        row([
            name,
            all.len().to_string(),
            many(Outcome::Answered),
            nothing.count().to_string(),
            many(Outcome::SignInFirst),
            many(Outcome::NotFound),
        ]);
    }
    text
}

/// Name and number of requests sent, for each line of the table.
fn sent(text: &str) -> Vec<(&str, usize)> {
    let rows = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.next()?.parse().ok()?))
    });
    rows.collect()
}

#[test]
fn the_matrix_never_shrinks() {
    let now = counted();
    let total: usize = sent(&now).iter().map(|(_, many)| many).sum();
    println!("matrix of rights: {total} requests by {} callers", sent(&now).len());
    if std::env::var("INSTA_UPDATE").is_ok_and(|asked| asked == "always") {
        std::fs::write(Path::new(KEPT), &now).expect("written");
    }
    let kept = std::fs::read_to_string(KEPT).expect("docs/rights-matrix.txt");
    assert!(sent(&kept).len() >= 14, "{kept}");
    for (name, many) in sent(&kept) {
        let own = sent(&now).into_iter().find(|(other, _)| *other == name);
        let own = own.map_or(0, |(_, many)| many);
        assert!(
            own >= many,
            "{name} sent {many} requests, and sends {own}: what is no longer tried?"
        );
    }
}
