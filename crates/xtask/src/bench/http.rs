//! One request, one answer, over a plain connection to this machine: enough to sign in and to look.
//!
//! It follows nothing and keeps nothing; the load itself is wrk's.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result};

const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
pub(crate) struct Answer {
    /// The number of its first line.
    pub(crate) status: u16,
    head: String,
    /// What follows the headers.
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

/// Asks `http://host:port` for a path, with more headers, each on its line.
pub(crate) fn get(base: &str, path: &str, headers: &[String]) -> Result<Answer> {
    ask(base, "GET", path, headers, "")
}

/// Sends a body.
pub(crate) fn post(base: &str, path: &str, headers: &[String], body: &str) -> Result<Answer> {
    ask(base, "POST", path, headers, body)
}

fn ask(base: &str, method: &str, path: &str, headers: &[String], body: &str) -> Result<Answer> {
    let host = base.trim_start_matches("http://");
    let mut connection = TcpStream::connect(host).with_context(|| format!("{base} does not answer"))?;
    connection.set_read_timeout(Some(PATIENCE))?;
    // HTTP/1.0: the answer comes whole, and its end is the end of the connection.
    let mut request = format!("{method} {path} HTTP/1.0\r\nHost: {host}\r\n");
    for header in headers {
        request += header;
        request += "\r\n";
    }
    if method == "POST" {
        request += "Content-Length: ";
        request += &body.len().to_string();
        request += "\r\n";
    }
    connection.write_all(format!("{request}\r\n{body}").as_bytes())?;
    let mut received = Vec::new();
    connection.read_to_end(&mut received)?;
    parsed(&String::from_utf8_lossy(&received)).with_context(|| format!("{base}{path} does not answer in HTTP"))
}

fn parsed(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let answer = parsed("HTTP/1.0 303 See Other\r\nSet-Cookie: a=b; Path=/\r\n\r\nbody").unwrap();
        assert_eq!(
            (answer.status, answer.header("set-cookie"), answer.body.as_str()),
            (303, Some("a=b; Path=/"), "body")
        );
        assert!(parsed("no").is_none());
    }
}
