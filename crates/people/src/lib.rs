//! Who may act, for whom, until when: people, accounts, sessions, organisations and mandates.
//!
//! This room never decides what a role may do (that is `domain::access`) and never reads a convention's content.

mod access_acts;
mod access_list;
mod access_rows;
mod account_list;
mod account_new;
mod account_own;
mod account_rows;
mod browser_family;
mod census;
mod demo_personas;
mod doctor;
mod forgotten;
mod installation;
mod limit;
mod link_new;
mod link_use;
mod mandate_end;
mod mandate_new;
mod own_codes;
mod own_email;
mod own_passkeys;
mod own_proofs;
mod own_sessions;
mod passkey_sign_in;
mod password;
mod personas;
mod proof_routes;
mod proof_scope;
mod proof_tables;
mod scope;
mod second_step;
mod session_count;
mod session_opening;
mod sign_in;
mod sign_out;
mod tables;
mod upkeep;

use domain::access::Verb;
use domain::digest::Digest;
use store::{QueryInfo, Scope};
use web::access::Access;
use web::route::Route;

pub use census::{Census, census};
pub use doctor::check;
pub use personas::{Persona, create_personas};
pub use session_count::open_sessions;
pub use tables::Tables;
pub use upkeep::sweep;

/// The pages of this room. `founding` is the digest of the one-time code of an empty installation, if there is one.
#[must_use]
pub fn routes(founding: Option<Digest>) -> Vec<Route> {
    let mut routes = proof_routes::all();
    routes.extend(accounts(founding));
    routes
}

fn accounts(founding: Option<Digest>) -> Vec<Route> {
    vec![
        Route::get("/connexion", Access::Anyone, sign_in::get)
            .sample("ordinary", "/connexion")
            .sample("coming back", "/connexion?vers=%2Fconventions%2F1%2Fplan"),
        Route::post("/connexion", Access::Anyone, sign_in::post).sample_form(
            "unknown",
            "/connexion",
            "mel=personne%40exemple.invalid&mdp=un+mot+de+passe&vers=",
        ),
        Route::post("/deconnexion", Access::SignedIn, sign_out::post).sample_form("ordinary", "/deconnexion", ""),
        Route::get("/demo", Access::Demo, demo_personas::get).sample("ordinary", "/demo"),
        Route::post("/demo", Access::Demo, demo_personas::post).sample_form("unknown", "/demo", "personne=999"),
        Route::get("/installation", Access::Anyone, move |visit| {
            installation::get(visit, founding)
        })
        .sample("ordinary", "/installation"),
        Route::post("/installation", Access::Anyone, move |visit| {
            installation::post(visit, founding)
        })
        .sample_form(
            "wrong code",
            "/installation",
            "code=faux&nom=A&mel=a%40exemple.invalid&mdp=court",
        ),
        Route::get("/compte", Access::SignedIn, account_own::get).sample("ordinary", "/compte"),
        Route::post("/compte", Access::SignedIn, account_own::post).sample_form("invalid", "/compte", "actuel=&nouveau=court"),
        Route::get("/comptes", Access::Administrator(Verb::ViewAccounts), account_list::get).sample("ordinary", "/comptes"),
        Route::post("/comptes", Access::Administrator(Verb::CreateAccount), account_new::post).sample_form(
            "invalid",
            "/comptes",
            "nom=&mel=sans-arobase&mdp=court",
        ),
        Route::post("/mandats", Access::Administrator(Verb::GiveMandate), mandate_new::post).sample_form(
            "invalid",
            "/mandats",
            "personne=&place=&role=&debut=20424&fin=",
        ),
        Route::post("/mandats/fin", Access::Administrator(Verb::GiveMandate), mandate_end::post).sample_form(
            "invalid",
            "/mandats/fin",
            "mandat=1&fin=20424",
        ),
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
    let mut queries = sign_in::queries();
    queries.extend(account_own::queries());
    queries.extend(account_rows::queries());
    queries.extend(demo_personas::queries());
    queries.extend(proof_routes::queries());
    queries.extend(doctor::queries());
    queries.extend(session_count::queries());
    queries
}
