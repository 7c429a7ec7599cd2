//! The presentations of the plan, one address each; and what whoever visits may do there.

use domain::places::Target;
use domain::wording::capitalised;
use web::components::ViewLink;
use web::href::{href, with_query};

use crate::filter_bar::{FilterBar, ORDER};

/// A presentation of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlanView {
    Framework,
    Themes,
    Table,
    Board,
}

/// Links to the presentations, under the same filters; the first is called what the text calls its top level. The order of the
/// rows stays with the table.
pub(crate) fn plan_views(current: PlanView, bar: &FilterBar) -> Vec<ViewLink> {
    let convention = bar.convention;
    let filters = bar.without(&ORDER);
    let link =
        |view, label: &str, icon, target| ViewLink::new(label, with_query(href(target), &filters), view == current).icon(icon);
    let level = bar
        .nodes
        .iter()
        .find(|node| node.depth == 0)
        .and_then(|node| node.level.as_deref());
    let framework = level.map_or_else(|| "Cadre".to_owned(), capitalised);
    vec![
        link(PlanView::Framework, &framework, "i-plan", Target::Plan(convention)),
        link(PlanView::Themes, "Thématiques", "i-tag", Target::PlanByTheme(convention)),
        link(PlanView::Table, "Tableau", "i-table", Target::PlanTable(convention)),
        link(PlanView::Board, "États", "i-sliders", Target::plan_board(convention)),
    ]
}

/// "24 actions".
pub(crate) fn actions(count: &usize) -> String {
    counted(count, "action", "actions")
}

/// How many filters are active, in words; nothing when none is.
pub(crate) fn active_filters(count: usize) -> String {
    if count == 0 {
        String::new()
    } else {
        counted(&count, "actif", "actifs")
    }
}

/// A count of a list, with its word.
pub(crate) fn counted(count: &usize, one: &str, many: &str) -> String {
    web::french::count(i64::try_from(*count).unwrap_or(i64::MAX), one, many)
}
