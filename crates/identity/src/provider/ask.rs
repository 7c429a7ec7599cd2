//! The two questions that a browser takes to the service: who is there, and that they leave.

use std::fmt::Write as _;

use domain::time::Instant;
use openidconnect::core::CoreResponseType;
use openidconnect::{
    AuthenticationContextClass, AuthenticationFlow, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
};
use serde::{Deserialize, Serialize};

use super::{LEFT_PATH, NotPresented, Provider};

/// The level that ProConnect gives to agents; other services do not know it, and are free not to.
const LEVEL: &str = "eidas1";

/// Asks how the person was recognised: one proof, or two.
const HOW: &str = r#"{"id_token":{"amr":{"essential":true}}}"#;

/// Chance, given by the caller: each is used once.
pub struct Seeds {
    /// Ties the answer to the question.
    pub state: [u8; 32],
    /// Ties the token to the question.
    pub nonce: [u8; 32],
    /// Ties the code to the server that asked.
    pub verifier: [u8; 32],
}

/// A question ready to leave.
pub struct Departure {
    /// Where the browser goes.
    pub address: String,
    /// For the server alone, until the answer.
    pub kept: String,
}

/// What is kept of a question.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    /// Where the person was going.
    pub(super) back: String,
}

impl Provider {
    /// Asks who is there. `back` is where the person was going in our pages.
    pub async fn ask(&self, seeds: &Seeds, back: &str, now: Instant) -> Result<Departure, NotPresented> {
        let known = self.in_time(self.known(now)).await?;
        let client = self.client(&known)?;
        let kept = Kept {
            state: letters(&seeds.state),
            nonce: letters(&seeds.nonce),
            verifier: letters(&seeds.verifier),
            back: back.to_owned(),
        };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(kept.verifier.clone()));
        let (state, nonce) = (CsrfToken::new(kept.state.clone()), Nonce::new(kept.nonce.clone()));
        let scopes = self.settings.scopes.split_whitespace().filter(|scope| *scope != "openid");
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (address, _, _) = client
            .authorize_url(flow, || state, || nonce)
            .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
            .add_auth_context_value(AuthenticationContextClass::new(LEVEL.to_owned()))
            .add_extra_param("claims", HOW)
            .set_pkce_challenge(challenge)
            .url();
        Ok(Departure {
            address: address.into(),
            kept: serde_json::to_string(&kept).map_err(|_| NotPresented::Refused("nothing can be kept"))?,
        })
    }

    /// Where a browser goes to leave the service too; nowhere when the service has no such place, or does not answer.
    pub async fn leave(&self, hint: &str, state: &str, now: Instant) -> Option<String> {
        let known = self.in_time(self.known(now)).await.ok()?;
        let mut address = known
            .metadata
            .additional_metadata()
            .end_session_endpoint
            .as_ref()?
            .url()
            .clone();
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", hint)
            .append_pair("post_logout_redirect_uri", &format!("{}{LEFT_PATH}", self.settings.origin))
            .append_pair("state", state);
        Some(address.into())
    }
}

/// In hexadecimal: 64 letters, which every service takes.
pub(super) fn letters(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
