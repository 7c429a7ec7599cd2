//! Whom a campaign tells of what its recipients do: whoever asks, that the question was passed on or answered. When they act in the
//! convention no more, those who may run its campaigns are told in their place.
//!
//! It says in which campaign, never who answered nor what.

use domain::access::{Role, Standing, Verb, allows};
use domain::campaigns::{CampaignAnswered, CampaignPassedOn};
use domain::discussion::NotificationKind;
use domain::ids::{CampaignId, PersonId};
use domain::time::Instant;
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;
use crate::telling::Notice;

impl Writes<CampaignPassedOn> for Tables {
    async fn apply(fact: &CampaignPassedOn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let told = Told {
            campaign: fact.recipient.campaign,
            source: source(fact.recipient.campaign, &format!("passed_on/{}", fact.link.version)),
            recipient: fact.recipient.ordinal,
            kind: NotificationKind::PassedOn,
            at: fact.at,
        };
        told.tell(writer).await
    }
}

impl Writes<CampaignAnswered> for Tables {
    async fn apply(fact: &CampaignAnswered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let told = Told {
            campaign: fact.recipient.campaign,
            source: source(fact.recipient.campaign, &format!("answered/{}", fact.revision)),
            recipient: fact.recipient.ordinal,
            kind: NotificationKind::Answered,
            at: fact.at,
        };
        told.tell(writer).await
    }
}

/// What a notification about a campaign comes from; no two things that happen in it have the same.
fn source(campaign: CampaignId, what: &str) -> String {
    format!("campaign/{}/{what}", campaign.ordinal)
}

/// The campaign that a notification comes from, when it comes from one.
pub(crate) fn campaign_of(source: &str) -> Option<i64> {
    let rest = source.strip_prefix("campaign/")?;
    rest.split('/').next()?.parse().ok()
}

/// What is told of one recipient.
struct Told {
    campaign: CampaignId,
    source: String,
    recipient: i64,
    kind: NotificationKind,
    at: Instant,
}

/// A mandate in force, and whether its person asks.
struct Runner {
    person: PersonId,
    role: Role,
    asks: bool,
}

impl FromRow for Runner {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            role: c.word(1, Role::from_code)?,
            asks: c.flag(2)?,
        })
    }
}

impl Told {
    async fn tell(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let runners = self.runners(writer).await?;
        let asks = runners.iter().any(|one| one.asks);
        let notice = Notice {
            convention: self.campaign.convention,
            source: &self.source,
            ordinal: self.recipient,
            action: None,
            internal: false,
            actor: None,
            at: self.at,
        };
        for one in runners.iter().filter(|one| one.asks || !asks) {
            notice.note(one.person, self.kind, writer).await?;
        }
        Ok(())
    }

    /// Those who may run the campaigns of the convention today.
    async fn runners(&self, writer: &mut Writer<'_>) -> Result<Vec<Runner>, StoreError> {
        let mandates = sql!(
            "SELECT m.person, m.role, CASE WHEN EXISTS (SELECT 1 FROM unscoped_campaign c \
             JOIN unscoped_person a ON a.id = c.person WHERE c.convention = m.convention AND c.ordinal = $2 \
             AND COALESCE(a.kept, a.id) = m.person) THEN 1 ELSE 0 END \
             FROM unscoped_mandate m JOIN unscoped_person p ON p.id = m.person AND p.active = 1 \
             WHERE m.convention = $1 AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3) ORDER BY m.person"
        );
        let CampaignId { convention, ordinal } = self.campaign;
        let values = [Value::from(convention), ordinal.into(), self.at.paris_day().into()];
        let mut all: Vec<Runner> = writer.rows(mandates, &values).await?;
        all.retain(|one| {
            let carries = |verb| allows(Standing::Mandated(one.role), verb).is_ok();
            carries(Verb::RunCampaigns) && carries(Verb::ViewComments)
        });
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::ConventionId;

    use super::*;

    #[test]
    fn a_notification_tells_the_campaign_that_it_comes_from() {
        let campaign = CampaignId {
            convention: ConventionId::new(1),
            ordinal: 12,
        };
        assert_eq!(campaign_of(&source(campaign, "answered/3")), Some(12));
        assert_eq!(campaign_of("comment"), None);
    }
}
