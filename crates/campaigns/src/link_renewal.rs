//! Whoever holds a link that ended asks for another: it leaves for the address that is known, if an answer is still waited for. What
//! is said does not depend on whether the link ever was.

use domain::access::verbs::RunCampaigns;
use domain::access::{Reason, Viewer};
use domain::campaigns::{CampaignLinksSent, SendReason};
use domain::digest::Digest;
use domain::ids::{CampaignId, ConventionId};
use domain::mail::LetterKind;
use domain::people::{Pace, Tried};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::french;
use web::session::Token;
use web::visit::Visit;

use crate::answer_open::{Asked, none, none_typed, refused};
use crate::letters::Wording;
use crate::rows::{OneCampaign, OneRecipient};
use crate::tables::Tables;

struct LinkRow {
    campaign: CampaignId,
    recipient: i64,
    /// Whether another link is of use: one that was passed on belongs to someone else now, one that was replaced has its successor.
    wanted: bool,
    /// When another one, handed over to the same recipient, took its place.
    replaced: Option<Instant>,
}

query! {
    /// A link, whether it works or not.
    AnyLink(token: Digest) -> LinkRow
    reading ["campaign_link"]
    "SELECT convention, campaign, recipient, answered, closed, current, email, ended FROM campaign_link WHERE token = $4"
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
            wanted: current
                && ended.is_none()
                && c.opt_str(6)?.is_some()
                && c.opt_instant(3)?.is_none()
                && c.opt_instant(4)?.is_none(),
        })
    }
}

/// When another link took the place of this one, for the same recipient. Whoever holds a secret that was one is told so; nothing is said
/// of one that was passed on, ended or never was.
pub(crate) async fn replaced(visit: &mut Visit, key: &str) -> Result<Option<Instant>, Failure> {
    let Some(token) = Token::parse(key).map(|token| token.digest()) else {
        return Ok(None);
    };
    let link = visit.reader().await?.first(&BY_ITSELF, AnyLink { token }).await?;
    Ok(link.and_then(|link| link.replaced))
}

const BY_ITSELF: Viewer = Viewer::Job(Reason::Campaign);

/// From one address of the network, then for one link.
const LIMITS: [(&str, Pace); 2] = [
    (
        "tried_campaign_address",
        Pace {
            free: 20,
            first_wait: 60,
            longest_wait: 15 * 60,
            forget: 60,
        },
    ),
    (
        "tried_campaign_link",
        Pace {
            free: 2,
            first_wait: 10 * 60,
            longest_wait: 60 * 60,
            forget: 60 * 60,
        },
    ),
];

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
    if let Err(open) = attempt(&mut visit, [&caller, key]).await? {
        let sentence = format!(
            "Trop de demandes en peu de temps\u{a0}: celle-ci n’a pas été examinée. Recommencez après le {}.",
            french::moment(open.plus_seconds(59))
        );
        return Err(refused(&mut visit, key, Errors::whole(&sentence)).await);
    }
    let token = token.digest();
    let link = visit.reader().await?.first(&BY_ITSELF, AnyLink { token }).await?;
    if link.as_ref().is_some_and(|link| link.replaced.is_some()) {
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
    let made = wording.make(&one.to(), &token, LetterKind::Campaign);
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

/// Counts one attempt under each limit, or answers from when one may try again.
async fn attempt(visit: &mut Visit, whats: [&str; 2]) -> Result<Result<(), Instant>, Failure> {
    let now = visit.now;
    let mut notes = visit.notes().await?;
    let mut counted = Vec::with_capacity(LIMITS.len());
    for ((kind, pace), what) in LIMITS.into_iter().zip(whats) {
        let key = Digest::of_parts([kind.as_bytes(), what.as_bytes()]);
        let before = notes.hold(kind, key).await?.map(|note| Tried {
            count: note.value.parse().unwrap_or(0),
            at: note.at,
        });
        match pace.attempt(before, now) {
            Ok(tried) => counted.push((kind, key, pace, tried)),
            Err(open) => {
                tracing::warn!(kind, "too many attempts");
                return Ok(Err(open));
            }
        }
    }
    for (kind, key, pace, tried) in counted {
        let expires = now.plus_seconds(pace.memory(tried));
        notes.keep(kind, key, &tried.count.to_string(), expires).await?;
    }
    notes.commit().await?;
    Ok(Ok(()))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AnyLink>()]
}
