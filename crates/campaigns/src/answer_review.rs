//! What will leave, read again before it does: what is said of each action, and the files that go with it.

use askama::Template;
use domain::campaigns::MOST_FILES;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::answer_files::{MOST_TOGETHER_BYTES, OFFERED, TOGETHER};
use crate::answer_form::{examine, late, page, replies};
use crate::answer_open::{Asked, none, none_typed, to};
use crate::draft;
use crate::file_rows::{FileRow, HeldFiles};
use crate::form::Form;
use crate::held::{Held, before, enter};
use crate::meanwhile::{Before, Said};

#[derive(Template)]
#[template(path = "answer_review.html")]
pub(crate) struct ReviewPage {
    frame: Frame,
    held: Held,
    said: Said,
    replies: Vec<(String, String)>,
    files: Vec<FileRow>,
    print: String,
    /// Whether it changed in another window since it was read.
    pub(crate) changed: bool,
    /// Whether it says what was sent already.
    unchanged: bool,
    errors: Errors,
}

impl ReviewPage {
    pub(crate) async fn of(
        visit: &mut Visit,
        held: Held,
        (before, form): (&Before, &Form),
        said: Said,
    ) -> Result<Self, Failure> {
        Ok(Self {
            files: visit.rows(HeldFiles {}).await?,
            frame: visit.frame("Relire avant d’envoyer").await?,
            said,
            replies: replies(&held.asking, form),
            print: form.print(),
            unchanged: before.is(form, &held.asking),
            held,
            changed: false,
            errors: Errors::none(),
        })
    }

    fn has_room(&self) -> bool {
        self.files.len() < MOST_FILES
    }

    fn file_address(&self, file: &FileRow) -> String {
        format!("{}&piece={}", self.held.address("/fichier"), file.ordinal)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    if enter(&mut visit, asked.cle.expose()).await?.is_none() {
        return none(&mut visit, asked.cle.expose(), None).await;
    }
    match again(&mut visit, asked.cle.expose()).await? {
        Shown::Review(page) => visit.page(&*page),
        Shown::Elsewhere(answer) => Ok(answer),
    }
}

/// The same, with what is wrong with a file.
pub(crate) async fn shown_again(visit: &mut Visit, key: &str, errors: Errors) -> Result<Answer, Failure> {
    match again(visit, key).await? {
        Shown::Review(mut page) => {
            page.errors = errors;
            Err(visit.invalid(&*page))
        }
        Shown::Elsewhere(answer) => Ok(answer),
    }
}

/// What was noted is read again, or something else comes first.
enum Shown {
    Review(Box<ReviewPage>),
    Elsewhere(Answer),
}

async fn again(visit: &mut Visit, key: &str) -> Result<Shown, Failure> {
    let Some(held) = enter(visit, key).await? else {
        return Err(none_typed(visit, key).await);
    };
    let before = before(visit, &held).await?;
    let Some(form) = draft::read(visit, held.row.id).await? else {
        return Ok(Shown::Elsewhere(to(&held, "/formulaire")));
    };
    if !held.waits() {
        let page = late(visit, held, &form).await?;
        return visit.page(&page).map(Shown::Elsewhere);
    }
    match examine(&held, &before, &form) {
        Ok(said) => ReviewPage::of(visit, held, (&before, &form), said)
            .await
            .map(|page| Shown::Review(Box::new(page))),
        Err(errors) => {
            let page = page(visit, held, (&before, form), errors).await?;
            Err(visit.invalid(&page))
        }
    }
}
