//! Who holds what in a plan, ready for a page: badges in their fixed order, roles and themes action by action.
//!
//! Read once a page; the templates of every view show holders through it (`plan_holders.html`).

use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use web::failure::Failure;
use web::visit::Visit;

use crate::orgs::{Badge, Orgs};
use crate::rows::{ActionRow, LinkRow, Links, Parties, Tie, links_of};

/// The organisations of a convention and what ties its actions to them.
pub(crate) struct Roster {
    pub(crate) convention: ConventionId,
    pub(crate) orgs: Orgs,
    pub(crate) links: Vec<LinkRow>,
}

impl Roster {
    /// Reads it: two queries.
    pub(crate) async fn read(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
        let mut links = visit.rows(Links { convention }).await?;
        orgs.arrange(&mut links);
        Ok(Self { convention, orgs, links })
    }

    /// The page of an action.
    pub(crate) fn target(&self, action: &ActionRow) -> Target {
        Target::Action(ActionId {
            convention: self.convention,
            ordinal: action.ordinal,
        })
    }

    /// Roles or themes of an action.
    pub(crate) fn tied(&self, action: &ActionRow, tie: Tie) -> impl Iterator<Item = &LinkRow> {
        links_of(&self.links, action.ordinal, tie)
    }

    /// The badge of whoever holds a role, when it is an organisation.
    pub(crate) fn badge(&self, link: &LinkRow) -> Option<&Badge> {
        self.orgs.badge(&link.other?)
    }
}
