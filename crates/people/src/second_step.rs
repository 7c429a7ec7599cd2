//! The second step: after a password or another provider of identity, a one-time code or a recovery code, for those who turned it on.
//!
//! Between the two, the server keeps a note and the browser its key; nobody is signed in. A code is accepted once.

use askama::Template;
use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::ids::{Id, PersonId};
use domain::people::{SecondProof, Way};
use domain::places::Target;
use identity::{Codes, recovery_code};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::href::LocalPath;
use web::session::CEREMONY_SECONDS;
use web::visit::Visit;

use crate::failures::{self, Wrong};
use crate::provider_opening::{self, Entering};
use crate::{limit, session_opening};

/// The kind of the note that waits for a code.
const WAITING: &str = "second_step";

/// The kind of the note beside it, when another provider of identity presented whoever is expected.
const PRESENTED: &str = "provider_presented";

const SIGN_IN: Viewer = Viewer::Job(Reason::SignIn);

/// The secret of someone, and the last step used.
pub(crate) struct SecondStep {
    pub(crate) secret: String,
    pub(crate) last: i64,
}

query! {
    /// The second step of a person, when it is on.
    pub(crate) SecondStepOf(person: PersonId) -> SecondStep
    reading ["second_step_secret"]
    "SELECT secret, last_step FROM second_step_secret WHERE person = $4"
}

impl FromRow for SecondStep {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            secret: columns.text(0)?,
            last: columns.int(1)?,
        })
    }
}

query! {
    /// How many recovery codes of this digest the person has left: one or none.
    RecoveryCodeOf(person: PersonId, code: Digest) -> i64
    reading ["recovery_secret"]
    "SELECT COUNT(*) FROM recovery_secret WHERE person = $4 AND code = $5 AND used IS NULL"
}

#[derive(Deserialize)]
struct Typed {
    code: Secret<String>,
}

#[derive(Template)]
#[template(path = "second_step.html")]
struct CodePage {
    frame: Frame,
    errors: Errors,
    /// Whether someone is expected here.
    expected: bool,
}

/// Opens a session for someone who proved a first step, or asks for the second one.
pub(crate) async fn proceed(mut visit: Visit, person: PersonId, way: Way, back: Option<&LocalPath>) -> Result<Answer, Failure> {
    if second_step(&mut visit, person).await?.is_none() {
        return session_opening::open(&mut visit, person, way, back).await;
    }
    let token = visit.new_token();
    let expires = visit.now.plus_seconds(CEREMONY_SECONDS);
    let value = format!("{person} {}", back.map_or("", LocalPath::as_str));
    let mut notes = visit.notes().await?;
    notes.keep(WAITING, token.digest(), &value, expires).await?;
    notes.commit().await?;
    Ok(Answer::see_other(Target::SecondStep).beginning(token))
}

/// The same for someone that another provider of identity presents: when it asked for two proofs, no third one is asked for.
pub(crate) async fn proceed_presented(visit: &mut Visit, who: Entering) -> Result<Answer, Failure> {
    if who.presented.two_proofs || second_step(visit, who.person).await?.is_none() {
        return provider_opening::open(visit, who, None).await;
    }
    let token = visit.new_token();
    let expires = visit.now.plus_seconds(CEREMONY_SECONDS);
    let mut notes = visit.notes().await?;
    notes
        .keep(WAITING, token.digest(), &format!("{} ", who.person), expires)
        .await?;
    notes.keep(PRESENTED, token.digest(), &who.written(), expires).await?;
    notes.commit().await?;
    Ok(Answer::see_other(Target::SecondStep).beginning(token))
}

/// The second step of a person, when it is on.
pub(crate) async fn second_step(visit: &mut Visit, person: PersonId) -> Result<Option<SecondStep>, Failure> {
    Ok(visit.reader().await?.first(&SIGN_IN, SecondStepOf { person }).await?)
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let expected = visit.ceremony().is_some();
    let page = page(&mut visit, Errors::none(), expected).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let Some((key, waiting)) = waiting(&mut visit).await? else {
        let page = page(&mut visit, Errors::none(), false).await?;
        return Err(visit.invalid(&page));
    };
    let (person, caller) = (waiting.person, visit.counted_address());
    let who = person.to_string();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::CODE, &who), (limit::ADDRESS, &caller)]).await? {
        return refuse(&mut visit, &limit::sentence(open)).await;
    }
    let Some(proof) = check(&mut visit, person, typed.code.expose()).await? else {
        failures::count(&mut visit, Wrong::Code, &who).await?;
        return refuse(&mut visit, WRONG).await;
    };
    let mut notes = visit.notes().await?;
    let taken = notes.take(WAITING, key).await?;
    let presented = notes.take(PRESENTED, key).await?;
    notes.commit().await?;
    if taken.is_none() {
        return refuse(&mut visit, WRONG).await;
    }
    let opened = match presented.and_then(|note| Entering::read(&note.value)) {
        Some(who) => provider_opening::open(&mut visit, who, Some(proof)).await,
        None => session_opening::open(&mut visit, person, proof.into(), waiting.back.as_ref()).await,
    };
    match opened {
        // Used a moment ago, elsewhere.
        Err(Failure::Store(StoreError::Conflict)) => refuse(&mut visit, WRONG).await,
        Ok(answer) => {
            limit::forget(&mut visit, limit::CODE, &who).await?;
            Ok(answer)
        }
        Err(failure) => Err(failure),
    }
}

const WRONG: &str =
    "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant dans votre application, ou tapez un code de secours.";

async fn refuse(visit: &mut Visit, sentence: &str) -> Result<Answer, Failure> {
    let page = page(visit, Errors::whole(sentence), true).await?;
    Err(visit.invalid(&page))
}

/// Who is expected, and where they were going.
struct Waiting {
    person: PersonId,
    back: Option<LocalPath>,
}

async fn waiting(visit: &mut Visit) -> Result<Option<(Digest, Waiting)>, Failure> {
    let Some(key) = visit.ceremony() else {
        return Ok(None);
    };
    let note = visit.notes().await?.hold(WAITING, key).await?;
    let waiting = note.and_then(|note| {
        let (person, back) = note.value.split_once(' ')?;
        Some(Waiting {
            person: Id::new(person.parse().ok()?),
            back: LocalPath::parse(back),
        })
    });
    Ok(waiting.map(|waiting| (key, waiting)))
}

/// What the code typed proves, and uses up.
async fn check(visit: &mut Visit, person: PersonId, typed: &str) -> Result<Option<SecondProof>, Failure> {
    if let Some(code) = recovery_code(typed) {
        let left = visit.reader().await?.first(&SIGN_IN, RecoveryCodeOf { person, code }).await?;
        return Ok((left == Some(1)).then_some(SecondProof::RecoveryCode { code }));
    }
    let step = step(visit, person, typed).await?;
    Ok(step.map(|step| SecondProof::Code { step }))
}

/// The step of the one-time code typed, when it is right and was not used.
pub(crate) async fn step(visit: &mut Visit, person: PersonId, typed: &str) -> Result<Option<i64>, Failure> {
    let now = visit.now;
    let Some(held) = second_step(visit, person).await? else {
        return Ok(None);
    };
    let codes =
        Codes::read(&held.secret).ok_or_else(|| Failure::Broken("the secret of a second step is damaged".to_owned()))?;
    Ok(codes.check(typed, now, Some(held.last)))
}

async fn page(visit: &mut Visit, errors: Errors, expected: bool) -> Result<CodePage, Failure> {
    Ok(CodePage {
        frame: visit.frame("Code à usage unique").await?,
        errors,
        expected,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SecondStepOf>(), QueryInfo::of::<RecoveryCodeOf>()]
}
