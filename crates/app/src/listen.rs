//! Connections: how many, how long each may take to ask and to read its answer, and a stop that lets answers end.
//!
//! It knows no page: what a request is answered is the router's matter.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// What a client may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once; the next ones wait their turn in the system's queue.
    pub connections: usize,
    /// How long the head of a request may take to arrive, and how long a connection may stay without one.
    pub head: Duration,
    /// The longest head: address, cookies and all other headers.
    pub head_bytes: usize,
    /// The most headers.
    pub headers: usize,
    /// How long a client may leave its answer without reading any of it.
    pub reading: Duration,
    /// How long answers under way have to end once someone asked to stop.
    pub drain: Duration,
}

/// Those of a real installation. They are written in docs/operations.md.
impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            head: Duration::from_secs(15),
            head_bytes: 64 * 1024,
            headers: 100,
            reading: Duration::from_secs(30),
            drain: Duration::from_secs(10),
        }
    }
}

/// How many connections are open.
#[derive(Debug, Clone, Default)]
pub struct Open(Arc<AtomicI64>);

impl Open {
    /// How many there are now.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    fn one_more(&self) -> One {
        self.0.fetch_add(1, Ordering::Relaxed);
        One(self.clone())
    }
}

/// Counted as long as it is held.
struct One(Open);

impl Drop for One {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What serves connections.
pub struct Server {
    router: Router,
    limits: Limits,
    open: Open,
    builder: http1::Builder,
    graceful: GracefulShutdown,
    places: Arc<Semaphore>,
}

impl Server {
    /// A server of these pages.
    #[must_use]
    pub fn new(router: Router, limits: Limits, open: Open) -> Self {
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(limits.head_bytes)
            .max_headers(limits.headers);
        Self {
            router,
            limits,
            open,
            builder,
            graceful: GracefulShutdown::new(),
            places: Arc::new(Semaphore::new(limits.connections)),
        }
    }

    /// Serves until `stop`; answers under way are finished first, and a client that never ends its request is left behind.
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()> + Send) {
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                accepted = next(&listener, &self.places) => {
                    if let Some((stream, address, place)) = accepted {
                        self.serve(stream, address, place);
                    }
                }
            }
        }
        drop(listener);
        if tokio::time::timeout(self.limits.drain, self.graceful.shutdown())
            .await
            .is_err()
        {
            eprintln!("Des demandes restaient ouvertes\u{a0}: elles ont été interrompues.");
        }
    }

    fn serve(&self, stream: TcpStream, address: SocketAddr, place: OwnedSemaphorePermit) {
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.limits.reading));
        let pages = self.router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(address));
            request.map(axum::body::Body::new)
        });
        let connection = self
            .builder
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(pages));
        let connection = self.graceful.watch(connection);
        let one = self.open.one_more();
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((one, place));
        });
    }
}

/// The next connection and its place among those allowed. A system that has no more of something is left to breathe.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => Some((stream, address, place)),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(100)).await;
            None
        }
    }
}
