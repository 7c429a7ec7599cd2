//! "Mes conventions": those in which one holds a mandate today, those to come, and those where it has ended.

use askama::Template;
use domain::access::Role;
use domain::ids::ConventionId;
use domain::people::Tenure;
use domain::places::Target;
use domain::time::Day;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::french;
use web::reminder::Reminder;
use web::visit::Visit;

use crate::convention_register::EXAMPLE_REMOVED;
use crate::first_steps::installation_steps;

/// A mandate of one's own, and its convention.
struct OwnRow {
    id: ConventionId,
    name: String,
    places: String,
    end: Option<Day>,
    role: Role,
    organisation: String,
    tenure: Tenure,
    election: Option<Day>,
}

query! {
    /// One's mandates, with their conventions.
    OwnConventions() -> OwnRow
    reading ["own_convention", "own_mandate"]
    "SELECT c.id, c.name, c.places, c.end_day, m.role, m.organisation, m.since, m.until, m.election FROM own_convention c \
     JOIN own_mandate m ON m.id = c.mandate ORDER BY c.end_day DESC, c.places, c.id, m.id"
}

impl FromRow for OwnRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            places: columns.text(2)?,
            end: columns.opt_day(3)?,
            role: columns.word(4, Role::from_code)?,
            organisation: columns.text(5)?,
            tenure: Tenure {
                since: columns.day(6)?,
                until: columns.opt_day(7)?,
            },
            election: columns.opt_day(8)?,
        })
    }
}

impl OwnRow {
    /// For whom, in which quality, between which days.
    fn words(&self, today: &Day) -> String {
        let period = french::period(self.tenure.since, self.tenure.until, *today);
        format!("{}, {}, {period}", self.organisation, self.role.inside_a_sentence())
    }
}

/// A convention, with the mandates that one holds there.
struct Own {
    id: ConventionId,
    title: String,
    end: Option<Day>,
    mandates: Vec<OwnRow>,
}

#[derive(Template)]
#[template(path = "convention_list.html")]
struct ConventionList {
    frame: Frame,
    open: Vec<Own>,
    to_come: Vec<Own>,
    ended: Vec<Own>,
    /// For those who administer: how many first steps are behind them, of how many.
    steps: Option<(usize, usize)>,
    today: Day,
    /// What was just done.
    done: Option<&'static str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    exemple: String,
}

impl ConventionList {
    fn administers(&self) -> bool {
        self.frame.user().is_some_and(|user| user.administrator)
    }

    fn target(&self, own: &Own) -> Target {
        Target::Dashboard(own.id)
    }

    /// "Fin le 31 déc. 2026", or the past of it.
    fn end(&self, own: &Own) -> Option<String> {
        let end = own.end?;
        let verb = if self.today > end { "Finie depuis le" } else { "Fin le" };
        Some(format!("{verb} {}", french::date(end)))
    }

    /// The mandates that do not hold today, under their titles.
    fn others(&self) -> [(&'static str, &'static str, &Vec<Own>); 2] {
        [
            ("h-venir", "Mandats à venir", &self.to_come),
            ("h-finis", "Mandats terminés", &self.ended),
        ]
    }
}

/// The mandates by convention, in the order they come.
fn by_convention(rows: Vec<OwnRow>) -> Vec<Own> {
    let mut conventions: Vec<Own> = Vec::new();
    for row in rows {
        match conventions.last_mut().filter(|own| own.id == row.id) {
            Some(own) => own.mandates.push(row),
            None => conventions.push(Own {
                id: row.id,
                title: format!("{} · {}", row.name, row.places),
                end: row.end,
                mandates: vec![row],
            }),
        }
    }
    conventions
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let today = visit.today;
    let asked: Asked = visit.query()?;
    let rows = visit.rows(OwnConventions {}).await?;
    let (open, others): (Vec<OwnRow>, Vec<OwnRow>) = rows.into_iter().partition(|row| row.tenure.holds(today));
    let (to_come, ended) = others.into_iter().partition(|row| row.tenure.is_to_come(today));
    let reminded = visit.reminder() == Reminder::Shown;
    let administers = reminded && visit.known().is_some_and(|known| known.administrator) && !visit.demo();
    let steps = if administers {
        let steps = installation_steps(&mut visit).await?;
        Some((steps.iter().filter(|step| step.done).count(), steps.len()))
    } else {
        None
    };
    let page = ConventionList {
        frame: visit.frame("Mes conventions").await?,
        open: by_convention(open),
        to_come: by_convention(to_come),
        ended: by_convention(ended),
        steps: steps.filter(|(done, all)| done < all),
        today,
        done: (asked.exemple == "supprime").then_some(EXAMPLE_REMOVED),
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnConventions>()]
}
