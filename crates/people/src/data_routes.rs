//! The addresses of personal data: one's own, and those of people who were asked about.

use domain::access::Verb;
use store::QueryInfo;
use web::access::Access;
use web::route::Route;

use crate::dossier_words::Sentence;
use crate::{dossier_rows, erasure, own_data, own_erasure, person_export};

const KEEP: Access = Access::Administrator(Verb::KeepAccounts);

pub(crate) fn all(sentence: Sentence) -> Vec<Route> {
    vec![
        Route::get("/compte/donnees", Access::SignedIn, move |visit| {
            own_data::get(visit, sentence)
        })
        .sample("ordinary", "/compte/donnees")
        .sample("whole journal", "/compte/donnees?tout=oui"),
        Route::get("/compte/donnees/fichier", Access::SignedIn, own_data::file).sample("ordinary", "/compte/donnees/fichier"),
        Route::post("/compte/donnees/effacement", Access::SignedIn, move |visit| {
            own_erasure::ask(visit, sentence)
        })
        .sample_form("not read", "/compte/donnees/effacement", "sure="),
        Route::post("/compte/donnees/effacement/retrait", Access::SignedIn, own_erasure::withdraw),
        Route::post("/annuaire/export-personne", KEEP, move |visit| {
            person_export::post(visit, sentence)
        })
        .sample_form("unknown", "/annuaire/export-personne", "personne=999&forme="),
        Route::get("/annuaire/personnes/{person}/effacement", KEEP, erasure::get)
            .sample("ordinary", "/annuaire/personnes/1/effacement"),
        Route::post("/annuaire/effacement/refus", KEEP, erasure::refuse).sample_form(
            "without a reason",
            "/annuaire/effacement/refus",
            "personne=1&motif=",
        ),
        Route::post("/annuaire/effacement", KEEP, erasure::post).sample_form(
            "not read",
            "/annuaire/effacement",
            "personne=1&sure=",
        ),
    ]
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    let mut queries = dossier_rows::queries();
    queries.extend(erasure::queries());
    queries
}
