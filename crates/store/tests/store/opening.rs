//! What is said when the data cannot be opened.

use std::fs;

use domain::access::Verb;
use store::{Gate, House, OpenError, Scope, Store, Target};
use tempfile::TempDir;

use crate::cast::{DOCTOR, Names, open_account, today};
use crate::engine::{Fresh, store};

async fn refused(target: Target) -> OpenError {
    Store::open(target, House::new()).await.err().expect("refused")
}

fn server(url: &str) -> Target {
    Target::Postgres {
        url: url.to_owned(),
        files: "files".into(),
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("pacte.sqlite");
    let text = "Ceci est un texte, et non une base de données. ".repeat(40);
    fs::write(&file, &text).expect("written");
    let refused = refused(Target::Sqlite {
        dir: dir.path().to_owned(),
    })
    .await;
    assert!(matches!(refused, OpenError::NotADatabase { .. }), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).expect("read"), text);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("un-fichier");
    fs::write(&file, "").expect("written");
    let refused = refused(Target::Sqlite { dir: file.join("data") }).await;
    assert!(matches!(refused, OpenError::Folder { .. }), "{refused:?}");
    let said = refused.to_string();
    assert!(
        said.contains("un-fichier/data") && said.contains("un fichier porte déjà ce nom"),
        "{said}"
    );
}

#[tokio::test]
async fn a_place_where_no_file_can_be_is_named() {
    let dir = TempDir::new().expect("a folder");
    fs::create_dir(dir.path().join("pacte.sqlite")).expect("a folder in the place of the file");
    let refused = refused(Target::Sqlite {
        dir: dir.path().to_owned(),
    })
    .await;
    assert!(matches!(refused, OpenError::ReadOnly { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_file_that_can_only_be_read_is_said_at_the_start() {
    let dir = TempDir::new().expect("a folder");
    let target = Target::Sqlite {
        dir: dir.path().to_owned(),
    };
    drop(Store::open(target.clone(), House::new()).await.expect("opens"));
    // The last connection takes its log away when it closes.
    while dir.path().join("pacte.sqlite-wal").exists() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    let file = dir.path().join("pacte.sqlite");
    let mut bytes = fs::read(&file).expect("read");
    // The file format's own way to say that it may be read and not written.
    bytes[18] = 3;
    fs::write(&file, bytes).expect("written");
    let refused = refused(target).await;
    assert!(matches!(refused, OpenError::ReadOnly { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_server_that_is_down_is_named_without_its_secret() {
    // Port 1 is never served.
    let refused = refused(server("postgres://anne:secret@127.0.0.1:1/pacte")).await;
    assert_eq!(
        refused.to_string(),
        "PostgreSQL ne répond pas à «\u{a0}127.0.0.1:1\u{a0}». Vérifiez que le serveur est démarré et que l’adresse DATABASE_URL est juste."
    );
}

#[tokio::test]
async fn two_rooms_never_share_a_name() {
    let scope = Scope {
        name: "account",
        columns_sql: "SELECT t.id FROM unscoped_person t",
        gate: Gate::Installation {
            verb: Verb::ViewAccounts,
        },
    };
    let dir = TempDir::new().expect("a folder");
    let target = Target::Sqlite {
        dir: dir.path().to_owned(),
    };
    let refused = Store::open(target, House::new().scopes(&[scope]).scopes(&[scope]))
        .await
        .err()
        .expect("refused");
    assert!(matches!(refused, OpenError::TwoScopes("account")), "{refused:?}");
}

#[tokio::test]
async fn an_address_that_is_none_is_said() {
    for url in ["mysql://localhost/pacte", "pacte", "postgres://[::1/pacte"] {
        let refused = refused(server(url)).await;
        assert!(matches!(refused, OpenError::Address), "{url}: {refused:?}");
    }
}

#[tokio::test]
async fn a_protection_that_does_not_exist_is_not_taken_for_another() {
    let refused = refused(server("postgres://localhost/pacte?sslmode=allow")).await;
    assert!(matches!(refused, OpenError::Protection), "{refused:?}");
    assert!(refused.to_string().contains("verify-full"), "{refused}");
}

#[tokio::test]
async fn connections_that_the_server_closed_are_replaced() {
    let (store, fresh) = store().await;
    // Several connections wait in the pool.
    let readers = [
        store.read(today()).await,
        store.read(today()).await,
        store.read(today()).await,
    ];
    assert!(readers.iter().all(Result::is_ok));
    drop(readers);
    if matches!(fresh, Fresh::Postgres { .. }) {
        let close = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        fresh.intrude(close).await.expect("closed");
    }
    open_account(&store, "Anne").await;
    let mut reader = store.read(today()).await.expect("a reader");
    assert_eq!(reader.rows(&DOCTOR, Names {}).await.expect("rows"), ["Anne"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_readers_than_connections_wait_for_their_turn() {
    let (store, _fresh) = store().await;
    open_account(&store, "Anne").await;
    let read = |store: Store| async move {
        let mut reader = store.read(today()).await.expect("a reader");
        let names = reader.rows(&DOCTOR, Names {}).await.expect("rows");
        tokio::task::yield_now().await;
        names.len()
    };
    let readers: Vec<_> = (0..60).map(|_| tokio::spawn(read(store.clone()))).collect();
    for reader in readers {
        assert_eq!(reader.await.expect("no panic"), 1);
    }
}

#[tokio::test]
async fn a_database_that_does_not_exist_is_the_server_s_word() {
    let Ok(url) = std::env::var("PACTE_TEST_POSTGRES") else {
        assert_ne!(
            std::env::var("STORE").as_deref(),
            Ok("postgres"),
            "PACTE_TEST_POSTGRES is missing"
        );
        return;
    };
    let (address, _) = url.rsplit_once('/').expect("an address with a database");
    let refused = refused(server(&format!("{address}/never_created"))).await;
    assert!(matches!(refused, OpenError::Denied { .. }), "{refused:?}");
    assert!(refused.to_string().contains("la base n’existe pas"), "{refused}");
}
