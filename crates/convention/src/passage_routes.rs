//! The addresses by which a convention comes in, leaves as files, and leaves for good.
//!
//! Each page says by itself what it does; here is only who may come.

use domain::access::Verb;
use web::access::Access;
use web::route::Route;

use crate::example_new::Model;
use crate::{
    comparison_show, convention_export, convention_import, convention_new, convention_register, example_new, example_removal,
    plan_mapping, second_file, withdrawal,
};

/// All of them.
pub(crate) fn all(model: Model) -> Vec<Route> {
    let mut routes = arrival();
    routes.extend(departure(model));
    routes.extend(files());
    routes.extend(spreadsheets());
    routes.extend(second_files());
    routes
}

/// How a convention comes in, and leaves when it came in by mistake.
fn arrival() -> Vec<Route> {
    let keepers = || Access::Administrator(Verb::EnterConvention);
    vec![
        Route::get("/conventions/importer", keepers(), convention_import::get).sample("ordinary", "/conventions/importer"),
        Route::get("/conventions/importer/suivi", keepers(), convention_import::follow)
            .sample("ordinary", "/conventions/importer/suivi"),
        Route::post("/conventions/importer", keepers(), convention_import::post).taking(convention_import::LARGEST_BODY_BYTES),
        Route::post("/conventions/importer/suite", keepers(), convention_import::settle),
        Route::get("/conventions/nouvelle", keepers(), convention_new::get).sample("ordinary", "/conventions/nouvelle"),
        Route::post("/conventions/nouvelle", keepers(), convention_new::post).sample_form(
            "error",
            "/conventions/nouvelle",
            "titre=Convention&partie1=Nulle-Part&genre1=commune&debut=hier",
        ),
        Route::get("/conventions/registre", keepers(), convention_register::get)
            .sample("ordinary", "/conventions/registre")
            .sample("entered", "/conventions/registre?entree=2")
            .sample("not found", "/conventions/registre?q=nulle-part"),
        Route::get("/conventions/retrait", keepers(), withdrawal::get).sample("ordinary", "/conventions/retrait?convention=1"),
        Route::post("/conventions/retrait", keepers(), withdrawal::post),
        Route::post("/conventions/retablissement", keepers(), withdrawal::reinstate),
    ]
}

/// How an example comes, and leaves: by the door of those who are at work in it, or by that of those who administer.
fn departure(model: Model) -> Vec<Route> {
    let inside = || Access::Inside(Verb::RemoveExample);
    let registered = || Access::Administrator(Verb::RemoveExample);
    vec![
        Route::get("/conventions/{convention}/exemple", inside(), example_removal::get)
            .sample("ordinary", "/conventions/1/exemple"),
        Route::post("/conventions/{convention}/exemple", inside(), example_removal::post).sample_form(
            "signed",
            "/conventions/1/exemple",
            "convention=1",
        ),
        Route::get("/conventions/exemple", registered(), example_removal::get_registered)
            .sample("ordinary", "/conventions/exemple?convention=1"),
        Route::post("/conventions/exemple", registered(), example_removal::post_registered),
        Route::post(
            "/conventions/exemple/creation",
            Access::Administrator(Verb::EnterConvention),
            move |visit| example_new::post(visit, model),
        ),
    ]
}

/// A convention that leaves whole, as files; and how one of them is made, for other programs.
fn files() -> Vec<Route> {
    let place = "/conventions/{convention}/exporter";
    vec![
        Route::get(place, Access::Inside(Verb::ViewText), convention_export::get)
            .sample("ordinary", "/conventions/1/exporter")
            .sample("text", "/conventions/1/exporter?forme=docx")
            .sample("tables", "/conventions/1/exporter?forme=csv"),
        Route::get("/schemas/pacte-reading-1", Access::Anyone, convention_export::schema)
            .sample("ordinary", "/schemas/pacte-reading-1"),
    ]
}

/// A spreadsheet that becomes the plan.
fn spreadsheets() -> Vec<Route> {
    let place = "/conventions/{convention}/lecture/tableur";
    let correctors = || Access::Inside(Verb::CorrectReading);
    vec![
        Route::get(place, correctors(), plan_mapping::get).sample("ordinary", "/conventions/1/lecture/tableur"),
        Route::post(place, correctors(), plan_mapping::post)
            .taking(plan_mapping::LARGEST_FORM_BYTES)
            .sample_form("error", "/conventions/1/lecture/tableur", ""),
        Route::post(
            "/conventions/{convention}/lecture/tableur/suite",
            correctors(),
            plan_mapping::settle,
        )
        .sample_form("error", "/conventions/1/lecture/tableur/suite", "geste=reprendre&vu="),
    ]
}

/// A second file, compared with what stands.
fn second_files() -> Vec<Route> {
    let place = "/conventions/{convention}/lecture/comparer";
    let correctors = || Access::Inside(Verb::CorrectReading);
    vec![
        Route::get(place, correctors(), second_file::get)
            .sample("ordinary", "/conventions/1/lecture/comparer")
            .sample("nothing to confirm", "/conventions/1/lecture/comparer?etape=resume"),
        Route::post(place, correctors(), second_file::post)
            .taking(second_file::LARGEST_FORM_BYTES)
            .sample_form("error", "/conventions/1/lecture/comparer", ""),
        Route::post(
            "/conventions/{convention}/lecture/comparer/suite",
            correctors(),
            second_file::settle,
        )
        .sample_form("error", "/conventions/1/lecture/comparer/suite", "geste=ecrire&vu="),
        Route::get(
            "/conventions/{convention}/lecture/comparaisons",
            correctors(),
            comparison_show::get,
        )
        .sample("ordinary", "/conventions/1/lecture/comparaisons")
        .sample("not found", "/conventions/1/lecture/comparaisons?numero=999"),
    ]
}
