//! A password is forgotten: the person says so. A letter brings a link when the installation sends letters; else whoever administers
//! sees it and makes one.
//!
//! The answer is the same for an address that is unknown. What is asked again only moves its date.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::{Id, PersonId};
use domain::people::{LinkPurpose, ResetAsked};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, Sequence, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::check_email;
use crate::limit;
use crate::link_new::Draft;
use crate::tables::Tables;

struct Forgetful {
    person: PersonId,
    name: String,
}

query! {
    /// The account of an address, open.
    AccountOf(email: String) -> Forgetful
    reading ["credential"]
    "SELECT id, name FROM credential WHERE email = $4 AND active = 1"
}

impl FromRow for Forgetful {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            name: columns.text(1)?,
        })
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
    /// Whether the link leaves by letter.
    sends: bool,
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
    let asked = AccountOf { email: email.clone() };
    let known = visit.reader().await?.first(&viewer, asked).await?;
    let Some(Forgetful { person, name }) = known else {
        // The same wait for the disk, so that an unknown address takes as long.
        return Ok(visit.notes().await?.commit().await?);
    };
    let (at, draft) = (visit.now, Draft::new(visit, person, LinkPurpose::Password, name, email));
    let mut tx = visit.begin_as::<verbs::UseLink>(&viewer, Installation).await?;
    let recorded = if visit.sends_letters() {
        let link = Id::new(tx.allocate(Sequence::Installation("link")).await?);
        tx.record::<Tables, _>(&draft.sent(link)).await?
    } else {
        tx.record::<Tables, _>(&ResetAsked { person, at }).await?
    };
    Ok(recorded.commit().await?)
}

async fn page(visit: &mut Visit, email: String, errors: Errors, done: bool) -> Result<Forgotten, Failure> {
    Ok(Forgotten {
        frame: visit.frame("Mot de passe oublié").await?,
        errors,
        email,
        done,
        sends: visit.sends_letters(),
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AccountOf>()]
}
