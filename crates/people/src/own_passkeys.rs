//! One adds, renames and removes one's passkeys.

use domain::access::{Installation, verbs};
use domain::ids::{Id, PasskeyId};
use domain::people::{PasskeyAdded, PasskeyRemoved, PasskeyRenamed};
use domain::places::Target;
use serde::Deserialize;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Secret;
use web::visit::Visit;

use crate::account_own::{self, Wrong};
use crate::own_proofs::{OwnPasskeys, own_email};
use crate::passkey_sign_in::{keep, passkeys_here, take_back};
use crate::provider_rows::OwnIdentities;
use crate::recent_proof::prove_again;
use crate::tables::Tables;

/// The kind of the note that keeps a question, under the session that asked.
const ASKED: &str = "passkey_new";

/// How many passkeys someone may have, and how long a name may be.
const MOST: usize = 20;
const NAME_CHARS: usize = 60;

#[derive(Deserialize)]
struct TypedNew {
    nom: String,
    reponse: String,
    /// The password, when the session is not recent.
    #[serde(default)]
    preuve: Secret<String>,
}

#[derive(Deserialize)]
struct TypedName {
    cle: i64,
    nom: String,
}

#[derive(Deserialize)]
struct TypedEnd {
    cle: i64,
}

/// The question, in JSON, for the script of the page.
pub(crate) async fn ask(mut visit: Visit) -> Result<Answer, Failure> {
    let (person, session) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let passkeys = passkeys_here(&visit).ok_or(Failure::NotFound)?;
    let known = visit.rows(OwnPasskeys {}).await?;
    let email = own_email(&mut visit).await?;
    let name = visit.known().map_or_else(String::new, |known| known.name.clone());
    let known: Vec<String> = known.into_iter().map(|row| row.credential).collect();
    let asked = passkeys.ask_new(person, &email, &name, &known);
    let asked = asked.map_err(|error| Failure::Broken(error.to_string()))?;
    keep(&mut visit, ASKED, session, &asked.kept).await?;
    Ok(Answer::bytes(asked.question.into_bytes(), "application/json"))
}

pub(crate) async fn add(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedNew = visit.form()?;
    let (person, session) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let name = match named(&typed.nom) {
        Ok(name) => name,
        Err(sentence) => return refuse(&mut visit, "nom", sentence).await,
    };
    if visit.rows(OwnPasskeys {}).await?.len() >= MOST {
        return refuse(
            &mut visit,
            "nom",
            "Vous avez déjà vingt clés d’accès. Retirez-en une avant d’en ajouter une autre.",
        )
        .await;
    }
    let mut wrong = Wrong::default();
    prove_again(&mut visit, &typed.preuve, &mut wrong.passkey).await?;
    if !wrong.passkey.is_empty() {
        return account_own::refuse(&mut visit, wrong).await;
    }
    let kept = take_back(&mut visit, ASKED, Some(session)).await?;
    let registered = kept
        .zip(passkeys_here(&visit))
        .map(|(kept, passkeys)| passkeys.check_new(&kept, &typed.reponse));
    let registered = match registered {
        Some(Ok(registered)) => registered,
        Some(Err(error)) => {
            tracing::info!(%error, "a new passkey is refused");
            return refuse(&mut visit, "", WRONG).await;
        }
        None => return refuse(&mut visit, "", WRONG).await,
    };
    let mut tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    let fact = PasskeyAdded {
        passkey: Id::new(tx.allocate(Sequence::Installation("passkey")).await?),
        person,
        name,
        credential: registered.credential,
        document: registered.document,
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // Known already, to this account or to another.
        Err(StoreError::Conflict) => return refuse(&mut visit, "", WRONG).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}

const WRONG: &str =
    "La clé d’accès n’a pas été ajoutée : sa réponse est incomplète, a trop tardé, ou cette clé est déjà connue. Recommencez.";

pub(crate) async fn rename(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedName = visit.form()?;
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let name = match named(&typed.nom) {
        Ok(name) => name,
        Err(sentence) => return refuse(&mut visit, "", sentence).await,
    };
    let fact = PasskeyRenamed {
        passkey: Id::new(typed.cle),
        person,
        name,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return refuse(&mut visit, "", GONE).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}

pub(crate) async fn remove(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedEnd = visit.form()?;
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    // In a demo, a name on a page is a way in too.
    if !visit.demo() && is_only_way(&mut visit, Id::new(typed.cle)).await? {
        return refuse(&mut visit, "", ONLY_WAY).await;
    }
    let fact = PasskeyRemoved {
        passkey: Id::new(typed.cle),
        person,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return refuse(&mut visit, "", GONE).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}

const ONLY_WAY: &str =
    "Cette clé d’accès est le seul moyen qui vous reste de vous connecter\u{a0}: ajoutez-en une autre avant de la retirer.";

/// Whether nothing else lets the person in: no other passkey, no password, no provider.
async fn is_only_way(visit: &mut Visit, passkey: PasskeyId) -> Result<bool, Failure> {
    let keys = visit.rows(OwnPasskeys {}).await?;
    Ok(keys.len() == 1
        && keys.iter().all(|key| key.id == passkey)
        && account_own::hash(visit).await?.is_none()
        && visit.rows(OwnIdentities {}).await?.is_empty())
}

/// Someone else's passkey is told like one that is gone.
const GONE: &str = "Cette clé d’accès n’est plus dans votre compte.";

fn named(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    if name.is_empty() {
        return Err("Donnez un nom à la clé d’accès, pour la reconnaître plus tard.");
    }
    if name.chars().count() > NAME_CHARS {
        return Err("Le nom de la clé d’accès dépasse soixante caractères. Raccourcissez-le.");
    }
    Ok(name.to_owned())
}

async fn refuse(visit: &mut Visit, field: &'static str, sentence: &str) -> Result<Answer, Failure> {
    let mut wrong = Wrong::default();
    wrong.passkey.add(field, sentence);
    account_own::refuse(visit, wrong).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_not_empty() {
        assert_eq!(named("  Téléphone "), Ok("Téléphone".to_owned()));
        assert!(named(" ").is_err());
        assert!(named(&"é".repeat(60)).is_ok());
        assert!(named(&"é".repeat(61)).is_err());
    }
}
