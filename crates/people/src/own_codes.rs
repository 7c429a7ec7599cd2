//! One turns the second step on or off, and renews one's recovery codes.
//!
//! The secret is shown while one installs it, never afterwards; the recovery codes are shown once. Until the first code is right,
//! nothing changes.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::ids::PersonId;
use domain::people::{RecoveryCodesRenewed, SecondStepDisabled, SecondStepEnabled};
use domain::places::Target;
use identity::{Codes, Picture, SECRET_BYTES, picture, recovery_code, recovery_codes};
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::session::CEREMONY_SECONDS;
use web::visit::Visit;

use crate::own_email::own_password;
use crate::own_proofs::{OwnSecondStep, SecondStepRow, own_email};
use crate::recent_proof::{prove_again, proved_recently};
use crate::tables::Tables;
use crate::{account_own, limit, second_step};

/// The kind of the note that holds a secret not yet confirmed, under the session.
const INSTALLING: &str = "installing_codes";

/// What the page shows.
#[derive(Default)]
struct Shown {
    errors: Errors,
    installing: Option<Installing>,
    /// Recovery codes, once.
    codes: Vec<String>,
}

/// A secret being installed.
struct Installing {
    letters: String,
    picture: Option<Picture>,
}

impl Installing {
    /// The letters, four by four.
    fn groups(&self) -> String {
        let letters: Vec<char> = self.letters.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }
}

#[derive(Template)]
#[template(path = "own_codes.html")]
struct OwnCodes {
    frame: Frame,
    shown: Shown,
    on: Option<SecondStepRow>,
    has_password: bool,
    /// Whether the password is asked for to turn it on.
    asks_password: bool,
}

#[derive(Deserialize)]
struct TypedCode {
    code: Secret<String>,
    /// The password, when the session is not recent.
    #[serde(default)]
    preuve: Secret<String>,
}

#[derive(Deserialize)]
struct TypedBoth {
    code: Secret<String>,
    #[serde(default)]
    mdp: Secret<String>,
}

const WRONG: &str = "Ce code n’est pas le bon, ou il a déjà servi. Tapez celui que votre application montre maintenant.";

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Shown::default()).await?;
    visit.page(&page)
}

/// A secret is made and shown; nothing is turned on yet.
pub(crate) async fn begin(mut visit: Visit) -> Result<Answer, Failure> {
    let session = visit.session().ok_or(Failure::NotFound)?;
    if visit.first(OwnSecondStep {}).await?.is_some() {
        return Ok(Answer::see_other(Target::OwnSecondStep));
    }
    let mut secret = [0; SECRET_BYTES];
    secret.copy_from_slice(&visit.random()[..SECRET_BYTES]);
    let letters = Codes::of(secret).letters();
    let expires = visit.now.plus_seconds(CEREMONY_SECONDS);
    let mut notes = visit.notes().await?;
    notes.keep(INSTALLING, session, &letters, expires).await?;
    notes.commit().await?;
    let shown = Shown {
        installing: Some(installing(&mut visit, letters).await?),
        ..Shown::default()
    };
    let page = page(&mut visit, shown).await?;
    visit.page(&page)
}

/// The first code confirms that the secret is installed.
pub(crate) async fn confirm(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedCode = visit.form()?;
    let (person, session) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let Some(note) = visit.notes().await?.hold(INSTALLING, session).await? else {
        let sentence = "L’installation du code a duré plus de dix minutes, ou n’a pas commencé. Recommencez.";
        return refuse(&mut visit, Errors::whole(sentence), None).await;
    };
    let mut errors = Errors::none();
    prove_again(&mut visit, &typed.preuve, &mut errors).await?;
    let step = if errors.is_empty() && counted(&mut visit, person, &mut errors).await? {
        Codes::read(&note.value).and_then(|codes| codes.check(typed.code.expose(), visit.now, None))
    } else {
        None
    };
    let Some(step) = step else {
        if errors.is_empty() {
            errors.add("code", WRONG);
        }
        return refuse(&mut visit, errors, Some(note.value)).await;
    };
    let codes = new_codes(&visit);
    let fact = SecondStepEnabled {
        person,
        secret: note.value,
        step,
        codes: digests(&codes),
        at: visit.now,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let mut notes = visit.notes().await?;
    notes.take(INSTALLING, session).await?;
    notes.commit().await?;
    limit::forget(&mut visit, limit::CODE, &person.to_string()).await?;
    show_codes(&mut visit, codes).await
}

/// New recovery codes, for a password and a code.
pub(crate) async fn renew(mut visit: Visit) -> Result<Answer, Failure> {
    let (person, step) = match both(&mut visit).await? {
        Ok(proved) => proved,
        Err(errors) => return refuse(&mut visit, errors, None).await,
    };
    let codes = new_codes(&visit);
    let fact = RecoveryCodesRenewed {
        person,
        step,
        codes: digests(&codes),
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return refuse(&mut visit, Errors::whole(WRONG), None).await,
        Err(error) => return Err(error.into()),
    }
    show_codes(&mut visit, codes).await
}

/// The second step is turned off, for a password and a code.
pub(crate) async fn end(mut visit: Visit) -> Result<Answer, Failure> {
    let (person, step) = match both(&mut visit).await? {
        Ok(proved) => proved,
        Err(errors) => return refuse(&mut visit, errors, None).await,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&SecondStepDisabled { person, step }).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return refuse(&mut visit, Errors::whole(WRONG), None).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}

/// Counts one attempt at the codes of this person; says when it is one too many.
async fn counted(visit: &mut Visit, person: PersonId, errors: &mut Errors) -> Result<bool, Failure> {
    let who = person.to_string();
    let attempt = limit::attempt(visit, &[(limit::CODE, &who)]).await?;
    if let Err(open) = attempt {
        errors.add("", limit::sentence(open));
    }
    Ok(attempt.is_ok())
}

/// The person and the step of the code, when the password and the code are right. An account without a password has none to give.
async fn both(visit: &mut Visit) -> Result<Result<(PersonId, i64), Errors>, Failure> {
    let typed: TypedBoth = visit.form()?;
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let mut errors = Errors::none();
    if account_own::hash(visit).await?.is_some() && !own_password(visit, &typed.mdp, &mut errors).await? {
        errors.add("mdp", "Ce n’est pas votre mot de passe. Tapez-le de nouveau.");
    }
    if errors.is_empty() && counted(visit, person, &mut errors).await? {
        if let Some(step) = second_step::step(visit, person, typed.code.expose()).await? {
            limit::forget(visit, limit::CODE, &person.to_string()).await?;
            return Ok(Ok((person, step)));
        }
        errors.add("code", WRONG);
    }
    Ok(Err(errors))
}

fn new_codes(visit: &Visit) -> Vec<String> {
    recovery_codes(|| visit.random())
}

fn digests(codes: &[String]) -> Vec<Digest> {
    codes.iter().filter_map(|code| recovery_code(code)).collect()
}

async fn show_codes(visit: &mut Visit, codes: Vec<String>) -> Result<Answer, Failure> {
    let shown = Shown {
        codes,
        ..Shown::default()
    };
    let page = page(visit, shown).await?;
    visit.page(&page)
}

async fn refuse(visit: &mut Visit, errors: Errors, letters: Option<String>) -> Result<Answer, Failure> {
    let installing = match letters {
        Some(letters) => Some(installing(visit, letters).await?),
        None => None,
    };
    let shown = Shown {
        errors,
        installing,
        ..Shown::default()
    };
    let page = page(visit, shown).await?;
    Err(visit.invalid(&page))
}

async fn installing(visit: &mut Visit, letters: String) -> Result<Installing, Failure> {
    let email = own_email(visit).await?;
    let address = Codes::read(&letters).map(|codes| codes.address(&email));
    Ok(Installing {
        picture: address.and_then(|address| picture(&address)),
        letters,
    })
}

async fn page(visit: &mut Visit, shown: Shown) -> Result<OwnCodes, Failure> {
    let has_password = account_own::hash(visit).await?.is_some();
    Ok(OwnCodes {
        on: visit.first(OwnSecondStep {}).await?,
        has_password,
        asks_password: has_password && !proved_recently(visit).await?,
        frame: visit
            .frame("Code à usage unique")
            .await?
            .crumb("Mon compte", Target::OwnAccount),
        shown,
    })
}
