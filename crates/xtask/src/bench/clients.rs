//! Sixteen clients that keep their connection and do what they are told, one request after the other: what wrk cannot do, because
//! what a client sends depends on what it was answered.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::progress::Stopwatch;

/// How many there are.
pub(crate) const CLIENTS: usize = 16;

const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that is kept.
pub(crate) struct Client {
    connection: TcpStream,
    host: String,
    /// The headers of every request, each ended.
    headers: String,
    received: Vec<u8>,
}

/// The head of an answer; its body was read and left.
pub(crate) struct Head {
    /// The number of its first line.
    pub(crate) status: u16,
    text: String,
}

impl Head {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.text.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Client {
    /// Connects to `http://host:port`; every request has these headers.
    pub(crate) fn connect(base: &str, headers: &[String]) -> Result<Self> {
        let host = base.trim_start_matches("http://").to_owned();
        let connection = TcpStream::connect(&host).with_context(|| format!("{base} does not answer"))?;
        connection.set_read_timeout(Some(PATIENCE))?;
        connection.set_nodelay(true)?;
        let headers = headers.join("\r\n") + "\r\n";
        Ok(Self {
            connection,
            host,
            headers,
            received: Vec::new(),
        })
    }

    /// Sends a request and reads its answer whole.
    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Head> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{}Content-Length: {}\r\n\r\n{body}",
            self.host,
            self.headers,
            body.len()
        );
        self.connection.write_all(request.as_bytes())?;
        let end = self.read_head()?;
        let text = String::from_utf8_lossy(&self.received[..end]).into_owned();
        let status = text.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        let head = Head {
            status: status.context("no status")?,
            text,
        };
        let length = head.header("content-length").and_then(|length| length.parse().ok());
        self.read_up_to(end + 4 + length.unwrap_or(0))?;
        self.received.clear();
        Ok(head)
    }

    fn read_head(&mut self) -> Result<usize> {
        loop {
            if let Some(end) = self.received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                return Ok(end);
            }
            self.read_more()?;
        }
    }

    fn read_up_to(&mut self, length: usize) -> Result<()> {
        while self.received.len() < length {
            self.read_more()?;
        }
        Ok(())
    }

    fn read_more(&mut self) -> Result<()> {
        let mut piece = [0; 16384];
        let read = self.connection.read(&mut piece)?;
        anyhow::ensure!(read > 0, "the server closed the connection");
        self.received.extend_from_slice(&piece[..read]);
        Ok(())
    }
}

/// What the clients measured of one kind of request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measured {
    /// How long each answer took, in milliseconds.
    pub(crate) times_ms: Vec<f64>,
    /// Answers that were no success.
    pub(crate) refused: u64,
}

impl Measured {
    fn join(&mut self, other: Self) {
        self.times_ms.extend(other.times_ms);
        self.refused += other.refused;
    }

    /// Counts one answer.
    pub(crate) fn count(&mut self, took: Duration, went: bool) {
        if went {
            self.times_ms.push(took.as_secs_f64() * 1000.0);
        } else {
            self.refused += 1;
        }
    }

    /// The time under which 99 answers of 100 came, in milliseconds.
    pub(crate) fn p99_ms(&self) -> f64 {
        let mut times = self.times_ms.clone();
        times.sort_by(f64::total_cmp);
        times.get(times.len() * 99 / 100).copied().unwrap_or(f64::NAN)
    }

    /// Answers a second.
    #[expect(clippy::cast_precision_loss, reason = "a count of answers, printed without decimals")]
    pub(crate) fn rate(&self, seconds: u32) -> f64 {
        self.times_ms.len() as f64 / f64::from(seconds)
    }
}

/// What one client does until its time is over: `turn` sends one request and says of which kind it was.
pub(crate) trait Works: Send {
    /// Sends one request: its kind, and whether it was answered as it should.
    fn turn(&mut self) -> Result<(usize, bool)>;
}

/// Lets each worker work for so many seconds, after one that does not count. Tells what was measured, a kind each.
pub(crate) fn work<W: Works + 'static>(workers: Vec<W>, seconds: u32, kinds: usize) -> Result<Vec<Measured>> {
    let threads: Vec<_> = workers
        .into_iter()
        .map(|worker| thread::spawn(move || one(worker, seconds, kinds)))
        .collect();
    let mut all = vec![Measured::default(); kinds];
    for thread in threads {
        let measured = thread.join().map_err(|_| anyhow::anyhow!("a client did not end"))??;
        for (all, own) in all.iter_mut().zip(measured) {
            all.join(own);
        }
    }
    Ok(all)
}

fn one(mut worker: impl Works, seconds: u32, kinds: usize) -> Result<Vec<Measured>> {
    let clock = Stopwatch::start();
    while clock.passed() < Duration::from_secs(1) {
        worker.turn()?;
    }
    let mut measured = vec![Measured::default(); kinds];
    let clock = Stopwatch::start();
    let end = Duration::from_secs(u64::from(seconds));
    loop {
        let before = clock.passed();
        if before >= end {
            return Ok(measured);
        }
        let (kind, went) = worker.turn()?;
        measured[kind].count(clock.passed().saturating_sub(before), went);
    }
}
