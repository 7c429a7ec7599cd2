//! A database filled once for a whole run, and copied for each test.
//!
//! It is made by the first test that asks, under a lock, and belongs to one build of one test binary: another build makes
//! its own and drops the old one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::UNIX_EPOCH;

use domain::digest::Digest;
use store::Target;

use crate::server::Server;

/// The work of filling a database.
pub type Filling = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What a database is filled with, under a name.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    name: &'static str,
    fill: fn(Target) -> Filling,
}

impl Template {
    /// A template of this name, in letters. `fill` migrates an empty database and fills it.
    #[must_use]
    pub const fn new(name: &'static str, fill: fn(Target) -> Filling) -> Self {
        Self { name, fill }
    }

    /// The file to copy.
    pub(crate) async fn file(self) -> PathBuf {
        let made = Made::of(self.name);
        let _lock = made.lock();
        let folder = made.folder.join(made.current());
        let file = Target::Sqlite { dir: folder.clone() }.files().swap_remove(0);
        if !file.exists() {
            made.forget_files();
            let draft = folder.with_extension("draft");
            let _ = fs::remove_dir_all(&draft);
            (self.fill)(Target::Sqlite { dir: draft.clone() }).await;
            settle(&Target::Sqlite { dir: draft.clone() }.files()[0]);
            fs::rename(&draft, &folder).expect("the template takes its name");
        }
        file
    }

    /// The database to copy, and the folder of its kept files.
    pub(crate) async fn database(self, server: &Server) -> (String, PathBuf) {
        let made = Made::of(self.name);
        let _lock = made.lock();
        let files = made.folder.join(format!("{}_kept", made.current()));
        let (current, others) = (format!("pacte_{}", made.current()), format!("pacte_{}", made.stem));
        let standing = server.databases(&others).await;
        if !standing.contains(&current) {
            for old in standing {
                server.run(&format!("DROP DATABASE {old} WITH (FORCE)")).await;
            }
            let draft = format!("{current}_draft");
            server.run(&format!("CREATE DATABASE {draft}")).await;
            made.forget_kept();
            (self.fill)(Target::Postgres {
                url: server.url_of(&draft),
                files: files.clone(),
            })
            .await;
            server.disconnect(&draft).await;
            server.run(&format!("ALTER DATABASE {draft} RENAME TO {current}")).await;
        }
        (current, files)
    }
}

/// Brings into the file what the engine still kept beside it.
fn settle(file: &Path) {
    let connection = rusqlite::Connection::open(file).expect("the template opens");
    let checkpoint = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    assert_eq!(checkpoint, Ok(0), "someone still holds the template");
}

/// Where the templates of this binary are, and what the one of this build is called.
struct Made {
    folder: PathBuf,
    stem: String,
    build: String,
}

impl Made {
    fn of(name: &str) -> Self {
        let binary = std::env::current_exe().expect("the binary of the tests");
        let about = fs::metadata(&binary).expect("the binary of the tests");
        let built = about
            .modified()
            .expect("a time")
            .duration_since(UNIX_EPOCH)
            .expect("after 1970");
        let path = binary.to_string_lossy();
        let folder = binary.parent().unwrap_or(&binary).join("../testkit");
        fs::create_dir_all(&folder).expect("a folder for the templates");
        Self {
            folder,
            stem: format!("{name}_{}", short(path.as_bytes())),
            build: short(format!("{}, {}", about.len(), built.as_nanos()).as_bytes()),
        }
    }

    fn current(&self) -> String {
        format!("{}_{}", self.stem, self.build)
    }

    /// Held until the file is closed; the system lets it go when a test is killed.
    fn lock(&self) -> File {
        let lock = File::create(self.folder.join(format!("{}.lock", self.stem))).expect("a lock file");
        lock.lock().expect("the lock");
        lock
    }

    /// Drops the templates of older builds.
    fn forget_files(&self) {
        self.forget(|name| !name.ends_with("_kept"));
    }

    /// Drops the files kept beside the databases of older builds.
    fn forget_kept(&self) {
        self.forget(|name| name.ends_with("_kept"));
    }

    fn forget(&self, is_old: impl Fn(&str) -> bool) {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let old = folders.filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(&self.stem) && is_old(&name)
        });
        for entry in old.filter(|entry| entry.path().is_dir()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn short(bytes: &[u8]) -> String {
    let mut hex = Digest::of(bytes).to_string();
    hex.truncate(12);
    hex
}
