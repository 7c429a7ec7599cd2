//! Links instead of messages: shown once, used once, ended, revoked; and a new address that someone confirms.

use testkit::{Answer, Client, World};

use super::{NEIGHBOUR, PASSWORD, administrator, facts_since, sign_in, sign_in_as, value_after, wait, world};
use crate::cast::Who;

const WEEK: i64 = 7 * 24 * 3600;

/// The path of the link that a page shows.
fn link_in(answer: &Answer) -> String {
    let address = value_after(&answer.text(), "id=\"lien\"");
    let path = address.strip_prefix("http://pacte.test").expect("the public address");
    assert!(path.starts_with("/lien?cle=") && path.len() == 10 + 64, "{path}");
    path.to_owned()
}

async fn invite(administrator: &mut Client) -> String {
    let answer = administrator
        .post("/comptes/invitations", "nom=Lou+Essai&mel=Lou%40Exemple.invalid")
        .await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    assert!(answer.words().contains("jusqu’au 1er déc. 2026"), "{}", answer.words());
    link_in(&answer)
}

async fn choose(client: &mut Client, link: &str, password: &str) -> Answer {
    let key = link.split('=').nth(1).expect("a key");
    client.post("/lien", &format!("cle={key}&mdp={password}")).await
}

/// What is told of a link that does not work, whatever the reason.
async fn dead(world: &World) -> (String, Answer) {
    let unknown = format!("/lien?cle={}", "ab".repeat(32));
    let seen = world.visitor().get(&unknown).await;
    assert!(seen.words().contains("Ce lien n’a pas d’effet"), "{}", seen.words());
    let tried = choose(&mut world.visitor(), &unknown, PASSWORD).await;
    assert_eq!(tried.status, 422);
    (seen.words(), tried)
}

async fn assert_dead(world: &World, link: &str, why: &str) {
    let (seen, tried) = dead(world).await;
    assert_eq!(world.visitor().get(link).await.words(), seen, "{why}");
    let before = world.journal().await;
    let answer = choose(&mut world.visitor(), link, PASSWORD).await;
    assert_eq!((answer.status, answer.text()), (tried.status, tried.text()), "{why}");
    assert_eq!(world.journal().await, before, "{why}");
}

#[tokio::test]
async fn an_invitation_is_used_once_and_signs_in() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let before = world.journal().await;
    let link = invite(&mut administrator).await;
    assert_eq!(facts_since(&world, &before).await, ["person_invited", "link_made"]);
    let listed = administrator.get("/comptes/acces").await;
    assert!(
        listed.words().contains("Lou Essai\nInvitation : lien fait le"),
        "{}",
        listed.words()
    );
    assert!(!listed.text().contains(&link[10..]), "the secret is shown once");

    // Whatever reads mails opens links: nothing is written, and the link still works.
    let before = world.journal().await;
    for _ in 0..3 {
        let page = world.visitor().get(&link).await;
        assert!(page.words().contains("Bienvenue, Lou Essai"), "{}", page.words());
    }
    let mut lou = world.visitor();
    let short = choose(&mut lou, &link, "court").await;
    assert_eq!(short.status, 422);
    assert!(short.words().contains("12 caractères au moins"), "{}", short.words());
    assert_eq!(world.journal().await, before);

    let answer = choose(&mut lou, &link, PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (303, "/conventions"));
    assert_eq!(facts_since(&world, &before).await, ["password_chosen", "signed_in"]);
    assert_eq!(lou.get("/conventions").await.status, 200);
    assert_dead(&world, &link, "used").await;
    let again = sign_in_as(&mut world.visitor(), "lou%40exemple.invalid", PASSWORD).await;
    assert_eq!(again.status, 303, "the password opens the account, the address in any case");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_use_a_link_together_one_does() {
    let world = world().await;
    let link = invite(&mut administrator(&world).await).await;
    let (mut one, mut two) = (world.visitor(), world.visitor());
    let (first, second) = tokio::join!(
        choose(&mut one, &link, PASSWORD),
        choose(&mut two, &link, "un+autre+mot+de+passe")
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test]
async fn a_link_that_ended_was_revoked_replaced_or_altered_is_told_alike() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let link = invite(&mut administrator).await;
    let flipped = if link.ends_with('0') { '1' } else { '0' };
    assert_dead(&world, &format!("{}{flipped}", &link[..link.len() - 1]), "altered").await;
    assert_dead(&world, &link[..40], "cut").await;
    wait(WEEK - 1);
    assert!(world.visitor().get(&link).await.words().contains("Bienvenue"));
    wait(1);
    assert_dead(&world, &link, "ended").await;

    let page = Who::Persona(people::Persona::Administrator)
        .at(&world)
        .await
        .post("/comptes/liens", "personne=13")
        .await;
    let second = link_in(&page);
    let mut administrator = super::administrator(&world).await;
    let third = link_in(&administrator.post("/comptes/liens", "personne=13").await);
    assert_dead(&world, &second, "replaced").await;
    let page = administrator.get("/comptes/acces").await.text();
    let number = value_after(&page, "action=\"/comptes/liens/fin\"");
    let before = world.journal().await;
    let revoked = administrator
        .post("/comptes/liens/fin", &format!("lien={number}&personne=13"))
        .await;
    assert_eq!(revoked.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["link_revoked"]);
    assert_dead(&world, &third, "revoked").await;
    let twice = administrator
        .post("/comptes/liens/fin", &format!("lien={number}&personne=13"))
        .await;
    assert_eq!(twice.status, 404, "there is nothing to revoke any more");
}

#[tokio::test]
async fn an_invitation_to_an_address_in_use_or_without_a_name_is_corrected() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let before = world.journal().await;
    let taken = administrator
        .post("/comptes/invitations", &format!("nom=Lou&mel={NEIGHBOUR}"))
        .await;
    assert_eq!(taken.status, 422);
    assert!(taken.words().contains("Un compte existe déjà"), "{}", taken.words());
    let long = administrator
        .post(
            "/comptes/invitations",
            &format!("nom={}&mel=lou%40exemple.invalid", "x".repeat(300)),
        )
        .await;
    assert!(long.words().contains("dépasse 120 caractères"), "{}", long.words());
    assert!(long.text().contains("lou@exemple.invalid"), "what was typed stays");
    let nobody = administrator.post("/comptes/liens", "personne=").await;
    assert!(nobody.words().contains("Choisissez la personne"), "{}", nobody.words());
    assert_eq!(administrator.post("/comptes/liens", "personne=999").await.status, 404);
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn a_forgotten_password_is_asked_for_alike_by_a_known_and_an_unknown_address() {
    let world = world().await;
    let before = world.journal().await;
    let known = world.visitor().post("/connexion/oubli", &format!("mel={NEIGHBOUR}")).await;
    assert_eq!(facts_since(&world, &before).await, ["reset_asked"]);
    let before = world.journal().await;
    let unknown = world
        .visitor()
        .post("/connexion/oubli", "mel=personne%40exemple.invalid")
        .await;
    assert_eq!(world.journal().await, before, "nobody forgot anything");
    assert_eq!(known, unknown);
    assert!(known.words().contains("Votre demande est transmise"), "{}", known.words());
}

#[tokio::test]
async fn a_reset_link_closes_every_session_and_leaves_passkeys_alone() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    world.visitor().post("/connexion/oubli", &format!("mel={NEIGHBOUR}")).await;
    let mut administrator = administrator(&world).await;
    let page = administrator.get("/comptes/acces").await.words();
    assert!(
        page.contains("Mot de passe oublié, demande du 24 nov. 2026 (personne10@exemple.invalid)."),
        "{page}"
    );
    let link = link_in(&administrator.post("/comptes/liens", "personne=10").await);
    let page = administrator.get("/comptes/acces").await.words();
    assert!(
        !page.contains("(personne10@exemple.invalid)"),
        "the request is answered: {page}"
    );

    let page = world.visitor().get(&link).await.words();
    assert!(
        page.contains("Nouveau mot de passe") && page.contains("Andréa Voisin"),
        "{page}"
    );
    assert_eq!(neighbour.get("/conventions").await.status, 200);
    let mut elsewhere = world.visitor();
    assert_eq!(choose(&mut elsewhere, &link, "un+autre+mot+de+passe").await.status, 303);
    assert_eq!(elsewhere.get("/conventions").await.status, 200);
    assert_eq!(
        neighbour.get("/conventions").await.status,
        303,
        "the session before is closed"
    );
    assert_eq!(
        sign_in(&mut world.visitor(), PASSWORD).await.status,
        422,
        "the old password is gone"
    );

    // The coordinator has a passkey, and a second step: the link changes neither.
    let link = link_in(&administrator.post("/comptes/liens", "personne=1").await);
    let mut coordinator = world.visitor();
    let answer = choose(&mut coordinator, &link, PASSWORD).await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/connexion/code"),
        "the code is still asked for"
    );
    assert_eq!(coordinator.get("/compte").await.status, 303, "nobody is signed in yet");
    let own = Who::Persona(people::Persona::FirstCoordinator)
        .at(&world)
        .await
        .get("/compte")
        .await
        .words();
    assert!(own.contains("Téléphone"), "{own}");
}

#[tokio::test]
async fn a_new_address_works_once_it_is_confirmed() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let before = world.journal().await;
    let wrong = neighbour
        .post("/compte/adresse", "mel=andrea%40exemple.invalid&mdp=pas+le+bon+du+tout")
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("andrea@exemple.invalid"), "what was typed stays");
    assert_eq!(world.journal().await, before);
    let asked = neighbour
        .post("/compte/adresse", &format!("mel=Andrea%40Exemple.invalid&mdp={PASSWORD}"))
        .await;
    assert_eq!(asked.status, 303, "{}", asked.words());
    assert!(
        neighbour
            .get("/compte")
            .await
            .words()
            .contains("Vous avez demandé andrea@exemple.invalid")
    );
    assert_eq!(
        sign_in(&mut world.visitor(), PASSWORD).await.status,
        303,
        "the old one still works"
    );

    let mut administrator = administrator(&world).await;
    let page = administrator.get("/comptes/acces").await.words();
    assert!(
        page.contains("remplacer personne10@exemple.invalid par andrea@exemple.invalid"),
        "{page}"
    );
    let stale = administrator
        .post("/comptes/adresses", "personne=10&mel=autre%40exemple.invalid&reponse=oui")
        .await;
    assert_eq!(stale.status, 404, "another address than the one read");
    let before = world.journal().await;
    let confirmed = administrator
        .post("/comptes/adresses", "personne=10&mel=andrea%40exemple.invalid&reponse=oui")
        .await;
    assert_eq!(confirmed.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["email_changed"]);
    assert_eq!(sign_in(&mut world.visitor(), PASSWORD).await.status, 422);
    assert_eq!(
        sign_in_as(&mut world.visitor(), "andrea%40exemple.invalid", PASSWORD)
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn an_address_taken_meanwhile_is_not_given_and_a_request_can_be_refused() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let taken = "personne11%40exemple.invalid";
    neighbour
        .post("/compte/adresse", &format!("mel={taken}&mdp={PASSWORD}"))
        .await;
    let mut administrator = administrator(&world).await;
    let before = world.journal().await;
    let confirmed = administrator
        .post("/comptes/adresses", &format!("personne=10&mel={taken}&reponse=oui"))
        .await;
    assert_eq!(confirmed.status, 422);
    assert!(confirmed.words().contains("Un compte existe déjà"), "{}", confirmed.words());
    assert_eq!(world.journal().await, before);
    let refused = administrator
        .post("/comptes/adresses", &format!("personne=10&mel={taken}&reponse=non"))
        .await;
    assert_eq!(refused.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["address_refused"]);
    assert_eq!(sign_in(&mut world.visitor(), PASSWORD).await.status, 303);
}

#[tokio::test]
async fn an_address_that_was_only_asked_for_is_told_as_such_among_the_data_of_a_person() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let mut administrator = administrator(&world).await;
    // The address of somebody else, refused; then one that is confirmed.
    for (asked, answer, status) in [("personne11", "non", 303), ("andrea", "oui", 303)] {
        let fields = format!("mel={asked}%40exemple.invalid&mdp={PASSWORD}");
        assert_eq!(neighbour.post("/compte/adresse", &fields).await.status, 303);
        let fields = format!("personne=10&mel={asked}%40exemple.invalid&reponse={answer}");
        assert_eq!(administrator.post("/comptes/adresses", &fields).await.status, status);
    }
    let data = neighbour.get("/compte/donnees").await.words();
    let after = |address: &str| {
        let (_, rest) = data.split_once(address).unwrap_or_else(|| panic!("no {address}: {data}"));
        rest.trim_start().to_owned()
    };
    let only = after("personne11@exemple.invalid");
    assert!(
        only.starts_with("Adresse demandée pour ce compte et jamais confirmée"),
        "{data}"
    );
    assert!(after("personne10@exemple.invalid").starts_with("Adresse d’avant"), "{data}");
}
