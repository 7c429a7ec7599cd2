//! Files kept beside the data: the signed scan of a convention, what is attached to its actions, and the versions of each.
//!
//! This room says what a file is called, what it is attached to and who may receive it; the bytes are the vault's. It reads
//! the words of files to find them, never changes a file, and never removes one.

mod doctor;
mod document_file;
mod document_list;
mod document_new;
mod document_rows;
mod document_sheet;
mod document_show;
mod filing;
mod found;
mod intake;
mod reading;
mod scope;
mod tables;
mod taking;
mod text_tables;
mod version_new;

use domain::access::Verb;
use domain::documents::DocumentKind;
use domain::places::Target;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;
use web::upload::AROUND_A_FILE_BYTES;

pub use doctor::check;
pub use reading::read_texts;
pub use tables::Tables;
pub use taking::{TakenVersion, take};

/// The longest form with a file: what is a little longer than the longest file is read too, so that its page can say so.
const LARGEST_FORM_BYTES: usize = DocumentKind::SignedScan.largest_bytes() + 2_000_000 + AROUND_A_FILE_BYTES;

/// The pages of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let readers = || Access::Inside(Verb::ViewDocuments);
    let keepers = || Access::Inside(Verb::KeepDocuments);
    let (new, one) = (
        "/conventions/{convention}/documents/ajout",
        "/conventions/{convention}/documents/{document}",
    );
    vec![
        Route::get("/conventions/{convention}/documents", readers(), document_list::get)
            .sample("ordinary", "/conventions/1/documents")
            .sample("sorted", "/conventions/1/documents?tri=titre&sens=asc")
            .sample("filtered", "/conventions/1/documents?objet=actions&nature=other&q=note")
            .sample("of milestones", "/conventions/1/documents?objet=jalons")
            .sample("not found", "/conventions/1/documents?q=piscine")
            .sample("withdrawn", "/conventions/1/documents?etat=retires")
            .sample("table", "/conventions/1/documents?forme=csv"),
        Route::get(new, keepers(), document_new::get)
            .sample("ordinary", "/conventions/1/documents/ajout")
            .sample("signed", "/conventions/1/documents/ajout?nature=signed_scan")
            .sample("action", "/conventions/1/documents/ajout?objet=action-15")
            .sample("milestone", "/conventions/1/documents/ajout?objet=action-15-jalon-1"),
        Route::post(new, keepers(), document_new::post)
            .taking(LARGEST_FORM_BYTES)
            .sample_form("error", "/conventions/1/documents/ajout", ""),
        Route::get(one, readers(), document_show::get).sample("ordinary", "/conventions/1/documents/1"),
        Route::post(one, keepers(), document_show::post).sample_form(
            "error",
            "/conventions/1/documents/1",
            "geste=renommer&titre=",
        ),
        Route::post(
            "/conventions/{convention}/documents/{document}/versions",
            keepers(),
            version_new::post,
        )
        .taking(LARGEST_FORM_BYTES)
        .sample_form("error", "/conventions/1/documents/1/versions", ""),
        Route::get(
            "/conventions/{convention}/documents/{document}/versions/{version}",
            readers(),
            document_file::get,
        )
        .sample("ordinary", "/conventions/1/documents/1/versions/1"),
        Route::get(
            "/conventions/{convention}/documents/{document}/versions/{version}/apercu",
            readers(),
            document_file::shown,
        )
        .sample("ordinary", "/conventions/1/documents/1/versions/1/apercu"),
    ]
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        group: "Le contrat",
        label: "Documents",
        icon: "i-file",
        target: Target::Documents,
        verb: Verb::ViewDocuments,
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
    let mut queries = document_rows::queries();
    queries.extend(found::queries());
    queries.extend(reading::queries());
    queries.extend(doctor::queries());
    queries.extend(taking::queries());
    queries
}
