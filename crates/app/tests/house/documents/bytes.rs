//! The bytes behind the documents: altered, orphaned, saved and restored.

use std::path::PathBuf;

use domain::digest::Digest;
use domain::time::Instant;
use store::Target;
use testkit::moment::NOW;
use testkit::{Base, World};

use super::refusals::kept;
use super::{NEW, PDF, add, coordinator};
use crate::cast::{self, SCAN};
use crate::command::pacte;
use crate::disks::Small;

/// Where the bytes of this digest are.
fn path(target: &Target, digest: Digest) -> PathBuf {
    let letters = digest.to_string();
    target.vault().folder().join(&letters[..2]).join(&letters[2..])
}

/// The world, with a document more.
async fn added() -> World {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    add(&mut client, "convention", "Note d’essai", ("note.pdf", PDF)).await;
    world
}

#[tokio::test]
async fn bytes_that_were_altered_are_never_given_back_and_the_doctor_names_them() {
    let world = added().await;
    let right = pacte(&["doctor"]).on(&world.base).run();
    let said = "Documents : 3 versions, chaque fichier est celui qui a été gardé.";
    assert!(right.went_well().contains(said), "{}", right.out);
    let file = path(&world.base.target(), Digest::of(PDF));
    for altered in [Some(b"%PDF-1.7 un autre texte".as_slice()), None] {
        match altered {
            Some(bytes) => std::fs::write(&file, bytes).expect("written"),
            None => std::fs::remove_file(&file).expect("removed"),
        }
        let mut client = coordinator(&world).await;
        let answer = client.get("/conventions/1/documents/2/versions/1").await;
        assert_eq!(answer.status, 500);
        assert!(answer.words().contains("Fichier abîmé"), "{}", answer.words());
        let wrong = pacte(&["doctor"]).on(&world.base).run();
        assert_eq!(wrong.code, Some(1), "{wrong:?}");
        let said = "✗ Convention 1, document « Note d’essai », version 1 : Le fichier d’empreinte";
        assert!(wrong.out.replace('\u{a0}', " ").contains(said), "{}", wrong.out);
    }
    // Given again, it is whole again.
    let mut client = coordinator(&world).await;
    add(&mut client, "convention", "La même", ("note.pdf", PDF)).await;
    assert_eq!(client.get("/conventions/1/documents/2/versions/1").await.body, PDF);
}

#[tokio::test]
async fn a_file_without_its_fact_is_swept_after_a_day_and_nothing_else_is() {
    let world = added().await;
    // As a process that dies between the file and the fact leaves it.
    let orphan = world.store.vault().keep(b"nobody refers to it", NOW).expect("kept");
    assert_eq!(kept(&world), 5);
    let later = |hours: i64| Instant::from_micros(NOW.micros() + hours * 3_600_000_000);
    assert!(app::serve::sweep_once(&world.store, later(23)).await.expect("swept"));
    assert_eq!(kept(&world), 5, "it is too young");
    assert!(app::serve::sweep_once(&world.store, later(25)).await.expect("swept"));
    assert_eq!(kept(&world), 4);
    assert!(world.store.vault().check(orphan).is_err());
    let mut client = coordinator(&world).await;
    assert_eq!(client.get("/conventions/1/documents/2/versions/1").await.body, PDF);
    assert_eq!(client.get("/conventions/1/documents/1/versions/1").await.body, SCAN);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let world = added().await;
    let before = kept(&world);
    let mut client = coordinator(&world).await;
    add(&mut client, "action-15", "Encore elle", ("copie.pdf", PDF)).await;
    assert_eq!(kept(&world), before);
}

#[tokio::test]
async fn a_backup_takes_the_files_along_from_one_engine_to_the_other_and_back() {
    let world = added().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (there, back) = (folder.path().join("there"), folder.path().join("back"));
    let backup = |name: &str| folder.path().join(name).display().to_string();
    let saved = pacte(&["backup", &backup("one")]).on(&world.base).run();
    assert!(saved.went_well().contains("4 fichiers"), "{}", saved.out);
    let checked = pacte(&["restore", "--check", &backup("one")]).run();
    assert!(checked.went_well().contains("4 fichiers"), "{}", checked.out);
    // To a file, then to the engine under test, then to a file again.
    pacte(&["restore", &backup("one")]).data(&there).run().went_well();
    pacte(&["backup", &backup("two")]).data(&there).run().went_well();
    let elsewhere = Base::empty().await;
    pacte(&["restore", &backup("two")]).on(&elsewhere).run().went_well();
    pacte(&["backup", &backup("three")]).on(&elsewhere).run().went_well();
    pacte(&["restore", &backup("three")]).data(&back).run().went_well();
    for target in [
        Target::Sqlite { dir: there },
        elsewhere.target(),
        Target::Sqlite { dir: back.clone() },
    ] {
        for bytes in [PDF, SCAN] {
            let found = std::fs::read(path(&target, Digest::of(bytes))).expect("kept");
            assert_eq!(found, bytes);
        }
    }
    let examined = pacte(&["doctor"]).data(&back).run();
    assert!(examined.went_well().contains("Documents : 3 versions"), "{}", examined.out);
}

#[tokio::test]
async fn a_file_that_is_lost_keeps_no_other_from_being_saved_and_is_told() {
    let world = added().await;
    std::fs::remove_file(path(&world.base.target(), Digest::of(PDF))).expect("removed");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("one").display().to_string();
    let saved = pacte(&["backup", &file]).on(&world.base).run();
    assert!(saved.went_well().contains("3 fichiers"), "{}", saved.out);
    let digest = Digest::of(PDF).to_string();
    assert!(
        saved.err.contains("Attention") && saved.err.contains(&digest),
        "{}",
        saved.err
    );
    let data = folder.path().join("data");
    let restored = pacte(&["restore", &file]).data(&data).run();
    restored.went_well();
    assert!(restored.err.contains(&digest), "{}", restored.err);
    assert_eq!(pacte(&["doctor"]).data(&data).run().code, Some(1));
}

#[tokio::test]
async fn a_backup_whose_file_was_changed_restores_nothing() {
    let world = added().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("one");
    pacte(&["backup", &file.display().to_string()])
        .on(&world.base)
        .run()
        .went_well();
    let lines = zstd::decode_all(std::fs::File::open(&file).expect("opened")).expect("read");
    let text = String::from_utf8(lines).expect("a text");
    // The first letters of what every PDF begins with, in base64.
    let changed = text.replacen("[\"JVBERi0x", "[\"JVBERi0y", 1);
    assert_ne!(changed, text);
    std::fs::write(&file, zstd::encode_all(changed.as_bytes(), 1).expect("written")).expect("written");
    let data = folder.path().join("data");
    let refused = pacte(&["restore", &file.display().to_string()]).data(&data).run();
    refused.refused(&["modifiée ou abîmée dans le fichier d’empreinte", "Rien n’a été restauré"]);
    assert!(!data.exists());
}

/// A disk that refuses the file: nothing is recorded, and the page says that nothing was.
async fn refused(world: &World) {
    let mut client = coordinator(world).await;
    let before = world.journal().await;
    let fields = [("nature", "other"), ("objet", "convention"), ("titre", "Note")];
    let answer = client.upload(NEW, &fields, Some(("note.pdf", PDF))).await;
    assert_eq!(answer.status, 503, "{}", answer.words());
    assert!(answer.words().contains("Pacte n’a pas pu enregistrer"), "{}", answer.words());
    assert_eq!(world.journal().await, before);
    assert_eq!(client.get("/conventions/1/documents").await.status, 200, "pages are read on");
}

#[cfg(unix)]
#[tokio::test]
async fn a_disk_of_files_that_fills_up_refuses_says_so_and_recovers() {
    let Some(disk) = Small::mount(4) else {
        eprintln!("skipped: this account may not mount a file system");
        return;
    };
    let world = cast::world().await;
    let folder = world.store.vault().folder().to_owned();
    std::fs::remove_dir_all(&folder).expect("removed");
    std::os::unix::fs::symlink(disk.path(), &folder).expect("linked");
    disk.fill();
    refused(&world).await;
    disk.empty();
    assert_eq!(kept(&world), 0, "nothing is left of what was refused");
    let mut client = coordinator(&world).await;
    add(&mut client, "convention", "Note", ("note.pdf", PDF)).await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_refuses_and_says_so() {
    let world = cast::world().await;
    let folder = world.store.vault().folder().to_owned();
    std::fs::remove_dir_all(&folder).expect("removed");
    std::fs::write(&folder, b"a file in its place").expect("written");
    refused(&world).await;
}
