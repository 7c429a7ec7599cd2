//! The pages of the agreement and those of its organisation, linked to each other.
//!
//! Only addresses and words; what each page holds is read by that page.

use domain::ids::ConventionId;
use domain::places::Target;
use web::components::ViewLink;
use web::href::href;

/// A page of the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContractView {
    Overview,
    Articles,
    Parties,
    Annexes,
    Framework,
}

/// The pages of the agreement.
pub(crate) fn contract_views(convention: ConventionId, current: ContractView) -> Vec<ViewLink> {
    let link = |view, label, target| ViewLink::new(label, href(target), view == current);
    vec![
        link(ContractView::Overview, "Vue d’ensemble", Target::Convention(convention)),
        link(ContractView::Articles, "Articles", Target::Articles(convention)),
        link(ContractView::Parties, "Parties et votes", Target::Parties(convention)),
        link(ContractView::Annexes, "Annexes", Target::Annexes(convention)),
        link(
            ContractView::Framework,
            "Rédactions du cadre",
            Target::FrameworkWordings(convention),
        ),
    ]
}

/// A page of the organisation of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkView {
    Bodies,
    Scheme,
}

/// The pages of the organisation.
pub(crate) fn work_views(convention: ConventionId, current: WorkView) -> Vec<ViewLink> {
    let link = |view, label, icon, target| ViewLink::new(label, href(target), view == current).icon(icon);
    vec![
        link(WorkView::Bodies, "Instances", "i-people", Target::Bodies(convention)),
        link(
            WorkView::Scheme,
            "Schéma de coopération",
            "i-link",
            Target::Scheme(convention),
        ),
    ]
}

/// A count of a list, with its word.
pub(crate) fn counted(count: &usize, one: &str, many: &str) -> String {
    web::french::count(i64::try_from(*count).unwrap_or(i64::MAX), one, many)
}
