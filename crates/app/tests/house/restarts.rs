//! The server of PostgreSQL stops and starts again while people write: they are told so in French, nothing that was answered is
//! lost, nothing is half written, and Pacte goes on by itself.
//!
//! The server is one of its own, with its durability on: the others of a run share theirs.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use store::Target;
use tempfile::TempDir;
use testkit::Engine;

use crate::command::pacte;
use crate::crashes::{day_of, examine, fill, send, sign_in};

const WRITERS: u32 = 8;

/// Asked to stop, asked again, and stopped as a failure would.
const RESTARTS: [&str; 3] = ["-INT", "-INT", "-QUIT"];

/// A cluster of its own.
struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    server: Option<Child>,
}

impl Cluster {
    fn make() -> Option<Self> {
        let programs = programs()?;
        let folder = TempDir::new().expect("a folder");
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .expect("a port")
            .local_addr()
            .expect("a port")
            .port();
        let own = Command::new("chown").arg("postgres:").arg(folder.path()).status();
        if !own.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut cluster = Self {
            programs,
            folder,
            port,
            server: None,
        };
        let mut made = cluster.program("initdb");
        made.args(["--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres"]);
        let made = made
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("initdb runs");
        assert!(made.success(), "no cluster");
        cluster.start();
        Some(cluster)
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(self.programs.join(name))
            .arg("-D")
            .arg(self.folder.path().join("data"))
            .current_dir("/");
        command
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn start(&mut self) {
        let mut server = self.program("postgres");
        server.args([
            "-p",
            &self.port.to_string(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
        ]);
        self.server = Some(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"));
        for _ in 0..600 {
            let mut ready = Command::new(self.programs.join("pg_isready"));
            ready
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .stdout(Stdio::null());
            if ready.status().is_ok_and(|status| status.success()) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("the server does not answer");
    }

    /// Cuts those who are there, and stops.
    fn stop(&mut self, signal: &str) {
        let Some(mut server) = self.server.take() else { return };
        let _ = Command::new("kill").args([signal, &server.id().to_string()]).status();
        let _ = server.wait();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop("-QUIT");
    }
}

/// Where the programs of the newest server are.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect();
    found.retain(|folder| Path::new(folder).join("initdb").exists());
    found.sort();
    found.pop()
}

/// What those who write share: whether to stop, how many were answered, how many were told that the server was away.
#[derive(Clone)]
struct Load {
    stop: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    told: Arc<AtomicUsize>,
}

impl Load {
    /// Gives mandates until told to stop: the days of those that were answered.
    fn write(&self, number: u32, address: &str, cookie: &str) -> Vec<String> {
        let mut kept = Vec::new();
        for rank in 0.. {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let day = day_of(number * 4500 + rank);
            let (status, body) = send(address, cookie, &day).expect("Pacte always answers");
            if status == 303 {
                self.answered.fetch_add(1, Ordering::Relaxed);
                kept.push(day);
                continue;
            }
            assert_eq!(status, 503, "{body}");
            let told_so = body.contains("rien n’a été enregistré") || body.contains("peut-être eu lieu");
            assert!(told_so, "{body}");
            self.told.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(20));
        }
        kept
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_restarts_under_load_loses_nothing_and_is_found_again() {
    if !matches!(Engine::under_test(), Engine::Postgres) {
        return;
    }
    let Some(mut cluster) = Cluster::make() else {
        crate::disks::skipped("no PostgreSQL of its own can be made by this account");
        return;
    };
    let files = TempDir::new().expect("a folder");
    let target = Target::Postgres {
        url: cluster.url(),
        files: files.path().to_owned(),
    };
    fill(target.clone()).await;
    let mut server = pacte(&["serve"]).server(&cluster.url()).start();
    sign_in(&mut server);
    let (stop, answered, told) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
        Arc::new(AtomicUsize::new(0)),
    );
    let load = Load { stop, answered, told };
    let writers: Vec<_> = (0..WRITERS)
        .map(|number| {
            let (address, cookie, load) = (server.address.clone(), server.cookie().to_owned(), load.clone());
            thread::spawn(move || load.write(number, &address, &cookie))
        })
        .collect();
    for signal in RESTARTS {
        thread::sleep(Duration::from_millis(400));
        cluster.stop(signal);
        thread::sleep(Duration::from_millis(300));
        cluster.start();
    }
    let before = load.answered.load(Ordering::Relaxed);
    for _ in 0..400 {
        if load.answered.load(Ordering::Relaxed) > before + 20 {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    load.stop.store(true, Ordering::Relaxed);
    let acknowledged: std::collections::BTreeSet<String> = writers
        .into_iter()
        .flat_map(|writer| writer.join().expect("a writer ends"))
        .collect();
    assert!(
        load.answered.load(Ordering::Relaxed) > before + 20,
        "Pacte does not find the server again"
    );
    assert!(
        load.told.load(Ordering::Relaxed) > 0,
        "nobody was told that the server was away"
    );
    let (code, err) = server.stop();
    assert_eq!(code, Some(0), "{err}");
    examine(target, &acknowledged).await;
}
