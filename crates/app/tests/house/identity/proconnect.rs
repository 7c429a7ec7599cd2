//! Sign-in by a real provider of identity, in the shape of ProConnect, that this test starts (`provider/`): the whole way, from the
//! page of sign-in to leaving.
//!
//! Its tokens tell the real time: the world is brought to it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use app::clock;
use identity::{Provider, Settings};
use serde_json::json;
use testkit::moment::NOW;
use testkit::{Answer, Client, World};

use super::fake_provider::{settings, world_through};
use super::wire::{Browser, Page};
use super::{PASSED, administrator, facts_since};
use crate::command::pacte;

/// The folder of the provider, and what installs it.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provider");
const INSTALL: &str = "`cargo x test` installs it; by hand, with Node 18 or later: cd provider && npm ci";

const SECRET: &str = "un secret partage par les essais seulement";

/// The provider, until it is dropped.
struct Server {
    process: Child,
    address: String,
    /// What it says; nobody reads it, and it would stop if nobody could.
    _output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let installed = Path::new(FOLDER).join("node_modules/oidc-provider");
        assert!(
            installed.is_dir(),
            "the provider of identity of the tests is not installed. {INSTALL}"
        );
        let mut process = Command::new("node")
            .args(["provider.mjs", "http://pacte.test"])
            .current_dir(FOLDER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("node cannot be started: {error}. {INSTALL}"));
        let mut lines = BufReader::new(process.stdout.take().expect("an output"));
        let mut address = String::new();
        lines.read_line(&mut address).expect("an address");
        let address = address.trim().to_owned();
        assert!(
            address.starts_with("http://127.0.0.1:"),
            "the provider does not start: {address:?}"
        );
        Self {
            process,
            address,
            _output: lines,
        }
    }

    /// Who sits at the browser from now on.
    async fn seats(&self, agent: serde_json::Value) {
        let page = Browser::new()
            .post(&format!("{}/agent", self.address), "application/json", &agent.to_string())
            .await;
        assert_eq!(page.status, 204);
    }

    fn provider(&self) -> Arc<Provider> {
        let settings = Settings {
            secret: SECRET.to_owned(),
            // As ProConnect: it gives the addresses of agents, and says nothing more of them.
            vouches: true,
            ..settings(&self.address, Duration::from_secs(10))
        };
        Arc::new(Provider::new(settings).expect("settings"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn begun() -> (Server, World) {
    let real = clock::now().micros() - NOW.micros();
    PASSED.store(real.div_euclid(1_000_000), Ordering::Relaxed);
    let server = Server::start();
    let world = world_through(server.provider()).await;
    (server, world)
}

fn neighbour() -> serde_json::Value {
    json!({
        "sub": "andrea", "email": "Personne10@exemple.invalid", "given_name": "Andréa", "usual_name": "Voisin",
        "siret": "21130071300017", "amr": ["pwd"],
    })
}

/// Follows the provider from one page to the next, until it sends the browser back to Pacte.
async fn through(browser: &mut Browser, mut page: Page) -> String {
    for _ in 0..10 {
        let Some(next) = page.location.clone() else {
            panic!("{} leads nowhere: {}", page.status, page.body)
        };
        if let Some(back) = next.strip_prefix("http://pacte.test") {
            return back.to_owned();
        }
        page = browser.get(&next).await;
    }
    panic!("the provider never ends")
}

/// One leaves Pacte for the provider: the address one comes back to.
async fn leave(client: &mut Client, browser: &mut Browser) -> String {
    let away = client.get("/connexion/service?vers=%2Fcompte").await;
    assert_eq!(away.status, 303, "{}", away.words());
    let page = browser.get(away.location()).await;
    through(browser, page).await
}

async fn sign_in(client: &mut Client, browser: &mut Browser) -> Answer {
    let back = leave(client, browser).await;
    client.get(&back).await
}

#[tokio::test]
async fn an_agent_comes_by_proconnect_is_bound_comes_back_and_leaves() {
    let (server, world) = begun().await;
    server.seats(neighbour()).await;
    let before = world.journal().await;
    let (mut client, mut browser) = (world.visitor(), Browser::new());
    let entered = sign_in(&mut client, &mut browser).await;
    assert_eq!((entered.status, entered.location()), (303, "/compte"), "{}", entered.words());
    assert_eq!(facts_since(&world, &before).await, ["identity_bound", "signed_in"]);
    assert!(client.get("/compte").await.words().contains("Ouverte par ProConnect"));

    // The same agent, at another address: known by name.
    let moved = json!({ "email": "andrea.voisin@exemple.invalid" });
    server.seats(merged(neighbour(), &moved)).await;
    let before = world.journal().await;
    let mut again = world.visitor();
    let entered = sign_in(&mut again, &mut Browser::new()).await;
    assert_eq!(entered.status, 303, "{}", entered.words());
    assert_eq!(facts_since(&world, &before).await, ["signed_in"]);
    let page = administrator(&world).await.get("/comptes/acces").await.words();
    assert!(
        page.contains("ProConnect donne l’adresse andrea.voisin@exemple.invalid"),
        "{page}"
    );

    // Leaving leads to the provider, which takes the token for the one it gave, and back.
    let left = client.post("/deconnexion", "").await.text();
    let place = testkit::page::links(&left)
        .into_iter()
        .find(|link| link.starts_with(&server.address));
    let asks = browser.get(&place.expect("a link")).await;
    assert_eq!(asks.status, 200, "{}", asks.body);
    let form = format!("xsrf={}&logout=yes", asks.value_of("xsrf"));
    let confirmed = format!("{}/session/end/confirm", server.address);
    let page = browser.post(&confirmed, "application/x-www-form-urlencoded", &form).await;
    let back = through(&mut browser, page).await;
    let told = client.get(&back).await.words();
    assert!(told.contains("Vos sessions de Pacte et de ProConnect sont fermées"), "{told}");
}

#[tokio::test]
async fn an_agent_who_is_unknown_gives_up_or_bends_the_answer_stays_out() {
    let (server, world) = begun().await;
    let before = world.journal().await;
    server
        .seats(merged(neighbour(), &json!({ "sub": "lou", "email": "lou@exemple.invalid" })))
        .await;
    let unknown = sign_in(&mut world.visitor(), &mut Browser::new()).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.words().contains("lou@exemple.invalid"), "{}", unknown.words());
    assert!(
        unknown.words().contains("Demandez à la personne qui administre Pacte"),
        "{}",
        unknown.words()
    );

    server.seats(json!({ "sub": "lou", "refuses": true })).await;
    let denied = sign_in(&mut world.visitor(), &mut Browser::new()).await;
    assert!(denied.words().contains("interrompue chez ProConnect"), "{}", denied.words());

    server.seats(neighbour()).await;
    for (part, other) in [("state=", "state=0"), ("code=", "code=0"), ("iss=http", "iss=https")] {
        let mut client = world.visitor();
        let back = leave(&mut client, &mut Browser::new()).await;
        assert!(back.contains(part), "{back}");
        assert_eq!(client.get(&back.replacen(part, other, 1)).await.status, 422, "{part}");
        assert_eq!(client.get(&back).await.status, 422, "{part}: the question is used up");
    }
    // An answer to the question of someone else, brought here.
    let (mut one, mut two) = (world.visitor(), world.visitor());
    let mine = leave(&mut one, &mut Browser::new()).await;
    let other = leave(&mut two, &mut Browser::new()).await;
    let code = |back: &str| {
        back.split("code=")
            .nth(1)
            .and_then(|rest| rest.split('&').next())
            .map(str::to_owned)
            .expect("a code")
    };
    let mixed = mine.replace(&code(&mine), &code(&other));
    assert_eq!(one.get(&mixed).await.status, 422, "the code of another question");
    assert_eq!(world.journal().await, before, "nothing was told");
}

#[tokio::test]
async fn a_provider_that_went_away_is_told() {
    let (server, world) = begun().await;
    server.seats(neighbour()).await;
    let mut client = world.visitor();
    let back = leave(&mut client, &mut Browser::new()).await;
    drop(server);
    let told = client.get(&back).await;
    assert_eq!(told.status, 503);
    assert!(told.words().contains("ProConnect ne répond pas"), "{}", told.words());
    let page = client.get("/connexion").await.words();
    assert!(page.contains("ProConnect n’a pas répondu au dernier essai"), "{page}");
}

#[test]
fn what_is_said_of_a_provider_is_checked_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, secret) = (folder.path().join("data"), folder.path().join("secret"));
    std::fs::write(&secret, "un secret\n").expect("written");
    let secret = secret.to_str().expect("a name");
    let here = ["serve", "--listen", "127.0.0.1:0", "--public-url", "http://localhost:8080"];
    let https = [
        "--oidc-issuer",
        "https://auth.exemple.invalid/api/v2",
        "--oidc-client-id",
        "pacte",
    ];
    let plain = [
        "--oidc-issuer",
        "http://auth.exemple.invalid",
        "--oidc-client-id",
        "pacte",
        "--oidc-secret-file",
        secret,
    ];
    for (arguments, said) in [
        (&plain as &[&str], &["--oidc-issuer", "https"] as &[&str]),
        (
            &https,
            &[
                "le secret du service de connexion manque",
                "--oidc-secret-file",
                "PACTE_OIDC_SECRET",
            ],
        ),
        (&https[..2], &["--oidc-client-id"]),
    ] {
        let refused = pacte(&[&here, arguments].concat()).data(&data).run();
        refused.refused(said);
    }
    // Nobody answers there: Pacte opens all the same, and the password is asked for.
    let there = [
        "--oidc-issuer",
        "http://127.0.0.1:1",
        "--oidc-client-id",
        "pacte",
        "--oidc-secret-file",
        secret,
    ];
    let mut server = pacte(&[&["serve", "--public-url", "http://localhost:8080"], &there as &[&str]].concat())
        .data(&data)
        .start();
    let page = server.get("/connexion").body;
    assert!(
        page.contains("Se connecter avec ProConnect") && page.contains("name=\"mdp\""),
        "{page}"
    );
}

fn merged(mut one: serde_json::Value, other: &serde_json::Value) -> serde_json::Value {
    for (name, value) in other.as_object().expect("an object") {
        one[name.as_str()] = value.clone();
    }
    one
}
