//! The kit's own addresses: the door, the choice of theme, the reminder of first steps, the health, the gallery of components.

use domain::access::Verb;
use domain::places::Target;

use crate::access::Access;
use crate::answer::Answer;
use crate::failure::Failure;
use crate::route::Route;
use crate::visit::Visit;
use crate::{appearance, backups, gallery, health, reminder};

/// What the kit serves by itself.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::SignedIn, door).sample("ordinary", "/"),
        Route::post("/apparence", Access::Anyone, appearance::choose).sample_form(
            "ordinary",
            "/apparence",
            "theme=dark&vers=%2F",
        ),
        Route::post("/premiers-pas/rappel", Access::SignedIn, reminder::choose).sample_form(
            "ordinary",
            "/premiers-pas/rappel",
            "geste=ranger&vers=%2F",
        ),
        Route::get(
            "/sauvegardes",
            Access::Administrator(Verb::ViewInstallationJournal),
            backups::show,
        )
        .sample("ordinary", "/sauvegardes"),
        Route::get("/sante", Access::Anyone, health::ready).sample("ordinary", "/sante"),
        Route::get("/sante/vie", Access::Anyone, health::alive).sample("ordinary", "/sante/vie"),
        Route::get("/composants", Access::Demo, gallery::show).sample("ordinary", "/composants"),
    ]
}

/// `GET /`: to one's conventions.
async fn door(_: Visit) -> Result<Answer, Failure> {
    Ok(Answer::see_other(Target::OwnConventions))
}
