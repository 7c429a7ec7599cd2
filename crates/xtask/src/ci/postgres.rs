//! A private PostgreSQL cluster for one run of the tests: made empty, on a free loopback port, stopped and deleted when
//! dropped, whatever happened meanwhile.
//!
//! It never touches a server that the machine already runs. Durability is off: the data lives for one run.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::command;
use crate::progress::Step;

/// A root account may not run the server; Debian's package makes this one.
const SERVER_USER: &str = "postgres";

/// How often and how long a starting server is asked whether it answers.
const WAITS: u32 = 300;
const WAIT: Duration = Duration::from_millis(100);

/// The running cluster.
pub(crate) struct Cluster {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Cluster {
    /// Makes and starts it, its data under `target` where the server's user may write there, else in the temporary folder.
    pub(crate) fn start(step: &mut Step, programs: &Path, target: &Path) -> Result<Self> {
        let as_root = is_root(target);
        let folder = folder(target, as_root)?;
        let data = folder.join("data");
        step.say(&format!("a private cluster in {}", folder.display()));
        let mut initdb = server_program(&programs.join("initdb"), as_root, &folder);
        initdb
            .args([
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "-U",
                SERVER_USER,
                "-D",
            ])
            .arg(&data);
        command::output(initdb)?;
        certify(&folder, as_root)?;
        let port = free_port()?;
        let mut server = server_program(&programs.join("postgres"), as_root, &folder);
        server.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        for (setting, file) in [("ssl_cert_file", CERTIFICATE), ("ssl_key_file", KEY)] {
            let file = folder.join(file);
            server.arg("-c").arg(format!("{setting}={}", file.display()));
        }
        let log = fs::File::create(target.join("ci").join("postgres.log"))?;
        server.stdout(log.try_clone()?).stderr(log).stdin(Stdio::null());
        let server = server.spawn().context("the PostgreSQL server could not start")?;
        let mut cluster = Self { folder, port, server };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Where tests find it.
    fn url(&self) -> String {
        format!("postgres://{SERVER_USER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Tells a suite of tests where the server is, and who vouches for it.
    pub(crate) fn tell(&self, suite: &mut Command) {
        suite
            .env("STORE", "postgres")
            .env("PACTE_TEST_POSTGRES", self.url())
            .env("PACTE_TEST_AUTHORITY", self.folder.join(AUTHORITY));
    }

    fn wait(&mut self) -> Result<()> {
        for _ in 0..WAITS {
            if let Some(status) = self.server.try_wait()? {
                bail!("the PostgreSQL server stopped with {status}: see target/ci/postgres.log");
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            thread::sleep(WAIT);
        }
        bail!("the PostgreSQL server does not answer: see target/ci/postgres.log")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast stop: sessions are cut, files are left whole.
        let mut stop = Command::new("kill");
        stop.arg("-INT").arg(self.server.id().to_string());
        if !command::succeeds(stop) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Quick rather than durable, on loopback only, with room for tests that run side by side.
const SETTINGS: [&str; 8] = [
    "ssl=on",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=256MB",
];

/// The files of the server's certificate.
const AUTHORITY: &str = "authority.pem";
const CERTIFICATE: &str = "server.pem";
const KEY: &str = "server.key";

/// An authority of one run, and the certificate it gives to the server of this machine.
fn certify(folder: &Path, as_root: bool) -> Result<()> {
    let new_key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    let commands = [
        format!("req -x509 {new_key} -keyout authority.key -out {AUTHORITY} -subj /CN=authority"),
        format!(
            "req -x509 {new_key} -keyout {KEY} -out {CERTIFICATE} -subj /CN=127.0.0.1 -CA {AUTHORITY} -CAkey authority.key \
             -addext subjectAltName=IP:127.0.0.1,DNS:localhost -addext basicConstraints=critical,CA:FALSE"
        ),
    ];
    for arguments in commands {
        let mut openssl = server_program(Path::new("openssl"), as_root, folder);
        openssl.args(arguments.split_whitespace());
        command::output(openssl).context("openssl makes the certificate of the private cluster")?;
    }
    Ok(())
}

fn is_root(folder: &Path) -> bool {
    let mut id = command::new("id", folder);
    id.arg("-u");
    command::output(id).is_ok_and(|user| user.trim() == "0")
}

/// A program of the server, under the server's own user when we are root.
fn server_program(program: &Path, as_root: bool, folder: &Path) -> Command {
    if !as_root {
        return command::new(&program.to_string_lossy(), folder);
    }
    let mut command = command::new("setpriv", folder);
    command
        .arg(format!("--reuid={SERVER_USER}"))
        .arg(format!("--regid={SERVER_USER}"))
        .arg("--clear-groups")
        .arg(program);
    command
}

/// An empty folder that the server's user owns and can reach.
fn folder(target: &Path, as_root: bool) -> Result<PathBuf> {
    let name = format!("pacte-postgres-{}", std::process::id());
    let candidates = [target.join("ci").join(&name), std::env::temp_dir().join(&name)];
    for folder in candidates {
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        if !as_root {
            return Ok(folder);
        }
        let mut own = command::new("chown", target);
        own.arg(format!("{SERVER_USER}:{SERVER_USER}")).arg(&folder);
        command::output(own)?;
        // A checkout under a private home folder is out of reach of the server's user.
        let mut reach = command::new("setpriv", target);
        reach
            .arg(format!("--reuid={SERVER_USER}"))
            .arg(format!("--regid={SERVER_USER}"))
            .arg("--clear-groups");
        reach.arg("test").arg("-w").arg(&folder);
        if command::succeeds(reach) {
            return Ok(folder);
        }
        fs::remove_dir_all(&folder)?;
    }
    bail!("no folder that the user {SERVER_USER} can write in")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free loopback port")?;
    Ok(listener.local_addr()?.port())
}
