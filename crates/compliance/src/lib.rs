//! What the law asks an installation to publish about itself: accessibility, who publishes, what is done with personal data.
//!
//! This room never writes a claim by itself: each sentence about an installation comes from its administrator.

mod notice_edit;
mod notice_rows;
mod notice_show;
mod scope;
mod tables;
mod words;

use domain::access::Verb;
use domain::compliance::Notice;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;

pub use notice_rows::conformity;
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = notice(
        "/accessibilite",
        "/accessibilite/modifier",
        Notice::Accessibility,
        "conformity=partial",
    );
    routes.extend(notice(
        "/mentions-legales",
        "/mentions-legales/modifier",
        Notice::Legal,
        "publisher=",
    ));
    routes.extend(notice(
        "/donnees-personnelles",
        "/donnees-personnelles/modifier",
        Notice::Privacy,
        "controller=",
    ));
    routes
}

fn notice(shown: &'static str, edited: &'static str, notice: Notice, form: &'static str) -> Vec<Route> {
    let writers = Access::Administrator(Verb::WriteNotices);
    vec![
        Route::get(shown, Access::Anyone, move |visit| notice_show::get(visit, notice)).sample("ordinary", shown),
        Route::get(edited, writers, move |visit| notice_edit::get(visit, notice)).sample("ordinary", edited),
        Route::post(edited, writers, move |visit| notice_edit::post(visit, notice)).sample_form("incomplete", edited, form),
    ]
}

/// The names under which this room reads what it writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    notice_rows::queries()
}
