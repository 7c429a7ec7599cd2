//! A scanner of files, outside of the product: clamd, or what speaks as it does (the command `INSTREAM`).
//!
//! A file is sent over a socket and never written for it. Without a clear answer nothing is said of the file: whoever asked
//! refuses it.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs as _};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use domain::documents::NotKept;

/// How long the scanner may be silent. A page is given up after twenty seconds.
const PATIENCE: Duration = Duration::from_secs(12);

/// What is sent at once.
const PART_BYTES: usize = 64 * 1024;

/// The longest answer that is read.
const ANSWER_BYTES: u64 = 4096;

/// Where the scanner listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// A socket of this machine.
    Socket(PathBuf),
    /// A name or a number, and a port.
    Address(String),
}

/// What the scanner says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It found nothing.
    Clean,
    /// It knows this file, or something in it, as harmful.
    Harmful,
}

/// A text says no place where a scanner could listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("écrivez le chemin d’une socket, comme /run/clamav/clamd.ctl, ou une adresse et un port, comme 127.0.0.1:3310")]
pub struct NotAScanner;

/// Has a file looked at, when there is a scanner. A file of which it says nothing is not taken either.
pub fn examine(scanner: Option<&Scanner>, bytes: &[u8]) -> Result<(), NotKept> {
    let Some(scanner) = scanner else { return Ok(()) };
    match scanner.look(bytes) {
        Ok(Verdict::Clean) => Ok(()),
        Ok(Verdict::Harmful) => {
            tracing::warn!("the scanner knows a file as harmful: it was refused");
            Err(NotKept::Harmful)
        }
        Err(error) => {
            tracing::error!(%error, "the scanner did not look at a file: it was refused");
            Err(NotKept::NotScanned)
        }
    }
}

trait Line: Read + Write {}

impl<T: Read + Write> Line for T {}

impl Scanner {
    /// Reads where it listens.
    pub fn parse(text: &str) -> Result<Self, NotAScanner> {
        if cfg!(unix) && text.starts_with('/') {
            return Ok(Self::Socket(text.into()));
        }
        let (host, port) = text.rsplit_once(':').ok_or(NotAScanner)?;
        let right = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
        right.then(|| Self::Address(text.to_owned())).ok_or(NotAScanner)
    }

    /// Has a file looked at. It waits for the scanner: not for the threads that serve pages.
    pub fn look(&self, bytes: &[u8]) -> io::Result<Verdict> {
        let mut line = self.connect()?;
        // A scanner that has seen enough closes before the end: what it said is read all the same.
        let sent = send(&mut line, bytes);
        let mut answer = Vec::new();
        let read = (&mut line).take(ANSWER_BYTES).read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let answer = answer.trim_end_matches(['\0', '\n', '\r']);
        if answer.ends_with(" FOUND") {
            return Ok(Verdict::Harmful);
        }
        sent.and(read.map(drop))?;
        if answer.ends_with(": OK") {
            Ok(Verdict::Clean)
        } else {
            Err(io::Error::other(format!("the scanner answers «{answer}»")))
        }
    }

    fn connect(&self) -> io::Result<Box<dyn Line>> {
        match self {
            #[cfg(unix)]
            Self::Socket(path) => {
                let line = UnixStream::connect(path)?;
                line.set_read_timeout(Some(PATIENCE))?;
                line.set_write_timeout(Some(PATIENCE))?;
                Ok(Box::new(line))
            }
            #[cfg(not(unix))]
            Self::Socket(_) => Err(io::ErrorKind::Unsupported.into()),
            Self::Address(address) => {
                let place = address.to_socket_addrs()?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
                let line = TcpStream::connect_timeout(&place, PATIENCE)?;
                line.set_read_timeout(Some(PATIENCE))?;
                line.set_write_timeout(Some(PATIENCE))?;
                Ok(Box::new(line))
            }
        }
    }
}

/// The command, then parts with their length before them; a part of no length ends the file.
fn send(line: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    line.write_all(b"zINSTREAM\0")?;
    for part in bytes.chunks(PART_BYTES) {
        let length = u32::try_from(part.len()).map_err(io::Error::other)?;
        line.write_all(&length.to_be_bytes())?;
        line.write_all(part)?;
    }
    line.write_all(&0_u32.to_be_bytes())?;
    line.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_path_or_an_address_with_a_port() {
        assert_eq!(
            Scanner::parse("/run/clamav/clamd.ctl"),
            Ok(Scanner::Socket("/run/clamav/clamd.ctl".into()))
        );
        for right in ["127.0.0.1:3310", "clamav:3310", "[::1]:3310"] {
            assert_eq!(Scanner::parse(right), Ok(Scanner::Address(right.to_owned())));
        }
        for wrong in ["", "clamav", ":3310", "clamav:", "clamav:0", "clamav:70000", "run/clamd.ctl"] {
            assert_eq!(Scanner::parse(wrong), Err(NotAScanner), "{wrong}");
        }
    }

    #[test]
    fn a_file_is_sent_by_parts_with_their_length() {
        let mut sent = Vec::new();
        send(&mut sent, &vec![7; PART_BYTES + 2]).expect("sent");
        assert_eq!(&sent[..14], b"zINSTREAM\0\0\x01\0\0");
        assert_eq!(&sent[14 + PART_BYTES..], [0, 0, 0, 2, 7, 7, 0, 0, 0, 0]);
    }

    #[test]
    fn nobody_who_listens_is_no_verdict() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("an address").to_string();
        assert!(Scanner::Address(address).look(b"a file").is_err());
    }
}
