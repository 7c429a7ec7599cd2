//! What the service tells of a person: signed as ProConnect does (`application/jwt`), or plain as others do.
//!
//! The library checks a signed answer by one algorithm only and never its end: both are done here, with its keys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Instant;
use openidconnect::core::{CoreIdTokenClaims, CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use openidconnect::http::{self, Method, StatusCode};
use openidconnect::url::Url;
use openidconnect::{AccessToken, HttpResponse, JsonWebKey as _, JsonWebKeyUse, JwsSigningAlgorithm as _};
use serde::Deserialize;
use serde_json::Value;

use super::http::{Http, NotCalled};
use super::{NotPresented, SIGNED_BY, SKEW_SECONDS, seconds};

/// What is told.
#[derive(Deserialize)]
pub(super) struct Told {
    pub(super) sub: String,
    iss: Option<String>,
    aud: Option<Audience>,
    exp: Option<i64>,
    pub(super) email: Option<String>,
    email_verified: Option<Value>,
    given_name: Option<String>,
    usual_name: Option<String>,
    family_name: Option<String>,
    pub(super) siret: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn is(&self, client_id: &str) -> bool {
        match self {
            Self::One(one) => one == client_id,
            Self::Many(many) => many.iter().all(|one| one == client_id) && !many.is_empty(),
        }
    }
}

impl Told {
    /// What the token itself says, for a service that has no other place.
    pub(super) fn from_token(claims: &CoreIdTokenClaims) -> Self {
        Self {
            sub: claims.subject().to_string(),
            iss: None,
            aud: None,
            exp: None,
            email: claims.email().map(|email| email.to_string()),
            email_verified: claims.email_verified().map(Value::Bool),
            given_name: None,
            usual_name: None,
            family_name: None,
            siret: None,
        }
    }

    /// Whether the address is the person's: the service says so, or stands for all of them and does not say otherwise.
    pub(super) fn is_vouched(&self, vouches: bool) -> bool {
        match &self.email_verified {
            // Some services write it as a text.
            Some(said) => *said == Value::Bool(true) || said.as_str() == Some("true"),
            None => vouches,
        }
    }

    /// The name, as people say it.
    pub(super) fn name(&self) -> Option<String> {
        let last = self.usual_name.as_deref().or(self.family_name.as_deref());
        let parts: Vec<&str> = [self.given_name.as_deref(), last]
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// The head of a signed text.
#[derive(Deserialize)]
struct Head {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
    crit: Option<Value>,
}

/// Reads answers of one service, meant for us, now.
pub(super) struct Reader<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) keys: &'a CoreJsonWebKeySet,
    pub(super) now: Instant,
}

impl Reader<'_> {
    pub(super) fn read(&self, response: &HttpResponse) -> Result<Told, NotPresented> {
        if response.status() != StatusCode::OK {
            return Err(NotPresented::Silent("it does not speak of the person"));
        }
        let kind = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let kind = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/jwt" => self.signed(response.body()),
            "application/json" => read(response.body()),
            _ => Err(UNREADABLE),
        }
    }

    /// Signed by the service, by it, for us, and not over.
    fn signed(&self, body: &[u8]) -> Result<Told, NotPresented> {
        let text = std::str::from_utf8(body).map_err(|_| UNREADABLE)?.trim();
        let (message, signature) = text.rsplit_once('.').ok_or(UNREADABLE)?;
        let (head, payload) = message.split_once('.').ok_or(UNREADABLE)?;
        let head: Head = read(&decoded(head)?)?;
        let key = self.key(&head)?;
        key.verify_signature(&head.alg, message.as_bytes(), &decoded(signature)?)
            .map_err(|_| NotPresented::Refused("what is told of the person is not signed by the service"))?;
        let told: Told = read(&decoded(payload)?)?;
        if told.iss.as_deref() != Some(self.issuer) {
            return Err(NotPresented::Refused("another service speaks of the person"));
        }
        if !told.aud.as_ref().is_some_and(|audience| audience.is(self.client_id)) {
            return Err(NotPresented::Refused("what is told of the person is for another"));
        }
        if told.exp.is_some_and(|end| end + SKEW_SECONDS <= seconds(self.now)) {
            return Err(NotPresented::Refused("what is told of the person is over"));
        }
        Ok(told)
    }

    /// The one key of the service that may have signed so.
    fn key(&self, head: &Head) -> Result<&CoreJsonWebKey, NotPresented> {
        if head.crit.is_some() || !SIGNED_BY.contains(&head.alg) {
            return Err(NotPresented::Refused("what is told of the person is signed in another way"));
        }
        let fitting = |key: &&CoreJsonWebKey| {
            let named = head.kid.is_none() || key.key_id().map(|id| id.as_str()) == head.kid.as_deref();
            let signs = key.key_use().is_none_or(JsonWebKeyUse::allows_signature);
            named && signs && head.alg.key_type().as_ref() == Some(key.key_type())
        };
        let mut keys = self.keys.keys().iter().filter(fitting);
        match (keys.next(), keys.next()) {
            (Some(key), None) => Ok(key),
            _ => Err(NotPresented::Refused(
                "what is told of the person is signed by a key that is not known",
            )),
        }
    }
}

const UNREADABLE: NotPresented = NotPresented::Silent("what it tells of the person cannot be read");

fn decoded(text: &str) -> Result<Vec<u8>, NotPresented> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| UNREADABLE)
}

fn read<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, NotPresented> {
    serde_json::from_slice(bytes).map_err(|_| UNREADABLE)
}

impl Http {
    /// Asks about the person to whom this access was given.
    pub(super) async fn ask_about(&self, address: &Url, access: &AccessToken) -> Result<HttpResponse, NotCalled> {
        let request = http::Request::builder()
            .method(Method::GET)
            .uri(address.as_str())
            .header(ACCEPT, "application/jwt, application/json")
            .header(AUTHORIZATION, format!("Bearer {}", access.secret()))
            .body(Vec::new())?;
        self.send(request).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Told {
        read(text.as_bytes()).expect("readable")
    }

    #[test]
    fn an_address_is_the_persons_when_the_service_says_so_or_stands_for_it() {
        for (text, alone, standing) in [
            (r#"{"sub":"a","email_verified":true}"#, true, true),
            (r#"{"sub":"a","email_verified":"true"}"#, true, true),
            (r#"{"sub":"a","email_verified":false}"#, false, false),
            (r#"{"sub":"a","email_verified":"false"}"#, false, false),
            (r#"{"sub":"a"}"#, false, true),
        ] {
            let told = told(text);
            assert_eq!((told.is_vouched(false), told.is_vouched(true)), (alone, standing), "{text}");
        }
    }

    #[test]
    fn a_name_is_what_the_service_gives_of_it() {
        assert_eq!(
            told(r#"{"sub":"a","given_name":"Lou","usual_name":"Marin","family_name":"Autre"}"#).name(),
            Some("Lou Marin".to_owned())
        );
        assert_eq!(
            told(r#"{"sub":"a","given_name":"Lou","family_name":"Autre"}"#).name(),
            Some("Lou Autre".to_owned())
        );
        assert_eq!(told(r#"{"sub":"a","usual_name":" "}"#).name(), None);
    }

    #[test]
    fn an_audience_is_us_alone() {
        for (text, ours) in [
            (r#""pacte""#, true),
            (r#"["pacte"]"#, true),
            (r#"["pacte","autre"]"#, false),
            ("[]", false),
        ] {
            let audience: Audience = serde_json::from_str(text).expect("readable");
            assert_eq!(audience.is("pacte"), ours, "{text}");
        }
    }
}
