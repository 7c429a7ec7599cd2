//! Whom the plan tells of what happens in it: what became of a proposal, to whoever proposed it; that an action became late or silent,
//! or that an answer about it was noted on the telephone and counts at once, to those who pilot or follow it.
//!
//! It says where, never what; and tells nobody of what they may not read.

use std::collections::BTreeMap;

use domain::access::{Role, Standing, Verb, allows};
use domain::campaigns::CampaignAnswerNoted;
use domain::discussion::{NotificationKind, Ties, heard};
use domain::followup::{AlertKind, AwaitingCorrected, PlanWatched, ReportAccepted, ReportSetAside};
use domain::ids::{ConventionId, PersonId, ReportId};
use domain::time::Instant;
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;
use crate::telling::{Notice, choices};

impl Writes<ReportAccepted> for Tables {
    async fn apply(fact: &ReportAccepted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let settled = (NotificationKind::Accepted, fact.person, fact.at);
        tell_author(fact.report, settled, writer).await
    }
}

impl Writes<AwaitingCorrected> for Tables {
    async fn apply(fact: &AwaitingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let settled = (NotificationKind::Corrected, fact.report.signature.person, fact.at);
        tell_author(fact.awaiting, settled, writer).await
    }
}

impl Writes<ReportSetAside> for Tables {
    async fn apply(fact: &ReportSetAside, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let settled = (NotificationKind::SetAside, fact.person, fact.at);
        tell_author(fact.report, settled, writer).await
    }
}

/// Who proposed a report, and of which action.
struct Author {
    person: PersonId,
    action: i64,
}

impl FromRow for Author {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            action: c.int(1)?,
        })
    }
}

/// Tells whoever proposed a report what became of it, when they can come and see; nobody is told of what they did themselves.
async fn tell_author(
    report: ReportId,
    (kind, by, at): (NotificationKind, Option<PersonId>, Instant),
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let author = sql!(
        "SELECT COALESCE(p.kept, p.id), r.action FROM unscoped_report r JOIN unscoped_person p ON p.id = r.person \
         WHERE r.convention = $1 AND r.ordinal = $2 AND EXISTS (SELECT 1 FROM unscoped_mandate m \
         JOIN unscoped_person k ON k.id = m.person AND k.active = 1 WHERE m.convention = r.convention \
         AND m.person = COALESCE(p.kept, p.id) AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3))"
    );
    let values = [Value::from(report.convention), report.ordinal.into(), at.paris_day().into()];
    let author: Option<Author> = writer.first(author, &values).await?;
    let Some(author) = author.filter(|author| Some(author.person) != by) else {
        return Ok(());
    };
    let notice = Notice {
        convention: report.convention,
        source: "report",
        ordinal: report.ordinal,
        action: Some(author.action),
        internal: false,
        actor: by,
        at,
    };
    notice.note(author.person, kind, writer).await
}

impl Writes<PlanWatched> for Tables {
    async fn apply(fact: &PlanWatched, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for alert in &fact.alerts {
            let kind = match alert.kind {
                AlertKind::Late => NotificationKind::Late,
                AlertKind::Silent => NotificationKind::Silent,
            };
            // Late again, or silent again, is another notice: the day tells them apart.
            let source = format!("{}/{}", alert.kind.code(), alert.since);
            let notice = Notice {
                convention: fact.convention,
                source: &source,
                ordinal: alert.action,
                action: Some(alert.action),
                internal: false,
                actor: None,
                at: fact.at,
            };
            tell_followers(alert.action, kind, &notice, writer).await?;
        }
        Ok(())
    }
}

/// One notice an action, however many of its lanes were told of.
impl Writes<CampaignAnswerNoted> for Tables {
    async fn apply(fact: &CampaignAnswerNoted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let mut told: Vec<i64> = Vec::new();
        for report in &fact.answer.reports {
            let action = report.lane.action.ordinal;
            if told.contains(&action) {
                continue;
            }
            told.push(action);
            let notice = Notice {
                convention: fact.answer.recipient.campaign.convention,
                source: "report",
                ordinal: report.ordinal,
                action: Some(action),
                internal: false,
                actor: fact.person,
                at: fact.answer.at,
            };
            tell_followers(action, NotificationKind::Noted, &notice, writer).await?;
        }
        Ok(())
    }
}

/// A mandate in force, and whether its organisation pilots the action.
pub(crate) struct Pilot {
    pub(crate) person: PersonId,
    role: Role,
    pilots: bool,
    hidden: bool,
}

impl FromRow for Pilot {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            role: c.word(1, Role::from_code)?,
            pilots: c.flag(2)?,
            hidden: c.flag(3)?,
        })
    }
}

impl Pilot {
    /// Whether a mandate of this role reads of the action.
    pub(crate) fn reads(&self) -> bool {
        let carries = |verb| allows(Standing::Mandated(self.role), verb).is_ok();
        carries(Verb::ViewPlan) && carries(Verb::ViewComments) && (!self.hidden || carries(Verb::ViewInternal))
    }
}

/// Tells those who pilot or follow an action, and may read of it; never whoever did it.
async fn tell_followers(
    action: i64,
    kind: NotificationKind,
    notice: &Notice<'_>,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let mut ties: BTreeMap<PersonId, Ties> = BTreeMap::new();
    for one in pilots(notice.convention, action, notice.at, writer).await? {
        if one.reads() && Some(one.person) != notice.actor {
            ties.entry(one.person).or_default().holder |= one.pilots;
        }
    }
    for choice in choices(notice.convention, Some(action), writer).await? {
        if let Some(ties) = ties.get_mut(&choice.person) {
            ties.chosen.push((choice.followed, choice.hearing));
        }
    }
    for (person, ties) in ties {
        if heard(&ties).is_some() {
            notice.note(person, kind, writer).await?;
        }
    }
    Ok(())
}

/// Those who hold a mandate in the convention, and whether they pilot this action.
async fn pilots(convention: ConventionId, action: i64, at: Instant, writer: &mut Writer<'_>) -> Result<Vec<Pilot>, StoreError> {
    let mandates = sql!(
        "SELECT m.person, m.role, \
         CASE WHEN EXISTS (SELECT 1 FROM unscoped_party_organisation o JOIN unscoped_action_role r ON r.convention = o.convention \
         AND r.action = $2 AND r.party = o.party AND r.role = 'pilot' \
         WHERE o.convention = m.convention AND o.organisation = m.organisation) THEN 1 ELSE 0 END, \
         CASE WHEN EXISTS (SELECT 1 FROM unscoped_visibility v WHERE v.convention = m.convention AND v.kind = 'action' \
         AND v.ordinal = $2 AND v.level = 'internal') THEN 1 ELSE 0 END \
         FROM unscoped_mandate m JOIN unscoped_person p ON p.id = m.person AND p.active = 1 \
         WHERE m.convention = $1 AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3) ORDER BY m.person"
    );
    let values = [Value::from(convention), action.into(), at.paris_day().into()];
    writer.rows(mandates, &values).await
}
