//! A version that is given again: told, whether it is the one in place or one before it.

use super::{PDF, add, coordinator};
use crate::cast;

const OTHER: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Lang (fr) >>\nendobj\ntrailer\n%%EOF\n";

#[tokio::test]
async fn an_identical_version_is_told_and_kept_once() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "action-15", "Bilan", ("bilan.pdf", PDF)).await;
    let versions = format!("{place}/versions");
    let before = world.journal().await;
    let same = client.upload(&versions, &[], Some(("bilan (1).pdf", PDF))).await;
    assert_eq!(same.location(), format!("{place}?fait=identique"), "{}", same.words());
    let page = client.get(same.location()).await.words();
    let said = "Ce fichier est identique à la version du 24 nov. 2026, qui est en place : rien n’a été ajouté.";
    assert!(page.contains(said), "{page}");
    assert_eq!(world.journal().await, before);
    assert!(!client.get(&place).await.words().contains("identique"), "said once");

    // What was replaced comes back as a version of its own, and says which one it is.
    client.upload(&versions, &[], Some(("bilan.pdf", OTHER))).await;
    let back = client.upload(&versions, &[], Some(("bilan.pdf", PDF))).await;
    assert_eq!(back.location(), place, "{}", back.words());
    let page = client.get(&place).await.words();
    assert!(page.contains("3 versions"), "{page}");
    assert_eq!(
        page.matches("identique à la version du 24 nov. 2026 (version 1)").count(),
        2,
        "{page}"
    );
}
