//! The PostgreSQL server of the tests: databases are made, copied and dropped on it.

use tokio_postgres::{Client, NoTls};

/// The variable that holds the address of a role that may create databases.
const SERVER: &str = "PACTE_TEST_POSTGRES";

/// The server named by the environment.
#[derive(Debug, Clone)]
pub(crate) struct Server(String);

impl Server {
    /// The server under test.
    pub(crate) fn from_environment() -> Self {
        let url = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "STORE=postgres needs {SERVER}: the address of a role that may create databases, \
                 as postgres://role@127.0.0.1:5432/postgres"
            )
        });
        assert!(url.matches('/').count() > 2, "{SERVER}: the address names no database");
        Self(url)
    }

    /// The address of another database of this server.
    pub(crate) fn url_of(&self, database: &str) -> String {
        let (address, _) = self.0.rsplit_once('/').unwrap_or((&self.0, ""));
        format!("{address}/{database}")
    }

    /// Runs one statement on the database of the address.
    pub(crate) async fn run(&self, statement: &str) {
        connected(&self.0).await.batch_execute(statement).await.expect(statement);
    }

    /// The databases whose name starts so.
    pub(crate) async fn databases(&self, start: &str) -> Vec<String> {
        let rows = connected(&self.0)
            .await
            .query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", &[&start])
            .await;
        rows.expect("the list of databases").iter().map(|row| row.get(0)).collect()
    }

    /// Closes the connections that others still hold to a database.
    pub(crate) async fn disconnect(&self, database: &str) {
        let others = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
        self.run(&others).await;
    }

    /// Drops a database from a thread of its own: a test ends inside its runtime.
    pub(crate) fn drop_database(&self, database: &str) {
        let (server, statement) = (self.clone(), format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"));
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(server.run(&statement));
        });
        if dropping.join().is_err() {
            eprintln!("the database {database} could not be dropped");
        }
    }
}

/// A connection of our own, without the store.
pub(crate) async fn connected(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a server that answers");
    tokio::spawn(connection);
    client
}
