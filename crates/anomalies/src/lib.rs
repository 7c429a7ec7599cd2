//! The register of écarts: what the text contradicts or leaves out, and what people make of it.
//!
//! This room never changes a value of the text, and never takes back what was said: it appends.

mod anomaly_annex;
mod anomaly_filter;
mod anomaly_list;
mod anomaly_rows;
mod anomaly_settle;
mod anomaly_sheet;
mod anomaly_show;
mod anomaly_undo;
mod register;
mod register_tabs;
mod rule_list;
mod scope;
mod tables;
mod text_sections;
mod words;

use domain::access::Verb;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let readers = || Access::Inside(Verb::ViewInternal);
    let settlers = || Access::Inside(Verb::SettleAnomalies);
    let list = "/conventions/{convention}/ecarts";
    let rules = "/conventions/{convention}/ecarts/regles";
    vec![
        Route::get(list, readers(), anomaly_list::get)
            .sample("ordinary", "/conventions/1/ecarts")
            .sample("places", "/conventions/1/ecarts?vue=endroit")
            .sample("actions", "/conventions/1/ecarts?vue=action")
            .sample("owners", "/conventions/1/ecarts?vue=qui")
            .sample("not found", "/conventions/1/ecarts?mots=piscine")
            .sample("error", "/conventions/1/ecarts?gravite=immense"),
        Route::post(list, settlers(), anomaly_settle::post).sample_form(
            "error",
            "/conventions/1/ecarts",
            "geste=closed&dit=&instance=&jour=&confie=&pour=",
        ),
        Route::get("/conventions/{convention}/ecarts/ecart", readers(), anomaly_show::get)
            .sample("first", "/conventions/1/ecarts/ecart"),
        Route::get("/conventions/{convention}/ecarts/annexe", readers(), anomaly_annex::get)
            .sample("ordinary", "/conventions/1/ecarts/annexe")
            .sample("empty", "/conventions/1/ecarts/annexe?mots=piscine"),
        Route::get(rules, readers(), rule_list::get)
            .sample("ordinary", "/conventions/1/ecarts/regles")
            .sample("found", "/conventions/1/ecarts/regles?montrer=trouve"),
        Route::post(rules, settlers(), rule_list::post).sample_form(
            "error",
            "/conventions/1/ecarts/regles",
            "regle=action_count&geste=ecarter&motif=&vu=0",
        ),
    ]
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        group: "Le contrat",
        label: "Écarts",
        icon: "i-flag",
        target: |convention: ConventionId| Target::Desk(DeskPlace::Anomalies(convention)),
        verb: Verb::ViewInternal,
    }]
}

/// The names under which this room reads what it writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let mut queries = anomaly_rows::queries();
    queries.extend(text_sections::queries());
    queries
}
