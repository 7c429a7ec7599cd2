//! How people come in, for those who administer: invitations, forgotten passwords, new addresses, second steps, other providers of identity.
//!
//! A link is shown once, in the page that answers the form that made it.

use askama::Template;
use domain::people::LinkPurpose;
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::access_rows::{
    EmailRequests, EmailRow, ErasureRequests, ErasureRow, InvitableRow, Invitables, LinkRow, OpenLinks, ResetRequests,
    SecondSteps, SinceRow,
};
use crate::link_new::NewLink;
use crate::provider_rows::{Identities, IdentityRow};

/// What was just made, or typed and wrong.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) made: Option<NewLink>,
    pub(crate) errors: Errors,
    pub(crate) name: String,
    pub(crate) email: String,
}

#[derive(Template)]
#[template(path = "access_list.html")]
struct AccessList {
    frame: Frame,
    outcome: Outcome,
    sends: bool,
    links: Vec<LinkRow>,
    resets: Vec<SinceRow>,
    emails: Vec<EmailRow>,
    erasures: Vec<ErasureRow>,
    steps: Vec<SinceRow>,
    people: Vec<InvitableRow>,
    identities: Vec<IdentityRow>,
}

impl LinkRow {
    const fn french(&self) -> &'static str {
        match self.purpose {
            LinkPurpose::Invitation => "Invitation",
            LinkPurpose::Password => "Nouveau mot de passe",
        }
    }
}

impl NewLink {
    const fn invites(&self) -> bool {
        matches!(self.purpose, LinkPurpose::Invitation)
    }
}

impl AccessList {
    fn nothing_asked(&self) -> bool {
        self.resets.is_empty() && self.emails.is_empty() && self.erasures.is_empty()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    show(&mut visit, Outcome::default()).await
}

/// The page, with what was just made.
pub(crate) async fn show(visit: &mut Visit, outcome: Outcome) -> Result<Answer, Failure> {
    let page = page(visit, outcome).await?;
    visit.page(&page)
}

/// The page again, with what was typed and what to correct.
pub(crate) async fn refuse(visit: &mut Visit, outcome: Outcome) -> Result<Answer, Failure> {
    let page = page(visit, outcome).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, outcome: Outcome) -> Result<AccessList, Failure> {
    let now = visit.now;
    Ok(AccessList {
        sends: visit.sends_letters(),
        links: visit.rows(OpenLinks { now }).await?,
        resets: visit.rows(ResetRequests {}).await?,
        emails: visit.rows(EmailRequests {}).await?,
        erasures: visit.rows(ErasureRequests {}).await?,
        steps: visit.rows(SecondSteps {}).await?,
        people: visit.rows(Invitables {}).await?,
        identities: visit.rows(Identities {}).await?,
        frame: visit.frame("Invitations et accès").await?.crumb("Comptes", Target::Accounts),
        outcome,
    })
}
