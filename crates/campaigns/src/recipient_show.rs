//! One recipient, as those who run the campaign see them: what was answered; or the same form, to note what was told by telephone.

use askama::Template;
use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignAnswerNoted, CampaignAnswered, CampaignQuestion, Outcome, RecipientId};
use domain::followup::{Channel, Lane, Signature, Weather};
use domain::ids::{ActionId, CampaignId, ConventionId};
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::answer_form::{numbered, replies};
use crate::campaign_list::runs;
use crate::file_rows::{FileRow, FilesOf};
use crate::form::{Asking, Form};
use crate::form_lane::called;
use crate::lane_rows::LanesOf;
use crate::meanwhile::{BUSY, Before, MEANWHILE, Said, UNCHANGED};
use crate::recipient_address::{self, Corrected};
use crate::recipient_rows::{OneRecipient, RecipientRow};
use crate::report_rows::{FormRow, ReportsOf};
use crate::rows::{CampaignRow, OneCampaign};
use crate::status_names::{self, StatusLabels};
use crate::tables::Tables;
use crate::taken::TakenLine;

#[derive(Template)]
#[template(path = "recipient_show.html")]
struct RecipientShow {
    frame: Frame,
    convention: ConventionId,
    campaign: CampaignRow,
    recipient: RecipientRow,
    asking: Asking,
    form: Form,
    replies: Vec<(String, String)>,
    /// The files that came with it.
    files: Vec<FileRow>,
    /// Whether the answer can be noted, or noted again.
    notes: bool,
    /// What was typed and cannot be noted here any more, action by action, and at the end.
    unkept: Said,
    unkept_replies: Vec<(String, String)>,
    /// What was taken of the answer, action by action.
    taken: Vec<TakenLine>,
    /// The address, as it was typed.
    email: String,
    /// What was just done with it.
    corrected: Option<Corrected>,
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

    fn file_address(&self, file: &FileRow) -> String {
        format!("{}/fichier?piece={}", self.address(), file.ordinal)
    }

    /// Where one reports on an action, without a campaign.
    fn report_place(&self, action: &i64, party: &i64) -> Target {
        let action = ActionId {
            convention: self.convention,
            ordinal: *action,
        };
        Target::report(Lane::stored(action, *party))
    }

    /// Whether the address can be corrected: an answer is still waited for.
    fn corrects_address(&self) -> bool {
        self.notes && self.recipient.state.answered.is_none()
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
    let names = status_names::shared(visit.rows(StatusLabels { convention }).await?);
    Ok(Found {
        asking: Asking {
            lanes: called(visit.rows(lanes).await?, &names),
            period: row.period,
            listed: row.listed.clone(),
            open: row.open.clone(),
            news: Vec::new(),
        },
        campaign: row,
        recipient: one,
    })
}

/// What was answered before, and what became of it.
async fn before(visit: &mut Visit, found: &Found) -> Result<Before, Failure> {
    let (convention, campaign, recipient) = (visit.convention()?, found.campaign.ordinal, found.recipient.ordinal);
    let reports = ReportsOf {
        convention,
        campaign,
        recipient,
    };
    let last = found.recipient.form.clone().map(|form| FormRow { form, by: None });
    Ok(Before::of(last, visit.rows(reports).await?))
}

/// What was just done, as the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    fait: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let mut page = as_it_is(&mut visit, Errors::none()).await?;
    page.corrected = (asked.fait == "adresse").then_some(Corrected::Sent);
    visit.page(&page)
}

/// The page, as nobody typed anything in it.
async fn as_it_is(visit: &mut Visit, errors: Errors) -> Result<RecipientShow, Failure> {
    let found = found(visit).await?;
    let before = before(visit, &found).await?;
    let form = before
        .form()
        .map(|form| form.clone().showing(&found.asking, found.recipient.revision));
    let form = form.unwrap_or_else(|| Form::before(&found.asking));
    page(visit, found, (&before, form), errors).await
}

/// The address is corrected: a letter leaves, or the link is shown once.
async fn correct_address(mut visit: Visit, typed: &str) -> Result<Answer, Failure> {
    let id = RecipientId {
        campaign: CampaignId {
            convention: visit.convention()?,
            ordinal: visit.ordinal("campaign")?,
        },
        ordinal: visit.ordinal("recipient")?,
    };
    match recipient_address::correct(&mut visit, id, typed).await? {
        Corrected::Sent => Ok(Answer::see_other_with(Target::campaign_recipient(id), &[("fait", "adresse")])),
        Corrected::Refused(errors) => {
            let mut page = as_it_is(&mut visit, errors).await?;
            typed.clone_into(&mut page.email);
            Err(visit.invalid(&page))
        }
        handed @ Corrected::Handed(_) => {
            let mut page = as_it_is(&mut visit, Errors::none()).await?;
            page.corrected = Some(handed);
            visit.page(&page)
        }
    }
}

async fn page(
    visit: &mut Visit,
    found: Found,
    (before, form): (&Before, Form),
    errors: Errors,
) -> Result<RecipientShow, Failure> {
    let convention = visit.convention()?;
    let board = Target::campaign(CampaignId {
        convention,
        ordinal: found.campaign.ordinal,
    });
    let mut asking = found.asking;
    asking.news = before.news(&form, &asking);
    let said = before.form().map(|last| last.read(&asking, &mut Errors::none()));
    let files = FilesOf {
        convention,
        campaign: found.campaign.ordinal,
        recipient: found.recipient.ordinal,
    };
    Ok(RecipientShow {
        files: visit.rows(files).await?,
        frame: visit
            .frame(found.recipient.name.clone())
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention))
            .crumb(found.campaign.title.clone(), board),
        convention,
        taken: before.taken(said.unwrap_or_default(), found.recipient.revision),
        replies: before.form().map(|last| replies(&asking, last)).unwrap_or_default(),
        notes: found.campaign.state.waits() && runs(visit),
        form: form.showing(&asking, found.recipient.revision),
        campaign: found.campaign,
        asking,
        email: found.recipient.email.clone().unwrap_or_default(),
        unkept: Vec::new(),
        unkept_replies: Vec::new(),
        corrected: None,
        recipient: found.recipient,
        errors,
    })
}

/// Said where a campaign was closed while one was noting.
const CLOSED: &str = "La campagne est close\u{a0}: rien ne s’y note plus. Ce que vous avez écrit est ci-dessous\u{a0}; notez-le sur la \
     page de chaque action.";

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let pairs: Vec<(String, String)> = visit.form()?;
    let field = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str());
    if field("geste") == Some("adresse") {
        let typed = field("mel").unwrap_or_default().to_owned();
        return correct_address(visit, &typed).await;
    }
    for _ in 0..2 {
        if let Some(answer) = note(&mut visit, &pairs).await? {
            return Ok(answer);
        }
    }
    let found = found(&mut visit).await?;
    let form = Form::of(pairs, &found.asking);
    let before = before(&mut visit, &found).await?;
    let page = page(&mut visit, found, (&before, form), Errors::whole(BUSY)).await?;
    Err(visit.invalid(&page))
}

/// Notes what was typed. Gives nothing when something came between, which is to be looked at first.
async fn note(visit: &mut Visit, pairs: &[(String, String)]) -> Result<Option<Answer>, Failure> {
    let found = found(visit).await?;
    let form = Form::of(pairs.to_vec(), &found.asking);
    let before = before(visit, &found).await?;
    let mut errors = Errors::none();
    let said = form.read(&found.asking, &mut errors);
    if !found.campaign.state.waits() {
        let unkept = (said, replies(&found.asking, &form));
        let mut page = page(visit, found, (&before, form), Errors::whole(CLOSED)).await?;
        (page.unkept, page.unkept_replies) = unkept;
        return Err(visit.invalid(&page));
    }
    if before.came_between(&form, &found.asking, found.recipient.revision) {
        errors.add("", MEANWHILE);
    } else if errors.is_empty() && before.is(&form, &found.asking) {
        errors.add("", UNCHANGED);
    }
    if !errors.is_empty() {
        let page = page(visit, found, (&before, form), errors).await?;
        return Err(visit.invalid(&page));
    }
    let board = Target::campaign(CampaignId {
        convention: visit.convention()?,
        ordinal: found.campaign.ordinal,
    });
    match record(visit, &found, (&before, &form), said).await {
        Ok(()) => Ok(Some(Answer::see_other(board))),
        Err(Failure::Store(StoreError::Conflict)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn record(visit: &mut Visit, found: &Found, (before, form): (&Before, &Form), said: Said) -> Result<(), Failure> {
    let convention = visit.convention()?;
    let person = visit.viewer.person();
    let signature = Signature {
        person: found.recipient.person,
        organisation: found.recipient.organisation,
    };
    let left = before.left_to_report(form, said);
    let mut tx = visit.begin::<RunCampaigns>(convention).await?;
    let reports = numbered(&mut tx, (before, form), left, (signature, Channel::Phone)).await?;
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
            replaces: before.waiting(),
            form: form.text(),
            letters: Vec::new(),
            at: visit.now,
        },
        person,
    };
    Ok(tx.record::<Tables, _>(&fact).await?.commit().await?)
}
