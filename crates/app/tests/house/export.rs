//! All that an organisation takes away: whole, readable by any program, verified by another, and nothing of anyone else.

use std::path::{Path, PathBuf};

use app::export::export;
use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::ids::OrganisationId;
use serde_json::Value;
use testkit::World;
use testkit::moment::NOW;

use crate::cast;

#[derive(Debug)]
struct Taken {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

async fn take(world: &World, organisation: i64) -> anyhow::Result<Taken> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export");
    let mut reader = world.store.read(NOW.paris_day()).await.expect("a reader");
    export(&world.store, &mut reader, OrganisationId::new(organisation), &path).await?;
    Ok(Taken { _folder: folder, path })
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect()
}

#[tokio::test]
async fn everything_of_a_convention_leaves_and_is_what_the_manifest_says() {
    let world = cast::world().await;
    let mut coordinator = cast::Who::Persona(people::Persona::FirstCoordinator).at(&world).await;
    let said = "texte=La+salle+est+r%C3%A9serv%C3%A9e&portee=internal";
    let written = coordinator.post("/conventions/1/echanges", said).await;
    assert_eq!(written.status, 303, "{}", written.words());
    let taken = take(&world, 1).await.expect("an export");
    let manifest = std::fs::read(taken.path.join("manifeste.json")).expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("an object");
    let files = manifest["files"].as_array().expect("files");
    assert!(files.len() > 40, "{files:?}");
    for file in files {
        let name = file["name"].as_str().expect("a name");
        let bytes = std::fs::read(taken.path.join(name)).expect(name);
        assert_eq!(
            file["sha256"].as_str(),
            Some(Digest::of(&bytes).to_string().as_str()),
            "{name}"
        );
        assert_eq!(file["bytes"].as_u64(), Some(bytes.len() as u64), "{name}");
    }
    let comments = lines(&taken.path.join("conventions/1/tables/comment.jsonl"));
    let written = comments.iter().any(|comment| comment["text"] == "La salle est réservée");
    assert!(written, "what people wrote leaves too, internal or not: {comments:?}");
    let actions = lines(&taken.path.join("conventions/1/tables/action.jsonl"));
    assert_eq!(actions.len(), 24);
    assert!(
        actions
            .iter()
            .all(|action| action["title"].is_string() && action["ordinal"].is_i64())
    );
    let text = std::fs::read_to_string(taken.path.join("conventions/1/texte.txt")).expect("the text");
    assert_eq!(
        text.lines().count(),
        lines(&taken.path.join("conventions/1/tables/source_line.jsonl")).len()
    );
    let journal = std::fs::read_to_string(taken.path.join("conventions/1/journal.jsonl")).expect("a journal");
    verify::verify(&journal).expect("a whole journal");
    let act = std::fs::read_to_string(taken.path.join("conventions/1/acte.json")).expect("an act");
    files::interchange::read(&act).expect("an interchange document");
}

/// The file of the only version of the first document, where the export puts it.
const KEPT: &str =
    "conventions/1/fichiers/f96a809639fff216fde67cbf9c5dbf77450e6bcd92fd897a43f712500c29f0d7-Convention signée.png";

#[tokio::test]
async fn the_files_of_documents_leave_with_their_digest_and_what_is_missing_is_said() {
    let world = cast::world().await;
    let taken = take(&world, 1).await.expect("an export");
    let (_, name) = KEPT.split_once("fichiers/").expect("a name");
    let (digest, own) = name.split_once('-').expect("a digest");
    let bytes = std::fs::read(taken.path.join(KEPT)).expect("the file");
    assert_eq!(Digest::of(&bytes).to_string(), digest);
    assert_eq!(own, "Convention signée.png");
    let said = std::fs::read_to_string(taken.path.join("LISEZMOI.txt")).expect("a text");
    assert!(
        said.contains(digest) && said.contains("version 1") && said.contains(KEPT),
        "{said}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&taken.path), mode(&taken.path.join(KEPT))), (0o700, 0o600));
    }

    let (start, rest) = digest.split_at(2);
    let kept = world.store.vault().folder().join(start).join(rest);
    std::fs::write(&kept, "x".repeat(bytes.len())).expect("altered");
    let taken = take(&world, 1).await.expect("an export");
    assert!(!taken.path.join(KEPT).exists(), "what is altered does not leave");
    let said = std::fs::read_to_string(taken.path.join("LISEZMOI.txt")).expect("a text");
    assert!(said.contains("CE FICHIER MANQUAIT") && said.contains(digest), "{said}");
    std::fs::remove_file(&kept).expect("removed");
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = world.store.read(NOW.paris_day()).await.expect("a reader");
    let into = folder.path().join("export");
    let written = export(&world.store, &mut reader, OrganisationId::new(1), &into).await;
    let missing = written.expect("an export").missing;
    assert!(
        missing.iter().any(|said| said.contains("manquait ou était abîmé")),
        "{missing:?}"
    );
}

#[tokio::test]
async fn every_name_of_a_convention_is_taken() {
    let world = cast::world().await;
    let reader = world.store.read(NOW.paris_day()).await.expect("a reader");
    let doctor = reader.names_of_a_convention(&Viewer::Job(Reason::Doctor));
    let export = reader.names_of_a_convention(&Viewer::Job(Reason::Export));
    assert_eq!(doctor, export);
    assert!(export.len() > 40, "{export:?}");
    assert!(reader.names_of_a_convention(&Viewer::Visitor).is_empty());
}

#[tokio::test]
async fn nothing_of_another_convention_leaves_nor_any_secret() {
    let world = cast::world().await;
    let taken = take(&world, 1).await.expect("an export");
    let mut folders: Vec<_> = std::fs::read_dir(taken.path.join("conventions"))
        .expect("conventions")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    folders.sort();
    let signed = folders.len();
    assert!(signed >= 1, "{folders:?}");
    let mut all = String::new();
    read_all(&taken.path, &mut all);
    assert!(!all.contains("$argon2"), "no password, not even its hash");
    let mut held = lines(&taken.path.join("organisme/mandate.jsonl"));
    held.retain(|mandate| {
        !folders
            .iter()
            .any(|folder| folder.to_str() == Some(&mandate["convention"].to_string()))
    });
    assert_eq!(held, Vec::<Value>::new(), "no mandate elsewhere");
}

fn read_all(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_all(&path, all);
        } else {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(&path).expect("a file")));
        }
    }
}

#[tokio::test]
async fn an_unknown_organisation_and_a_folder_that_exists_are_refused_and_leave_nothing() {
    let world = cast::world().await;
    let refused = take(&world, 9999).await.expect_err("refused");
    assert!(
        refused.to_string().contains("aucun organisme ne porte le numéro 9999"),
        "{refused}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = world.store.read(NOW.paris_day()).await.expect("a reader");
    let refused = export(&world.store, &mut reader, OrganisationId::new(1), folder.path())
        .await
        .expect_err("refused");
    assert!(refused.to_string().contains("existe déjà"), "{refused}");
    let missing = folder.path().join("pas/encore");
    let refused = export(&world.store, &mut reader, OrganisationId::new(9999), &missing).await;
    assert!(refused.is_err() && !missing.exists() && !missing.with_file_name("encore.partiel").exists());
}

#[tokio::test]
async fn a_convention_that_was_withdrawn_is_not_taken_along() {
    let world = cast::world().await;
    let mut keeper = cast::Who::Persona(people::Persona::Administrator).at(&world).await;
    let pairs = [
        ("convention", "1"),
        ("nom", crate::hand::CALLED),
        ("motif", "Mauvais fichier"),
    ];
    let gone = keeper.post("/conventions/retrait", &crate::correction::url(&pairs)).await;
    assert_eq!(gone.status, 303, "{}", gone.words());
    let taken = take(&world, 1).await.expect("an export");
    assert!(!taken.path.join("conventions/1").exists());
    assert!(
        taken.path.join("organisme").exists(),
        "what is known of the organisation leaves"
    );
}
