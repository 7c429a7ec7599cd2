//! Sign-in by another service: OpenID Connect, in the shape that ProConnect gives it.
//!
//! A browser is sent there with a question, comes back with an answer, and the answer is checked here, by calls to the service. What
//! was asked travels as a text that the caller keeps on the server, takes back once, and never shows. Nothing here knows an account:
//! who the service speaks of is told, and the caller decides whether that is anyone. No token, code or secret is ever in an error.

mod ask;
mod check;
mod http;
mod userinfo;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::time::Instant;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::url::Url;
use openidconnect::{
    AdditionalProviderMetadata, AuthType, ClientId, ClientSecret, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, ProviderMetadata, RedirectUrl, TokenUrl, UserInfoUrl,
};
use serde::{Deserialize, Serialize};

pub use ask::{Departure, Seeds};
pub use check::{Presented, Returned};

use http::Http;

/// Where the service sends people back to, after our origin.
pub const RETURN_PATH: &str = "/connexion/service/retour";

/// Where the service sends people who left it.
pub const LEFT_PATH: &str = "/deconnexion/service";

/// How long what the service says of itself is believed, in seconds.
const BELIEVED_SECONDS: i64 = 60 * 60;

/// How soon its keys are asked for again when one is not known, in seconds: a forged name of a key costs the service no call.
const KEYS_AGAIN_SECONDS: i64 = 60;

/// How far its clock may be from ours, in seconds.
const SKEW_SECONDS: i64 = 120;

/// How the service is reached, and what it is trusted for. It holds a secret, and so has no `Debug`.
pub struct Settings {
    /// The address of the service, which is its name too.
    pub issuer: String,
    /// What the service calls this installation.
    pub client_id: String,
    /// The secret shared with it.
    pub secret: String,
    /// The name people read on the button.
    pub label: String,
    /// What is asked of it, separated by spaces.
    pub scopes: String,
    /// The origin of our pages, without a last `/`.
    pub origin: String,
    /// Whether the addresses it gives are its people's own even when it does not say so.
    pub vouches: bool,
    /// How long one exchange with it may take in all.
    pub patience: Duration,
}

/// The service, as configured and as it last described itself.
pub struct Provider {
    settings: Settings,
    issuer: IssuerUrl,
    http: Http,
    known: Mutex<Option<Arc<Known>>>,
}

/// Why the settings cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSettings {
    /// The address is none, or is not encrypted.
    #[error("the address of the service must begin with https, or be this machine")]
    Issuer,
    /// The origin of our pages is none.
    #[error("the origin of our pages is no address")]
    Origin,
    /// The client of HTTP cannot be made.
    #[error("no call can be made from here")]
    Http,
}

/// Why nobody is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPresented {
    /// The service does not answer, or not in time, or not as it should.
    #[error("the service does not answer: {0}")]
    Silent(&'static str),
    /// The person gave up there, or the service said no.
    #[error("the service says no")]
    Denied,
    /// The answer is to nothing that this browser asked.
    #[error("nothing was asked that this answers")]
    Unasked,
    /// The answer is not proved.
    #[error("the answer is refused: {0}")]
    Refused(&'static str),
}

/// What the service says of itself, and since when we know.
struct Known {
    metadata: Metadata,
    at: Instant,
}

/// What some services say beside the rest.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Beside {
    end_session_endpoint: Option<EndSessionUrl>,
    authorization_response_iss_parameter_supported: Option<bool>,
}

impl AdditionalProviderMetadata for Beside {}

type Metadata = ProviderMetadata<
    Beside,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// How answers may be signed. A shared secret signs nothing here.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 2] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];

impl Provider {
    /// The service of these settings. It is not called yet.
    pub fn new(settings: Settings) -> Result<Self, BadSettings> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| BadSettings::Issuer)?;
        if !is_safe(issuer.url()) {
            return Err(BadSettings::Issuer);
        }
        Url::parse(&settings.origin).map_err(|_| BadSettings::Origin)?;
        let http = Http::calling(issuer.url(), settings.patience).map_err(|_| BadSettings::Http)?;
        Ok(Self {
            settings,
            issuer,
            http,
            known: Mutex::default(),
        })
    }

    /// The name people read.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// The name under which its people are bound to accounts.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Asks the service to describe itself, whatever is remembered.
    pub async fn prepare(&self, now: Instant) -> Result<(), NotPresented> {
        self.in_time(self.discover(now)).await.map(drop)
    }

    /// What the service says of itself: what is remembered when that is recent, or when it does not answer.
    async fn known(&self, now: Instant) -> Result<Arc<Known>, NotPresented> {
        let held = self.held();
        if let Some(known) = held.as_ref().filter(|known| known.at.plus_seconds(BELIEVED_SECONDS) > now) {
            return Ok(Arc::clone(known));
        }
        match self.discover(now).await {
            Ok(known) => Ok(known),
            Err(silent) => held.ok_or(silent),
        }
    }

    /// The same after a signature by a key that is not known: keys change.
    async fn known_again(&self, known: &Known, now: Instant) -> Result<Option<Arc<Known>>, NotPresented> {
        if known.at.plus_seconds(KEYS_AGAIN_SECONDS) > now {
            return Ok(None);
        }
        self.discover(now).await.map(Some)
    }

    async fn discover(&self, now: Instant) -> Result<Arc<Known>, NotPresented> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(|error| {
                tracing::info!(%error, "the service of sign-in cannot be discovered");
                NotPresented::Silent("its description cannot be read")
            })?;
        if !leads_safely(&metadata) {
            return Err(NotPresented::Silent(
                "its description leads to addresses that are not encrypted",
            ));
        }
        let known = Arc::new(Known { metadata, at: now });
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }

    fn held(&self) -> Option<Arc<Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The client of the library, for what is known.
    fn client(&self, known: &Known) -> Result<Client, NotPresented> {
        let back = RedirectUrl::new(format!("{}{RETURN_PATH}", self.settings.origin));
        let client = CoreClient::from_provider_metadata(known.metadata.clone(), self.client_id(), Some(self.secret()));
        let methods = known.metadata.token_endpoint_auth_methods_supported();
        // Services that say nothing take the header; ProConnect takes the form.
        let by_form = methods.is_some_and(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretPost));
        Ok(client
            .set_redirect_uri(back.map_err(|_| NotPresented::Silent("our own address is none"))?)
            .set_auth_type(if by_form { AuthType::RequestBody } else { AuthType::BasicAuth }))
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.settings.client_id.clone())
    }

    fn secret(&self) -> ClientSecret {
        ClientSecret::new(self.settings.secret.clone())
    }

    /// Whatever takes too long is silence.
    async fn in_time<T>(&self, work: impl Future<Output = Result<T, NotPresented>>) -> Result<T, NotPresented> {
        match tokio::time::timeout(self.settings.patience, work).await {
            Ok(done) => done,
            Err(_) => Err(NotPresented::Silent("it takes too long")),
        }
    }
}

/// Encrypted, or never leaving this machine.
fn is_safe(address: &Url) -> bool {
    match address.scheme() {
        "https" => true,
        "http" => is_here(address),
        _ => false,
    }
}

/// Whether an address is the one of this machine.
fn is_here(address: &Url) -> bool {
    matches!(address.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Whether every address that it gives may be followed.
fn leads_safely(metadata: &Metadata) -> bool {
    let left = metadata.additional_metadata().end_session_endpoint.as_ref();
    let addresses = [
        Some(metadata.authorization_endpoint().url()),
        metadata.token_endpoint().map(TokenUrl::url),
        metadata.userinfo_endpoint().map(UserInfoUrl::url),
        left.map(EndSessionUrl::url),
    ];
    addresses.into_iter().flatten().all(is_safe)
}

/// Seconds since 1970.
const fn seconds(moment: Instant) -> i64 {
    moment.micros().div_euclid(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str) -> Settings {
        Settings {
            issuer: issuer.to_owned(),
            client_id: "pacte".to_owned(),
            secret: "secret".to_owned(),
            label: "ProConnect".to_owned(),
            scopes: "openid".to_owned(),
            origin: "https://pacte.exemple".to_owned(),
            vouches: false,
            patience: Duration::from_secs(1),
        }
    }

    #[test]
    fn only_an_encrypted_service_is_called_or_one_of_this_machine() {
        for good in [
            "https://auth.exemple/api/v2",
            "http://127.0.0.1:4000",
            "http://localhost:4000",
        ] {
            assert!(Provider::new(settings(good)).is_ok(), "{good}");
        }
        for bad in ["http://auth.exemple", "ftp://auth.exemple", "auth.exemple", ""] {
            assert_eq!(Provider::new(settings(bad)).err(), Some(BadSettings::Issuer), "{bad}");
        }
    }
}
