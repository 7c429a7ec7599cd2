//! A database for one test, on the engine named by `STORE`: empty or copied from a template, dropped at the end.
//!
//! It also lets a test play the intruder, who writes behind the doors of the store.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use store::Target;
use tempfile::TempDir;

use crate::server::{Server, connected};
use crate::template::Template;

/// The engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// The engine named by `STORE`; the embedded one when nothing is said.
    ///
    /// # Panics
    /// When `STORE` names no engine.
    #[must_use]
    pub fn under_test() -> Self {
        match std::env::var("STORE").as_deref() {
            Err(_) | Ok("sqlite") => Self::Sqlite,
            Ok("postgres") => Self::Postgres,
            Ok(other) => panic!("STORE={other}: write sqlite or postgres"),
        }
    }
}

/// A database of its own.
pub struct Base(Kind);

enum Kind {
    Sqlite(TempDir),
    Postgres { server: Server, name: String, files: TempDir },
}

impl Base {
    /// A database without a table.
    pub async fn empty() -> Self {
        match Engine::under_test() {
            Engine::Sqlite => Self(Kind::Sqlite(folder())),
            Engine::Postgres => Self::on(Server::from_environment(), "").await,
        }
    }

    /// A copy of a filled one.
    ///
    /// # Panics
    /// When the template cannot be made or copied.
    pub async fn copy_of(template: &Template) -> Self {
        match Engine::under_test() {
            Engine::Sqlite => {
                let dir = folder();
                let target = Target::Sqlite {
                    dir: dir.path().to_owned(),
                };
                let original = template.file().await;
                std::fs::copy(&original, &target.files()[0]).expect("the template is copied");
                copy(&original.with_file_name("files"), target.vault().folder());
                Self(Kind::Sqlite(dir))
            }
            Engine::Postgres => {
                let server = Server::from_environment();
                let (original, kept) = template.database(&server).await;
                let base = Self::on(server, &format!(" TEMPLATE {original}")).await;
                copy(&kept, base.target().vault().folder());
                base
            }
        }
    }

    async fn on(server: Server, like: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("pacte_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        server.run(&format!("CREATE DATABASE {name}{like}")).await;
        let files = folder();
        Self(Kind::Postgres { server, name, files })
    }

    /// Where it is, for the store.
    #[must_use]
    pub fn target(&self) -> Target {
        match &self.0 {
            Kind::Sqlite(dir) => Target::Sqlite {
                dir: dir.path().to_owned(),
            },
            Kind::Postgres { server, name, files } => Target::Postgres {
                url: server.url_of(name),
                files: files.path().join("files"),
            },
        }
    }

    /// Runs statements behind the doors of the store; answers what the engine objects.
    pub async fn intrude(&self, script: &str) -> Result<(), String> {
        match &self.0 {
            Kind::Sqlite(_) => {
                let file = self.target().files().swap_remove(0);
                let connection = rusqlite::Connection::open(file).map_err(|error| error.to_string())?;
                connection.execute_batch(script).map_err(|error| error.to_string())
            }
            Kind::Postgres { server, name, .. } => {
                let done = connected(&server.url_of(name)).await.batch_execute(script).await;
                done.map_err(|error| error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string))
            }
        }
    }

    /// The same, once the triggers that guard the tables are gone.
    pub async fn intrude_past_guards(&self, script: &str) -> Result<(), String> {
        let unguard = match &self.0 {
            Kind::Sqlite(_) => self.sqlite_guards().concat(),
            Kind::Postgres { .. } => DROP_GUARDS.to_owned(),
        };
        self.intrude(&format!("{unguard}{script}")).await
    }

    fn sqlite_guards(&self) -> Vec<String> {
        let file = self.target().files().swap_remove(0);
        let connection = rusqlite::Connection::open(file).expect("the file opens");
        let mut list = connection
            .prepare("SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'")
            .expect("the triggers");
        let drops = list.query_map([], |row| row.get(0)).expect("the triggers");
        drops.collect::<Result<_, _>>().expect("the triggers")
    }
}

/// Drops every trigger of ours; those of the engine keep the references.
const DROP_GUARDS: &str = "DO $$ DECLARE guard RECORD; BEGIN \
    FOR guard IN SELECT tgname, tgrelid::regclass AS held FROM pg_trigger WHERE NOT tgisinternal LOOP \
    EXECUTE format('DROP TRIGGER %I ON %s', guard.tgname, guard.held); END LOOP; END $$; ";

impl Drop for Base {
    fn drop(&mut self) {
        if let Kind::Postgres { server, name, .. } = &self.0 {
            server.drop_database(name);
        }
    }
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder")
}

/// Copies a folder of kept files, when there is one.
fn copy(from: &Path, to: &Path) {
    let Ok(entries) = std::fs::read_dir(from) else { return };
    std::fs::create_dir_all(to).expect("a folder");
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).expect("copied");
        }
    }
}
