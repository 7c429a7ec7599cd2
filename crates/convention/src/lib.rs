//! What was agreed, by whom, in force when: acts, and the tables projected from them.
//!
//! This room alone writes acts and their projections, by one fact, [`domain::convention::ConventionEntered`]. It never
//! follows the execution of the plan and never decides who may read.

mod annex_list;
mod article_closing;
mod article_list;
mod article_rows;
mod article_sections;
mod body_list;
mod by_hand;
mod comparison_rows;
mod comparison_show;
mod contract_views;
mod convention_counts;
mod convention_export;
mod convention_import;
mod convention_list;
mod convention_new;
mod convention_register;
mod convention_rows;
mod convention_show;
mod deliberation;
mod doctor;
mod draft;
mod due_typed;
mod duty_list;
mod duty_rows;
mod duty_sheet;
mod entry;
mod example_doctor;
mod example_new;
mod example_removal;
mod facility_list;
mod facility_rows;
mod facility_sheet;
mod first_steps;
mod framework_compare;
mod heading;
mod import_line;
mod import_report;
mod import_sent;
mod import_work;
mod journal_book;
mod journal_changes;
mod journal_export;
mod journal_filter;
mod journal_names;
mod journal_objects;
mod journal_rows;
mod journal_settled;
mod journal_show;
mod journal_words;
mod leaving;
mod news_show;
mod news_subjects;
mod open_question_list;
mod parties;
mod party_show;
mod passage_routes;
mod perimeter;
mod perimeter_sheet;
mod perimeter_show;
mod place_choice;
mod place_doctor;
mod place_recognition;
mod place_rows;
mod plan_mapping;
mod projection;
mod reading_again;
mod reading_fields;
mod reading_sections;
mod reading_sense;
mod reading_show;
mod reading_spot;
mod reading_values;
mod reading_versions;
mod rebuild;
mod register_rows;
mod room;
mod scheme_show;
mod scope;
mod second_file;
mod signed_scan;
mod tables;
mod taking;
mod text_show;
mod told_in_articles;
mod visibility_list;
mod visibility_moves;
mod withdrawal;
mod withdrawal_doctor;
mod withheld;

use domain::access::Verb;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use doctor::{Finding, check};
pub use entry::{Entry, EntryError, enter, enter_example};
pub use example_new::Model;
pub use heading::heading;
pub use leaving::{NotLeaving, Whole, whole};
pub use place_recognition::recognise_places;
pub use rebuild::{RebuildError, rebuild};
pub use tables::Tables;
pub use taking::{Taken, is_withdrawn, nature, take};

pub use journal_words::sentence as journal_sentence;

/// The pages of this room.
#[must_use]
pub fn routes(model: Model) -> Vec<Route> {
    let mut routes = vec![
        Route::get("/conventions", Access::SignedIn, convention_list::get).sample("ordinary", "/conventions"),
        Route::get(
            "/conventions/{convention}/convention",
            Access::Inside(Verb::ViewConvention),
            convention_show::get,
        )
        .sample("ordinary", "/conventions/1/convention"),
        Route::get(
            "/conventions/{convention}/nouveautes",
            Access::Inside(Verb::ViewJournal),
            news_show::get,
        )
        .sample("ordinary", "/conventions/1/nouveautes")
        .sample("since a day", "/conventions/1/nouveautes?depuis=2026-11-01")
        .sample("error", "/conventions/1/nouveautes?depuis=hier"),
        Route::get(
            "/conventions/{convention}/journal",
            Access::Inside(Verb::ViewJournal),
            journal_show::get,
        )
        .sample("ordinary", "/conventions/1/journal")
        .sample("empty", "/conventions/1/journal?avant=1")
        .sample(
            "filtered",
            "/conventions/1/journal?fait=mandate_given&du=2020-01-01&au=2099-12-31",
        )
        .sample("not found", "/conventions/1/journal?fait=mandate_ended&objet=mandate/999")
        .sample("error", "/conventions/1/journal?du=hier")
        .sample("table", "/conventions/1/journal?forme=csv")
        .sample("whole", "/conventions/1/journal?forme=jsonl"),
    ];
    routes.extend(installation());
    routes.extend(passage_routes::all(model));
    routes.extend(beginning());
    routes.extend(words());
    routes.extend(perimeter());
    routes.extend(organisation());
    routes.extend(correction());
    routes.extend(room::routes());
    routes.extend(renewal());
    routes.extend(visibility());
    routes
}

/// What happened outside of any convention.
fn installation() -> Vec<Route> {
    let readers = Access::Administrator(Verb::ViewInstallationJournal);
    vec![
        Route::get("/journal", readers, journal_show::installation)
            .sample("ordinary", "/journal")
            .sample("empty", "/journal?avant=1")
            .sample("filtered", "/journal?fait=signed_in&du=2020-01-01&au=2099-12-31")
            .sample("error", "/journal?du=hier")
            .sample("table", "/journal?forme=csv")
            .sample("whole", "/journal?forme=jsonl"),
    ]
}

/// What to do first.
fn beginning() -> Vec<Route> {
    vec![
        Route::get(
            "/premiers-pas",
            Access::Administrator(Verb::EnterConvention),
            first_steps::installation,
        )
        .sample("ordinary", "/premiers-pas"),
        Route::get(
            "/conventions/{convention}/premiers-pas",
            Access::Inside(Verb::RunCampaigns),
            first_steps::get,
        )
        .sample("ordinary", "/conventions/1/premiers-pas"),
    ]
}

/// Correcting what was read.
fn correction() -> Vec<Route> {
    let correctors = || Access::Inside(Verb::CorrectReading);
    let place = "/conventions/{convention}/lecture";
    vec![
        Route::get(place, correctors(), reading_show::get)
            .sample("ordinary", "/conventions/1/lecture")
            .sample("actions", "/conventions/1/lecture?partie=actions")
            .sample("action", "/conventions/1/lecture?partie=actions&element=4")
            .sample("field", "/conventions/1/lecture?place=/actions/3/title")
            .sample("new", "/conventions/1/lecture?place=/convention/end"),
        Route::post(place, correctors(), reading_show::change::post).sample_form(
            "error",
            "/conventions/1/lecture",
            "place=/actions/3/title&etait=&cause=lecture&valeur=&lignes=&motif=",
        ),
        Route::get(
            "/conventions/{convention}/lecture/fiche",
            correctors(),
            reading_show::whole::get,
        )
        .sample("action", "/conventions/1/lecture/fiche?partie=actions&element=4")
        .sample("body", "/conventions/1/lecture/fiche?partie=bodies&element=1")
        .sample("convention", "/conventions/1/lecture/fiche?partie=convention"),
        Route::post(
            "/conventions/{convention}/lecture/fiche",
            correctors(),
            reading_show::whole::post,
        )
        .sample_form(
            "error",
            "/conventions/1/lecture/fiche",
            "partie=convention&element=1&vu=&cause=&motif=",
        ),
    ]
}

/// Reading the kept text again.
fn renewal() -> Vec<Route> {
    let place = "/conventions/{convention}/lecture/relire";
    let correctors = || Access::Inside(Verb::CorrectReading);
    vec![
        Route::get(place, correctors(), reading_again::get).sample("ordinary", "/conventions/1/lecture/relire"),
        Route::post(place, correctors(), reading_again::post).sample_form("error", "/conventions/1/lecture/relire", "vu="),
    ]
}

/// Who sees what is shared.
fn visibility() -> Vec<Route> {
    let choosers = || Access::Inside(Verb::ChooseVisibility);
    let place = "/conventions/{convention}/visibilite";
    vec![
        Route::get(place, choosers(), visibility_list::get)
            .sample("ordinary", "/conventions/1/visibilite")
            .sample("not found", "/conventions/1/visibilite?niveau=public"),
        Route::post(place, choosers(), visibility_list::post).sample_form("invalid", "/conventions/1/visibilite", "niveau="),
    ]
}

/// The words of the agreement.
fn words() -> Vec<Route> {
    let text = || Access::Inside(Verb::ViewText);
    let agreement = || Access::Inside(Verb::ViewConvention);
    vec![
        Route::get("/conventions/{convention}/texte", text(), text_show::get)
            .sample("ordinary", "/conventions/1/texte")
            .sample("cited", "/conventions/1/texte?lignes=120-131"),
        Route::get("/conventions/{convention}/articles", text(), article_list::get)
            .sample("ordinary", "/conventions/1/articles")
            .sample("article", "/conventions/1/articles?article=6")
            .sample("found", "/conventions/1/articles?q=evaluation")
            .sample("not found", "/conventions/1/articles?q=piscine"),
        Route::get("/conventions/{convention}/parties", agreement(), party_show::get)
            .sample("ordinary", "/conventions/1/parties"),
        Route::get("/conventions/{convention}/annexes", agreement(), annex_list::get)
            .sample("ordinary", "/conventions/1/annexes"),
        Route::get("/conventions/{convention}/redactions", agreement(), framework_compare::get)
            .sample("ordinary", "/conventions/1/redactions"),
        Route::get("/conventions/{convention}/a-completer", text(), open_question_list::get)
            .sample("ordinary", "/conventions/1/a-completer")
            .sample("votes", "/conventions/1/a-completer?nature=vote"),
    ]
}

/// Where the agreement applies.
fn perimeter() -> Vec<Route> {
    vec![
        Route::get(
            "/conventions/{convention}/perimetre",
            Access::Inside(Verb::ViewConvention),
            perimeter_show::get,
        )
        .sample("ordinary", "/conventions/1/perimetre")
        .sample("sorted", "/conventions/1/perimetre?tri=population&sens=desc"),
        Route::get(
            "/conventions/{convention}/perimetre/parties/{party}",
            Access::Inside(Verb::ChoosePlace),
            place_choice::get,
        )
        .sample("ordinary", "/conventions/1/perimetre/parties/2"),
        Route::post(
            "/conventions/{convention}/perimetre/parties/{party}",
            Access::Inside(Verb::ChoosePlace),
            place_choice::post,
        )
        .sample_form("ordinary", "/conventions/1/perimetre/parties/2", "lieu=13071&code="),
    ]
}

/// How the text organises the work.
fn organisation() -> Vec<Route> {
    let agreement = || Access::Inside(Verb::ViewConvention);
    vec![
        Route::get("/conventions/{convention}/instances", agreement(), body_list::get)
            .sample("ordinary", "/conventions/1/instances"),
        Route::get("/conventions/{convention}/cooperation", agreement(), scheme_show::get)
            .sample("ordinary", "/conventions/1/cooperation"),
        Route::get("/conventions/{convention}/equipements", agreement(), facility_list::get)
            .sample("ordinary", "/conventions/1/equipements")
            .sample("found", "/conventions/1/equipements?type=EAJE&q=gavotte")
            .sample("not found", "/conventions/1/equipements?q=piscine")
            .sample("error", "/conventions/1/equipements?type=patinoire"),
        Route::get("/conventions/{convention}/obligations", agreement(), duty_list::get)
            .sample("ordinary", "/conventions/1/obligations")
            .sample("dates", "/conventions/1/obligations?vue=echeances")
            .sample("owed", "/conventions/1/obligations?debiteur=1&nature=communication")
            .sample("error", "/conventions/1/obligations?debiteur=99"),
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
        entry("Articles", "i-book", Target::Articles, Verb::ViewText),
        entry("Instances et coopération", "i-people", Target::Bodies, Verb::ViewConvention),
        entry("Équipements", "i-building", Target::Facilities, Verb::ViewConvention),
        entry("Obligations", "i-gavel", Target::Duties, Verb::ViewConvention),
        entry("À compléter", "i-pen", Target::OpenQuestions, Verb::ViewText),
        entry("Corriger la lecture", "i-sliders", Target::Reading, Verb::CorrectReading),
        entry("Qui voit quoi", "i-shield", Target::Visibility, Verb::ChooseVisibility),
        entry("Périmètre", "i-pin", Target::Perimeter, Verb::ViewConvention),
        entry("Nouveautés", "i-flag", Target::news, Verb::ViewJournal),
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
    queries.extend(annex_list::queries());
    queries.extend(article_rows::queries());
    queries.extend(body_list::queries());
    queries.extend(comparison_rows::queries());
    queries.extend(convention_counts::queries());
    queries.extend(convention_list::queries());
    queries.extend(convention_rows::queries());
    queries.extend(duty_rows::queries());
    queries.extend(facility_rows::queries());
    queries.extend(first_steps::queries());
    queries.extend(framework_compare::queries());
    queries.extend(heading::queries());
    queries.extend(parties::queries());
    queries.extend(party_show::queries());
    queries.extend(scheme_show::queries());
    queries.extend(doctor::queries());
    queries.extend(entry::queries());
    queries.extend(example_doctor::queries());
    queries.extend(example_removal::queries());
    queries.extend(journal_book::queries());
    queries.extend(journal_names::queries());
    queries.extend(journal_settled::queries());
    queries.extend(leaving::queries());
    queries.extend(news_subjects::queries());
    queries.extend(reading_versions::queries());
    queries.extend(reading_show::provenance::queries());
    queries.extend(reading_again::queries());
    queries.extend(rebuild::queries());
    queries.extend(register_rows::queries());
    queries.extend(room::rows::queries());
    queries.extend(convention_new::queries());
    queries.extend(place_doctor::queries());
    queries.extend(place_recognition::queries());
    queries.extend(place_rows::queries());
    queries.extend(taking::queries());
    queries.extend(text_show::queries());
    queries.extend(withheld::queries());
    queries.extend(visibility_list::queries());
    queries.extend(withdrawal_doctor::queries());
    queries
}
