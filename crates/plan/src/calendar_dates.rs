//! Everything of a convention that has a day: its bounds, obligations, milestones, days given to actions.
//!
//! It adds no date: each one is said elsewhere, and leads there.

use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::milestone_rows::Milestones;
use crate::report_rows::Lanes;
use crate::rows::{Actions, PeriodOf};

/// What something on a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nature {
    /// The convention begins or ends.
    Period,
    Duty,
    Milestone,
    Lane,
}

impl Nature {
    pub(crate) const ALL: [Self; 4] = [Self::Period, Self::Duty, Self::Milestone, Self::Lane];

    /// The word of the address.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Period => "convention",
            Self::Duty => "obligation",
            Self::Milestone => "jalon",
            Self::Lane => "echeance",
        }
    }

    pub(crate) const fn french(&self) -> &'static str {
        match self {
            Self::Period => "Convention",
            Self::Duty => "Obligation",
            Self::Milestone => "Jalon",
            Self::Lane => "Échéance d’action",
        }
    }
}

/// Something on a day.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub(crate) day: Day,
    pub(crate) nature: Nature,
    pub(crate) what: String,
    pub(crate) target: Target,
    pub(crate) done: bool,
    /// What tells it from every other one in its convention.
    pub(crate) key: String,
}

impl Dated {
    /// Whether its day has gone and it is not done. An obligation says nothing of itself.
    pub(crate) fn is_late(&self, today: Day) -> bool {
        let passes = matches!(self.nature, Nature::Milestone | Nature::Lane);
        passes && !self.done && self.day < today
    }
}

/// An obligation that has a day.
struct DutyOn(Day, i64, String);

query! {
    /// The obligations that have a day.
    DutiesOn(convention: ConventionId) -> DutyOn
    reading ["duty"]
    "SELECT due_day, ordinal, text FROM duty WHERE convention = $4 AND due_day IS NOT NULL ORDER BY due_day, ordinal"
}

impl FromRow for DutyOn {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.day(0)?, c.int(1)?, c.text(2)?))
    }
}

/// Everything that has a day, by day.
pub(crate) async fn dated(visit: &mut Visit, convention: ConventionId) -> Result<Vec<Dated>, Failure> {
    let period = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?;
    let actions = visit.rows(Actions { convention }).await?;
    let mut all = Vec::new();
    let bounds = [
        ("debut", period.start, "Début de la convention"),
        ("fin", period.end, "Fin de la convention"),
    ];
    all.extend(bounds.into_iter().filter_map(|(key, day, what)| {
        Some(Dated {
            day: day?,
            nature: Nature::Period,
            what: what.to_owned(),
            target: Target::Convention(convention),
            done: false,
            key: key.to_owned(),
        })
    }));
    let duties = visit.rows(DutiesOn { convention }).await?;
    all.extend(duties.into_iter().map(|DutyOn(day, ordinal, text)| Dated {
        day,
        nature: Nature::Duty,
        what: text,
        target: Target::Duties(convention),
        done: false,
        key: format!("obligation-{ordinal}"),
    }));
    let milestones = visit.rows(Milestones { convention }).await?;
    all.extend(milestones.into_iter().filter(|row| !row.removed).filter_map(|row| {
        Some(Dated {
            day: row.content.due?,
            nature: Nature::Milestone,
            what: format!("{}. {}", row.number, row.content.title),
            target: Target::Action(row.action_id()),
            done: row.done.is_some(),
            key: format!("jalon-{}", row.ordinal),
        })
    }));
    let lanes = visit.rows(Lanes { convention }).await?;
    all.extend(lanes.into_iter().filter_map(|lane| {
        let action = actions.iter().find(|action| action.ordinal == lane.action)?;
        Some(Dated {
            day: lane.state.day?,
            nature: Nature::Lane,
            what: format!("{}. {}", action.number, action.title),
            target: Target::Action(ActionId {
                convention,
                ordinal: lane.action,
            }),
            done: lane.state.status.is_over(),
            key: format!("action-{}-{}", lane.action, lane.party),
        })
    }));
    all.sort_by(|one, other| (one.day, one.nature, &one.key).cmp(&(other.day, other.nature, &other.key)));
    Ok(all)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<DutiesOn>()]
}
