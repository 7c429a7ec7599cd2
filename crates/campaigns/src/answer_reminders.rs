//! Reminders are stopped by the link that each letter holds, without an account.
//!
//! Opening the page writes nothing, since what reads mails follows links: its button does, or the program that reads the mail
//! (RFC 8058). Used twice, it says the same. The answer stays open.

use askama::Template;
use domain::access::verbs::AnswerCampaign;
use domain::campaigns::CampaignRemindersStopped;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed};
use crate::held::{Held, enter};
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "answer_reminders.html")]
struct RemindersPage {
    frame: Frame,
    held: Held,
    stopped: bool,
}

impl RemindersPage {
    /// Whether reminders would leave at all.
    fn reminds(&self) -> bool {
        self.held.waits() && self.held.row.answered.is_none()
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit, asked.cle.expose(), None).await;
    };
    let page = page(&mut visit, held, false).await?;
    visit.page(&page)
}

/// The secret is in the address: a program that reads mails sends nothing else.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return Err(none_typed(&mut visit, asked.cle.expose()).await);
    };
    if !held.row.quiet {
        let (recipient, at) = (held.row.id, visit.now);
        let tx = visit.begin::<AnswerCampaign>(recipient.campaign.convention).await?;
        match tx.record::<Tables, _>(&CampaignRemindersStopped { recipient, at }).await {
            Ok(recorded) => recorded.commit().await?,
            // It was stopped from another window.
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&mut visit, held, true).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, held: Held, done: bool) -> Result<RemindersPage, Failure> {
    Ok(RemindersPage {
        frame: visit.frame("Ne plus recevoir de rappel").await?,
        stopped: done || held.row.quiet,
        held,
    })
}
