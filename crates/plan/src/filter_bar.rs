//! The bar of filters that every presentation of the plan has: what it offers, what was asked, how many actions are left.
//!
//! It filters nothing itself and holds no action.

use askama::Template;
use domain::followup::{Status, Weather};
use domain::ids::ConventionId;
use domain::places::Target;
use domain::saved_view::PlanPage;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::kept_views::place;
use crate::plan_filter::Typed;
use crate::progress_filter::Situation;
use crate::rows::NodeRow;
use crate::table_links::pairs;
use crate::views::{actions, active_filters};

/// A theme that some action bears.
pub(crate) struct ThemeChoice {
    pub(crate) ordinal: i64,
    pub(crate) name: String,
}

impl ThemeChoice {
    pub(crate) fn chosen(&self, typed: &str) -> bool {
        typed.parse() == Ok(self.ordinal)
    }
}

/// How the rows are sorted, which only the table does.
pub(crate) const ORDER: [&str; 2] = ["tri", "sens"];

/// The bar of one page.
pub(crate) struct FilterBar {
    pub(crate) convention: ConventionId,
    pub(crate) page: PlanPage,
    pub(crate) typed: Typed,
    pub(crate) errors: Errors,
    pub(crate) themes: Vec<ThemeChoice>,
    /// The years planned, in order.
    pub(crate) years: Vec<i64>,
    pub(crate) nodes: Vec<NodeRow>,
    /// Whether the question had more words than are sought.
    pub(crate) question_cut: bool,
    pub(crate) shown: usize,
    pub(crate) total: usize,
}

impl FilterBar {
    /// The page, or the same as a bad question when a filter makes no sense: its sentence is on it.
    pub(crate) fn answer<P: Template>(&self, visit: &Visit, page: &P) -> Result<Answer, Failure> {
        if self.errors.is_empty() {
            visit.page(page)
        } else {
            Err(visit.invalid(page))
        }
    }

    /// The page without any filter.
    pub(crate) fn place(&self) -> Target {
        place(self.convention, self.page)
    }

    /// The filters less some of them.
    pub(crate) fn without(&self, names: &[&str]) -> Vec<(&str, &str)> {
        let mut pairs: Vec<(&str, &str)> = pairs(&self.typed);
        pairs.retain(|(name, _)| !names.contains(name));
        pairs
    }

    /// The page under its filters.
    pub(crate) fn address(&self) -> String {
        with_query(href(self.place()), &pairs(&self.typed))
    }

    /// The table under these filters and one more, or another one in its place: the rows behind a figure.
    pub(crate) fn rows<'t>(&'t self, field: &'t str, word: &'t str) -> String {
        let mut pairs = self.without(&[field]);
        pairs.push((field, word));
        with_query(href(Target::PlanTable(self.convention)), &pairs)
    }

    /// The filters as one text, as the forms of the page carry them.
    pub(crate) fn back(&self) -> String {
        web::href::write_query(&pairs(&self.typed))
    }

    /// Whether the rows change under the bar without the page being read again.
    pub(crate) fn is_live(&self) -> bool {
        self.page == PlanPage::Table
    }

    /// What the address asks that no list of the bar shows: it goes on with the next question.
    pub(crate) fn carried(&self) -> Vec<(&'static str, &str)> {
        let shown = |name: &str| matches!(name, "manque" | "depuis" | "tri" | "sens");
        pairs(&self.typed).into_iter().filter(|(name, _)| shown(name)).collect()
    }

    pub(crate) fn filtered(&self) -> bool {
        self.shown != self.total || !self.errors.is_empty()
    }

    /// "24 actions", "3 actions sur 24".
    pub(crate) fn count(&self) -> String {
        match (self.shown, self.total) {
            (shown, total) if shown == total => actions(&total),
            (shown, total) => format!("{} sur {total}", actions(&shown)),
        }
    }

    /// How many filters are active: the order of the rows is none.
    pub(crate) fn told(&self) -> String {
        active_filters(self.without(&ORDER).len())
    }

    pub(crate) const fn statuses(&self) -> [Status; Status::ALL.len()] {
        Status::ALL
    }

    pub(crate) const fn situations(&self) -> [Situation; Situation::ALL.len()] {
        Situation::ALL
    }

    pub(crate) const fn weathers(&self) -> [Weather; Weather::ALL.len()] {
        Weather::ALL
    }
}
