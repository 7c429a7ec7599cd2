//! Every query and every scoped name, read by those who should see nothing of it: zero rows. The same names give rows to
//! those who may, so that nothing is empty by accident.

use std::collections::BTreeSet;

use app::rooms;
use domain::access::{Mandated, Reason, Viewer};
use people::Persona;
use store::{Gate, QueryInfo, Scope};
use testkit::moment::{NOW, randomness, today};
use testkit::{Engine, World};

use crate::cast::{self, Who};
use crate::forms::form_of;

/// Scoped names that no query reads yet, each with the reason it stands.
const UNREAD: [(&str, &str); 0] = [];

pub(crate) fn scopes() -> Vec<Scope> {
    [
        people::scopes(),
        convention::scopes(),
        plan::scopes(),
        documents::scopes(),
        anomalies::scopes(),
        discussion::scopes(),
        campaigns::scopes(),
        compliance::scopes(),
        mail::scopes(),
    ]
    .concat()
}

fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// All rows of a scoped name, or those of a convention.
pub(crate) fn everything(scope: &Scope, only: Option<&str>) -> QueryInfo {
    let condition = only.map(|only| format!(" WHERE {only}")).unwrap_or_default();
    QueryInfo {
        name: scope.name,
        text: kept(format!("SELECT 1 FROM {}{condition}", scope.name)),
        reading: Box::leak(vec![scope.name].into_boxed_slice()),
        parameters: &[],
    }
}

/// The same query; one that counts gives a row only when it counts something.
fn telling(query: QueryInfo) -> QueryInfo {
    if !query.text.starts_with("SELECT COUNT(*)") {
        return query;
    }
    QueryInfo {
        text: kept(format!(
            "WITH counted(n) AS ({}) SELECT n FROM counted WHERE n > 0",
            query.text
        )),
        ..query
    }
}

pub(crate) async fn count(world: &World, viewer: &Viewer, query: &QueryInfo) -> usize {
    let mut reader = world.store.read(today()).await.expect("a reader");
    // 1 is the reference convention, one of its actions, one of its parties; the text is the address of an account.
    let email = Persona::FirstCoordinator.email();
    reader.count(viewer, query, 1, &email).await.expect(query.name)
}

/// Those who see nothing of the reference convention, nor of the installation.
fn outsiders() -> Vec<(&'static str, Viewer)> {
    let coordinator = Who::Persona(Persona::FirstCoordinator).viewer();
    let Viewer::Mandate(mandated) = coordinator else {
        panic!("a coordinator has a mandate")
    };
    let stranger = Who::Persona(Persona::Stranger);
    let borrowed = Mandated {
        person: stranger.person().expect("an account"),
        ..mandated
    };
    vec![
        ("nobody", Viewer::Visitor),
        ("a stranger", stranger.viewer()),
        ("someone whose mandate ended", Who::Former.viewer()),
        ("someone whose mandate has not begun", Who::Future.viewer()),
        ("a stranger with the mandate of another", Viewer::Mandate(borrowed)),
        ("a coordinator outside any convention", Viewer::Person(mandated.person)),
    ]
}

/// Those of them who hold, held or will hold a mandate: they see their own.
const HOLDERS: [&str; 3] = [
    "someone whose mandate ended",
    "someone whose mandate has not begun",
    "a coordinator outside any convention",
];

/// One is seen by everyone, and one is kept among those who sign.
async fn shared_and_kept(world: &World, who: Who, convention: i64) {
    let shared = format!("/conventions/{convention}/visibilite");
    for chosen in [
        "facility%2F1%3Dpartners&niveau=public",
        "facility%2F2%3Dpartners&niveau=internal",
    ] {
        let answer = who.at(world).await.post(&shared, &format!("element={chosen}")).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
    }
}

/// Someone looked at a point of the reading, which is still being checked.
async fn looked_at(world: &World, who: Who, convention: i64) {
    let looked = form_of("/conventions/{convention}/lecture/salle").fields;
    let room = format!("/conventions/{convention}/lecture/salle");
    let answer = who.at(world).await.post(&room, looked).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    // An écart waits for one of the people, and a rule is put aside.
    let waits = format!(
        "UPDATE unscoped_anomaly_settlement SET state = 'open', owner = 'Camille Roche' WHERE convention = {convention}"
    );
    for form in ["/conventions/{convention}/ecarts", "/conventions/{convention}/ecarts/regles"] {
        let address = form.replace("{convention}", &convention.to_string());
        let answer = who.at(world).await.post(&address, form_of(form).fields).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
    }
    world.base.intrude(&waits).await.expect("written behind the doors");
    let review = format!("INSERT INTO unscoped_review (convention) VALUES ({convention})");
    world.base.intrude(&review).await.expect("written behind the doors");
}

/// A commune tells its part of an action that others are asked about as a whole.
async fn part_told(world: &World, who: Who, convention: i64) {
    let address = format!("/conventions/{convention}/actions/10/suivi");
    let told = who.at(world).await.post(&address, "volet=2&etat=going&vu=").await;
    assert_eq!(told.status, 303, "{}", told.words());
}

/// The world, with a correction of the reading of each convention.
async fn corrected_world() -> World {
    let world = cast::world().await;
    let form = form_of("/conventions/{convention}/lecture");
    for (who, convention) in [(form.sender, 1), (Who::Neighbour, 2)] {
        let address = format!("/conventions/{convention}/lecture");
        let answer = who.at(&world).await.post(&address, form.fields).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        // With a sum, and something that is not sure.
        let sum = crate::correction::missed_sum();
        let answer = who.at(&world).await.post(&address, &sum).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        let doubt = format!(
            "INSERT INTO unscoped_action_doubt (convention, action, ordinal, certainty, quote, reason, lines) \
             VALUES ({convention}, 1, 1, 'to_confirm', '12 500', 'Deux sommes se lisent ici.', '12')"
        );
        world.base.intrude(&doubt).await.expect("written behind the doors");
        crate::second_file::compare(&mut who.at(&world).await, convention).await;
        shared_and_kept(&world, who, convention).await;
        crate::campaigns::answer(&world, &crate::asking::link(who, 1), "etat-10-0=going").await;
        let third = crate::asking::link(who, 3);
        let passed = format!("cle={}&nom=Jo+Essai&mel=jo%40exemple.invalid", third.expose());
        let answer = world.visitor().post("/repondre/transmettre", &passed).await;
        assert!(answer.words().contains("La demande est transmise"), "{}", answer.words());
        // Who passed it on tries the former link, which is counted.
        let former = format!("/repondre?cle={}", third.expose());
        let answer = world.visitor().get(&former).await;
        assert!(answer.words().contains("Cette demande a été transmise"), "{}", answer.words());
        crate::discussion::alert(&world, convention).await;
        // Someone answers for a milestone.
        let milestone = "nature=task&titre=Relire&echeance=&organisme=&personne=1&apres=&volet=2";
        if convention == 1 {
            let answer = form
                .sender
                .at(&world)
                .await
                .post("/conventions/1/actions/15/jalons", milestone)
                .await;
            assert_eq!(answer.status, 303, "{}", answer.words());
        }
        // With the file that it joined.
        crate::campaigns::answer(&world, &crate::asking::link(who, 2), "etat-10-0=going").await;
        crate::documents::filing::accept_last(&world, who, convention).await;
        part_told(&world, who, convention).await;
        // What corrects it waits, with the same file.
        crate::campaigns::answer(&world, &crate::asking::link(who, 2), "etat-10-0=suspended&motif-10-0=Travaux").await;
        crate::documents::texts::read_one_and_keep_another(&world, who, convention).await;
        // The sheet was sent to an address of the directory.
        if let Who::Persona(persona) = who {
            let sent = format!(
                "UPDATE unscoped_summary_link SET email = '{}' WHERE convention = {convention}",
                persona.email()
            );
            world.base.intrude(&sent).await.expect("written behind the doors");
        }
        // Which is someone of the directory here: what came with an answer is held about whoever gave it.
        let person = who.person().expect("someone");
        let known = format!(
            "UPDATE unscoped_campaign_recipient SET person = {person} \
             WHERE convention = {convention} AND campaign = 2 AND ordinal = 2"
        );
        world.base.intrude(&known).await.expect("written behind the doors");
        looked_at(&world, who, convention).await;
    }
    world
}

/// Whether what it shows is about the person who asks, wherever that person stands.
fn is_own(name: &str) -> bool {
    let scope = scopes().into_iter().find(|scope| scope.name == name);
    matches!(
        scope.map(|scope| scope.gate),
        Some(Gate::Own { .. } | Gate::OwnStanding { .. } | Gate::OwnMandate { .. } | Gate::Told { .. } | Gate::About { .. })
    )
}

/// Rows about others than the one who asks, where the scope says whom each row is about.
fn about_others(scope: &Scope, viewer: &Viewer) -> QueryInfo {
    match (scope.gate, viewer.person()) {
        (Gate::About { .. }, Some(own)) => everything(scope, Some(&format!("person <> {own}"))),
        _ => everything(scope, None),
    }
}

#[tokio::test]
async fn an_outsider_gets_no_row_of_any_scoped_name() {
    let world = corrected_world().await;
    for scope in scopes() {
        for (who, viewer) in outsiders() {
            // One's own mandates show to oneself: over, to come, and before one enters a convention.
            if is_own(scope.name) && !matches!(scope.gate, Gate::About { .. }) && HOLDERS.contains(&who) {
                continue;
            }
            let seen = count(&world, &viewer, &about_others(&scope, &viewer)).await;
            assert_eq!(seen, 0, "{who} reads {}", scope.name);
        }
    }
}

#[tokio::test]
async fn an_outsider_gets_no_row_of_any_query() {
    let world = corrected_world().await;
    for query in rooms::queries() {
        for (who, viewer) in outsiders() {
            let own = query.reading.iter().all(|name| is_own(name));
            if own && HOLDERS.contains(&who) {
                continue;
            }
            let seen = count(&world, &viewer, &telling(query)).await;
            assert_eq!(seen, 0, "{who} gets rows of {}", query.name);
        }
    }
}

#[tokio::test]
async fn a_neighbour_gets_the_rows_of_one_convention_only() {
    let world = corrected_world().await;
    let neighbour = Who::Neighbour.viewer();
    for scope in scopes() {
        let (Gate::Convention { .. }
        | Gate::Shared { .. }
        | Gate::Named { .. }
        | Gate::Entrusted { .. }
        | Gate::Addressed { .. }) = scope.gate
        else {
            continue;
        };
        let (own, foreign) = (
            count(&world, &neighbour, &everything(&scope, Some("convention = 2"))).await,
            count(&world, &neighbour, &everything(&scope, Some("convention <> 2"))).await,
        );
        assert!(own > 0, "{} is empty for those who may read it", scope.name);
        assert_eq!(foreign, 0, "{}", scope.name);
    }
    let elsewhere = |query: &QueryInfo| !query.parameters.is_empty() && !query.reading.iter().all(|name| is_own(name));
    for query in rooms::queries().into_iter().filter(elsewhere) {
        let seen = count(&world, &neighbour, &telling(query)).await;
        assert_eq!(seen, 0, "the neighbour gets rows of {}", query.name);
    }
}

#[tokio::test]
async fn those_who_may_get_rows_of_every_scoped_name() {
    let world = corrected_world().await;
    // A link opens nothing of a convention that is still being checked.
    let confirmed = "DELETE FROM unscoped_review WHERE convention = 2";
    world.base.intrude(confirmed).await.expect("written behind the doors");
    let insiders = [
        Who::Persona(Persona::FirstCoordinator).viewer(),
        Who::Persona(Persona::Administrator).viewer(),
        Viewer::Job(Reason::SignIn),
        Viewer::Job(Reason::Watching),
        Viewer::Job(Reason::Upkeep),
        Viewer::Job(Reason::Sending),
        Viewer::Job(Reason::Digest),
        Viewer::Job(Reason::Campaign),
        Viewer::Job(Reason::Indexing),
        Viewer::Link(crate::asking::link(Who::Neighbour, 2).digest()),
        Viewer::Link(crate::sheet::link(Who::Neighbour).digest()),
    ];
    let sent = discussion::send_letters(&world.store, NOW, "http://pacte.test", randomness).await;
    assert!(sent.expect("sent") > 0);
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let form = form_of("/mentions-legales/modifier");
    assert_eq!(administrator.post(form.pattern, form.fields).await.status, 303);
    Box::pin(crate::example::come_and_gone(&world)).await;
    for scope in scopes() {
        let mut seen = 0;
        for viewer in &insiders {
            seen += count(&world, viewer, &everything(&scope, None)).await;
        }
        assert!(seen > 0, "nobody gets a row of {}", scope.name);
    }
}

#[test]
fn every_scoped_name_has_one_owner_and_a_reader() {
    let declared: Vec<&str> = scopes().iter().map(|scope| scope.name).collect();
    let read: BTreeSet<&str> = rooms::queries()
        .iter()
        .flat_map(|query| query.reading.iter().copied())
        .collect();
    for name in &read {
        let owners = declared.iter().filter(|declared| declared == &name).count();
        assert_eq!(owners, 1, "{name} is read and declared {owners} times");
    }
    let unread: Vec<&str> = declared.iter().copied().filter(|name| !read.contains(name)).collect();
    assert_eq!(unread, UNREAD.map(|(name, _)| name), "scoped names that no query reads");
}

#[test]
fn every_query_reads_the_names_it_says() {
    let names: Vec<&str> = scopes().iter().map(|scope| scope.name).collect();
    for query in rooms::queries() {
        let words: BTreeSet<&str> = query.text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for said in query.reading {
            assert!(words.contains(said), "{} says that it reads {said}", query.name);
        }
        let after_from = query.text.split_whitespace().collect::<Vec<_>>();
        let used = after_from
            .windows(2)
            .filter(|pair| matches!(pair[0], "FROM" | "JOIN"))
            .map(|pair| pair[1]);
        for name in used
            .map(|name| name.trim_matches(['(', ')', ',']))
            .filter(|name| names.contains(name))
        {
            assert!(
                query.reading.contains(&name),
                "{} reads {name} and does not say it",
                query.name
            );
        }
    }
}

#[tokio::test]
async fn no_query_walks_a_whole_table_to_find_a_convention() {
    if Engine::under_test() == Engine::Postgres {
        // A server reads small tables whole whatever their keys: the plans are looked at where the tables are files.
        return;
    }
    let world = cast::world().await;
    // Once it has counted them, the engine rightly reads small tables whole: it is asked as if it had not. A connection sees that
    // the tables changed at its first real read.
    world.base.intrude("DROP TABLE sqlite_stat1").await.expect("forgotten");
    world.journal().await;
    let coordinator = Who::Persona(Persona::FirstCoordinator).viewer();
    let inside = rooms::queries()
        .into_iter()
        .filter(|query| query.text.contains("convention = $4"));
    for query in inside {
        let mut reader = world.store.read(today()).await.expect("a reader");
        let steps = reader.steps(&coordinator, &query).await.expect(query.name);
        // `t` is the table of each scope.
        let whole: Vec<&String> = steps
            .iter()
            .filter(|step| step.split(' ').collect::<Vec<_>>().starts_with(&["SCAN", "t"]))
            .collect();
        assert!(whole.is_empty(), "{}:\n{}", query.name, steps.join("\n"));
    }
}
