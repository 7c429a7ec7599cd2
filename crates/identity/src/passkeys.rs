//! Passkeys: the ceremonies of `WebAuthn`. A browser is asked, its device answers, and the answer is checked here.
//!
//! What was asked travels as a text that the caller keeps on the server, takes back once, and never shows. A device must
//! know who holds it (a fingerprint, a code): a passkey stands for a password and a second step together.

use std::fmt::Write as _;

use domain::digest::Digest;
use domain::ids::PersonId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder,
};

/// The ceremonies of one installation, bound to its name and its origin.
pub struct Passkeys(Webauthn);

/// A question for a browser, and what is to be kept to check the answer.
#[derive(Debug, Clone)]
pub struct Asked {
    /// For the browser, in JSON.
    pub question: String,
    /// For the server alone.
    pub kept: String,
}

/// A passkey just made.
#[derive(Debug, Clone)]
pub struct Registered {
    /// What the device calls it.
    pub credential: String,
    /// Its public key and its counter, to be stored.
    pub document: String,
}

/// A passkey that answered rightly.
#[derive(Debug, Clone)]
pub struct Proved {
    /// The passkey from now on: its counter moved.
    pub document: String,
}

/// Why nothing is proved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// The origin cannot have passkeys.
    #[error("passkeys cannot be bound to this origin")]
    Origin,
    /// The answer, or what was kept, is not one.
    #[error("the answer of the browser cannot be read")]
    Unreadable,
    /// The answer is not the right one.
    #[error("the answer is refused: {0}")]
    Refused(String),
    /// The counter of the device went back: it may have been copied.
    #[error("the counter of the passkey went back")]
    Copied,
}

impl Passkeys {
    /// The ceremonies of the installation of this name, whose pages have this origin.
    pub fn at(host: &str, origin: &str) -> Result<Self, NotProved> {
        let url = Url::parse(origin).map_err(|_| NotProved::Origin)?;
        let builder = WebauthnBuilder::new(host, &url).map_err(|_| NotProved::Origin)?;
        builder.rp_name("Pacte").build().map(Self).map_err(|_| NotProved::Origin)
    }

    /// Asks for a new passkey that the browser finds by itself. `known` are the credentials the person has already.
    pub fn ask_new(&self, person: PersonId, account: &str, name: &str, known: &[String]) -> Result<Asked, NotProved> {
        let known: Vec<CredentialID> = known.iter().filter_map(|text| bytes(text)).collect();
        let asked = self.0.start_passkey_registration(handle(person), account, name, Some(known));
        let (question, kept) = asked.map_err(refused)?;
        let mut question = serde_json::to_value(question).map_err(|_| NotProved::Unreadable)?;
        // A passkey is signed in with before one says who one is: the device must keep it findable.
        if let Some(selection) = question
            .pointer_mut("/publicKey/authenticatorSelection")
            .and_then(Value::as_object_mut)
        {
            selection.insert("residentKey".to_owned(), json!("required"));
            selection.insert("requireResidentKey".to_owned(), json!(true));
        }
        Ok(Asked {
            question: question.to_string(),
            kept: written(&kept)?,
        })
    }

    /// Checks the answer to [`ask_new`](Self::ask_new).
    pub fn check_new(&self, kept: &str, answer: &str) -> Result<Registered, NotProved> {
        let kept: PasskeyRegistration = read(kept)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let passkey = self.0.finish_passkey_registration(&answer, &kept).map_err(refused)?;
        Ok(Registered {
            credential: text(passkey.cred_id()),
            document: written(&passkey)?,
        })
    }

    /// Asks any passkey of this installation.
    pub fn ask_any(&self) -> Result<Asked, NotProved> {
        let (question, kept) = self.0.start_discoverable_authentication().map_err(refused)?;
        let question = serde_json::to_value(question).map_err(|_| NotProved::Unreadable)?;
        Ok(Asked {
            question: question.to_string(),
            kept: written(&kept)?,
        })
    }

    /// Checks the answer to [`ask_any`](Self::ask_any) with the passkey that the answer names.
    pub fn check_any(&self, kept: &str, answer: &str, person: PersonId, document: &str) -> Result<Proved, NotProved> {
        let kept: DiscoverableAuthentication = read(kept)?;
        let answer: PublicKeyCredential = read(answer)?;
        let mut passkey: Passkey = read(document)?;
        let (claimed, _) = self.0.identify_discoverable_authentication(&answer).map_err(refused)?;
        if claimed != handle(person) {
            return Err(NotProved::Refused("another person is named".to_owned()));
        }
        let before = counter(document)?;
        let result = self
            .0
            .finish_discoverable_authentication_v2(&answer, kept, DiscoverableKey::from(&passkey))
            .map_err(refused)?;
        if !result.user_verified() {
            return Err(NotProved::Refused("the device did not check who holds it".to_owned()));
        }
        let after = u64::from(result.counter());
        if (before > 0 || after > 0) && after <= before {
            return Err(NotProved::Copied);
        }
        passkey.update_credential(&result);
        Ok(Proved {
            document: written(&passkey)?,
        })
    }
}

/// What the device calls the passkey that an answer names, to find it before checking it.
#[must_use]
pub fn credential_of(answer: &str) -> Option<String> {
    let answer: PublicKeyCredential = read(answer).ok()?;
    Some(text(answer.get_credential_id()))
}

/// Who a person is for a device: always the same, and nothing of the person.
fn handle(person: PersonId) -> Uuid {
    let digest = Digest::of_parts([b"pacte person".as_slice(), &person.ordinal().to_be_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    Uuid::from_bytes(bytes)
}

/// How many times the device says it was used.
fn counter(document: &str) -> Result<u64, NotProved> {
    let document: Value = read(document)?;
    document
        .pointer("/cred/counter")
        .and_then(Value::as_u64)
        .ok_or(NotProved::Unreadable)
}

/// In hexadecimal.
fn text(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(text: &str) -> Option<CredentialID> {
    let pairs = (0..text.len()).step_by(2).map(|start| text.get(start..start + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotProved> {
    serde_json::from_str(text).map_err(|_| NotProved::Unreadable)
}

fn written(value: &impl Serialize) -> Result<String, NotProved> {
    serde_json::to_string(value).map_err(|_| NotProved::Unreadable)
}

fn refused(error: impl std::fmt::Display) -> NotProved {
    NotProved::Refused(error.to_string())
}
