//! Closing a campaign, once it was said what that stops; opening it again, once it was said what begins anew. Nothing of it is lost
//! either way: both are facts, told in the journal.

use askama::Template;
use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignClosed, CampaignReopened, CampaignState};
use domain::ids::{CampaignId, ConventionId};
use domain::places::Target;
use domain::time::{Day, Instant};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::href;
use web::visit::Visit;

use crate::rows::{CampaignRow, OneCampaign};
use crate::tables::Tables;

/// Someone who did not answer.
struct SilentRow {
    /// Whether something was typed that is not sent yet.
    drafted: bool,
    /// The last day of the last link that is not replaced; none when none was made.
    last_day: Option<Day>,
    /// When one was last written to.
    sent: Option<Instant>,
    /// How many reminders were sent.
    reminders: i64,
}

query! {
    /// Those who did not answer, with the last day of their links.
    Silent(convention: ConventionId, campaign: i64) -> SilentRow
    reading ["campaign_recipient", "campaign_recipient_link"]
    "SELECT CASE WHEN MAX(r.drafted) IS NULL THEN 0 ELSE 1 END, MAX(l.last_day), MAX(r.sent), MAX(r.reminders) \
        FROM campaign_recipient r \
        LEFT JOIN campaign_recipient_link l ON l.convention = r.convention AND l.campaign = r.campaign AND l.recipient = r.ordinal \
        WHERE r.convention = $4 AND r.campaign = $5 AND r.answered IS NULL GROUP BY r.ordinal"
}

impl FromRow for SilentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            drafted: c.flag(0)?,
            last_day: c.opt_day(1)?,
            sent: c.opt_instant(2)?,
            reminders: c.int(3)?,
        })
    }
}

#[derive(Template)]
#[template(path = "campaign_closure.html")]
struct Closure {
    frame: Frame,
    id: CampaignId,
    campaign: CampaignRow,
    silent: Vec<SilentRow>,
    today: Day,
    /// Whether letters leave.
    sends: bool,
}

impl Closure {
    fn closes(&self) -> bool {
        self.campaign.state.waits()
    }

    fn board(&self) -> Target {
        Target::campaign(self.id)
    }

    fn address(&self) -> String {
        format!("{}/cloture", href(self.board()))
    }

    /// How many did not answer.
    fn silent_words(&self) -> String {
        match self.silent.len() {
            0 => "Chaque destinataire a répondu.".to_owned(),
            count => format!(
                "{} répondu.",
                french::count(count, "destinataire n’a pas", "destinataires n’ont pas")
            ),
        }
    }

    fn drafted(&self) -> usize {
        self.silent.iter().filter(|one| one.drafted).count()
    }

    /// How many of them hold a link that would open their answer today.
    fn open(&self) -> usize {
        self.silent.iter().filter(|one| one.works(self.today)).count()
    }

    /// How many need another link.
    fn ended(&self) -> usize {
        self.silent.len() - self.open()
    }

    /// The last day on which one of these links works.
    fn until(&self) -> Option<Day> {
        self.silent.iter().filter_map(|one| one.last_day).max()
    }

    fn reminds(&self) -> bool {
        self.sends && self.first_reminder().is_some()
    }

    /// The first day on which a reminder may leave of itself: never sooner than the gap after the last letter, which closing does not
    /// shorten.
    fn first_reminder(&self) -> Option<Day> {
        let policy = self.campaign.reminders;
        let left = self.silent.iter().filter(|one| one.reminders < policy.most);
        let open = left.map(|one| one.sent.map(|sent| sent.paris_day().plus_days(policy.gap_days)));
        open.map(|open| open.map_or(self.today, |open| open.max(self.today))).min()
    }
}

impl SilentRow {
    fn works(&self, today: Day) -> bool {
        self.last_day.is_some_and(|day| day >= today)
    }
}

fn id(visit: &Visit) -> Result<CampaignId, Failure> {
    Ok(CampaignId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("campaign")?,
    })
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let id = id(&visit)?;
    let (convention, campaign) = (id.convention, id.ordinal);
    let row = visit.first(OneCampaign { convention, campaign }).await?;
    let row = row.ok_or(Failure::NotFound)?;
    // What was never launched is given up, from its own page.
    if row.state == CampaignState::Draft {
        return Ok(Answer::see_other(Target::campaign(id)));
    }
    let silent = visit.rows(Silent { convention, campaign }).await?;
    let words = if row.state.waits() {
        "Clore la campagne"
    } else {
        "Rouvrir la campagne"
    };
    let frame = visit.frame(words).await?;
    let page = Closure {
        frame: frame
            .under(Target::campaigns(convention))
            .crumb("Campagnes de mise à jour", Target::campaigns(convention))
            .crumb(row.title.clone(), Target::campaign(id)),
        id,
        campaign: row,
        silent,
        today: visit.today,
        sends: visit.sends_letters(),
    };
    visit.page(&page)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    geste: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let id = id(&visit)?;
    let (convention, campaign) = (id.convention, id.ordinal);
    let (at, to) = (visit.now, Target::campaign(id));
    let mut tx = visit.begin::<RunCampaigns>(convention).await?;
    let row = tx.load_first(OneCampaign { convention, campaign }).await?;
    let row = row.ok_or(Failure::NotFound)?;
    let recorded = match (typed.geste.as_str(), row.state) {
        ("clore", CampaignState::Launched(_)) => tx.record::<Tables, _>(&CampaignClosed { campaign: id, at }).await,
        ("rouvrir", CampaignState::Closed(_)) => tx.record::<Tables, _>(&CampaignReopened { campaign: id, at }).await,
        // It was done from another window: its board tells how it stands.
        ("clore" | "rouvrir", _) => return Ok(Answer::see_other(to)),
        _ => return Err(Failure::NotFound),
    };
    match recorded {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return Ok(Answer::see_other(to)),
        Err(error) => return Err(error.into()),
    }
    let done = if typed.geste == "clore" { "close" } else { "rouverte" };
    Ok(Answer::see_other_with(to, &[("fait", done)]))
}

/// What the board says of a campaign that was closed, or opened again, a moment ago.
pub(crate) fn done(asked: &str, state: CampaignState) -> Option<String> {
    match (asked, state) {
        ("close", CampaignState::Closed(_)) => {
            Some("La campagne est close\u{a0}: plus aucune relance ne part. Vous pouvez la rouvrir.".to_owned())
        }
        ("rouverte", CampaignState::Launched(_)) => Some(
            "La campagne est rouverte. Les liens de ceux qui n’ont pas répondu fonctionnent de nouveau, jusqu’au dernier jour de \
             chacun."
                .to_owned(),
        ),
        _ => None,
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Silent>()]
}
