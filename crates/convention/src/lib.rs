//! What was agreed, by whom, in force when: acts, and the tables projected from them.
//!
//! This room alone writes acts and their projections, by one fact, [`domain::convention::ConventionEntered`]. It never
//! follows the execution of the plan and never decides who may read.

mod convention_list;
mod convention_rows;
mod convention_show;
mod doctor;
mod entry;
mod heading;
mod journal_show;
mod perimeter;
mod perimeter_csv;
mod perimeter_show;
mod place_choice;
mod place_doctor;
mod place_recognition;
mod place_rows;
mod projection;
mod scope;
mod tables;
mod text_show;

use domain::access::Verb;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use doctor::{Finding, check};
pub use entry::{Entry, EntryError, enter};
pub use heading::heading;
pub use place_recognition::recognise_places;
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let inside = Access::Inside;
    vec![
        Route::get("/conventions", Access::SignedIn, convention_list::get).sample("ordinary", "/conventions"),
        Route::get(
            "/conventions/{convention}/convention",
            inside(Verb::ViewConvention),
            convention_show::get,
        )
        .sample("ordinary", "/conventions/1/convention"),
        Route::get(
            "/conventions/{convention}/journal",
            inside(Verb::ViewJournal),
            journal_show::get,
        )
        .sample("ordinary", "/conventions/1/journal")
        .sample("empty", "/conventions/1/journal?avant=1"),
        Route::get(
            "/conventions/{convention}/perimetre",
            inside(Verb::ViewConvention),
            perimeter_show::get,
        )
        .sample("ordinary", "/conventions/1/perimetre")
        .sample("sorted", "/conventions/1/perimetre?tri=population&sens=desc"),
        Route::get(
            "/conventions/{convention}/perimetre/parties/{party}",
            inside(Verb::ChoosePlace),
            place_choice::get,
        )
        .sample("ordinary", "/conventions/1/perimetre/parties/2"),
        Route::post(
            "/conventions/{convention}/perimetre/parties/{party}",
            inside(Verb::ChoosePlace),
            place_choice::post,
        )
        .sample_form("ordinary", "/conventions/1/perimetre/parties/2", "lieu=13071&code="),
        Route::get("/conventions/{convention}/texte", inside(Verb::ViewText), text_show::get)
            .sample("ordinary", "/conventions/1/texte")
            .sample("cited", "/conventions/1/texte?lignes=120-131"),
    ]
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let entry = |label, icon, target, verb| NavEntry {
        group: "Le contrat",
        label,
        icon,
        target,
        verb,
    };
    vec![
        entry("Convention", "i-doc", Target::Convention, Verb::ViewConvention),
        entry("Périmètre", "i-pin", Target::Perimeter, Verb::ViewConvention),
        entry("Journal", "i-history", Target::Journal, Verb::ViewJournal),
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
    let mut queries = projection::queries();
    queries.extend(convention_list::queries());
    queries.extend(convention_rows::queries());
    queries.extend(heading::queries());
    queries.extend(doctor::queries());
    queries.extend(entry::queries());
    queries.extend(journal_show::queries());
    queries.extend(place_doctor::queries());
    queries.extend(place_recognition::queries());
    queries.extend(place_rows::queries());
    queries.extend(text_show::queries());
    queries
}
