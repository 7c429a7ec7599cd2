//! Signing in with an address and a password.
//!
//! An unknown address and a wrong password are answered alike, in the same time.

use askama::Template;
use domain::access::{Reason, Viewer};
use domain::ids::PersonId;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::href::LocalPath;
use web::visit::Visit;

use crate::{password, session_opening};

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
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let page = SignIn {
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
    let viewer = Viewer::Job(Reason::SignIn);
    let found = visit.reader().await?.first(&viewer, CredentialOf { email }).await?;
    let (person, hash) = found.map_or((None, None), |row| (Some(row.person), row.hash));
    visit.leave();
    let right = password::matches(typed.mdp.expose().clone(), hash).await?;
    match person.filter(|_| right) {
        Some(person) => session_opening::open(visit, person, LocalPath::parse(&typed.vers).as_ref()).await,
        None => refuse(visit, typed).await,
    }
}

async fn refuse(mut visit: Visit, typed: Typed) -> Result<Answer, Failure> {
    let sentence = "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis recommencez.";
    let page = SignIn {
        frame: visit.frame("Connexion").await?,
        errors: Errors::whole(sentence),
        email: typed.mel,
        back: typed.vers,
    };
    Err(visit.invalid(&page))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<CredentialOf>()]
}
