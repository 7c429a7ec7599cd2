//! Figures of an installation for who watches it, in the text format of Prometheus.
//!
//! Nothing personal: routes are told by pattern, people and conventions are not counted by name. It is served on an
//! address of its own, which no page ever leads to.

use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use store::Store;
use web::watch::{Observed, Observer};

use crate::clock;
use crate::listen::Open;

/// From half a millisecond to five seconds.
const BUCKETS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: &'static str,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

/// What is counted, and where it is read.
#[derive(Clone)]
pub struct Figures(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    failures: Counter,
    sessions: Gauge,
    backup: Gauge,
    store: Store,
}

impl Figures {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(store: Store, open: Open) -> Self {
        let mut registry = Registry::with_prefix("pacte");
        let seconds: fn() -> Histogram = || Histogram::new(BUCKETS);
        let (requests, seconds) = (Family::default(), Family::new_with_constructor(seconds));
        let (failures, sessions, backup) = (Counter::default(), Gauge::default(), Gauge::default());
        registry.register("requests", "Requests answered", requests.clone());
        let help = "Time to prepare an answer";
        registry.register_with_unit("request", help, Unit::Seconds, seconds.clone());
        registry.register("failures", "Answers of status 500 or above", failures.clone());
        registry.register("sessions_open", "Sessions open and not ended", sessions.clone());
        let help = "When the last backup that this server made ended, 0 before the first";
        registry.register_with_unit("backup_last_success_timestamp", help, Unit::Seconds, backup.clone());
        registry.register(
            "build",
            "The version that runs",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        registry.register_collector(Box::new(Work {
            store: store.clone(),
            open,
        }));
        Self(Arc::new(Inner {
            registry,
            requests,
            seconds,
            failures,
            sessions,
            backup,
            store,
        }))
    }

    /// What is told of each request.
    #[must_use]
    pub fn observer(&self) -> Observer {
        let figures = self.clone();
        Box::new(move |observed| figures.count(observed))
    }

    /// A backup ended well, at this second since 1970.
    pub fn backed_up(&self, second: i64) {
        self.0.backup.set(second);
    }

    fn count(&self, observed: &Observed) {
        let (route, status) = (observed.route, class(observed.status));
        let labels = Answered {
            method: observed.method,
            route,
            status,
        };
        self.0.requests.get_or_create(&labels).inc();
        #[expect(clippy::cast_precision_loss, reason = "a duration in microseconds is far below 2^52")]
        let seconds = observed.micros as f64 / 1e6;
        self.0.seconds.get_or_create(&Route { route }).observe(seconds);
        if observed.status >= 500 {
            self.0.failures.inc();
        }
    }

    /// The address where they are read.
    pub fn router(self) -> Router {
        Router::new().route("/metrics", get(move || self.text()))
    }

    async fn text(self) -> impl IntoResponse {
        // A database that does not answer must not hide the rest: the last count stays.
        match people::open_sessions(&self.0.store, clock::now()).await {
            Ok(sessions) => drop(self.0.sessions.set(sessions)),
            Err(error) => tracing::warn!(%error, "the sessions could not be counted"),
        }
        let mut text = String::new();
        let _ = encode(&mut text, &self.0.registry);
        ([(CONTENT_TYPE, TEXT)], text)
    }
}

const fn class(status: u16) -> &'static str {
    match status {
        0..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

/// What the store and the server count by themselves, read when asked.
struct Work {
    store: Store,
    open: Open,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Work")
    }
}

impl Collector for Work {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let counted = self.store.figures();
        let gauges = [
            ("connections_open", "Connections of clients", self.open.count()),
            (
                "writes_waiting",
                "Units of work that wait for their turn to write",
                i64::try_from(counted.waiting).unwrap_or(i64::MAX),
            ),
        ];
        for (name, help, value) in gauges {
            let metric = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
            ConstGauge::new(value).encode(metric)?;
        }
        let counters = [
            ("commits", "Commits confirmed", counted.commits),
            ("commit_units", "Units of work kept by these commits", counted.units),
            ("commits_failed", "Commits that failed", counted.failed_commits),
            ("journal_rows", "Rows of the journal kept", counted.journal_rows),
        ];
        for (name, help, value) in counters {
            let metric = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
            ConstCounter::new(value).encode(metric)?;
        }
        Ok(())
    }
}
