//! The links of a campaign in one list, for whoever hands them over where no letter leaves. The list is shown in the answer that makes
//! it and nowhere else: links are secrets, and the database keeps none. Those made before open nothing any more.

use askama::Template;
use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignLinksSent, SendReason, last_day};
use domain::ids::CampaignId;
use domain::mail::LetterKind;
use domain::places::Target;
use domain::time::Day;
use files::sheets::{Cell, Format, Sheet};
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::session::Token;
use web::visit::Visit;

use crate::campaign_acts::{asked, found, recipients, wording};
use crate::lane_rows::AskedActionRow;
use crate::letters::address;
use crate::recipient_rows::{RecipientRow, Recipients};
use crate::rows::{CampaignRow, OneCampaign};
use crate::sending::asked_of;
use crate::tables::Tables;

/// A link to hand over.
struct HandedLink {
    name: String,
    organisation: String,
    actions: String,
    address: String,
}

#[derive(Template)]
#[template(path = "campaign_links.html")]
struct CampaignLinks {
    frame: Frame,
    id: CampaignId,
    campaign: CampaignRow,
    /// How many links there are to hand over.
    to_hand: usize,
    /// How many of those whom it names began already, by a link that would end.
    begun: usize,
    /// The links, once they are made.
    links: Vec<HandedLink>,
    last_day: Day,
    errors: Errors,
}

impl CampaignLinks {
    fn board(&self) -> Target {
        Target::campaign(self.id)
    }

    fn own_address(&self) -> String {
        format!("{}/liens", href(self.board()))
    }
}

/// Whether a link is handed over to someone: they did not answer, act still, and no letter reaches them.
fn is_handed(one: &RecipientRow, today: Day, sends: bool) -> bool {
    one.state.answered.is_none() && one.mandate_ended(today).is_none() && (!sends || one.email.is_none())
}

/// How many links a list would hold.
pub(crate) fn count(all: &[RecipientRow], today: Day, sends: bool) -> usize {
    all.iter().filter(|one| is_handed(one, today, sends)).count()
}

fn id(visit: &Visit) -> Result<CampaignId, Failure> {
    Ok(CampaignId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("campaign")?,
    })
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = page(&mut visit, Vec::new(), Errors::none()).await?;
    // Nobody is left to hand a link to, or nobody is asked yet.
    if page.to_hand == 0 || !page.campaign.state.waits() {
        return Ok(Answer::see_other(page.board()));
    }
    visit.page(&page)
}

async fn page(visit: &mut Visit, links: Vec<HandedLink>, errors: Errors) -> Result<CampaignLinks, Failure> {
    let id = id(visit)?;
    let (convention, campaign) = (id.convention, id.ordinal);
    let row = visit.first(OneCampaign { convention, campaign }).await?;
    let row = row.ok_or(Failure::NotFound)?;
    let all = visit.rows(Recipients { convention, campaign }).await?;
    let (today, sends) = (visit.today, visit.sends_letters());
    let begun =
        |one: &&RecipientRow| is_handed(one, today, sends) && (one.state.opened.is_some() || one.state.drafted.is_some());
    Ok(CampaignLinks {
        frame: visit
            .frame("Liens à remettre")
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention))
            .crumb(row.title.clone(), Target::campaign(id)),
        id,
        to_hand: count(&all, today, sends),
        begun: all.iter().filter(begun).count(),
        last_day: last_day(row.due, today),
        campaign: row,
        links,
        errors,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    /// The list that was handed over before, as it was read; a second one takes its place, and is asked for on purpose.
    remise: String,
    /// A file instead of a page.
    forme: String,
}

const ALREADY: &str = "Une liste vient d’être remise, depuis une autre fenêtre ou à quelqu’un d’autre\u{a0}: ses liens fonctionnent, rien n’a \
     changé. Si elle est perdue, faites-en une nouvelle\u{a0}: elle prendra sa place.";

const OVER: &str = "Aucun lien n’a été fait\u{a0}: quelqu’un a répondu, a transmis la demande, ou la campagne vient d’être close. Regardez où \
     elle en est, puis recommencez.";

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let id = id(&visit)?;
    let mut tx = visit.begin::<RunCampaigns>(id.convention).await?;
    let row = found(&mut tx, id).await?;
    let (today, sends) = (visit.today, visit.sends_letters());
    let all = recipients(&mut tx, id).await?;
    let handed: Vec<&RecipientRow> = all.iter().filter(|one| is_handed(one, today, sends)).collect();
    if handed.is_empty() || !row.state.waits() {
        return Ok(Answer::see_other(Target::campaign(id)));
    }
    if listed_mark(&row) != typed.remise {
        drop(tx);
        return refused(&mut visit, ALREADY).await;
    }
    let actions = asked(&mut tx, id).await?;
    let wording = wording(&visit, id, &row);
    let (mut links, mut table) = (Vec::new(), Vec::new());
    for one in handed {
        let token = visit.new_token();
        links.push(wording.make(&one.to(&[]), &token, LetterKind::Campaign).link);
        table.push(line(one, asked_of(&actions, one.ordinal), &wording.origin, &token));
    }
    let fact = CampaignLinksSent {
        campaign: id,
        reason: SendReason::Listed,
        links,
        letters: Vec::new(),
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return refused(&mut visit, OVER).await,
        Err(error) => return Err(error.into()),
    }
    if let Some(format) = Format::from_code(&typed.forme) {
        let name = format!("liens-a-remettre.{}", format.code());
        return Ok(visit.sheet(sheet(&row.title, &table), format).await?.saved_as(&name));
    }
    let page = page(&mut visit, table, Errors::none()).await?;
    visit.page(&page)
}

/// What tells the list handed over last from another.
fn listed_mark(row: &CampaignRow) -> String {
    row.links_listed.map(|at| at.micros().to_string()).unwrap_or_default()
}

async fn refused(visit: &mut Visit, why: &str) -> Result<Answer, Failure> {
    let page = page(visit, Vec::new(), Errors::whole(why)).await?;
    Err(visit.invalid(&page))
}

fn line(one: &RecipientRow, asked: &[AskedActionRow], origin: &str, token: &Token) -> HandedLink {
    let mut numbers: Vec<&str> = asked.iter().map(|row| row.number.as_str()).collect();
    numbers.dedup();
    HandedLink {
        name: one.name.clone(),
        organisation: one.organisation_name.clone(),
        actions: numbers.join(", "),
        address: address(origin, token),
    }
}

fn sheet(title: &str, links: &[HandedLink]) -> Sheet {
    let mut sheet = Sheet::new(title, ["Destinataire", "Organisme", "Actions", "Lien personnel"]);
    for link in links {
        sheet.row([&link.name, &link.organisation, &link.actions, &link.address].map(Cell::from));
    }
    sheet
}
