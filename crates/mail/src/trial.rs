//! Whoever administers tries whether letters arrive: one is sent to their own address.

use domain::access::{Installation, verbs};
use domain::ids::PersonId;
use domain::mail::{Letter, LetterKind, Recipient, TrialLetterAsked};
use domain::places::Target;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::letter_list::refuse;
use crate::tables::Tables;

struct Own {
    name: String,
    email: Option<String>,
}

query! {
    /// The account of whoever asks.
    OwnAddress(person: PersonId) -> Own
    reading ["account"]
    "SELECT name, email FROM account WHERE id = $4"
}

impl FromRow for Own {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: c.text(0)?,
            email: c.opt_text(1)?,
        })
    }
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    if !visit.sends_letters() {
        return refuse(
            &mut visit,
            "Aucun serveur de messagerie n’est réglé\u{a0}: lancez d’abord Pacte avec l’option --smtp.",
        )
        .await;
    }
    let (person, now) = (visit.viewer.person().ok_or(Failure::NotFound)?, visit.now);
    let own = visit.first(OwnAddress { person }).await?.ok_or(Failure::NotFound)?;
    let Some(email) = own.email else {
        return refuse(
            &mut visit,
            "Votre compte n’a pas d’adresse\u{a0}: donnez-lui-en une dans l’annuaire.",
        )
        .await;
    };
    let to = Recipient {
        person: Some(person),
        name: own.name,
        email,
    };
    let fact = TrialLetterAsked {
        letter: trial(to, &visit.origin(), now.micros()),
        at: now,
    };
    let tx = visit.begin::<verbs::KeepLetters>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Letters))
}

fn trial(to: Recipient, origin: &str, moment: i64) -> Letter {
    let who = to.person.map_or(0, PersonId::ordinal);
    Letter {
        key: format!("trial/{who}/{moment}"),
        to,
        kind: LetterKind::Trial,
        subject: "Essai d’envoi depuis Pacte".to_owned(),
        paragraphs: vec![
            format!("Ce courrier d’essai a été demandé depuis Pacte, à l’adresse {origin}."),
            "Vous le lisez\u{a0}: les courriers de Pacte arrivent jusqu’à vous. S’il se trouve parmi les indésirables, faites vérifier SPF et DKIM pour le domaine de l’expéditeur.".to_owned(),
        ],
        link: None,
        list_unsubscribe: None,
        not_before: None,
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnAddress>()]
}
