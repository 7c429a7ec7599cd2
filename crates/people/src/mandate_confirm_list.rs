//! The mandates of elected people that an election put in question: each to be confirmed, or to be ended and given again.

use askama::Template;
use domain::access::Role;
use domain::ids::{MandateId, PersonId};
use domain::people::Tenure;
use domain::places::Target;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::account_rows::tenure;
use crate::directory::to_confirm;
use crate::mandate_new::french_period;

/// A mandate to confirm.
struct Doubtful {
    id: MandateId,
    person: PersonId,
    name: String,
    role: Role,
    organisation: String,
    convention: String,
    tenure: Tenure,
    election: Day,
}

query! {
    /// Every mandate to confirm, by convention.
    Doubtfuls() -> Doubtful
    reading ["given_mandate", "person"]
    "SELECT m.id, m.person, p.name, m.role, m.organisation_name, m.convention_name, m.since, m.until, m.election FROM given_mandate m \
     JOIN person p ON p.id = m.person WHERE m.election IS NOT NULL ORDER BY m.convention, m.organisation_name, m.id LIMIT 200"
}

impl FromRow for Doubtful {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            person: c.id(1)?,
            name: c.text(2)?,
            role: c.word(3, Role::from_code)?,
            organisation: c.text(4)?,
            convention: c.text(5)?,
            tenure: tenure(c, 6)?,
            election: c.day(8)?,
        })
    }
}

impl Doubtful {
    fn person(&self) -> Target {
        Target::Person(self.person)
    }

    fn hand_over(&self) -> Target {
        Target::HandOver(self.person)
    }

    fn period(&self, today: &Day) -> String {
        format!(
            "{}, à confirmer {}",
            french_period(self.tenure, *today),
            to_confirm(self.election)
        )
    }
}

#[derive(Template)]
#[template(path = "mandate_confirm_list.html")]
struct ToConfirm {
    frame: Frame,
    mandates: Vec<Doubtful>,
    today: Day,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = ToConfirm {
        today: visit.today,
        mandates: visit.rows(Doubtfuls {}).await?,
        frame: visit.frame("Mandats à confirmer").await?,
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Doubtfuls>()]
}
