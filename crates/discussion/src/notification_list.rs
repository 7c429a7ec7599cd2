//! What one was told of during the last months: by convention, what was not read first. It shows no word of what was said, and
//! nothing of what one may no longer read.

use std::collections::BTreeMap;

use askama::Template;
use domain::digest::Digest;
use domain::discussion::NotificationKind;
use domain::ids::{ActionId, CampaignId, CommentId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::time::Instant;
use serde::Deserialize;
use store::{Columns, FromRow, NOTIFICATION_READ, NOTIFICATION_SECONDS, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::telling_campaign;
use crate::told_asked::{ToldAsked, by_mark};

/// What one page shows at most; the oldest that were read are left out.
const SHOWN: i64 = 100;

/// How long a mark lasts: longer than what it marks.
const MARK_SECONDS: i64 = NOTIFICATION_SECONDS + 30 * 24 * 3600;

/// Something one was told of.
#[derive(Debug, Clone)]
pub(crate) struct NotificationRow {
    convention: ConventionId,
    pub(crate) convention_name: String,
    /// What it is about: a comment, or the plan.
    comment: Option<i64>,
    campaign: Option<i64>,
    action_ordinal: Option<i64>,
    pub(crate) kind: NotificationKind,
    action: Option<String>,
    actor: Option<String>,
    pub(crate) at: Instant,
    mark: Digest,
    pub(crate) read: bool,
    /// What a campaign asked, and of which organisation.
    pub(crate) asked: Option<String>,
}

query! {
    /// What the reader was told of since a moment, what was not read first.
    pub(crate) OwnNotifications(since: Instant, limit: i64) -> NotificationRow
    reading ["own_notification"]
    "SELECT convention, convention_name, ordinal, kind, CASE WHEN number IS NULL THEN NULL ELSE number || ', ' || title END, actor, \
        instant, mark, was_read, source, action FROM own_notification WHERE instant > $4 \
        ORDER BY was_read, instant DESC, convention, ordinal DESC LIMIT $5"
}

query! {
    /// The one under this mark.
    OneNotification(mark: Digest) -> NotificationRow
    reading ["own_notification"]
    "SELECT convention, convention_name, ordinal, kind, CASE WHEN number IS NULL THEN NULL ELSE number || ', ' || title END, actor, \
        instant, mark, was_read, source, action FROM own_notification WHERE mark = $4"
}

impl FromRow for NotificationRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let source = c.str(9)?;
        let of_comment = source == "comment";
        Ok(Self {
            convention: c.id(0)?,
            convention_name: c.text(1)?,
            comment: Some(c.int(2)?).filter(|_| of_comment),
            campaign: telling_campaign::campaign_of(source),
            action_ordinal: c.opt_int(10)?,
            kind: c.word(3, NotificationKind::from_code)?,
            action: c.opt_text(4)?,
            actor: c.opt_text(5)?,
            at: c.instant(6)?,
            mark: c.digest(7)?,
            read: c.flag(8)?,
            asked: None,
        })
    }
}

impl NotificationRow {
    /// What happened, in words.
    pub(crate) fn sentence(&self) -> String {
        self.kind.sentence(self.actor.as_deref().unwrap_or("Quelqu’un"))
    }

    /// Where it happened, in words.
    pub(crate) fn about(&self) -> String {
        match (&self.action, self.campaign) {
            (Some(action), _) => format!("Action {action}"),
            (None, Some(_)) if self.asked.is_some() => self.asked.clone().unwrap_or_default(),
            (None, Some(_)) => "Campagne de mise à jour".to_owned(),
            (None, None) => "Sur la convention".to_owned(),
        }
    }

    /// Where it leads: to the comment, to the action, or to the campaign; to what is expected, when a whole charge passed.
    fn place(&self) -> Target {
        let convention = self.convention;
        if self.kind == NotificationKind::HandedOver {
            return Target::Desk(DeskPlace::Milestones(convention));
        }
        match (self.comment, self.action_ordinal, self.campaign) {
            (Some(ordinal), ..) => Target::comment(CommentId { convention, ordinal }),
            (None, Some(ordinal), _) => Target::Action(ActionId { convention, ordinal }),
            (None, None, Some(ordinal)) => Target::campaign(CampaignId { convention, ordinal }),
            (None, None, None) => Target::Plan(convention),
        }
    }
}

/// What one was told of in one convention.
struct Group {
    convention: ConventionId,
    name: String,
    unread: usize,
    rows: Vec<NotificationRow>,
}

impl Group {
    const fn following(&self) -> Target {
        Target::following(self.convention)
    }
}

#[derive(Template)]
#[template(path = "notification_list.html")]
struct NotificationList {
    frame: Frame,
    groups: Vec<Group>,
    unread: usize,
}

/// What was sent: the mark of one, or that all of them were read.
#[derive(Deserialize)]
struct Sent {
    lu: String,
    #[serde(default)]
    vers: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let rows = own(&mut visit).await?;
    let groups = grouped(rows);
    let page = NotificationList {
        frame: visit.frame("Notifications").await?,
        unread: groups.iter().map(|group| group.unread).sum(),
        groups,
    };
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let rows = if sent.lu == "tout" {
        own(&mut visit).await?
    } else {
        let mark = Digest::from_hex(&sent.lu).ok_or(Failure::NotFound)?;
        vec![visit.first(OneNotification { mark }).await?.ok_or(Failure::NotFound)?]
    };
    let place = rows.first().map(NotificationRow::place);
    let mut unread: Vec<Digest> = rows.into_iter().filter(|row| !row.read).map(|row| row.mark).collect();
    // Whoever holds several notes holds them in the same order.
    unread.sort_unstable_by_key(|mark| *mark.as_bytes());
    if !unread.is_empty() {
        let expires = visit.now.plus_seconds(MARK_SECONDS);
        let mut notes = visit.notes().await?;
        for mark in unread {
            notes.keep(NOTIFICATION_READ, mark, "", expires).await?;
        }
        notes.commit().await?;
    }
    let opened = place.filter(|_| sent.vers == "message" && sent.lu != "tout");
    Ok(Answer::see_other(opened.unwrap_or(Target::NOTIFICATIONS)))
}

async fn own(visit: &mut Visit) -> Result<Vec<NotificationRow>, Failure> {
    let since = visit.now.plus_seconds(-NOTIFICATION_SECONDS);
    let mut rows = visit.rows(OwnNotifications { since, limit: SHOWN }).await?;
    if rows.iter().any(|row| row.campaign.is_some()) {
        let asked = visit.rows(ToldAsked { since }).await?;
        tell_asked(&mut rows, &by_mark(asked));
    }
    Ok(rows)
}

/// Says of each what a campaign asked.
pub(crate) fn tell_asked(rows: &mut [NotificationRow], told: &BTreeMap<[u8; 32], String>) {
    for row in rows {
        row.asked = told.get(row.mark.as_bytes()).cloned();
    }
}

/// By convention, in the order in which each first appears; inside, what was not read first.
fn grouped(rows: Vec<NotificationRow>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows {
        let unread = usize::from(!row.read);
        match groups.iter_mut().find(|group| group.convention == row.convention) {
            Some(group) => {
                group.unread += unread;
                group.rows.push(row);
            }
            None => groups.push(Group {
                convention: row.convention,
                name: row.convention_name.clone(),
                unread,
                rows: vec![row],
            }),
        }
    }
    groups
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnNotifications>(), QueryInfo::of::<OneNotification>()]
}
