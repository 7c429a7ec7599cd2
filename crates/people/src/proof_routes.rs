//! The addresses of proofs: the ways in, one's own account, how others come in.

use domain::access::Verb;
use identity::RETURN_PATH;
use store::QueryInfo;
use web::access::Access;
use web::route::Route;

use crate::provider_sign_in::Configured;
use crate::{
    access_acts, access_list, access_rows, demand, failures, forgotten, link_use, own_codes, own_email, own_identities,
    own_passkeys, own_proofs, own_sessions, passkey_sign_in, provider_rows, provider_sign_in, recent_proof, second_step,
    session_end, upkeep,
};

const MANAGE: Access = Access::Administrator(Verb::ManageAccess);

pub(crate) fn all(provider: Configured) -> Vec<Route> {
    let mut routes = ways_in();
    routes.extend(by_provider(provider));
    routes.extend(own());
    routes.extend(administered());
    routes
}

fn ways_in() -> Vec<Route> {
    vec![
        Route::get("/lien", Access::Anyone, link_use::get)
            .untold()
            .sample("without a key", "/lien")
            .sample(
                "unknown",
                "/lien?cle=0000000000000000000000000000000000000000000000000000000000000000",
            ),
        Route::post("/lien", Access::Anyone, link_use::post).sample_form("unknown", "/lien", "cle=00&mdp=un+long+mot+de+passe"),
        Route::get("/connexion/oubli", Access::Anyone, forgotten::get).sample("ordinary", "/connexion/oubli"),
        Route::post("/connexion/oubli", Access::Anyone, forgotten::post)
            .sample_form("unknown", "/connexion/oubli", "mel=personne%40exemple.invalid")
            .sample_form("invalid", "/connexion/oubli", "mel=personne"),
        Route::get("/connexion/code", Access::Anyone, second_step::get).sample("nobody is expected", "/connexion/code"),
        Route::post("/connexion/code", Access::Anyone, second_step::post).sample_form(
            "nobody is expected",
            "/connexion/code",
            "code=000000",
        ),
        Route::post("/connexion/cle/debut", Access::Anyone, passkey_sign_in::ask),
        Route::post("/connexion/cle", Access::Anyone, passkey_sign_in::post).sample_form(
            "unreadable answer",
            "/connexion/cle",
            "reponse=%7B%7D&vers=",
        ),
    ]
}

/// By another provider of identity. Without one, these addresses lead to the sign-in page.
fn by_provider(provider: Configured) -> Vec<Route> {
    let (leaving, returning) = (provider.clone(), provider);
    vec![
        Route::get("/connexion/service", Access::Anyone, move |visit| {
            provider_sign_in::leave(visit, leaving.clone())
        })
        .sample("ordinary", "/connexion/service"),
        Route::get(RETURN_PATH, Access::Anyone, move |visit| {
            provider_sign_in::come_back(visit, returning.clone())
        })
        .sample("nothing was asked", RETURN_PATH),
    ]
}

/// Where those too may come who still lack the second proof that the installation demands: they get it here.
fn own() -> Vec<Route> {
    let routes = vec![
        Route::post("/compte/sessions", Access::SignedIn, own_sessions::post),
        Route::post("/compte/adresse", Access::SignedIn, own_email::post).sample_form(
            "invalid",
            "/compte/adresse",
            "mel=a&mdp=",
        ),
        Route::get("/compte/code", Access::SignedIn, own_codes::get).sample("ordinary", "/compte/code"),
        Route::post("/compte/code", Access::SignedIn, own_codes::confirm).sample_form(
            "not begun",
            "/compte/code",
            "code=000000",
        ),
        Route::post("/compte/code/debut", Access::SignedIn, own_codes::begin),
        Route::post("/compte/code/secours", Access::SignedIn, own_codes::renew).sample_form(
            "wrong",
            "/compte/code/secours",
            "code=000000&mdp=",
        ),
        Route::post("/compte/code/fin", Access::SignedIn, own_codes::end).sample_form(
            "wrong",
            "/compte/code/fin",
            "code=000000&mdp=",
        ),
        Route::post("/compte/cles/debut", Access::SignedIn, own_passkeys::ask),
        Route::post("/compte/cles", Access::SignedIn, own_passkeys::add).sample_form(
            "invalid",
            "/compte/cles",
            "nom=&reponse=",
        ),
        Route::post("/compte/cles/nom", Access::SignedIn, own_passkeys::rename).sample_form(
            "invalid",
            "/compte/cles/nom",
            "cle=1&nom=",
        ),
        Route::post("/compte/cles/fin", Access::SignedIn, own_passkeys::remove),
        Route::post("/compte/services/fin", Access::SignedIn, own_identities::unbind).sample_form(
            "wrong",
            "/compte/services/fin",
            "fournisseur=x&mdp_lien=",
        ),
    ];
    routes.into_iter().map(Route::proving).collect()
}

fn administered() -> Vec<Route> {
    vec![
        Route::get("/comptes/acces", MANAGE, access_list::get).sample("ordinary", "/comptes/acces"),
        Route::get("/comptes/exigence", MANAGE, demand::get).sample("ordinary", "/comptes/exigence"),
        Route::post("/comptes/exigence", MANAGE, demand::post).sample_form("invalid", "/comptes/exigence", "exigence="),
        Route::post("/comptes/invitations", MANAGE, access_acts::invite).sample_form(
            "invalid",
            "/comptes/invitations",
            "nom=&mel=a",
        ),
        Route::post(
            "/comptes/sessions",
            Access::Administrator(Verb::KeepAccounts),
            session_end::post,
        )
        .sample_form("unknown", "/comptes/sessions", "personne=999"),
        Route::post("/comptes/liens", MANAGE, access_acts::make_link).sample_form("invalid", "/comptes/liens", "personne="),
        Route::post("/comptes/liens/fin", MANAGE, access_acts::revoke_link),
        Route::post("/comptes/adresses", MANAGE, access_acts::answer_email),
        Route::post("/comptes/code/fin", MANAGE, access_acts::remove_second_step),
        Route::post("/comptes/services/fin", MANAGE, access_acts::remove_identity),
    ]
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    let mut queries = access_rows::queries();
    queries.extend(demand::queries());
    queries.extend(failures::queries());
    queries.extend(forgotten::queries());
    queries.extend(link_use::queries());
    queries.extend(own_proofs::queries());
    queries.extend(passkey_sign_in::queries());
    queries.extend(provider_rows::queries());
    queries.extend(recent_proof::queries());
    queries.extend(second_step::queries());
    queries.extend(upkeep::queries());
    queries
}
