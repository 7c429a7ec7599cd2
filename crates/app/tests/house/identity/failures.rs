//! Proofs that were refused are told in the journal of the installation: one entry an hour for an account, one number for addresses
//! that no account has.

use super::{NEIGHBOUR, PASSWORD, administrator, now, sign_in, sign_in_as, wait, world};
use testkit::World;

const HOUR: i64 = 60 * 60;

/// What the entries about refusals are about, once it was swept.
async fn told(world: &World) -> Vec<String> {
    people::sweep(&world.store, now()).await.expect("swept");
    let entries = world.journal().await.into_iter();
    let refused = entries.filter(|entry| entry.fact == "sign_ins_failed");
    refused.map(|entry| entry.subject).collect()
}

#[tokio::test]
async fn refused_passwords_are_told_an_hour_later_and_once() {
    let world = world().await;
    let mut client = world.visitor();
    for _ in 0..3 {
        assert_eq!(sign_in(&mut client, "un+mauvais+mot").await.status, 422);
    }
    for unknown in ["inconnu1%40exemple.invalid", "inconnu2%40exemple.invalid"] {
        assert_eq!(sign_in_as(&mut client, unknown, PASSWORD).await.status, 422);
    }
    // The right password, after that, hides nothing.
    assert_eq!(sign_in(&mut client, PASSWORD).await.status, 303);
    wait(HOUR - 1);
    assert_eq!(told(&world).await, Vec::<String>::new(), "they are still gathered");
    wait(1);
    assert_eq!(told(&world).await, ["unknown-accounts", "person/10"]);
    wait(HOUR);
    assert_eq!(told(&world).await.len(), 2, "told once");
    let mut administrator = administrator(&world).await;
    let journal = administrator.get("/journal?fait=sign_ins_failed").await.words();
    assert!(journal.contains("Des connexions ont été refusées"), "{journal}");
    assert!(journal.contains("3 mots de passe refusés, entre le"), "{journal}");
    assert!(journal.contains("2 mots de passe refusés, entre le"), "{journal}");
    assert!(journal.contains("Andréa Voisin"), "{journal}");
    let table = administrator.get("/journal?fait=sign_ins_failed&forme=csv").await.text();
    assert!(table.contains("Adresses sans compte"), "{table}");
    assert!(!table.contains("inconnu1"), "no address is kept: {table}");
}

#[tokio::test]
async fn an_attack_that_lasts_leaves_one_entry_an_hour() {
    let world = world().await;
    let mut client = world.visitor();
    for _ in 0..4 {
        for _ in 0..3 {
            sign_in_as(&mut client, NEIGHBOUR, "un+mauvais+mot").await;
            wait(HOUR / 3);
            told(&world).await;
        }
    }
    wait(HOUR);
    assert_eq!(told(&world).await, ["person/10"; 4]);
}
