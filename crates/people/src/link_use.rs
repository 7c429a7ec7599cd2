//! A link received is used: its person chooses a password, and is signed in.
//!
//! Opening it writes nothing, since what reads mails follows links: only the form does. A link that was used, that ended, that was
//! revoked, or that never was, is answered with the same sentence.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::ids::{LinkId, PersonId};
use domain::people::{LinkPurpose, PasswordChosen, Way};
use domain::time::Instant;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::session::Token;
use web::visit::Visit;

use crate::account_new::{check_leaked, check_password};
use crate::tables::Tables;
use crate::{limit, password, second_step};

const SIGN_IN: Viewer = Viewer::Job(Reason::SignIn);

#[derive(Clone)]
struct LinkRow {
    link: LinkId,
    purpose: LinkPurpose,
    person: PersonId,
    name: String,
    email: Option<String>,
}

query! {
    /// The link of this secret, while it works.
    OpenLink(token: Digest, now: Instant) -> LinkRow
    reading ["link_secret"]
    "SELECT id, purpose, person, name, email FROM link_secret \
     WHERE token = $4 AND used IS NULL AND revoked IS NULL AND expires > $5 AND active = 1"
}

impl FromRow for LinkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            link: columns.id(0)?,
            purpose: columns.word(1, LinkPurpose::from_code)?,
            person: columns.id(2)?,
            name: columns.text(3)?,
            email: columns.opt_text(4)?,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    cle: Secret<String>,
}

#[derive(Deserialize)]
struct Typed {
    cle: Secret<String>,
    mdp: Secret<String>,
}

#[derive(Template)]
#[template(path = "link_use.html")]
struct LinkPage {
    frame: Frame,
    errors: Errors,
    /// The link, while it works.
    link: Option<LinkRow>,
    key: String,
}

impl LinkRow {
    const fn invites(&self) -> bool {
        matches!(self.purpose, LinkPurpose::Invitation)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let link = find(&mut visit, asked.cle.expose()).await?;
    let page = page(&mut visit, link, asked.cle.expose(), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let caller = visit.counted_address();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::ADDRESS, &caller)]).await? {
        let errors = Errors::whole(&limit::sentence(open));
        let page = page(&mut visit, None, "", errors).await?;
        return Err(visit.invalid(&page));
    }
    let Some(link) = find(&mut visit, typed.cle.expose()).await? else {
        let page = page(&mut visit, None, "", Errors::none()).await?;
        return Err(visit.invalid(&page));
    };
    let mut errors = Errors::none();
    check_password(
        typed.mdp.expose(),
        &[&link.name, link.email.as_deref().unwrap_or_default()],
        "mdp",
        &mut errors,
    );
    check_leaked(&mut visit, typed.mdp.expose(), "mdp", &mut errors).await?;
    if !errors.is_empty() {
        let page = page(&mut visit, Some(link), typed.cle.expose(), errors).await?;
        return Err(visit.invalid(&page));
    }
    visit.leave();
    let password_hash = password::hash(typed.mdp.expose().clone()).await?;
    let fact = PasswordChosen {
        link: link.link,
        purpose: link.purpose,
        person: link.person,
        password_hash,
        at: visit.now,
    };
    let tx = visit.begin_as::<verbs::UseLink>(&SIGN_IN, Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // Of two who use it together, one does.
        Err(StoreError::Conflict) => {
            let page = page(&mut visit, None, "", Errors::none()).await?;
            return Err(visit.invalid(&page));
        }
        Err(error) => return Err(error.into()),
    }
    second_step::proceed(visit, link.person, Way::Link, None).await
}

async fn find(visit: &mut Visit, key: &str) -> Result<Option<LinkRow>, Failure> {
    let Some(token) = Token::parse(key) else {
        return Ok(None);
    };
    let query = OpenLink {
        token: token.digest(),
        now: visit.now,
    };
    Ok(visit.reader().await?.first(&SIGN_IN, query).await?)
}

async fn page(visit: &mut Visit, link: Option<LinkRow>, key: &str, errors: Errors) -> Result<LinkPage, Failure> {
    let title = match &link {
        Some(link) if link.invites() => "Bienvenue",
        Some(_) => "Nouveau mot de passe",
        None => "Lien sans effet",
    };
    Ok(LinkPage {
        frame: visit.frame(title).await?,
        errors,
        key: if link.is_some() { key.to_owned() } else { String::new() },
        link,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OpenLink>()]
}
