//! On which lane an answer counts: its own, or the one that whoever confirms it chooses.
//!
//! Nothing is written here.

use domain::followup::Lane;
use domain::ids::{ActionId, ConventionId, ReportId};
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::orgs::Orgs;
use crate::report_rows::ReportRow;

/// What an address says of the whole action, in the place of a commune.
pub(crate) const WHOLE: &str = "toute";

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The lane on which a corrected version is to count.
    volet: String,
}

/// The lane that the address asks for, when a commune that signs may have it; that of the report otherwise.
pub(crate) fn chosen_lane(visit: &Visit, id: ReportId, report: &ReportRow, orgs: &Orgs) -> Result<Lane, Failure> {
    let asked: Asked = visit.query()?;
    let own = own_lane(id, report);
    match asked.volet.as_str() {
        "" => Ok(own),
        WHOLE => Ok(Lane::whole(own.action)),
        typed => {
            let party = orgs.commune_typed(typed).ok_or(Failure::NotFound)?;
            Ok(Lane::of(own.action, party))
        }
    }
}

/// What stands beside what is said of an action.
#[derive(Debug, Default)]
pub(crate) struct Aside {
    /// The parts of its action that tell their own state, by party: what is said of the whole does not change them.
    telling: Vec<i64>,
    /// How many files are filed with it.
    pub(crate) files: usize,
}

enum AsideRow {
    Telling(i64),
    File,
}

query! {
    /// The parts of an action that tell their own state; the files of the answer that made a report, which no document holds yet.
    AsideOf(convention: ConventionId, action: i64, report: i64) -> AsideRow
    reading ["lane", "awaited_file"]
    "SELECT 1 AS kind, l.party AS told FROM lane l WHERE l.convention = $4 AND l.action = $5 AND l.party <> 0 \
        AND l.status <> 'unspecified' UNION ALL \
        SELECT 2, f.file FROM awaited_file f WHERE f.convention = $4 AND f.report = $6 AND f.filed = 0 ORDER BY 1, 2"
}

impl FromRow for AsideRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Telling(c.int(1)?),
            _ => Self::File,
        })
    }
}

impl Aside {
    /// Of an action, and of the report about it that waits, when there is one.
    pub(crate) async fn read(visit: &mut Visit, action: ActionId, report: Option<i64>) -> Result<Self, Failure> {
        let asked = AsideOf {
            convention: action.convention,
            action: action.ordinal,
            report: report.unwrap_or_default(),
        };
        let mut aside = Self::default();
        for row in visit.rows(asked).await? {
            match row {
                AsideRow::Telling(party) => aside.telling.push(party),
                AsideRow::File => aside.files += 1,
            }
        }
        Ok(aside)
    }

    /// Whether what is said of the whole leaves the state of the action as it stands.
    pub(crate) const fn tells(&self) -> bool {
        !self.telling.is_empty()
    }

    /// The communes whose part tells its own state.
    pub(crate) fn names(&self, orgs: &Orgs) -> Vec<String> {
        let badges = self.telling.iter().filter_map(|party| orgs.badge(party));
        badges.map(|badge| badge.name.clone()).collect()
    }
}

pub(crate) fn own_lane(id: ReportId, report: &ReportRow) -> Lane {
    let action = ActionId {
        convention: id.convention,
        ordinal: report.action,
    };
    Lane::stored(action, report.party)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AsideOf>()]
}
