//! The process is killed at random moments while sixteen people write: what was answered is there, and nothing by halves.
//!
//! `PACTE_KILLS` says how many times; it is small where tests run, large where figures are measured.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use app::rooms;
use domain::access::{Installation, Reason, Verb, Viewer, verbs};
use domain::ids::Id;
use domain::people::AccountCreated;
use store::{Gate, Scope, Store, Target, query};
use testkit::moment::{NOW, today};
use testkit::{Base, Template};

use crate::cast;
use crate::command::{Page, Server, pacte};

const WRITERS: u32 = 16;

/// How many mandates each writer may give: days enough for all runs.
const DAYS: u32 = 60_000 / WRITERS;

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

query! {
    /// How many mandates the journal tells.
    Entries() -> i64
    reading ["entry_of_tests"]
    "SELECT COUNT(*) FROM entry_of_tests WHERE fact = 'mandate_given'"
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

/// Gives the mandate of this rank.
pub(crate) fn give(server: &mut Server, rank: u32) -> Page {
    server.post("/mandats", &form(&day_of(rank)))
}

/// A mandate for one day.
fn form(day: &str) -> String {
    let (year, rest) = day.split_at(4);
    let french = format!("{}%2F{}%2F{year}", &rest[4..6], &rest[1..3]);
    format!("personne=1&place=1-2&role=coordinator&debut={french}&fin={french}")
}

/// Someone who gives one mandate after the other, each for a day of its own, until nobody answers any more.
struct Writer {
    address: String,
    cookie: String,
    number: u32,
    next: Arc<[AtomicU32]>,
    stop: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
}

impl Writer {
    /// The days of the mandates that were answered to.
    fn work(self) -> Vec<String> {
        let mut kept = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            let day = day_of(self.number * DAYS + self.next[self.number as usize].fetch_add(1, Ordering::Relaxed));
            match send(&self.address, &self.cookie, &day) {
                Some((303, _)) => {
                    self.answered.fetch_add(1, Ordering::Relaxed);
                    kept.push(day);
                }
                Some((status, page)) => panic!("a mandate answers {status}: {page}"),
                None => break,
            }
        }
        kept
    }
}

/// Gives the mandate of this day: the status and the page, when an answer came.
pub(crate) fn send(host: &str, cookie: &str, day: &str) -> Option<(u16, String)> {
    let form = form(day);
    let request = format!(
        "POST /mandats HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut stream = TcpStream::connect(host).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    // An answer that is cut is no acknowledgement, unless its first line came whole.
    let _ = stream.read_to_string(&mut answer);
    let (first, rest) = answer.split_once("\r\n")?;
    Some((first.split(' ').nth(1)?.parse().ok()?, rest.to_owned()))
}

/// A day of the years 1950 to 2114, by its rank.
pub(crate) fn day_of(rank: u32) -> String {
    let (year, of_year) = (1950 + rank / 365, rank % 365);
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = of_year;
    for (month, length) in (1..).zip(lengths) {
        if left < length {
            return format!("{year}-{month:02}-{:02}", left + 1);
        }
        left -= length;
    }
    unreachable!("a year has 365 days here")
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
    acknowledged: BTreeSet<String>,
}

impl Crashes {
    async fn prepare() -> Self {
        let base = Base::copy_of(&INSTALLATION).await;
        let mut server = pacte(&["serve"]).on(&base).start();
        sign_in(&mut server);
        let cookie = server.cookie().to_owned();
        Self {
            base,
            cookie,
            next: (0..WRITERS).map(|_| AtomicU32::new(0)).collect(),
            acknowledged: BTreeSet::new(),
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
            .map(|writer| thread::spawn(move || writer.work()))
            .collect();
        while answered.load(Ordering::Relaxed) == 0 && !writers.iter().all(thread::JoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(long);
        kill(server);
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            self.acknowledged.extend(writer.join().expect("a writer ends"));
        }
    }
}

/// What was answered is there, each with its line of the journal, and the chain holds. Tells how many there are.
pub(crate) async fn examine(target: Target, acknowledged: &BTreeSet<String>) -> usize {
    let house = rooms::house().scopes(&[TOLD, testkit::journal::SCOPE]);
    let store = Store::open(target, house).await.expect("opens");
    let verified = store.verify().await.expect("walked");
    assert_eq!(verified.fault, None);
    let mut reader = store.read(today()).await.expect("a reader");
    let viewer = Viewer::Job(Reason::Doctor);
    let told = reader.rows(&viewer, Told {}).await.expect("rows");
    let entries = reader.rows(&viewer, Entries {}).await.expect("rows");
    let days: BTreeSet<&str> = told.iter().filter_map(|line| line.strip_suffix(" mandate_given")).collect();
    assert_eq!(days.len(), told.len(), "a mandate without its line, or twice: {told:?}");
    assert_eq!(
        entries,
        [i64::try_from(told.len()).expect("a count")],
        "a line without its mandate"
    );
    let lost: Vec<&String> = acknowledged.iter().filter(|day| !days.contains(day.as_str())).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    told.len()
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
        let found = examine(crashes.base.target(), &crashes.acknowledged).await;
        if kill % LIVES == 0 || kill == kills {
            answered += crashes.acknowledged.len();
            there += found;
            println!("{kill} kills, {answered} answers, {there} mandates kept, 0 lost");
            crashes = Crashes::prepare().await;
        }
    }
    assert!(answered >= kills as usize, "the writers hardly wrote: {answered}");
}
