//! A password is forgotten: the person says so, whoever administers sees it and makes a link.
//!
//! The answer is the same for an address that is unknown. What is asked again only moves its date.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::PersonId;
use domain::people::ResetAsked;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::check_email;
use crate::limit;
use crate::tables::Tables;

struct Forgetful(PersonId);

query! {
    /// The account of an address, open.
    AccountOf(email: String) -> Forgetful
    reading ["credential"]
    "SELECT id FROM credential WHERE email = $4 AND active = 1"
}

impl FromRow for Forgetful {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.id(0).map(Self)
    }
}

#[derive(Deserialize)]
struct Typed {
    mel: String,
}

#[derive(Template)]
#[template(path = "forgotten.html")]
struct Forgotten {
    frame: Frame,
    errors: Errors,
    email: String,
    done: bool,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, String::new(), Errors::none(), false).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let email = typed.mel.trim().to_lowercase();
    let mut errors = Errors::none();
    check_email(&email, "mel", &mut errors);
    if errors.is_empty() {
        let caller = visit.counted_address();
        let limits = [(limit::FORGOTTEN, email.as_str()), (limit::ADDRESS, caller.as_str())];
        if let Err(open) = limit::attempt(&mut visit, &limits).await? {
            errors = Errors::whole(&limit::sentence(open));
        }
    }
    if !errors.is_empty() {
        let page = page(&mut visit, typed.mel, errors, false).await?;
        return Err(visit.invalid(&page));
    }
    ask(&mut visit, email).await?;
    let page = page(&mut visit, String::new(), Errors::none(), true).await?;
    visit.page(&page)
}

async fn ask(visit: &mut Visit, email: String) -> Result<(), Failure> {
    let viewer = Viewer::Job(Reason::SignIn);
    let known = visit.reader().await?.first(&viewer, AccountOf { email }).await?;
    let at = visit.now;
    if let Some(Forgetful(person)) = known {
        let tx = visit.begin_as::<verbs::UseLink>(&viewer, Installation).await?;
        tx.record::<Tables, _>(&ResetAsked { person, at }).await?.commit().await?;
    } else {
        // The same wait for the disk, so that an unknown address takes as long.
        visit.notes().await?.commit().await?;
    }
    Ok(())
}

async fn page(visit: &mut Visit, email: String, errors: Errors, done: bool) -> Result<Forgotten, Failure> {
    Ok(Forgotten {
        frame: visit.frame("Mot de passe oublié").await?,
        errors,
        email,
        done,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AccountOf>()]
}
