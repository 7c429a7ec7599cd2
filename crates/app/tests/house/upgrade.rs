//! Data made by the first version of Pacte: today's binary brings them up to date, finds nothing wrong in them, and serves them.
//!
//! The files of `tests/data` were written by that version and are never made again: the demo on the embedded engine, a real
//! installation on the server.

use std::path::Path;

use store::Target;
use testkit::{Base, Engine};

use crate::command::{Server, pacte};

const FIRST_SQLITE: &[u8] = include_bytes!("../data/first.sqlite.zst");

const FIRST_POSTGRES: &[u8] = include_bytes!("../data/first.postgres.sql.zst");

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    zstd::decode_all(bytes).expect("a stream")
}

/// The file of the first version, in this folder.
fn first_file(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let target = Target::Sqlite { dir: folder.to_owned() };
    std::fs::write(&target.files()[0], unpacked(FIRST_SQLITE)).expect("written");
}

/// The data of the first version, on the engine under test.
async fn first() -> Base {
    let base = Base::empty().await;
    if let (Engine::Sqlite, Target::Sqlite { dir }) = (Engine::under_test(), base.target()) {
        first_file(&dir);
    } else {
        let script = String::from_utf8(unpacked(FIRST_POSTGRES)).expect("a script");
        base.intrude(&script).await.expect("written");
    }
    base
}

/// Everything right, nothing wrong.
fn healthy(base: &Base) {
    let examined = pacte(&["doctor"]).on(base).run();
    assert!(
        examined.went_well().lines().all(|line| line.starts_with('✓')),
        "{}",
        examined.out
    );
}

/// The pages that the first version had still answer.
fn serves(mut server: Server, sign_in: (&str, &str)) {
    assert_eq!(server.post(sign_in.0, sign_in.1).status, 303);
    for (address, words) in [
        ("/conventions/1/plan", "/conventions/1/actions/24"),
        ("/conventions/1/actions/15", "15"),
        ("/conventions/1/texte", "Pennes"),
    ] {
        let page = server.get(address);
        assert_eq!(page.status, 200, "{address}");
        assert!(page.body.contains(words), "{address}: {}", page.body);
    }
}

#[tokio::test]
async fn the_data_of_the_first_version_are_brought_up_to_date_and_served() {
    let base = first().await;
    pacte(&["migrate"]).on(&base).run().went_well();
    healthy(&base);
    match Engine::under_test() {
        Engine::Sqlite => serves(pacte(&["demo"]).on(&base).start(), ("/demo", "personne=2")),
        Engine::Postgres => {
            let noe = "mel=noe%40exemple.invalid&mdp=un+long+mot+de+passe";
            serves(pacte(&["serve"]).on(&base).start(), ("/connexion", noe));
        }
    }
    healthy(&base);
}

#[tokio::test]
async fn a_text_of_the_first_version_is_read_again_as_a_new_import_reads_it() {
    let base = first().await;
    pacte(&["migrate"]).on(&base).run().went_well();
    let (mut server, sign_in) = match Engine::under_test() {
        Engine::Sqlite => (pacte(&["demo"]).on(&base).start(), ("/demo", "personne=2")),
        Engine::Postgres => {
            let noe = "mel=noe%40exemple.invalid&mdp=un+long+mot+de+passe";
            (pacte(&["serve"]).on(&base).start(), ("/connexion", noe))
        }
    };
    assert_eq!(server.post(sign_in.0, sign_in.1).status, 303);
    let address = "/conventions/1/lecture/relire";
    let page = server.get(address);
    assert_eq!(page.status, 200, "{}", page.body);
    let form = format!("vu={}", crate::again::seen(&page.body));
    assert_eq!(server.post(address, &form).status, 303);
    assert!(server.get(address).body.contains("Rien à relire"));
    drop(server);
    healthy(&base);
    let store = crate::again::opened(base.target()).await;
    let [standing, new] = crate::again::standing_and_new(&store).await;
    assert!(standing == new, "what stands is not what a new import reads");
}

#[tokio::test]
async fn a_backup_of_the_first_version_is_restored_then_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, file) = (folder.path().join("old"), folder.path().join("old.pacte"));
    first_file(&old);
    let file = file.display().to_string();
    pacte(&["backup", &file]).data(&old).run().went_well();
    let base = Base::empty().await;
    let restored = pacte(&["restore", &file]).on(&base).run();
    assert!(
        restored
            .went_well()
            .contains("Journal : 18 entrées en 2 chaînes, rien d’altéré."),
        "{}",
        restored.out
    );
    healthy(&base);
    assert!(pacte(&["migrate"]).on(&base).run().went_well().contains("est à jour"));
    if matches!(Engine::under_test(), Engine::Sqlite) {
        serves(pacte(&["demo"]).on(&base).start(), ("/demo", "personne=2"));
    }
}
