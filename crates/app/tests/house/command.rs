//! The built binary, run as people run it: a command that ends, or a server that listens.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use store::Target;
use testkit::Base;

/// What a server says before its address.
const OPEN: &str = "Pacte est ouvert";

/// A command about to run.
pub(crate) struct Pacte(Command);

/// What a command said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// `pacte` with these arguments, and nothing of the environment of the tests.
pub(crate) fn pacte(arguments: &[&str]) -> Pacte {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pacte"));
    command
        .args(arguments)
        .env_remove("DATABASE_URL")
        .env_remove("PACTE_FILES")
        .env_remove("PACTE_LOG")
        .env_remove("PACTE_SMTP")
        .env_remove("PACTE_MAIL_FROM")
        .env_remove("PACTE_TESSERACT")
        .stdin(Stdio::null());
    Pacte(command)
}

impl Pacte {
    /// On this database.
    pub(crate) fn on(mut self, base: &Base) -> Self {
        match base.target() {
            Target::Sqlite { dir } => return self.data(&dir),
            Target::Postgres { url, files } => self.0.env("DATABASE_URL", url).env("PACTE_FILES", files),
        };
        self
    }

    /// On the data of this folder.
    pub(crate) fn data(mut self, folder: &Path) -> Self {
        self.0.arg("--data").arg(folder);
        self
    }

    /// With this variable.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Reads this file on its input.
    pub(crate) fn reads(mut self, file: &Path) -> Self {
        self.0.stdin(std::fs::File::open(file).expect("a file"));
        self
    }

    /// From this folder.
    pub(crate) fn from(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    /// With a log that says this much.
    pub(crate) fn log(mut self, level: &str) -> Self {
        self.0.env("PACTE_LOG", level);
        self
    }

    /// On this server.
    pub(crate) fn server(mut self, url: &str) -> Self {
        let files = Path::new(env!("CARGO_TARGET_TMPDIR")).join("files");
        self.0.env("DATABASE_URL", url).env("PACTE_FILES", files);
        self
    }

    /// Runs to the end. A server that opens where it should have refused is stopped, and the test fails.
    pub(crate) fn run(mut self) -> Run {
        let mut process = self
            .0
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut errors = process.stderr.take().expect("its errors");
        let errors = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            errors.read_to_end(&mut bytes).map(|_| bytes)
        });
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut out = String::new();
        while output.read_line(&mut out).expect("UTF-8") > 0 {
            if out.contains(OPEN) {
                let _ = process.kill();
                panic!("it opened: {out}");
            }
        }
        Run {
            code: process.wait().expect("it ends").code(),
            out: readable(&out),
            err: readable(&String::from_utf8_lossy(&errors.join().expect("read").expect("read"))),
        }
    }

    /// Starts a server on a free port, and waits until it says its address.
    pub(crate) fn start(mut self) -> Server {
        self.0.args(["--listen", "127.0.0.1:0"]);
        self.open()
    }

    /// Starts a server where its arguments say, and waits until it says its address.
    pub(crate) fn open(mut self) -> Server {
        self.0.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = self.0.spawn().expect("the binary runs");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let mut said = Vec::new();
        let address = loop {
            let Some(Ok(line)) = lines.next() else {
                let mut err = String::new();
                let _ = process.stderr.take().expect("its errors").read_to_string(&mut err);
                panic!("the server stopped: {said:?} {err}");
            };
            said.push(line.clone());
            if let Some((_, address)) = line.strip_prefix(OPEN).and_then(|rest| rest.split_once("http://")) {
                break address.trim_end_matches('/').to_owned();
            }
        };
        let mut errors = process.stderr.take().expect("its errors");
        // Read as it comes: a log that nobody reads fills its pipe, and the server waits.
        let errors = std::thread::spawn(move || {
            let mut err = String::new();
            let _ = errors.read_to_string(&mut err);
            err
        });
        Server {
            process,
            errors: Some(errors),
            lines,
            address,
            cookie: String::new(),
        }
    }
}

/// Spaces of any kind read as one.
fn readable(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

impl Run {
    /// The command failed, and said this.
    #[track_caller]
    pub(crate) fn refused(&self, words: &[&str]) {
        assert!(self.code.is_some_and(|code| code != 0), "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "«{word}» is not said: {self:?}");
        }
        // A long command has already said what it was doing.
        assert!(self.err.lines().any(|line| line.starts_with("pacte : ")), "{self:?}");
        let raw = ["panicked", "Error", "rror:", "os error", "No such file", "denied", "SQLITE"];
        assert!(!raw.iter().any(|raw| self.err.contains(raw)), "not for people: {self:?}");
    }

    /// The command went well.
    #[track_caller]
    pub(crate) fn went_well(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self:?}");
        &self.out
    }
}

/// A server that listens. Dropped, it is killed.
pub(crate) struct Server {
    process: Child,
    errors: Option<std::thread::JoinHandle<String>>,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
    pub(crate) address: String,
    cookie: String,
}

/// An answer of a server.
pub(crate) struct Page {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Page {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        self.header("location: ")
    }

    fn header(&self, name: &str) -> &str {
        self.head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("")
    }
}

impl Server {
    /// The next line it says.
    pub(crate) fn next_line(&mut self) -> String {
        self.lines.next().expect("a line").expect("UTF-8")
    }

    /// The address it said after this word.
    pub(crate) fn said(&mut self, word: &str) -> String {
        let line = self.next_line();
        let (_, address) = line.split_once("http://").unwrap_or_else(|| panic!("{line}"));
        assert!(line.starts_with(word), "{line}");
        address.to_owned()
    }

    /// Visits a page, with the cookie received last.
    pub(crate) fn get(&mut self, path: &str) -> Page {
        self.send("GET", path, "")
    }

    /// Sends a form from a page of the site.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> Page {
        self.send("POST", path, form)
    }

    /// Reads an address as a tool would: without a cookie, from anywhere.
    pub(crate) fn read(address: &str) -> (u16, String) {
        let (host, path) = address.split_once('/').expect("a path");
        let mut stream = TcpStream::connect(host).expect("it listens");
        let ask = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), body.to_owned())
    }

    /// Opens a connection, sends these bytes and nothing more.
    pub(crate) fn hold(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        stream.write_all(bytes).expect("sent");
        stream
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// The cookie received last.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A browser that holds this cookie.
    pub(crate) fn keep(&mut self, cookie: &str) {
        cookie.clone_into(&mut self.cookie);
    }

    /// Another browser: without a cookie.
    pub(crate) fn forget(&mut self) {
        self.cookie.clear();
    }

    fn send(&mut self, method: &str, path: &str, form: &str) -> Page {
        let mut stream = TcpStream::connect(&self.address).expect("the server listens");
        let (host, length, cookie) = (&self.address, form.len(), &self.cookie);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\ncookie: {cookie}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let page = Page {
            status: head
                .split(' ')
                .nth(1)
                .and_then(|status| status.parse().ok())
                .expect("a status"),
            head: head.replace('\r', ""),
            body: body.to_owned(),
        };
        if let Some((pair, _)) = page.header("set-cookie: ").split_once(';') {
            pair.clone_into(&mut self.cookie);
        }
        page
    }

    /// Asks it to stop, as a system does, and waits. Tells its code and what it said at the end.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let asked = Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", self.process.id())])
            .status();
        assert!(asked.expect("sh runs").success(), "the server was no longer there");
        let code = self.process.wait().expect("it ends").code();
        let errors = self.errors.take().expect("its errors");
        (code, errors.join().expect("read"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
