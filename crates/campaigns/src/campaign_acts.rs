//! What is done with a campaign: launched, asked again, given up before anything left; a link handed over by another way.

use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignDropped, CampaignLaunched, CampaignLinksSent, CampaignState, SendReason};
use domain::ids::CampaignId;
use domain::mail::LetterKind;
use domain::places::Target;
use serde::Deserialize;
use store::{Permitted, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::campaign_show::{Done, refused, shown};
use crate::lane_rows::{AskedActionRow, AskedActions};
use crate::letters::{Wording, address};
use crate::recipient_rows::{OneRecipient, RecipientRow, Recipients};
use crate::rows::{CampaignRow, OneCampaign};
use crate::sending::{make_all, sent_again};
use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    geste: String,
    #[serde(default)]
    destinataire: String,
}

pub(crate) async fn post(visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (convention, ordinal) = (visit.convention()?, visit.ordinal("campaign")?);
    let id = CampaignId { convention, ordinal };
    match typed.geste.as_str() {
        "lancer" => launch(visit, id).await,
        "relancer" => remind(visit, id).await,
        "lien" => hand_over(visit, id, &typed.destinataire).await,
        "abandonner" => drop_it(visit, id).await,
        _ => Err(Failure::NotFound),
    }
}

/// The campaign, in the transaction that will write.
pub(crate) async fn found(tx: &mut Tx<Permitted<RunCampaigns>>, id: CampaignId) -> Result<CampaignRow, Failure> {
    let query = OneCampaign {
        convention: id.convention,
        campaign: id.ordinal,
    };
    tx.load_first(query).await?.ok_or(Failure::NotFound)
}

pub(crate) fn wording(visit: &Visit, id: CampaignId, row: &CampaignRow) -> Wording {
    Wording {
        campaign: id,
        heading: row.heading(),
        message: row.message.clone(),
        due: row.due,
        origin: row.origin.clone().unwrap_or_else(|| visit.origin()),
        today: visit.today,
        sends: visit.sends_letters(),
    }
}

pub(crate) async fn recipients(tx: &mut Tx<Permitted<RunCampaigns>>, id: CampaignId) -> Result<Vec<RecipientRow>, Failure> {
    let query = Recipients {
        convention: id.convention,
        campaign: id.ordinal,
    };
    Ok(tx.load(query).await?)
}

/// What the recipients are asked about.
pub(crate) async fn asked(tx: &mut Tx<Permitted<RunCampaigns>>, id: CampaignId) -> Result<Vec<AskedActionRow>, Failure> {
    let query = AskedActions {
        convention: id.convention,
        campaign: id.ordinal,
    };
    Ok(tx.load(query).await?)
}

async fn launch(mut visit: Visit, id: CampaignId) -> Result<Answer, Failure> {
    if visit.is_under_review().await? {
        let why = "La lecture de cette convention n’est pas confirmée\u{a0}: personne d’autre ne la voit. Terminez la relecture, puis lancez.";
        return Err(refused(&mut visit, why).await);
    }
    let mut tx = visit.begin::<RunCampaigns>(id.convention).await?;
    let row = found(&mut tx, id).await?;
    let recipients = recipients(&mut tx, id).await?;
    let actions = asked(&mut tx, id).await?;
    let asked: Vec<&RecipientRow> = recipients
        .iter()
        .filter(|one| one.mandate_ended(visit.today).is_none())
        .collect();
    let why = match () {
        () if recipients.is_empty() => Some("Cette campagne n’a pas de destinataire. Modifiez-la pour en choisir."),
        () if row.due < visit.today => {
            Some("La date à laquelle répondre est passée. Modifiez la campagne pour en choisir une autre.")
        }
        () if asked.is_empty() => Some(
            "Le mandat de chaque destinataire a pris fin\u{a0}: aucun courrier ne partirait. Modifiez la campagne pour choisir qui \
             répondra.",
        ),
        () => None,
    };
    if let Some(why) = why {
        drop(tx);
        return Err(refused(&mut visit, why).await);
    }
    let wording = wording(&visit, id, &row);
    let made = make_all(&wording, (&asked, &actions), LetterKind::Campaign, &|| visit.random());
    let fact = CampaignLaunched {
        campaign: id,
        links: made.iter().map(|made| made.link).collect(),
        written: row.written,
        origin: wording.origin,
        letters: made.into_iter().filter_map(|made| made.letter).collect(),
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return not_launched(visit, id).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::campaign(id)))
}

const CHANGED: &str = "Cette campagne vient d’être modifiée dans une autre fenêtre, ou par quelqu’un d’autre\u{a0}: rien n’est parti. \
     Relisez-la ci-dessous, puis lancez-la.";

/// It was launched from another window, and once is enough; or it was changed, and is read again first.
async fn not_launched(mut visit: Visit, id: CampaignId) -> Result<Answer, Failure> {
    let query = OneCampaign {
        convention: id.convention,
        campaign: id.ordinal,
    };
    let row = visit.first(query).await?.ok_or(Failure::NotFound)?;
    if row.state == CampaignState::Draft {
        return Err(refused(&mut visit, CHANGED).await);
    }
    Ok(Answer::see_other(Target::campaign(id)))
}

/// What is said where nothing would leave.
const NO_LETTERS: &str = "Aucun serveur de messagerie n’est réglé\u{a0}: rien ne partirait. Remettez les liens un par un, ou demandez à la \
     personne qui administre Pacte de régler l’envoi.";

/// What is said where others do the same at the same moment.
const ALREADY: &str = "D’autres relances partaient au même moment. Celles-ci ne sont pas parties\u{a0}: regardez ci-dessous qui a \
     reçu un courrier, puis recommencez s’il reste des silencieux.";

async fn remind(mut visit: Visit, id: CampaignId) -> Result<Answer, Failure> {
    if !visit.sends_letters() {
        return Err(refused(&mut visit, NO_LETTERS).await);
    }
    for _ in 0..2 {
        // Someone answered, or was reminded, since they were read: those who are left are read again.
        let Some(count) = remind_silent(&mut visit, id).await? else {
            continue;
        };
        let sentence = format!("{} en file.", french::count(count, "relance est", "relances sont"));
        let done = Done {
            sentence: Some(sentence),
            ..Done::default()
        };
        return shown(&mut visit, done).await;
    }
    Err(refused(&mut visit, ALREADY).await)
}

/// Reminds those who are silent, and tells how many; nothing when one of them is not silent any more.
async fn remind_silent(visit: &mut Visit, id: CampaignId) -> Result<Option<i64>, Failure> {
    let mut tx = visit.begin::<RunCampaigns>(id.convention).await?;
    let row = found(&mut tx, id).await?;
    let recipients = recipients(&mut tx, id).await?;
    let today = visit.today;
    let silent: Vec<&RecipientRow> = recipients
        .iter()
        .filter(|one| one.may_be_reminded(&row, today, true))
        .collect();
    if silent.is_empty() {
        drop(tx);
        let why = format!(
            "Personne n’est à relancer aujourd’hui\u{a0}: chacun a répondu, n’a pas d’adresse qui reçoive, ne veut plus de rappel, ou a \
             reçu un courrier il y a moins de {}.",
            french::days(row.reminders.gap_days)
        );
        return Err(refused(visit, &why).await);
    }
    let actions = asked(&mut tx, id).await?;
    let wording = wording(visit, id, &row);
    let made = make_all(&wording, (&silent, &actions), LetterKind::CampaignReminder, &|| {
        visit.random()
    });
    let fact = sent_again(id, made, visit.now);
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    Ok(Some(i64::try_from(fact.letters.len()).unwrap_or(i64::MAX)))
}

const NOT_HANDED: &str = "Ce lien n’a pas été fait\u{a0}: la campagne n’attend pas de réponse, ou la demande vient d’être transmise à \
     quelqu’un d’autre. Regardez ci-dessous où elle en est.";

/// A link to be handed over by whoever runs the campaign: it is shown once.
async fn hand_over(mut visit: Visit, id: CampaignId, recipient: &str) -> Result<Answer, Failure> {
    let recipient = recipient.parse().map_err(|_| Failure::NotFound)?;
    let token = visit.new_token();
    let mut tx = visit.begin::<RunCampaigns>(id.convention).await?;
    let row = found(&mut tx, id).await?;
    let query = OneRecipient {
        convention: id.convention,
        campaign: id.ordinal,
        recipient,
    };
    let one = tx.load_first(query).await?.ok_or(Failure::NotFound)?;
    let wording = wording(&visit, id, &row);
    let fact = CampaignLinksSent {
        campaign: id,
        reason: SendReason::HandedOver,
        links: vec![wording.make(&one.to(&[]), &token, LetterKind::Campaign).link],
        letters: Vec::new(),
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return Err(refused(&mut visit, NOT_HANDED).await),
        Err(error) => return Err(error.into()),
    }
    let done = Done {
        handed: Some((one.name, address(&wording.origin, &token))),
        ..Done::default()
    };
    shown(&mut visit, done).await
}

async fn drop_it(mut visit: Visit, id: CampaignId) -> Result<Answer, Failure> {
    let mut tx = visit.begin::<RunCampaigns>(id.convention).await?;
    if found(&mut tx, id).await?.state != CampaignState::Draft {
        return Err(Failure::NotFound);
    }
    let dropped = tx.record::<Tables, _>(&CampaignDropped { campaign: id }).await;
    dropped.map_err(over)?.commit().await?;
    Ok(Answer::see_other(Target::campaigns(id.convention)))
}

/// What the campaign does not allow any more is not there.
fn over(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::NotFound,
        other => other.into(),
    }
}
