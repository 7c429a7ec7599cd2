//! What is read of milestones and of the details of an action: how they stand, who may answer for one.
//!
//! It writes nothing, and knows no page.

use domain::followup::{DetailId, MilestoneContent, MilestoneKind, is_overdue};
use domain::ids::{ActionId, ConventionId, Id, MilestoneId, OrganisationId, PersonId};
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::attachments::AttachmentRow;
use crate::detail_rows::{MarkedRow, last_mark};

/// The one that comes before.
#[derive(Debug, Clone)]
pub(crate) struct BeforeRow {
    pub(crate) title: String,
    pub(crate) done: Option<Day>,
    pub(crate) removed: bool,
}

/// A milestone or a task.
#[derive(Debug, Clone)]
pub(crate) struct MilestoneRow {
    pub(crate) convention: ConventionId,
    pub(crate) ordinal: i64,
    pub(crate) action: i64,
    /// 0 for the action as a whole.
    pub(crate) party: i64,
    pub(crate) content: MilestoneContent,
    /// The name of the organisation, and that of the person.
    pub(crate) names: [Option<String>; 2],
    pub(crate) before: Option<BeforeRow>,
    pub(crate) done: Option<Day>,
    /// Why it was done before what it comes after, when it was.
    pub(crate) despite: Option<String>,
    pub(crate) removed: bool,
    pub(crate) version: i64,
    /// The last day of a mandate of the person who does, when none holds any more.
    pub(crate) gone_since: Option<Day>,
    /// The number of the action, and its title.
    pub(crate) number: String,
    pub(crate) action_title: String,
}

impl MilestoneRow {
    pub(crate) const fn id(&self) -> MilestoneId {
        MilestoneId {
            convention: self.convention,
            ordinal: self.ordinal,
        }
    }

    pub(crate) const fn action_id(&self) -> ActionId {
        ActionId {
            convention: self.convention,
            ordinal: self.action,
        }
    }

    /// Whether it is still to come.
    pub(crate) const fn is_open(&self) -> bool {
        self.done.is_none() && !self.removed
    }

    /// Whether its day has passed.
    pub(crate) fn is_late(&self, today: Day) -> bool {
        !self.removed && is_overdue(self.content.due, self.done, today)
    }

    /// The title of what must come first and is not done.
    pub(crate) fn waits_for(&self) -> Option<&str> {
        self.left_before().filter(|_| self.is_open())
    }

    /// The same of something that was done all the same.
    pub(crate) fn done_before(&self) -> Option<&str> {
        self.left_before().filter(|_| self.done.is_some() && !self.removed)
    }

    fn left_before(&self) -> Option<&str> {
        let before = self
            .before
            .as_ref()
            .filter(|before| before.done.is_none() && !before.removed)?;
        Some(before.title.as_str())
    }

    /// Since when the person who is to do it holds no mandate any more.
    pub(crate) fn orphaned(&self) -> Option<Day> {
        self.gone_since.filter(|_| self.is_open())
    }

    /// Who answers for it: "Ana Petit, Caf".
    pub(crate) fn owner(&self) -> Option<String> {
        let [organisation, person] = &self.names;
        let named: Vec<&str> = [person, organisation].into_iter().flatten().map(String::as_str).collect();
        (!named.is_empty()).then(|| named.join(", "))
    }
}

/// The columns of a milestone, from `from` on, in the order of the queries below.
fn milestone_at(c: &Columns<'_>, from: usize) -> Result<MilestoneRow, StoreError> {
    let at = |index: usize| from + index;
    let before = match c.opt_text(at(12))? {
        Some(title) => Some(BeforeRow {
            title,
            done: c.opt_day(at(13))?,
            removed: c.flag(at(14))?,
        }),
        None => None,
    };
    Ok(MilestoneRow {
        convention: c.id(at(0))?,
        ordinal: c.int(at(1))?,
        action: c.int(at(2))?,
        party: c.int(at(3))?,
        content: MilestoneContent {
            kind: c.word(at(4), MilestoneKind::from_code)?,
            title: c.text(at(5))?,
            due: c.opt_day(at(6))?,
            organisation: c.opt_id(at(7))?,
            person: c.opt_id(at(9))?,
            after: c.opt_int(at(11))?,
        },
        names: [c.opt_text(at(8))?, c.opt_text(at(10))?],
        before,
        done: c.opt_day(at(15))?,
        removed: c.flag(at(16))?,
        version: c.int(at(17))?,
        number: c.text(at(18))?,
        action_title: c.text(at(19))?,
        despite: c.opt_text(at(20))?,
        gone_since: c.opt_day(at(21))?,
    })
}

impl FromRow for MilestoneRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        milestone_at(c, 0)
    }
}

query! {
    /// Every milestone of a convention, those taken out too: by day, those without a day last.
    pub(crate) Milestones(convention: ConventionId) -> MilestoneRow
    reading ["milestone", "action"]
    "SELECT m.convention, m.ordinal, m.action, m.party, m.kind, m.title, m.due, m.organisation_id, m.organisation, m.person_id, \
        m.person, m.follows, b.title, b.done, b.removed, m.done, m.removed, m.version, a.number, a.title, m.despite, m.gone_since \
        FROM milestone m JOIN action a ON a.convention = m.convention AND a.ordinal = m.action \
        LEFT JOIN milestone b ON b.convention = m.convention AND b.ordinal = m.follows \
        WHERE m.convention = $4 ORDER BY COALESCE(m.due, '9999'), m.ordinal"
}

query! {
    /// One milestone.
    pub(crate) MilestoneOf(convention: ConventionId, milestone: i64) -> MilestoneRow
    reading ["milestone", "action"]
    "SELECT m.convention, m.ordinal, m.action, m.party, m.kind, m.title, m.due, m.organisation_id, m.organisation, m.person_id, \
        m.person, m.follows, b.title, b.done, b.removed, m.done, m.removed, m.version, a.number, a.title, m.despite, m.gone_since \
        FROM milestone m JOIN action a ON a.convention = m.convention AND a.ordinal = m.action \
        LEFT JOIN milestone b ON b.convention = m.convention AND b.ordinal = m.follows \
        WHERE m.convention = $4 AND m.ordinal = $5"
}

/// A milestone of an action, how far one of its details has gone, or a document attached to one of its milestones.
pub(crate) enum StepRow {
    Milestone(Box<MilestoneRow>),
    Mark(MarkedRow),
    Paper(PaperRow),
}

/// A document, with the milestone it is attached to.
#[derive(Debug)]
pub(crate) struct PaperRow {
    pub(crate) milestone: i64,
    pub(crate) document: AttachmentRow,
}

query! {
    /// What is expected of one action: its milestones with their documents, and how far its details have gone.
    pub(crate) StepsOf(convention: ConventionId, action: i64) -> StepRow
    reading ["milestone", "action", "detail_mark", "document", "document_version"]
    "SELECT 1 AS kind, m.convention, m.ordinal, m.action, m.party, m.kind AS word, m.title, m.due, m.organisation_id, m.organisation, \
        m.person_id, m.person, m.follows, b.title AS before_title, b.done AS before_done, b.removed AS before_removed, m.done, \
        m.removed, m.version, a.number, a.title AS action_title, m.despite, m.gone_since \
        FROM milestone m JOIN action a ON a.convention = m.convention AND a.ordinal = m.action \
        LEFT JOIN milestone b ON b.convention = m.convention AND b.ordinal = m.follows \
        WHERE m.convention = $4 AND m.action = $5 AND m.removed = 0 \
        UNION ALL \
        SELECT 2, d.convention, d.rank, d.action, d.party, d.state, d.detail, NULL, CAST(NULL AS BIGINT), d.signed_for, \
        CAST(NULL AS BIGINT), d.signed_by, d.written, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), d.version, '', '', NULL, NULL \
        FROM detail_mark d WHERE d.convention = $4 AND d.action = $5 AND NOT EXISTS (SELECT 1 FROM detail_mark n \
        WHERE n.convention = d.convention AND n.action = d.action AND n.party = d.party AND n.rank = d.rank \
        AND n.detail = d.detail AND n.version > d.version) \
        UNION ALL \
        SELECT 3, d.convention, d.ordinal, d.action, d.milestone, v.media, d.title, NULL, CAST(NULL AS BIGINT), NULL, \
        CAST(NULL AS BIGINT), NULL, v.instant, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', '', NULL, NULL \
        FROM document d JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal \
        AND v.number = d.current_version WHERE d.convention = $4 AND d.action = $5 AND d.milestone IS NOT NULL ORDER BY 1, 3"
}

impl FromRow for StepRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Milestone(Box::new(milestone_at(c, 1)?)),
            3 => Self::Paper(PaperRow {
                milestone: c.int(4)?,
                document: AttachmentRow::at(c, [1, 2, 6, 5, 12])?,
            }),
            _ => Self::Mark(MarkedRow::at(c, [4, 2, 6, 5, 11, 9, 12])?),
        })
    }
}

query! {
    /// The documents attached to milestones, in a whole convention.
    pub(crate) Papers(convention: ConventionId) -> PaperRow
    reading ["document", "document_version"]
    "SELECT d.convention, d.ordinal, d.title, v.media, v.instant, d.milestone FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.milestone IS NOT NULL ORDER BY d.ordinal"
}

impl FromRow for PaperRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: AttachmentRow::at(c, [0, 1, 2, 3, 4])?,
            milestone: c.int(5)?,
        })
    }
}

/// What is expected of one action, sorted out: milestones by day, those without a day last.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) milestones: Vec<MilestoneRow>,
    /// The last mark set on each detail.
    pub(crate) marks: Vec<MarkedRow>,
    /// The documents attached to the milestones.
    pub(crate) papers: Vec<PaperRow>,
}

impl Steps {
    pub(crate) fn of(rows: Vec<StepRow>) -> Self {
        let mut steps = Self::default();
        for row in rows {
            match row {
                StepRow::Milestone(milestone) => steps.milestones.push(*milestone),
                StepRow::Mark(mark) => steps.marks.push(mark),
                StepRow::Paper(paper) => steps.papers.push(paper),
            }
        }
        steps
            .milestones
            .sort_by_key(|milestone| (milestone.content.due.is_none(), milestone.content.due, milestone.ordinal));
        steps
    }

    /// How far a detail of the text has gone, once someone said.
    pub(crate) fn mark(&self, detail: &DetailId) -> Option<&MarkedRow> {
        last_mark(&self.marks, detail)
    }
}

/// An organisation or a person of a convention.
pub(crate) enum OwnerRow {
    Organisation(i64, String),
    Person(i64, String),
}

query! {
    /// Who can answer for a milestone: the organisations of the convention, and the people that its directory names today.
    pub(crate) Owners(convention: ConventionId) -> OwnerRow
    reading ["member", "member_mandate", "member_contact"]
    "SELECT 1 AS kind, organisation AS id, name FROM member WHERE convention = $4 \
        UNION SELECT 2, person, name FROM member_mandate WHERE convention = $4 AND (until IS NULL OR until >= $3) \
        UNION SELECT 2, person, name FROM member_contact WHERE convention = $4 ORDER BY 1, 3, 2"
}

impl FromRow for OwnerRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let (id, name) = (c.int(1)?, c.text(2)?);
        Ok(match c.int(0)? {
            1 => Self::Organisation(id, name),
            _ => Self::Person(id, name),
        })
    }
}

/// The same, in two lists.
#[derive(Debug, Default)]
pub(crate) struct AllOwners {
    pub(crate) organisations: Vec<(i64, String)>,
    pub(crate) people: Vec<(i64, String)>,
}

impl AllOwners {
    pub(crate) fn of(rows: Vec<OwnerRow>) -> Self {
        let mut owners = Self::default();
        for row in rows {
            match row {
                OwnerRow::Organisation(id, name) => owners.organisations.push((id, name)),
                OwnerRow::Person(id, name) => owners.people.push((id, name)),
            }
        }
        owners
    }

    /// With those who answer for a milestone already: whoever left the convention since is not taken out by a change of title.
    pub(crate) fn with(mut self, row: &MilestoneRow) -> Self {
        let [organisation, person] = row.names.clone();
        keep(
            &mut self.organisations,
            row.content.organisation.map(Id::ordinal).zip(organisation),
        );
        keep(&mut self.people, row.content.person.map(Id::ordinal).zip(person));
        self
    }

    pub(crate) fn organisation(&self, typed: &str) -> Option<OrganisationId> {
        chosen(&self.organisations, typed).map(OrganisationId::new)
    }

    pub(crate) fn person(&self, typed: &str) -> Option<PersonId> {
        chosen(&self.people, typed).map(PersonId::new)
    }
}

fn keep(offered: &mut Vec<(i64, String)>, own: Option<(i64, String)>) {
    offered.extend(own.filter(|(own, _)| offered.iter().all(|(id, _)| id != own)));
}

fn chosen(offered: &[(i64, String)], typed: &str) -> Option<i64> {
    let wanted: i64 = typed.parse().ok()?;
    offered.iter().map(|(id, _)| *id).find(|id| *id == wanted)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Milestones>(),
        QueryInfo::of::<MilestoneOf>(),
        QueryInfo::of::<StepsOf>(),
        QueryInfo::of::<Papers>(),
        QueryInfo::of::<Owners>(),
    ]
}
