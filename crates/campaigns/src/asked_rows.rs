//! What is needed to choose whom to ask: the actions, who leads or carries each, and how to write to them.

use std::collections::BTreeMap;

use domain::followup::Lane;
use domain::ids::{ActionId, ConventionId, OrganisationId, PersonId};
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// An action that may be chosen.
pub(crate) struct ActionRow {
    pub(crate) ordinal: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) chosen: bool,
}

query! {
    /// The actions of a convention, and whether the campaign asks about each.
    pub(crate) Actions(convention: ConventionId, campaign: i64) -> ActionRow
    reading ["action", "campaign_action"]
    "SELECT a.ordinal, a.number, a.title, CASE WHEN c.action IS NULL THEN 0 ELSE 1 END FROM action a \
        LEFT JOIN campaign_action c ON c.convention = a.convention AND c.campaign = $5 AND c.action = a.ordinal \
        WHERE a.convention = $4 ORDER BY a.ordinal"
}

impl FromRow for ActionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            number: c.text(1)?,
            title: c.text(2)?,
            chosen: c.flag(3)?,
        })
    }
}

/// An organisation and an action that it leads, carries or helps.
pub(crate) struct RoleRow {
    action: i64,
    organisation: OrganisationId,
    /// Whether it only helps.
    helps: bool,
}

query! {
    /// Who leads, carries or helps each action.
    pub(crate) Roles(convention: ConventionId) -> RoleRow
    reading ["action_role", "member"]
    "SELECT r.action, m.organisation, MIN(CASE WHEN r.role = 'partner' THEN 1 ELSE 0 END) FROM action_role r \
        JOIN member m ON m.convention = r.convention AND m.party = r.party WHERE r.convention = $4 \
        GROUP BY r.action, m.organisation ORDER BY r.action"
}

impl FromRow for RoleRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.int(0)?,
            organisation: c.id(1)?,
            helps: c.flag(2)?,
        })
    }
}

/// Someone who may be asked.
#[derive(Debug, Clone)]
pub(crate) struct ContactRow {
    pub(crate) person: PersonId,
    pub(crate) organisation: OrganisationId,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) organisation_name: String,
}

query! {
    /// The contacts of the organisations of a convention, less those whose mandates there have all ended, and those who run or carry
    /// actions under a mandate in force.
    pub(crate) Contacts(convention: ConventionId) -> ContactRow
    reading ["member_contact", "member_mandate", "member"]
    "SELECT k.person, k.organisation, k.name, k.address, m.name, m.sort_key FROM member_contact k \
        JOIN member m ON m.convention = k.convention AND m.organisation = k.organisation \
        WHERE k.convention = $4 AND k.address IS NOT NULL \
        AND (NOT EXISTS (SELECT 1 FROM member_mandate e WHERE e.convention = k.convention AND e.person = k.person) \
        OR EXISTS (SELECT 1 FROM member_mandate e WHERE e.convention = k.convention AND e.person = k.person \
        AND (e.until IS NULL OR e.until >= $3))) \
        UNION \
        SELECT w.person, w.organisation, w.name, w.address, m.name, m.sort_key FROM member_mandate w \
        JOIN member m ON m.convention = w.convention AND m.organisation = w.organisation \
        WHERE w.convention = $4 AND w.address IS NOT NULL AND w.role IN ('coordinator', 'partner_contact') \
        AND w.since <= $3 AND (w.until IS NULL OR w.until >= $3) ORDER BY 6, 3, 1"
}

impl FromRow for ContactRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            organisation: c.id(1)?,
            name: c.text(2)?,
            address: c.text(3)?,
            organisation_name: c.text(4)?,
        })
    }
}

/// A commune that tells its own part of an action.
pub(crate) struct PartRow {
    action: i64,
    party: i64,
    organisation: OrganisationId,
}

query! {
    /// The communes that the text names on each action, and those that sign and lead or carry it: each tells its own part.
    pub(crate) Parts(convention: ConventionId) -> PartRow
    reading ["track_year", "member", "action_role", "party"]
    "SELECT y.action, y.party, m.organisation FROM track_year y \
        JOIN member m ON m.convention = y.convention AND m.party = y.party WHERE y.convention = $4 \
        UNION SELECT r.action, r.party, m.organisation FROM action_role r \
        JOIN party p ON p.convention = r.convention AND p.ordinal = r.party AND p.kind = 'commune' AND p.signs = 1 \
        JOIN member m ON m.convention = r.convention AND m.party = r.party \
        WHERE r.convention = $4 AND r.role <> 'partner'"
}

impl FromRow for PartRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            action: c.int(0)?,
            party: c.int(1)?,
            organisation: c.id(2)?,
        })
    }
}

/// The days between which a convention holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PeriodRow {
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
}

query! {
    /// The period of a convention.
    pub(crate) Period(convention: ConventionId) -> PeriodRow
    reading ["convention"]
    "SELECT start_day, end_day FROM convention WHERE id = $4"
}

impl FromRow for PeriodRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            start: c.opt_day(0)?,
            end: c.opt_day(1)?,
        })
    }
}

/// Who has to do with which action.
#[derive(Default)]
pub(crate) struct Concerned {
    roles: BTreeMap<OrganisationId, Vec<(i64, bool)>>,
    parts: BTreeMap<(OrganisationId, i64), i64>,
}

impl Concerned {
    pub(crate) fn of(roles: Vec<RoleRow>, parts: Vec<PartRow>) -> Self {
        let mut concerned = Self::default();
        for role in roles {
            let own = concerned.roles.entry(role.organisation).or_default();
            own.push((role.action, role.helps));
        }
        for part in parts {
            concerned.parts.insert((part.organisation, part.action), part.party);
        }
        concerned
    }

    /// The actions that an organisation leads, carries or helps.
    pub(crate) fn actions(&self, organisation: OrganisationId) -> impl Iterator<Item = i64> {
        self.roles.get(&organisation).into_iter().flatten().map(|(action, _)| *action)
    }

    /// Whether it leads or carries one of these.
    pub(crate) fn leads(&self, organisation: OrganisationId, chosen: &[i64]) -> bool {
        let own = self.roles.get(&organisation).into_iter().flatten();
        own.into_iter().any(|(action, helps)| !helps && chosen.contains(action))
    }

    /// What an organisation tells of an action: its own part when it is a commune that has one, the whole otherwise.
    pub(crate) fn lane(&self, organisation: Option<OrganisationId>, action: ActionId) -> Lane {
        let part = organisation.and_then(|organisation| self.parts.get(&(organisation, action.ordinal)));
        part.map_or(Lane::whole(action), |party| Lane::of(action, *party))
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Actions>(),
        QueryInfo::of::<Roles>(),
        QueryInfo::of::<Contacts>(),
        QueryInfo::of::<Parts>(),
        QueryInfo::of::<Period>(),
    ]
}
