//! What falls when: milestones, days given to actions, obligations that have a day, the end of the convention. A month as a table,
//! or everything to come as a list, which is what paper and narrow screens show.
//!
//! It adds no date: each one is said elsewhere, and leads there.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::saved_view::PlanPage;
use domain::time::Day;
use domain::wording::capitalised;
use files::sheets::Format;
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::calendar_dates::{Dated, Nature, dated};
use crate::calendar_filter::{Asked, Kept, Stands};
use crate::calendar_sheet::sheet;
use crate::kept_views::ViewMenu;
use crate::views::{active_filters, counted};

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
    kept: Kept,
    /// The month, where one is shown: a filter does not leave it.
    month: String,
    /// Everything that has a day, under the filters or not.
    total: usize,
    shown: usize,
    /// What is on screen, as files.
    files: [SheetLink; 3],
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
        dated.is_late(self.today)
    }

    fn place(&self) -> Target {
        Target::Desk(DeskPlace::Calendar(self.convention))
    }

    fn told(&self) -> String {
        active_filters(usize::from(self.kept.nature.is_some()) + usize::from(self.kept.stands.is_some()))
    }

    fn natures(&self) -> [(&'static str, &'static str, bool); 4] {
        Nature::ALL.map(|nature| (nature.code(), nature.french(), self.kept.nature == Some(nature)))
    }

    fn situations(&self) -> [(&'static str, &'static str, bool); 3] {
        Stands::ALL.map(|stands| (stands.code(), stands.french(), self.kept.stands == Some(stands)))
    }

    fn count(&self) -> String {
        format!("{} sur {}", counted(&self.shown, "date", "dates"), self.total)
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
    let kept = Kept::parse(&asked).ok_or(Failure::NotFound)?;
    let mut dated = dated(&mut visit, convention).await?;
    let total = dated.len();
    dated.retain(|one| kept.keeps(one, visit.today));
    if let Some(format) = Format::from_code(&asked.forme) {
        let shown = dated
            .iter()
            .filter(|one| one.day >= first && (as_list || one.day < next(first)));
        return visit.sheet(sheet(shown, visit.today), format).await;
    }
    let frame = visit.frame("Calendrier").await?;
    let place = || href(Target::Desk(DeskPlace::Calendar(convention)));
    let link = |day: Day| {
        let word = word(day);
        let address = with_query(place(), &asked.with("mois", &word));
        (capitalised(&french::month_and_year(day)), address)
    };
    let page = CalendarShow {
        frame: frame
            .under(Target::Desk(DeskPlace::Milestones(convention)))
            .crumb("Jalons et tâches", Target::Desk(DeskPlace::Milestones(convention))),
        convention,
        today: visit.today,
        kept,
        total,
        shown: dated.len(),
        files: web::sheets::links(&with_query(place(), &asked.pairs()), "calendrier"),
        first,
        weeks: weeks(first, &dated),
        months: months(&dated, as_list.then_some(first)),
        views: vec![
            ViewLink::new("Mois", with_query(place(), &asked.with("vue", "")), !as_list).icon("i-cal"),
            ViewLink::new("Liste", with_query(place(), &asked.with("vue", "liste")), as_list).icon("i-table"),
        ],
        as_list,
        menu: ViewMenu::of(convention, &[], PlanPage::Calendar, &asked.pairs()),
        around: [link(previous(first)), link(next(first))],
        month: asked.mois,
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
