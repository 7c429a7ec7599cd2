//! Calls to the service: bounded in time and in size, never following a redirection.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::reqwest::{self, Client, redirect};
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};

use super::is_here;

/// The longest answer read, in bytes. Keys and descriptions are far below.
const LONGEST_BYTES: usize = 256 * 1024;

/// The client.
pub(super) struct Http(Client);

/// Why a call gave nothing. Addresses hold no secret of ours, and are not repeated.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotCalled {
    /// The network, or time.
    #[error("the call failed: {0}")]
    Call(String),
    /// More than any answer of this kind.
    #[error("the answer is too long")]
    TooLong,
}

impl From<reqwest::Error> for NotCalled {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        let told: Vec<String> = std::iter::once(error.to_string())
            .chain(causes.map(ToString::to_string))
            .collect();
        Self::Call(told.join(": "))
    }
}

impl From<http::Error> for NotCalled {
    fn from(error: http::Error) -> Self {
        Self::Call(error.to_string())
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NotCalled;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NotCalled>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl Http {
    /// A client for the service at this address.
    pub(super) fn calling(issuer: &Url, patience: Duration) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(patience)
            .redirect(redirect::Policy::none())
            .https_only(issuer.scheme() == "https");
        // A proxy of the network is no way to this machine.
        let client = if is_here(issuer) { client.no_proxy() } else { client };
        client.build().map(Self)
    }

    /// Sends one request, and reads its answer within the limit.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NotCalled> {
        let mut response = self.0.execute(request.try_into()?).await?;
        let mut builder = http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            builder = builder.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await? {
            if body.len() + part.len() > LONGEST_BYTES {
                return Err(NotCalled::TooLong);
            }
            body.extend_from_slice(&part);
        }
        Ok(builder.body(body)?)
    }
}
