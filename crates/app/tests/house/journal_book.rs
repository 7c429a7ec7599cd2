//! The journal of the installation, and a journal told by a clock that was set back: found by its dates all the same.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::Id;
use domain::people::AliasAdded;
use domain::time::Instant;
use people::Persona;
use testkit::World;
use testkit::moment::NOW;

use crate::cast::{self, Who};

const JOURNAL: &str = "/journal";

/// The entries that a page shows.
fn shown(html: &str) -> usize {
    html.matches("<span class=\"dot ok\">").count()
}

#[tokio::test]
async fn those_who_administer_read_what_happened_outside_of_any_convention() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let own: Vec<_> = world.journal().await.into_iter().filter(|entry| entry.chain == 0).collect();
    let page = administrator.get(JOURNAL).await;
    assert_eq!(page.status, 200);
    assert_eq!(shown(&page.text()), own.len().min(50));
    assert!(page.words().contains("Un compte a été créé"), "{}", page.words());
    assert!(
        !page.words().contains("La convention est entrée"),
        "another chain is not shown"
    );
    let made: Vec<_> = own.iter().filter(|entry| entry.fact == "account_created").collect();
    let kept = administrator.get(&format!("{JOURNAL}?fait=account_created&forme=csv")).await;
    assert_eq!(kept.text().lines().count(), made.len() + 1);
    let subject = &made[0].subject;
    let one = administrator.get(&format!("{JOURNAL}?objet={subject}")).await;
    assert_eq!(
        shown(&one.text()),
        own.iter().filter(|entry| entry.subject == *subject).count()
    );
    let file = administrator.get(&format!("{JOURNAL}?forme=jsonl")).await.text();
    let whole = verify::verify(&file).expect("a whole journal");
    assert_eq!(usize::try_from(whole.entries), Ok(own.len()));
}

#[tokio::test]
async fn nobody_else_knows_that_it_exists() {
    let world = cast::world().await;
    for who in [
        Persona::FirstCoordinator,
        Persona::Auditor,
        Persona::FundDirector,
        Persona::Stranger,
    ] {
        let mut client = Who::Persona(who).at(&world).await;
        for form in ["", "?forme=csv", "?forme=jsonl", "?objet=person/1"] {
            assert_eq!(client.get(&format!("{JOURNAL}{form}")).await.status, 404, "{who:?} {form}");
        }
    }
}

/// Someone notes another name, at that moment.
async fn noted(world: &World, name: &str, instant: Instant) {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = world
        .store
        .begin::<verbs::KeepDirectory>(&viewer, Installation, instant)
        .await;
    let alias = AliasAdded {
        organisation: Id::new(1),
        name: name.to_owned(),
    };
    let tx = tx.expect("permitted").record::<people::Tables, _>(&alias).await;
    tx.expect("recorded").commit().await.expect("kept");
}

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn a_clock_set_back_loses_no_entry_and_is_told() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let page = administrator.get(JOURNAL).await;
    assert!(!page.words().contains("a été reculée"), "{}", page.words());
    let (ahead, back) = (NOW.plus_seconds(900 * DAY), NOW.plus_seconds(-30 * DAY));
    noted(&world, "Nom donné en avance", ahead).await;
    noted(&world, "Nom donné en retard", back).await;
    let told = administrator.get(JOURNAL).await.words();
    assert!(told.contains("L’horloge du serveur a été reculée"), "{told}");
    for instant in [ahead, back] {
        let day = instant.paris_day();
        let found = administrator
            .get(&format!("{JOURNAL}?du={day}&au={day}&fait=alias_added"))
            .await;
        assert_eq!(shown(&found.text()), 1, "the entry of {day}");
    }
    let report = app::doctor::examine(&world.store).await.expect("a report");
    assert_eq!(report.wrong, Vec::<String>::new());
    let clock = report.right.iter().find(|line| line.starts_with("Horloge"));
    assert!(clock.is_some_and(|line| line.contains("reculée")), "{report:?}");
}

#[tokio::test]
async fn requests_that_end_out_of_order_are_no_clock_set_back() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    noted(&world, "Premier", NOW.plus_seconds(400 * DAY)).await;
    noted(&world, "Second", NOW.plus_seconds(400 * DAY - 60)).await;
    assert!(!administrator.get(JOURNAL).await.words().contains("a été reculée"));
    let day = NOW.plus_seconds(400 * DAY).paris_day();
    let found = administrator.get(&format!("{JOURNAL}?du={day}&au={day}")).await;
    assert_eq!(shown(&found.text()), 2);
    let none = administrator.get(&format!("{JOURNAL}?du={day}&au=2020-01-01")).await;
    assert_eq!(shown(&none.text()), 0);
}
