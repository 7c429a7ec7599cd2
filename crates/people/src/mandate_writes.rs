//! What this room writes of mandates: given, ended, reopened, confirmed, handed over, chosen.
//!
//! Whatever the page checked before, the same mandate is never held twice in the same days, and nobody whose account is
//! closed receives one: it is looked at again here, where nobody else writes to the chain of the convention.

use domain::access::Role;
use domain::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use domain::people::{
    ChargesHandedOver, MandateChosen, MandateConfirmed, MandateEnded, MandateGiven, MandateHandedOver, MandateReopened,
    MandateWithdrawn, Passage, Tenure,
};
use store::{StoreError, Writer, Writes, sql};

use crate::last_act::refuse_cut;
use crate::tables::Tables;

/// A mandate as it is about to be held.
struct Slot {
    mandate: MandateId,
    convention: ConventionId,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
    tenure: Tenure,
}

impl Slot {
    /// Refuses a second one in days that meet, and a person who can hold nothing.
    async fn check(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        hold(writer, self.person).await?;
        let same = sql!(
            "SELECT id FROM unscoped_mandate WHERE person = $1 AND convention = $2 AND organisation = $3 AND role = $4 \
             AND ($6 IS NULL OR since <= $6) AND (until IS NULL OR until >= $5) AND id <> $7"
        );
        let values = [
            self.person.into(),
            self.convention.into(),
            self.organisation.into(),
            self.role.code().into(),
            self.tenure.since.into(),
            self.tenure.until.into(),
            self.mandate.into(),
        ];
        match writer.first::<i64>(same, &values).await? {
            Some(_) => Err(writer.refuse()),
            None => Ok(()),
        }
    }

    async fn insert(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            self.mandate.into(),
            self.convention.into(),
            self.person.into(),
            self.organisation.into(),
            self.role.code().into(),
            self.tenure.since.into(),
            self.tenure.until.into(),
        ];
        let insert = sql!(
            "INSERT INTO unscoped_mandate (id, convention, person, organisation, role, since, until) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        writer.run(insert, &values).await
    }
}

/// Holds the row of a person until the transaction ends: an account that closes at the same time waits, or made us wait.
async fn hold(writer: &mut Writer<'_>, person: PersonId) -> Result<(), StoreError> {
    let open = sql!("SELECT id FROM unscoped_person WHERE id = $1 AND closed IS NULL AND merged IS NULL AND erased IS NULL");
    writer.hold(open, &[person.into()]).await
}

impl Writes<MandateGiven> for Tables {
    async fn apply(fact: &MandateGiven, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let slot = Slot {
            mandate: fact.mandate,
            convention: fact.convention,
            person: fact.person,
            organisation: fact.organisation,
            role: fact.role,
            tenure: Tenure {
                since: fact.since,
                until: fact.until,
            },
        };
        slot.check(writer).await?;
        slot.insert(writer).await
    }
}

impl Writes<MandateEnded> for Tables {
    async fn apply(fact: &MandateEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        refuse_cut(writer, (fact.person, fact.convention, fact.mandate), fact.until).await?;
        let end = sql!("UPDATE unscoped_mandate SET until = $2 WHERE id = $1");
        writer.change_one(end, &[fact.mandate.into(), fact.until.into()]).await
    }
}

/// Nothing was signed under a mandate that had not begun: its row goes, and the journal keeps what it was.
impl Writes<MandateWithdrawn> for Tables {
    async fn apply(fact: &MandateWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let withdraw = sql!("DELETE FROM unscoped_mandate WHERE id = $1 AND since = $2");
        let values = [fact.mandate.into(), fact.tenure.since.into()];
        writer.change_one(withdraw, &values).await
    }
}

impl Writes<MandateReopened> for Tables {
    async fn apply(fact: &MandateReopened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let slot = Slot {
            mandate: fact.mandate,
            convention: fact.convention,
            person: fact.person,
            organisation: fact.organisation,
            role: fact.role,
            tenure: fact.tenure,
        };
        slot.check(writer).await?;
        let reopen = sql!("UPDATE unscoped_mandate SET until = $2 WHERE id = $1 AND until = $3");
        let values = [fact.mandate.into(), fact.tenure.until.into(), fact.ended.into()];
        writer.change_one(reopen, &values).await
    }
}

impl Writes<MandateConfirmed> for Tables {
    async fn apply(fact: &MandateConfirmed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let confirm = sql!("UPDATE unscoped_mandate SET confirmed = $2 WHERE id = $1");
        writer.change_one(confirm, &[fact.mandate.into(), fact.day.into()]).await
    }
}

impl Writes<MandateHandedOver> for Tables {
    async fn apply(fact: &MandateHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let end = sql!("UPDATE unscoped_mandate SET until = $2 WHERE id = $1 AND person = $3");
        let next = |mandate, person, since| Slot {
            mandate,
            convention: fact.convention,
            person,
            organisation: fact.organisation,
            role: fact.role,
            tenure: Tenure { since, ..fact.tenure },
        };
        if let Passage::Ended { last } | Passage::Continued { last, .. } = fact.passage {
            refuse_cut(writer, (fact.from, fact.convention, fact.mandate), last).await?;
        }
        match fact.passage {
            Passage::Ended { last } => {
                let values = [fact.mandate.into(), last.into(), fact.from.into()];
                writer.change_one(end, &values).await
            }
            Passage::Continued { last, to, given, since } => {
                let values = [fact.mandate.into(), last.into(), fact.from.into()];
                writer.change_one(end, &values).await?;
                let slot = next(given, to, since);
                slot.check(writer).await?;
                slot.insert(writer).await
            }
            Passage::Transferred { to } => {
                next(fact.mandate, to, fact.tenure.since).check(writer).await?;
                let give = sql!("UPDATE unscoped_mandate SET person = $2, person_origin = NULL WHERE id = $1 AND person = $3");
                writer
                    .change_one(give, &[fact.mandate.into(), to.into(), fact.from.into()])
                    .await
            }
        }
    }
}

impl Writes<MandateChosen> for Tables {
    async fn apply(fact: &MandateChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let choose = sql!(
            "INSERT INTO unscoped_acting (token, convention, mandate) VALUES ($1, $2, $3) \
             ON CONFLICT (token, convention) DO UPDATE SET mandate = excluded.mandate"
        );
        let values = [fact.token.into(), fact.convention.into(), fact.mandate.into()];
        writer.run(choose, &values).await
    }
}

/// What was kept going lies in the tables of other rooms: they write it.
impl Writes<ChargesHandedOver> for Tables {
    async fn apply(_: &ChargesHandedOver, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}
