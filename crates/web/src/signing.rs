//! In whose name a visit writes.
//!
//! It permits nothing: the door does.

use domain::access::Viewer;
use domain::followup::Signature;

use crate::visit::Visit;

impl Visit {
    /// Who signs what this visit writes: the person, for the organisation under whose mandate they act.
    #[must_use]
    pub const fn signature(&self) -> Signature {
        let organisation = match self.viewer {
            Viewer::Mandate(mandated) => Some(mandated.organisation),
            _ => None,
        };
        Signature {
            person: self.viewer.person(),
            organisation,
        }
    }
}
