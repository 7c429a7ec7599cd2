//! One's own account: password, address, second step, passkeys, sessions, other providers of identity.
//!
//! A new password closes every other session. What else is done from this page has its own file.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::PersonId;
use domain::people::PasswordChanged;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::account_new::{check_leaked, check_password};
use crate::own_email::own_password;
use crate::own_proofs::{PasskeyRow, Proofs, SessionRow, own_email, proofs};
use crate::passkey_sign_in::{passkeys_here, passkeys_there};
use crate::password;
use crate::provider_rows::OwnIdentityRow;
use crate::recent_proof::is_recent;
use crate::tables::Tables;

struct OwnHash(Option<String>);

query! {
    /// The password hash of one person.
    HashOf(person: PersonId) -> OwnHash
    reading ["credential"]
    "SELECT password_hash FROM credential WHERE id = $4 AND active = 1"
}

impl FromRow for OwnHash {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.opt_text(0).map(Self)
    }
}

#[derive(Deserialize)]
struct Typed {
    actuel: Secret<String>,
    nouveau: Secret<String>,
}

/// What is wrong in the forms of the page, with what was typed.
#[derive(Default)]
pub(crate) struct Wrong {
    pub(crate) password: Errors,
    pub(crate) email: Errors,
    pub(crate) new_email: String,
    pub(crate) passkey: Errors,
    pub(crate) identity: Errors,
}

#[derive(Template)]
#[template(path = "account_own.html")]
struct OwnAccount {
    frame: Frame,
    wrong: Wrong,
    has_password: bool,
    /// The moment of the page: a session opened long before it asks for the password again.
    now: domain::time::Instant,
    done: bool,
    proofs: Proofs,
    current: Option<domain::digest::Digest>,
    passkeys_here: bool,
    passkeys_there: Option<String>,
    /// The other provider of identity that is offered here.
    provider: Option<String>,
}

impl OwnAccount {
    fn is_current(&self, session: &SessionRow) -> bool {
        self.current == Some(session.token)
    }

    /// Whether the password is asked for to add a passkey.
    fn asks_password(&self) -> bool {
        let current = self.proofs.sessions.iter().find(|session| self.is_current(session));
        self.has_password && !current.is_some_and(|session| is_recent(session.opened, self.now))
    }

    fn others(&self) -> bool {
        self.proofs.sessions.iter().any(|session| !self.is_current(session))
    }

    fn browser<'s>(&self, session: &'s SessionRow) -> &'s str {
        session.browser.as_deref().unwrap_or("Navigateur inconnu")
    }

    fn lasting(&self, session: &SessionRow) -> String {
        let way = session.provider.as_ref().map(|provider| format!(" par {provider}"));
        format!(
            "Ouverte{} le {}, vue le {}, prend fin le {} au plus tard.",
            way.unwrap_or_default(),
            french::moment(session.opened),
            french::date(session.seen.paris_day()),
            french::moment(session.expires)
        )
    }

    /// The provider of identity that is offered here, when nobody of it is bound to the account yet.
    fn bindable(&self) -> Option<&str> {
        let offered = self.provider.as_deref()?;
        let bound = self.proofs.identities.iter().any(|identity| identity.provider == offered);
        (!bound).then_some(offered)
    }

    fn since(&self, identity: &OwnIdentityRow) -> String {
        let bound = format!("Relié le {}", french::date(identity.bound.paris_day()));
        match identity.used {
            Some(used) => format!("{bound}, utilisé le {}.", french::date(used.paris_day())),
            None => format!("{bound}."),
        }
    }

    fn history(&self, passkey: &PasskeyRow) -> String {
        let added = format!("Ajoutée le {}", french::date(passkey.added.paris_day()));
        match passkey.used {
            Some(used) => format!("{added}, utilisée le {}.", french::date(used.paris_day())),
            None => format!("{added}, jamais utilisée."),
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Wrong::default(), false).await?;
    visit.page(&page)
}

/// The page again, with what was typed and what to correct.
pub(crate) async fn refuse(visit: &mut Visit, wrong: Wrong) -> Result<Answer, Failure> {
    let page = page(visit, wrong, false).await?;
    Err(visit.invalid(&page))
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (person, kept) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let mut errors = Errors::none();
    if !own_password(&mut visit, &typed.actuel, &mut errors).await? {
        errors.add("actuel", "Ce n’est pas votre mot de passe actuel. Tapez-le de nouveau.");
    }
    let name = visit.known().map_or_else(String::new, |known| known.name.clone());
    let email = own_email(&mut visit).await?;
    check_password(typed.nouveau.expose(), &[&name, &email], "nouveau", &mut errors);
    check_leaked(&mut visit, typed.nouveau.expose(), "nouveau", &mut errors).await?;
    if !errors.is_empty() {
        let wrong = Wrong {
            password: errors,
            ..Wrong::default()
        };
        return refuse(&mut visit, wrong).await;
    }
    let password_hash = password::hash(typed.nouveau.expose().clone()).await?;
    let fact = PasswordChanged {
        person,
        password_hash,
        kept,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::ChangeOwnPassword>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let page = page(&mut visit, Wrong::default(), true).await?;
    visit.page(&page)
}

/// The password hash of whoever asks.
pub(crate) async fn hash(visit: &mut Visit) -> Result<Option<String>, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let viewer = Viewer::Job(Reason::SignIn);
    let found = visit.reader().await?.first(&viewer, HashOf { person }).await?;
    Ok(found.and_then(|OwnHash(hash)| hash))
}

async fn page(visit: &mut Visit, wrong: Wrong, done: bool) -> Result<OwnAccount, Failure> {
    Ok(OwnAccount {
        has_password: hash(visit).await?.is_some(),
        proofs: proofs(visit).await?,
        frame: visit.frame("Mon compte").await?,
        current: visit.session(),
        now: visit.now,
        passkeys_here: passkeys_here(visit).is_some(),
        passkeys_there: passkeys_there(visit),
        provider: visit.door().provider.as_ref().map(|provider| provider.label().to_owned()),
        wrong,
        done,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<HashOf>()]
}
