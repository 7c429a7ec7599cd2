//! The first administrator of an empty installation, who proves the one-time code printed in the terminal.
//!
//! Once an account exists this page does not.

use askama::Template;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::ids::Id;
use domain::people::{InstallationFounded, Way};
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::visit::Visit;

use crate::account_new::{check_email, check_leaked, check_name, check_password};
use crate::account_rows::CountAccounts;
use crate::tables::Tables;
use crate::{password, session_opening};

/// The kind of the note that keeps the one-time code of an empty installation, until someone founds it.
pub const FOUNDING_CODE: &str = "founding_code";

/// The key of that note: there is one.
#[must_use]
pub fn founding_key() -> Digest {
    Digest::of(b"founding")
}

#[derive(Deserialize)]
struct Typed {
    code: Secret<String>,
    nom: String,
    mel: String,
    mdp: Secret<String>,
}

#[derive(Template)]
#[template(path = "installation.html")]
struct Founding {
    frame: Frame,
    errors: Errors,
    name: String,
    email: String,
}

pub(crate) async fn get(mut visit: Visit, founding: Option<Digest>) -> Result<Answer, Failure> {
    open_code(&mut visit, founding).await?;
    let frame = visit.frame("Première ouverture").await?;
    visit.page(&Founding {
        frame,
        errors: Errors::none(),
        name: String::new(),
        email: String::new(),
    })
}

pub(crate) async fn post(mut visit: Visit, founding: Option<Digest>) -> Result<Answer, Failure> {
    let code = open_code(&mut visit, founding).await?;
    let typed: Typed = visit.form()?;
    let mut errors = check(&typed, code);
    check_leaked(&mut visit, typed.mdp.expose(), "mdp", &mut errors).await?;
    if !errors.is_empty() {
        let frame = visit.frame("Première ouverture").await?;
        return Err(visit.invalid(&Founding {
            frame,
            errors,
            name: typed.nom,
            email: typed.mel,
        }));
    }
    visit.leave();
    let hash = password::hash(typed.mdp.expose().clone()).await?;
    visit.viewer = Viewer::Job(Reason::Founding);
    let mut tx = visit.begin::<verbs::FoundInstallation>(Installation).await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    // Asked again where nobody else writes: two people may hold the code and type it together.
    if tx.load_first(CountAccounts {}).await? != Some(0) {
        return Err(Failure::NotFound);
    }
    let fact = InstallationFounded {
        person,
        name: typed.nom.trim().to_owned(),
        email: typed.mel.trim().to_lowercase(),
        password_hash: hash,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    session_opening::open(&mut visit, person, Way::Founding, None).await
}

/// The code to prove, while the installation is empty.
async fn open_code(visit: &mut Visit, founding: Option<Digest>) -> Result<Digest, Failure> {
    let code = founding.ok_or(Failure::NotFound)?;
    let viewer = Viewer::Job(Reason::Founding);
    let count = visit.reader().await?.first(&viewer, CountAccounts {}).await?.unwrap_or(0);
    if count == 0 { Ok(code) } else { Err(Failure::NotFound) }
}

fn check(typed: &Typed, code: Digest) -> Errors {
    let mut errors = Errors::none();
    if Digest::of(as_printed(typed.code.expose()).as_bytes()) != code {
        errors.add(
            "code",
            "Ce n’est pas le code affiché dans le terminal où Pacte a démarré. Recopiez ses douze lettres et chiffres.",
        );
    }
    check_name(&typed.nom, "nom", &mut errors);
    check_email(&typed.mel, "mel", &mut errors);
    check_password(typed.mdp.expose(), &[&typed.nom, &typed.mel], "mdp", &mut errors);
    errors
}

/// The code as the terminal shows it, capitals in groups of four, whatever separates what was typed.
fn as_printed(typed: &str) -> String {
    let mut printed = String::new();
    for (place, letter) in typed.chars().filter(char::is_ascii_alphanumeric).enumerate() {
        if place > 0 && place % 4 == 0 {
            printed.push('-');
        }
        printed.push(letter.to_ascii_uppercase());
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: &str) -> Typed {
        Typed {
            code: Secret::new(code.to_owned()),
            nom: "Claire Dupont".to_owned(),
            mel: "claire.dupont@exemple.fr".to_owned(),
            mdp: Secret::new("un long mot de passe".to_owned()),
        }
    }

    #[test]
    fn the_code_is_accepted_without_dashes_or_in_lower_case() {
        let code = Digest::of(b"ABCD-EFGH-JK23");
        for right in [
            "ABCD-EFGH-JK23",
            "abcdefghjk23",
            " Abcd Efgh Jk23 ",
            "ABCD\u{2011}EFGH\u{2011}JK23",
        ] {
            assert!(check(&typed(right), code).is_empty(), "{right}");
        }
        for wrong in ["", "ABCD-EFGH-JK2", "ABCD-EFGH-JK234", "ABCD-EFGH-JK24"] {
            assert!(check(&typed(wrong), code).has("code"), "{wrong}");
        }
    }
}
