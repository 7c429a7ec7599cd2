//! The shape of the tables: applied once, recorded, and refused when it is not ours.

use store::OpenError;

use crate::engine::Fresh;

#[tokio::test]
async fn migrations_are_applied_once() {
    let fresh = Fresh::new().await;
    let store = fresh.open().await.expect("opens");
    let pending = store.pending().await.expect("a list");
    assert_eq!(pending.first(), Some(&"0001_foundation"));
    assert_eq!(store.migrate().await.expect("migrates"), pending);
    assert!(store.pending().await.expect("a list").is_empty());
    assert!(store.migrate().await.expect("nothing to do").is_empty());
    let again = fresh.open().await.expect("opens again");
    assert!(again.pending().await.expect("a list").is_empty());
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let fresh = Fresh::new().await;
    fresh.open().await.expect("opens").migrate().await.expect("migrates");
    fresh
        .intrude("INSERT INTO unscoped_migration VALUES (9000, 'later', '00')")
        .await
        .expect("recorded");
    fresh.intrude("UPDATE unscoped_migration SET digest = (SELECT digest FROM unscoped_migration WHERE number = 1) WHERE number = 9000").await.expect("a digest");
    let refused = fresh.open().await.err().expect("refused");
    assert!(matches!(refused, OpenError::Newer { number: 9000 }), "{refused:?}");
    assert_eq!(
        refused.to_string(),
        "La base de données a été préparée par une version plus récente de Pacte (évolution 9000 inconnue ici). \
         Installez cette version, ou choisissez d’autres données."
    );
}

#[tokio::test]
async fn a_migration_with_another_text_is_refused() {
    let fresh = Fresh::new().await;
    fresh.open().await.expect("opens").migrate().await.expect("migrates");
    let other = "0".repeat(64);
    fresh
        .intrude(&format!("UPDATE unscoped_migration SET digest = '{other}' WHERE number = 1"))
        .await
        .expect("changed");
    let refused = fresh.open().await.err().expect("refused");
    assert!(matches!(refused, OpenError::Unknown { number: 1 }), "{refused:?}");
}

#[tokio::test]
async fn the_schema_is_told_and_no_table_has_a_short_name() {
    let fresh = Fresh::new().await;
    let store = fresh.open().await.expect("opens");
    store.migrate().await.expect("migrates");
    let schema = store.schema().await.expect("a text");
    assert!(schema.contains("unscoped_journal_head"), "{schema}");
    assert_eq!(schema, store.schema().await.expect("a text"), "the same each time");
    let tables: Vec<_> = schema.split("CREATE TABLE ").skip(1).collect();
    for table in &tables {
        assert!(table.starts_with("unscoped_"), "{table}");
        // A table that does not end as the dialect expects would be written loosely, and in silence.
        let end = table.split(';').next().expect("an end");
        assert!(end.ends_with("STRICT"), "{table}");
    }
    assert_eq!(tables.is_empty(), matches!(fresh, Fresh::Postgres { .. }), "{schema}");
}
