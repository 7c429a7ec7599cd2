//! The two paths where a batch is lost, and those where one unit is.

use std::future::poll_fn;
use std::task::Poll;

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::yield_now;

use super::*;
use crate::engine::sqlite::Database;

const TABLES: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE note (text TEXT NOT NULL);
    CREATE TABLE once (text TEXT NOT NULL UNIQUE);";

struct Place {
    database: Database,
    dir: TempDir,
}

impl Place {
    async fn new() -> Self {
        let dir = TempDir::new().expect("a folder");
        let database = Database::open(dir.path()).expect("opens");
        database.script(TABLES).await.expect("tables");
        Self { database, dir }
    }

    /// What is on the disk, seen by a connection of its own.
    fn notes(&self) -> Vec<String> {
        let connection = Connection::open(self.dir.path().join("pacte.sqlite")).expect("opens");
        let mut statement = connection.prepare("SELECT text FROM note ORDER BY rowid").expect("prepares");
        let notes = statement.query_map([], |row| row.get(0)).expect("reads");
        notes.collect::<Result<_, _>>().expect("texts")
    }

    async fn begin(&self, text: &str) -> Turn {
        let mut turn = self.database.write().await.expect("a turn");
        note(&mut turn, text).expect("written");
        turn
    }

    async fn write(&self, text: &str) -> Result<(), StoreError> {
        self.begin(text).await.commit().await
    }
}

fn note(turn: &mut Turn, text: &str) -> Result<(), StoreError> {
    statement::run(turn.connection()?, "INSERT INTO note VALUES (?1)", &[text.into()]).map(drop)
}

/// Lets a unit hand the desk over, and gives back the wait for its answer.
async fn handed_over(turn: Turn) -> impl Future<Output = Result<(), StoreError>> {
    let mut answer = Box::pin(turn.commit());
    poll_fn(|context| {
        assert!(
            answer.as_mut().poll(context).is_pending(),
            "a unit never answers before the batch is closed"
        );
        Poll::Ready(())
    })
    .await;
    answer
}

#[tokio::test]
async fn a_unit_is_on_the_disk_when_it_is_answered() {
    let place = Place::new().await;
    place.write("kept").await.expect("committed");
    assert_eq!(place.notes(), ["kept"]);
}

#[tokio::test]
async fn a_unit_that_is_dropped_leaves_nothing_and_harms_nobody() {
    let place = Place::new().await;
    let first = handed_over(place.begin("first").await).await;
    drop(place.begin("dropped").await);
    let last = handed_over(place.begin("last").await).await;
    first.await.expect("committed");
    last.await.expect("committed");
    assert_eq!(place.notes(), ["first", "last"]);
}

#[tokio::test]
async fn a_unit_that_is_dropped_alone_leaves_the_file_free() {
    let place = Place::new().await;
    drop(place.begin("dropped").await);
    let other = Connection::open(place.dir.path().join("pacte.sqlite")).expect("opens");
    other
        .execute_batch("BEGIN IMMEDIATE; ROLLBACK;")
        .expect("nobody holds the file");
    assert!(place.notes().is_empty());
}

#[tokio::test]
async fn a_client_that_leaves_after_handing_over_is_still_written() {
    let place = Place::new().await;
    drop(handed_over(place.begin("gone").await).await);
    place.write("here").await.expect("committed");
    assert_eq!(place.notes(), ["gone", "here"]);
}

#[tokio::test]
async fn a_conflict_undoes_its_own_unit_only() {
    let place = Place::new().await;
    let first = handed_over(place.begin("first").await).await;
    let mut second = place.begin("second").await;
    let twice = "INSERT INTO once VALUES ('a'), ('a')";
    let conflict = statement::run(second.connection().expect("open"), twice, &[]);
    assert!(matches!(conflict, Err(StoreError::Conflict)), "{conflict:?}");
    drop(second);
    first.await.expect("committed");
    assert_eq!(place.notes(), ["first"]);
}

#[tokio::test]
async fn a_failed_commit_fails_every_unit_of_the_batch_and_no_later_one() {
    let place = Place::new().await;
    let first = handed_over(place.begin("first").await).await;
    let mut orphan = place.begin("orphan").await;
    statement::run(orphan.connection().expect("open"), "INSERT INTO child VALUES (7)", &[]).expect("deferred");
    let orphan = handed_over(orphan).await;
    let last = handed_over(place.begin("last").await).await;
    for lost in [first.await, orphan.await, last.await] {
        assert!(matches!(lost, Err(StoreError::NotWritten)), "{lost:?}");
    }
    assert!(place.notes().is_empty());
    place.write("later").await.expect("writes go on");
    assert_eq!(place.notes(), ["later"]);
}

#[tokio::test]
async fn a_full_disk_fails_every_unit_of_the_batch_and_no_later_one() {
    let place = Place::new().await;
    let first = handed_over(place.begin("first").await).await;
    let mut second = place.begin("second").await;
    let connection = second.connection().expect("open");
    let pages: i64 = connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .expect("a count");
    connection.pragma_update(None, "max_page_count", pages + 2).expect("a limit");
    let full = note(&mut second, &"x".repeat(100_000));
    assert!(matches!(full, Err(StoreError::NotWritten)), "{full:?}");
    // The engine has undone the whole batch: a statement now would be written alone, outside of any transaction.
    assert!(matches!(note(&mut second, "alone"), Err(StoreError::NotWritten)));
    assert!(matches!(second.commit().await, Err(StoreError::NotWritten)));
    assert!(matches!(first.await, Err(StoreError::NotWritten)));
    assert!(place.notes().is_empty());
    place.write("small").await.expect("writes go on");
    assert_eq!(place.notes(), ["small"]);
}

#[tokio::test]
async fn units_that_wait_together_are_confirmed_together() {
    let place = Place::new().await;
    let other = Connection::open(place.dir.path().join("pacte.sqlite")).expect("opens");
    let mut answers = Vec::new();
    for text in ["one", "two", "three"] {
        answers.push(handed_over(place.begin(text).await).await);
        let seen: i64 = other
            .query_row("SELECT count(*) FROM note", [], |row| row.get(0))
            .expect("a count");
        assert_eq!(seen, 0, "nothing is confirmed before the batch is closed");
    }
    for answer in answers {
        answer.await.expect("committed");
    }
    assert_eq!(place.notes(), ["one", "two", "three"]);
}

#[tokio::test]
async fn a_long_queue_does_not_keep_the_batch_waiting() {
    let place = Place::new().await;
    let first = handed_over(place.begin("first").await).await;
    // The committer takes its place behind this turn, waits longer than it should, and says so.
    let slow = place.begin("slow").await;
    while !place.database.desk.overdue.load(Ordering::Relaxed) {
        yield_now().await;
    }
    let next = tokio::spawn({
        let desk = Arc::clone(&place.database.desk);
        async move { Desk::turn(&desk).await.map(drop) }
    });
    slow.commit().await.expect("the unit at the desk closes the batch itself");
    first.await.expect("committed");
    next.await.expect("no panic").expect("a turn");
    assert_eq!(place.notes(), ["first", "slow"]);
}

/// The name under which this test starts itself again, under a limit on the size of files.
const LIMITED: &str = "PACTE_TEST_LIMITED";

#[test]
fn a_failed_write_at_commit_stops_writes_and_not_reads() {
    if std::env::var_os(LIMITED).is_some() {
        return under_a_limit();
    }
    let itself = std::env::current_exe().expect("a path");
    // The signal is ignored so that the write fails, as on a disk that breaks, instead of ending the process.
    let script = "trap '' XFSZ; ulimit -f 512; exec \"$0\" --exact --nocapture \"$1\"";
    let name = "engine::sqlite::turn::tests::a_failed_write_at_commit_stops_writes_and_not_reads";
    let run = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(itself)
        .arg(name)
        .env(LIMITED, "1")
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

fn under_a_limit() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let place = Place::new().await;
        place.write("before").await.expect("committed");
        let lost = place.write(&"x".repeat(1_000_000)).await;
        assert!(
            matches!(lost, Err(StoreError::Unconfirmed)),
            "the next start may find it: {lost:?}"
        );
        let refused = place.database.write().await;
        assert!(matches!(refused.err(), Some(StoreError::WritesStopped)));
        let mut lease = place.database.read().await.expect("reads go on");
        let notes: Vec<String> =
            statement::rows(lease.connection().expect("open"), "SELECT text FROM note", &[]).expect("reads");
        assert_eq!(notes, ["before"]);
    });
}
