//! The mailbox of the demo: its letters are read here, with their links, since none leaves the machine. Exists in the demo only.

use askama::Template;
use domain::access::{Reason, Viewer};
use domain::time::Instant;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::body::Body;
use crate::letter_rows::MailboxLetters;
use crate::message::greeting;

/// How many letters the page shows.
const MOST: i64 = 50;

struct Received {
    id: i64,
    name: String,
    address: String,
    subject: String,
    at: Instant,
    body: Body,
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct Mailbox {
    frame: Frame,
    letters: Vec<Received>,
}

impl Received {
    fn greeting(&self) -> String {
        greeting(&self.name)
    }

    fn when(&self) -> String {
        let (hour, minute) = self.at.paris_hour_minute();
        format!("{}, {hour}\u{a0}h\u{a0}{minute:02}", web::french::date(self.at.paris_day()))
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let viewer = Viewer::Job(Reason::Demo);
    let rows = visit.reader().await?.rows(&viewer, MailboxLetters { most: MOST }).await?;
    let letters = rows.into_iter().filter_map(|row| {
        Some(Received {
            id: row.id.ordinal(),
            body: Body::read(&row.body)?,
            name: row.name,
            address: row.address,
            subject: row.subject,
            at: row.queued,
        })
    });
    let page = Mailbox {
        letters: letters.collect(),
        frame: visit.frame("Boîte aux lettres de la démonstration").await?,
    };
    visit.page(&page)
}
