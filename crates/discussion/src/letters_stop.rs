//! Letters are stopped by the secret that each of them holds, without signing in.
//!
//! Opening the link writes nothing, since what reads mails follows links: the button does, or the program that reads the mail
//! (RFC 8058). Used twice, it says the same; a secret that is none stops nothing.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::discussion::LettersStopped;
use domain::ids::PersonId;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, Writer, Writes, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Secret;
use web::frame::Frame;
use web::session::Token;
use web::visit::Visit;

use crate::tables::{STOPPED, Tables, choose};

const SIGN_IN: Viewer = Viewer::Job(Reason::SignIn);

struct StopRow {
    person: PersonId,
    /// Whether nothing is written to that person any more.
    stopped: bool,
}

query! {
    /// Whose letters this secret stops.
    OneStop(token: Digest) -> StopRow
    reading ["letter_stop"]
    "SELECT person, CASE WHEN mentions_at_once = 0 AND rhythm = 'never' THEN 1 ELSE 0 END FROM letter_stop WHERE token = $4"
}

impl FromRow for StopRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            stopped: c.flag(1)?,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    cle: Secret<String>,
}

#[derive(Template)]
#[template(path = "letters_stop.html")]
struct LettersStop {
    frame: Frame,
    /// Whether the secret is one.
    known: bool,
    stopped: bool,
    address: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let (stop, key) = found(&mut visit).await?;
    let page = page(&mut visit, stop.is_some(), stop.is_some_and(|stop| stop.stopped), &key).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let (stop, key) = found(&mut visit).await?;
    let Some(stop) = stop else {
        let page = page(&mut visit, false, false, &key).await?;
        return Err(visit.invalid(&page));
    };
    if !stop.stopped {
        let fact = LettersStopped { person: stop.person };
        let tx = visit.begin_as::<verbs::UseLink>(&SIGN_IN, Installation).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    let page = page(&mut visit, true, true, &key).await?;
    visit.page(&page)
}

/// Whose letters the secret of the address stops, and that secret when it is one.
async fn found(visit: &mut Visit) -> Result<(Option<StopRow>, String), Failure> {
    let asked: Asked = visit.query()?;
    let Some(token) = Token::parse(asked.cle.expose()) else {
        return Ok((None, String::new()));
    };
    let query = OneStop { token: token.digest() };
    let stop = visit.reader().await?.first(&SIGN_IN, query).await?;
    let key = if stop.is_some() {
        asked.cle.expose().clone()
    } else {
        String::new()
    };
    Ok((stop, key))
}

async fn page(visit: &mut Visit, known: bool, stopped: bool, key: &str) -> Result<LettersStop, Failure> {
    let title = if known { "Arrêter les courriels" } else { "Lien sans effet" };
    let frame = visit.frame(title).await?;
    Ok(LettersStop {
        frame: frame.leading_to(domain::places::Target::SignIn),
        known,
        stopped,
        address: web::href::letters_stop(key),
    })
}

impl Writes<LettersStopped> for Tables {
    async fn apply(fact: &LettersStopped, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        choose(fact.person, STOPPED, writer).await
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OneStop>()]
}
