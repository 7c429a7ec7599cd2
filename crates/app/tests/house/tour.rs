//! The tour: one story, from an empty installation to a coordinator who reads the plan and cites its source. Read it first.
//!
//! Everything happens as it does for people: the real pages, over a real database, on the engine named by `STORE`. Only time
//! stands still, on 24 November 2026.

use app::{demo, rooms};
use domain::digest::Digest;
use testkit::{Client, World};

use crate::cast;

#[tokio::test]
async fn from_an_empty_installation_to_a_coordinator_who_reads_the_plan() {
    let (world, mut administrator) = an_installation_is_founded().await;
    a_convention_enters_from_its_text(&world).await;
    the_administrator_sees_no_convention(&mut administrator).await;
    a_coordinator_receives_an_account_and_a_mandate(&mut administrator).await;
    let mut coordinator = the_coordinator_signs_in(&world).await;
    the_coordinator_reads_the_plan(&mut coordinator).await;
    the_coordinator_finds_an_action_and_the_lines_it_comes_from(&mut coordinator).await;
    everything_was_told(&world).await;
    the_coordinator_leaves(&mut coordinator).await;
}

/// The terminal prints a one-time code; whoever holds it becomes the first administrator.
async fn an_installation_is_founded() -> (World, Client) {
    let code = "ABCD-EFGH-JKLM";
    let world = cast::installation(rooms::routes(Some(Digest::of(code.as_bytes())))).await;
    let mut first = world.visitor();
    assert_eq!(first.get("/").await.location(), "/connexion?vers=%2F");

    let guessed = "code=AAAA-AAAA-AAAA&nom=Paul+Curieux&mel=paul%40exemple.fr&mdp=je+devine+le+code";
    let refused = first.post("/installation", guessed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("Ce n’est pas le code affiché dans le terminal"));

    let proved = format!("code={code}&nom=Jeanne+Moreau&mel=jeanne%40exemple.fr&mdp=quatre+mots+au+hasard");
    let founded = first.post("/installation", &proved).await;
    assert_eq!((founded.status, founded.location()), (303, "/conventions"));
    assert_eq!(first.get("/installation").await.status, 404, "the page is gone with the code");
    (world, first)
}

/// `pacte import` does this from the command line: one fact, everything or nothing.
async fn a_convention_enters_from_its_text(world: &World) {
    let text = String::from_utf8(demo::EXAMPLE.to_vec()).expect("a text");
    let convention = cast::enter(&world.store, &text).await;
    assert_eq!(convention.ordinal(), 1);
}

/// Administering gives accounts and mandates, never a look inside.
async fn the_administrator_sees_no_convention(administrator: &mut Client) {
    assert!(administrator.get("/comptes").await.words().contains("Jeanne Moreau"));
    assert!(!administrator.get("/conventions").await.words().contains("Pennes"));
    assert_eq!(administrator.get("/conventions/1").await.status, 404);
}

/// An account opens Pacte; a mandate opens a convention, for an organisation, in a role, between two days.
async fn a_coordinator_receives_an_account_and_a_mandate(administrator: &mut Client) {
    let account = "nom=Claire+Dupont&mel=Claire.Dupont%40Exemple.fr&mdp=premier+mot+de+passe";
    assert_eq!(administrator.post("/comptes", account).await.status, 303);
    let twice = administrator.post("/comptes", account).await;
    assert_eq!(twice.status, 422);
    assert!(twice.words().contains("Un compte existe déjà"), "{}", twice.words());

    let late = "personne=2&place=1-2&role=coordinator&debut=2026-12-01&fin=2026-11-01";
    assert_eq!(
        administrator.post("/mandats", late).await.status,
        422,
        "a mandate ends after it begins"
    );
    let mandate = "personne=2&place=1-2&role=coordinator&debut=2026-11-01&fin=";
    assert_eq!(administrator.post("/mandats", mandate).await.status, 303);
    let page = administrator.get("/comptes").await.words();
    assert!(
        page.contains("Chargé ou chargée de coopération, ") && page.contains("Pennes-Mirabeau"),
        "{page}"
    );
}

/// A wrong password and an unknown address are told alike; the right one leads where one wanted to go.
async fn the_coordinator_signs_in(world: &World) -> Client {
    let mut coordinator = world.visitor();
    let first = coordinator.get("/conventions/1/plan").await;
    assert_eq!(
        (first.status, first.location()),
        (303, "/connexion?vers=%2Fconventions%2F1%2Fplan")
    );

    let sentence = "Cette adresse et ce mot de passe ne vont pas ensemble.";
    for typed in [
        "mel=claire.dupont%40exemple.fr&mdp=mot+de+passe",
        "mel=inconnue%40exemple.fr&mdp=premier+mot+de+passe",
    ] {
        let refused = coordinator.post("/connexion", &format!("{typed}&vers=")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.words().contains(sentence));
        assert_eq!(refused.header("set-cookie"), "");
    }
    let typed = "mel=claire.dupont%40exemple.fr&mdp=premier+mot+de+passe&vers=%2Fconventions%2F1%2Fplan";
    let signed_in = coordinator.post("/connexion", typed).await;
    assert_eq!((signed_in.status, signed_in.location()), (303, "/conventions/1/plan"));
    coordinator
}

/// Twenty-four actions under their framework, as the text signed in 2022 orders them; thirty-seven days are left.
async fn the_coordinator_reads_the_plan(coordinator: &mut Client) {
    let dashboard = coordinator.get("/conventions/1").await.words();
    assert!(dashboard.contains("37 jours"), "{dashboard}");
    let plan = coordinator.get("/conventions/1/plan").await;
    assert_eq!(plan.status, 200);
    let links = testkit::page::links(&plan.text());
    let actions: std::collections::BTreeSet<&str> = links
        .iter()
        .filter_map(|link| link.strip_prefix("/conventions/1/actions/"))
        .collect();
    assert_eq!(actions.len(), 24, "{actions:?}");
    assert!(
        plan.words()
            .contains("Accompagner les parents dans leur rôle de premier éducateur")
    );
}

/// Each value leads to the lines of the signed text that say it.
async fn the_coordinator_finds_an_action_and_the_lines_it_comes_from(coordinator: &mut Client) {
    let found = coordinator.get("/conventions/1/plan/tableau?q=ecoles").await;
    let links = testkit::page::links(&found.text());
    assert!(links.contains(&"/conventions/1/actions/15".to_owned()), "{links:?}");

    let sheet = coordinator.get("/conventions/1/actions/15").await;
    assert!(sheet.words().contains("Soutien à la scolarité"), "{}", sheet.words());
    let links = testkit::page::links(&sheet.text());
    let source = links
        .iter()
        .find(|link| link.contains("texte?lignes=319"))
        .expect("the detail cites its line");
    let text = coordinator.get(source.split('#').next().expect("an address")).await;
    assert!(text.words().contains("Soutien à la scolarité"), "{}", text.words());
}

/// Who did what, for whom, when: a chain for the installation, another for the convention.
async fn everything_was_told(world: &World) {
    let journal = world.journal().await;
    let told: Vec<(i64, &str)> = journal.iter().map(|entry| (entry.chain, entry.fact.as_str())).collect();
    let expected = [
        (0, "installation_founded"),
        (0, "signed_in"),
        (0, "account_created"),
        (0, "signed_in"),
        (1, "convention_entered"),
        (1, "mandate_given"),
    ];
    assert_eq!(told, expected);
    let report = app::doctor::examine(&world.store).await.expect("examined");
    assert!(report.wrong.is_empty(), "{report:?}");
}

/// The cookie kept by the browser opens nothing any more, even if someone copied it.
async fn the_coordinator_leaves(coordinator: &mut Client) {
    let mut copied = coordinator.clone();
    assert_eq!(coordinator.post("/deconnexion", "").await.location(), "/connexion");
    assert_eq!(
        copied.get("/conventions/1").await.location(),
        "/connexion?vers=%2Fconventions%2F1"
    );
}
