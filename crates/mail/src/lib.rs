//! Letters that leave by e-mail: kept with the fact that causes them, handed to a mail server, followed until it took them.
//!
//! This room never decides who is written to: the fact says so. It never shows what a letter holds, but in the demo.

mod body;
mod connection;
mod letter_acts;
mod letter_list;
mod letter_rows;
mod letter_sheet;
mod local;
mod mailbox;
mod message;
mod outbox;
mod recall;
mod relay;
mod report;
mod returned;
mod scope;
mod sender;
mod server_words;
mod tables;
mod trial;

use domain::access::Verb;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;

pub use local::LocalPost;
pub use outbox::Outbox;
pub use recall::Recall;
pub use relay::{BadRelay, Relay};
pub use returned::{MOST_BYTES, Returned, note_returned};
pub use sender::{Clock, Round, Sender, Stop};
pub use tables::Tables;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let keep = Access::Administrator(Verb::KeepLetters);
    vec![
        Route::get("/courriers", Access::Administrator(Verb::ViewLetters), letter_list::get)
            .sample("ordinary", "/courriers")
            .sample("nothing found", "/courriers?q=inexistant")
            .sample("refused", "/courriers?etat=refused")
            .sample("returned", "/courriers?etat=returned")
            .sample("table", "/courriers?forme=csv"),
        Route::post("/courriers/reprise", keep, letter_acts::retry).sample_form(
            "unknown",
            "/courriers/reprise",
            "courrier=999",
        ),
        Route::post("/courriers/annulation", keep, letter_acts::cancel).sample_form(
            "unknown",
            "/courriers/annulation",
            "courrier=999",
        ),
        Route::post("/courriers/essai", keep, trial::post).sample_form("ordinary", "/courriers/essai", ""),
        Route::get("/demo/courriers", Access::Demo, mailbox::get).sample("ordinary", "/demo/courriers"),
    ]
}

/// The names under which this room and others read what it writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}

/// Every query of this room, for the tests that run them all as an outsider.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let mut queries = letter_rows::queries();
    queries.extend(trial::queries());
    queries
}
