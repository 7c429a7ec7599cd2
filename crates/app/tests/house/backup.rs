//! `pacte backup` and `pacte restore`, as people run them.

use std::path::PathBuf;

use domain::time::Instant;
use store::{Store, Target};
use tempfile::TempDir;
use testkit::{Base, Engine};

use app::cli::ScheduleOptions;
use app::rooms;
use app::schedule::Schedule;

use crate::cast;
use crate::command::pacte;

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }
}

/// What the command says after this word.
fn said<'o>(out: &'o str, word: &str) -> &'o str {
    let line = out.lines().find_map(|line| line.strip_prefix(word));
    line.unwrap_or_else(|| panic!("«{word}» is not said: {out}"))
}

#[tokio::test]
async fn an_installation_is_saved_and_restored_elsewhere_and_the_doctor_finds_it_whole() {
    let place = Place::new();
    let base = cast::base().await;
    let saved = pacte(&["backup", &place.text("pacte.sauvegarde")]).on(&base).run();
    let print = said(saved.went_well(), "Empreinte vérifiée : ").to_owned();
    assert!(
        said(&saved.out, "Sauvegarde écrite et relue : ").contains("lignes en"),
        "{}",
        saved.out
    );
    let checked = pacte(&["restore", "--check", &place.text("pacte.sauvegarde")]).run();
    assert_eq!(said(checked.went_well(), "Empreinte vérifiée : "), print);
    // To a file, whatever the engine under test, and to an empty place on that engine.
    let file = place.path("restored");
    let restored = pacte(&["restore", "--keep-sessions", &place.text("pacte.sauvegarde")])
        .data(&file)
        .run();
    assert!(
        said(restored.went_well(), "Journal : ").ends_with("rien d’altéré."),
        "{}",
        restored.out
    );
    let elsewhere = Base::empty().await;
    pacte(&["restore", "--keep-sessions", &place.text("pacte.sauvegarde")])
        .on(&elsewhere)
        .run()
        .went_well();
    let examined = pacte(&["doctor"]).on(&elsewhere).run();
    assert_eq!(examined.went_well(), pacte(&["doctor"]).on(&base).run().out);
    assert_eq!(pacte(&["doctor"]).data(&file).run().went_well(), examined.out);
    for (number, target) in [elsewhere.target(), Target::Sqlite { dir: file }].into_iter().enumerate() {
        let store = Store::open(target, rooms::house()).await.expect("opens");
        let again = place.path(&format!("again-{number}"));
        let backup = store.backup(&again, testkit::moment::NOW).await.expect("saved");
        let first = store::check_backup(place.path("pacte.sauvegarde")).await.expect("read");
        assert_eq!(backup.tables, first.tables);
        assert_eq!(
            backup.content().to_string(),
            said(&restored.out, "Empreinte du contenu : "),
            "two installations of the same content say so"
        );
    }
}

#[tokio::test]
async fn no_session_of_a_backup_opens_the_installation_that_it_made() {
    let place = Place::new();
    let world = cast::world().await;
    cast::Who::Neighbour.at(&world).await;
    let file = place.text("pacte.sauvegarde");
    pacte(&["backup", &file]).on(&world.base).run().went_well();
    let made = Base::empty().await;
    let restored = pacte(&["restore", &file]).on(&made).run();
    let said = restored.went_well();
    assert!(
        said.contains("fermée à la restauration") || said.contains("fermées à la restauration"),
        "{said}"
    );
    // None is left open: a backup of what was restored brings none back.
    let again = place.text("encore.sauvegarde");
    pacte(&["backup", &again]).on(&made).run().went_well();
    let twice = pacte(&["restore", &again]).data(&place.path("encore")).run();
    assert!(!twice.went_well().contains("à la restauration"), "{}", twice.out);
    pacte(&["doctor"]).on(&made).run().went_well();
    let told = cast::world_over(made).await.journal().await;
    let closed = told.iter().filter(|entry| entry.fact == "every_session_closed").count();
    assert_eq!(closed, 1, "it is told once");
}

#[tokio::test]
async fn no_invitation_of_a_backup_opens_the_installation_that_it_made() {
    let place = Place::new();
    let world = cast::world().await;
    let mut administrator = cast::Who::Persona(people::Persona::Administrator).at(&world).await;
    let invited = administrator
        .post("/comptes/invitations", "nom=Noa+Attente&mel=noa%40exemple.invalid")
        .await;
    assert!(invited.status < 400, "{}", invited.words());
    let file = place.text("pacte.sauvegarde");
    pacte(&["backup", &file]).on(&world.base).run().went_well();
    let made = Base::empty().await;
    let restored = pacte(&["restore", &file]).on(&made).run();
    assert!(restored.went_well().contains("en attente terminé"), "{}", restored.out);
    // Once: a backup of what was restored holds none that waits.
    let again = place.text("encore.sauvegarde");
    pacte(&["backup", &again]).on(&made).run().went_well();
    let twice = pacte(&["restore", &again]).data(&place.path("encore")).run();
    assert!(!twice.went_well().contains("en attente"), "{}", twice.out);
    let moved = pacte(&["restore", "--keep-sessions", &file]).data(&place.path("moved")).run();
    assert!(!moved.went_well().contains("en attente"), "{}", moved.out);
    pacte(&["doctor"]).on(&made).run().went_well();
    let told = cast::world_over(made).await.journal().await;
    assert_eq!(told.iter().filter(|entry| entry.fact == "every_link_ended").count(), 1);
}

#[tokio::test]
async fn what_is_there_is_never_written_over() {
    let place = Place::new();
    let base = cast::base().await;
    let file = place.text("pacte.sauvegarde");
    pacte(&["backup", &file]).on(&base).run().went_well();
    let again = pacte(&["backup", &file]).on(&base).run();
    again.refused(&["existe déjà", "Choisissez un autre nom"]);
    let over = pacte(&["restore", &file]).on(&base).run();
    over.refused(&["contient déjà des données", "Rien n’a été modifié"]);
    assert_eq!(pacte(&["doctor"]).on(&base).run().code, Some(0));
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_or_read_says_why() {
    let place = Place::new();
    let base = cast::base().await;
    let nowhere = pacte(&["backup", &place.text("no/such/folder/pacte.sauvegarde")])
        .on(&base)
        .run();
    nowhere.refused(&["n’a pas pu être écrite", "ou son dossier n’existe pas"]);
    let nothing = pacte(&["backup", &place.text("pacte.sauvegarde")])
        .data(&place.path("data"))
        .run();
    nothing.refused(&["ne contient pas de données de Pacte"]);
    assert!(!place.path("data").exists());
    let absent = pacte(&["restore", &place.text("absente")]).data(&place.path("data")).run();
    absent.refused(&["ne peut pas être lu", "Rien n’a été restauré"]);
    let folder = pacte(&["restore", &place.text("")]).data(&place.path("data")).run();
    folder.refused(&["ne peut pas être lu", "c’est un dossier"]);
    std::fs::write(place.path("autre"), "bonjour").expect("written");
    let other = pacte(&["restore", &place.text("autre")]).data(&place.path("data")).run();
    other.refused(&["n’est pas une sauvegarde de Pacte"]);
    let saved = place.path("pacte.sauvegarde");
    pacte(&["backup", &place.text("pacte.sauvegarde")])
        .on(&base)
        .run()
        .went_well();
    let whole = std::fs::read(&saved).expect("read");
    std::fs::write(&saved, &whole[..whole.len() / 2]).expect("cut");
    let cut = pacte(&["restore", &place.text("pacte.sauvegarde")])
        .data(&place.path("data"))
        .run();
    cut.refused(&["est incomplète : elle s’interrompt", "la table «", "exemplaire entier"]);
    assert!(!place.path("data").exists(), "nothing is left of what was refused");
}

/// The backups of a folder, the oldest first.
fn kept(folder: &std::path::Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "sauvegarde"));
    files.sort();
    files
}

#[tokio::test]
async fn a_server_saves_by_itself_and_keeps_the_last_ones() {
    let place = Place::new();
    let base = Base::empty().await;
    let folder = place.text("sauvegardes");
    let asked = [
        "serve",
        "--backup-into",
        &folder,
        "--backup-every",
        "1s",
        "--backup-keep",
        "2",
    ];
    let server = pacte(&asked).on(&base).start();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..600 {
        seen.extend(kept(&place.path("sauvegardes")));
        if seen.len() >= 3 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(seen.len() >= 3, "{seen:?}");
    assert_eq!(server.stop().0, Some(0));
    let last = kept(&place.path("sauvegardes"));
    assert!(last.len() <= 3, "the oldest are removed: {last:?}");
    let last = last.last().expect("one").display().to_string();
    pacte(&["restore", "--check", &last]).run().went_well();
}

#[tokio::test]
async fn a_backup_that_fails_is_said_and_the_server_goes_on() {
    let place = Place::new();
    std::fs::write(place.path("fichier"), "").expect("written");
    let base = Base::empty().await;
    let mut server = pacte(&[
        "serve",
        "--backup-into",
        &place.text("fichier/sauvegardes"),
        "--backup-every",
        "1s",
    ])
    .on(&base)
    .start();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(server.get("/connexion").status, 200);
    let (code, err) = server.stop();
    assert_eq!(code, Some(0));
    assert!(err.contains("the folder of the backups cannot be made"), "{err}");
}

const HOUR: i64 = 3_600_000_000;

fn at(hours: i64) -> Instant {
    Instant::from_micros(testkit::moment::NOW.micros() + hours * HOUR)
}

fn daily(folder: PathBuf) -> Schedule {
    let asked = ScheduleOptions {
        backup_into: Some(folder),
        backup_every: std::time::Duration::from_hours(24),
        backup_keep: 7,
    };
    Schedule::asked(&asked).expect("a schedule")
}

/// Two servers where the engine takes two; the file is one server's.
async fn two(base: &Base) -> [Store; 2] {
    let open = || async { Store::open(base.target(), rooms::house()).await.expect("opens") };
    let one = open().await;
    one.migrate().await.expect("migrates");
    let other = match Engine::under_test() {
        Engine::Sqlite => one.clone(),
        Engine::Postgres => open().await,
    };
    [one, other]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_servers_that_share_a_folder_one_writes_each_backup() {
    let (base, place) = (Base::empty().await, Place::new());
    let stores = two(&base).await;
    for (rank, hours) in [0, 24].into_iter().enumerate() {
        let mut looking = tokio::task::JoinSet::new();
        for server in 0..8 {
            let (schedule, store) = (daily(place.path("sauvegardes")), stores[server % 2].clone());
            looking.spawn(async move { schedule.turn(&store, at(hours), &mut None).await });
        }
        let made = looking.join_all().await.into_iter().filter(|made| *made).count();
        assert_eq!(made, 1, "at {hours} h");
        assert_eq!(kept(&place.path("sauvegardes")).len(), rank + 1);
    }
}

#[tokio::test]
async fn a_server_whose_folder_fails_keeps_no_other_from_making_its_own() {
    let (base, place) = (Base::empty().await, Place::new());
    let [one, other] = two(&base).await;
    std::fs::write(place.path("fichier"), "").expect("written");
    let (wrong, right) = (daily(place.path("fichier/sauvegardes")), daily(place.path("sauvegardes")));
    let mut failed = None;
    assert!(!wrong.turn(&one, at(0), &mut failed).await);
    assert_eq!(failed, Some(at(0)));
    assert!(!right.turn(&other, at(0), &mut None).await, "one of them has just begun");
    assert!(right.turn(&other, at(1), &mut None).await, "the next turn is the other's");
    assert_eq!(kept(&place.path("sauvegardes")).len(), 1);
}

#[tokio::test]
async fn one_of_two_servers_sweeps() {
    let base = Base::empty().await;
    let [one, other] = two(&base).await;
    assert!(app::serve::sweep_once(&one, at(0)).await.expect("swept"));
    assert!(!app::serve::sweep_once(&other, at(0)).await.expect("asked"));
    assert!(app::serve::sweep_once(&other, at(1)).await.expect("swept"));
}
