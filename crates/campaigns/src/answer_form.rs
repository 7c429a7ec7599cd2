//! The form of an answer, at the size of a telephone: one card an action, what is known already filled in. It is noted as one goes,
//! read again before it is sent, and sent once however many windows send it.

use askama::Template;
use domain::access::verbs::AnswerCampaign;
use domain::campaigns::{CampaignAnswered, CampaignQuestion};
use domain::followup::{Channel, Content, Lane, NewReport, Signature, Weather};
use domain::ids::ActionId;
use store::{Permitted, Sequence, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed, to};
use crate::draft;
use crate::form::{Asking, Form, open_field};
use crate::held::{Held, enter, last_form, replaceable};
use crate::letters::receipt;
use crate::rows::LaneRow;
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "answer_form.html")]
struct FormPage {
    frame: Frame,
    held: Held,
    asking: Asking,
    form: Form,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "answer_review.html")]
struct ReviewPage {
    frame: Frame,
    held: Held,
    said: Vec<(LaneRow, Content)>,
    replies: Vec<(String, String)>,
    print: String,
    changed: bool,
}

#[derive(Template)]
#[template(path = "answer_kept.html", blocks = ["kept"])]
struct KeptPage {
    frame: Frame,
    held: Held,
    hour: String,
}

type Pairs = Vec<(String, String)>;

fn field<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    let found = pairs.iter().find(|(other, _)| other == name);
    found.map_or("", |(_, text)| text.as_str())
}

async fn can_answer(visit: &mut Visit, held: &Held) -> Result<bool, Failure> {
    Ok(held.waits() && replaceable(visit, held).await?.is_some())
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(held) = enter(&mut visit, asked.cle.expose()).await? else {
        return none(&mut visit, asked.cle.expose(), None).await;
    };
    if !can_answer(&mut visit, &held).await? {
        return Ok(to(&held, ""));
    }
    let sent = last_form(&mut visit).await?;
    let noted = draft::read(&mut visit, held.row.id).await?;
    let form = noted.or(sent).unwrap_or_else(|| Form::before(&held.asking));
    let page = page(&mut visit, held, form, Errors::none()).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, held: Held, form: Form, errors: Errors) -> Result<FormPage, Failure> {
    Ok(FormPage {
        frame: visit.frame(held.row.title.clone()).await?,
        asking: held.asking.clone(),
        held,
        form,
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
    if !can_answer(&mut visit, &held).await? {
        return Ok(to(&held, ""));
    }
    let form = Form::of(pairs, &held.asking);
    draft::keep(&mut visit, held.row.id, &form).await?;
    let (hour, minute) = visit.now.paris_hour_minute();
    let page = KeptPage {
        frame: visit.frame("Réponse enregistrée").await?,
        held,
        hour: format!("{hour}\u{a0}h\u{a0}{minute:02}"),
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
    if !can_answer(&mut visit, &held).await? {
        return Ok(to(&held, ""));
    }
    let form = Form::of(pairs, &held.asking);
    let mut errors = Errors::none();
    let said = form.read(&held.asking, &mut errors);
    draft::keep(&mut visit, held.row.id, &form).await?;
    if !errors.is_empty() {
        let page = page(&mut visit, held, form, errors).await?;
        return Err(visit.invalid(&page));
    }
    reviewed(&mut visit, held, &form, said, false).await
}

async fn reviewed(
    visit: &mut Visit,
    held: Held,
    form: &Form,
    said: Vec<(LaneRow, Content)>,
    changed: bool,
) -> Result<Answer, Failure> {
    let page = ReviewPage {
        frame: visit.frame("Relire avant d’envoyer").await?,
        said,
        replies: replies(&held.asking, form),
        print: form.print(),
        held,
        changed,
    };
    visit.page(&page)
}

/// What was answered to open questions.
pub(crate) fn replies(asking: &Asking, form: &Form) -> Vec<(String, String)> {
    let asked = (1..).zip(&asking.open);
    let told = asked.map(|(number, question)| (question.clone(), form.get(&open_field(number)).to_owned()));
    told.filter(|(_, text)| !text.is_empty()).collect()
}

/// « Envoyer ma mise à jour ».
pub(crate) async fn send(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Pairs = visit.form()?;
    let key = field(&pairs, "cle").to_owned();
    let Some(held) = enter(&mut visit, &key).await? else {
        return Err(none_typed(&mut visit, &key).await);
    };
    let (true, Some(form)) = (held.waits(), draft::read(&mut visit, held.row.id).await?) else {
        // It was sent already, from another window: what has arrived is shown.
        return Ok(to(&held, ""));
    };
    let mut errors = Errors::none();
    let said = form.read(&held.asking, &mut errors);
    if !errors.is_empty() {
        let page = page(&mut visit, held, form, errors).await?;
        return Err(visit.invalid(&page));
    }
    if field(&pairs, "empreinte") != form.print() {
        return reviewed(&mut visit, held, &form, said, true).await;
    }
    match record(&mut visit, &held, &form, said).await {
        Ok(()) => draft::forget(&mut visit, held.row.id).await?,
        // Another window sent it meanwhile, or someone has just accepted what was sent before.
        Err(Failure::Store(StoreError::Conflict)) => {}
        Err(failure) => return Err(failure),
    }
    Ok(to(&held, ""))
}

async fn record(visit: &mut Visit, held: &Held, form: &Form, said: Vec<(LaneRow, Content)>) -> Result<(), Failure> {
    let Some(replaces) = replaceable(visit, held).await? else {
        return Ok(());
    };
    let recipient = held.row.id;
    let revision = held.row.revision + 1;
    let signature = Signature {
        person: held.row.person,
        organisation: held.row.organisation,
    };
    let mut tx = visit.begin::<AnswerCampaign>(recipient.campaign.convention).await?;
    let reports = numbered(&mut tx, said, signature, Channel::Link).await?;
    let fact = CampaignAnswered {
        recipient,
        revision,
        reports,
        replaces,
        form: form.text(),
        letters: receipt(recipient.campaign, &held.to(), revision)
            .filter(|_| visit.sends_letters())
            .into_iter()
            .collect(),
        at: visit.now,
    };
    Ok(tx.record::<Tables, _>(&fact).await?.commit().await?)
}

/// Reports, each with an ordinal of its own.
pub(crate) async fn numbered<V: domain::access::VerbType<Place = domain::ids::ConventionId>>(
    tx: &mut Tx<Permitted<V>>,
    said: Vec<(LaneRow, Content)>,
    signature: Signature,
    channel: Channel,
) -> Result<Vec<NewReport>, Failure> {
    let mut reports = Vec::with_capacity(said.len());
    for (lane, content) in said {
        let convention = lane.convention;
        let action = ActionId {
            convention,
            ordinal: lane.action,
        };
        reports.push(NewReport {
            ordinal: tx.allocate(Sequence::Convention(convention, "report")).await?,
            lane: Lane::stored(action, lane.party),
            content,
            signature,
            channel,
            after: lane.known.report,
        });
    }
    Ok(reports)
}

impl FormPage {
    fn due_words(&self) -> String {
        format!("Avant le {}", french::date(self.held.row.due))
    }
}
