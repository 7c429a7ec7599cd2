//! The board of a campaign: who was asked, who opened the link, who answered, who is silent. It follows what happens when a
//! script may ask, and is whole without one.

use askama::Template;
use domain::access::Verb;
use domain::campaigns::{CampaignState, Outcome, WontRemind};
use domain::digest::Digest;
use domain::ids::{CampaignId, ConventionId};
use domain::mail::LetterState;
use domain::places::Target;
use domain::time::{Day, Instant};
use files::sheets::Format;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::href::href;
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::asked_already::{self, AskedElsewhere};
use crate::campaign_closure;
use crate::campaign_filter::Counted;
use crate::campaign_list::runs;
use crate::campaign_sheet::{self, SentForms};
use crate::rows::{CampaignRow, CountAwaiting, LaneRow, Lanes, OneCampaign, RecipientRow, Recipients};

#[derive(Template)]
#[template(path = "campaign_show.html", blocks = ["board"])]
pub(crate) struct CampaignShow {
    frame: Frame,
    convention: ConventionId,
    campaign: CampaignRow,
    recipients: Vec<RecipientRow>,
    lanes: Vec<LaneRow>,
    awaiting: i64,
    /// Those who are listed, when not all are.
    filter: Option<Counted>,
    /// Before it is launched: who is asked already about these actions, and by which campaign.
    twice: Vec<String>,
    today: Day,
    runs: bool,
    confirms: bool,
    outcome: Done,
    errors: Errors,
    /// What is on screen, as files.
    files: [SheetLink; 3],
}

/// What the address asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The format of a file.
    forme: String,
    /// Whom to list.
    etat: String,
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
        address(self.id(), None)
    }

    pub(crate) fn title(&self) -> &str {
        &self.campaign.title
    }

    pub(crate) fn open_questions(&self) -> &[String] {
        &self.campaign.open
    }

    /// Those whom the page lists.
    pub(crate) fn listed(&self) -> Vec<&RecipientRow> {
        let wanted = |one: &&RecipientRow| self.filter.is_none_or(|counted| counted.holds(one));
        self.recipients.iter().filter(wanted).collect()
    }

    /// The same board, with those alone whom a figure counts.
    fn only(&self, counted: Counted) -> String {
        address(self.id(), Some(counted))
    }

    /// Whether those alone are listed whom this figure counts.
    fn lists(&self, counted: Counted) -> bool {
        self.filter == Some(counted)
    }

    /// The address of what is listed.
    /// Where the board renews itself, with what tells whether it has changed.
    fn renewed_address(&self) -> String {
        let listed = address(self.id(), self.filter);
        let joined = if listed.contains('?') { '&' } else { '?' };
        format!("{listed}{joined}vu={}", self.stamp())
    }

    /// What tells one board from another: what is read of its recipients, and the day that says who is late.
    fn stamp(&self) -> Digest {
        Digest::of(format!("{} {} {:?}", self.today, self.awaiting, self.recipients).as_bytes())
    }

    /// What is said aloud when the board has changed.
    fn said(&self) -> String {
        let answers = french::count(self.answered(), "réponse", "réponses");
        format!("{answers} sur {}", self.recipients.len())
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

    fn count(&self, holds: impl Fn(&RecipientRow) -> bool) -> usize {
        self.recipients.iter().filter(|one| holds(one)).count()
    }

    fn answered(&self) -> usize {
        self.count(|one| Counted::Answered.holds(one))
    }

    /// How many opened their link. What was told by telephone opened none.
    fn opened(&self) -> usize {
        self.count(|one| Counted::Opened.holds(one))
    }

    fn drafted(&self) -> usize {
        self.count(|one| one.state.answered.is_none() && one.state.drafted.is_some())
    }

    fn never_opened(&self) -> usize {
        self.count(|one| Counted::NeverOpened.holds(one))
    }

    /// How many letters left, asking or asking again: a link that is handed over since takes none of them back.
    fn delivered(&self) -> i64 {
        self.recipients.iter().map(|one| one.letters).sum()
    }

    fn refused(&self) -> usize {
        self.count(|one| matches!(one.letter, Some((LetterState::Refused | LetterState::GivenUp, _))))
    }

    /// How many could be asked again today.
    fn to_remind(&self) -> usize {
        self.count(|one| one.may_be_reminded(&self.campaign, self.today, true))
    }

    /// Why nobody can be asked again today.
    fn nobody_to_remind(&self) -> String {
        let why = |one: &RecipientRow| one.why_not_reminded(&self.campaign, self.today, true);
        let why: Vec<WontRemind> = self.recipients.iter().filter_map(why).collect();
        let day = |why: &WontRemind| match why {
            WontRemind::TooSoon(day) => Some(*day),
            _ => None,
        };
        if let Some(day) = why.iter().filter_map(day).min() {
            return format!(
                "Relance possible le {}\u{a0}: {} au moins entre deux courriers.",
                french::date(day),
                french::days(self.campaign.reminders.gap_days)
            );
        }
        if why.iter().all(|why| *why == WontRemind::Answered) {
            return "Chacun a répondu.".to_owned();
        }
        "Ceux qui n’ont pas répondu n’ont pas d’adresse, ou plus de mandat\u{a0}: remettez un lien, ou notez la réponse."
            .to_owned()
    }

    /// Between opening the link and answering, for half of those who did both by the link.
    fn median_words(&self) -> String {
        match median(self.recipients.iter().filter_map(minutes).collect()) {
            None => "—".to_owned(),
            Some(0) => "< 1\u{a0}min".to_owned(),
            Some(minutes) => format!("{minutes}\u{a0}min"),
        }
    }

    pub(crate) fn numbers(&self, recipient: &RecipientRow) -> String {
        let own = self.lanes.iter().filter(|lane| lane.recipient == recipient.ordinal);
        let mut numbers: Vec<&str> = own.map(|lane| lane.number.as_str()).collect();
        numbers.dedup();
        numbers.join(", ")
    }

    pub(crate) fn state(&self, recipient: &RecipientRow) -> String {
        let words = recipient.state.french(self.late());
        match (&recipient.state.answered, &recipient.noted_by) {
            (Some((_, Outcome::Telephone)), Some(by)) => format!("{words}, noté par {by} pour {}", recipient.name),
            _ => words.to_owned(),
        }
    }

    fn tag(&self, recipient: &RecipientRow) -> &'static str {
        match (recipient.state.answered, self.late(), recipient.state.opened) {
            (Some(_), ..) => "ok",
            (None, true, _) => "late",
            (None, false, Some(_)) => "info",
            (None, false, None) => "guess",
        }
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
            Some((LetterState::Refused, _)) => "Adresse refusée".to_owned(),
            Some((LetterState::GivenUp | LetterState::Cancelled, _)) => "Non envoyé".to_owned(),
        }
    }

    /// Why this recipient is not asked again today, when it is worth saying.
    fn too_soon(&self, recipient: &RecipientRow) -> Option<String> {
        match recipient.why_not_reminded(&self.campaign, self.today, true)? {
            WontRemind::TooSoon(open) => Some(format!("relance possible le {}", french::date(open))),
            WontRemind::NoAddress => Some("sans adresse".to_owned()),
            WontRemind::MandateEnded(until) => Some(format!("mandat fini le {}", french::date(until))),
            WontRemind::NotRunning | WontRemind::Answered | WontRemind::Enough => None,
        }
    }

    /// Those to whom nothing leaves any more, with the last day of their mandate: until something is answered for them.
    fn left(&self) -> Vec<String> {
        let gone = self.recipients.iter().filter(|one| one.state.answered.is_none());
        let said = gone.filter_map(|one| Some((one, one.mandate_ended(self.today)?)));
        said.map(|(one, until)| mandate_over(&one.name, until)).collect()
    }

    fn recipient_address(&self, recipient: &RecipientRow) -> String {
        format!("{}/destinataires/{}", self.address(), recipient.ordinal)
    }

    fn reminders(&self) -> String {
        let policy = self.campaign.reminders;
        match policy.most {
            0 => "Aucune relance automatique".to_owned(),
            most => format!(
                "{} au plus, à {} d’écart au moins",
                french::count(most, "relance automatique", "relances automatiques"),
                french::days(policy.gap_days)
            ),
        }
    }
}

/// The address of a board, or of those alone whom one of its figures counts.
fn address(id: CampaignId, filter: Option<Counted>) -> String {
    let board = href(Target::campaign(id));
    filter.map_or_else(|| board.to_string(), |counted| format!("{board}?etat={}", counted.code()))
}

/// Said of someone whose mandate is over.
pub(crate) fn mandate_over(name: &str, until: Day) -> String {
    format!(
        "Le mandat {} a pris fin le {}\u{a0}: aucun courrier ne lui est envoyé.",
        french::of(name),
        french::date(until)
    )
}

/// Minutes between opening the link and answering by it.
fn minutes(recipient: &RecipientRow) -> Option<i64> {
    match (recipient.state.opened, recipient.state.answered) {
        (Some(opened), Some((answered, Outcome::Link))) => Some(between(opened, answered)),
        _ => None,
    }
}

fn between(from: Instant, to: Instant) -> i64 {
    (to.micros().saturating_sub(from.micros()) + 30_000_000) / 60_000_000
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let filter = Counted::from_code(&asked.etat);
    let mut page = page(&mut visit, filter, Done::default(), Errors::none()).await?;
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
    let page = page(visit, None, outcome, Errors::none()).await?;
    visit.page(&page)
}

/// The page again, with why nothing was done.
pub(crate) async fn refused(visit: &mut Visit, why: &str) -> Failure {
    match page(visit, None, Done::default(), Errors::whole(why)).await {
        Ok(page) => visit.invalid(&page),
        Err(failure) => failure,
    }
}

async fn page(visit: &mut Visit, filter: Option<Counted>, outcome: Done, errors: Errors) -> Result<CampaignShow, Failure> {
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let row = visit
        .first(OneCampaign { convention, campaign })
        .await?
        .ok_or(Failure::NotFound)?;
    let mut recipients = visit.rows(Recipients { convention, campaign }).await?;
    recipients.sort_by_key(|one| (one.state.answered.is_some(), one.ordinal));
    let lanes = visit.rows(Lanes { convention, campaign }).await?;
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
    Ok(CampaignShow {
        twice: asked_already::sentences(&recipients, &lanes, &elsewhere),
        recipients,
        lanes,
        awaiting,
        filter,
        frame: visit
            .frame(row.title.clone())
            .await?
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention)),
        convention,
        campaign: row,
        today: visit.today,
        runs: runs(visit),
        confirms: visit.may(Verb::ConfirmReports),
        outcome,
        errors,
        files: web::sheets::links(&address(id, filter), "campagne"),
    })
}

#[cfg(test)]
mod tests;
