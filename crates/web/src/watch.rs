//! What is known of each request once it is answered: one line of the log, one figure for who watches the installation.
//!
//! Routes are told by their pattern, never by the address that was typed: an address may hold a token, a name, what was
//! searched. No form, no cookie and no header is ever written.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use crate::failure;
use crate::respond::Responder;
use crate::site::Site;

/// The longest address, path and query: far above any link of the product, and what a search field may hold.
const LONGEST_ADDRESS_BYTES: usize = 16 * 1024;

/// What is written when no route answers.
const NO_ROUTE: &str = "none";

/// A request that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// `GET`, `POST`, `other`.
    pub method: &'static str,
    /// The pattern of its route; `none` when there is none.
    pub route: &'static str,
    /// The status.
    pub status: u16,
    /// How long the answer took to prepare, in microseconds of the clock of the site.
    pub micros: u64,
}

/// Who is told of each request.
pub type Observer = Box<dyn Fn(&Observed) + Send + Sync>;

/// Numbers requests from the moment the server started. Two servers of one installation start from different words.
#[derive(Debug, Default)]
pub struct Requests {
    seed: u32,
    count: AtomicU64,
}

/// The number of a request, as the log and the page of a failure write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    seed: u32,
    rank: u64,
}

impl Requests {
    /// Numbers that begin with a word drawn from these bytes.
    #[must_use]
    pub fn started(randomness: [u8; 32]) -> Self {
        let [a, b, c, d, ..] = randomness;
        Self {
            seed: u32::from_be_bytes([a, b, c, d]),
            count: AtomicU64::new(0),
        }
    }

    fn next(&self) -> Number {
        Number {
            seed: self.seed,
            rank: self.count.fetch_add(1, Ordering::Relaxed) + 1,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-{}", self.seed, self.rank)
    }
}

/// What is learnt of a request on its way through.
struct Track {
    number: Number,
    route: Cell<&'static str>,
    queries: Cell<u32>,
}

tokio::task_local! {
    static TRACK: Track;
}

/// The request in hand goes by this route.
pub(crate) fn goes_by(route: &'static str) {
    let _ = TRACK.try_with(|track| track.route.set(route));
}

/// The request in hand took this many queries.
pub(crate) fn took(queries: u32) {
    let _ = TRACK.try_with(|track| track.queries.set(queries));
}

/// The number of the request in hand.
pub(crate) fn number() -> Option<Number> {
    TRACK.try_with(|track| track.number).ok()
}

/// Around everything else: numbers the request, refuses an endless address, tells of the answer.
pub(crate) async fn watched(site: Arc<Site>, request: Request, next: Next) -> Response {
    let track = Track {
        number: site.requests.next(),
        route: Cell::new(NO_ROUTE),
        queries: Cell::new(0),
    };
    let began = (site.clock)();
    let method = word(request.method());
    TRACK
        .scope(track, async {
            let endless = request
                .uri()
                .path_and_query()
                .is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS_BYTES);
            let response = if endless {
                Responder::nowhere(&site).told(failure::ENDLESS)
            } else {
                next.run(request).await
            };
            let micros = (site.clock)().micros().saturating_sub(began.micros());
            tell(&site, method, &response, u64::try_from(micros).unwrap_or(0));
            response
        })
        .await
}

fn tell(site: &Site, method: &'static str, response: &Response, micros: u64) {
    let status = response.status().as_u16();
    let _ = TRACK.try_with(|track| {
        let (route, queries) = (track.route.get(), track.queries.get());
        let request = track.number;
        tracing::info!(%request, method, route, status, micros, queries, "answered");
        if let Some(observer) = &site.observer {
            observer(&Observed {
                method,
                route,
                status,
                micros,
            });
        }
    });
}

/// A method that nobody made up: what a client invents must not become a figure of its own.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_two_servers_differ() {
        let (one, other) = (Requests::started([1; 32]), Requests::started([2; 32]));
        assert_eq!(one.next().to_string(), "01010101-1");
        assert_eq!(one.next().to_string(), "01010101-2");
        assert_eq!(other.next().to_string(), "02020202-1");
    }

    #[test]
    fn an_invented_method_is_not_written() {
        let invented = Method::from_bytes(b"JEANNE").expect("a method");
        assert_eq!(word(&invented), "other");
        assert_eq!(word(&Method::POST), "POST");
    }
}
