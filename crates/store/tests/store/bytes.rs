//! The content of a file is kept as it came, on both engines: any byte, nothing, or no file at all.

use domain::access::{Role, verbs};
use domain::ids::Id;
use store::{Columns, FromRow, Gate, House, Scope, StoreError, Value, Writer, Writes, query, sql};

use crate::cast::{self, NOW, Noted, SCOPES, acting, today};
use crate::engine::Fresh;

const SCAN: Scope = Scope {
    name: "scan",
    columns_sql: "SELECT t.convention, t.ordinal, t.content FROM unscoped_scan t",
    gate: Gate::Convention {
        column: "t.convention",
        verb: domain::access::Verb::ViewPlan,
    },
};

query! {
    /// The scans that hold this content.
    Scans(convention: domain::ids::ConventionId, content: Vec<u8>) -> Scanned
    reading ["scan"]
    "SELECT ordinal, content FROM scan WHERE convention = $4 AND (content = $5 OR content IS NULL) ORDER BY ordinal"
}

#[derive(Debug, PartialEq)]
struct Scanned(i64, Option<Vec<u8>>, Vec<Value>);

impl FromRow for Scanned {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.int(0)?, c.opt_bytes(1)?.map(<[u8]>::to_vec), c.values()?))
    }
}

/// Keeps three contents: this one, none, and an empty one.
struct Scanner;

fn every_byte() -> Vec<u8> {
    (0..=255).cycle().take(70_000).collect()
}

impl Writes<Noted> for Scanner {
    async fn apply(fact: &Noted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!("INSERT INTO unscoped_scan (convention, ordinal, content) VALUES ($1, $2, $3)");
        let contents: [Option<Vec<u8>>; 3] = [Some(every_byte()), None, Some(Vec::new())];
        for (ordinal, content) in (1_i64..).zip(contents) {
            writer.run(insert, &[fact.0.into(), ordinal.into(), content.into()]).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn bytes_come_back_as_they_were_kept() {
    let fresh = Fresh::new().await;
    let mut scopes = SCOPES.to_vec();
    scopes.push(SCAN);
    let store = fresh.open_with(House::new().scopes(&scopes)).await.expect("opens");
    store.migrate().await.expect("migrates");
    let bytes = match fresh {
        Fresh::Sqlite(_) => "BLOB",
        Fresh::Postgres { .. } => "BYTEA",
    };
    let table = format!("CREATE TABLE unscoped_scan (convention BIGINT, ordinal BIGINT, content {bytes})");
    fresh.intrude(&table).await.expect("a table");
    let person = cast::open_account(&store, "Ada").await;
    let given = cast::mandate(1, person, Role::Coordinator);
    cast::give(&store, &given).await;
    let viewer = acting(&given);
    let tx = store
        .begin::<verbs::ViewPlan>(&viewer, Id::new(1), NOW)
        .await
        .expect("permitted");
    cast::kept(tx.record::<Scanner, _>(&Noted(Id::new(1))).await).await;
    for asked in [every_byte(), Vec::new()] {
        let mut reader = store.read(today()).await.expect("a reader");
        let query = Scans {
            convention: Id::new(1),
            content: asked.clone(),
        };
        let found = reader.rows(&viewer, query).await.expect("rows");
        let ordinal = if asked.is_empty() { 3 } else { 1 };
        let full = Scanned(ordinal, Some(asked.clone()), vec![ordinal.into(), asked.into()]);
        let empty = Scanned(2, None, vec![2_i64.into(), Value::Bytes(None)]);
        let mut expected = vec![full, empty];
        expected.sort_by_key(|scanned| scanned.0);
        assert_eq!(found, expected);
    }
}
