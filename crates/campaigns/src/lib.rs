//! Update campaigns: the same questions asked of many, about the actions each one leads or carries. Whoever is asked answers by a
//! link, without an account; what is answered waits until someone confirms it.
//!
//! This room never changes how an action stands: its facts carry reports, which the room of the plan keeps.

mod answer_files;
mod answer_form;
mod answer_open;
mod answer_pass_on;
mod answer_reminders;
mod answer_review;
mod asked_already;
mod asked_rows;
mod campaign_acts;
mod campaign_closure;
mod campaign_figures;
mod campaign_filter;
mod campaign_links;
mod campaign_list;
mod campaign_sheet;
mod campaign_show;
mod campaign_typed;
mod campaign_write;
mod draft;
mod elsewhere;
mod erasure;
mod file_rows;
mod file_tables;
mod form;
mod form_lane;
mod form_told;
mod form_values;
mod handed_over;
mod handing;
mod held;
mod lane_rows;
mod letters;
mod link_renewal;
mod link_tries;
mod meanwhile;
mod passing;
mod recipient_address;
mod recipient_file;
mod recipient_rows;
mod recipient_show;
mod reminding;
mod report_rows;
mod rows;
mod scope;
mod sending;
mod status_names;
mod tables;
mod taken;

use domain::access::Verb;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use file_rows::check_files;
pub use form_told::form_telling;
pub use reminding::remind;
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = inside();
    routes.extend(by_link());
    routes
}

/// Those of a convention.
fn inside() -> Vec<Route> {
    let (view, run) = (|| Access::Inside(Verb::ViewCampaigns), || Access::Inside(Verb::RunCampaigns));
    let (list, new) = (
        "/conventions/{convention}/campagnes",
        "/conventions/{convention}/campagnes/nouvelle",
    );
    let one = "/conventions/{convention}/campagnes/{campaign}";
    let edit = "/conventions/{convention}/campagnes/{campaign}/preparation";
    let closure = "/conventions/{convention}/campagnes/{campaign}/cloture";
    let links = "/conventions/{convention}/campagnes/{campaign}/liens";
    let recipient = "/conventions/{convention}/campagnes/{campaign}/destinataires/{recipient}";
    let file = "/conventions/{convention}/campagnes/{campaign}/destinataires/{recipient}/fichier";
    vec![
        Route::get(list, view(), campaign_list::get).sample("ordinary", "/conventions/1/campagnes"),
        Route::get(new, run(), campaign_write::new).sample("ordinary", "/conventions/1/campagnes/nouvelle"),
        Route::post(new, run(), campaign_write::post_new).sample_form(
            "error",
            "/conventions/1/campagnes/nouvelle",
            "titre=&echeance=2020-01-01",
        ),
        Route::get(one, view(), campaign_show::get).sample("ordinary", "/conventions/1/campagnes/1"),
        Route::post(one, run(), campaign_acts::post).sample_form("error", "/conventions/1/campagnes/1", "geste=relancer"),
        Route::get(edit, run(), campaign_write::edit).sample("ordinary", "/conventions/1/campagnes/1/preparation"),
        Route::post(edit, run(), campaign_write::post_edit).sample_form(
            "error",
            "/conventions/1/campagnes/1/preparation",
            "titre=",
        ),
        Route::get(closure, run(), campaign_closure::get).sample("ordinary", "/conventions/1/campagnes/2/cloture"),
        Route::post(closure, run(), campaign_closure::post).sample_form(
            "error",
            "/conventions/1/campagnes/2/cloture",
            "geste=suspendre",
        ),
        Route::get(links, run(), campaign_links::get).sample("ordinary", "/conventions/1/campagnes/2/liens"),
        Route::post(links, run(), campaign_links::post).sample_form("error", "/conventions/1/campagnes/2/liens", "remise=1"),
        Route::get(recipient, view(), recipient_show::get).sample("ordinary", "/conventions/1/campagnes/1/destinataires/1"),
        Route::get(file, view(), recipient_file::get).sample("ordinary", "/conventions/1/campagnes/1/destinataires/1/fichier"),
        Route::post(recipient, run(), recipient_show::post).sample_form(
            "error",
            "/conventions/1/campagnes/1/destinataires/1",
            "avancement-10-0=beaucoup",
        ),
    ]
}

/// Those that a link opens: no right is asked for but to hold it.
fn by_link() -> Vec<Route> {
    let anyone = Access::Anyone;
    vec![
        Route::get("/repondre", anyone, answer_open::get).sample("ordinary", "/repondre"),
        Route::post("/repondre", anyone, answer_open::post).sample_form("error", "/repondre", "cle="),
        Route::get("/repondre/formulaire", anyone, answer_form::get).sample("ordinary", "/repondre/formulaire"),
        Route::post("/repondre/formulaire", anyone, answer_form::review).sample_form("error", "/repondre/formulaire", "cle="),
        Route::post("/repondre/brouillon", anyone, answer_form::keep).sample_form("error", "/repondre/brouillon", "cle="),
        Route::post("/repondre/envoi", anyone, answer_form::send).sample_form("error", "/repondre/envoi", "cle="),
        Route::get("/repondre/relecture", anyone, answer_review::get).sample("ordinary", "/repondre/relecture"),
        Route::get("/repondre/fichier", anyone, answer_files::get).sample("ordinary", "/repondre/fichier"),
        Route::post("/repondre/fichiers", anyone, answer_files::post)
            .taking(answer_files::LARGEST_FORM_BYTES)
            .entered_by(answer_files::entrance)
            .beyond(answer_files::beyond)
            .sample_form("error", "/repondre/fichiers", ""),
        Route::post("/repondre/fichiers/retrait", anyone, answer_files::remove).sample_form(
            "error",
            "/repondre/fichiers/retrait",
            "cle=",
        ),
        Route::get("/repondre/rappels", anyone, answer_reminders::get).sample("ordinary", "/repondre/rappels"),
        Route::post("/repondre/rappels", anyone, answer_reminders::post).sample_form("error", "/repondre/rappels", ""),
        Route::get("/repondre/transmettre", anyone, answer_pass_on::get).sample("ordinary", "/repondre/transmettre"),
        Route::post("/repondre/transmettre", anyone, answer_pass_on::post).sample_form(
            "error",
            "/repondre/transmettre",
            "cle=",
        ),
        Route::post("/repondre/nouveau-lien", anyone, link_renewal::post).sample_form(
            "error",
            "/repondre/nouveau-lien",
            "cle=",
        ),
    ]
    .into_iter()
    .map(Route::untold)
    .collect()
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        group: "Le plan",
        label: "Campagnes",
        icon: "i-send",
        target: Target::campaigns,
        verb: Verb::ViewCampaigns,
    }]
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
    queries.extend(recipient_rows::queries());
    queries.extend(lane_rows::queries());
    queries.extend(report_rows::queries());
    queries.extend(asked_already::queries());
    queries.extend(asked_rows::queries());
    queries.extend(campaign_closure::queries());
    queries.extend(campaign_sheet::queries());
    queries.extend(held::queries());
    queries.extend(file_rows::queries());
    queries.extend(link_renewal::queries());
    queries.extend(link_tries::queries());
    queries.extend(reminding::queries());
    queries.extend(status_names::queries());
    queries
}
