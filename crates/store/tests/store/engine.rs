//! A fresh database for each test, on the engine under test, and a way around the doors to play the intruder.

use std::sync::atomic::{AtomicU32, Ordering};

use store::{House, OpenError, Store, Target};
use tempfile::TempDir;

use crate::cast::SCOPES;

/// The variable that holds the address of a server where databases may be created.
const SERVER: &str = "PACTE_TEST_POSTGRES";

/// A database of its own, dropped at the end.
pub(crate) enum Fresh {
    /// A folder.
    Sqlite(TempDir),
    /// A database of the server.
    Postgres {
        /// The address of the server.
        server: String,
        /// The name of the database.
        name: String,
    },
}

impl Fresh {
    pub(crate) async fn new() -> Self {
        match std::env::var("STORE").as_deref() {
            Err(_) | Ok("sqlite") => Self::Sqlite(TempDir::new().expect("a folder")),
            Ok("postgres") => Self::server().await,
            Ok(other) => panic!("STORE={other}: write sqlite or postgres"),
        }
    }

    async fn server() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!("STORE=postgres needs {SERVER}, the address of a server where databases may be created")
        });
        let name = format!("store_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        run_on(&server, &format!("CREATE DATABASE {name}")).await;
        Self::Postgres { server, name }
    }

    pub(crate) fn target(&self) -> Target {
        match self {
            Self::Sqlite(dir) => Target::Sqlite {
                dir: dir.path().to_owned(),
            },
            Self::Postgres { name, .. } => Target::Postgres {
                url: self.url(),
                files: std::env::temp_dir().join(format!("{name}_files")),
            },
        }
    }

    pub(crate) async fn open(&self) -> Result<Store, OpenError> {
        self.open_with(House::new().scopes(&SCOPES)).await
    }

    pub(crate) async fn open_with(&self, house: House) -> Result<Store, OpenError> {
        Store::open(self.target(), house).await
    }

    /// Runs statements behind the back of the store; answers what the engine objects.
    pub(crate) async fn intrude(&self, script: &str) -> Result<(), String> {
        match self {
            Self::Sqlite(dir) => {
                let connection = rusqlite::Connection::open(dir.path().join("pacte.sqlite")).expect("opens");
                connection.execute_batch(script).map_err(|error| error.to_string())
            }
            Self::Postgres { .. } => {
                let client = connected(&self.url()).await;
                let done = client.batch_execute(script).await;
                done.map_err(|error| {
                    error
                        .as_db_error()
                        .map_or_else(|| error.to_string(), |said| said.message().to_owned())
                })
            }
        }
    }

    /// The same, without waiting for those who write.
    pub(crate) async fn intrude_at_once(&self, script: &str) -> Result<(), String> {
        let hasty = match self {
            Self::Sqlite(_) => "PRAGMA busy_timeout = 0",
            Self::Postgres { .. } => "SET lock_timeout = '50ms'",
        };
        self.intrude(&format!("{hasty}; {script}")).await
    }

    /// The same, with the guards of the journal taken away first.
    pub(crate) async fn intrude_on_the_journal(&self, script: &str) {
        let unguarded = match self {
            Self::Sqlite(_) => {
                "DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened; \
                 DROP TRIGGER journal_personal_is_not_changed;"
            }
            Self::Postgres { .. } => {
                "ALTER TABLE unscoped_journal DISABLE TRIGGER ALL; ALTER TABLE unscoped_journal_personal DISABLE TRIGGER ALL;"
            }
        };
        self.intrude(&format!("{unguarded} {script}"))
            .await
            .expect("nothing guards the journal any more");
    }

    fn url(&self) -> String {
        match self {
            Self::Sqlite(_) => String::new(),
            Self::Postgres { server, name } => {
                let (address, _) = server.rsplit_once('/').expect("an address with a database");
                format!("{address}/{name}")
            }
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let Self::Postgres { server, name } = self else { return };
        let (server, drop_it) = (server.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
        // On a thread of its own: a test ends inside its runtime.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(run_on(&server, &drop_it));
        });
        dropping.join().expect("dropped");
    }
}

/// A store with its tables, and what it stands on.
pub(crate) async fn store() -> (Store, Fresh) {
    let fresh = Fresh::new().await;
    let store = fresh.open().await.expect("opens");
    store.migrate().await.expect("migrates");
    (store, fresh)
}

async fn run_on(server: &str, statement: &str) {
    connected(server).await.batch_execute(statement).await.expect(statement);
}

async fn connected(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("a server");
    tokio::spawn(connection);
    client
}
