//! How the plan stood on a day, from the reports that counted then, beside how it stands today. A report that was written before
//! and accepted after did not count yet.
//!
//! It folds reports again and writes nothing: what people said is never changed, so that a day stays what it was.

use std::collections::BTreeMap;

use askama::Template;
use domain::followup::{ActionState, Entry, LaneState, OnDay, Status};
use domain::ids::{ActionId, ConventionId};
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use files::sheets::{Cell, Format, Sheet};
use serde::Deserialize;
use store::{QueryInfo, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, typed_day};
use web::frame::Frame;
use web::french;
use web::href::{href, with_query};
use web::sheets::SheetLink;
use web::visit::Visit;

use crate::folded_rows::FoldedRow;
use crate::orgs::Orgs;
use crate::report_rows::{Labels, LaneRow, Names};
use crate::rows::{ActionRow, Actions, Marks, Parties, PeriodOf};
use crate::standing::{Standing, standings};
use crate::views::counted;

query! {
    /// Every report of a convention that counts, in the order in which they did.
    ReportsOf(convention: ConventionId) -> FoldedRow
    reading ["report"]
    "SELECT convention, action, party, ordinal, counted, status, weather, progress, done, difficulty, next_step, expected, reason, \
        body, cleared, undoes FROM report WHERE convention = $4 ORDER BY action, party, rank"
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    jour: String,
    /// The format of a file.
    forme: String,
}

/// One action, then and now.
struct Line {
    action: ActionId,
    number: String,
    title: String,
    was: Standing,
    is: Standing,
}

impl Line {
    fn target(&self) -> Target {
        Target::Action(self.action)
    }

    fn changed(&self) -> bool {
        self.was.state.status != self.is.state.status || self.was.state.progress != self.is.state.progress
    }
}

#[derive(Template)]
#[template(path = "plan_as_of.html")]
struct PlanAsOf {
    frame: Frame,
    convention: ConventionId,
    day: Day,
    typed: String,
    errors: Errors,
    lines: Vec<Line>,
    names: Names,
    /// How many reports counted on that day.
    reports: usize,
}

impl PlanAsOf {
    fn place(&self) -> String {
        href(Target::Desk(DeskPlace::AsOf(self.convention))).to_string()
    }

    /// What is on screen, as files.
    fn files(&self) -> [SheetLink; 3] {
        let day = self.day.to_string();
        web::sheets::links(
            &with_query(href(Target::Desk(DeskPlace::AsOf(self.convention))), &[("jour", &day)]),
            "plan-a-une-date",
        )
    }

    /// Both states of each action; a state that nobody had told is an empty cell.
    fn sheet(&self, today: Day) -> Sheet {
        let (then, now) = (french::date(self.day), french::date(today));
        let heads = [
            "N°".to_owned(),
            "Action".to_owned(),
            format!("État au {then}"),
            format!("Avancement au {then} (%)"),
            format!("État au {now}"),
            format!("Avancement au {now} (%)"),
            "A changé".to_owned(),
        ];
        let mut sheet = Sheet::new("Plan à une date", heads);
        for line in &self.lines {
            let (was, is) = (&line.was.state, &line.is.state);
            sheet.row([
                Cell::from(line.number.as_str()),
                Cell::from(line.title.as_str()),
                Cell::from(self.said(was).then(|| self.name(was))),
                Cell::from(was.progress),
                Cell::from(self.said(is).then(|| self.name(is))),
                Cell::from(is.progress),
                Cell::from(line.changed().then_some("oui")),
            ]);
        }
        sheet
    }

    fn plan(&self) -> Target {
        Target::Plan(self.convention)
    }

    fn name(&self, state: &ActionState) -> &str {
        self.names.name(&state.status)
    }

    fn said(&self, state: &ActionState) -> bool {
        state.status != Status::Unspecified
    }

    fn reports(&self) -> String {
        counted(&self.reports, "mise à jour comptait", "mises à jour comptaient")
    }

    fn changes(&self) -> String {
        let many = self.lines.iter().filter(|line| line.changed()).count();
        format!(
            "{} sur {}",
            counted(&many, "action a changé depuis", "actions ont changé depuis"),
            self.lines.len()
        )
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    let mut errors = Errors::none();
    let day = day(&asked.jour, visit.today, &mut errors);
    let begins = visit.first(PeriodOf { convention }).await?.ok_or(Failure::NotFound)?.start;
    let actions = visit.rows(Actions { convention }).await?;
    let marks = visit.rows(Marks { convention }).await?;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let reports = visit.rows(ReportsOf { convention }).await?;
    let names = Names::of(visit.rows(Labels { convention }).await?);
    let frame = visit.frame("Le plan à une date").await?;
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    let on = |today: Day| {
        let lanes = lanes_on(&reports, today);
        standings(&actions, &marks, &lanes, &communes, OnDay { today, begins })
    };
    let page = PlanAsOf {
        frame: frame
            .under(Target::Plan(convention))
            .crumb("Plan d’actions", Target::Plan(convention)),
        convention,
        lines: lines(convention, &actions, on(day), on(visit.today)),
        reports: reports.iter().filter(|report| counts_on(&report.entry, day)).count(),
        typed: if errors.is_empty() {
            day.to_string()
        } else {
            asked.jour.clone()
        },
        day,
        errors,
        names,
    };
    if let (Some(format), true) = (Format::from_code(&asked.forme), page.errors.is_empty()) {
        let sheet = page.sheet(visit.today);
        return visit.sheet(sheet, format).await;
    }
    if page.errors.is_empty() {
        visit.page(&page)
    } else {
        Err(visit.invalid(&page))
    }
}

/// The day asked for; the last one of the year before when none is.
fn day(typed: &str, today: Day, errors: &mut Errors) -> Day {
    let usual = Day::new(today.year() - 1, 12, 31).unwrap_or(today);
    let typed = typed.trim();
    if typed.is_empty() {
        return usual;
    }
    match typed_day(typed) {
        Some(day) if day <= today => day,
        Some(_) => {
            errors.add("jour", "Ce jour n’est pas encore venu\u{a0}: choisissez une date passée.");
            usual
        }
        None => {
            errors.add(
                "jour",
                format!("Indiquez une date comme 31/12/2025. Vous avez écrit «\u{a0}{typed}\u{a0}»."),
            );
            usual
        }
    }
}

/// Whether a report counted at the end of a day.
fn counts_on(entry: &Entry, day: Day) -> bool {
    entry.at.paris_day() <= day
}

/// How each lane stood at the end of a day.
fn lanes_on(reports: &[FoldedRow], day: Day) -> Vec<LaneRow> {
    let mut lanes: BTreeMap<(i64, i64), Vec<&Entry>> = BTreeMap::new();
    for report in reports.iter().filter(|report| counts_on(&report.entry, day)) {
        lanes.entry((report.action, report.party)).or_default().push(&report.entry);
    }
    let rows = lanes.into_iter().map(|((action, party), entries)| LaneRow {
        action,
        party,
        state: LaneState::after(entries),
    });
    rows.collect()
}

fn lines(convention: ConventionId, actions: &[ActionRow], then: Vec<Standing>, now: Vec<Standing>) -> Vec<Line> {
    let both = actions.iter().zip(then.into_iter().zip(now));
    both.map(|(action, (was, is))| Line {
        action: ActionId {
            convention,
            ordinal: action.ordinal,
        },
        number: action.number.clone(),
        title: action.title.clone(),
        was,
        is,
    })
    .collect()
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ReportsOf>()]
}

#[cfg(test)]
mod tests {
    use domain::followup::Content;
    use domain::time::Instant;

    use super::*;

    fn report(ordinal: i64, day: i64, status: Status) -> FoldedRow {
        // Noon in Paris, that many days after 2025-12-30.
        let at = Instant::from_micros(1_767_092_400_000_000).plus_seconds(day * 86_400);
        FoldedRow {
            convention: 1,
            action: 1,
            party: 2,
            entry: Entry {
                ordinal,
                at,
                content: Content {
                    status: Some(status),
                    ..Content::default()
                },
            },
        }
    }

    #[test]
    fn only_what_counted_on_that_day_is_folded() {
        let reports = [
            report(1, 0, Status::Preparing),
            report(3, 1, Status::Going),
            report(2, 2, Status::Done),
        ];
        let on = |day: &str| {
            let lanes = lanes_on(&reports, day.parse().expect("a day"));
            lanes.first().map(|lane| lane.state.status)
        };
        assert_eq!(on("2025-12-29"), None);
        assert_eq!(on("2025-12-30"), Some(Status::Preparing));
        assert_eq!(on("2025-12-31"), Some(Status::Going));
        assert_eq!(on("2026-01-01"), Some(Status::Done), "written second, accepted last");
    }

    #[test]
    fn a_day_to_come_is_explained() {
        let today: Day = "2026-11-23".parse().expect("a day");
        let mut errors = Errors::none();
        assert_eq!(day("", today, &mut errors).to_string(), "2025-12-31");
        assert!(errors.is_empty());
        day("2026-11-24", today, &mut errors);
        assert!(errors.has("jour"));
    }
}
