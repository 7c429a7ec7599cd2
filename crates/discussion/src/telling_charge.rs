//! Whom the plan tells that a milestone or a task is theirs, or is no more: the person who is named, else those who act for the
//! organisation; and who takes over what someone who left kept going.
//!
//! It says where, never what; nobody is told of what they did themselves, nor of an action that they may not read.

use domain::discussion::{Answerable, NotificationKind, told_of_charge};
use domain::followup::{MilestoneAdded, MilestoneChanged, MilestoneContent};
use domain::ids::{MilestoneId, PersonId};
use domain::people::ChargesHandedOver;
use domain::time::Instant;
use store::{StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;
use crate::telling::Notice;
use crate::telling_plan::Pilot;

impl Writes<MilestoneAdded> for Tables {
    async fn apply(fact: &MilestoneAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = Change {
            milestone: fact.milestone,
            action: fact.lane.action.ordinal,
            version: 1,
            by: fact.by.person,
            at: fact.at,
        };
        change.tell(None, &fact.content, writer).await
    }
}

impl Writes<MilestoneChanged> for Tables {
    async fn apply(fact: &MilestoneChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let action = sql!("SELECT action FROM unscoped_milestone WHERE convention = $1 AND ordinal = $2");
        let key = [Value::from(fact.milestone.convention), fact.milestone.ordinal.into()];
        let Some(action) = writer.first(action, &key).await? else {
            return Ok(());
        };
        let change = Change {
            milestone: fact.milestone,
            action,
            version: fact.version + 1,
            by: fact.by.person,
            at: fact.at,
        };
        change.tell(Some(&fact.was), &fact.becomes, writer).await
    }
}

/// What someone just said of a milestone.
struct Change {
    milestone: MilestoneId,
    action: i64,
    /// The version that it makes.
    version: i64,
    by: Option<PersonId>,
    at: Instant,
}

impl Change {
    async fn tell(
        &self,
        was: Option<&MilestoneContent>,
        becomes: &MilestoneContent,
        writer: &mut Writer<'_>,
    ) -> Result<(), StoreError> {
        // Given, taken and given again are three things to be told: the version tells them apart.
        let source = format!("milestone/{}", self.version);
        let notice = Notice {
            convention: self.milestone.convention,
            source: &source,
            ordinal: self.milestone.ordinal,
            action: Some(self.action),
            internal: false,
            actor: self.by,
            at: self.at,
        };
        for (who, kind) in told_of_charge(was, becomes) {
            for one in self.held_by(who, writer).await? {
                if one.reads() && Some(one.person) != self.by {
                    notice.note(one.person, kind, writer).await?;
                }
            }
        }
        Ok(())
    }

    /// The mandates in force of those who answer for it.
    async fn held_by(&self, who: Answerable, writer: &mut Writer<'_>) -> Result<Vec<Pilot>, StoreError> {
        let mandates = sql!(
            "SELECT m.person, m.role, 0, \
             CASE WHEN EXISTS (SELECT 1 FROM unscoped_visibility v WHERE v.convention = m.convention AND v.kind = 'action' \
             AND v.ordinal = $2 AND v.level = 'internal') THEN 1 ELSE 0 END \
             FROM unscoped_mandate m JOIN unscoped_person p ON p.id = m.person AND p.active = 1 \
             WHERE m.convention = $1 AND (m.person = $4 OR m.organisation = $5) \
             AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3) ORDER BY m.person"
        );
        let (person, organisation) = match who {
            Answerable::Person(person) => (person.ordinal(), 0),
            Answerable::Organisation(organisation) => (0, organisation.ordinal()),
        };
        let values = [
            Value::from(self.milestone.convention),
            self.action.into(),
            self.at.paris_day().into(),
            person.into(),
            organisation.into(),
        ];
        writer.rows(mandates, &values).await
    }
}

/// Tells whoever takes over, once for all that passes in a convention.
pub(crate) async fn tell_successor(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    if Some(fact.to) == fact.by.person {
        return Ok(());
    }
    let source = format!("hand_over/{}", fact.at.micros());
    let notice = Notice {
        convention: fact.convention,
        source: &source,
        ordinal: fact.from.ordinal(),
        action: None,
        internal: false,
        actor: fact.by.person,
        at: fact.at,
    };
    notice.note(fact.to, NotificationKind::HandedOver, writer).await
}
