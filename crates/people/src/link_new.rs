//! A link is made for a person, and shown once: an invitation, or a new password for someone who forgot it.
//!
//! Its secret is in the page that answers, and nowhere else: the database keeps a digest, the journal nothing of it.

use domain::access::verbs::ManageAccess;
use domain::ids::{Id, LinkId, PersonId};
use domain::people::{LinkMade, LinkPurpose};
use domain::time::{Day, Instant};
use store::{Permitted, Sequence, StoreError, Tx};
use web::session::Token;

/// How long a link works: seven days.
pub(crate) const LIFETIME_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A link just made, to be shown once.
pub(crate) struct NewLink {
    pub(crate) name: String,
    pub(crate) purpose: LinkPurpose,
    pub(crate) address: String,
    pub(crate) last_day: Day,
}

/// What a link is made from: who for, and the secret.
pub(crate) struct Draft<'t> {
    pub(crate) person: PersonId,
    pub(crate) purpose: LinkPurpose,
    pub(crate) token: &'t Token,
    pub(crate) now: Instant,
}

impl Draft<'_> {
    /// The fact, with an ordinal of its own.
    pub(crate) async fn number(self, tx: &mut Tx<Permitted<ManageAccess>>) -> Result<LinkMade, StoreError> {
        let link: LinkId = Id::new(tx.allocate(Sequence::Installation("link")).await?);
        Ok(LinkMade {
            link,
            person: self.person,
            purpose: self.purpose,
            token: self.token.digest(),
            at: self.now,
            expires: self.now.plus_seconds(LIFETIME_SECONDS),
        })
    }
}

/// The address to give to the person.
pub(crate) fn address(origin: &str, token: &Token) -> String {
    format!("{origin}/lien?cle={}", token.expose())
}
