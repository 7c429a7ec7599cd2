//! The board of a campaign: who was asked, who opened the link, who answered, who is silent. It follows what happens when a
//! script may ask, and is whole without one.

mod leaving;
mod silence;

use askama::Template;
use domain::access::Verb;
use domain::campaigns::{CampaignState, Outcome};
use domain::digest::Digest;
use domain::ids::{CampaignId, ConventionId};
use domain::mail::LetterState;
use domain::places::Target;
use domain::time::{Day, Instant};
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::components::Pager;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::href;
use web::sheets::SheetLink;
use web::visit::Visit;

use self::leaving::Preview;
use crate::asked_already::{self, AskedElsewhere};
use crate::campaign_closure;
use crate::campaign_figures::Figures;
use crate::campaign_filter::{Counted, Listing, Order, of_page};
use crate::campaign_links;
use crate::campaign_list::runs;
use crate::campaign_sheet::{self, SentForms};
use crate::lane_rows::{AskedActionRow, AskedActions};
use crate::recipient_rows::{RecipientRow, Recipients};
use crate::report_rows::CountAwaiting;
use crate::rows::{CampaignRow, OneCampaign};
use crate::sending::asked_of;

#[derive(Template)]
#[template(path = "campaign_show.html", blocks = ["board"])]
pub(crate) struct CampaignShow {
    frame: Frame,
    convention: ConventionId,
    campaign: CampaignRow,
    recipients: Vec<RecipientRow>,
    figures: Figures,
    asked: Vec<AskedActionRow>,
    awaiting: i64,
    /// Who is listed, in which order.
    listing: Listing,
    /// How many are, on all pages.
    found: usize,
    pager: Pager,
    /// Before it is launched: who is asked already about these actions, and by which campaign.
    twice: Vec<String>,
    /// The first letter, before it leaves.
    preview: Option<Preview>,
    now: Instant,
    today: Day,
    runs: bool,
    confirms: bool,
    /// Whether letters leave.
    sends: bool,
    outcome: Done,
    errors: Errors,
    /// What is on screen, as files.
    files: [SheetLink; 3],
}

/// The way to those whom a figure counts.
struct Tab {
    code: &'static str,
    words: &'static str,
    address: String,
    count: usize,
    current: bool,
}

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The format of a file.
    forme: String,
    /// What was done a moment ago.
    fait: String,
    /// The board that the browser shows.
    vu: String,
}

/// What was just done, to be said once.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// A link to hand over: the name of its recipient, and the address.
    pub(crate) handed: Option<(String, String)>,
    /// A sentence.
    pub(crate) sentence: Option<String>,
}

impl CampaignShow {
    fn address(&self) -> String {
        href(Target::campaign(self.id())).to_string()
    }

    pub(crate) fn title(&self) -> &str {
        &self.campaign.title
    }

    pub(crate) fn open_questions(&self) -> &[String] {
        &self.campaign.open
    }

    /// All who are listed, whatever the page.
    pub(crate) fn listed(&self) -> Vec<&RecipientRow> {
        self.listing.of_all(&self.recipients)
    }

    /// Those of the page.
    fn shown(&self) -> Vec<&RecipientRow> {
        of_page(self.listed(), &self.pager)
    }

    /// The list, with those alone whom a figure counts.
    fn only(&self, counted: Counted) -> String {
        self.listing.only(self.id(), Some(counted))
    }

    /// Whether those alone are listed whom this figure counts.
    fn lists(&self, counted: Counted) -> bool {
        self.listing.counted == Some(counted)
    }

    /// The address of what is shown: what is done from it comes back to it.
    fn here(&self) -> String {
        self.listing.here(self.id())
    }

    /// All of them, then the tabs that hold someone, and the one that is open.
    fn tabs(&self) -> Vec<Tab> {
        let holds = |counted: &Counted| self.figures.count(*counted) > 0 || self.lists(*counted);
        let tab = |counted: Counted| Tab {
            code: counted.code(),
            words: counted.short(),
            address: self.only(counted),
            count: self.count(counted),
            current: self.lists(counted),
        };
        let all = Tab {
            code: "tous",
            words: "Tous",
            address: self.listing.only(self.id(), None),
            count: self.figures.all,
            current: self.listing.counted.is_none(),
        };
        std::iter::once(all)
            .chain(Counted::ALL.into_iter().filter(holds).map(tab))
            .collect()
    }

    fn count(&self, counted: Counted) -> usize {
        self.figures.count(counted)
    }

    /// Where the board renews itself, with what tells whether it has changed.
    fn renewed_address(&self) -> String {
        let here = self.here();
        let joined = if here.contains('?') { '&' } else { '?' };
        format!("{here}{joined}vu={}", self.stamp())
    }

    /// What tells one board from another: what is read of its recipients, and the day that says who is late.
    fn stamp(&self) -> Digest {
        Digest::of(format!("{} {} {:?}", self.today, self.awaiting, self.recipients).as_bytes())
    }

    /// What is said aloud when the board has changed.
    fn said(&self) -> String {
        let answers = french::count(self.count(Counted::Answered), "réponse", "réponses");
        format!("{answers} sur {}", self.figures.all)
    }

    fn id(&self) -> CampaignId {
        CampaignId {
            convention: self.convention,
            ordinal: self.campaign.ordinal,
        }
    }

    fn is_draft(&self) -> bool {
        self.campaign.state == CampaignState::Draft
    }

    fn waits(&self) -> bool {
        self.campaign.state.waits()
    }

    fn is_closed(&self) -> bool {
        matches!(self.campaign.state, CampaignState::Closed(_))
    }

    fn late(&self) -> bool {
        self.today > self.campaign.due
    }

    pub(crate) fn numbers(&self, recipient: &RecipientRow) -> String {
        let own = asked_of(&self.asked, recipient.ordinal);
        let mut numbers: Vec<&str> = own.iter().map(|lane| lane.number.as_str()).collect();
        numbers.dedup();
        numbers.join(", ")
    }

    /// Where a recipient stands. Once the campaign is closed nobody is late any more: there is an answer, or there is none.
    pub(crate) fn state(&self, recipient: &RecipientRow) -> String {
        if self.is_closed() && recipient.state.answered.is_none() {
            return "Sans réponse".to_owned();
        }
        let words = recipient.state.french(self.late());
        match (&recipient.state.answered, &recipient.noted_by) {
            (Some((_, Outcome::Telephone)), Some(by)) => format!("{words}, noté par {by} pour {}", recipient.name),
            _ => words.to_owned(),
        }
    }

    fn tag(&self, recipient: &RecipientRow) -> &'static str {
        match (recipient.state.answered, self.late(), recipient.state.opened) {
            (Some(_), ..) => "ok",
            (None, ..) if self.is_closed() => "",
            (None, true, _) => "late",
            (None, false, Some(_)) => "info",
            (None, false, None) => "guess",
        }
    }

    /// What the link to a recipient says to whoever hears it: it begins as its button does.
    fn looking(&self, recipient: &RecipientRow) -> String {
        let verb = match recipient.state.answered {
            Some(_) => "Voir la réponse",
            None if self.waits() => "Noter la réponse",
            None => "Voir la demande",
        };
        format!("{verb} {}", french::of(&recipient.name))
    }

    fn since(&self, recipient: &RecipientRow) -> Option<String> {
        let state = &recipient.state;
        let at = state.answered.map(|(at, _)| at).or(state.drafted).or(state.opened)?;
        Some(french::moment(at))
    }

    /// What became of the last letter.
    pub(crate) fn letter(&self, recipient: &RecipientRow) -> String {
        let Some(sent) = recipient.state.sent else {
            return "—".to_owned();
        };
        let day = french::date(sent.paris_day());
        match recipient.letter {
            None => format!("Lien à remettre, fait le {day}"),
            Some((LetterState::Waiting, _)) => format!("En file depuis le {day}"),
            Some((LetterState::Sent, at)) => format!("Envoyé le {}", french::date(at.unwrap_or(sent).paris_day())),
            Some((LetterState::Returned, _)) if recipient.state.refused => "Revenu\u{a0}: adresse refusée".to_owned(),
            Some((LetterState::Returned, _)) => "Courrier revenu".to_owned(),
            Some((LetterState::Refused, _)) if recipient.state.refused => "Adresse refusée".to_owned(),
            Some((LetterState::Refused, _)) => "Courrier refusé".to_owned(),
            Some((LetterState::GivenUp | LetterState::Cancelled, _)) => "Non envoyé".to_owned(),
        }
    }

    /// Whether the address can be corrected: an answer is still waited for.
    fn may_correct(&self, recipient: &RecipientRow) -> bool {
        self.waits() && recipient.state.answered.is_none()
    }

    /// Whether links are handed over by whoever runs the campaign.
    fn hands_over(&self) -> bool {
        let to_hand = campaign_links::count(&self.recipients, self.today, self.sends);
        self.runs && self.waits() && to_hand > usize::from(self.sends)
    }

    fn recipient_address(&self, recipient: &RecipientRow) -> String {
        format!("{}/destinataires/{}", self.address(), recipient.ordinal)
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let mut page = page(&mut visit, Done::default(), Errors::none()).await?;
    page.outcome.sentence = campaign_closure::done(&asked.fait, page.campaign.state);
    if let Some(format) = Format::from_code(&asked.forme) {
        let (convention, campaign) = (page.convention, page.campaign.ordinal);
        let sent = visit.rows(SentForms { convention, campaign }).await?;
        return visit.sheet(campaign_sheet::sheet(&page, &sent), format).await;
    }
    if visit.htmx() && asked.vu == page.stamp().to_string() {
        return Ok(Answer::unchanged());
    }
    if visit.htmx() {
        return visit.page(&page.as_board());
    }
    visit.page(&page)
}

/// The page again, with what was just done.
pub(crate) async fn shown(visit: &mut Visit, outcome: Done) -> Result<Answer, Failure> {
    let page = page(visit, outcome, Errors::none()).await?;
    visit.page(&page)
}

/// The page again, with why nothing was done.
pub(crate) async fn refused(visit: &mut Visit, why: &str) -> Failure {
    match page(visit, Done::default(), Errors::whole(why)).await {
        Ok(page) => visit.invalid(&page),
        Err(failure) => failure,
    }
}

async fn page(visit: &mut Visit, outcome: Done, errors: Errors) -> Result<CampaignShow, Failure> {
    let listing = Listing::of(&visit.query()?);
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let row = visit
        .first(OneCampaign { convention, campaign })
        .await?
        .ok_or(Failure::NotFound)?;
    let recipients = visit.rows(Recipients { convention, campaign }).await?;
    let asked = visit.rows(AskedActions { convention, campaign }).await?;
    let (awaiting, elsewhere) = if row.state == CampaignState::Draft {
        (0, visit.rows(AskedElsewhere { convention, campaign }).await?)
    } else {
        let awaiting = visit.first(CountAwaiting { convention, campaign }).await?;
        (awaiting.unwrap_or(0), Vec::new())
    };
    let id = CampaignId {
        convention,
        ordinal: campaign,
    };
    let found = listing.of_all(&recipients).len();
    Ok(CampaignShow {
        twice: asked_already::sentences(&recipients, &asked, &elsewhere),
        files: web::sheets::links(&listing.address(id), "campagne"),
        pager: listing.pager(id, found)?,
        found,
        listing,
        figures: Figures::of(&recipients),
        frame: visit
            .frame(row.title.clone())
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention)),
        convention,
        preview: (row.state == CampaignState::Draft)
            .then(|| Preview::of(visit, (id, &row), &recipients, &asked))
            .flatten(),
        now: visit.now,
        campaign: row,
        recipients,
        asked,
        awaiting,
        today: visit.today,
        runs: runs(visit),
        confirms: visit.may(Verb::ConfirmReports),
        sends: visit.sends_letters(),
        outcome,
        errors,
    })
}
