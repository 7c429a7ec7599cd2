//! Who left a page open: what changes how one comes in asks again who one is. Contacts who receive an account, sessions that
//! those who administer close.

use identity::Codes;

use super::device::Device;
use super::passkeys::{add, question};
use super::{PASSWORD, administrator, facts_since, sign_in_as, value_after, wait, world};
use crate::cast::Who;

#[tokio::test]
async fn a_passkey_added_long_after_signing_in_asks_for_the_password() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    assert!(
        !neighbour.get("/compte").await.text().contains("name=\"preuve\""),
        "just signed in"
    );
    wait(301);
    assert!(neighbour.get("/compte").await.text().contains("name=\"preuve\""));
    let mut device = Device::new(4);
    let before = world.journal().await;
    for (proof, status) in [
        ("", 422),
        ("&preuve=un+autre+mot", 422),
        (&*format!("&preuve={PASSWORD}"), 303),
    ] {
        let asked = question(&mut neighbour, "/compte/cles/debut").await;
        let added = add(&mut neighbour, &device.create(&asked), &format!("Bureau{proof}")).await;
        assert_eq!(added.status, status, "{}", added.words());
        if status == 422 {
            assert!(added.words().contains("Ce n’est pas votre mot de passe"), "{}", added.words());
            assert_eq!(world.journal().await, before);
        }
    }
    assert_eq!(facts_since(&world, &before).await, ["passkey_added"]);
}

#[tokio::test]
async fn a_second_step_turned_on_long_after_signing_in_asks_for_the_password() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    wait(301);
    let begun = neighbour.post("/compte/code/debut", "").await.text();
    assert!(begun.contains("name=\"preuve\""), "{begun}");
    let (_, letters) = begun.split_once("<code class=\"secret\">").expect("a secret");
    let letters = letters.split('<').next().expect("its end").replace(' ', "");
    let code = Codes::read(&letters).expect("a secret").code(super::now());
    let refused = neighbour.post("/compte/code", &format!("code={code}")).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("Ce n’est pas votre mot de passe"),
        "{}",
        refused.words()
    );
    let done = neighbour
        .post("/compte/code", &format!("code={code}&preuve={PASSWORD}"))
        .await;
    assert_eq!(done.status, 200, "{}", done.words());
    let mut persona = Who::Persona(people::Persona::Mayor).at(&world).await;
    persona.post("/compte/code/debut", "").await;
    wait(301);
    let without = persona.post("/compte/code", "code=000000").await;
    assert!(without.words().contains("n’a pas de mot de passe"), "{}", without.words());
}

#[tokio::test]
async fn a_contact_receives_an_account_under_the_same_number() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let contact = "nom=Ana+Contact&mel=&organisme=1&fonction=";
    assert_eq!(administrator.post("/annuaire/contacts", contact).await.status, 303);
    let invite = "/comptes/invitations/contact";
    let before = world.journal().await;
    for (address, said) in [
        ("", "Indiquez une adresse"),
        ("personne10%40exemple.invalid", "Un compte existe déjà"),
    ] {
        let refused = administrator.post(invite, &format!("personne=13&mel={address}")).await;
        assert_eq!(refused.status, 422, "{address}");
        assert!(refused.words().contains(said), "{}", refused.words());
    }
    assert_eq!(world.journal().await, before);
    let invited = administrator.post(invite, "personne=13&mel=Ana%40exemple.invalid").await;
    assert!(invited.words().contains("Invitation d’Ana Contact"), "{}", invited.words());
    assert_eq!(facts_since(&world, &before).await, ["contact_invited", "link_made"]);
    let again = administrator.post(invite, "personne=13&mel=autre%40exemple.invalid").await;
    assert_eq!((again.status, again.location()), (303, "/annuaire/personnes/13"), "once");
    let link = value_after(&invited.text(), "id=\"lien\"");
    let key = link.split('=').nth(1).expect("a key");
    let mut ana = world.visitor();
    let chosen = ana.post("/lien", &format!("cle={key}&mdp={PASSWORD}")).await;
    assert_eq!(chosen.status, 303, "{}", chosen.words());
    assert!(ana.get("/compte/donnees").await.words().contains("Personne n° 13"));
    assert_eq!(
        sign_in_as(&mut world.visitor(), "ana%40exemple.invalid", PASSWORD)
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn an_administrator_closes_the_sessions_of_someone_and_the_account_stays_open() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let before = world.journal().await;
    for _ in 0..2 {
        assert_eq!(administrator.post("/comptes/sessions", "personne=10").await.status, 303);
    }
    assert_eq!(
        facts_since(&world, &before).await,
        ["sessions_ended"],
        "sent twice, told once"
    );
    assert_eq!(neighbour.get("/compte").await.status, 303, "the session is over");
    let mut again = Who::Neighbour.at(&world).await;
    assert_eq!(again.get("/compte").await.status, 200, "the account is open");
    assert_eq!(again.post("/comptes/sessions", "personne=8").await.status, 404);
    let over = neighbour.post("/comptes/sessions", "personne=8").await;
    assert_eq!(over.status, 403, "{}", over.words());
}
