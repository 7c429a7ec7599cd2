//! Conventions that say little: a text cut short, a text without dates, without a plan, without parties. Every page still
//! opens, says what is missing in words, and invents nothing.

use domain::access::{Installation, Reason, Role, Viewer, verbs};
use domain::ids::{ConventionId, Id, OrganisationId, PersonId};
use domain::people::MandateGiven;
use domain::places::Target;
use store::Sequence;
use testkit::moment::{NOW, day};
use testkit::{Client, World};

use crate::cast::{self, Who, enter};

/// The lines of the example from one to another, as a text of its own.
fn lines(first: usize, last: usize) -> String {
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    let kept: Vec<&str> = text.lines().skip(first - 1).take(last - first + 1).collect();
    kept.join("\n")
}

/// The example with some lines blanked.
fn without(words: &str) -> String {
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    let kept = text.lines().map(|line| if line.contains(words) { "" } else { line });
    kept.collect::<Vec<_>>().join("\n")
}

/// Gives the stranger a mandate there.
async fn mandated(world: &World, convention: ConventionId) -> Client {
    let person: PersonId = Who::Persona(people::Persona::Stranger).person().expect("an account");
    let viewer = Viewer::Job(Reason::Demo);
    let tx = world.store.begin::<verbs::GiveMandate>(&viewer, Installation, NOW).await;
    let mut tx = tx.expect("permitted");
    let fact = MandateGiven {
        mandate: Id::new(tx.allocate(Sequence::Installation("mandate")).await.expect("an ordinal")),
        person,
        convention,
        organisation: OrganisationId::new(1),
        role: Role::Coordinator,
        since: day("2022-01-01"),
        until: None,
    };
    let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    world.signed_in(person).await
}

/// Enters the text and opens every page of its convention.
async fn check(text: &str) {
    let world = cast::world().await;
    let convention = enter(&world.store, text).await;
    // Before anyone is let in: a convention whose parties are not read gives no mandate of its own.
    let report = app::doctor::examine(&world.store).await.expect("examined");
    assert!(report.wrong.is_empty(), "{report:?}");
    let mut coordinator = mandated(&world, convention).await;
    let places = [
        Target::Dashboard(convention),
        Target::Convention(convention),
        Target::Plan(convention),
        Target::PlanByTheme(convention),
        Target::PlanTable(convention),
        Target::Deployment(convention),
        Target::Journal(convention),
        Target::Articles(convention),
        Target::Parties(convention),
        Target::Annexes(convention),
        Target::FrameworkWordings(convention),
        Target::Bodies(convention),
        Target::Scheme(convention),
        Target::Facilities(convention),
        Target::Duties(convention),
        Target::OpenQuestions(convention),
    ];
    let mut addresses: Vec<String> = places.iter().map(|place| web::href(*place).to_string()).collect();
    addresses.push(format!("/conventions/{convention}/texte"));
    let mut opened = 0;
    while let Some(address) = addresses.pop() {
        let answer = coordinator.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.words());
        let words = answer.words();
        for raw in ["None", "Some(", "NaN", "{{", "unwrap"] {
            assert!(!words.contains(raw), "{address} shows {raw}: {words}");
        }
        opened += 1;
        let actions = testkit::page::links(&answer.text())
            .into_iter()
            .filter(|link| link.contains("/actions/"));
        if address.ends_with("/plan/tableau") {
            addresses.extend(actions);
        }
    }
    assert!(opened >= 8, "{opened}");
}

#[tokio::test]
async fn a_text_cut_before_its_plan() {
    check(&lines(1, 60)).await;
}

#[tokio::test]
async fn a_plan_without_its_agreement() {
    check(&format!("CONVENTION TERRITORIALE GLOBALE\n\n{}", lines(411, 500))).await;
}

#[tokio::test]
async fn an_agreement_without_its_plan() {
    check(&lines(630, 1001)).await;
}

#[tokio::test]
async fn a_text_without_a_period() {
    check(&without("jusqu'au 31 décembre 2026").replace("2022-2026", "")).await;
}

#[tokio::test]
async fn a_text_without_a_deployment() {
    check(&format!("{}\n{}", lines(1, 466), lines(630, 1001))).await;
}
