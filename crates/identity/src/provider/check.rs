//! The answer of the service, checked: to a question of this browser, by this service, for us, now, about one person.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use domain::digest::Digest;
use domain::time::Instant;
use openidconnect::core::{CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, ClaimsVerificationError, Nonce, OAuth2TokenResponse as _,
    PkceCodeVerifier, RequestTokenError, SignatureVerificationError, TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use super::ask::Kept;
use super::userinfo::Told;
use super::{Known, NotPresented, Provider, SIGNED_BY, SKEW_SECONDS, seconds};

/// The word by which a service says that it asked for two proofs.
const TWO_PROOFS: &str = "mfa";

/// What the browser brought back, as it stood in the address.
#[derive(Default)]
pub struct Returned<'a> {
    /// To be changed for tokens.
    pub code: Option<&'a str>,
    /// What tied the question.
    pub state: Option<&'a str>,
    /// Why there is no code.
    pub error: Option<&'a str>,
    /// Who answers, when the service says it there.
    pub issuer: Option<&'a str>,
}

/// Someone, as the service presents them. It holds a token, and so has no `Debug`.
#[derive(Serialize, Deserialize)]
pub struct Presented {
    /// Who that is for the service, always the same.
    pub subject: String,
    /// Their address there, in lower case.
    pub email: Option<String>,
    /// Whether the address is theirs.
    pub vouched: bool,
    /// Their name there.
    pub name: Option<String>,
    /// The number of their establishment.
    pub siret: Option<String>,
    /// Whether the service asked for two proofs.
    pub two_proofs: bool,
    /// What says, when they leave, whose session is to close there.
    pub hint: String,
    /// Where they were going.
    pub back: String,
}

impl Presented {
    /// To be kept on the server while a code is asked for.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Kept so before.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The tokens of one sign-in.
struct Tokens {
    id: CoreIdToken,
    access: AccessToken,
}

impl Provider {
    /// Checks what a browser brought back, with what was kept of the question.
    pub async fn check(&self, kept: &str, returned: &Returned<'_>, now: Instant) -> Result<Presented, NotPresented> {
        let kept: Kept = serde_json::from_str(kept).map_err(|_| NotPresented::Unasked)?;
        self.in_time(self.presented(kept, returned, now)).await
    }

    async fn presented(&self, kept: Kept, returned: &Returned<'_>, now: Instant) -> Result<Presented, NotPresented> {
        // Compared by their digests: how much of it is right takes no time that could be measured.
        let state = returned.state.map(|state| Digest::of(state.as_bytes()));
        if state != Some(Digest::of(kept.state.as_bytes())) {
            return Err(NotPresented::Unasked);
        }
        let known = self.known(now).await?;
        self.same_issuer(&known, returned.issuer)?;
        if let Some(error) = returned.error {
            return Err(refusal(error));
        }
        let code = returned.code.ok_or(NotPresented::Refused("it holds no code"))?;
        let tokens = self.exchange(&known, code, kept.verifier).await?;
        let nonce = Nonce::new(kept.nonce);
        let (known, claims) = self.claims(known, &tokens, &nonce, now).await?;
        let told = self.told(&known, &tokens, now).await?;
        let told = match told {
            Some(told) if told.sub != claims.subject().as_str() => {
                return Err(NotPresented::Refused("it speaks of two people"));
            }
            Some(told) => told,
            None => Told::from_token(&claims),
        };
        Ok(Presented {
            subject: claims.subject().to_string(),
            vouched: told.is_vouched(self.settings.vouches),
            name: told.name(),
            email: told
                .email
                .map(|email| email.trim().to_lowercase())
                .filter(|email| !email.is_empty()),
            siret: told.siret,
            two_proofs: has_two_proofs(&claims),
            hint: tokens.id.to_string(),
            back: kept.back,
        })
    }

    /// An answer that says who gives it must come from the service that was asked.
    fn same_issuer(&self, known: &Known, issuer: Option<&str>) -> Result<(), NotPresented> {
        let said = known
            .metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match issuer {
            Some(issuer) if issuer != self.issuer() => Err(NotPresented::Refused("another service answers")),
            None if said == Some(true) => Err(NotPresented::Refused("it does not say which service answers")),
            _ => Ok(()),
        }
    }

    /// Changes the code for tokens.
    async fn exchange(&self, known: &Known, code: &str, verifier: String) -> Result<Tokens, NotPresented> {
        let client = self.client(known)?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| NotPresented::Silent("it gives no token"))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let response = request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => NotPresented::Refused("the code is not taken"),
            RequestTokenError::Request(error) => {
                tracing::info!(%error, "the provider of identity does not answer about a code");
                NotPresented::Silent("it does not answer about the code")
            }
            _ => NotPresented::Silent("what it answers about the code cannot be read"),
        })?;
        let id = response
            .id_token()
            .cloned()
            .ok_or(NotPresented::Refused("there is no token"))?;
        Ok(Tokens {
            id,
            access: response.access_token().clone(),
        })
    }

    /// What the token says, once it is known to be the service's, for us, in time, and for this question.
    async fn claims(
        &self,
        known: Arc<Known>,
        tokens: &Tokens,
        nonce: &Nonce,
        now: Instant,
    ) -> Result<(Arc<Known>, CoreIdTokenClaims), NotPresented> {
        let first = self.verified(&known, tokens, nonce, now);
        if !matches!(
            first,
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey
            ))
        ) {
            return first.map(|claims| (known, claims)).map_err(|error| reason(&error));
        }
        // Keys change: the service is asked for them again, now and then.
        let Some(again) = self.known_again(&known, now).await? else {
            return Err(NotPresented::Refused("it is signed by a key that is not known"));
        };
        let claims = self.verified(&again, tokens, nonce, now).map_err(|error| reason(&error))?;
        Ok((again, claims))
    }

    fn verified(
        &self,
        known: &Known,
        tokens: &Tokens,
        nonce: &Nonce,
        now: Instant,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let keys = known.metadata.jwks().clone();
        let verifier = CoreIdTokenVerifier::new_confidential_client(self.client_id(), self.secret(), self.issuer.clone(), keys)
            .set_allowed_algs(SIGNED_BY)
            .set_time_fn(move || moment(now.plus_seconds(-SKEW_SECONDS)).into())
            .set_issue_time_verifier_fn(move |issued| {
                if issued.timestamp() > seconds(now) + SKEW_SECONDS {
                    return Err("issued later than now".to_owned());
                }
                Ok(())
            });
        let claims = tokens.id.claims(&verifier, nonce)?;
        if claims
            .authorized_party()
            .is_some_and(|party| party.as_str() != self.settings.client_id)
        {
            return Err(ClaimsVerificationError::InvalidAudience("for another party".to_owned()));
        }
        let Some(expected) = claims.access_token_hash() else {
            return Ok(claims.clone());
        };
        match access_hash(tokens, &verifier) {
            Some(found) if found == *expected => Ok(claims.clone()),
            _ => Err(ClaimsVerificationError::Other("another access".to_owned())),
        }
    }

    /// What the service tells of the person beside the token, when it has a place for that.
    async fn told(&self, known: &Known, tokens: &Tokens, now: Instant) -> Result<Option<Told>, NotPresented> {
        let Some(address) = known.metadata.userinfo_endpoint() else {
            return Ok(None);
        };
        let response = self.http.ask_about(address.url(), &tokens.access).await;
        let response = response.map_err(|_| NotPresented::Silent("it does not answer about the person"))?;
        let reader = super::userinfo::Reader {
            issuer: self.issuer(),
            client_id: &self.settings.client_id,
            keys: known.metadata.jwks(),
            now,
        };
        reader.read(&response).map(Some)
    }
}

/// The digest that a token gives of the access it came with.
fn access_hash(tokens: &Tokens, verifier: &CoreIdTokenVerifier<'_>) -> Option<AccessTokenHash> {
    let (algorithm, key) = (tokens.id.signing_alg().ok()?, tokens.id.signing_key(verifier).ok()?);
    AccessTokenHash::from_token(&tokens.access, algorithm, key).ok()
}

/// Why there is no code, in the words of the standard.
fn refusal(error: &str) -> NotPresented {
    match error {
        "access_denied" | "login_required" | "consent_required" | "interaction_required" => NotPresented::Denied,
        "server_error" | "temporarily_unavailable" => NotPresented::Silent("it says that it cannot now"),
        _ => NotPresented::Refused("it refuses the question"),
    }
}

/// Why a token is refused, without anything of the token.
const fn reason(error: &ClaimsVerificationError) -> NotPresented {
    NotPresented::Refused(match error {
        ClaimsVerificationError::Expired(_) => "the token is not of this moment",
        ClaimsVerificationError::InvalidAudience(_) => "the token is for another",
        ClaimsVerificationError::InvalidIssuer(_) => "the token is of another service",
        ClaimsVerificationError::InvalidNonce(_) => "the token answers another question",
        ClaimsVerificationError::SignatureVerification(_) => "the token is not signed by the service",
        _ => "the token cannot be read",
    })
}

fn has_two_proofs(claims: &CoreIdTokenClaims) -> bool {
    claims
        .auth_method_refs()
        .is_some_and(|methods| methods.iter().any(|method| method.as_str() == TWO_PROOFS))
}

/// The same moment, for the library.
fn moment(instant: Instant) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(instant.micros()).unwrap_or(0))
}
