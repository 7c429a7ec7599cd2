//! What is kept among those who sign, for those who do not: pages say that it is not shown to them, and not that it does not exist.
//!
//! It tells kinds, and nothing of what is kept.

use domain::access::Verb;
use domain::ids::ConventionId;
use store::{QueryInfo, query};
use web::failure::Failure;
use web::visit::Visit;

query! {
    /// The kinds of things of which some are kept among those who sign.
    KindsKept(convention: ConventionId) -> String
    reading ["kept_kind"]
    "SELECT DISTINCT kind FROM kept_kind WHERE convention = $4"
}

/// The kinds of which this reader does not see all.
#[derive(Debug, Default)]
pub(crate) struct Withheld(Vec<String>);

impl Withheld {
    pub(crate) async fn of(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        if visit.may(Verb::ViewInternal) {
            return Ok(Self::default());
        }
        Ok(Self(visit.rows(KindsKept { convention }).await?))
    }

    fn holds(&self, kind: &str) -> bool {
        self.0.iter().any(|own| own == kind)
    }

    pub(crate) fn bodies(&self) -> bool {
        self.holds("body")
    }

    pub(crate) fn scheme(&self) -> bool {
        self.holds("scheme")
    }

    pub(crate) fn facilities(&self) -> bool {
        self.holds("facility")
    }

    pub(crate) fn votes(&self) -> bool {
        self.holds("deliberation")
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<KindsKept>()]
}
