//! A client without a browser: it keeps cookies, says where its forms come from as browsers do, and follows nothing.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use domain::ids::PersonId;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// The name under which the product is served to tests.
const HOST: &str = "pacte.test";

/// What a browser adds to a form sent from a page of the site.
pub const FROM_THE_SITE: [(&str, &str); 2] = [("origin", "http://pacte.test"), ("sec-fetch-site", "same-origin")];

/// Someone at a browser. A clone is another window: cookies received later are its own.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
    peer: SocketAddr,
}

/// An answer, read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, 303, 404…
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as received.
    pub body: Vec<u8>,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            peer: SocketAddr::from(([192, 0, 2, 1], 4711)),
        }
    }

    /// The same browser, at this address of the network.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn calling_from(mut self, address: &str) -> Self {
        self.peer = SocketAddr::new(address.parse().expect("an address"), 4711);
        self
    }

    /// Visits a page.
    pub async fn get(&mut self, address: &str) -> Answer {
        self.send("GET", address, &[], "").await
    }

    /// Sends a form from a page of the site.
    pub async fn post(&mut self, address: &str, form: &str) -> Answer {
        self.send("POST", address, &FROM_THE_SITE, form).await
    }

    /// Sends a form with a file, from a page of the site.
    pub async fn upload(&mut self, address: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        self.upload_all(address, fields, file.as_slice()).await
    }

    /// The same, with several files that were chosen together.
    pub async fn upload_all(&mut self, address: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "----limite";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.into_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.exchange("POST", address, &FROM_THE_SITE, (&kind, body)).await
    }

    /// Sends exactly this, with the cookies.
    ///
    /// # Panics
    /// When it is no request.
    pub async fn send(&mut self, method: &str, address: &str, headers: &[(&str, &str)], form: &str) -> Answer {
        let kind = if form.is_empty() {
            ""
        } else {
            "application/x-www-form-urlencoded"
        };
        self.exchange(method, address, headers, (kind, form.as_bytes().to_vec()))
            .await
    }

    async fn exchange(
        &mut self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        (kind, body): (&str, Vec<u8>),
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header("host", HOST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let mut request = request.body(Body::from(body)).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let (parts, body) = self.router.clone().oneshot(request).await.expect("an answer").into_parts();
        self.keep_cookies(&parts.headers);
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.collect().await.expect("a body").to_bytes().into(),
        }
    }

    /// Becomes a person of the demo, by one click on its page.
    ///
    /// # Panics
    /// When the demo does not know the person.
    pub async fn sign_in_as(&mut self, person: PersonId) {
        let answer = self.post("/demo", &format!("personne={person}")).await;
        assert_eq!(answer.status, 303, "person {person} of the demo: {}", answer.text());
        assert!(!self.cookies.is_empty(), "a session is kept in a cookie");
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap_or_default();
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words people read on the page.
    #[must_use]
    pub fn words(&self) -> String {
        crate::page::words(&self.text())
    }
}
