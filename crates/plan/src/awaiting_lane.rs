//! On which lane an answer counts: its own, or the one that whoever confirms it chooses.
//!
//! Nothing is written here.

use domain::followup::Lane;
use domain::ids::{ActionId, ReportId};
use serde::Deserialize;
use web::failure::Failure;
use web::visit::Visit;

use crate::orgs::Orgs;
use crate::report_new::telling;
use crate::report_rows::{Lanes, ReportRow};
use crate::rows::Parties;

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
pub(crate) async fn chosen_lane(visit: &mut Visit, id: ReportId, report: &ReportRow) -> Result<Lane, Failure> {
    let asked: Asked = visit.query()?;
    let own = own_lane(id, report);
    match asked.volet.as_str() {
        "" => Ok(own),
        WHOLE => Ok(Lane::whole(own.action)),
        party => {
            let convention = id.convention;
            let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
            let known = |party: &i64| orgs.communes().any(|badge| badge.ordinal == *party);
            let party = party.parse().ok().filter(known).ok_or(Failure::NotFound)?;
            Ok(Lane::of(own.action, party))
        }
    }
}

/// The communes whose part in an action tells its own state.
pub(crate) async fn apart(visit: &mut Visit, id: ReportId, ordinal: i64) -> Result<Vec<String>, Failure> {
    let convention = id.convention;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let lanes = visit.rows(Lanes { convention }).await?;
    Ok(telling(&lanes, ActionId { convention, ordinal }, &orgs))
}

pub(crate) fn own_lane(id: ReportId, report: &ReportRow) -> Lane {
    let action = ActionId {
        convention: id.convention,
        ordinal: report.action,
    };
    Lane::stored(action, report.party)
}
