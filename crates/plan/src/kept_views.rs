//! The views that people keep of a plan, as every page of the plan offers them, and the way to keep the one that is shown.
//!
//! It writes nothing. A view holds filters of its own page and nothing else of an address.

use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::saved_view::PlanPage;
use web::href::{href, read_query, with_query, write_query};

/// A view as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct KeptView {
    pub(crate) ordinal: i64,
    /// Whether whoever visits keeps it.
    pub(crate) own: bool,
    pub(crate) page: PlanPage,
    pub(crate) query: String,
    pub(crate) name: String,
    pub(crate) shared: bool,
    /// Who keeps it, when it is someone else.
    pub(crate) keeper: Option<String>,
    /// Whether that person holds no mandate here any more: someone else may keep it.
    pub(crate) gone: bool,
}

/// The menu of views of a page.
pub(crate) struct ViewMenu {
    /// Name and address of each.
    pub(crate) links: Vec<(String, String)>,
    /// Where the view that is shown is kept.
    pub(crate) keep: String,
}

impl ViewMenu {
    /// On this page, under these filters.
    pub(crate) fn of(convention: ConventionId, kept: &[KeptView], page: PlanPage, filters: &[(&str, &str)]) -> Self {
        let link = |view: &KeptView| (view.name.clone(), address(convention, view.page, &view.query));
        let filters = write_query(filters);
        let asked = [("page", page.code()), ("filtres", filters.as_str())];
        Self {
            links: kept.iter().map(link).collect(),
            keep: with_query(href(Target::Desk(DeskPlace::SavedViews(convention))), &asked),
        }
    }
}

/// Where a page of the plan is.
pub(crate) const fn place(convention: ConventionId, page: PlanPage) -> Target {
    match page {
        PlanPage::Tree => Target::Plan(convention),
        PlanPage::Themes => Target::PlanByTheme(convention),
        PlanPage::Table => Target::PlanTable(convention),
        PlanPage::Board => Target::plan_board(convention),
        PlanPage::Deployment => Target::Deployment(convention),
        PlanPage::Calendar => Target::Desk(DeskPlace::Calendar(convention)),
    }
}

/// The address of a view.
pub(crate) fn address(convention: ConventionId, page: PlanPage, query: &str) -> String {
    let place = href(place(convention, page));
    if query.is_empty() {
        place.to_string()
    } else {
        format!("{place}?{query}")
    }
}

/// The filters of the actions, on every page that shows them.
const OF_ACTIONS: [&str; 11] = [
    "q",
    "commune",
    "pilote",
    "porteur",
    "theme",
    "annee",
    "rubrique",
    "etat",
    "situation",
    "meteo",
    "manque",
];

/// Whether a page has this filter.
fn has_filter(page: PlanPage, name: &str) -> bool {
    match page {
        PlanPage::Calendar => matches!(name, "mois" | "vue" | "nature" | "situation"),
        PlanPage::Table if matches!(name, "tri" | "sens") => true,
        PlanPage::Table | PlanPage::Tree | PlanPage::Themes | PlanPage::Board | PlanPage::Deployment => {
            OF_ACTIONS.contains(&name)
        }
    }
}

/// What an address sent, less all that is no filter of its page.
pub(crate) fn filters(page: PlanPage, sent: &str) -> String {
    let pairs: Vec<(String, String)> = read_query(sent).unwrap_or_default();
    let kept = pairs
        .iter()
        .filter(|(name, value)| has_filter(page, name) && !value.is_empty());
    let kept: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    write_query(&kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_the_filters_of_its_page_and_nothing_else() {
        assert_eq!(
            filters(PlanPage::Table, "q=%C3%A9cole&etat=&lot=1-2&ligne=4&x=//y"),
            "q=%C3%A9cole"
        );
        assert_eq!(filters(PlanPage::Deployment, "commune=2&tri=etat"), "commune=2");
        assert_eq!(filters(PlanPage::Board, "q=a&lot=1-2"), "q=a");
        assert_eq!(
            filters(PlanPage::Calendar, "mois=2026-12&vue=liste"),
            "mois=2026-12&vue=liste"
        );
    }

    #[test]
    fn a_view_is_an_address_of_its_convention() {
        let convention = ConventionId::new(1);
        assert_eq!(address(convention, PlanPage::Table, "q=a"), "/conventions/1/plan/tableau?q=a");
        assert_eq!(address(convention, PlanPage::Tree, ""), "/conventions/1/plan");
    }
}
