//! A campaign is prepared: what is asked, about which actions, of whom, by when. Nobody is asked anything before it is launched.

use askama::Template;
use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignQuestion, CampaignState, CampaignWritten};
use domain::ids::{CampaignId, ConventionId};
use domain::places::Target;
use domain::time::Instant;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::asked_rows::{ActionRow, Actions, Concerned, ContactRow, Contacts, PartRow, Parts, Period, Roles};
use crate::campaign_typed::{Known, Prepared, Typed};
use crate::lane_rows::AskedActions;
use crate::recipient_rows::{RecipientRow, Recipients};
use crate::rows::OneCampaign;
use crate::tables::Tables;

/// What is said to recipients unless something else is typed.
const MESSAGE: &str = "Pour préparer le prochain comité, dites-nous où en sont les actions auxquelles vous prenez part.";

#[derive(Template)]
#[template(path = "campaign_write.html")]
struct CampaignForm {
    frame: Frame,
    convention: ConventionId,
    /// The ordinal of the campaign that is prepared otherwise; 0 for a new one.
    campaign: i64,
    typed: Typed,
    actions: Vec<ActionRow>,
    contacts: Vec<(ContactRow, String)>,
    errors: Errors,
}

impl CampaignForm {
    fn address(&self) -> String {
        let list = web::href::href(Target::campaigns(self.convention));
        if self.campaign == 0 {
            return format!("{list}/nouvelle");
        }
        format!("{list}/{}/preparation", self.campaign)
    }

    fn back(&self) -> Target {
        if self.campaign == 0 {
            return Target::campaigns(self.convention);
        }
        Target::campaign(CampaignId {
            convention: self.convention,
            ordinal: self.campaign,
        })
    }
}

/// What the form needs to know.
struct Around {
    actions: Vec<ActionRow>,
    contacts: Vec<ContactRow>,
    concerned: Concerned,
}

pub(crate) async fn new(mut visit: Visit) -> Result<Answer, Failure> {
    // The table of the plan sends here the actions of which news are wanted.
    let asked: Vec<(String, String)> = visit.query()?;
    let actions = asked.iter().filter(|(name, _)| name == "action");
    let typed = Typed {
        actions: actions.filter_map(|(_, ordinal)| ordinal.parse().ok()).collect(),
        message: MESSAGE.to_owned(),
        due: visit.today.plus_days(14).to_string(),
        listed: vec![
            CampaignQuestion::Status,
            CampaignQuestion::Weather,
            CampaignQuestion::Done,
            CampaignQuestion::Difficulty,
            CampaignQuestion::NextStep,
        ],
        gap: "7".to_owned(),
        most: "2".to_owned(),
        everyone: true,
        ..Typed::default()
    };
    let around = around(&mut visit, 0, Vec::new()).await?;
    let page = page(&mut visit, (0, typed), around, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn edit(mut visit: Visit) -> Result<Answer, Failure> {
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let known = visit
        .first(OneCampaign { convention, campaign })
        .await?
        .ok_or(Failure::NotFound)?;
    if known.state != CampaignState::Draft {
        return Ok(launched(convention, campaign));
    }
    let around = around(&mut visit, campaign, Vec::new()).await?;
    let recipients = visit.rows(Recipients { convention, campaign }).await?;
    let lanes = visit.rows(AskedActions { convention, campaign }).await?;
    let (known_people, others): (Vec<RecipientRow>, Vec<RecipientRow>) =
        recipients.into_iter().partition(|recipient| recipient.person.is_some());
    let code = |row: &RecipientRow| Some(format!("{}-{}", row.person?, row.organisation?));
    let line = |row: &RecipientRow| {
        let numbers = lanes
            .iter()
            .filter(|lane| lane.recipient == row.ordinal)
            .map(|lane| lane.number.clone());
        let numbers = numbers.collect::<Vec<_>>().join(" ");
        let email = row.email.as_deref().unwrap_or_default();
        format!("{} ; {email} ; {} ; {numbers}", row.name, row.organisation_name)
    };
    let typed = Typed {
        written: Some(known.written),
        title: known.title,
        message: known.message,
        due: known.due.to_string(),
        listed: known.listed,
        open: known.open,
        gap: known.reminders.gap_days.to_string(),
        most: known.reminders.most.to_string(),
        actions: around
            .actions
            .iter()
            .filter(|action| action.chosen)
            .map(|action| action.ordinal)
            .collect(),
        all_actions: false,
        everyone: false,
        contacts: known_people.iter().filter_map(code).collect(),
        others: others.iter().map(line).collect::<Vec<_>>().join("\n"),
    };
    let page = page(&mut visit, (campaign, typed), around, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post_new(visit: Visit) -> Result<Answer, Failure> {
    keep(visit, 0, None).await
}

pub(crate) async fn post_edit(mut visit: Visit) -> Result<Answer, Failure> {
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let known = visit
        .first(OneCampaign { convention, campaign })
        .await?
        .ok_or(Failure::NotFound)?;
    if known.state != CampaignState::Draft {
        return Ok(launched(convention, campaign));
    }
    keep(visit, campaign, Some(known.written)).await
}

/// What was launched is no longer prepared: its board is shown.
fn launched(convention: ConventionId, ordinal: i64) -> Answer {
    Answer::see_other(Target::campaign(CampaignId { convention, ordinal }))
}

/// Keeps what was typed, unless what it takes the place of, written then, is not what was shown.
async fn keep(mut visit: Visit, campaign: i64, written: Option<Instant>) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let mut typed = Typed::of(visit.form()?);
    let shown = typed.written.or(written);
    typed.written = written;
    let parts = visit.rows(Parts { convention }).await?;
    let period = visit.first(Period { convention }).await?.ok_or(Failure::NotFound)?;
    let around = around(&mut visit, campaign, parts).await?;
    if typed.all_actions {
        typed.actions = around.actions.iter().map(|action| action.ordinal).collect();
    }
    let mut errors = Errors::none();
    let known = Known {
        convention,
        today: visit.today,
        period: &period,
        actions: &around.actions,
        contacts: &around.contacts,
        concerned: &around.concerned,
    };
    let prepared = typed.check(&known, &mut errors);
    if shown != written {
        errors.add("", CHANGED);
    }
    let (Some(prepared), true) = (prepared, errors.is_empty()) else {
        let page = page(&mut visit, (campaign, typed), around, errors).await?;
        return Err(visit.invalid(&page));
    };
    let id = match record(&mut visit, convention, campaign, (&typed, prepared)).await {
        Ok(id) => id,
        Err(Failure::Store(StoreError::Conflict)) => {
            let page = page(&mut visit, (campaign, typed), around, Errors::whole(BUSY)).await?;
            return Err(visit.invalid(&page));
        }
        Err(failure) => return Err(failure),
    };
    Ok(Answer::see_other(Target::campaign(id)))
}

const CHANGED: &str = "Cette campagne a été modifiée ailleurs pendant que vous écriviez. Rien n’est perdu\u{a0}: regardez-la dans une \
     autre fenêtre, corrigez ci-dessous si besoin, puis enregistrez\u{a0}; votre version prendra la place de l’autre.";

const BUSY: &str = "Cette campagne changeait au même moment\u{a0}: rien n’a été enregistré. Ce que vous avez écrit est \
     ci-dessous\u{a0}; enregistrez à nouveau.";

async fn record(
    visit: &mut Visit,
    convention: ConventionId,
    campaign: i64,
    (typed, prepared): (&Typed, Prepared),
) -> Result<CampaignId, Failure> {
    let mut tx = visit.begin::<RunCampaigns>(convention).await?;
    let ordinal = match campaign {
        0 => tx.allocate(Sequence::Convention(convention, "campaign")).await?,
        known => known,
    };
    let fact = CampaignWritten {
        campaign: CampaignId { convention, ordinal },
        title: typed.title.clone(),
        message: typed.message.clone(),
        due: prepared.due,
        questions: prepared.questions,
        reminders: prepared.reminders,
        actions: typed
            .actions
            .iter()
            .copied()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect(),
        recipients: prepared.recipients,
        person: visit.viewer.person(),
        after: typed.written,
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(fact.campaign)
}

/// What is shown: which commune has which part of an action is of use only once it is sent.
async fn around(visit: &mut Visit, campaign: i64, parts: Vec<PartRow>) -> Result<Around, Failure> {
    let convention = visit.convention()?;
    let roles = visit.rows(Roles { convention }).await?;
    let mut contacts = visit.rows(Contacts { convention }).await?;
    contacts.dedup_by_key(|contact| (contact.person, contact.organisation));
    Ok(Around {
        actions: visit.rows(Actions { convention, campaign }).await?,
        contacts,
        concerned: Concerned::of(roles, parts),
    })
}

async fn page(
    visit: &mut Visit,
    (campaign, typed): (i64, Typed),
    around: Around,
    errors: Errors,
) -> Result<CampaignForm, Failure> {
    let convention = visit.convention()?;
    let number = |ordinal: i64| around.actions.iter().find(|action| action.ordinal == ordinal);
    let roles = |contact: &ContactRow| {
        let own = around.concerned.actions(contact.organisation);
        let numbers: Vec<String> = own.filter_map(number).map(|action| action.number.clone()).collect();
        numbers.join(", ")
    };
    let with_roles = around.contacts.iter().map(|contact| (contact.clone(), roles(contact)));
    let contacts: Vec<(ContactRow, String)> = with_roles.filter(|(_, roles)| !roles.is_empty()).collect();
    let title = if campaign == 0 {
        "Préparer une campagne"
    } else {
        "Modifier la campagne"
    };
    Ok(CampaignForm {
        frame: visit
            .frame(title)
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention)),
        convention,
        campaign,
        typed,
        contacts,
        actions: around.actions,
        errors,
    })
}
