//! Sign-in by another provider of identity: what becomes of those it presents.

use identity::Codes;
use serde_json::json;
use testkit::World;

use super::fake_provider::{CODE, Fake, SECRET, UNKNOWN, begun, enters, stays_out, world_through};
use super::{PASSWORD, administrator, facts_since, now, sign_in, wait};
use crate::cast::Who;

#[tokio::test]
async fn it_is_offered_where_it_is_configured_only() {
    let (fake, world) = begun().await;
    let page = world.visitor().get("/connexion?vers=%2Fconventions%2F1%2Fplan").await;
    assert!(
        page.text()
            .contains("href=\"/connexion/service?vers=%2Fconventions%2F1%2Fplan\""),
        "{}",
        page.text()
    );
    assert!(page.words().contains("Se connecter avec ProConnect"), "{}", page.words());
    assert!(!page.words().contains("n’a pas répondu"), "{}", page.words());
    drop(fake);
    let world = super::world().await;
    let mut visitor = world.visitor();
    assert!(!visitor.get("/connexion").await.words().contains("ProConnect"));
    for address in [
        "/connexion/service",
        "/connexion/service/retour?code=a&state=b",
        "/deconnexion/service",
    ] {
        let answer = visitor.get(address).await;
        assert_eq!((answer.status, answer.location()), (303, "/connexion"), "{address}");
    }
    assert!(
        !Who::Neighbour
            .at(&world)
            .await
            .get("/compte")
            .await
            .words()
            .contains("ProConnect")
    );
}

#[tokio::test]
async fn nobody_is_sent_to_the_provider_by_another_site() {
    let (_fake, world) = begun().await;
    for (site, led) in [
        ("same-origin", "http://127.0.0.1:"),
        ("none", "http://127.0.0.1:"),
        ("cross-site", "/connexion"),
        ("same-site", "/connexion"),
    ] {
        let answer = world
            .visitor()
            .send("GET", "/connexion/service", &[("sec-fetch-site", site)], "")
            .await;
        assert!(
            answer.status == 303 && answer.location().starts_with(led),
            "{site}: {}",
            answer.location()
        );
    }
}

#[tokio::test]
async fn the_first_time_binds_by_the_address_then_the_name_decides() {
    let (fake, world) = begun().await;
    let before = world.journal().await;
    let mut visitor = world.visitor();
    enters(&fake.sign_in(&mut visitor).await);
    assert_eq!(facts_since(&world, &before).await, ["identity_bound", "signed_in"]);
    let told = world.journal().await;
    let told = told
        .iter()
        .filter(|entry| !before.contains(entry))
        .map(|entry| (entry.person, entry.verb.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [(Some(10), "sign_in"); 2]);
    let page = visitor.get("/compte").await.words();
    assert!(page.contains("Ouverte par ProConnect le 24 nov. 2026"), "{page}");
    assert!(page.contains("Relié le 24 nov. 2026, utilisé le 24 nov. 2026."), "{page}");

    // The address changed there: it is shown, and nothing else; the name is the same.
    fake.says(|said| said.email = "autre@exemple.invalid".to_owned());
    let before = world.journal().await;
    let mut again = world.visitor();
    enters(&fake.sign_in(&mut again).await);
    assert_eq!(facts_since(&world, &before).await, ["signed_in"]);
    let page = again.get("/compte").await.words();
    assert!(
        page.contains("donne de vous l’adresse autre@exemple.invalid ; votre compte garde personne10@exemple.invalid"),
        "{page}"
    );
    let page = administrator(&world).await.get("/comptes/acces").await.words();
    assert!(page.contains("le compte garde personne10@exemple.invalid"), "{page}");
    assert_eq!(
        sign_in(&mut world.visitor(), PASSWORD).await.status,
        303,
        "the address of the account is its own still"
    );
}

#[tokio::test]
async fn one_comes_back_to_a_page_of_pacte_and_nowhere_else() {
    let (fake, world) = begun().await;
    for (wanted, led) in [
        ("%2Fcompte", "/compte"),
        ("%2F%2Fvoleur.exemple", "/conventions"),
        ("https%3A%2F%2Fvoleur.exemple", "/conventions"),
        ("%2F%5Cvoleur.exemple", "/conventions"),
    ] {
        let mut visitor = world.visitor();
        let back = fake.leave(&mut visitor, &format!("/connexion/service?vers={wanted}")).await;
        assert_eq!(visitor.get(&back).await.location(), led, "{wanted}");
    }
}

#[tokio::test]
async fn who_is_unknown_is_told_nothing_of_the_accounts() {
    let (fake, world) = begun().await;
    let mut administrator = administrator(&world).await;
    assert_eq!(administrator.post("/comptes/fermeture", "personne=9").await.status, 303);
    enters(&fake.sign_in(&mut world.visitor()).await);
    fake.says(|said| (said.subject, said.email) = ("agent-11".into(), "personne11@exemple.invalid".into()));
    enters(&fake.sign_in(&mut world.visitor()).await);
    let closed = people::Persona::Stranger.email();
    let before = world.journal().await;
    let mut pages = Vec::new();
    for (what, subject, email, person) in [
        ("nobody", "agent-99", "personne99@exemple.invalid", json!({})),
        ("a closed account", "agent-9", closed.as_str(), json!({})),
        (
            "an account bound to another",
            "agent-98",
            "personne10@exemple.invalid",
            json!({}),
        ),
    ] {
        fake.says(|said| (said.subject, said.email, said.person) = (subject.to_owned(), email.to_owned(), person));
        let mut visitor = world.visitor();
        let answer = fake.sign_in(&mut visitor).await;
        stays_out(&mut visitor, &answer, 422, UNKNOWN, what).await;
        assert!(answer.words().contains("Andréa Voisin") && answer.words().contains("Siret 21130071300017"));
        pages.push(answer.text().replace(email, "x"));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "the same page for all");
    for (what, person) in [
        ("an address that is not vouched for", json!({ "email_verified": false })),
        ("an address of which nothing is said", json!({ "email_verified": null })),
        ("no address", json!({ "email": null })),
    ] {
        let (subject, email) = ("agent-12".to_owned(), "personne12@exemple.invalid".to_owned());
        fake.says(|said| (said.subject, said.email, said.person) = (subject, email, person));
        let mut visitor = world.visitor();
        let answer = fake.sign_in(&mut visitor).await;
        stays_out(&mut visitor, &answer, 422, UNKNOWN, what).await;
    }
    // Bound, then closed: unknown too.
    fake.says(|said| {
        (said.subject, said.email, said.person) = ("agent-11".into(), "personne11@exemple.invalid".into(), json!({}));
    });
    assert_eq!(administrator.post("/comptes/fermeture", "personne=11").await.status, 303);
    let mut visitor = world.visitor();
    let answer = fake.sign_in(&mut visitor).await;
    stays_out(&mut visitor, &answer, 422, UNKNOWN, "a bound account that closed").await;
    assert_eq!(facts_since(&world, &before).await, ["account_closed"]);
}

/// The neighbour asks for a code from now on; the application that gives them.
async fn with_codes(world: &World) -> Codes {
    let mut neighbour = Who::Neighbour.at(world).await;
    let begun = neighbour.post("/compte/code/debut", "").await.text();
    let (_, letters) = begun.split_once("<code class=\"secret\">").expect("a secret");
    let codes = Codes::read(&letters.split('<').next().expect("its end").replace(' ', "")).expect("a secret");
    let done = neighbour.post("/compte/code", &format!("code={}", codes.code(now()))).await;
    assert_eq!(done.status, 200, "{}", done.words());
    wait(30);
    codes
}

#[tokio::test]
async fn a_code_is_asked_for_unless_the_provider_asked_for_two_proofs() {
    let (fake, world) = begun().await;
    let codes = with_codes(&world).await;
    let before = world.journal().await;
    let mut visitor = world.visitor();
    let back = fake.leave(&mut visitor, "/connexion/service?vers=%2Fcompte").await;
    let answer = visitor.get(&back).await;
    assert_eq!((answer.status, answer.location()), (303, "/connexion/code"));
    assert_eq!(world.journal().await, before, "not even bound yet");
    let wrong = visitor.post("/connexion/code", "code=000000").await;
    assert_eq!(wrong.status, 422);
    let right = visitor.post("/connexion/code", &format!("code={}", codes.code(now()))).await;
    assert_eq!((right.status, right.location()), (303, "/compte"), "{}", right.words());
    assert_eq!(facts_since(&world, &before).await, ["identity_bound", "signed_in"]);
    let mut replay = world.visitor();
    fake.sign_in(&mut replay).await;
    let used = replay.post("/connexion/code", &format!("code={}", codes.code(now()))).await;
    assert_eq!(used.status, 422, "the code is used");
    fake.says(|said| said.token = json!({ "amr": ["pwd", "mfa"] }));
    enters(&fake.sign_in(&mut world.visitor()).await);
}

#[tokio::test]
async fn it_is_unbound_by_a_password_or_by_an_administrator_and_its_sessions_close() {
    let (fake, world) = begun().await;
    let (mut here, mut there) = (world.visitor(), world.visitor());
    enters(&fake.sign_in(&mut here).await);
    enters(&fake.sign_in(&mut there).await);
    let issuer = fake.address.replace(':', "%3A").replace('/', "%2F");
    let before = world.journal().await;
    let wrong = here
        .post("/compte/services/fin", &format!("fournisseur={issuer}&mdp_lien=faux"))
        .await;
    assert!(wrong.words().contains("Ce n’est pas votre mot de passe"), "{}", wrong.words());
    assert_eq!(world.journal().await, before);
    let gone = here
        .post("/compte/services/fin", &format!("fournisseur={issuer}&mdp_lien={PASSWORD}"))
        .await;
    assert_eq!((gone.status, gone.location()), (303, "/compte"), "{}", gone.words());
    assert_eq!(facts_since(&world, &before).await, ["identity_unbound"]);
    assert_eq!(here.get("/compte").await.status, 200, "the session that asked stays");
    assert_eq!(there.get("/compte").await.status, 303, "the other one closed");
    let again = here
        .post("/compte/services/fin", &format!("fournisseur={issuer}&mdp_lien={PASSWORD}"))
        .await;
    assert!(again.words().contains("n’est plus relié"), "{}", again.words());

    let mut bound = world.visitor();
    enters(&fake.sign_in(&mut bound).await);
    let mut administrator = administrator(&world).await;
    let before = world.journal().await;
    let form = format!("personne=10&fournisseur={issuer}");
    assert_eq!(administrator.post("/comptes/services/fin", &form).await.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["identity_removed"]);
    assert_eq!(bound.get("/compte").await.status, 303, "its session closed");
    assert_eq!(here.get("/compte").await.status, 303, "and the one that had stayed");
    assert_eq!(administrator.post("/comptes/services/fin", &form).await.status, 404);
}

#[tokio::test]
async fn leaving_pacte_leads_to_leaving_the_provider_when_it_has_a_place_for_that() {
    let (fake, world) = begun().await;
    let mut visitor = world.visitor();
    enters(&fake.sign_in(&mut visitor).await);
    assert_eq!(visitor.post("/deconnexion", "").await.location(), "/connexion", "it has none");
    let fake = Fake::start().await;
    let place = format!("{}/session/end", fake.address);
    fake.says(|said| said.description = json!({ "end_session_endpoint": place }));
    let world = world_through(fake.provider()).await;
    let mut visitor = world.visitor();
    enters(&fake.sign_in(&mut visitor).await);
    let left = visitor.post("/deconnexion", "").await;
    assert_eq!(left.status, 200);
    assert!(left.words().contains("Continuer chez ProConnect"), "{}", left.words());
    assert!(
        left.header("refresh").starts_with(&format!("0; url={place}?id_token_hint=")),
        "{}",
        left.text()
    );
    assert_eq!(visitor.get("/compte").await.status, 303);
    let state = left
        .text()
        .split("state=")
        .nth(1)
        .map(|rest| rest[..64].to_owned())
        .expect("a state");
    let back = visitor.get(&format!("/deconnexion/service?state={state}")).await;
    assert!(
        back.words().contains("Vos sessions de Pacte et de ProConnect sont fermées"),
        "{}",
        back.words()
    );
    assert_eq!(
        visitor.get(&format!("/deconnexion/service?state={state}")).await.location(),
        "/connexion",
        "once"
    );
    // A password opened this one: nobody is led away.
    let mut other = world.visitor();
    sign_in(&mut other, PASSWORD).await;
    assert_eq!(other.post("/deconnexion", "").await.location(), "/connexion");
}

#[tokio::test]
async fn what_a_provider_gives_in_confidence_is_neither_logged_nor_told() {
    let heard = crate::heard::Heard::default();
    let _guard = heard.listen();
    let (fake, world) = begun().await;
    let mut visitor = world.visitor();
    let back = fake.leave(&mut visitor, "/connexion/service").await;
    enters(&visitor.get(&back).await);
    fake.says(|said| said.token = json!({ "nonce": "autre" }));
    fake.sign_in(&mut world.visitor()).await;
    let state = back.split("state=").nth(1).expect("a state").to_owned();
    let logged = String::from_utf8(heard.all()).expect("text");
    assert!(logged.contains("the token answers another question"), "{logged}");
    let journal = format!("{:?}", world.journal().await);
    for secret in [SECRET, CODE, "acces-donne", state.as_str(), "eyJ", "agent-10"] {
        assert!(!logged.contains(secret), "{secret} is in the logs");
    }
    for secret in [SECRET, CODE, "acces-donne", state.as_str(), "eyJ"] {
        assert!(!journal.contains(secret), "{secret} is in the journal");
    }
}
