//! A browser for the provider of identity: one request a connection, cookies kept, nothing followed by itself.

use std::collections::BTreeMap;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A page of the provider.
pub(super) struct Page {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) body: String,
}

impl Page {
    /// The value of a hidden field.
    pub(super) fn value_of(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\"")).expect("a field");
        rest.split('"').next().expect("its end").to_owned()
    }
}

/// The cookies of the provider.
pub(super) struct Browser(BTreeMap<String, String>);

impl Browser {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) async fn get(&mut self, address: &str) -> Page {
        self.send("GET", address, "", "").await
    }

    pub(super) async fn post(&mut self, address: &str, kind: &str, body: &str) -> Page {
        self.send("POST", address, kind, body).await
    }

    async fn send(&mut self, method: &str, address: &str, kind: &str, body: &str) -> Page {
        let rest = address.strip_prefix("http://").expect("an address of this machine");
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let cookies: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let head = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(host).await.expect("the provider answers");
        stream.write_all(head.as_bytes()).await.expect("sent");
        stream.write_all(body.as_bytes()).await.expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("an answer");
        self.read(&String::from_utf8_lossy(&bytes), host)
    }

    fn read(&mut self, text: &str, host: &str) -> Page {
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|code| code.parse().ok());
        let mut location = None;
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            match name.to_ascii_lowercase().as_str() {
                "location" if value.starts_with('/') => location = Some(format!("http://{host}{value}")),
                "location" => location = Some(value.to_owned()),
                "set-cookie" => self.keep(value),
                _ => {}
            }
        }
        Page {
            status: status.expect("a status"),
            location,
            body: body.to_owned(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or(cookie);
        let Some((name, value)) = pair.split_once('=') else { return };
        if value.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }
}
