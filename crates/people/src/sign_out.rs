//! Closing one's own session; and, when another provider of identity opened it, going there to close its own.
//!
//! A form may not lead to another site (the policy on content says so, and the provider may lead further): the page that follows does.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::people::SignedOut;
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::passkey_sign_in::{keep, take_back};
use crate::provider_opening::hint_of;
use crate::provider_sign_in::Configured;
use crate::tables::Tables;

/// The kind of the note that waits for someone who leaves the provider.
const LEFT: &str = "provider_left";

#[derive(Template)]
#[template(path = "sign_out.html")]
struct Leaving {
    frame: Frame,
    label: String,
    /// Where the provider closes its session; absent when it did.
    address: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Brought {
    state: String,
}

pub(crate) async fn post(mut visit: Visit, provider: Configured) -> Result<Answer, Failure> {
    let mut hint = None;
    if let (Some(person), Some(token)) = (visit.viewer.person(), visit.session()) {
        hint = hint_of(&mut visit, token).await?;
        let fact = SignedOut {
            person,
            token,
            at: visit.now,
        };
        let tx = visit.begin::<verbs::SignIn>(Installation).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    let (Some(hint), Some(provider)) = (hint, provider) else {
        return Ok(Answer::see_other(Target::SignIn).closing());
    };
    let state = visit.new_token();
    let Some(address) = provider.leave(&hint, state.expose(), visit.now).await else {
        return Ok(Answer::see_other(Target::SignIn).closing());
    };
    keep(&mut visit, LEFT, state.digest(), "").await?;
    let page = page(&mut visit, provider.label(), Some(address.clone())).await?;
    Ok(visit.page(&page)?.onwards_to_provider(address).closing())
}

/// The provider closed its session and sends the browser back.
pub(crate) async fn left(mut visit: Visit, provider: Configured) -> Result<Answer, Failure> {
    let brought: Brought = visit.query().unwrap_or_default();
    let expected = take_back(&mut visit, LEFT, Some(Digest::of(brought.state.as_bytes()))).await?;
    let (Some(provider), Some(_)) = (provider, expected) else {
        return Ok(Answer::see_other(Target::SignIn));
    };
    let page = page(&mut visit, provider.label(), None).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, label: &str, address: Option<String>) -> Result<Leaving, Failure> {
    Ok(Leaving {
        frame: visit.frame("Déconnexion").await?.leading_to(Target::SignIn),
        label: label.to_owned(),
        address,
    })
}
