//! A session opens for whom a provider of identity presents: bound to the account first, if this is the first time.
//!
//! Who the person is was settled before. What the provider needs to close its own session later is a note beside ours.

use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::ids::{Id, PersonId};
use domain::people::{Identity, IdentityBound, SecondProof, Way};
use identity::Presented;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::href::LocalPath;
use web::visit::Visit;

use crate::passkey_sign_in::take_back;
use crate::provider_rows::whose;
use crate::session_opening::{entered, entering};
use crate::tables::Tables;

/// The kind of the note that keeps, under a session, what the provider gave to leave it.
const LEAVING: &str = "provider_leaving";

/// Someone that a provider presents, on the way in.
pub(crate) struct Entering {
    /// The account they may enter.
    pub(crate) person: PersonId,
    /// Who they are for the provider.
    pub(crate) identity: Identity,
    /// What people call it.
    pub(crate) provider: String,
    /// All that it says.
    pub(crate) presented: Presented,
}

impl Entering {
    /// To be kept while a code is asked for.
    pub(crate) fn written(&self) -> String {
        format!(
            "{}\n{}\n{}\n{}",
            self.person,
            self.identity.issuer,
            self.provider,
            self.presented.written()
        )
    }

    /// Kept so before.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut lines = text.splitn(4, '\n');
        let (person, issuer, provider) = (lines.next()?, lines.next()?, lines.next()?);
        let presented = Presented::read(lines.next()?)?;
        Some(Self {
            person: Id::new(person.parse().ok()?),
            identity: Identity {
                issuer: issuer.to_owned(),
                subject: presented.subject.clone(),
            },
            provider: provider.to_owned(),
            presented,
        })
    }

    /// Where they were going.
    pub(crate) fn back(&self) -> Option<LocalPath> {
        LocalPath::parse(&self.presented.back)
    }

    fn vouched(&self) -> Option<&str> {
        self.presented.email.as_deref().filter(|_| self.presented.vouched)
    }
}

/// Opens the session, after what else was asked.
pub(crate) async fn open(visit: &mut Visit, who: Entering, second: Option<SecondProof>) -> Result<Answer, Failure> {
    // Asked again: a code may have taken minutes, and the account may have changed hands meanwhile.
    let bound = match whose(visit, &who.identity, who.vouched()).await? {
        Some((person, bound)) if person == who.person => bound,
        _ => return Err(Failure::Store(StoreError::Conflict)),
    };
    let way = Way::Provider {
        identity: who.identity.clone(),
        provider: who.provider.clone(),
        email: who.presented.email.clone(),
        second,
    };
    let (token, fact) = entering(visit, who.person, way);
    remember(visit, token.digest(), &who.presented.hint).await?;
    let tx = visit.begin::<verbs::SignIn>(Installation).await?;
    match who.vouched().filter(|_| !bound) {
        Some(email) => {
            let binding = IdentityBound {
                person: who.person,
                identity: who.identity.clone(),
                provider: who.provider.clone(),
                email: email.to_owned(),
                at: visit.now,
            };
            let tx = tx.record::<Tables, _>(&binding).await?.record::<Tables, _>(&fact).await?;
            tx.commit().await?;
        }
        None => tx.record::<Tables, _>(&fact).await?.commit().await?,
    }
    Ok(entered(visit, token, who.back().as_ref()))
}

/// Keeps what the provider gave to leave it, for as long as the session may last.
async fn remember(visit: &mut Visit, session: Digest, hint: &str) -> Result<(), Failure> {
    let expires = visit.now.plus_seconds(visit.door().lifetimes.whole_seconds);
    let mut notes = visit.notes().await?;
    notes.keep(LEAVING, session, hint, expires).await?;
    Ok(notes.commit().await?)
}

/// What the provider gave to leave it, for a session that closes.
pub(crate) async fn hint_of(visit: &mut Visit, session: Digest) -> Result<Option<String>, Failure> {
    take_back(visit, LEAVING, Some(session)).await
}
