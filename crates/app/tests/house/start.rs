//! `pacte demo`, `serve`, `migrate`, as people run them: what is said at the start, what is kept, how it stops, and what is
//! said when it cannot start.

use std::net::TcpListener;
use std::path::PathBuf;

use app::demo;
use domain::access::Role;
use domain::reading::{Holder, short_name};
use tempfile::TempDir;
use testkit::{Base, Engine};

use crate::cast;
use crate::command::{Server, pacte};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    (folder, data)
}

/// How many entries the journal of these data holds.
fn entries(data: &std::path::Path) -> usize {
    let run = pacte(&["doctor"]).data(data).run();
    let line = run.went_well().lines().next().expect("a line").to_owned();
    let words = line.split(' ').find_map(|word| word.parse().ok());
    words.unwrap_or_else(|| panic!("{line}"))
}

fn stopped(server: Server) {
    let (code, err) = server.stop();
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("Pacte s’arrête."), "{err}");
    assert!(!err.contains("panicked"), "{err}");
}

#[test]
fn the_demo_opens_the_real_convention_and_keeps_its_data() {
    let (_folder, data) = folder();
    let mut server = pacte(&["demo"]).data(&data).start();
    assert!(server.next_line().contains("/demo"), "the page of the personas is said");
    assert_eq!(server.get("/").location(), "/connexion?vers=%2F");
    assert_eq!(server.post("/demo", "personne=1").status, 303);
    let plan = server.get("/conventions/1/plan");
    assert_eq!(plan.status, 200);
    assert!(plan.body.contains("/conventions/1/actions/24"), "the plan is there");
    let example = server.get("/conventions/2");
    assert!(example.body.contains("Exemple — suivi inventé."), "{}", example.body);
    stopped(server);

    let visited = entries(&data);
    let mut server = pacte(&["demo"]).data(&data).start();
    assert_eq!(server.post("/demo", "personne=1").status, 303);
    stopped(server);
    // The look at what became late comes when it comes, and tells what it finds once.
    assert!(entries(&data) > visited, "the second run kept the first");

    stopped(pacte(&["demo", "--fresh"]).data(&data).start());
    assert!(entries(&data) < visited, "a fresh demo forgets the visits");
    let doctor = pacte(&["doctor"]).data(&data).run();
    assert!(doctor.went_well().contains("Conventions : 2,"), "{doctor:?}");
    assert!(
        !doctor.out.contains("Horloge"),
        "what is invented happens in the order of its days: {doctor:?}"
    );
}

#[test]
fn a_demo_interrupted_after_its_convention_makes_its_people_at_the_next_start() {
    let (folder, data) = folder();
    let file = folder.path().join(demo::EXAMPLE_NAME);
    std::fs::write(&file, demo::EXAMPLE).expect("written");
    pacte(&["import", file.to_str().expect("a name")])
        .data(&data)
        .run()
        .went_well();
    let mut server = pacte(&["demo", "--without-example"]).data(&data).start();
    assert_eq!(server.post("/demo", "personne=1").status, 303);
    assert_eq!(server.get("/conventions/1/plan").status, 200);
    stopped(server);
    let doctor = pacte(&["doctor"]).data(&data).run();
    assert!(doctor.went_well().contains("Conventions : 1,"), "{doctor:?}");
}

#[test]
fn a_demo_stopped_while_it_was_prepared_begins_again() {
    let (_folder, data) = folder();
    let mut server = pacte(&["demo", "--without-example"]).data(&data).start();
    for _ in 0..3 {
        assert_eq!(server.post("/demo", "personne=1").status, 303);
    }
    stopped(server);
    let visited = entries(&data);
    let begun = data.join("preparation-en-cours");
    assert!(!begun.exists(), "it was prepared");
    std::fs::write(&begun, "").expect("written");
    stopped(pacte(&["demo", "--without-example"]).data(&data).start());
    assert!(entries(&data) < visited, "prepared anew, without --fresh");
    assert!(!begun.exists(), "and to its end");
}

#[test]
fn a_demo_in_which_someone_was_invited_opens_again() {
    let (_folder, data) = folder();
    let mut server = pacte(&["demo", "--without-example"]).data(&data).start();
    assert_eq!(server.post("/demo", "personne=8").status, 303);
    let account = "nom=Jo+Essai&mel=jo.essai%40exemple.invalid&mdp=un+long+mot+de+passe";
    assert_eq!(server.post("/comptes", account).status, 303);
    stopped(server);
    let mut again = pacte(&["demo", "--without-example"]).data(&data).start();
    assert_eq!(again.post("/demo", "personne=1").status, 303);
    stopped(again);
}

#[tokio::test]
async fn the_partner_of_the_demo_works_for_who_takes_part_in_an_action() {
    let world = cast::world().await;
    let reading = files::read(demo::EXAMPLE_NAME, demo::EXAMPLE).expect("a convention").reading;
    let people = world.visitor().get("/demo").await.words();
    let role = Role::PartnerContact.french();
    let line = people
        .lines()
        .find(|line| line.starts_with(role))
        .expect("someone works for a partner");
    let mut others = reading.organisations.iter();
    let partner = others.find(|other| line.ends_with(&short_name(other.kind, &other.name.value)));
    let key = Holder::Known(partner.unwrap_or_else(|| panic!("{line}")).id.clone());
    let mut partners = reading.actions.iter().flat_map(|action| &action.partners);
    assert!(partners.any(|partner| partner.value == key), "{line}");
}

#[tokio::test]
async fn invented_conventions_are_made_up_to_the_number_asked_for() {
    let base = Base::empty().await;
    for (asked, there) in [("2", "Conventions : 2,"), ("3", "Conventions : 3,")] {
        pacte(&["seed", "--conventions", asked]).on(&base).run().went_well();
        let doctor = pacte(&["doctor"]).on(&base).run();
        assert!(doctor.went_well().contains(there), "{doctor:?}");
    }
}

#[test]
fn serve_refuses_the_data_of_a_demo_and_the_demo_those_of_an_installation() {
    let (_folder, data) = folder();
    stopped(pacte(&["demo", "--without-example"]).data(&data).start());
    let refused = pacte(&["serve", "--listen", "127.0.0.1:0"]).data(&data).run();
    refused.refused(&["ces données sont celles d’une démonstration", "--data"]);

    let (_folder, data) = folder();
    founded(&data);
    let before = entries(&data);
    for arguments in [
        &["demo", "--listen", "127.0.0.1:0"] as &[&str],
        &["demo", "--fresh", "--listen", "127.0.0.1:0"],
    ] {
        let refused = pacte(arguments).data(&data).run();
        refused.refused(&["contient une installation réelle", "--data"]);
        assert_eq!(entries(&data), before, "{arguments:?}: a real installation is never erased");
    }
}

/// Starts an empty installation and makes its first administrator.
fn founded(data: &std::path::Path) {
    let mut server = pacte(&["serve"]).data(data).start();
    let code = code_of(&mut server);
    assert_eq!(server.post("/installation", &administrator(&code)).location(), "/conventions");
    stopped(server);
}

fn code_of(server: &mut Server) -> String {
    assert!(server.next_line().ends_with("/installation"));
    let line = server.next_line();
    let (_, code) = line.split_once("Code à usage unique : ").unwrap_or_else(|| panic!("{line}"));
    code.to_owned()
}

fn administrator(code: &str) -> String {
    format!("code={code}&nom=Jeanne+Moreau&mel=jeanne%40exemple.fr&mdp=quatre+mots+au+hasard")
}

#[tokio::test]
async fn the_first_administrator_proves_the_code_of_the_terminal() {
    let base = Base::empty().await;
    let (_folder, file) = folder();
    std::fs::write(&file, demo::EXAMPLE).expect("written");
    let imported = pacte(&["import", file.to_str().expect("a name")]).on(&base).run();
    imported.went_well();

    let mut server = pacte(&["serve"]).on(&base).start();
    let code = code_of(&mut server);
    assert_eq!(server.get("/demo").status, 404, "a real installation has no persona");
    assert_eq!(server.get("/installation").status, 200);
    assert_eq!(server.post("/installation", &administrator("AAAA-AAAA-AAAA")).status, 422);
    assert_eq!(server.post("/installation", &administrator(&code)).location(), "/conventions");
    assert_eq!(server.get("/installation").status, 404);
    assert_eq!(server.get("/conventions/1").status, 404, "administering shows no convention");
    let first = server.get("/conventions");
    for next in ["href=\"/conventions/importer\">", "href=\"/comptes\">créez son compte"] {
        assert!(first.body.contains(next), "{}", first.body);
    }

    let account = "nom=Claire+Dupont&mel=claire%40exemple.fr&mdp=premier+mot+de+passe";
    assert_eq!(server.post("/comptes", account).location(), "/comptes");
    let mandate = "personne=2&place=1-2&role=coordinator&debut=2022-01-01&fin=";
    assert_eq!(server.post("/mandats", mandate).location(), "/comptes");

    server.forget();
    assert_eq!(
        server
            .post("/connexion", "mel=claire%40exemple.fr&mdp=un+autre+mot&vers=")
            .status,
        422
    );
    assert_eq!(server.get("/conventions/1").status, 303);
    let typed = "mel=claire%40exemple.fr&mdp=premier+mot+de+passe&vers=%2Fconventions%2F1";
    assert_eq!(server.post("/connexion", typed).location(), "/conventions/1");
    let dashboard = server.get("/conventions/1");
    assert!(dashboard.status == 200 && dashboard.body.contains("Claire Dupont"));
    stopped(server);

    // The next start prints no code, and its page does not exist.
    let mut server = pacte(&["serve"]).on(&base).start();
    assert_eq!(server.get("/installation").status, 404);
    stopped(server);
    pacte(&["doctor"]).on(&base).run().went_well();
}

#[test]
fn an_empty_installation_keeps_its_code_from_one_start_to_the_next() {
    let (_folder, data) = folder();
    let mut codes = Vec::new();
    for _ in 0..2 {
        let mut server = pacte(&["serve"]).data(&data).start();
        codes.push(code_of(&mut server));
        stopped(server);
    }
    assert_eq!(codes[0], codes[1]);
}

#[test]
fn a_client_that_never_ends_its_request_does_not_keep_the_server_from_stopping() {
    let (_folder, data) = folder();
    let mut server = pacte(&["serve"]).data(&data).start();
    let half = server.hold(b"GET /connexion HTTP/1.1\r\nhost: exem");
    assert_eq!(server.get("/connexion").status, 200, "the others are served");
    stopped(server);
    drop(half);
}

#[test]
fn no_secret_is_written_in_the_log() {
    for format in ["text", "json"] {
        no_secret_is_written_as(format);
    }
}

#[track_caller]
fn no_secret_is_written_as(format: &str) {
    let (_folder, data) = folder();
    let mut server = pacte(&["serve", "--log-format", format]).log("trace").data(&data).start();
    let code = code_of(&mut server);
    server.post("/installation", &administrator(&code));
    server.post("/connexion", "mel=jeanne%40exemple.fr&mdp=quatre+mots+au+hasard&vers=");
    server.post("/connexion", "mel=jeanne%40exemple.fr&mdp=pas+celui+de+jeanne&vers=");
    server.get("/conventions?q=recherche-privee");
    server.get("/invitations/jeton-dans-le-chemin");
    let session = server.cookie().to_owned();
    let (_, token) = session.split_once('=').expect("a session");
    let (_, log) = server.stop();
    assert!(log.contains("answered"), "the log says what was answered: {log}");
    for secret in [
        token,
        code.as_str(),
        "quatre mots",
        "quatre+mots",
        "pas celui",
        "pas+celui",
        "jeanne",
        "Jeanne",
        "recherche-privee",
        "jeton-dans-le-chemin",
        "$argon2id$",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[test]
fn a_port_already_taken_is_named_before_anything_is_written() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let (_folder, data) = folder();
    let port = format!("le port {} de 127.0.0.1 est déjà pris", address.port());
    for command in ["demo", "serve"] {
        let run = pacte(&[command, "--listen", &address.to_string()]).data(&data).run();
        run.refused(&[&port, "--listen"]);
        assert!(!data.exists(), "nothing is written for a server that cannot listen");
    }
}

#[test]
fn a_port_of_the_figures_already_taken_is_named_with_its_own_option() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let (_folder, data) = folder();
    let run = pacte(&["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &address])
        .data(&data)
        .run();
    run.refused(&["est déjà pris", "--metrics-listen 127.0.0.1:"]);
    assert!(!run.out.contains("ouvert") && !data.exists(), "{run:?}");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let (_folder, data) = folder();
    std::fs::write(&data, "un fichier").expect("written");
    for arguments in [&["doctor"] as &[&str], &["migrate"], &["serve", "--listen", "127.0.0.1:0"]] {
        let run = pacte(arguments).data(&data).run();
        run.refused(&["ne peut pas être créé", "--data"]);
        assert!(run.err.contains(data.to_str().expect("a name")), "{run:?}");
    }
    assert_eq!(std::fs::read_to_string(&data).expect("still there"), "un fichier");
}

#[test]
fn a_folder_where_nothing_can_be_written_is_named() {
    let (_folder, data) = folder();
    // Whoever runs the tests may write everywhere: a folder stands where the file should be.
    std::fs::create_dir_all(data.join("pacte.sqlite")).expect("a folder");
    let run = pacte(&["serve", "--listen", "127.0.0.1:0"]).data(&data).run();
    run.refused(&[
        "ne peut pas écrire dans le dossier de données",
        "Donnez à votre compte le droit",
    ]);
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let (_folder, data) = folder();
    std::fs::create_dir_all(&data).expect("a folder");
    let text = "Ceci est une lettre, et non une base de données.\n".repeat(100);
    std::fs::write(data.join("pacte.sqlite"), &text).expect("written");
    let run = pacte(&["demo", "--listen", "127.0.0.1:0"]).data(&data).run();
    run.refused(&["n’est pas une base de données de Pacte", "Déplacez-le"]);
    assert_eq!(std::fs::read_to_string(data.join("pacte.sqlite")).expect("still there"), text);
}

#[tokio::test]
async fn data_of_a_newer_version_are_left_alone() {
    let base = cast::base().await;
    let later = "INSERT INTO unscoped_migration (number, name, digest) \
        SELECT 9000, '9000_later', digest FROM unscoped_migration WHERE number = 1";
    base.intrude(later).await.expect("written");
    for arguments in [&["doctor"] as &[&str], &["migrate"], &["serve", "--listen", "127.0.0.1:0"]] {
        let run = pacte(arguments).on(&base).run();
        run.refused(&["version plus récente de Pacte", "9000", "Installez cette version"]);
    }
}

#[tokio::test]
async fn data_of_an_older_version_wait_for_migrate() {
    let base = cast::base().await;
    base.intrude("DELETE FROM unscoped_migration WHERE number > 1")
        .await
        .expect("written");
    let run = pacte(&["serve", "--listen", "127.0.0.1:0"]).on(&base).run();
    run.refused(&["version plus ancienne de Pacte", "Sauvegardez-la", "pacte migrate"]);
}

#[test]
fn a_server_that_is_down_is_named_without_its_secret() {
    // Port 1 is never served.
    let url = "postgres://anne:tres-secret@127.0.0.1:1/pacte";
    for arguments in [&["doctor"] as &[&str], &["migrate"], &["serve", "--listen", "127.0.0.1:0"]] {
        let run = pacte(arguments).server(url).run();
        run.refused(&[
            "PostgreSQL ne répond pas à « 127.0.0.1:1 »",
            "Vérifiez que le serveur est démarré",
        ]);
        assert!(!format!("{run:?}").contains("tres-secret"), "{run:?}");
    }
}

#[tokio::test]
async fn migrate_prepares_a_new_database_and_finds_it_up_to_date() {
    let base = Base::empty().await;
    let first = pacte(&["migrate"]).on(&base).run();
    for said in ["La base de données a été créée", "0001_foundation"] {
        assert!(first.went_well().contains(said), "{first:?}");
    }
    let second = pacte(&["migrate"]).on(&base).run();
    assert_eq!(second.went_well(), "La base de données est à jour.\n");
    if Engine::under_test() == Engine::Sqlite {
        let doctor = pacte(&["doctor"]).on(&base).run();
        assert!(doctor.went_well().contains("Conventions : 0"), "{doctor:?}");
    }
}

#[test]
fn the_doctor_makes_no_data_and_says_where_to_look() {
    let (folder, data) = folder();
    let run = pacte(&["doctor"]).data(&data).run();
    run.refused(&[
        "ne contient pas de données de Pacte",
        "Indiquez le dossier des données avec --data",
    ]);
    assert!(run.err.contains(data.to_str().expect("a name")), "{run:?}");
    assert!(!data.exists(), "the doctor writes nothing");

    let demo = folder.path().join("data/demo");
    pacte(&["migrate"]).data(&demo).run().went_well();
    let run = pacte(&["doctor"]).from(folder.path()).run();
    run.refused(&[
        "« data/pacte » ne contient pas",
        "Pour la démonstration, ajoutez --data data/demo",
    ]);
    assert!(!folder.path().join("data/pacte").exists(), "the doctor writes nothing");
}

#[tokio::test]
async fn a_database_without_tables_is_nothing_to_examine() {
    let base = Base::empty().await;
    pacte(&["doctor"]).on(&base).run().refused(&["de données de Pacte"]);
}

#[test]
fn an_address_open_to_other_machines_without_https_is_warned_about() {
    for (arguments, warned) in [
        (&["serve", "--listen", "0.0.0.0:0"] as &[&str], true),
        (&["serve", "--listen", "0.0.0.0:0", "--https"], false),
        (&["serve", "--listen", "127.0.0.1:0"], false),
    ] {
        let (_folder, data) = folder();
        let (code, err) = pacte(arguments).data(&data).open().stop();
        assert_eq!(code, Some(0), "{err}");
        assert_eq!(
            err.contains("les mots de passe y passeraient en clair"),
            warned,
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn a_word_that_is_no_command_is_answered_with_the_help() {
    let run = pacte(&["importer"]).run();
    assert_eq!(run.code, Some(2), "{run:?}");
    run.refused(&["« importer » n’est pas une commande", "« import »", "pacte --help"]);
    let help = pacte(&["--help"]).run();
    for command in ["demo", "serve", "import", "migrate", "doctor"] {
        assert!(help.went_well().contains(command), "{help:?}");
    }
}
