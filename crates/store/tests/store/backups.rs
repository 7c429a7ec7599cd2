//! A backup is whole or refused, and goes back into nothing but an empty installation.

use std::fs;
use std::path::{Path, PathBuf};

use domain::access::Role;
use store::{ArchiveError, Backup, House, RestoreError, Store, Target, check_backup, restore};
use tempfile::TempDir;

use crate::cast::{self, NOW, SCOPES};
use crate::engine::{self, Fresh};

/// A folder for the files of a test, and a store with a few people and mandates.
struct Scene {
    folder: TempDir,
    store: Store,
    fresh: Fresh,
}

impl Scene {
    async fn set() -> Self {
        let (store, fresh) = engine::store().await;
        let person = cast::open_account(&store, "Ada").await;
        cast::open_administrator(&store, "Zoé « l’aînée »\n\t\\").await;
        for number in 1..=3 {
            cast::give(&store, &cast::mandate(number, person, Role::Coordinator)).await;
        }
        Self {
            folder: TempDir::new().expect("a folder"),
            store,
            fresh,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn saved(&self) -> (PathBuf, Backup) {
        let file = self.file("saved.pacte");
        let backup = self.store.backup(&file, NOW).await.expect("saved");
        (file, backup)
    }
}

async fn opened(target: Target) -> Store {
    Store::open(target, House::new().scopes(&SCOPES)).await.expect("opens")
}

/// The digests of the tables, the register aside.
async fn tables(store: &Store, folder: &Path) -> Vec<store::BackedTable> {
    let file = folder.join("compared.pacte");
    let tables = store.backup(&file, NOW).await.expect("saved").tables;
    fs::remove_file(file).expect("removed");
    tables
}

#[tokio::test]
async fn what_was_saved_comes_back_row_for_row() {
    let scene = Scene::set().await;
    let (file, backup) = scene.saved().await;
    assert_eq!(check_backup(file.clone()).await.expect("read"), backup);
    let persons = backup.tables.iter().find(|table| table.name == "unscoped_person");
    assert_eq!(persons.expect("a table").rows, 2);
    let elsewhere = Fresh::new().await;
    let restored = restore(elsewhere.target(), file).await.expect("restored");
    assert_eq!(restored.backup, backup);
    assert_eq!((restored.journal.chains, restored.journal.fault), (4, None));
    assert_eq!(restored.migrations, Vec::<&str>::new());
    let store = opened(elsewhere.target()).await;
    assert_eq!(tables(&store, scene.folder.path()).await, backup.tables);
    assert_eq!(store.schema().await.expect("told"), scene.store.schema().await.expect("told"));
    assert_eq!(store.pending().await.expect("told"), Vec::<&str>::new());
    // The ordinals go on where they were.
    assert_eq!(cast::open_account(&store, "Eve").await.ordinal(), 3);
}

#[tokio::test]
async fn data_go_from_the_file_to_the_server_and_back() {
    let scene = Scene::set().await;
    if matches!(scene.fresh, Fresh::Sqlite(_)) {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| Target::Sqlite {
        dir: folder.path().join(name),
    };
    let (file, on_the_server) = scene.saved().await;
    restore(at("one"), file).await.expect("on the file");
    let one = opened(at("one")).await;
    assert_eq!(tables(&one, folder.path()).await, on_the_server.tables);
    let again = folder.path().join("again.pacte");
    let on_the_file = one.backup(&again, NOW.plus_seconds(60)).await.expect("saved");
    assert_eq!(on_the_file.content(), on_the_server.content());
    assert_ne!(on_the_file.digest, on_the_server.digest, "it was written at another moment");
    let server = Fresh::new().await;
    restore(server.target(), again).await.expect("on the server");
    let back = opened(server.target()).await;
    assert_eq!(tables(&back, folder.path()).await, on_the_server.tables);
    assert_eq!(back.verify().await.expect("walked").fault, None);
}

#[tokio::test]
async fn nothing_is_ever_written_over() {
    let scene = Scene::set().await;
    let (file, _) = scene.saved().await;
    let before = fs::read(&file).expect("read");
    let refused = scene.store.backup(&file, NOW).await.expect_err("refused");
    assert!(matches!(refused, ArchiveError::Exists { .. }), "{refused}");
    assert_eq!(fs::read(&file).expect("read"), before);
    let tables_before = tables(&scene.store, scene.folder.path()).await;
    let refused = restore(scene.fresh.target(), file).await.expect_err("refused");
    assert!(matches!(refused, RestoreError::NotEmpty), "{refused}");
    assert_eq!(tables(&scene.store, scene.folder.path()).await, tables_before);
    let left: Vec<_> = fs::read_dir(scene.folder.path()).expect("listed").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[tokio::test]
async fn a_place_that_was_prepared_and_never_used_is_empty() {
    let scene = Scene::set().await;
    let (file, backup) = scene.saved().await;
    let (store, fresh) = engine::store().await;
    restore(fresh.target(), file).await.expect("restored");
    drop(store);
    let store = opened(fresh.target()).await;
    assert_eq!(tables(&store, scene.folder.path()).await, backup.tables);
}

#[tokio::test]
async fn of_two_restores_at_once_one_wins() {
    let scene = Scene::set().await;
    let (file, backup) = scene.saved().await;
    let fresh = Fresh::new().await;
    let (one, two) = tokio::join!(restore(fresh.target(), file.clone()), restore(fresh.target(), file));
    let lost = match (one, two) {
        (Ok(_), Err(lost)) | (Err(lost), Ok(_)) => lost,
        (one, two) => panic!("{one:?} {two:?}"),
    };
    assert!(matches!(lost, RestoreError::NotEmpty), "{lost:?}");
    let store = opened(fresh.target()).await;
    assert_eq!(tables(&store, scene.folder.path()).await, backup.tables);
}

/// Restores this content and tells why it is refused; nothing is left where it would have gone.
async fn refused(scene: &Scene, content: &[u8]) -> RestoreError {
    let file = scene.file("spoilt.pacte");
    fs::write(&file, content).expect("written");
    let folder = scene.folder.path().join("nowhere");
    let refused = restore(Target::Sqlite { dir: folder.clone() }, file)
        .await
        .expect_err("refused");
    assert!(!folder.exists());
    refused
}

#[tokio::test]
async fn a_backup_cut_anywhere_is_refused() {
    let scene = Scene::set().await;
    let (file, _) = scene.saved().await;
    let whole = fs::read(file).expect("read");
    // Everywhere near both ends, and here and there between.
    let ends = |length: &usize| *length < 150 || length + 150 > whole.len() || length.is_multiple_of(23);
    for length in (0..whole.len()).filter(ends) {
        let why = refused(&scene, &whole[..length]).await;
        let told = matches!(
            why,
            RestoreError::Archive(ArchiveError::Cut { .. } | ArchiveError::Foreign { .. })
        );
        assert!(told, "{length} of {}: {why}", whole.len());
    }
}

#[tokio::test]
async fn a_backup_with_any_byte_changed_is_refused() {
    let scene = Scene::set().await;
    let (file, backup) = scene.saved().await;
    let whole = fs::read(file).expect("read");
    for at in 0..whole.len() {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 1 << (at % 8);
        let file = scene.file("spoilt.pacte");
        fs::write(&file, spoilt).expect("written");
        // A byte of the stream itself may change and mean the same: never another content, and never something else than a backup.
        match check_backup(file).await {
            Ok(read) => assert_eq!(read, backup, "byte {at}"),
            Err(ArchiveError::Altered { .. } | ArchiveError::Cut { .. }) => {}
            Err(other) => panic!("byte {at}: {other}"),
        }
    }
    let mut longer = whole.clone();
    longer.extend_from_slice(b"and more");
    assert!(refused(&scene, &longer).await.to_string().contains("modifiée ou abîmée"));
}

/// The lines of a backup, changed, and written again as if nothing had happened.
fn rewritten(file: &Path, change: impl Fn(&str) -> String) -> Vec<u8> {
    let text = zstd::decode_all(fs::File::open(file).expect("opened")).expect("a stream");
    let text = String::from_utf8(text).expect("text");
    zstd::encode_all(change(&text).as_bytes(), 1).expect("a stream")
}

#[tokio::test]
async fn a_row_changed_in_a_backup_is_named() {
    let scene = Scene::set().await;
    let (file, _) = scene.saved().await;
    let changes: [(&str, &str, &str); 4] = [
        ("\"Ada\"", "\"Eve\"", "dans la table « person », après la ligne 2"),
        (
            "{\"table\":\"unscoped_person\"}",
            "{\"table\":\"unscoped_act\"}",
            "au début de la table « person »",
        ),
        ("{\"closed\":", "{\"closed\":1", "après sa dernière table"),
        ("\"coordinator\"", "12", "dans la table « mandate », après la ligne 3"),
    ];
    for (from, to, place) in changes {
        let spoilt = rewritten(&file, |text| text.replace(from, to));
        let why = refused(&scene, &spoilt).await.to_string().replace('\u{a0}', " ");
        assert!(why.contains(&format!("a été modifiée ou abîmée {place}.")), "{why}");
        assert!(why.ends_with("Rien n’a été restauré."), "{why}");
    }
    let missing = rewritten(&file, |text| {
        let end = text.find("{\"end\":\"unscoped_person\"").expect("an end");
        text[..end].to_owned()
    });
    let why = refused(&scene, &missing).await.to_string().replace('\u{a0}', " ");
    assert!(
        why.contains("elle s’interrompt dans la table « person », après la ligne 2."),
        "{why}"
    );
}

#[tokio::test]
async fn what_is_no_backup_or_comes_from_elsewhere_is_said() {
    let scene = Scene::set().await;
    let (file, _) = scene.saved().await;
    let said = |why: RestoreError| why.to_string().replace('\u{a0}', " ");
    assert!(said(refused(&scene, b"bonjour").await).contains("n’est pas une sauvegarde de Pacte"));
    let other = zstd::encode_all(b"bonjour\n".as_slice(), 1).expect("a stream");
    assert!(said(refused(&scene, &other).await).contains("n’est pas une sauvegarde de Pacte"));
    let newer = rewritten(&file, |text| text.replace("pacte-backup-2", "pacte-backup-9"));
    assert!(said(refused(&scene, &newer).await).contains("une forme que cette version de Pacte ne connaît pas"));
    let absent = restore(scene.fresh.target(), scene.file("absent"))
        .await
        .expect_err("refused");
    assert!(said(absent).contains("n’existe pas"));
}

#[tokio::test]
async fn a_journal_that_was_altered_before_it_was_saved_is_not_restored() {
    let scene = Scene::set().await;
    scene
        .fresh
        .intrude_on_the_journal("UPDATE unscoped_journal SET subject = 'person/9' WHERE chain = 0 AND seq = 2")
        .await;
    let (file, _) = scene.saved().await;
    let elsewhere = Fresh::new().await;
    let why = restore(elsewhere.target(), file.clone()).await.expect_err("refused");
    assert!(matches!(why, RestoreError::Journal(_)), "{why}");
    // Nothing was kept: the place is still empty for another backup.
    let why = restore(elsewhere.target(), file).await.expect_err("refused");
    assert!(matches!(why, RestoreError::Journal(_)), "{why}");
}

#[tokio::test]
async fn what_refers_to_nothing_is_not_restored() {
    let scene = Scene::set().await;
    let unguarded = match scene.fresh {
        Fresh::Sqlite(_) => "PRAGMA foreign_keys = OFF",
        Fresh::Postgres { .. } => "ALTER TABLE unscoped_mandate DROP CONSTRAINT unscoped_mandate_person_fkey",
    };
    let script = format!("{unguarded}; UPDATE unscoped_mandate SET person = 999 WHERE id = 2");
    scene.fresh.intrude(&script).await.expect("written");
    let (file, _) = scene.saved().await;
    let elsewhere = Fresh::new().await;
    let why = restore(elsewhere.target(), file).await.expect_err("refused");
    assert!(matches!(why, RestoreError::Open(_)), "{why}");
    assert!(opened(elsewhere.target()).await.pending().await.expect("told").len() > 1);
}

#[tokio::test]
async fn pages_are_read_and_facts_recorded_while_a_backup_is_written() {
    let scene = Scene::set().await;
    let file = scene.file("busy.pacte");
    let writer = async {
        for number in 10..40 {
            cast::open_account(&scene.store, &format!("Person{number}")).await;
        }
    };
    let (backup, ()) = tokio::join!(scene.store.backup(&file, NOW), writer);
    let rows = |tables: &[store::BackedTable], name: &str| {
        tables.iter().find(|table| table.name == name).map_or(0, |table| table.rows)
    };
    let backup = backup.expect("saved");
    // One moment: an account and its line of the journal are both there, or neither.
    let told = rows(&backup.tables, "unscoped_journal") - 3;
    assert_eq!(rows(&backup.tables, "unscoped_person"), told);
    let after = tables(&scene.store, scene.folder.path()).await;
    assert_eq!(rows(&after, "unscoped_person"), 32);
}
