//! What one is written to about: a mention at once, the rest together each day, each Monday, or never.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::discussion::{LetterChoice, LetterRhythm, LettersChosen};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::digest_draft::{Draft, draft};
use crate::tables::Tables;

struct ChoiceRow(LetterChoice);

query! {
    /// What the reader chose.
    OwnChoice() -> ChoiceRow
    reading ["own_letter_choice"]
    "SELECT mentions_at_once, rhythm FROM own_letter_choice"
}

impl FromRow for ChoiceRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(LetterChoice {
            mentions_at_once: c.flag(0)?,
            rhythm: c.word(1, LetterRhythm::from_code)?,
        }))
    }
}

/// What was sent.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    mentions: String,
    #[serde(default)]
    rythme: String,
}

#[derive(Template)]
#[template(path = "own_letters.html")]
struct OwnLetters {
    frame: Frame,
    choice: LetterChoice,
    errors: Errors,
    done: bool,
    /// What the next letter would tell.
    draft: Option<Draft>,
}

impl OwnLetters {
    fn is_rhythm(&self, rhythm: &LetterRhythm) -> bool {
        self.choice.rhythm == *rhythm
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let choice = own(&mut visit).await?;
    let page = page(&mut visit, choice, Errors::none(), false).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let before = own(&mut visit).await?;
    let mut errors = Errors::none();
    let rhythm = LetterRhythm::from_code(&sent.rythme).unwrap_or_else(|| {
        errors.add("rythme", "Choisissez un rythme\u{a0}: chaque jour, chaque lundi, ou jamais.");
        before.rhythm
    });
    let choice = LetterChoice {
        mentions_at_once: sent.mentions == "oui",
        rhythm,
    };
    if !errors.is_empty() {
        let page = page(&mut visit, choice, errors, false).await?;
        return Err(visit.invalid(&page));
    }
    if choice != before {
        let fact = LettersChosen { person, becomes: choice };
        let tx = visit.begin::<verbs::ChooseLetters>(Installation).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    let page = page(&mut visit, choice, errors, true).await?;
    visit.page(&page)
}

async fn own(visit: &mut Visit) -> Result<LetterChoice, Failure> {
    let chosen = visit.first(OwnChoice {}).await?;
    Ok(chosen.map_or_else(LetterChoice::default, |ChoiceRow(choice)| choice))
}

async fn page(visit: &mut Visit, choice: LetterChoice, errors: Errors, done: bool) -> Result<OwnLetters, Failure> {
    let frame = visit.frame("Ce que je reçois par courriel").await?;
    let draft = draft(visit, choice).await?;
    Ok(OwnLetters {
        frame: frame.crumb("Mon compte", Target::OwnAccount),
        choice,
        errors,
        done,
        draft,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnChoice>()]
}
