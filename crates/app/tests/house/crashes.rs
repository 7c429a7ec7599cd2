//! The process is killed at random moments while sixteen people write: what was answered is there, and nothing by halves.
//!
//! `PACTE_KILLS` says how many times; it is small where tests run, large where figures are measured.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use app::rooms;
use domain::access::{Installation, Reason, Verb, Viewer, verbs};
use domain::ids::Id;
use domain::people::AccountCreated;
use store::{Gate, Query, Scope, Store, Target, query};
use testkit::moment::{NOW, today};
use testkit::{Base, Template};

use crate::cast;
use crate::command::{Server, pacte};

mod writers;

use writers::{Acknowledged, WRITERS, Writer, appoint};
pub(crate) use writers::{day_of, give, send};

const KILLS: u32 = 20;

/// How many lives one installation has: its list of mandates grows, and with it the time of each answer.
const LIVES: u32 = 50;

const TOLD: Scope = Scope {
    name: "told_of_tests",
    columns_sql: "SELECT m.since AS day, j.fact FROM unscoped_mandate m \
        LEFT JOIN unscoped_journal j ON j.subject = 'mandate/' || m.id",
    gate: Gate::Installation {
        verb: Verb::ViewAccounts,
    },
};

query! {
    /// The first day of each mandate, each with its line of the journal.
    Told() -> String
    reading ["told_of_tests"]
    "SELECT day || ' ' || COALESCE(fact, 'untold') FROM told_of_tests"
}

const REPORTED: Scope = Scope {
    name: "reported_of_tests",
    columns_sql: "SELECT r.done, l.rank FROM unscoped_report r \
        LEFT JOIN unscoped_lane l ON l.convention = r.convention AND l.action = r.action AND l.party = r.party AND l.rank >= r.rank",
    gate: Gate::Installation {
        verb: Verb::ViewAccounts,
    },
};

query! {
    /// What each report says; untold when its lane stands before it. Their lines of the journal name the lane: they are counted.
    Reported() -> String
    reading ["reported_of_tests"]
    "SELECT done || CASE WHEN rank IS NULL THEN ' untold' ELSE ' progress_reported' END FROM reported_of_tests"
}

query! {
    /// How many of these facts the journal tells.
    Entries(fact: String) -> i64
    reading ["entry_of_tests"]
    "SELECT COUNT(*) FROM entry_of_tests WHERE fact = $4"
}

/// A real installation: a convention, and someone who administers.
pub(crate) const INSTALLATION: Template = Template::new("installation", |target| Box::pin(fill(target)));

pub(crate) async fn fill(target: Target) {
    let store = Store::open(target, rooms::house()).await.expect("opens");
    store.migrate().await.expect("migrates");
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    cast::enter(&store, &text).await;
    let viewer = Viewer::Job(Reason::CommandLine);
    let tx = store.begin::<verbs::CreateAccount>(&viewer, Installation, NOW).await;
    let mut tx = tx.expect("permitted");
    let person = tx
        .allocate(store::Sequence::Installation("person"))
        .await
        .expect("an ordinal");
    let fact = AccountCreated {
        person: Id::new(person),
        name: "Camille Fondatrice".to_owned(),
        email: "camille@exemple.invalid".to_owned(),
        password_hash: Some(cast::PASSWORD_HASH.to_owned()),
        administrator: true,
        example: false,
    };
    let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("committed");
}

/// Signs in as who administers it.
pub(crate) fn sign_in(server: &mut Server) {
    let signed = server.post("/connexion", "mel=camille%40exemple.invalid&mdp=un+long+mot+de+passe");
    assert_eq!(signed.status, 303, "{}", signed.body);
}

/// The next of a series that looks random, and is the same for the same seed.
fn random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

struct Crashes {
    base: Base,
    cookie: String,
    next: Arc<[AtomicU32]>,
    acknowledged: Acknowledged,
}

impl Crashes {
    async fn prepare() -> Self {
        let base = Base::copy_of(&INSTALLATION).await;
        let mut server = pacte(&["serve"]).on(&base).start();
        sign_in(&mut server);
        appoint(&mut server);
        let cookie = server.cookie().to_owned();
        Self {
            base,
            cookie,
            next: (0..WRITERS).map(|_| AtomicU32::new(0)).collect(),
            acknowledged: Acknowledged::default(),
        }
    }

    /// One life of the server: it is killed this long after its first answer.
    fn live_and_die(&mut self, long: Duration) {
        let server = pacte(&["serve"]).on(&self.base).start();
        let (stop, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let writers: Vec<_> = (0..WRITERS)
            .map(|number| Writer {
                address: server.address.clone(),
                cookie: self.cookie.clone(),
                number,
                next: Arc::clone(&self.next),
                stop: Arc::clone(&stop),
                answered: Arc::clone(&answered),
            })
            .map(|writer| (writer.number, thread::spawn(move || writer.work())))
            .collect();
        while answered.load(Ordering::Relaxed) == 0 && !writers.iter().all(|(_, writer)| writer.is_finished()) {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(long);
        kill(server);
        stop.store(true, Ordering::Relaxed);
        for (number, writer) in writers {
            self.acknowledged.extend(number, writer.join().expect("a writer ends"));
        }
    }
}

/// The mandates that were answered to are there, each with its line of the journal, and the chain holds. Tells how many there are.
pub(crate) async fn examine(target: Target, acknowledged: &BTreeSet<String>) -> usize {
    let mut kept = Kept::open(target).await;
    let mandates = kept.rows(Told {}).await;
    kept.compare(&mandates, "mandate_given", acknowledged).await
}

/// The same of mandates and reports; a lane stands where its last report left it.
async fn examine_all(target: Target, acknowledged: &Acknowledged) -> usize {
    let mut kept = Kept::open(target).await;
    let (mandates, reports) = (kept.rows(Told {}).await, kept.rows(Reported {}).await);
    kept.compare(&mandates, "mandate_given", &acknowledged.mandates).await
        + kept.compare(&reports, "progress_reported", &acknowledged.reports).await
}

/// What a store holds, read as the doctor reads it.
struct Kept {
    store: Store,
}

impl Kept {
    async fn open(target: Target) -> Self {
        let house = rooms::house().scopes(&[TOLD, REPORTED, testkit::journal::SCOPE]);
        let store = Store::open(target, house).await.expect("opens");
        let verified = store.verify().await.expect("walked");
        assert_eq!(verified.fault, None);
        Self { store }
    }

    async fn rows<Q: Query>(&mut self, query: Q) -> Vec<Q::Row> {
        let mut reader = self.store.read(today()).await.expect("a reader");
        reader.rows(&Viewer::Job(Reason::Doctor), query).await.expect("rows")
    }

    /// Each thing has its line of the journal and each line its thing, and nothing that was answered to is missing.
    async fn compare(&mut self, told: &[String], fact: &str, acknowledged: &BTreeSet<String>) -> usize {
        let there: BTreeSet<&str> = told
            .iter()
            .filter_map(|line| line.strip_suffix(fact))
            .map(str::trim_end)
            .collect();
        assert_eq!(there.len(), told.len(), "without its line, or twice: {told:?}");
        let lines = self.rows(Entries { fact: fact.to_owned() }).await;
        assert_eq!(lines, [i64::try_from(told.len()).expect("a count")], "a line of nothing");
        let lost: Vec<&String> = acknowledged.iter().filter(|kept| !there.contains(kept.as_str())).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        told.len()
    }
}

/// As the system kills: at once, without a word.
fn kill(server: Server) {
    drop(server);
}

#[tokio::test]
async fn what_was_answered_outlives_the_process() {
    let kills: u32 = std::env::var("PACTE_KILLS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(KILLS);
    let mut state = std::env::var("PACTE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(7);
    let mut crashes = Crashes::prepare().await;
    let (mut answered, mut there) = (0, 0);
    for kill in 1..=kills {
        crashes.live_and_die(Duration::from_millis(random(&mut state) % 150));
        let found = examine_all(crashes.base.target(), &crashes.acknowledged).await;
        if kill % LIVES == 0 || kill == kills {
            answered += crashes.acknowledged.len();
            there += found;
            println!("{kill} kills, {answered} answers, {there} mandates and reports kept, 0 lost");
            crashes = Crashes::prepare().await;
        }
    }
    assert!(answered >= kills as usize, "the writers hardly wrote: {answered}");
}
