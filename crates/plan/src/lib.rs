//! What is done about it, commune by commune: the plan by framework, by theme, as a table; its deployment; one action.
//!
//! This room reads what was signed and never changes it. What people do of it (reports, weather, progress) is written here, one
//! report after the other; what nobody reported on is shown as planned by the contract, and no more.

mod action_rows;
mod action_show;
mod attachments;
mod dashboard_show;
mod deployment_show;
mod doctor;
mod lanes;
mod orgs;
mod outline;
mod plan_filter;
mod plan_show;
mod plan_table;
mod plan_themes;
mod remarks;
mod report_rows;
mod roster;
mod rows;
mod scope;
mod tables;
mod views;

use domain::access::Verb;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use doctor::check;
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let inside = Access::Inside(Verb::ViewPlan);
    vec![
        Route::get("/conventions/{convention}", inside, dashboard_show::get).sample("ordinary", "/conventions/1"),
        Route::get("/conventions/{convention}/plan", inside, plan_show::get).sample("ordinary", "/conventions/1/plan"),
        Route::get("/conventions/{convention}/plan/thematiques", inside, plan_themes::get)
            .sample("ordinary", "/conventions/1/plan/thematiques"),
        Route::get("/conventions/{convention}/plan/tableau", inside, plan_table::get)
            .sample("ordinary", "/conventions/1/plan/tableau")
            .sample("filtered", "/conventions/1/plan/tableau?q=parents&tri=titre&sens=desc")
            .sample("empty", "/conventions/1/plan/tableau?q=introuvable")
            .sample("error", "/conventions/1/plan/tableau?annee=20424"),
        Route::get("/conventions/{convention}/deploiement", inside, deployment_show::get)
            .sample("ordinary", "/conventions/1/deploiement")
            .sample("one commune", "/conventions/1/deploiement?commune=2"),
        Route::get("/conventions/{convention}/actions/{action}", inside, action_show::get)
            .sample("ordinary", "/conventions/1/actions/15")
            .sample("bare", "/conventions/1/actions/6")
            .sample("long", "/conventions/1/actions/8"),
    ]
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let entry = |group, label, icon, target| NavEntry {
        group,
        label,
        icon,
        target,
        verb: Verb::ViewPlan,
    };
    vec![
        entry("", "Tableau de bord", "i-home", Target::Dashboard),
        entry("Le plan", "Plan d’actions", "i-plan", Target::Plan),
        entry("Le plan", "Déploiement", "i-gantt", Target::Deployment),
    ]
}

/// The names under which other rooms read what this one writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let mut queries = rows::queries();
    queries.extend(action_rows::queries());
    queries.extend(remarks::queries());
    queries.extend(plan_filter::queries());
    queries.extend(report_rows::queries());
    queries
}
