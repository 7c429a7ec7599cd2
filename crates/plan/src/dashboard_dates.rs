//! The next days that matter: milestones, days given to lanes, obligations that have a day, the end of the convention.
//!
//! Pure. What has passed is not told here: it is something to do.

use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::time::Day;

use crate::rows::{ActionRow, PeriodRow};
use crate::today_rows::Today;

/// How many are told.
const TOLD: usize = 7;

/// A day that matters.
#[derive(Debug, Clone)]
pub(crate) struct NextDate {
    pub(crate) day: Day,
    pub(crate) what: String,
    pub(crate) target: Target,
    /// Whether it is the end of the convention.
    pub(crate) is_end: bool,
}

/// The next ones, the nearest first.
pub(crate) fn next_dates(
    convention: ConventionId,
    period: &PeriodRow,
    actions: &[ActionRow],
    (today, day): (&Today, Day),
) -> Vec<NextDate> {
    let number = |ordinal: i64| {
        let found = actions.iter().find(|action| action.ordinal == ordinal);
        found.map_or("", |action| action.number.as_str()).to_owned()
    };
    let action = |ordinal| Target::Action(ActionId { convention, ordinal });
    let milestones = today.milestones.iter().map(|due| NextDate {
        day: due.day,
        what: format!("{} (action {})", due.title, number(due.action)),
        target: action(due.action),
        is_end: false,
    });
    let lanes = today.lanes.iter().filter(|lane| !lane.state.status.is_over());
    let lanes = lanes.filter_map(|lane| {
        Some(NextDate {
            day: lane.state.day?,
            what: format!("Échéance donnée à l’action {}", number(lane.action)),
            target: action(lane.action),
            is_end: false,
        })
    });
    let duties = today.duties.iter().map(|due| NextDate {
        day: due.day,
        what: due.title.clone(),
        target: Target::Duties(convention),
        is_end: false,
    });
    let end = period.end.map(|end| NextDate {
        day: end,
        what: "Fin de la convention".to_owned(),
        target: Target::Convention(convention),
        is_end: true,
    });
    let mut dates: Vec<NextDate> = milestones
        .chain(lanes)
        .chain(duties)
        .chain(end)
        .filter(|date| date.day >= day)
        .collect();
    dates.sort_by_key(|date| date.day);
    dates.truncate(TOLD);
    dates
}
