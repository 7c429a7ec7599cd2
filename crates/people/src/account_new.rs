//! A person receives an account, from the page of accounts.

use domain::access::{Installation, verbs};
use domain::ids::Id;
use domain::people::{AccountCreated, Called, NotCalled};
use domain::places::Target;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::upload::apart;
use web::visit::Visit;

use crate::account_list::{Typed, list};
use crate::account_rows::CountAddress;
use crate::password::{self, NotHashed};
use crate::tables::Tables;

/// The form, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedAccount {
    pub(crate) nom: String,
    pub(crate) mel: String,
    mdp: Secret<String>,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedAccount = visit.form()?;
    let email = typed.mel.trim().to_lowercase();
    let taken = visit.first(CountAddress { email: email.clone() }).await?.unwrap_or(0) > 0;
    let mut errors = check(&typed, taken);
    check_leaked(&mut visit, typed.mdp.expose(), "mdp", &mut errors).await?;
    if !errors.is_empty() {
        return Err(refuse(&mut visit, typed, errors).await?);
    }
    visit.leave();
    let hash = match password::hash(typed.mdp.expose().clone()).await {
        Err(NotHashed::TooMany) => return Err(wait(&mut visit, typed).await?),
        hashed => hashed?,
    };
    let mut tx = visit.begin::<verbs::CreateAccount>(Installation).await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    // Asked again where nobody else writes: the form may have been sent twice at once.
    if tx.load_first(CountAddress { email: email.clone() }).await? != Some(0) {
        drop(tx);
        let errors = check(&typed, true);
        return Err(refuse(&mut visit, typed, errors).await?);
    }
    let fact = AccountCreated {
        person,
        name: typed.nom.trim().to_owned(),
        email,
        password_hash: Some(hash),
        administrator: false,
        example: false,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Accounts))
}

/// The page again, with what was typed and what to correct.
async fn refuse(visit: &mut Visit, typed: TypedAccount, errors: Errors) -> Result<Failure, Failure> {
    let typed = Typed {
        account: typed,
        account_errors: errors,
        ..Typed::default()
    };
    let page = list(visit, typed).await?;
    Ok(visit.invalid(&page))
}

/// The page again, with what was typed but the password, which no page holds.
async fn wait(visit: &mut Visit, typed: TypedAccount) -> Result<Failure, Failure> {
    let mut errors = Errors::none();
    errors.add(
        "mdp",
        "Pacte vérifie trop de mots de passe à la fois\u{a0}: rien n’a été enregistré. Attendez une minute, tapez de nouveau le mot de passe, puis renvoyez le formulaire.",
    );
    let typed = Typed {
        account: typed,
        account_errors: errors,
        ..Typed::default()
    };
    let page = list(visit, typed).await?;
    Ok(visit.later(&page))
}

fn check(typed: &TypedAccount, taken: bool) -> Errors {
    let mut errors = Errors::none();
    check_name(&typed.nom, "nom", &mut errors);
    check_email(&typed.mel, "mel", &mut errors);
    if taken {
        errors.add(
            "mel",
            format!(
                "Un compte existe déjà pour «\u{a0}{}\u{a0}». Indiquez une autre adresse.",
                typed.mel.trim()
            ),
        );
    }
    check_password(typed.mdp.expose(), &[&typed.nom, &typed.mel], "mdp", &mut errors);
    errors
}

/// The same password is not on the list of those that leaked, when this installation has one. The list is asked last: it is read
/// from the disk.
pub(crate) async fn check_leaked(
    visit: &mut Visit,
    password: &str,
    field: &'static str,
    errors: &mut Errors,
) -> Result<(), Failure> {
    let Some(leaked) = visit.door().leaked.clone() else {
        return Ok(());
    };
    if errors.has(field) {
        return Ok(());
    }
    visit.leave();
    let password = password.to_owned();
    let held = apart(move || leaked.holds(&password)).await?;
    if held.map_err(|error| Failure::Broken(error.to_string()))? {
        errors.add(
            field,
            "Ce mot de passe figure parmi ceux qui ont été volés à d’autres sites\u{a0}: il serait essayé ici. Choisissez-en un autre, que vous n’employez nulle part.",
        );
    }
    Ok(())
}

/// A name is asked for, within the one rule of names.
pub(crate) fn check_name(name: &str, field: &'static str, errors: &mut Errors) {
    match Called::name(name) {
        Ok(_) => {}
        Err(NotCalled::Missing) => errors.add(field, "Indiquez le prénom et le nom de la personne."),
        Err(why) => errors.add(field, why.to_string()),
    }
}

/// A function is kept when one was typed, within the same rule.
pub(crate) fn check_function(function: &str, field: &'static str, errors: &mut Errors) {
    match Called::function(function) {
        Ok(_) | Err(NotCalled::Missing) => {}
        Err(why) => errors.add(field, why.to_string()),
    }
}

/// The longest address that a letter can reach (RFC 5321).
const EMAIL_CHARS: usize = 254;

/// An address has one `@` between two parts; only a message sent would prove more.
pub(crate) fn check_email(email: &str, field: &'static str, errors: &mut Errors) {
    let email = email.trim();
    let chars = email.chars().count();
    if chars > EMAIL_CHARS {
        let sentence = format!(
            "L’adresse électronique dépasse {EMAIL_CHARS}\u{a0}caractères, la plus longue qui puisse recevoir un courrier. Vérifiez-la\u{a0}: elle en compte {chars}."
        );
        errors.add(field, sentence);
        return;
    }
    let right = email.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.contains('@') && !email.contains(char::is_whitespace)
    });
    if !right {
        errors.add(
            field,
            format!("Indiquez une adresse comme prenom.nom@mairie.fr. Vous avez écrit «\u{a0}{email}\u{a0}»."),
        );
    }
}

/// A password is long enough, and not among those tried first. `words` are those around its person: name, address.
pub(crate) fn check_password(password: &str, words: &[&str], field: &'static str, errors: &mut Errors) {
    if password.chars().count() < password::MIN_CHARS {
        errors.add(
            field,
            format!("Choisissez un mot de passe de {} caractères au moins.", password::MIN_CHARS),
        );
    } else if password::is_easy(password, words) {
        errors.add(
            field,
            "Ce mot de passe se devine trop facilement\u{a0}: évitez votre nom, les suites et les mots de passe courants. Plusieurs mots sans lien conviennent.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(typed: &str) -> bool {
        let mut errors = Errors::none();
        check_email(typed, "mel", &mut errors);
        errors.is_empty()
    }

    #[test]
    fn an_address_looks_like_one() {
        assert!(email("  claire.dupont@mairie.exemple.fr "));
        let long = |local: usize| format!("{}@mairie.exemple.fr", "a".repeat(local));
        assert!(email(&long(236)) && !email(&long(237)), "254 characters at most");
        for wrong in ["", "claire", "claire@", "@mairie.fr", "claire@mairie", "a b@c.fr", "a@b@c.fr"] {
            assert!(!email(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_password_counts_characters_not_bytes() {
        let mut errors = Errors::none();
        check_password("éàçùêôïœèâîû", &[], "mdp", &mut errors);
        assert!(errors.is_empty());
        check_password("éééééé", &[], "mdp", &mut errors);
        assert!(errors.has("mdp"));
    }
}
