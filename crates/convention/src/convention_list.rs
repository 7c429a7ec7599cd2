//! "Mes conventions": those in which one holds a mandate today.

use askama::Template;
use domain::access::Role;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

/// A convention and the quality in which one is there.
struct OwnRow {
    id: ConventionId,
    name: String,
    places: String,
    end: Option<Day>,
    role: Role,
    organisation: String,
}

query! {
    /// The conventions in which the person holds a mandate.
    OwnConventions() -> OwnRow
    reading ["own_convention"]
    "SELECT id, name, places, end_day, role, organisation FROM own_convention ORDER BY end_day DESC, places, id"
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
        })
    }
}

#[derive(Template)]
#[template(path = "convention_list.html")]
struct ConventionList {
    frame: Frame,
    rows: Vec<OwnRow>,
    today: Day,
}

impl ConventionList {
    fn administers(&self) -> bool {
        self.frame.user().is_some_and(|user| user.administrator)
    }

    fn target(&self, row: &OwnRow) -> Target {
        Target::Dashboard(row.id)
    }

    /// "Fin le 31 déc. 2026", or the past of it.
    fn end(&self, row: &OwnRow) -> Option<String> {
        let end = row.end?;
        let verb = if self.today > end { "Finie depuis le" } else { "Fin le" };
        Some(format!("{verb} {}", web::french::date(end)))
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = ConventionList {
        frame: visit.frame("Mes conventions").await?,
        rows: visit.rows(OwnConventions {}).await?,
        today: visit.today,
    };
    visit.page(&page)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnConventions>()]
}
