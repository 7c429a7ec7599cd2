//! Whoever holds a link that ended asks for another: it leaves for the address that is known, if an answer is still waited for. What
//! is said does not depend on whether the link ever was.

use domain::access::verbs::RunCampaigns;
use domain::access::{Reason, Viewer};
use domain::campaigns::{CampaignLinksSent, SendReason};
use domain::digest::Digest;
use domain::ids::{CampaignId, ConventionId};
use domain::mail::LetterKind;
use domain::people::Pace;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::attempts::{Limit, open_words};
use web::failure::Failure;
use web::form::Errors;
use web::session::Token;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed, refused};
use crate::lane_rows::AskedActionsOf;
use crate::letters::Wording;
use crate::passing::colleague;
use crate::recipient_rows::OneRecipient;
use crate::rows::OneCampaign;
use crate::tables::Tables;

struct LinkRow {
    campaign: CampaignId,
    recipient: i64,
    /// Whether another link is of use: one that was passed on belongs to someone else now, one that was replaced has its successor.
    wanted: bool,
    /// When another one, handed over to the same recipient, took its place.
    replaced: Option<Instant>,
    /// When an answer came, or when the campaign was closed: nothing is asked any more.
    over: Option<(Instant, bool)>,
    /// When the question was passed on by it, and to whom as the journal keeps it.
    passed: Option<(Instant, Option<String>)>,
}

query! {
    /// A link, whether it works or not.
    AnyLink(token: Digest) -> LinkRow
    reading ["campaign_link"]
    "SELECT convention, campaign, recipient, answered, closed, current, email, ended, passed, passed_told FROM campaign_link WHERE token = $4"
}

impl FromRow for LinkRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let convention: ConventionId = c.id(0)?;
        let (current, ended) = (c.flag(5)?, c.opt_instant(7)?);
        Ok(Self {
            campaign: CampaignId {
                convention,
                ordinal: c.int(1)?,
            },
            recipient: c.int(2)?,
            replaced: ended.filter(|_| current),
            passed: match c.opt_instant(8)?.filter(|_| !current) {
                Some(at) => Some((at, c.opt_text(9)?.as_deref().and_then(colleague))),
                None => None,
            },
            over: match (c.opt_instant(3)?, c.opt_instant(4)?) {
                (Some(answered), _) => Some((answered, true)),
                (None, closed) => closed.map(|at| (at, false)),
            },
            wanted: current
                && ended.is_none()
                && c.opt_str(6)?.is_some()
                && c.opt_instant(3)?.is_none()
                && c.opt_instant(4)?.is_none(),
        })
    }
}

/// What took the place of a link that opens nothing any more.
pub(crate) enum Successor {
    /// Another link for the same recipient, since this moment.
    Link(Instant),
    /// Nothing: an answer came at this moment.
    Answer(Instant),
    /// Nothing: the campaign was closed at this moment.
    Closure(Instant),
    /// A colleague, since this moment; by name, unless it was erased.
    Colleague(Instant, Option<String>),
}

/// What took the place of a link. Whoever holds a secret that was one is told so, and nobody else; nothing is said of one that ended or
/// never was.
pub(crate) async fn successor(visit: &mut Visit, key: &str) -> Result<Option<Successor>, Failure> {
    let Some(token) = Token::parse(key).map(|token| token.digest()) else {
        return Ok(None);
    };
    let link = visit.reader().await?.first(&BY_ITSELF, AnyLink { token }).await?;
    Ok(link.and_then(LinkRow::successor))
}

impl LinkRow {
    fn successor(self) -> Option<Successor> {
        let replaced = self.replaced.map(Successor::Link);
        let passed = self.passed.map(|(at, name)| Successor::Colleague(at, name));
        let over = self.over.map(|(at, answered)| {
            if answered {
                Successor::Answer(at)
            } else {
                Successor::Closure(at)
            }
        });
        replaced.or(passed).or(over)
    }
}

const BY_ITSELF: Viewer = Viewer::Job(Reason::Campaign);

/// From one address of the network, then for one link.
const ADDRESS: Limit = Limit {
    kind: "tried_campaign_address",
    pace: Pace {
        free: 20,
        first_wait: 60,
        longest_wait: 15 * 60,
        forget: 60,
    },
};

const LINK: Limit = Limit {
    kind: "tried_campaign_link",
    pace: Pace {
        free: 1,
        first_wait: 10 * 60,
        longest_wait: 60 * 60,
        forget: 60 * 60,
    },
};

const ASK: &str = "Si une réponse est encore attendue de vous, demandez un nouveau lien à la personne qui vous l’a remis.";

const SAID: &str = "Si une réponse est encore attendue de vous, un courrier vient de partir vers l’adresse que nous connaissons. Ouvrez-le pour répondre.";

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.form()?;
    let key = asked.cle.expose();
    let Some(token) = Token::parse(key) else {
        // It was not copied whole: there is nothing to look for.
        return Err(none_typed(&mut visit, key).await);
    };
    let caller = visit.counted_address();
    if let Err(open) = visit.attempt(&[(ADDRESS, &caller), (LINK, key)]).await? {
        let sentence = format!(
            "Trop de demandes en peu de temps\u{a0}: celle-ci n’a pas été examinée. Recommencez après le {}.",
            open_words(open)
        );
        return Err(refused(&mut visit, key, Errors::whole(&sentence)).await);
    }
    let token = token.digest();
    let link = visit.reader().await?.first(&BY_ITSELF, AnyLink { token }).await?;
    if link
        .as_ref()
        .is_some_and(|link| link.replaced.is_some() || link.passed.is_some())
    {
        return none(&mut visit, key, None).await;
    }
    // Where no letter leaves, a new link would reach nobody and close the one that is held.
    if !visit.sends_letters() {
        return none(&mut visit, "", Some(ASK.to_owned())).await;
    }
    if let Some(link) = link.filter(|link| link.wanted) {
        renew(&mut visit, &link).await?;
    }
    none(&mut visit, "", Some(SAID.to_owned())).await
}

async fn renew(visit: &mut Visit, link: &LinkRow) -> Result<(), Failure> {
    let (id, token) = (link.campaign, visit.new_token());
    let (convention, campaign, recipient) = (id.convention, id.ordinal, link.recipient);
    let mut tx = visit.begin_as::<RunCampaigns>(&BY_ITSELF, convention).await?;
    let row = tx.load_first(OneCampaign { convention, campaign }).await?;
    let query = OneRecipient {
        convention,
        campaign,
        recipient,
    };
    let (Some(row), Some(one)) = (row, tx.load_first(query).await?) else {
        return Ok(());
    };
    if one.mandate_ended(visit.today).is_some() {
        return Ok(());
    }
    let wording = Wording {
        campaign: id,
        heading: row.heading(),
        message: row.message,
        due: row.due,
        origin: row.origin.unwrap_or_else(|| visit.origin()),
        today: visit.today,
        sends: visit.sends_letters(),
    };
    let asked = tx
        .load(AskedActionsOf {
            convention,
            campaign,
            recipient,
        })
        .await?;
    let made = wording.make(&one.to(&asked), &token, LetterKind::Campaign);
    let fact = CampaignLinksSent {
        campaign: id,
        reason: SendReason::Renewal,
        links: vec![made.link],
        letters: made.letter.into_iter().collect(),
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => Ok(recorded.commit().await?),
        // It was closed meanwhile.
        Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AnyLink>()]
}
