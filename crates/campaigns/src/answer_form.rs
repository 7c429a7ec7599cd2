//! The form of an answer, at the size of a telephone: one card an action, what is known already filled in. It is noted as one goes,
//! read again before it is sent, and sent once however many windows send it.

use askama::Template;
use domain::access::verbs::AnswerCampaign;
use domain::campaigns::{CampaignAnswered, CampaignQuestion};
use domain::followup::{Channel, Lane, NewReport, Signature, Weather};
use domain::ids::ActionId;
use store::{Permitted, Sequence, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed, to};
use crate::answer_review::ReviewPage;
use crate::draft;
use crate::file_rows::HeldFiles;
use crate::form::{Asking, Form, open_field};
use crate::held::{Held, before, enter};
use crate::letters::receipt;
use crate::meanwhile::{BUSY, Before, MEANWHILE, Said};
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "answer_form.html")]
pub(crate) struct FormPage {
    frame: Frame,
    held: Held,
    asking: Asking,
    form: Form,
    errors: Errors,
    /// How another answer came meanwhile, and what it said.
    arrived: Option<String>,
    said: Said,
}

#[derive(Template)]
#[template(path = "answer_kept.html", blocks = ["kept"])]
struct KeptPage {
    frame: Frame,
    held: Held,
    words: String,
}

/// What was typed for a campaign that was closed meanwhile.
#[derive(Template)]
#[template(path = "answer_late.html")]
pub(crate) struct LatePage {
    frame: Frame,
    held: Held,
    said: Said,
    replies: Vec<(String, String)>,
}

type Pairs = Vec<(String, String)>;

fn field<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    let found = pairs.iter().find(|(other, _)| other == name);
    found.map_or("", |(_, text)| text.as_str())
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit, asked.cle.expose(), None).await;
    };
    let before = before(&mut visit, &held).await?;
    let noted = draft::read(&mut visit, held.row.id).await?;
    let noted = noted.filter(|form| !before.is(form, &held.asking));
    if !held.waits() {
        return match noted {
            Some(form) => {
                let page = late(&mut visit, held, &form).await?;
                visit.page(&page)
            }
            None => Ok(to(&held, "")),
        };
    }
    let sent = || {
        before
            .form()
            .cloned()
            .map(|form| form.showing(&held.asking, held.row.revision))
    };
    let form = noted.or_else(sent).unwrap_or_else(|| Form::before(&held.asking));
    let page = page(&mut visit, held, (&before, form), Errors::none()).await?;
    visit.page(&page)
}

/// The form, beside what it did not show until now; from here on it shows it.
pub(crate) async fn page(
    visit: &mut Visit,
    held: Held,
    (before, form): (&Before, Form),
    errors: Errors,
) -> Result<FormPage, Failure> {
    let mut asking = held.asking.clone();
    asking.news = before.news(&form, &asking);
    let arrived = form.revision().is_some_and(|seen| seen != held.row.revision);
    let said = match before.form().filter(|_| arrived) {
        Some(last) => last.read(&asking, &mut Errors::none()),
        None => Vec::new(),
    };
    Ok(FormPage {
        frame: visit.frame(held.row.title.clone()).await?,
        arrived: arrived.then(|| held.arrived_words()),
        form: form.showing(&asking, held.row.revision),
        said,
        asking,
        held,
        errors,
    })
}

/// « Reprendre plus tard », or a script that notes as one goes.
pub(crate) async fn keep(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Pairs = visit.form()?;
    let key = field(&pairs, "cle").to_owned();
    let Some(held) = enter(&mut visit, &key).await? else {
        return Err(none_typed(&mut visit, &key).await);
    };
    let form = Form::of(pairs, &held.asking);
    let (hour, minute) = visit.now.paris_hour_minute();
    let words = if held.waits() {
        draft::keep(&mut visit, held.row.id, &form).await?;
        format!("Enregistré à {hour}\u{a0}h\u{a0}{minute:02}")
    } else {
        "Campagne close\u{a0}: rien n’est plus enregistré".to_owned()
    };
    if !held.waits() && !visit.htmx() {
        return Err(too_late(&mut visit, held, &form).await);
    }
    let page = KeptPage {
        frame: visit.frame("Réponse enregistrée").await?,
        held,
        words,
    };
    if visit.htmx() {
        return visit.page(&page.as_kept());
    }
    visit.page(&page)
}

/// « Relire avant d’envoyer ».
pub(crate) async fn review(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Pairs = visit.form()?;
    let key = field(&pairs, "cle").to_owned();
    let Some(held) = enter(&mut visit, &key).await? else {
        return Err(none_typed(&mut visit, &key).await);
    };
    let form = Form::of(pairs, &held.asking);
    if !held.waits() {
        return Err(too_late(&mut visit, held, &form).await);
    }
    let before = before(&mut visit, &held).await?;
    let examined = examine(&held, &before, &form);
    draft::keep(&mut visit, held.row.id, &form).await?;
    match examined {
        Ok(said) => {
            let page = ReviewPage::of(&mut visit, held, (&before, &form), said).await?;
            visit.page(&page)
        }
        Err(errors) => {
            let page = page(&mut visit, held, (&before, form), errors).await?;
            Err(visit.invalid(&page))
        }
    }
}

/// What is to be reported of an answer, or why it cannot be sent as it is.
pub(crate) fn examine(held: &Held, before: &Before, form: &Form) -> Result<Said, Errors> {
    let mut errors = Errors::none();
    if before.came_between(form, &held.asking, held.row.revision) {
        errors.add("", MEANWHILE);
    }
    let said = form.read(&held.asking, &mut errors);
    if errors.is_empty() {
        return Ok(before.left_to_report(form, said));
    }
    Err(errors)
}

/// What was typed for a campaign that was closed: it does not leave, and it is not lost.
pub(crate) async fn late(visit: &mut Visit, held: Held, form: &Form) -> Result<LatePage, Failure> {
    Ok(LatePage {
        frame: visit.frame("Cette campagne est close").await?,
        said: form.read(&held.asking, &mut Errors::none()),
        replies: replies(&held.asking, form),
        held,
    })
}

/// The same, in answer to a form.
async fn too_late(visit: &mut Visit, held: Held, form: &Form) -> Failure {
    match late(visit, held, form).await {
        Ok(page) => visit.invalid(&page),
        Err(failure) => failure,
    }
}

/// What was answered to open questions.
pub(crate) fn replies(asking: &Asking, form: &Form) -> Vec<(String, String)> {
    let asked = (1..).zip(&asking.open);
    let told = asked.map(|(number, question)| (question.clone(), form.get(&open_field(number)).to_owned()));
    told.filter(|(_, text)| !text.is_empty()).collect()
}

/// Each open question, with what was answered to it; nothing where it was left.
pub(crate) fn all_replies(asking: &Asking, form: &Form) -> Vec<(String, Option<String>)> {
    let asked = (1..).zip(&asking.open);
    let told = asked.map(|(number, question)| {
        let text = form.get(&open_field(number)).trim().to_owned();
        (question.clone(), Some(text).filter(|text| !text.is_empty()))
    });
    told.collect()
}

/// « Envoyer ma mise à jour ».
pub(crate) async fn send(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Pairs = visit.form()?;
    sent(&mut visit, field(&pairs, "cle"), field(&pairs, "empreinte")).await
}

/// Sends what was noted, when it is what was read again.
pub(crate) async fn sent(visit: &mut Visit, key: &str, print: &str) -> Result<Answer, Failure> {
    for _ in 0..2 {
        if let Some(answer) = send_noted(visit, key, print).await? {
            return Ok(answer);
        }
    }
    let Some(held) = enter(visit, key).await? else {
        return Err(none_typed(visit, key).await);
    };
    let before = before(visit, &held).await?;
    let noted = draft::read(visit, held.row.id).await?.unwrap_or_default();
    let page = page(visit, held, (&before, noted), Errors::whole(BUSY)).await?;
    Err(visit.invalid(&page))
}

/// Sends what was noted. Gives nothing when something came between, which is to be looked at first.
async fn send_noted(visit: &mut Visit, key: &str, print: &str) -> Result<Option<Answer>, Failure> {
    let Some(held) = enter(visit, key).await? else {
        return Err(none_typed(visit, key).await);
    };
    let before = before(visit, &held).await?;
    let Some(form) = draft::read(visit, held.row.id).await? else {
        // It was sent already, from another window: what has arrived is shown.
        return Ok(Some(to(&held, "")));
    };
    let joined = visit.rows(HeldFiles {}).await?;
    if before.is(&form, &held.asking) && joined.iter().all(|file| file.sent) {
        draft::forget(visit, held.row.id).await?;
        return Ok(Some(to(&held, "")));
    }
    if !held.waits() {
        return Err(too_late(visit, held, &form).await);
    }
    let said = match examine(&held, &before, &form) {
        Ok(said) => said,
        Err(errors) => {
            let page = page(visit, held, (&before, form), errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    if print != form.print() {
        let mut page = ReviewPage::of(visit, held, (&before, &form), said).await?;
        page.changed = true;
        return visit.page(&page).map(Some);
    }
    match record(visit, &held, (&before, &form), said).await {
        Ok(()) => draft::forget(visit, held.row.id).await?,
        Err(Failure::Store(StoreError::Conflict)) => return Ok(None),
        Err(failure) => return Err(failure),
    }
    Ok(Some(to(&held, "")))
}

async fn record(visit: &mut Visit, held: &Held, (before, form): (&Before, &Form), said: Said) -> Result<(), Failure> {
    let recipient = held.row.id;
    let revision = held.row.revision + 1;
    let signature = Signature {
        person: held.row.person,
        organisation: held.row.organisation,
    };
    let mut tx = visit.begin::<AnswerCampaign>(recipient.campaign.convention).await?;
    let reports = numbered(&mut tx, (before, form), said, (signature, Channel::Link)).await?;
    let fact = CampaignAnswered {
        recipient,
        revision,
        reports,
        replaces: before.waiting(),
        form: form.text(),
        letters: receipt(recipient.campaign, &held.heading(), &held.to(), revision)
            .filter(|_| visit.sends_letters())
            .into_iter()
            .collect(),
        at: visit.now,
    };
    Ok(tx.record::<Tables, _>(&fact).await?.commit().await?)
}

/// Reports, each with an ordinal of its own, after the one that the form showed.
pub(crate) async fn numbered<V: domain::access::VerbType<Place = domain::ids::ConventionId>>(
    tx: &mut Tx<Permitted<V>>,
    (before, form): (&Before, &Form),
    said: Said,
    (signature, channel): (Signature, Channel),
) -> Result<Vec<NewReport>, Failure> {
    let mut reports = Vec::with_capacity(said.len());
    for (lane, content) in said {
        let convention = lane.convention;
        let action = ActionId {
            convention,
            ordinal: lane.action,
        };
        let (after, corrects) = (form.seen(&lane), before.last_of(&lane));
        reports.push(NewReport {
            ordinal: tx.allocate(Sequence::Convention(convention, "report")).await?,
            lane: Lane::stored(action, lane.party),
            content,
            signature,
            channel,
            after,
            corrects,
        });
    }
    Ok(reports)
}
