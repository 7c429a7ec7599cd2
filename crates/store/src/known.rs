//! Who comes: the one read that precedes any viewer, because it makes one.
//!
//! A session is found by the digest of its secret, in one statement. It shows nothing of a convention.

use domain::access::{Mandated, Role, Standing, Verb, Viewer, allows};
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::{ConventionId, PersonId};
use domain::time::Instant;

use crate::columns::{Columns, FromRow};
use crate::error::StoreError;
use crate::reader::Reader;
use crate::sql;
use crate::sql::Sql;

/// A person signed in, and the mandate acted under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Whether the person holds the installation role.
    pub administrator: bool,
    /// Whether the person is an invented one of the demo.
    pub example: bool,
    /// For those who administer: how many mandates an election put in question, and nobody confirmed since.
    pub to_confirm: i64,
    /// Whether the installation demands a passkey or a second step of everyone, and the person has neither.
    pub unproved: bool,
    /// How many things the person was told of during the last months and did not read, that their mandates still show.
    pub unread: i64,
    /// When the session was last seen, to a few minutes.
    pub seen: Instant,
    /// The mandate in the convention visited, in force today. Someone who holds several there acts under the one chosen in
    /// this session, or else the first one given, with its rights alone, and for its organisation alone: what is done is
    /// signed once. When it ends, the next one given takes its place.
    pub mandate: Option<KnownMandate>,
    /// The other mandates held there, in force today: one may choose to act under them.
    pub others: Vec<KnownMandate>,
}

/// The mandate acted under, with the name of the party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMandate {
    /// The mandate.
    pub mandated: Mandated,
    /// The organisation in whose name the person acts.
    pub organisation_name: String,
    /// What the convention is: what was signed, or a copy on which one learns.
    pub nature: Nature,
}

impl Known {
    /// Whether this person may do this here, by the mandate they act under.
    #[must_use]
    pub fn may(&self, verb: Verb) -> bool {
        let mandate = self.mandate.as_ref();
        mandate.is_some_and(|mandate| allows(Standing::Mandated(mandate.mandated.role), verb).is_ok())
    }

    /// The viewer this person is here.
    #[must_use]
    pub fn viewer(&self) -> Viewer {
        self.mandate
            .as_ref()
            .map_or(Viewer::Person(self.person), |mandate| Viewer::Mandate(mandate.mandated))
    }
}

/// The kind of the note that says when a session was last seen.
pub const SESSION_SEEN: &str = "session";

/// The kind of the note that says that a person read what they were told of, under the mark of it.
pub const NOTIFICATION_READ: &str = "notification";

/// How long something one was told of is shown, in seconds: three months.
pub const NOTIFICATION_SECONDS: i64 = 90 * 24 * 3600;

/// The roles that see what is kept among those who sign, as SQL literals: a test compares them with the policy.
macro_rules! insiders {
    () => {
        "'coordinator', 'mayor', 'fund_officer', 'fund_director', 'auditor'"
    };
}

/// The roles that correct readings, as SQL literals: a test compares them with the policy.
macro_rules! correctors {
    () => {
        "'coordinator', 'fund_officer'"
    };
}

/// The condition on a mandate `m` to stand: its convention was not withdrawn, and what was read of it is confirmed or the role is one
/// of those that correct readings.
macro_rules! stands {
    () => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM unscoped_withdrawal gone WHERE gone.convention = m.convention) AND (m.role IN (",
            $crate::known::correctors!(),
            ") OR NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = m.convention))"
        )
    };
}

pub(crate) use {correctors, stands};

/// What is unread, counted with everything else that is known of whoever comes: every page shows it.
macro_rules! unread {
    () => {
        concat!(
            "(SELECT COUNT(*) FROM unscoped_notification t LEFT JOIN unscoped_note r ON r.kind = 'notification' AND r.key = t.mark \
             WHERE t.person = p.id AND t.instant > $6 AND r.key IS NULL \
             AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal gone WHERE gone.convention = t.convention) \
             AND (NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = t.convention) \
             OR EXISTS (SELECT 1 FROM unscoped_mandate c WHERE c.person = p.id AND c.convention = t.convention \
             AND c.since <= $4 AND (c.until IS NULL OR c.until >= $4) AND c.role IN (",
            correctors!(),
            "))) AND EXISTS (SELECT 1 FROM unscoped_mandate held WHERE held.person = p.id AND held.convention = t.convention \
             AND held.since <= $4 AND (held.until IS NULL OR held.until >= $4) AND (held.role IN (",
            insiders!(),
            ") OR t.internal = 0 AND NOT EXISTS (SELECT 1 FROM unscoped_visibility hidden WHERE hidden.convention = t.convention \
             AND hidden.level = 'internal' AND hidden.kind = 'action' AND hidden.ordinal = t.action))))"
        )
    };
}

const KNOWN: Sql = sql!(concat!(
    "SELECT p.id, p.name, p.administrator, p.example, m.id, m.convention, m.organisation, m.role, o.name, \
     COALESCE(n.at, s.opened), \
     CASE WHEN p.administrator = 1 THEN (SELECT COUNT(*) FROM unscoped_mandate t WHERE (t.until IS NULL OR t.until >= $4) \
     AND EXISTS (SELECT 1 FROM unscoped_election e WHERE e.role = t.role AND t.since < e.first_round AND e.second_round < $4 \
     AND (t.until IS NULL OR t.until >= e.first_round) AND (t.confirmed IS NULL OR t.confirmed < e.first_round))) ELSE 0 END, \
     CASE WHEN EXISTS (SELECT 1 FROM unscoped_demand d WHERE d.second_proof = 1) \
     AND NOT EXISTS (SELECT 1 FROM unscoped_second_step c WHERE c.person = p.id) \
     AND NOT EXISTS (SELECT 1 FROM unscoped_passkey k WHERE k.person = p.id) THEN 1 ELSE 0 END, ",
    unread!(),
    ", COALESCE(v.example, 0) FROM unscoped_session s \
     LEFT JOIN unscoped_note n ON n.kind = 'session' AND n.key = s.token \
     JOIN unscoped_person p ON p.id = s.person AND p.active = 1 \
     LEFT JOIN unscoped_mandate m ON m.person = s.person AND m.convention = $3 \
     AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4) AND ",
    stands!(),
    " LEFT JOIN unscoped_organisation o ON o.id = m.organisation \
     LEFT JOIN unscoped_convention v ON v.id = m.convention \
     LEFT JOIN unscoped_acting a ON a.token = s.token AND a.convention = m.convention AND a.mandate = m.id \
     WHERE s.token = $1 AND s.closed IS NULL AND s.expires > $2 AND COALESCE(n.at, s.opened) > $5 \
     ORDER BY CASE WHEN a.mandate IS NULL THEN 1 ELSE 0 END, m.id"
));

impl Reader {
    /// The person whose session has this token, if it is open and was used during the last `idle_seconds`, acting in this
    /// convention if any.
    pub async fn known(
        &mut self,
        token: &Digest,
        now: Instant,
        idle_seconds: i64,
        convention: Option<ConventionId>,
    ) -> Result<Option<Known>, StoreError> {
        self.queries += 1;
        let values = [
            (*token).into(),
            now.into(),
            convention.into(),
            self.today.clone(),
            now.plus_seconds(-idle_seconds).into(),
            now.plus_seconds(-NOTIFICATION_SECONDS).into(),
        ];
        let mut rows = self.link.rows::<Known>(KNOWN, &values).await?.into_iter();
        let first = rows.next();
        Ok(first.map(|known| Known {
            others: rows.filter_map(|other| other.mandate).collect(),
            ..known
        }))
    }
}

impl FromRow for Known {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let person = c.id(0)?;
        Ok(Self {
            person,
            name: c.text(1)?,
            administrator: c.flag(2)?,
            example: c.flag(3)?,
            seen: c.instant(9)?,
            to_confirm: c.int(10)?,
            unproved: c.flag(11)?,
            unread: c.int(12)?,
            mandate: c.opt_id(4)?.map(|mandate| known_mandate(c, person, mandate)).transpose()?,
            others: Vec::new(),
        })
    }
}

fn known_mandate(c: &Columns<'_>, person: PersonId, mandate: domain::ids::MandateId) -> Result<KnownMandate, StoreError> {
    Ok(KnownMandate {
        mandated: Mandated {
            person,
            mandate,
            convention: c.id(5)?,
            organisation: c.id(6)?,
            role: c.word(7, Role::from_code)?,
        },
        organisation_name: c.text(8)?,
        nature: Nature::stored(c.flag(13)?),
    })
}

#[cfg(test)]
mod tests {
    use domain::access::{Verb, roles_allowed};

    #[test]
    fn what_is_counted_is_what_the_policy_shows() {
        let allowed: Vec<String> = roles_allowed(Verb::ViewInternal)
            .map(|role| format!("'{}'", role.code()))
            .collect();
        assert_eq!(allowed.join(", "), insiders!());
        let correct: Vec<String> = roles_allowed(Verb::CorrectReading)
            .map(|role| format!("'{}'", role.code()))
            .collect();
        assert_eq!(correct.join(", "), correctors!());
        assert_eq!(
            roles_allowed(Verb::ViewComments).count(),
            domain::access::Role::ALL.len(),
            "every mandate reads comments"
        );
    }
}
