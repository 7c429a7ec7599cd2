//! The server engine: each unit, read or written, has its own connection and its own transaction.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::TryStreamExt as _;
use futures_util::future::try_join_all;
use tokio::time::timeout;
use tokio_postgres::Config;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::error::{DbError, SqlState};
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

mod encryption;

use super::PATIENCE;
use crate::columns::{Columns, FromRow};
use crate::error::{Broken, OpenError, StoreError, unavailable};
use crate::figures::Counters;
use crate::shape::{Kind, Shape};
use crate::value::Value;

const CONNECTIONS: usize = 16;

/// A server and its connections.
pub(crate) struct Server {
    pool: Pool,
    pub(crate) counters: Arc<Counters>,
}

/// A connection inside a transaction. Dropped, it queues a rollback and then goes back to the pool.
pub(crate) struct Session {
    client: Option<Object>,
    counters: Arc<Counters>,
}

impl Server {
    /// Connects once, so that a server that is down is said at the start.
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        let (mut config, connector) = encryption::read(url)?;
        config.connect_timeout(PATIENCE);
        notice_a_silent_server(&mut config);
        let first = config.connect(connector.clone()).await;
        drop(first.map_err(|error| refusal(&config, &error))?);
        let recycling = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let pool = Pool::builder(Manager::from_config(config, connector, recycling))
            .max_size(CONNECTIONS)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(unavailable)?;
        Ok(Self {
            pool,
            counters: Arc::default(),
        })
    }

    pub(crate) async fn read(&self) -> Result<Session, StoreError> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    pub(crate) async fn write(&self) -> Result<Session, StoreError> {
        let _waiting = self.counters.wait();
        self.begin("BEGIN").await
    }

    /// Counts the tables again, whose statistics hold samples of what was erased, then removes the rows that nobody sees any more. The
    /// server says what it may not clean, and does the rest.
    pub(crate) async fn vacuum(&self) -> Result<(), StoreError> {
        let client = self.pool.get().await.map_err(unavailable)?;
        client.batch_execute("ANALYZE").await.map_err(explain)?;
        client.batch_execute("VACUUM").await.map_err(explain)
    }

    /// Runs a script, whole or not at all.
    pub(crate) async fn script(&self, script: &str) -> Result<(), StoreError> {
        let session = self.write().await?;
        session.script(script).await?;
        session.commit().await
    }

    /// Opens a transaction. A server that was restarted leaves dead connections in the pool: each is met once.
    async fn begin(&self, word: &str) -> Result<Session, StoreError> {
        for _ in 0..=CONNECTIONS {
            let client = self.pool.get().await.map_err(unavailable)?;
            let Ok(begun) = timeout(PATIENCE, client.batch_execute(word)).await else {
                drop(Object::take(client));
                return Err(StoreError::Unavailable(Broken::said("the server no longer answers")));
            };
            match begun {
                Ok(()) => {
                    return Ok(Session {
                        client: Some(client),
                        counters: Arc::clone(&self.counters),
                    });
                }
                Err(error) if is_dead(&error) => drop(Object::take(client)),
                Err(error) => return Err(explain(error)),
            }
        }
        Err(StoreError::Unavailable(Broken::said("the server closes every connection")))
    }
}

impl Session {
    pub(crate) async fn rows<R: FromRow>(&self, text: &str, values: &[Value]) -> Result<Vec<R>, StoreError> {
        let client = self.client()?;
        let statement = client.prepare_typed_cached(text, &types(values)).await.map_err(explain)?;
        let rows = client.query(&statement, &bound(values)).await.map_err(explain)?;
        rows.iter().map(|row| R::from_row(&Columns::postgres(row))).collect()
    }

    pub(crate) async fn run(&self, text: &str, values: &[Value]) -> Result<u64, StoreError> {
        let client = self.client()?;
        let statement = client.prepare_typed_cached(text, &types(values)).await.map_err(explain)?;
        client.execute(&statement, &bound(values)).await.map_err(explain)
    }

    /// The same statement for each of these rows: they are all on their way before the first answer is waited for.
    pub(crate) async fn run_all(&self, text: &str, rows: &[Vec<Value>]) -> Result<Vec<u64>, StoreError> {
        let Some(first) = rows.first() else { return Ok(Vec::new()) };
        let client = self.client()?;
        let statement = client.prepare_typed_cached(text, &types(first)).await.map_err(explain)?;
        let sent = rows.iter().map(|values| client.execute_raw(&statement, values));
        try_join_all(sent).await.map_err(explain)
    }

    /// Shows each row as it comes: the server waits for whoever reads.
    pub(crate) async fn each<E: From<StoreError>>(
        &self,
        text: &str,
        values: &[Value],
        mut row: impl FnMut(&Columns<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let client = self.client()?;
        let statement = client.prepare_typed_cached(text, &types(values)).await.map_err(explain)?;
        let rows = client.query_raw(&statement, values).await;
        let mut rows = std::pin::pin!(rows.map_err(explain)?);
        while let Some(found) = rows.try_next().await.map_err(explain)? {
            row(&Columns::postgres(&found))?;
        }
        Ok(())
    }

    /// Writes rows as they come.
    pub(crate) async fn load<E: From<StoreError>>(
        &self,
        shape: &Shape,
        mut next: impl FnMut() -> Result<Option<Vec<Value>>, E>,
    ) -> Result<(), E> {
        let kinds: Vec<Type> = shape.columns.iter().map(|column| kind(column.kind)).collect();
        let sink = self.client()?.copy_in(&*shape.copy()).await.map_err(explain)?;
        let mut writer = std::pin::pin!(BinaryCopyInWriter::new(sink, &kinds));
        while let Some(values) = next()? {
            writer.as_mut().write(&bound(&values)).await.map_err(explain)?;
        }
        writer.finish().await.map_err(explain)?;
        Ok(())
    }

    /// Runs several statements.
    pub(crate) async fn script(&self, script: &str) -> Result<(), StoreError> {
        self.client()?.batch_execute(script).await.map_err(explain)
    }

    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if let Err(error) = self.client()?.batch_execute("COMMIT").await {
            self.counters.commit_failed();
            return Err(if is_dead(&error) {
                StoreError::Unknown
            } else {
                explain(error)
            });
        }
        self.counters.committed(1);
        drop(self.client.take());
        Ok(())
    }

    fn client(&self) -> Result<&Object, StoreError> {
        self.client.as_ref().ok_or(StoreError::NotWritten)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let undone = timeout(PATIENCE, client.batch_execute("ROLLBACK")).await;
                    if !matches!(undone, Ok(Ok(()))) {
                        drop(Object::take(client));
                    }
                });
            }
            Err(_) => drop(Object::take(client)),
        }
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(number) => number.to_sql(kind, out),
            Self::Text(text) => text.to_sql(kind, out),
            Self::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

const fn kind(kind: Kind) -> Type {
    match kind {
        Kind::Int => Type::INT8,
        Kind::Text => Type::TEXT,
        Kind::Bytes => Type::BYTEA,
    }
}

fn types(values: &[Value]) -> Vec<Type> {
    let kind = |value: &Value| match value {
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Bytes(_) => Type::BYTEA,
    };
    values.iter().map(kind).collect()
}

fn bound(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// A server that vanished without a word (its machine, its network) is found out within half a minute, not two hours.
fn notice_a_silent_server(config: &mut Config) {
    const SILENCE: Duration = Duration::from_secs(30);
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    config
        .keepalives_idle(PATIENCE)
        .keepalives_interval(PATIENCE)
        .keepalives_retries(3);
}

/// Whether the connection itself is gone, and not only what was asked of it.
fn is_dead(error: &tokio_postgres::Error) -> bool {
    const LEAVING: [SqlState; 3] = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
    ];
    let cut = || std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
    error.is_closed() || error.code().is_some_and(|code| LEAVING.contains(code)) || cut()
}

fn explain(error: tokio_postgres::Error) -> StoreError {
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION || *code == SqlState::FOREIGN_KEY_VIOLATION => StoreError::Conflict,
        // Two who wait for each other: the one given up on may try again.
        Some(code) if *code == SqlState::T_R_DEADLOCK_DETECTED => StoreError::Conflict,
        Some(code) if *code == SqlState::DISK_FULL => StoreError::NotWritten,
        _ if is_dead(&error) => StoreError::Unavailable(Broken::new(error)),
        Some(_) | None => StoreError::Engine(Broken::new(error)),
    }
}

fn refusal(config: &Config, error: &tokio_postgres::Error) -> OpenError {
    let address = address(config);
    match error.as_db_error() {
        Some(denied) => OpenError::Denied {
            address,
            reason: reason(denied),
        },
        None => encryption::refusal(error, address),
    }
}

fn reason(denied: &DbError) -> String {
    match denied.code() {
        code if *code == SqlState::INVALID_PASSWORD || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            "le compte ou le secret n’est pas le bon".to_owned()
        }
        code if *code == SqlState::INVALID_CATALOG_NAME => "la base n’existe pas".to_owned(),
        code if *code == SqlState::TOO_MANY_CONNECTIONS => "trop de connexions sont déjà ouvertes".to_owned(),
        _ => denied.message().to_owned(),
    }
}

/// The host and the port, never the account or its secret.
fn address(config: &Config) -> String {
    use tokio_postgres::config::Host;
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("{host}:{port}")
}
