//! What falls when: milestones, days given to actions, obligations that have a day, the end of the convention. A month as a table,
//! or everything to come as a list, which is what paper and narrow screens show.
//!
//! It adds no date: each one is said elsewhere, and leads there.

use askama::Template;
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::saved_view::PlanPage;
use domain::time::Day;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::kept_views::ViewMenu;
use crate::milestone_rows::Milestones;
use crate::report_rows::Lanes;
use crate::rows::{Actions, PeriodOf};
use domain::wording::capitalised;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// `2026-11`.
    mois: String,
    /// `liste`, or a month.
    vue: String,
}

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

/// One cell of the month: a day, or nothing before the first and after the last.
struct Cell {
    day: Option<Day>,
    dated: Vec<Dated>,
}

/// One month of the list.
struct Month {
    name: String,
    dated: Vec<Dated>,
}

#[derive(Template)]
#[template(path = "calendar_show.html")]
struct CalendarShow {
    frame: Frame,
    convention: ConventionId,
    today: Day,
    first: Day,
    weeks: Vec<Vec<Cell>>,
    months: Vec<Month>,
    views: Vec<ViewLink>,
    as_list: bool,
    menu: ViewMenu,
    /// The month before and the month after.
    around: [(String, String); 2],
}

impl CalendarShow {
    fn name(&self) -> String {
        capitalised(&french::month_and_year(self.first))
    }

    fn file(&self) -> Target {
        Target::Desk(DeskPlace::CalendarFile(self.convention))
    }

    fn milestones(&self) -> Target {
        Target::Desk(DeskPlace::Milestones(self.convention))
    }

    fn is_today(&self, day: &Day) -> bool {
        *day == self.today
    }

    fn is_late(&self, dated: &Dated) -> bool {
        let passes = matches!(dated.nature, Nature::Milestone | Nature::Lane);
        passes && !dated.done && dated.day < self.today
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let first = month(&asked.mois, visit.today).ok_or(Failure::NotFound)?;
    let as_list = match asked.vue.as_str() {
        "" => false,
        "liste" => true,
        _ => return Err(Failure::NotFound),
    };
    let dated = dated(&mut visit, convention).await?;
    let frame = visit.frame("Calendrier").await?;
    let place = || href(Target::Desk(DeskPlace::Calendar(convention)));
    let link = |day: Day| {
        let word = word(day);
        (
            capitalised(&french::month_and_year(day)),
            with_query(place(), &[("mois", word.as_str())]),
        )
    };
    let page = CalendarShow {
        frame: frame
            .under(Target::Desk(DeskPlace::Milestones(convention)))
            .crumb("Jalons et tâches", Target::Desk(DeskPlace::Milestones(convention))),
        convention,
        today: visit.today,
        first,
        weeks: weeks(first, &dated),
        months: months(&dated, as_list.then_some(first)),
        views: vec![
            ViewLink::new("Mois", place(), !as_list).icon("i-cal"),
            ViewLink::new("Liste", with_query(place(), &[("vue", "liste")]), as_list).icon("i-table"),
        ],
        as_list,
        menu: ViewMenu::of(
            convention,
            &[],
            PlanPage::Calendar,
            &[("mois", &asked.mois), ("vue", &asked.vue)],
        ),
        around: [link(previous(first)), link(next(first))],
    };
    visit.page(&page)
}

/// The first day of the month asked for; this one when none is.
fn month(typed: &str, today: Day) -> Option<Day> {
    if typed.is_empty() {
        return Day::new(today.year(), today.month(), 1);
    }
    let day: Day = format!("{typed}-01").parse().ok()?;
    // Further than that, no convention holds a date, and years no longer have four digits.
    (1900..=2200).contains(&day.year()).then_some(day)
}

/// The month of a day, as the address says it.
fn word(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// The first day of the month after.
pub(crate) fn next(first: Day) -> Day {
    let (year, month) = if first.month() == 12 {
        (first.year() + 1, 1)
    } else {
        (first.year(), first.month() + 1)
    };
    Day::new(year, month, 1).unwrap_or(first)
}

fn previous(first: Day) -> Day {
    let last = first.before();
    Day::new(last.year(), last.month(), 1).unwrap_or(first)
}

/// The weeks of a month, from Monday to Sunday.
fn weeks(first: Day, dated: &[Dated]) -> Vec<Vec<Cell>> {
    let length = i8::try_from(first.days_until(next(first))).unwrap_or(31);
    let blank = || Cell {
        day: None,
        dated: Vec::new(),
    };
    let mut cells: Vec<Cell> = (1..first.weekday()).map(|_| blank()).collect();
    let days = (1..=length).filter_map(|number| Day::new(first.year(), first.month(), number));
    cells.extend(days.map(|day| Cell {
        day: Some(day),
        dated: dated.iter().filter(|one| one.day == day).cloned().collect(),
    }));
    while !cells.len().is_multiple_of(7) {
        cells.push(blank());
    }
    let mut weeks = Vec::new();
    let mut rest = cells.into_iter();
    loop {
        let week: Vec<Cell> = rest.by_ref().take(7).collect();
        if week.is_empty() {
            return weeks;
        }
        weeks.push(week);
    }
}

/// The same as a list by month: all of them, from this one on when it says so.
fn months(dated: &[Dated], from: Option<Day>) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for one in dated.iter().filter(|one| from.is_none_or(|from| one.day >= from)) {
        let name = capitalised(&french::month_and_year(one.day));
        match months.last_mut() {
            Some(last) if last.name == name => last.dated.push(one.clone()),
            _ => months.push(Month {
                name,
                dated: vec![one.clone()],
            }),
        }
    }
    months
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<DutiesOn>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_month_begins_on_its_weekday_and_fills_its_last_week() {
        let weeks = weeks(day("2026-11-01"), &[]);
        assert_eq!(weeks.len(), 6, "November 2026 begins on a Sunday");
        assert!(weeks[0][5].day.is_none());
        assert_eq!(weeks[0][6].day, Some(day("2026-11-01")));
        assert_eq!(weeks[5][0].day, Some(day("2026-11-30")));
        assert!(weeks.iter().all(|week| week.len() == 7));
    }

    #[test]
    fn months_follow_one_another_over_the_year() {
        assert_eq!(next(day("2026-12-01")), day("2027-01-01"));
        assert_eq!(previous(day("2027-01-01")), day("2026-12-01"));
    }

    #[test]
    fn a_month_that_is_none_is_refused() {
        let today = day("2026-11-23");
        assert_eq!(month("", today), Some(day("2026-11-01")));
        assert_eq!(month("2026-02", today), Some(day("2026-02-01")));
        for wrong in ["2026-13", "2026", "novembre", "0001-01", "9999-12"] {
            assert_eq!(month(wrong, today), None, "{wrong}");
        }
    }
}
