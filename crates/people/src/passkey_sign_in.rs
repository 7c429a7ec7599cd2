//! Signing in with a passkey, before saying who one is.
//!
//! The question is kept on the server and taken back once: an answer serves once, for the question it was made for, from the origin
//! of this installation, by a device that checked who holds it.

use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::ids::{PasskeyId, PersonId};
use domain::people::Way;
use identity::{Passkeys, credential_of};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::door::PublicUrl;
use web::failure::Failure;
use web::href::LocalPath;
use web::session::CEREMONY_SECONDS;
use web::visit::Visit;

use crate::sign_in::{self, OtherWays, ProviderShown};
use crate::{limit, session_opening};

/// The kind of the note that keeps a question.
const ASKED: &str = "passkey_asked";

struct PasskeyRow {
    passkey: PasskeyId,
    person: PersonId,
    document: String,
}

query! {
    /// The passkey that a device calls so, of an account that is open.
    PasskeyOf(credential: String) -> PasskeyRow
    reading ["passkey_secret"]
    "SELECT id, person, document FROM passkey_secret WHERE credential = $4 AND active = 1"
}

impl FromRow for PasskeyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            passkey: columns.id(0)?,
            person: columns.id(1)?,
            document: columns.text(2)?,
        })
    }
}

#[derive(Deserialize)]
struct Typed {
    reponse: String,
    #[serde(default)]
    vers: String,
}

/// The passkeys of this installation, when the address of the page is the one they are bound to.
pub(crate) fn passkeys_here(visit: &Visit) -> Option<Passkeys> {
    let url = public_url(visit)?;
    visit
        .reached_at(url.origin())
        .then(|| Passkeys::at(url.host(), url.origin()).ok())
        .flatten()
}

/// The address under which they work, when the page was reached under another one.
pub(crate) fn passkeys_there(visit: &Visit) -> Option<String> {
    let url = public_url(visit)?;
    (!visit.reached_at(url.origin())).then(|| url.origin().to_owned())
}

fn public_url(visit: &Visit) -> Option<&PublicUrl> {
    visit.door().public_url.as_ref()
}

/// The ways in, beside the password.
pub(crate) fn other_ways(visit: &Visit) -> OtherWays {
    OtherWays {
        passkeys: passkeys_here(visit).is_some(),
        passkeys_at: passkeys_there(visit),
        provider: visit.door().provider.as_ref().map(|provider| ProviderShown {
            label: provider.label().to_owned(),
            silent: provider.is_silent(),
        }),
    }
}

/// The question, in JSON, for the script of the page.
pub(crate) async fn ask(mut visit: Visit) -> Result<Answer, Failure> {
    let passkeys = passkeys_here(&visit).ok_or(Failure::NotFound)?;
    let caller = visit.counted_address();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::ADDRESS, &caller)]).await? {
        return sign_in::refuse_elsewhere(&mut visit, "", &limit::sentence(open)).await;
    }
    let asked = passkeys.ask_any().map_err(|error| Failure::Broken(error.to_string()))?;
    let token = visit.new_token();
    keep(&mut visit, ASKED, token.digest(), &asked.kept).await?;
    Ok(Answer::bytes(asked.question.into_bytes(), "application/json").beginning(token))
}

/// Keeps a question until it is answered.
pub(crate) async fn keep(visit: &mut Visit, kind: &'static str, key: Digest, kept: &str) -> Result<(), Failure> {
    let expires = visit.now.plus_seconds(CEREMONY_SECONDS);
    let mut notes = visit.notes().await?;
    notes.keep(kind, key, kept, expires).await?;
    Ok(notes.commit().await?)
}

/// Takes a question back: it is answered once.
pub(crate) async fn take_back(visit: &mut Visit, kind: &'static str, key: Option<Digest>) -> Result<Option<String>, Failure> {
    let Some(key) = key else {
        return Ok(None);
    };
    let mut notes = visit.notes().await?;
    let note = notes.take(kind, key).await?;
    notes.commit().await?;
    Ok(note.map(|note| note.value))
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let caller = visit.counted_address();
    if let Err(open) = limit::attempt(&mut visit, &[(limit::ADDRESS, &caller)]).await? {
        return sign_in::refuse_elsewhere(&mut visit, &typed.vers, &limit::sentence(open)).await;
    }
    let key = visit.ceremony();
    let kept = take_back(&mut visit, ASKED, key).await?;
    let proved = match kept {
        Some(kept) => check(&mut visit, &kept, &typed.reponse).await?,
        None => None,
    };
    let Some((person, way)) = proved else {
        return sign_in::refuse_elsewhere(&mut visit, &typed.vers, WRONG).await;
    };
    let back = LocalPath::parse(&typed.vers);
    match session_opening::open(&mut visit, person, way, back.as_ref()).await {
        // Removed a moment ago.
        Err(Failure::Store(StoreError::Conflict)) => sign_in::refuse_elsewhere(&mut visit, &typed.vers, WRONG).await,
        answer => answer,
    }
}

const WRONG: &str = "Cette clé d’accès n’ouvre aucun compte ici, ou sa réponse a déjà servi. Recommencez, ou connectez-vous par votre mot de passe.";

async fn check(visit: &mut Visit, kept: &str, answer: &str) -> Result<Option<(PersonId, Way)>, Failure> {
    let (Some(passkeys), Some(credential)) = (passkeys_here(visit), credential_of(answer)) else {
        return Ok(None);
    };
    let viewer = Viewer::Job(Reason::SignIn);
    let Some(row) = visit.reader().await?.first(&viewer, PasskeyOf { credential }).await? else {
        return Ok(None);
    };
    match passkeys.check_any(kept, answer, row.person, &row.document) {
        Ok(proved) => Ok(Some((
            row.person,
            Way::Passkey {
                passkey: row.passkey,
                document: proved.document,
            },
        ))),
        Err(error) => {
            tracing::info!(passkey = row.passkey.ordinal(), %error, "a passkey is refused");
            Ok(None)
        }
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<PasskeyOf>()]
}
