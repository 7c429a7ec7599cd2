//! One recipient, as those who run the campaign see them: what was answered; or the same form, to note what was told by telephone.

use askama::Template;
use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignAnswerNoted, CampaignAnswered, CampaignQuestion, Outcome, RecipientId};
use domain::followup::{Channel, Content, Signature, Weather};
use domain::ids::{CampaignId, ConventionId};
use domain::places::Target;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::answer_form::{numbered, replies};
use crate::campaign_list::runs;
use crate::form::{Asking, Form};
use crate::held::still_waiting;
use crate::rows::{CampaignRow, LaneRow, LanesOf, LastForm, OneCampaign, OneRecipient, RecipientRow, ReportsOf};
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "recipient_show.html")]
struct RecipientShow {
    frame: Frame,
    convention: ConventionId,
    campaign: CampaignRow,
    recipient: RecipientRow,
    asking: Asking,
    form: Form,
    said: Vec<(LaneRow, Content)>,
    replies: Vec<(String, String)>,
    /// Whether the answer can be noted, or noted again.
    notes: bool,
    errors: Errors,
}

impl RecipientShow {
    fn board(&self) -> Target {
        Target::campaign(CampaignId {
            convention: self.convention,
            ordinal: self.campaign.ordinal,
        })
    }

    fn address(&self) -> String {
        format!("{}/destinataires/{}", web::href::href(self.board()), self.recipient.ordinal)
    }

    fn has_answered(&self) -> bool {
        self.recipient.revision > 0
    }

    /// By whom, how and when.
    fn arrived(&self) -> Option<String> {
        let (at, outcome) = self.recipient.state.answered?;
        let when = french::moment(at);
        let name = &self.recipient.name;
        Some(match (outcome, &self.recipient.noted_by) {
            (Outcome::Telephone, Some(by)) => format!("Répondu par téléphone, noté par {by} pour {name}, le {when}."),
            (Outcome::Telephone, None) => format!("Répondu par téléphone, le {when}."),
            (Outcome::Link, _) => format!("Répondu par {name}, par son lien, le {when}."),
            (Outcome::Elsewhere, _) => format!("Ce qui était demandé est entré dans le suivi par un autre chemin, le {when}."),
        })
    }
}

/// What the address names.
struct Found {
    campaign: CampaignRow,
    recipient: RecipientRow,
    asking: Asking,
}

async fn found(visit: &mut Visit) -> Result<Found, Failure> {
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let recipient = visit.ordinal("recipient")?;
    let row = visit
        .first(OneCampaign { convention, campaign })
        .await?
        .ok_or(Failure::NotFound)?;
    let one = OneRecipient {
        convention,
        campaign,
        recipient,
    };
    let one = visit.first(one).await?.ok_or(Failure::NotFound)?;
    let lanes = LanesOf {
        convention,
        campaign,
        recipient,
    };
    Ok(Found {
        asking: Asking {
            lanes: visit.rows(lanes).await?,
            listed: row.listed.clone(),
            open: row.open.clone(),
        },
        campaign: row,
        recipient: one,
    })
}

/// The reports of the last answer that still wait; `None` once one counts.
async fn waiting(visit: &mut Visit, found: &Found) -> Result<Option<Vec<i64>>, Failure> {
    let reports = ReportsOf {
        convention: visit.convention()?,
        campaign: found.campaign.ordinal,
        recipient: found.recipient.ordinal,
        revision: found.recipient.revision,
    };
    Ok(still_waiting(&visit.rows(reports).await?))
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let found = found(&mut visit).await?;
    let last = LastForm {
        convention: visit.convention()?,
        campaign: found.campaign.ordinal,
        recipient: found.recipient.ordinal,
    };
    let last = visit.first(last).await?.filter(|row| !row.form.is_empty());
    let form = last.map(|row| Form::stored(&row.form));
    let page = page(&mut visit, found, form, Errors::none()).await?;
    visit.page(&page)
}

async fn page(visit: &mut Visit, found: Found, form: Option<Form>, errors: Errors) -> Result<RecipientShow, Failure> {
    let convention = visit.convention()?;
    let open = found.campaign.state.waits() && waiting(visit, &found).await?.is_some();
    let form = form.unwrap_or_else(|| Form::before(&found.asking));
    let board = Target::campaign(CampaignId {
        convention,
        ordinal: found.campaign.ordinal,
    });
    Ok(RecipientShow {
        frame: visit
            .frame(found.recipient.name.clone())
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention))
            .crumb(found.campaign.title.clone(), board),
        convention,
        said: form.read(&found.asking, &mut Errors::none()),
        replies: replies(&found.asking, &form),
        notes: open && runs(visit),
        campaign: found.campaign,
        recipient: found.recipient,
        asking: found.asking,
        form,
        errors,
    })
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Vec<(String, String)> = visit.form()?;
    let found = found(&mut visit).await?;
    let form = Form::of(pairs, &found.asking);
    let mut errors = Errors::none();
    let said = form.read(&found.asking, &mut errors);
    let replaces = waiting(&mut visit, &found).await?;
    if !found.campaign.state.waits() || replaces.is_none() {
        errors.add(
            "",
            "Cette réponse ne se corrige plus ici\u{a0}: la campagne est close, ou la réponse est entrée dans le suivi.",
        );
    }
    let (Some(replaces), true) = (replaces, errors.is_empty()) else {
        let page = page(&mut visit, found, Some(form), errors).await?;
        return Err(visit.invalid(&page));
    };
    let board = Target::campaign(CampaignId {
        convention: visit.convention()?,
        ordinal: found.campaign.ordinal,
    });
    note(&mut visit, &found, &form, (said, replaces)).await?;
    Ok(Answer::see_other(board))
}

async fn note(
    visit: &mut Visit,
    found: &Found,
    form: &Form,
    (said, replaces): (Vec<(LaneRow, Content)>, Vec<i64>),
) -> Result<(), Failure> {
    let convention = visit.convention()?;
    let person = visit.viewer.person();
    let signature = Signature {
        person: found.recipient.person,
        organisation: found.recipient.organisation,
    };
    let mut tx = visit.begin::<RunCampaigns>(convention).await?;
    let reports = numbered(&mut tx, said, signature, Channel::Phone).await?;
    let fact = CampaignAnswerNoted {
        answer: CampaignAnswered {
            recipient: RecipientId {
                campaign: CampaignId {
                    convention,
                    ordinal: found.campaign.ordinal,
                },
                ordinal: found.recipient.ordinal,
            },
            revision: found.recipient.revision + 1,
            reports,
            replaces,
            form: form.text(),
            letters: Vec::new(),
            at: visit.now,
        },
        person,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => Ok(recorded.commit().await?),
        // The answer came by the link meanwhile: what has arrived is shown.
        Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
