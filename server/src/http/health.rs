//! How the village is, for whoever keeps it running.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;

use super::Shared;

/// A village whose tick stood still for this long is not ready.
const STILL_MAX: Duration = Duration::from_secs(5);

/// The last tick that was seen, and when it was new.
#[derive(Debug)]
pub struct Pulse(Mutex<(u64, Instant)>);

impl Default for Pulse {
    fn default() -> Self {
        Self(Mutex::new((0, Instant::now())))
    }
}

impl Pulse {
    /// Whether the tick goes on: it is new, or was not long ago.
    fn beats(&self, tick: u64) -> bool {
        let mut last = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if last.0 != tick {
            *last = (tick, Instant::now());
        }
        last.1.elapsed() <= STILL_MAX
    }
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tick: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    store: Option<bool>,
}

/// `GET /healthz`: the process answers.
pub async fn healthz() -> Response {
    Json(Health { status: "ok", tick: None, store: None }).into_response()
}

/// As [`readyz`], of a gateway away from its village: it is ready while it hears the village.
pub fn hears(tick: u64, is_live: bool) -> Response {
    let (code, status) = if is_live {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the village is not heard")
    };
    (code, Json(Health { status, tick: Some(tick), store: None })).into_response()
}

/// `GET /readyz`: the village lives. It does so without its store, which is told beside.
pub async fn readyz(State(site): State<Shared>) -> Response {
    let tick = site.hall.view.load().tick().0;
    let standing = &site.hall.standing;
    let (code, status) = if standing.is_stopping() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if site.pulse.beats(tick) {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "still")
    };
    (code, Json(Health { status, tick: Some(tick), store: Some(standing.is_up()) })).into_response()
}

/// `GET /metrics`, for Prometheus.
pub async fn metrics(State(site): State<Shared>) -> Response {
    figures(&site.hall.metrics, site.sockets.len())
}

/// All figures as text, so many sockets among them.
pub fn figures(metrics: &PrometheusHandle, sockets: usize) -> Response {
    ::metrics::gauge!("village_sockets").set(crate::metrics::float(sockets));
    let text = metrics.render();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
