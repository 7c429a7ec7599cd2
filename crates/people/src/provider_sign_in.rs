//! Signing in by another provider of identity: a browser leaves with a question, comes back with an answer, once.
//!
//! The provider never makes an account. The first time, whom it presents is bound to the open account of the same address, if the
//! address is vouched for; afterwards its name for the person decides. Whoever is unknown here is told so in words that say nothing
//! of the accounts there are.

use std::sync::Arc;

use askama::Template;
use domain::people::Identity;
use domain::places::Target;
use identity::{NotPresented, Presented, Provider, Returned, Seeds};
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::LocalPath;
use web::visit::Visit;

use crate::passkey_sign_in::{keep, take_back};
use crate::provider_rows::whose;
use crate::{limit, second_step, sign_in};

/// The provider of this installation, when there is one.
pub(crate) type Configured = Option<Arc<Provider>>;

/// The kind of the note that keeps a question.
const ASKED: &str = "provider_asked";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    vers: String,
}

/// What the provider put in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Brought {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// Why nobody is signed in, as people are told.
enum Why {
    /// The provider does not answer.
    Silent,
    /// The person gave up there.
    Denied,
    /// The answer is to nothing asked here.
    Unasked,
    /// The answer is not proved.
    Refused,
    /// Whom it presents has no account bound here.
    Unknown(Stranger),
}

/// Someone unknown here, as the provider presents them.
struct Stranger {
    name: Option<String>,
    email: Option<String>,
    siret: Option<String>,
    vouched: bool,
}

#[derive(Template)]
#[template(path = "provider_refused.html")]
struct NotSignedIn {
    frame: Frame,
    label: String,
    why: Why,
}

/// The browser leaves with a question.
pub(crate) async fn leave(mut visit: Visit, provider: Configured) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    // A session opens because someone here asked for it: the provider may know the person already, and ask nothing.
    let Some(provider) = provider.filter(|_| !visit.led_by_another_site()) else {
        return Ok(Answer::see_other(Target::SignIn));
    };
    let caller = visit.counted_address();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::ADDRESS, &caller)]).await? {
        return sign_in::refuse_elsewhere(&mut visit, &asked.vers, &limit::sentence(open)).await;
    }
    let seeds = Seeds {
        state: visit.random(),
        nonce: visit.random(),
        verifier: visit.random(),
    };
    visit.leave();
    let back = LocalPath::parse(&asked.vers);
    let departure = provider
        .ask(&seeds, back.as_ref().map_or("", LocalPath::as_str), visit.now)
        .await;
    note_answer(&visit, departure.as_ref().err().copied());
    match departure {
        Ok(departure) => {
            let token = visit.new_token();
            keep(&mut visit, ASKED, token.digest(), &departure.kept).await?;
            Ok(Answer::at_provider(departure.address).beginning(token))
        }
        Err(reason) => refuse(&mut visit, &provider, reason).await,
    }
}

/// The browser comes back. The question is taken away first: whatever the answer, it serves once.
pub(crate) async fn come_back(mut visit: Visit, provider: Configured) -> Result<Answer, Failure> {
    let brought: Brought = visit.query().unwrap_or_default();
    let Some(provider) = provider else {
        return Ok(Answer::see_other(Target::SignIn));
    };
    let caller = visit.counted_address();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::ADDRESS, &caller)]).await? {
        return sign_in::refuse_elsewhere(&mut visit, "", &limit::sentence(open)).await;
    }
    let key = visit.ceremony();
    let Some(kept) = take_back(&mut visit, ASKED, key).await? else {
        return refuse(&mut visit, &provider, NotPresented::Unasked).await;
    };
    visit.leave();
    let returned = Returned {
        code: brought.code.as_deref(),
        state: brought.state.as_deref(),
        error: brought.error.as_deref(),
        issuer: brought.iss.as_deref(),
    };
    let presented = provider.check(&kept, &returned, visit.now).await;
    note_answer(&visit, presented.as_ref().err().copied());
    match presented {
        Ok(presented) => welcome(visit, &provider, presented).await,
        Err(reason) => refuse(&mut visit, &provider, reason).await,
    }
}

/// The page of sign-in says whether the provider answered the last time.
fn note_answer(visit: &Visit, failed: Option<NotPresented>) {
    if let Some(shown) = &visit.door().provider {
        shown.answered(!matches!(failed, Some(NotPresented::Silent(_))));
    }
}

/// Opens the session of whom the provider presents, or asks for a code, or says that nobody is known under that name.
async fn welcome(mut visit: Visit, provider: &Provider, presented: Presented) -> Result<Answer, Failure> {
    let identity = Identity {
        issuer: provider.issuer().to_owned(),
        subject: presented.subject.clone(),
    };
    let vouched = presented.email.as_deref().filter(|_| presented.vouched);
    let Some((person, _)) = whose(&mut visit, &identity, vouched).await? else {
        return stranger(&mut visit, provider, presented).await;
    };
    let entering = crate::provider_opening::Entering {
        person,
        identity,
        provider: provider.label().to_owned(),
        presented,
    };
    match second_step::proceed_presented(&mut visit, entering).await {
        // Bound, closed or taken by another a moment ago.
        Err(Failure::Store(StoreError::Conflict)) => refuse(&mut visit, provider, NotPresented::Unasked).await,
        answer => answer,
    }
}

async fn stranger(visit: &mut Visit, provider: &Provider, presented: Presented) -> Result<Answer, Failure> {
    tracing::info!(
        vouched = presented.vouched,
        "the provider of identity presents someone unknown"
    );
    let stranger = Stranger {
        name: presented.name,
        email: presented.email,
        siret: presented.siret,
        vouched: presented.vouched,
    };
    let page = page(visit, provider, Why::Unknown(stranger)).await?;
    Err(visit.invalid(&page))
}

async fn refuse(visit: &mut Visit, provider: &Provider, reason: NotPresented) -> Result<Answer, Failure> {
    tracing::info!(%reason, "nobody is signed in by the provider of identity");
    let why = match reason {
        NotPresented::Silent(_) => Why::Silent,
        NotPresented::Denied => Why::Denied,
        NotPresented::Unasked => Why::Unasked,
        NotPresented::Refused(_) => Why::Refused,
    };
    let silent = matches!(why, Why::Silent);
    let page = page(visit, provider, why).await?;
    Err(if silent { visit.later(&page) } else { visit.invalid(&page) })
}

async fn page(visit: &mut Visit, provider: &Provider, why: Why) -> Result<NotSignedIn, Failure> {
    Ok(NotSignedIn {
        frame: visit.frame("Connexion").await?.leading_to(Target::SignIn),
        label: provider.label().to_owned(),
        why,
    })
}
