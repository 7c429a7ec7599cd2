//! What people say about a convention and its actions, what each follows, and what each is told of.
//!
//! A text is plain, read by those for whom it is meant, and stays in its place when it is withdrawn. Nothing here decides
//! anything of the plan, and no word of a comment leaves this room but to those who may read it.

mod comment_edition;
mod comment_list;
mod comment_rows;
mod comment_show;
mod digest;
mod digest_draft;
mod digest_rows;
mod following;
mod letters_stop;
mod notification_list;
mod own_letters;
mod scope;
mod tables;
mod telling;
mod telling_campaign;
mod telling_charge;
mod telling_plan;
mod told_asked;
mod writing;

use domain::access::Verb;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use digest::send_letters;
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let readers = || Access::Inside(Verb::ViewComments);
    let writers = || Access::Inside(Verb::WriteComments);
    let (all, action, one) = (
        "/conventions/{convention}/echanges",
        "/conventions/{convention}/actions/{action}/echanges",
        "/conventions/{convention}/echanges/{comment}",
    );
    let following = "/conventions/{convention}/abonnements";
    vec![
        Route::get(all, readers(), comment_list::get)
            .sample("ordinary", "/conventions/1/echanges")
            .sample("far", "/conventions/1/echanges?page=3"),
        Route::post(all, writers(), comment_list::post).sample_form("error", "/conventions/1/echanges", "texte="),
        Route::get(action, readers(), comment_list::get)
            .sample("ordinary", "/conventions/1/actions/15/echanges")
            .sample("empty", "/conventions/1/actions/6/echanges"),
        Route::post(action, writers(), comment_list::post).sample_form(
            "error",
            "/conventions/1/actions/15/echanges",
            "texte=&portee=partners",
        ),
        Route::get(one, readers(), comment_show::get).sample("ordinary", "/conventions/1/echanges/1"),
        Route::post(one, writers(), comment_show::post).sample_form(
            "error",
            "/conventions/1/echanges/1",
            "geste=repondre&texte=",
        ),
        Route::get(following, Access::Inside(Verb::Follow), following::get).sample("ordinary", "/conventions/1/abonnements"),
        Route::post(following, Access::Inside(Verb::Follow), following::post).sample_form(
            "error",
            "/conventions/1/abonnements",
            "objet=action-999999&choix=followed",
        ),
        Route::get("/notifications", Access::SignedIn, notification_list::get),
        Route::post("/notifications", Access::SignedIn, notification_list::post),
        Route::get("/compte/courriels", Access::SignedIn, own_letters::get),
        Route::post("/compte/courriels", Access::SignedIn, own_letters::post),
        Route::get("/courriels/arret", Access::Anyone, letters_stop::get).untold(),
        Route::post("/courriels/arret", Access::Anyone, letters_stop::post),
    ]
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        group: "Le plan",
        label: "Échanges",
        icon: "i-mega",
        target: Target::discussion,
        verb: Verb::ViewComments,
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
    let mut queries = comment_rows::queries();
    queries.extend(digest_rows::queries());
    queries.extend(following::queries());
    queries.extend(letters_stop::queries());
    queries.extend(told_asked::queries());
    queries.extend(notification_list::queries());
    queries.extend(own_letters::queries());
    queries.extend(digest_draft::queries());
    queries
}
