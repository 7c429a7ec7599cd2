//! A notice, as everyone reads it: what the administrator wrote, and what is still to be written.

use askama::Template;
use domain::compliance::{Notice, NoticeField};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::notice_rows::{Told, told};
use crate::words;

#[derive(Template)]
#[template(path = "notice_show.html")]
struct NoticePage {
    frame: Frame,
    notice: Notice,
    told: Told,
    /// For those who may complete it.
    edition: Option<Target>,
}

pub(crate) async fn get(mut visit: Visit, notice: Notice) -> Result<Answer, Failure> {
    let told = told(visit.reader().await?, notice).await?;
    let administers = visit.known().is_some_and(|known| known.administrator);
    let page = NoticePage {
        frame: visit.frame(notice.french()).await?,
        notice,
        told,
        edition: administers.then_some(Target::NoticeEdition(notice)),
    };
    visit.page(&page)
}

impl NoticePage {
    /// The fields that are told as they were written; the result of the assessment has its own sentence.
    fn fields(&self) -> impl Iterator<Item = (&'static str, Option<Vec<&str>>)> {
        let written = self.notice.fields().iter().filter(|field| **field != NoticeField::Conformity);
        written.map(|field| {
            let text = self.told.of(*field);
            (words::label(*field), text.map(|text| text.lines().collect()))
        })
    }
}
