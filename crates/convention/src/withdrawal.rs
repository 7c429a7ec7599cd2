//! A convention that entered by mistake is withdrawn: it leaves every page, for everyone, until it is given back.
//!
//! Nothing of it is erased. That nobody reads it any more is the work of the gates of the scopes, not of the pages.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::convention::{ConventionReinstated, ConventionWithdrawn};
use domain::ids::{ConventionId, Id};
use domain::places::Target;
use domain::search::fold;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::convention_register::refused;
use crate::entry::known;
use crate::register_rows::{OneRegistered, Registered};
use crate::tables::Tables;

/// The longest reason.
const LONGEST_REASON: usize = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    convention: Option<i64>,
}

/// The form of one button.
#[derive(Debug, Deserialize)]
struct Chosen {
    convention: i64,
}

/// The form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    convention: i64,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    motif: String,
}

#[derive(Template)]
#[template(path = "withdrawal.html")]
struct WithdrawalPage {
    frame: Frame,
    row: Registered,
    typed: Typed,
    errors: Errors,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(convention) = asked.convention else {
        return Ok(Answer::see_other(Target::ConventionRegister));
    };
    let row = standing(&mut visit, convention).await?;
    let page = page(&mut visit, row, Typed::default(), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let row = standing(&mut visit, typed.convention).await?;
    let errors = check(&row, &typed);
    if !errors.is_empty() {
        let page = page(&mut visit, row, typed, errors).await?;
        return Err(visit.invalid(&page));
    }
    withdraw(&mut visit, row.convention, tidied(&typed.motif)).await?;
    Ok(told("retiree", row.convention))
}

/// A convention that stands.
async fn standing(visit: &mut Visit, convention: i64) -> Result<Registered, Failure> {
    let convention = Id::new(convention);
    let row = visit.first(OneRegistered { convention }).await?;
    row.filter(|row| row.withdrawal.is_none()).ok_or(Failure::NotFound)
}

async fn withdraw(visit: &mut Visit, convention: ConventionId, reason: String) -> Result<(), Failure> {
    let (person, at) = (visit.viewer.person(), visit.now);
    let mut tx = visit.begin::<verbs::EnterConvention>(Installation).await?;
    // The ordinal first: it holds back whoever withdraws the same convention, until this one is kept.
    let withdrawal = tx.allocate(Sequence::Convention(convention, "withdrawal")).await?;
    let now = tx.load_first(OneRegistered { convention }).await?.ok_or(Failure::NotFound)?;
    if now.withdrawal.is_some() {
        // A colleague did it meanwhile: the register tells it.
        return Ok(());
    }
    let fact = ConventionWithdrawn {
        convention,
        withdrawal,
        reason,
        person,
        at,
    };
    Ok(tx.record::<Tables, _>(&fact).await?.commit().await?)
}

/// Gives a convention back, unless its text entered again meanwhile.
pub(crate) async fn reinstate(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let convention: ConventionId = Id::new(chosen.convention);
    let row = visit.first(OneRegistered { convention }).await?.ok_or(Failure::NotFound)?;
    let mut tx = visit.begin::<verbs::EnterConvention>(Installation).await?;
    if let Some(digest) = row.source
        && let Some(other) = known(&mut tx, digest).await?.filter(|other| *other != convention)
    {
        drop(tx);
        let errors = Errors::whole(&format!(
            "Le même texte est entré de nouveau, sous le numéro {other}\u{a0}: la rétablir le montrerait deux fois. Retirez d’abord l’autre."
        ));
        let page = refused(&mut visit, errors).await?;
        return Err(visit.invalid(&page));
    }
    // Read again where nobody else writes: the form may have been sent twice.
    let now = tx.load_first(OneRegistered { convention }).await?.ok_or(Failure::NotFound)?;
    let Some(withdrawal) = now.withdrawal else {
        return Ok(Answer::see_other(Target::ConventionRegister));
    };
    let fact = ConventionReinstated {
        convention,
        withdrawal: withdrawal.ordinal,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(told("retablie", convention))
}

/// The register, which tells what was just done to a convention.
fn told(done: &str, convention: ConventionId) -> Answer {
    Answer::see_other_with(Target::ConventionRegister, &[(done, &convention.to_string())])
}

fn check(row: &Registered, typed: &Typed) -> Errors {
    let mut errors = Errors::none();
    if !same_name(&row.called(), &typed.nom) {
        let sentence = format!(
            "Écrivez le nom de la convention comme ci-dessus, pour être sûr que c’est bien elle. Vous avez écrit «\u{a0}{}\u{a0}».",
            typed.nom.trim()
        );
        errors.add("nom", sentence);
    }
    let length = tidied(&typed.motif).chars().count();
    if length == 0 || length > LONGEST_REASON {
        errors.add(
            "motif",
            format!("Dites en une phrase pourquoi elle est retirée, en {LONGEST_REASON} caractères au plus."),
        );
    }
    errors
}

fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the name was typed, whatever its capitals, accents and signs between words.
fn same_name(called: &str, typed: &str) -> bool {
    let words = |text: &str| {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    words(called) == words(typed)
}

async fn page(visit: &mut Visit, row: Registered, typed: Typed, errors: Errors) -> Result<WithdrawalPage, Failure> {
    let frame = visit.frame("Retirer une convention").await?;
    Ok(WithdrawalPage {
        frame: frame
            .crumb("Mes conventions", Target::OwnConventions)
            .crumb("Registre", Target::ConventionRegister),
        row,
        typed,
        errors,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_without_its_signs() {
        let called = "CTG 2022-2026 · Les Pennes-Mirabeau · Septèmes-les-Vallons";
        assert!(same_name(called, called));
        assert!(same_name(called, " ctg 2022 2026 les pennes mirabeau septemes les vallons "));
        assert!(!same_name(called, "CTG 2022-2026"));
        assert!(!same_name(called, ""));
    }
}
