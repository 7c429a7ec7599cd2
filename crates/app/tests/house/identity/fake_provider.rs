//! A provider of identity that lies when it is told to: what a real one never does.
//!
//! It signs by ES256; the real one of `proconnect.rs` signs by RS256.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::rooms;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use domain::digest::Digest;
use identity::{Provider, Settings};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use people::Doors;
use serde_json::{Map, Value, json};
use testkit::{Answer, Client, World};
use tokio::net::TcpListener;
use web::door::{Door, OtherProvider, PublicUrl};
use web::site::Site;

use super::device::base64;
use super::now;
use crate::cast;

pub(super) const SECRET: &str = "secret-partage-avec-le-fournisseur";
const ACCESS: &str = "acces-donne-par-le-fournisseur";
pub(super) const CODE: &str = "code-donne-par-le-fournisseur";

/// What it says, and how.
#[derive(Clone)]
pub(super) struct Said {
    /// Over what a token says rightly; `null` takes away.
    pub(super) token: Value,
    /// Over what is told of the person.
    pub(super) person: Value,
    /// The seeds of the keys: published, signing tokens, signing what is told.
    pub(super) keys: [u8; 3],
    /// The name of the published key, and the one tokens give.
    pub(super) names: [&'static str; 2],
    /// How what is told of the person is sent.
    pub(super) kind: &'static str,
    /// What the token endpoint answers.
    pub(super) status: u16,
    /// How long it takes.
    pub(super) pause: Duration,
    /// What the answer says of who gives it.
    pub(super) issuer: Option<&'static str>,
    /// Over its description.
    pub(super) description: Value,
    /// Who is there.
    pub(super) subject: String,
    pub(super) email: String,
    nonce: String,
    challenge: String,
}

/// The provider, at an address of this machine.
#[derive(Clone)]
pub(super) struct Fake {
    pub(super) address: String,
    said: Arc<Mutex<Said>>,
}

impl Fake {
    /// Starts one, where the neighbour is.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let said = Said {
            token: json!({}),
            person: json!({}),
            keys: [3, 3, 3],
            names: ["first", "first"],
            kind: "application/jwt",
            status: 200,
            pause: Duration::ZERO,
            issuer: None,
            description: json!({}),
            subject: "agent-10".to_owned(),
            email: "Personne10@Exemple.invalid".to_owned(),
            nonce: String::new(),
            challenge: String::new(),
        };
        let fake = Self {
            address,
            said: Arc::new(Mutex::new(said)),
        };
        let router = fake.clone().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    /// From now on, it says this.
    pub(super) fn says(&self, change: impl FnOnce(&mut Said)) {
        change(&mut self.said.lock().expect("said"));
    }

    fn said(&self) -> Said {
        self.said.lock().expect("said").clone()
    }

    /// The installation that trusts it.
    pub(super) fn provider(&self) -> Arc<Provider> {
        self.provider_with(Duration::from_secs(10))
    }

    pub(super) fn provider_with(&self, patience: Duration) -> Arc<Provider> {
        Arc::new(Provider::new(settings(&self.address, patience)).expect("settings"))
    }

    /// A browser goes to the provider and comes back with what it gives.
    pub(super) async fn sign_in(&self, client: &mut Client) -> Answer {
        let back = self.leave(client, "/connexion/service").await;
        client.get(&back).await
    }

    /// The same, without coming back: the address it would come back to.
    pub(super) async fn leave(&self, client: &mut Client, from: &str) -> String {
        let away = client.get(from).await;
        assert_eq!(away.status, 303, "{}", away.words());
        self.asked(away.location())
    }

    /// What the provider would send a browser back with.
    fn asked(&self, address: &str) -> String {
        let start = format!("{}/auth?", self.address);
        let query = address
            .strip_prefix(&start)
            .unwrap_or_else(|| panic!("{address} is not at {start}"));
        let of = |name: &str| {
            let found = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            found.unwrap_or_else(|| panic!("no {name} in {query}")).to_owned()
        };
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", "pacte"),
            ("scope", "openid+given_name+usual_name+email+siret"),
            ("acr_values", "eidas1"),
            ("code_challenge_method", "S256"),
            ("redirect_uri", "http%3A%2F%2Fpacte.test%2Fconnexion%2Fservice%2Fretour"),
            (
                "claims",
                "%7B%22id_token%22%3A%7B%22amr%22%3A%7B%22essential%22%3Atrue%7D%7D%7D",
            ),
        ] {
            assert_eq!(of(name), value, "{name}");
        }
        assert!(of("state").len() >= 32 && of("nonce").len() >= 32, "{query}");
        self.says(|said| {
            said.nonce = of("nonce");
            said.challenge = of("code_challenge");
        });
        let issuer = self.said().issuer.map(|issuer| format!("&iss={issuer}")).unwrap_or_default();
        format!("/connexion/service/retour?code={CODE}&state={}{issuer}", of("state"))
    }

    fn router(self) -> Router {
        let (described, keys, tokens, person) = (self.clone(), self.clone(), self.clone(), self);
        Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(move || async move { described.paused().await.describe(&described.address) }),
            )
            .route("/elsewhere", get(|| async { axum::response::Redirect::to("/jwks") }))
            .route("/jwks", get(move || async move { keys.paused().await.published() }))
            .route(
                "/token",
                post(move |form: String| async move { tokens.paused().await.tokens(&tokens.address, &form) }),
            )
            .route(
                "/me",
                get(move |headers: HeaderMap| async move { person.paused().await.person(&person.address, &headers) }),
            )
    }

    async fn paused(&self) -> Said {
        let said = self.said();
        tokio::time::sleep(said.pause).await;
        said
    }
}

impl Said {
    /// It says everything rightly again.
    pub(super) fn rights_itself(&mut self) {
        (self.token, self.person) = (json!({}), json!({}));
        (self.keys, self.names) = ([3, 3, 3], ["first", "first"]);
        (self.status, self.issuer) = (200, None);
    }

    fn describe(&self, address: &str) -> impl IntoResponse + use<> {
        let description = json!({
            "issuer": address,
            "authorization_endpoint": format!("{address}/auth"),
            "token_endpoint": format!("{address}/token"),
            "userinfo_endpoint": format!("{address}/me"),
            "jwks_uri": format!("{address}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        });
        sent(
            StatusCode::OK,
            "application/json",
            over(description, &self.description).to_string(),
        )
    }

    fn published(&self) -> impl IntoResponse + use<> {
        let point = key(self.keys[0]).verifying_key().to_sec1_point(false);
        let bytes = point.as_bytes();
        let (x, y) = (base64(&bytes[1..33]), base64(&bytes[33..65]));
        let keys = json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": self.names[0], "x": x, "y": y }] });
        sent(StatusCode::OK, "application/json", keys.to_string())
    }

    fn tokens(&self, address: &str, form: &str) -> impl IntoResponse + use<> {
        let given = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        let verifier = Digest::of(given("code_verifier").unwrap_or("").as_bytes());
        let right = given("code") == Some(CODE)
            && given("client_secret") == Some(SECRET)
            && base64(verifier.as_bytes()) == self.challenge;
        if !right || self.status != 200 {
            let status = StatusCode::from_u16(if right { self.status } else { 400 }).expect("a status");
            return sent(status, "application/json", json!({ "error": "invalid_grant" }).to_string());
        }
        let moment = now().micros() / 1_000_000;
        let claims = json!({
            "iss": address, "aud": "pacte", "sub": self.subject, "nonce": self.nonce, "acr": "eidas1", "amr": ["pwd"],
            "iat": moment, "exp": moment + 60,
        });
        let token = self.signed(self.keys[1], &over(claims, &self.token));
        let tokens = json!({ "access_token": ACCESS, "token_type": "Bearer", "expires_in": 60, "id_token": token });
        sent(StatusCode::OK, "application/json", tokens.to_string())
    }

    fn person(&self, address: &str, headers: &HeaderMap) -> impl IntoResponse + use<> {
        let bearer = headers.get("authorization").and_then(|value| value.to_str().ok());
        if bearer != Some(&format!("Bearer {ACCESS}")) {
            return sent(StatusCode::UNAUTHORIZED, "text/plain", String::new());
        }
        let claims = json!({
            "iss": address, "aud": "pacte", "sub": self.subject, "exp": now().micros() / 1_000_000 + 60,
            "given_name": "Andréa", "usual_name": "Voisin", "email": self.email, "email_verified": true, "siret": "21130071300017",
        });
        let claims = over(claims, &self.person);
        let body = match self.kind {
            "application/jwt" => self.signed(self.keys[2], &claims),
            _ => claims.to_string(),
        };
        sent(StatusCode::OK, self.kind, body)
    }

    fn signed(&self, seed: u8, claims: &Value) -> String {
        let head = json!({ "alg": "ES256", "kid": self.names[1] }).to_string();
        let text = format!("{}.{}", base64(head.as_bytes()), base64(claims.to_string().as_bytes()));
        let signature: Signature = key(seed).sign(text.as_bytes());
        format!("{text}.{}", base64(&signature.to_bytes()))
    }
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).expect("a key")
}

fn sent(
    status: StatusCode,
    kind: &'static str,
    body: String,
) -> (StatusCode, [(axum::http::HeaderName, &'static str); 1], String) {
    (status, [(CONTENT_TYPE, kind)], body)
}

/// `right`, with what `wrong` says in its place.
fn over(right: Value, wrong: &Value) -> Value {
    let Value::Object(mut said) = right else { return right };
    for (name, value) in wrong.as_object().unwrap_or(&Map::new()) {
        if value.is_null() {
            said.remove(name);
        } else {
            said.insert(name.clone(), value.clone());
        }
    }
    Value::Object(said)
}

/// What the installation knows of a provider at this address.
pub(super) fn settings(address: &str, patience: Duration) -> Settings {
    Settings {
        issuer: address.to_owned(),
        client_id: "pacte".to_owned(),
        secret: SECRET.to_owned(),
        label: "ProConnect".to_owned(),
        scopes: "openid given_name usual_name email siret".to_owned(),
        origin: "http://pacte.test".to_owned(),
        vouches: false,
        patience,
    }
}

/// The world, where people may come by this provider.
pub(super) async fn world_through(provider: Arc<Provider>) -> World {
    let shown = OtherProvider::named(provider.label());
    let doors = Doors {
        provider: Some(provider),
        ..Doors::default()
    };
    let furnish = |site| Site {
        clock: now,
        door: Door {
            public_url: PublicUrl::parse("http://pacte.test").ok(),
            provider: Some(shown),
            ..Door::default()
        },
        ..cast::furnished(site)
    };
    World::over(cast::base().await, rooms::house(), rooms::routes_through(&doors), furnish).await
}

/// The provider, and the world that trusts it.
pub(super) async fn begun() -> (Fake, World) {
    let fake = Fake::start().await;
    let world = world_through(fake.provider()).await;
    (fake, world)
}

/// Someone is signed in.
pub(super) fn enters(answer: &Answer) {
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/conventions"),
        "{}",
        answer.words()
    );
}

/// Nobody is signed in, nothing is told.
pub(super) async fn stays_out(client: &mut Client, answer: &Answer, status: u16, sentence: &str, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.words());
    assert!(answer.words().contains(sentence), "{what}: {}", answer.words());
    assert_eq!(client.get("/compte").await.status, 303, "{what}: nobody is signed in");
}

pub(super) const REFUSED: &str = "n’a pas pu vérifier la réponse de ProConnect";
pub(super) const UNASKED: &str = "a déjà servi, date de plus de dix minutes, ou n’a pas été demandée";
pub(super) const SILENT: &str = "ProConnect ne répond pas";
pub(super) const UNKNOWN: &str = "ne vous relie à aucun accès";
