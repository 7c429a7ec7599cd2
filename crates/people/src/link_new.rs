//! A link is made for a person: an invitation, or a new password for someone who forgot it. It leaves by letter when the installation
//! sends letters; else it is shown once.
//!
//! Its secret is in the letter, or in the page that answers, and nowhere else: the database keeps a digest, the journal nothing of it.

use domain::access::verbs::ManageAccess;
use domain::ids::{Id, LinkId, PersonId};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress};
use domain::people::{LinkMade, LinkPurpose, PasswordLinkSent};
use domain::time::{Day, Instant};
use store::{Permitted, Sequence, StoreError, Tx};
use web::session::Token;
use web::site::Mailing;
use web::visit::Visit;

/// How long a link works: seven days.
pub(crate) const LIFETIME_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A link just made.
pub(crate) struct NewLink {
    pub(crate) name: String,
    pub(crate) purpose: LinkPurpose,
    /// The address, to be shown once: not when a letter brings it.
    pub(crate) address: Option<String>,
    /// Where the letter goes that brings it.
    pub(crate) sent_to: Option<String>,
    pub(crate) last_day: Day,
}

/// What a link is made from: who for, and the secret.
pub(crate) struct Draft {
    pub(crate) person: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) purpose: LinkPurpose,
    token: Token,
    origin: String,
    now: Instant,
    sends: bool,
    demo: bool,
}

impl Draft {
    /// A link with a secret of its own, for someone whose account has this address.
    pub(crate) fn new(visit: &Visit, person: PersonId, purpose: LinkPurpose, name: String, email: String) -> Self {
        Self {
            person,
            name,
            email,
            purpose,
            token: visit.new_token(),
            origin: visit.origin(),
            now: visit.now,
            sends: visit.sends_letters(),
            demo: *visit.mailing() == Mailing::Demo,
        }
    }

    /// The fact, with an ordinal of its own.
    pub(crate) async fn number(&self, tx: &mut Tx<Permitted<ManageAccess>>) -> Result<LinkMade, StoreError> {
        let link: LinkId = Id::new(tx.allocate(Sequence::Installation("link")).await?);
        Ok(LinkMade {
            link,
            person: self.person,
            purpose: self.purpose,
            token: self.token.digest(),
            at: self.now,
            expires: self.expires(),
            letter: self.sends.then(|| self.letter(link)),
        })
    }

    /// The fact that a letter brings it to someone who asked for it.
    pub(crate) fn sent(&self, link: LinkId) -> PasswordLinkSent {
        PasswordLinkSent {
            link,
            person: self.person,
            token: self.token.digest(),
            at: self.now,
            expires: self.expires(),
            letter: self.letter(link),
        }
    }

    /// What the page says of it.
    pub(crate) fn shown(self) -> NewLink {
        NewLink {
            address: (!self.sends || self.demo).then(|| address(&self.origin, &self.token)),
            sent_to: self.sends.then(|| self.email.clone()),
            last_day: self.expires().paris_day(),
            purpose: self.purpose,
            name: self.name,
        }
    }

    const fn expires(&self) -> Instant {
        self.now.plus_seconds(LIFETIME_SECONDS)
    }

    /// The letter that brings it.
    fn letter(&self, link: LinkId) -> Letter {
        let origin = &self.origin;
        let (kind, subject, begins, words) = match self.purpose {
            LinkPurpose::Invitation => (
                LetterKind::Invitation,
                "Votre compte dans Pacte",
                format!(
                    "Un compte vous attend dans Pacte, à l’adresse {origin}, où se suit la convention territoriale globale à laquelle \
                     vous prenez part. Choisissez votre mot de passe pour y entrer."
                ),
                "Choisir mon mot de passe",
            ),
            LinkPurpose::Password => (
                LetterKind::Password,
                "Votre nouveau mot de passe dans Pacte",
                format!("Un nouveau mot de passe a été demandé pour votre compte dans Pacte, à l’adresse {origin}."),
                "Choisir un nouveau mot de passe",
            ),
        };
        let ends = format!(
            "Ce lien sert une fois, jusqu’au {}. Ne le transmettez à personne\u{a0}: il ouvre votre compte. Si vous n’attendiez pas ce \
             courrier, ne faites rien.",
            web::french::date(self.expires().paris_day())
        );
        Letter {
            to: Recipient {
                person: Some(self.person),
                name: self.name.clone(),
                email: self.email.clone(),
            },
            kind,
            subject: subject.to_owned(),
            paragraphs: vec![begins, ends],
            link: Some(LetterLink {
                words: words.to_owned(),
                address: SecretAddress::new(address(origin, &self.token)),
            }),
            list_unsubscribe: None,
            not_before: None,
            key: format!("link/{link}"),
        }
    }
}

/// The address to give to the person.
fn address(origin: &str, token: &Token) -> String {
    format!("{origin}/lien?cle={}", token.expose())
}
