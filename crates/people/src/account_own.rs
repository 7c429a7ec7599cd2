//! One's own account: changing the password, which closes every other session.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::PersonId;
use domain::people::PasswordChanged;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::check_password;
use crate::password;
use crate::tables::Tables;

struct OwnHash(Option<String>);

query! {
    /// The password hash of one person.
    HashOf(person: PersonId) -> OwnHash
    reading ["credential"]
    "SELECT password_hash FROM credential WHERE id = $4 AND active = 1"
}

impl FromRow for OwnHash {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.opt_text(0).map(Self)
    }
}

#[derive(Deserialize)]
struct Typed {
    actuel: Secret<String>,
    nouveau: Secret<String>,
}

#[derive(Template)]
#[template(path = "account_own.html")]
struct OwnAccount {
    frame: Frame,
    errors: Errors,
    has_password: bool,
    done: bool,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Errors::none(), false).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (person, kept) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let hash = hash(&mut visit).await?;
    visit.leave();
    let right = password::matches(typed.actuel.expose().clone(), hash).await?;
    let errors = check(&typed, right);
    if !errors.is_empty() {
        let page = page(&mut visit, errors, false).await?;
        return Err(visit.invalid(&page));
    }
    let password_hash = password::hash(typed.nouveau.expose().clone()).await?;
    let fact = PasswordChanged {
        person,
        password_hash,
        kept,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::ChangeOwnPassword>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let page = page(&mut visit, Errors::none(), true).await?;
    visit.page(&page)
}

async fn hash(visit: &mut Visit) -> Result<Option<String>, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let viewer = Viewer::Job(Reason::SignIn);
    let found = visit.reader().await?.first(&viewer, HashOf { person }).await?;
    Ok(found.and_then(|OwnHash(hash)| hash))
}

async fn page(visit: &mut Visit, errors: Errors, done: bool) -> Result<OwnAccount, Failure> {
    let has_password = hash(visit).await?.is_some();
    Ok(OwnAccount {
        frame: visit.frame("Mon compte").await?,
        errors,
        has_password,
        done,
    })
}

fn check(typed: &Typed, right: bool) -> Errors {
    let mut errors = Errors::none();
    if !right {
        errors.add("actuel", "Ce n’est pas votre mot de passe actuel. Tapez-le de nouveau.");
    }
    check_password(typed.nouveau.expose(), "nouveau", &mut errors);
    errors
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<HashOf>()]
}
