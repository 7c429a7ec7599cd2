//! Signing in with an address and a password; the page also offers the other ways that are set up.
//!
//! An unknown address and a wrong password are answered alike, in the same time. Whoever tries too often is told when to come
//! back, before any password is looked at.

use askama::Template;
use domain::access::{Reason, Viewer};
use domain::ids::PersonId;
use domain::people::Way;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::href::LocalPath;
use web::visit::Visit;

use crate::failures::{self, Wrong};
use crate::passkey_sign_in::other_ways;
use crate::{limit, password, second_step};

struct CredentialRow {
    person: PersonId,
    hash: Option<String>,
}

query! {
    /// The password hash of the account of an address.
    CredentialOf(email: String) -> CredentialRow
    reading ["credential"]
    "SELECT id, password_hash FROM credential WHERE email = $4 AND active = 1"
}

impl FromRow for CredentialRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            hash: columns.opt_text(1)?,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    vers: String,
}

#[derive(Deserialize)]
struct Typed {
    mel: String,
    mdp: Secret<String>,
    #[serde(default)]
    vers: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    errors: Errors,
    email: String,
    back: String,
    ways: OtherWays,
}

/// The other ways in, as they are set up here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OtherWays {
    /// Passkeys work under this address.
    pub(crate) passkeys: bool,
    /// They would, under this one.
    pub(crate) passkeys_at: Option<String>,
    /// Another provider of identity is offered.
    pub(crate) provider: Option<ProviderShown>,
}

/// Another provider of identity, as the page offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProviderShown {
    /// What people call it.
    pub(crate) label: String,
    /// It did not answer the last time.
    pub(crate) silent: bool,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let page = SignIn {
        ways: other_ways(&visit),
        frame: visit.frame("Connexion").await?,
        errors: Errors::none(),
        email: String::new(),
        back: asked.vers,
    };
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let email = typed.mel.trim().to_lowercase();
    let caller = visit.counted_address();
    let limits = [(limit::ACCOUNT, email.as_str()), (limit::ADDRESS, caller.as_str())];
    if let Err(open) = limit::attempt(&mut visit, &limits).await? {
        return refuse(visit, typed, &limit::sentence(open)).await;
    }
    let viewer = Viewer::Job(Reason::SignIn);
    let found = visit
        .reader()
        .await?
        .first(&viewer, CredentialOf { email: email.clone() })
        .await?;
    let (person, hash) = found.map_or((None, None), |row| (Some(row.person), row.hash));
    visit.leave();
    let right = password::matches(typed.mdp.expose().clone(), hash).await?;
    let Some(person) = person.filter(|_| right) else {
        failures::count(&mut visit, Wrong::Password, &email).await?;
        return refuse(visit, typed, WRONG).await;
    };
    limit::forget(&mut visit, limit::ACCOUNT, &email).await?;
    second_step::proceed(visit, person, Way::Password, LocalPath::parse(&typed.vers).as_ref()).await
}

const WRONG: &str = "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.";

async fn refuse(mut visit: Visit, typed: Typed, sentence: &str) -> Result<Answer, Failure> {
    show_refused(&mut visit, typed.mel, typed.vers, sentence).await
}

/// The page again for someone who tried another way in.
pub(crate) async fn refuse_elsewhere(visit: &mut Visit, back: &str, sentence: &str) -> Result<Answer, Failure> {
    show_refused(visit, String::new(), back.to_owned(), sentence).await
}

async fn show_refused(visit: &mut Visit, email: String, back: String, sentence: &str) -> Result<Answer, Failure> {
    let page = SignIn {
        ways: other_ways(visit),
        frame: visit.frame("Connexion").await?,
        errors: Errors::whole(sentence),
        email,
        back,
    };
    Err(visit.invalid(&page))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<CredentialOf>()]
}
