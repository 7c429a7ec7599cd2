//! Who may act, for whom, until when: people, accounts, sessions, organisations and mandates.
//!
//! This room never decides what a role may do (that is `domain::access`) and never reads a convention's content.

mod access_acts;
mod access_list;
mod access_rows;
mod account_close;
mod account_list;
mod account_new;
mod account_own;
mod account_rows;
mod account_writes;
mod affiliation;
mod alias_edit;
mod browser_family;
mod census;
mod charges;
mod contact_edit;
mod contact_invite;
mod contact_new;
mod data_routes;
mod data_scope;
mod demand;
mod demo_personas;
mod directory;
mod directory_export;
mod directory_list;
mod directory_rows;
mod directory_writes;
mod doctor;
mod dossier;
mod dossier_json;
mod dossier_rows;
mod dossier_words;
mod duplicate_list;
mod election_rows;
mod erasure;
mod erasure_writes;
mod failures;
mod forgotten;
mod hand_over;
mod identity_tables;
mod installation;
mod last_act;
mod limit;
mod link_new;
mod link_use;
mod mandate_choose;
mod mandate_confirm_list;
mod mandate_end;
mod mandate_new;
mod mandate_reopen;
mod mandate_withdraw;
mod mandate_writes;
mod merge;
mod merge_refusal;
mod merge_search;
mod organisation_new;
mod organisation_show;
mod own_codes;
mod own_data;
mod own_email;
mod own_erasure;
mod own_identities;
mod own_passkeys;
mod own_proofs;
mod own_sessions;
mod paging;
mod passkey_sign_in;
mod password;
mod person_export;
mod person_show;
mod personas;
mod proof_routes;
mod proof_scope;
mod proof_tables;
mod provider_opening;
mod provider_rows;
mod provider_sign_in;
mod queries;
mod recent_proof;
mod scope;
mod second_step;
mod session_count;
mod session_end;
mod session_opening;
mod sign_in;
mod sign_out;
mod tables;
mod taking;
mod upkeep;

use std::sync::Arc;

use domain::access::Verb;
use domain::digest::Digest;
use domain::places::Target;
use identity::{LEFT_PATH, Provider};
use store::Scope;
use web::access::Access;
use web::route::Route;
use web::site::NavEntry;

pub use census::{Census, census};
pub use doctor::check;
pub use dossier_words::Sentence;
pub use installation::{FOUNDING_CODE, founding_key};
pub use personas::{Persona, Placing, create_personas, place_personas};
pub use queries::queries;
pub use session_count::open_sessions;
pub use tables::Tables;
pub use taking::{TakenRows, signed, take};
pub use upkeep::{close_every_session, end_every_link, sweep};

/// What opens this installation beside passwords.
#[derive(Clone, Default)]
pub struct Doors {
    /// The digest of the one-time code of an empty installation.
    pub founding: Option<Digest>,
    /// Another provider of identity.
    pub provider: Option<Arc<Provider>>,
}

/// The pages of this room; `sentence` tells a fact in words.
#[must_use]
pub fn routes(opening: &Doors, sentence: Sentence) -> Vec<Route> {
    let mut routes = proof_routes::all(opening.provider.clone());
    routes.extend(leaving(opening.provider.clone()));
    routes.extend(doors(opening.founding));
    routes.extend(accounts());
    routes.extend(mandates());
    routes.extend(directory());
    routes.extend(keeping());
    routes.extend(data_routes::all(sentence));
    routes
}

/// What this room adds to the menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    vec![NavEntry {
        group: "Les acteurs",
        label: "Annuaire",
        icon: "i-people",
        target: Target::Members,
        verb: Verb::ViewDirectory,
    }]
}

/// How one goes out.
fn leaving(provider: Option<Arc<Provider>>) -> Vec<Route> {
    let (closing, left) = (provider.clone(), provider);
    vec![
        Route::post("/deconnexion", Access::SignedIn, move |visit| {
            sign_out::post(visit, closing.clone())
        })
        .proving()
        .sample_form("ordinary", "/deconnexion", ""),
        Route::get(LEFT_PATH, Access::Anyone, move |visit| sign_out::left(visit, left.clone()))
            .sample("nobody left", LEFT_PATH),
    ]
}

/// How one comes in.
fn doors(founding: Option<Digest>) -> Vec<Route> {
    vec![
        Route::get("/connexion", Access::Anyone, sign_in::get)
            .sample("ordinary", "/connexion")
            .sample("coming back", "/connexion?vers=%2Fconventions%2F1%2Fplan"),
        Route::post("/connexion", Access::Anyone, sign_in::post).sample_form(
            "unknown",
            "/connexion",
            "mel=personne%40exemple.invalid&mdp=un+mot+de+passe&vers=",
        ),
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
    ]
}

/// Accounts, one's own and those of others.
fn accounts() -> Vec<Route> {
    let keep = Access::Administrator(Verb::KeepAccounts);
    vec![
        Route::get("/compte", Access::SignedIn, account_own::get)
            .proving()
            .sample("ordinary", "/compte"),
        Route::post("/compte", Access::SignedIn, account_own::post)
            .proving()
            .sample_form("invalid", "/compte", "actuel=&nouveau=court"),
        Route::get("/comptes", Access::Administrator(Verb::ViewAccounts), account_list::get)
            .sample("ordinary", "/comptes")
            .sample("nobody found", "/comptes?q=inexistant"),
        Route::post("/comptes", Access::Administrator(Verb::CreateAccount), account_new::post).sample_form(
            "invalid",
            "/comptes",
            "nom=&mel=sans-arobase&mdp=court",
        ),
        Route::post("/comptes/fermeture", keep, account_close::close).sample_form(
            "unknown",
            "/comptes/fermeture",
            "personne=999",
        ),
        Route::post("/comptes/reouverture", keep, account_close::reopen).sample_form(
            "unknown",
            "/comptes/reouverture",
            "personne=999",
        ),
        Route::post("/comptes/administration", keep, account_close::administration).sample_form(
            "unknown",
            "/comptes/administration",
            "personne=999&geste=donner",
        ),
        Route::get("/annuaire/personnes/{person}/passation", keep, hand_over::get)
            .sample("ordinary", "/annuaire/personnes/1/passation"),
        Route::post("/annuaire/passation", keep, hand_over::post).sample_form(
            "invalid",
            "/annuaire/passation",
            "personne=1&vers=&jour=20424&fermer=",
        ),
    ]
}

/// Mandates: given, ended, prolonged, confirmed, chosen.
fn mandates() -> Vec<Route> {
    vec![
        Route::post("/mandat", Access::SignedIn, mandate_choose::post).sample_form("unknown", "/mandat", "agir_sous=999"),
        Route::post(
            "/mandats/reprise",
            Access::Administrator(Verb::GiveMandate),
            mandate_reopen::reopen,
        )
        .sample_form("invalid", "/mandats/reprise", "mandat=1&fin=20424"),
        Route::get(
            "/mandats/a-confirmer",
            Access::Administrator(Verb::ViewAccounts),
            mandate_confirm_list::get,
        )
        .sample("ordinary", "/mandats/a-confirmer"),
        Route::post(
            "/mandats/confirmation",
            Access::Administrator(Verb::GiveMandate),
            mandate_reopen::confirm,
        )
        .sample_form("unknown", "/mandats/confirmation", "mandat=999"),
        Route::post("/mandats", Access::Administrator(Verb::GiveMandate), mandate_new::post).sample_form(
            "invalid",
            "/mandats",
            "personne=&place=&role=&debut=20424&fin=",
        ),
        Route::post(
            "/mandats/annulation",
            Access::Administrator(Verb::GiveMandate),
            mandate_withdraw::post,
        )
        .sample_form("begun", "/mandats/annulation", "mandat=1"),
        Route::post("/mandats/fin", Access::Administrator(Verb::GiveMandate), mandate_end::post).sample_form(
            "invalid",
            "/mandats/fin",
            "mandat=1&fin=20424",
        ),
    ]
}

/// The directory, of the installation and of one convention.
fn directory() -> Vec<Route> {
    let all = Access::Administrator(Verb::ViewAccounts);
    let inside = Access::Inside(Verb::ViewDirectory);
    vec![
        Route::get("/annuaire", all, directory_list::installation)
            .sample("organisations", "/annuaire")
            .sample("people", "/annuaire?vue=personnes")
            .sample("nobody found", "/annuaire?q=inexistant"),
        Route::get("/annuaire/export", all, directory_export::installation)
            .sample("organisations", "/annuaire/export")
            .sample("people", "/annuaire/export?vue=personnes"),
        Route::get("/annuaire/organismes/{organisation}", all, organisation_show::installation)
            .sample("ordinary", "/annuaire/organismes/1"),
        Route::get("/annuaire/personnes/{person}", all, person_show::installation).sample("ordinary", "/annuaire/personnes/1"),
        Route::get("/annuaire/doublons", all, duplicate_list::get)
            .sample("ordinary", "/annuaire/doublons")
            .sample(
                "looked for",
                "/annuaire/doublons?quoi=organisation&gardee=commune&autre_fiche=caisse",
            ),
        Route::get("/conventions/{convention}/annuaire", inside, directory_list::convention)
            .sample("organisations", "/conventions/1/annuaire")
            .sample("people", "/conventions/1/annuaire?vue=personnes"),
        Route::get(
            "/conventions/{convention}/annuaire/export",
            inside,
            directory_export::convention,
        )
        .sample("ordinary", "/conventions/1/annuaire/export"),
        Route::get(
            "/conventions/{convention}/annuaire/organismes/{organisation}",
            inside,
            organisation_show::convention,
        )
        .sample("ordinary", "/conventions/1/annuaire/organismes/1"),
        Route::get(
            "/conventions/{convention}/annuaire/personnes/{person}",
            inside,
            person_show::convention,
        )
        .sample("ordinary", "/conventions/1/annuaire/personnes/1"),
    ]
}

/// What those who administer write in the directory.
fn keeping() -> Vec<Route> {
    let keep = Access::Administrator(Verb::KeepDirectory);
    let mut routes = adding(keep);
    routes.extend([
        Route::post(
            "/comptes/invitations/contact",
            Access::Administrator(Verb::ManageAccess),
            contact_invite::post,
        )
        .sample_form("invalid", "/comptes/invitations/contact", "personne=1&mel=a"),
        Route::get("/annuaire/personnes/{person}/fiche", keep, contact_edit::get)
            .sample("ordinary", "/annuaire/personnes/1/fiche"),
        Route::post("/annuaire/fiches", keep, contact_edit::post).sample_form(
            "invalid",
            "/annuaire/fiches",
            "personne=1&nom=&mel=a&telephone=b",
        ),
        Route::post("/annuaire/rattachements", keep, affiliation::attach).sample_form(
            "invalid",
            "/annuaire/rattachements",
            "personne=1&organisme=&fonction=",
        ),
        Route::post("/annuaire/rattachements/retrait", keep, affiliation::detach).sample_form(
            "unknown",
            "/annuaire/rattachements/retrait",
            "personne=1&organisme=999",
        ),
        Route::post("/annuaire/noms", keep, alias_edit::add).sample_form("empty", "/annuaire/noms", "organisme=1&autre="),
        Route::post("/annuaire/noms/retrait", keep, alias_edit::remove).sample_form(
            "unknown",
            "/annuaire/noms/retrait",
            "organisme=999&autre=x",
        ),
        Route::post("/annuaire/fusion", keep, merge::merge).sample_form(
            "unknown",
            "/annuaire/fusion",
            "quoi=organisation&garde=1&autre=999",
        ),
        Route::post("/annuaire/fusion/retour", keep, merge::undo).sample_form(
            "unknown",
            "/annuaire/fusion/retour",
            "quoi=organisation&garde=1&autre=999",
        ),
        Route::post("/annuaire/distincts", keep, merge::declare_distinct).sample_form(
            "unknown",
            "/annuaire/distincts",
            "quoi=organisation&garde=1&autre=999",
        ),
        Route::post("/annuaire/separation", keep, merge::separate).sample_form(
            "unknown",
            "/annuaire/separation",
            "organisme=1&convention=999",
        ),
    ]);
    routes
}

/// Who and what enters the directory by hand.
fn adding(keep: Access) -> Vec<Route> {
    vec![
        Route::post("/annuaire/contacts", keep, contact_new::post).sample_form(
            "invalid",
            "/annuaire/contacts",
            "nom=&mel=sans-arobase&organisme=&fonction=",
        ),
        Route::post("/annuaire/organismes", keep, organisation_new::post).sample_form(
            "invalid",
            "/annuaire/organismes",
            "nom=&nature=",
        ),
    ]
}

/// The names under which other rooms read what this one writes.
#[must_use]
pub fn scopes() -> Vec<Scope> {
    scope::all()
}
