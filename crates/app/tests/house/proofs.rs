//! What the world holds of proofs: for the first coordinator a session, a passkey, a second step, an address asked for, a password
//! said to be forgotten; for the neighbour a link that works, its letter, and a request to be erased; for both, another provider of identity.

use domain::access::verbs::SendLetters;
use domain::access::{Installation, Reason, VerbType, Viewer};
use domain::digest::Digest;
use domain::fact::Fact;
use domain::ids::{Id, PersonId};
use domain::mail::{Letter, LetterKind, LetterLink, MailServerChanged, Recipient, SecretAddress};
use domain::people::{
    EmailChangeAsked, ErasureAsked, Identity, IdentityBound, LinkMade, LinkPurpose, PasskeyAdded, ResetAsked,
    SecondProofDemanded, SecondStepEnabled, SignedIn, Way,
};
use people::Persona;
use store::{Sequence, Store, Writes};
use testkit::moment::NOW;
use web::session::Token;

use crate::cast::Who;

/// The secret of the link of the neighbour.
pub(crate) fn neighbours_link() -> Token {
    Token::from_random([7; 32])
}

const SIGN_IN: Viewer = Viewer::Job(Reason::SignIn);

async fn record<F>(store: &Store, viewer: Viewer, series: Option<&'static str>, fact: F)
where
    F: Fact + Send + Sync + 'static,
    F::Needs: VerbType<Place = Installation>,
    people::Tables: Writes<F>,
{
    let mut tx = store.begin::<F::Needs>(&viewer, Installation, NOW).await.expect("permitted");
    if let Some(series) = series {
        let ordinal = tx.allocate(Sequence::Installation(series)).await.expect("an ordinal");
        assert_eq!(ordinal, 1, "the first {series}");
    }
    let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

/// Fills the world with them.
pub(crate) async fn fill(store: &Store) {
    let person = Who::Persona(Persona::FirstCoordinator).person().expect("someone");
    own(store, person).await;
    record(store, SIGN_IN, None, ResetAsked { person, at: NOW }).await;
    bind(store, person, &Persona::FirstCoordinator.email()).await;
    bind(store, Who::Neighbour.person().expect("someone"), "personne10@exemple.invalid").await;
    let administrator = Who::Persona(Persona::Administrator).viewer();
    let link = LinkMade {
        link: Id::new(1),
        person: Who::Neighbour.person().expect("someone"),
        purpose: LinkPurpose::Password,
        token: neighbours_link().digest(),
        at: NOW,
        expires: NOW.plus_seconds(7 * 24 * 3600),
        letter: Some(letter()),
    };
    record::<LinkMade>(store, administrator, Some("link"), link).await;
    silence(store).await;
    let person = Who::Neighbour.person().expect("someone");
    record(store, Viewer::Person(person), None, ErasureAsked { person, at: NOW }).await;
    record(store, administrator, None, SecondProofDemanded { demanded: false }).await;
}

/// The letter that brings the link of the neighbour; the mail server had already gone silent.
fn letter() -> Letter {
    Letter {
        to: Recipient {
            person: Who::Neighbour.person(),
            name: "Andréa Voisin".to_owned(),
            email: "personne10@exemple.invalid".to_owned(),
        },
        kind: LetterKind::Password,
        subject: "Votre nouveau mot de passe dans Pacte".to_owned(),
        paragraphs: vec!["Un nouveau mot de passe a été demandé.".to_owned()],
        link: Some(LetterLink {
            words: "Choisir un nouveau mot de passe".to_owned(),
            address: SecretAddress::new(format!("http://pacte.test/lien?cle={}", neighbours_link().expose())),
        }),
        list_unsubscribe: None,
        not_before: None,
        key: "link/1".to_owned(),
    }
}

/// The mail server is silent.
async fn silence(store: &Store) {
    let fact = MailServerChanged {
        works: false,
        words: "connection refused".to_owned(),
        at: NOW,
    };
    let tx = store
        .begin::<SendLetters>(&Viewer::Job(Reason::Sending), Installation, NOW)
        .await;
    let tx = tx.expect("permitted").record::<mail::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
}

async fn bind(store: &Store, person: PersonId, email: &str) {
    let bound = IdentityBound {
        person,
        identity: Identity {
            issuer: "https://auth.exemple.invalid".to_owned(),
            subject: format!("agent {person}"),
        },
        provider: "Autre service".to_owned(),
        email: email.to_owned(),
        at: NOW,
    };
    record(store, Viewer::Person(person), None, bound).await;
}

async fn own(store: &Store, person: PersonId) {
    let own = Viewer::Person(person);
    let session = SignedIn {
        person,
        token: Token::from_random([9; 32]).digest(),
        at: NOW,
        expires: NOW.plus_seconds(3600),
        replaces: None,
        way: Way::Demo,
        browser: Some("Firefox, Linux".to_owned()),
    };
    record(store, own, None, session).await;
    let passkey = PasskeyAdded {
        passkey: Id::new(1),
        person,
        name: "Téléphone".to_owned(),
        credential: "00".to_owned(),
        document: "{}".to_owned(),
        at: NOW,
    };
    record(store, own, Some("passkey"), passkey).await;
    let second_step = SecondStepEnabled {
        person,
        secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned(),
        step: 0,
        codes: vec![Digest::of(b"code")],
        at: NOW,
    };
    record(store, own, None, second_step).await;
    let address = EmailChangeAsked {
        person,
        email: "camille@exemple.invalid".to_owned(),
        at: NOW,
    };
    record(store, own, None, address).await;
}
