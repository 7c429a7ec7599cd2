//! A database of an older version is brought up to date: what that version did not project is projected from its acts.

use domain::convention::ProjectionRebuilt;
use domain::fact::Fact as _;

use crate::cast;
use crate::command::pacte;

/// The tables that came after the first version, children before parents.
const LATER: [&str; 18] = [
    "unscoped_involved",
    "unscoped_duty",
    "unscoped_left_open",
    "unscoped_statement",
    "unscoped_post",
    "unscoped_body_member",
    "unscoped_body",
    "unscoped_facility_absence",
    "unscoped_site",
    "unscoped_facility",
    "unscoped_deliberation_signatory",
    "unscoped_paragraph",
    "unscoped_article",
    "unscoped_framework_entry",
    "unscoped_predecessor",
    "unscoped_annex",
    "unscoped_wording",
    "unscoped_agreement",
];

#[tokio::test]
async fn conventions_of_an_older_version_are_completed_once() {
    let base = cast::base().await;
    for table in LATER {
        base.intrude(&format!("DELETE FROM {table}")).await.expect("emptied");
    }
    let doctor = || pacte(&["doctor"]).on(&base).run();
    assert_eq!(doctor().code, Some(1), "rows of the acts are missing");
    let migrate = || pacte(&["migrate"]).on(&base).run();
    let said = migrate();
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.out.contains("2 conventions complétées, selon leur acte signé."),
        "{}",
        said.out
    );
    let examined = doctor();
    assert_eq!(examined.code, Some(0), "{}", examined.out);
    let again = migrate();
    assert_eq!(again.code, Some(0));
    assert!(!again.out.contains("complétée"), "{}", again.out);
}

#[tokio::test]
async fn the_completion_is_told_in_each_journal() {
    let world = cast::world().await;
    for table in LATER {
        world.base.intrude(&format!("DELETE FROM {table}")).await.expect("emptied");
    }
    let before = world.journal().await;
    let now = testkit::moment::NOW;
    assert_eq!(convention::rebuild(&world.store, now).await.expect("rebuilt"), 2);
    let mut after = world.journal().await;
    after.retain(|entry| !before.contains(entry));
    let told: Vec<(i64, &str, &str, Option<&str>)> = after
        .iter()
        .map(|entry| (entry.chain, entry.fact.as_str(), entry.verb.as_str(), entry.job.as_deref()))
        .collect();
    let row = |chain| (chain, ProjectionRebuilt::NAME, "rebuild_projection", Some("upgrade"));
    assert_eq!(told, [row(1), row(2)]);
    assert_eq!(convention::rebuild(&world.store, now).await.expect("nothing to do"), 0);
    assert_eq!(world.journal().await.len(), before.len() + 2);
}

#[tokio::test]
async fn what_an_older_version_projected_otherwise_is_made_again_once() {
    let world = cast::world().await;
    let mut client = cast::Who::Persona(people::Persona::FirstCoordinator).at(&world).await;
    let sum = crate::correction::missed_sum();
    assert_eq!(client.post("/conventions/1/lecture", &sum).await.status, 303);
    let shown = client.get("/conventions/1/actions/1").await.words();
    // As the version before left them: no sum, no doubt, fewer words, and no version told.
    for script in [
        "DELETE FROM unscoped_action_amount",
        "DELETE FROM unscoped_action_word WHERE word LIKE 'c%'",
        "UPDATE unscoped_agreement SET projection = 1",
    ] {
        world.base.intrude(script).await.expect("written behind the doors");
    }
    assert_ne!(client.get("/conventions/1/actions/1").await.words(), shown);
    let now = testkit::moment::NOW;
    assert_eq!(convention::rebuild(&world.store, now).await.expect("rebuilt"), 2);
    assert_eq!(client.get("/conventions/1/actions/1").await.words(), shown);
    assert_eq!(convention::rebuild(&world.store, now).await.expect("nothing to do"), 0);
    let mut reader = world.store.read(testkit::moment::today()).await.expect("a reader");
    let (_, findings) = convention::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
}
