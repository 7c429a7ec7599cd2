//! The question is passed on to a colleague: the links held so far open nothing any more, and another one leaves.

use askama::Template;
use domain::access::verbs::AnswerCampaign;
use domain::campaigns::CampaignPassedOn;
use domain::mail::LetterKind;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::frame::Frame;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed, to};
use crate::campaign_typed::is_address;
use crate::held::{Held, enter};
use crate::letters::{To, Wording, address, passed_on};
use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    cle: Secret<String>,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    mel: String,
}

#[derive(Template)]
#[template(path = "answer_pass_on.html")]
struct PassOn {
    frame: Frame,
    held: Held,
    name: String,
    email: String,
    errors: Errors,
    /// Whether it was passed on: the page is then its receipt.
    done: bool,
    /// The link to hand over, where no letter carries it: shown once.
    link: Option<String>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit, asked.cle.expose(), None).await;
    };
    if !held.waits() {
        return Ok(to(&held, ""));
    }
    let page = page(&mut visit, held, (String::new(), String::new()), Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let Some(held) = enter(&mut visit, typed.cle.expose()).await? else {
        return Err(none_typed(&mut visit, typed.cle.expose()).await);
    };
    if !held.waits() {
        return Ok(to(&held, ""));
    }
    let name = typed.nom.split_whitespace().collect::<Vec<_>>().join(" ");
    let email = typed.mel.trim().to_lowercase();
    let errors = check(&name, &email, &held);
    if !errors.is_empty() {
        let page = page(&mut visit, held, (name, typed.mel), errors).await?;
        return Err(visit.invalid(&page));
    }
    let link = match record(&mut visit, &held, &name, &email).await {
        Ok(link) => link,
        Err(Failure::Store(StoreError::Conflict)) => return meanwhile(&mut visit, &held.key, (name, typed.mel)).await,
        Err(failure) => return Err(failure),
    };
    let mut page = page(&mut visit, held, (name, email), Errors::none()).await?;
    page.done = true;
    page.link = link;
    visit.page(&page)
}

/// It was passed on from another window, or the campaign was closed: this link opens nothing any more, or says so.
async fn meanwhile(visit: &mut Visit, key: &str, typed: (String, String)) -> Result<Answer, Failure> {
    let Some(held) = enter(visit, key).await? else {
        return Err(none_typed(visit, key).await);
    };
    if !held.waits() {
        return Ok(to(&held, ""));
    }
    let page = page(visit, held, typed, Errors::whole(BUSY)).await?;
    Err(visit.invalid(&page))
}

const BUSY: &str = "La demande n’a pas pu être transmise\u{a0}: elle changeait au même moment. Rien n’est parti. Vérifiez, puis \
     recommencez.";

fn check(name: &str, email: &str, held: &Held) -> Errors {
    let mut errors = Errors::none();
    if name.is_empty() || name.chars().count() > 120 {
        errors.add(
            "nom",
            "Indiquez le prénom et le nom de votre collègue, en cent vingt caractères au plus.",
        );
    }
    if !is_address(email) {
        errors.add(
            "mel",
            "Indiquez l’adresse électronique de votre collègue, par exemple prenom.nom@exemple.fr.",
        );
    } else if held.row.email.as_deref() == Some(email) {
        errors.add(
            "mel",
            "C’est l’adresse à laquelle la demande a été envoyée. Indiquez celle de votre collègue.",
        );
    }
    errors
}

/// Records it. Where no letter leaves, gives the link to be handed over.
async fn record(visit: &mut Visit, held: &Held, name: &str, email: &str) -> Result<Option<String>, Failure> {
    let (id, token) = (held.row.id, visit.new_token());
    let wording = Wording {
        campaign: id.campaign,
        heading: held.heading(),
        message: held.row.message.clone(),
        due: held.row.due,
        origin: held.row.origin.clone().unwrap_or_else(|| visit.origin()),
        today: visit.today,
        sends: visit.sends_letters(),
    };
    let colleague = To {
        recipient: id.ordinal,
        version: held.row.version + 1,
        seen: None,
        person: None,
        name,
        email: Some(email),
        organisation: &held.row.organisation_name,
        actions: held.actions(),
        passed_by: Some(&held.row.name),
    };
    let told = passed_on(id.campaign, &wording.heading, &held.to(), &colleague).filter(|_| wording.sends);
    let by_hand = (!wording.sends).then(|| address(&wording.origin, &token));
    let made = wording.make(&colleague, &token, LetterKind::Campaign);
    let fact = CampaignPassedOn {
        recipient: id,
        was: held.row.name.clone(),
        name: name.to_owned(),
        email: email.to_owned(),
        actions: held.action_ordinals(),
        link: made.link,
        letters: made.letter.into_iter().chain(told).collect(),
        at: visit.now,
    };
    let tx = visit.begin::<AnswerCampaign>(id.campaign.convention).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(by_hand)
}

async fn page(visit: &mut Visit, held: Held, (name, email): (String, String), errors: Errors) -> Result<PassOn, Failure> {
    Ok(PassOn {
        frame: visit.frame("Transmettre la demande").await?,
        held,
        name,
        email,
        errors,
        done: false,
        link: None,
    })
}
