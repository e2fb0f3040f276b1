//! Metrics for Prometheus: what is counted, and in which steps times are sorted.

use std::time::Duration;

use metrics::{describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper ends of the steps of times, in seconds: a tick of a small village takes a tenth of a
/// millisecond, a commit some milliseconds.
const STEPS: [f64; 14] = [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
    2.0,
];
/// How often what was recorded is put in order.
const UPKEEP: Duration = Duration::from_secs(5);

/// Installs the recorder. Once in a process.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &STEPS)?;
    let handle = builder.install_recorder()?;
    describe();
    gauge!("village_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// Keeps the recorder in order for as long as it is polled.
pub async fn upkeep(handle: PrometheusHandle) {
    let mut every = tokio::time::interval(UPKEEP);
    loop {
        every.tick().await;
        handle.run_upkeep();
    }
}

/// A count as a gauge takes it.
#[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and what we count is small")]
pub const fn float(count: usize) -> f64 {
    count as f64
}

fn describe() {
    describe_histogram!("village_tick_seconds", "Time that a tick takes");
    describe_counter!("village_ticks_late_total", "Ticks that began more than a period late");
    describe_counter!("village_ticks_lost_total", "Periods by which the schedule was shifted");
    describe_gauge!("village_intake_depth", "Submissions that wait at the door");
    describe_gauge!("village_villagers", "Villagers");
    describe_gauge!("village_journal_depth", "Records that wait for the store");
    describe_gauge!("village_journal_bytes", "Bytes of records that wait or are being written");
    describe_counter!("village_journal_dropped_total", "Quiet records dropped from a full buffer");
    describe_histogram!("village_commit_seconds", "Time that a commit takes");
    describe_counter!("village_commits_total", "Commits");
    describe_counter!("village_records_total", "Records that were kept");
    describe_gauge!("village_store_up", "Whether the store takes records");
    describe_counter!("village_store_outages_total", "Times that the store went away");
    describe_counter!("village_views_dropped_total", "Views that nobody took in time");
    describe_gauge!("village_sockets", "Open WebSockets");
    describe_histogram!(
        "village_frames_encode_seconds",
        "Time that encoding a tick's frames takes"
    );
    describe_counter!("village_frames_bytes_total", "Bytes of frames sent to those who watch");
    describe_counter!("village_frames_keyframes_total", "Keyframes sent to those who watch");
    describe_counter!(
        "village_watchers_fallen_total",
        "Times that a watcher was too slow for changes and got keyframes"
    );
    describe_gauge!("village_build_info", "The running version, as a label");
}
