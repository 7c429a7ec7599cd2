//! Someone writes in the database behind the doors: `pacte doctor` names what no longer holds, and fails.

use testkit::{Base, Engine};

use crate::cast;
use crate::command::{Run, pacte};

/// Runs the doctor on a database.
fn doctor(base: &Base) -> Run {
    pacte(&["doctor"]).on(base).run()
}

/// Writes `script` behind the doors; the doctor says one thing, which starts with `sentence`.
async fn check(script: &str, sentence: &str) {
    let base = cast::base().await;
    base.intrude_past_guards(script).await.expect("written");
    let said = doctor(&base);
    assert_eq!(said.code, Some(1), "{said:?}");
    let wrong: Vec<&str> = said.out.lines().filter(|line| line.starts_with('✗')).collect();
    assert_eq!(wrong.len(), 1, "{}", said.out);
    assert!(wrong[0].starts_with(&format!("✗ {sentence}")), "{}", said.out);
}

#[tokio::test]
async fn nothing_is_wrong_in_the_world() {
    let base = cast::base().await;
    let said = doctor(&base);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.out.lines().all(|line| line.starts_with('✓')), "{}", said.out);
    assert!(
        said.out.contains("Conventions : 2, chaque ligne vient de son acte signé."),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("Mandats : 10, chacun d’une personne connue, pour une organisation de sa convention."),
        "{}",
        said.out
    );
}

#[tokio::test]
async fn the_journal_guards_itself() {
    let base = cast::base().await;
    for script in [
        "UPDATE unscoped_journal SET subject = 'person/1' WHERE chain = 0 AND seq = 3",
        "DELETE FROM unscoped_journal WHERE chain = 0 AND seq = 3",
    ] {
        let said = base.intrude(script).await.expect_err("refused");
        assert!(said.contains("the journal is never"), "{said}");
    }
    assert_eq!(doctor(&base).code, Some(0));
}

#[tokio::test]
async fn a_changed_row_of_the_journal_is_named() {
    check(
        "UPDATE unscoped_journal SET subject = 'person/1' WHERE chain = 0 AND seq = 3",
        "Journal de l’installation : la ligne 3 a été modifiée.",
    )
    .await;
}

#[tokio::test]
async fn a_row_of_the_journal_given_to_someone_else_is_named() {
    check(
        "UPDATE unscoped_journal SET person = 2 WHERE chain = 1 AND seq = 1",
        "Journal de la convention 1 : la ligne 1 a été modifiée.",
    )
    .await;
}

#[tokio::test]
async fn a_deleted_row_of_the_journal_is_named() {
    check(
        "DELETE FROM unscoped_journal WHERE chain = 1 AND seq = 3",
        "Journal de la convention 1 : la ligne 3 manque.",
    )
    .await;
}

#[tokio::test]
async fn a_journal_cut_at_its_end_is_named() {
    check(
        "DELETE FROM unscoped_journal WHERE chain = 0 AND seq = 15",
        "Journal de l’installation : la ligne 15 manque.",
    )
    .await;
}

#[tokio::test]
async fn a_changed_personal_text_is_named_and_an_erased_one_is_allowed() {
    check(
        "UPDATE unscoped_journal_personal SET text = 'Quelqu’un d’autre' WHERE chain = 0 AND seq = 2",
        "Journal de l’installation : la ligne 2 ne correspond plus à son texte personnel.",
    )
    .await;
    let base = cast::base().await;
    base.intrude("DELETE FROM unscoped_journal_personal WHERE chain = 0 AND seq = 2")
        .await
        .expect("a person's data may be erased");
    assert_eq!(doctor(&base).code, Some(0));
}

#[tokio::test]
async fn a_changed_title_is_named() {
    check(
        "UPDATE unscoped_action SET title = 'Fermer les écoles' WHERE convention = 1 AND ordinal = 15",
        "Convention 1 : Table action : la ligne (1, 15, « 15 », « Fermer les écoles »",
    )
    .await;
}

#[tokio::test]
async fn a_year_added_to_a_track_is_named() {
    check(
        "INSERT INTO unscoped_track_year (convention, action, track, year, party) VALUES (2, 1, 1, 2022, 0)",
        "Convention 2 : Table track_year : la ligne (2, 1, 1, 2022, 0) ne vient pas de l’acte signé.",
    )
    .await;
}

#[tokio::test]
async fn a_vanished_role_is_named() {
    check(
        "DELETE FROM unscoped_action_role WHERE convention = 1 AND action = 23 AND role = 'pilot'",
        "Convention 1 : Table action_role : la ligne (1, 23, « pilot », 1, 3,",
    )
    .await;
}

#[tokio::test]
async fn a_changed_act_is_named() {
    check(
        "UPDATE unscoped_act SET document = replace(document, '2026-12-31', '2027-12-31') WHERE convention = 1",
        "Convention 1 : Le contenu de l’acte signé ne correspond plus à son empreinte.",
    )
    .await;
}

#[tokio::test]
async fn a_changed_line_of_the_text_is_named() {
    check(
        "UPDATE unscoped_source_line SET text = text || ' ' WHERE convention = 1 AND line = 500",
        "Convention 1 : Les lignes du texte signé ne correspondent plus à leur empreinte.",
    )
    .await;
}

/// A script that each engine only runs once it no longer guards what it breaks.
fn unguarded(sqlite: &str, postgres: &str, script: &str) -> String {
    let guard = match Engine::under_test() {
        Engine::Sqlite => sqlite,
        Engine::Postgres => postgres,
    };
    format!("{guard}; {script}")
}

#[tokio::test]
async fn a_mandate_that_ends_before_it_begins_is_named() {
    let script = unguarded(
        "PRAGMA ignore_check_constraints = ON",
        "ALTER TABLE unscoped_mandate DROP CONSTRAINT unscoped_mandate_check",
        "UPDATE unscoped_mandate SET until = '2021-12-31' WHERE id = 3",
    );
    check(
        &script,
        "Mandat 3 : il finit le 2021-12-31, avant de commencer le 2022-01-01.",
    )
    .await;
}

#[tokio::test]
async fn a_mandate_of_nobody_is_named() {
    let script = unguarded(
        "PRAGMA foreign_keys = OFF",
        "ALTER TABLE unscoped_mandate DROP CONSTRAINT unscoped_mandate_person_fkey",
        "UPDATE unscoped_mandate SET person = 999 WHERE id = 3",
    );
    check(&script, "Mandat 3 : la personne 999 n’est pas connue.").await;
}

#[tokio::test]
async fn a_mandate_for_a_stranger_to_the_convention_is_named() {
    check(
        "UPDATE unscoped_mandate SET organisation = (SELECT MAX(l.organisation) FROM unscoped_party_organisation l \
         WHERE l.convention = 2 AND NOT EXISTS (SELECT 1 FROM unscoped_party_organisation k \
         WHERE k.convention = 1 AND k.organisation = l.organisation)) WHERE id = 3",
        "Mandat 3 : l’organisation ",
    )
    .await;
}

#[tokio::test]
async fn a_party_that_is_no_organisation_is_named() {
    check(
        "DELETE FROM unscoped_party_organisation WHERE convention = 1 AND party = 4",
        "Convention 1 : l’organisme 4 (« DDCS ») n’est lié à aucune organisation de l’installation.",
    )
    .await;
}
