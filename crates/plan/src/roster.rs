//! Who holds what in a plan, ready for a page: badges in their fixed order, roles and themes action by action.
//!
//! Read once a page; the templates of every view show holders through it (`plan_holders.html`).

use domain::followup::Status;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::saved_view::PlanPage;
use domain::time::Day;
use web::failure::Failure;
use web::visit::Visit;

use crate::kept_views::{KeptView, ViewMenu};
use crate::orgs::{Badge, Orgs};
use crate::plan_parts::{Parts, PlanParts};
use crate::report_rows::{LaneRow, Names};
use crate::rows::{ActionRow, LinkRow, Links, Tie, links_of};

/// The organisations of a convention, what ties its actions to them, and how their lanes stand.
pub(crate) struct Roster {
    pub(crate) convention: ConventionId,
    pub(crate) orgs: Orgs,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) lanes: Vec<LaneRow>,
    pub(crate) names: Names,
    pub(crate) bodies: Vec<(i64, String)>,
    /// The views that whoever visits may open by name.
    pub(crate) views: Vec<KeptView>,
    /// The first day of the convention.
    pub(crate) begins: Option<Day>,
}

impl Roster {
    /// Reads it: two queries.
    pub(crate) async fn read(visit: &mut Visit, convention: ConventionId) -> Result<Self, Failure> {
        let parts = Parts::of(visit.rows(PlanParts { convention }).await?);
        let orgs = Orgs::of(parts.parties);
        let mut links = visit.rows(Links { convention }).await?;
        orgs.arrange(&mut links);
        Ok(Self {
            convention,
            orgs,
            links,
            lanes: parts.lanes,
            names: parts.names,
            bodies: parts.bodies,
            views: parts.views,
            begins: parts.begins,
        })
    }

    /// The views, on this page and under these filters.
    pub(crate) fn view_menu(&self, page: PlanPage, filters: &[(&str, &str)]) -> ViewMenu {
        ViewMenu::of(self.convention, &self.views, page, filters)
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

    /// The names of those who hold a role, or of themes, as words.
    pub(crate) fn names_of(&self, action: &ActionRow, tie: Tie) -> String {
        let name = |link: &LinkRow| match self.badge(link) {
            Some(badge) if tie != Tie::Theme => Some(badge.name.clone()),
            _ => link.text.clone(),
        };
        let names: Vec<String> = self.tied(action, tie).filter_map(name).collect();
        names.join(", ")
    }

    /// What a lane is called: its commune, or the whole action.
    pub(crate) fn lane_name(&self, party: Option<i64>) -> &str {
        let badge = party.and_then(|party| self.orgs.badge(&party));
        badge.map_or("Toute l’action", |badge| badge.name.as_str())
    }

    /// What the convention calls a state.
    pub(crate) fn name(&self, status: &Status) -> &str {
        self.names.name(status)
    }

    /// The ordinals of the bodies.
    pub(crate) fn body_ordinals(&self) -> Vec<i64> {
        self.bodies.iter().map(|(ordinal, _)| *ordinal).collect()
    }

    /// The badge of whoever holds a role, when it is an organisation.
    pub(crate) fn badge(&self, link: &LinkRow) -> Option<&Badge> {
        self.orgs.badge(&link.other?)
    }
}
