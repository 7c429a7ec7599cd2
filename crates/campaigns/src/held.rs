//! What a link opens: one recipient of one campaign, and what is asked of it. Opening a link writes nothing, since what reads mails
//! follows links.

use domain::access::Viewer;
use domain::campaigns::{CampaignQuestion, CampaignState, Outcome, Questions, RecipientId};
use domain::example::Nature;
use domain::ids::{CampaignId, ConventionId, OrganisationId, PersonId};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::french;
use web::session::Token;
use web::visit::Visit;

use crate::asked_rows::PeriodRow;
use crate::form::Asking;
use crate::form_lane::called;
use crate::lane_rows::{HeldParts, LaneRow, action_words};
use crate::letters::{Heading, To, ungreeted};
use crate::link_tries::{self, Waits};
use crate::meanwhile::Before;
use crate::passing::passer;
use crate::report_rows::{FormRow, ReportRow};
use crate::rows::named;
use crate::status_names::{self, HeldStatusLabels};

/// A recipient, as its own link shows it.
#[derive(Debug, Clone)]
pub(crate) struct HeldRow {
    pub(crate) id: RecipientId,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) organisation_name: String,
    pub(crate) person: Option<PersonId>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) opened: Option<Instant>,
    pub(crate) answered: Option<(Instant, Outcome)>,
    pub(crate) revision: i64,
    pub(crate) version: i64,
    /// The last day on which this link works.
    pub(crate) last_day: Day,
    pub(crate) noted_by: Option<String>,
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) due: Day,
    pub(crate) listed: Vec<CampaignQuestion>,
    pub(crate) state: CampaignState,
    pub(crate) origin: Option<String>,
    pub(crate) convention_name: String,
    pub(crate) places: String,
    pub(crate) author: Option<String>,
    pub(crate) author_organisation: Option<String>,
    pub(crate) period: PeriodRow,
    pub(crate) open: Vec<String>,
    /// What its convention is.
    pub(crate) nature: Nature,
    /// When the question was passed on to this recipient, and by whom as the journal keeps it.
    pub(crate) passed: Option<(Instant, Option<String>)>,
    /// Whether no more reminders are wanted.
    pub(crate) quiet: bool,
}

query! {
    /// What the link opens, when it works.
    OpenedBy() -> HeldRow
    reading ["held_campaign", "held_question", "held_link"]
    "SELECT h.convention, h.campaign, h.ordinal, h.name, h.email, h.organisation_name, h.person, h.organisation, h.opened, \
        h.answered, h.outcome, h.revision, h.title, h.message, h.due, h.questions, h.launched, h.closed, h.origin, \
        h.convention_name, h.places, h.author, \
        (SELECT q.text FROM held_question q WHERE q.number = 1), (SELECT q.text FROM held_question q WHERE q.number = 2), \
        (SELECT q.text FROM held_question q WHERE q.number = 3), h.version, \
        (SELECT l.last_day FROM held_link l), h.noted_by, h.example, h.author_organisation, h.start_day, h.end_day, \
        h.passed, h.passed_told, h.quiet FROM held_campaign h"
}

impl FromRow for HeldRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let convention: ConventionId = c.id(0)?;
        let campaign = CampaignId {
            convention,
            ordinal: c.int(1)?,
        };
        let answered = match c.opt_instant(9)? {
            Some(at) => Some((at, c.word(10, Outcome::from_code)?)),
            None => None,
        };
        let open = [c.opt_text(22)?, c.opt_text(23)?, c.opt_text(24)?];
        Ok(Self {
            id: RecipientId {
                campaign,
                ordinal: c.int(2)?,
            },
            name: c.text(3)?,
            email: c.opt_text(4)?,
            organisation_name: c.text(5)?,
            person: c.opt_id(6)?,
            organisation: c.opt_id(7)?,
            opened: c.opt_instant(8)?,
            answered,
            revision: c.int(11)?,
            title: c.text(12)?,
            message: c.text(13)?,
            due: c.day(14)?,
            listed: c.word(15, Questions::parse)?,
            state: CampaignState::of(c.opt_instant(16)?, c.opt_instant(17)?),
            origin: c.opt_text(18)?,
            convention_name: c.text(19)?,
            places: c.text(20)?,
            author: c.opt_text(21)?,
            open: open.into_iter().flatten().collect(),
            version: c.int(25)?,
            last_day: c.day(26)?,
            noted_by: c.opt_text(27)?,
            nature: Nature::stored(c.flag(28)?),
            author_organisation: c.opt_text(29)?,
            period: PeriodRow {
                start: c.opt_day(30)?,
                end: c.opt_day(31)?,
            },
            passed: match c.opt_instant(32)? {
                Some(at) => Some((at, c.opt_text(33)?.and_then(|told| passer(&told)))),
                None => None,
            },
            quiet: c.opt_instant(34)?.is_some(),
        })
    }
}

query! {
    /// What is asked about.
    HeldLanes() -> LaneRow
    reading ["held_lane"]
    "SELECT recipient, action, party, number, title, commune, status, weather, progress, expected, counted, report, done, convention, \
        difficulty, next_step FROM held_lane ORDER BY action, party"
}

query! {
    /// The last form that was sent.
    HeldForm() -> FormRow
    reading ["held_answer"]
    "SELECT form, name FROM held_answer ORDER BY revision DESC LIMIT 1"
}

query! {
    /// The reports of all the answers, the last one first.
    HeldReports() -> ReportRow
    reading ["held_report"]
    "SELECT report, standing, channel, action, party, revision, set_aside, counted, status, weather, progress, done, difficulty, \
        next_step, expected, reason, cleared FROM held_report ORDER BY report DESC"
}

/// What a link that works opens, with the secret to open it again.
pub(crate) struct Held {
    pub(crate) row: HeldRow,
    pub(crate) asking: Asking,
    pub(crate) key: String,
    pub(crate) today: Day,
}

/// What the secret of an address or a form opens. From here on the visit is that of whoever holds the link.
pub(crate) async fn enter(visit: &mut Visit, key: &str) -> Result<Option<Held>, Failure> {
    let Some(token) = Token::parse(key) else {
        return Ok(None);
    };
    visit.viewer = Viewer::Link(token.digest());
    let waits = Waits::of(visit, key).await?;
    waits.before(visit).await?;
    let Some(row) = visit.first(OpenedBy {}).await? else {
        waits.after(visit).await?;
        link_tries::count(visit, key).await?;
        return Ok(None);
    };
    visit.holds(row.nature);
    let names = status_names::shared(visit.rows(HeldStatusLabels {}).await?);
    let mut lanes = called(visit.rows(HeldLanes {}).await?, &names);
    if lanes.iter().any(|lane| lane.party == 0 && lane.known.at.is_none()) {
        let parts = visit.rows(HeldParts {}).await?;
        for lane in lanes.iter_mut().filter(|lane| lane.party == 0) {
            lane.parts = parts.iter().filter(|part| part.action == lane.action).cloned().collect();
        }
    }
    let asking = Asking {
        lanes,
        period: row.period,
        listed: row.listed.clone(),
        open: row.open.clone(),
        news: Vec::new(),
    };
    Ok(Some(Held {
        row,
        asking,
        key: key.to_owned(),
        today: visit.today,
    }))
}

impl Held {
    /// To whom one writes.
    pub(crate) fn to(&self) -> To<'_> {
        To {
            recipient: self.row.id.ordinal,
            version: self.row.version,
            seen: None,
            person: self.row.person,
            name: &self.row.name,
            email: self.row.email.as_deref(),
            organisation: &self.row.organisation_name,
            actions: self.actions(),
            passed_by: None,
        }
    }

    /// The actions that are asked about, as a letter names them.
    pub(crate) fn actions(&self) -> Vec<String> {
        let words = |lane: &LaneRow| action_words(&lane.number, &lane.title, lane.commune.as_deref());
        self.asking.lanes.iter().map(words).collect()
    }

    /// The ordinals of these actions, each once.
    pub(crate) fn action_ordinals(&self) -> Vec<i64> {
        let mut ordinals: Vec<i64> = self.asking.lanes.iter().map(|lane| lane.action).collect();
        ordinals.dedup();
        ordinals
    }

    /// By whom and when the question was passed on to this recipient, where it was.
    pub(crate) fn passed_from(&self) -> Option<String> {
        let (at, by) = self.row.passed.as_ref()?;
        let day = french::date(at.paris_day());
        Some(
            by.as_ref()
                .map_or_else(|| format!("le {day}"), |by| format!("par {by}, le {day}")),
        )
    }

    /// Who passed the question on, and when, where someone did.
    pub(crate) fn passed_words(&self) -> Option<String> {
        let (at, by) = self.row.passed.as_ref()?;
        let by = by.as_deref().unwrap_or("Quelqu’un d’autre");
        let actions = match self.asking.lanes.len() {
            1 => "pour l’action ci-dessous".to_owned(),
            many => format!("pour les {many}\u{a0}actions ci-dessous"),
        };
        let day = french::date(at.paris_day());
        Some(format!(
            "{by} vous a transmis cette demande le {day}, {actions}. C’est à vous qu’une réponse est demandée."
        ))
    }

    /// Who asks, and what for.
    pub(crate) fn heading(&self) -> Heading {
        Heading {
            title: self.row.title.clone(),
            convention: named(&self.row.convention_name, &self.row.places),
            author: self.row.author.clone(),
            organisation: self.row.author_organisation.clone(),
        }
    }

    /// What is said to each recipient, who is greeted by name already.
    pub(crate) fn message(&self) -> &str {
        ungreeted(&self.row.message)
    }

    /// The address that opens this again.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("/repondre{page}?cle={}", self.key)
    }

    /// By when an answer is due.
    pub(crate) fn due_words(&self) -> String {
        let day = french::date(self.row.due);
        if self.today > self.row.due {
            return format!("Attendue depuis le {day}");
        }
        format!("Avant le {day}")
    }

    /// When and how the last answer came.
    pub(crate) fn arrived_words(&self) -> String {
        let Some((at, outcome)) = self.row.answered else {
            return String::new();
        };
        let when = french::moment(at);
        match (outcome, &self.row.noted_by) {
            (Outcome::Telephone, Some(by)) => format!("Une réponse a été notée au téléphone par {by}, le {when}."),
            (Outcome::Telephone, None) => format!("Une réponse a été notée au téléphone, le {when}."),
            (Outcome::Link | Outcome::Elsewhere, _) => format!("Une réponse est arrivée le {when}, par ce lien."),
        }
    }

    /// Whether answers are still waited for.
    pub(crate) fn waits(&self) -> bool {
        self.row.state.waits()
    }

    /// Whether an answer came by the link or the telephone.
    pub(crate) fn has_answered(&self) -> bool {
        self.row.revision > 0
    }
}

/// What was answered before, and what became of it.
pub(crate) async fn before(visit: &mut Visit, held: &Held) -> Result<Before, Failure> {
    if !held.has_answered() {
        return Ok(Before::default());
    }
    let last = visit.first(HeldForm {}).await?;
    let reports = visit.rows(HeldReports {}).await?;
    Ok(Before::of(last, reports))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<OpenedBy>(),
        QueryInfo::of::<HeldLanes>(),
        QueryInfo::of::<HeldParts>(),
        QueryInfo::of::<HeldForm>(),
        QueryInfo::of::<HeldReports>(),
    ]
}
