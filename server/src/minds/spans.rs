//! Thoughts as spans of OpenTelemetry, for whoever watches model servers with such tools.
//!
//! Written as OTLP over HTTP in JSON (opentelemetry-proto 1.x, `ExportTraceServiceRequest`), with
//! the names of the semantic conventions for generative AI: a span `invoke_agent` from the wish to
//! the last token, and in it a span `chat` of the call. What was said is in neither: prompts are
//! for the villager's own mind and the admins. Nothing waits for a collector; what it does not take
//! is lost, with a word in the log.

use std::time::Duration;

use rand::RngExt as _;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::Url;
use village_agents::llm::Web;

use super::trace::Trace;

/// Thoughts that wait to be told; more are left out.
const WAITING_MAX: usize = 1_024;
/// Thoughts that are told at once.
const PORTION: usize = 64;
/// How long a collector may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// OTLP's numbers for kinds of spans.
const INTERNAL: u8 = 1;
const CLIENT: u8 = 3;
/// OTLP's number for a span that failed.
const ERROR: u8 = 2;

/// Where thoughts are told.
#[derive(Debug, Clone)]
pub struct Spans(mpsc::Sender<[Value; 2]>);

impl Spans {
    /// Tells a collector from now on, whose address is that of the environment variable
    /// `OTEL_EXPORTER_OTLP_ENDPOINT` elsewhere: without `/v1/traces`. Call it within a tokio
    /// runtime.
    pub fn tell(web: Web, collector: &Url) -> Self {
        let mut url = collector.clone();
        url.set_path(&format!("{}/v1/traces", collector.path().trim_end_matches('/')));
        let (out, waiting) = mpsc::channel(WAITING_MAX);
        tokio::spawn(send(web, url, waiting));
        Self(out)
    }

    /// Tells of a thought that is over.
    pub fn of(&self, agent: &str, trace: &Trace) {
        // A queue that is full drops: a collector is no reason to wait.
        if self.0.try_send(spans(agent, trace)).is_err() {
            metrics::counter!("village_spans_lost_total").increment(1);
        }
    }
}

async fn send(web: Web, url: Url, mut waiting: mpsc::Receiver<[Value; 2]>) {
    let (mut portion, mut is_told) = (Vec::with_capacity(PORTION), false);
    while waiting.recv_many(&mut portion, PORTION).await > 0 {
        let spans: Vec<Value> = portion.drain(..).flatten().collect();
        let scope = json!({ "name": "village", "version": env!("CARGO_PKG_VERSION") });
        let resource = json!({ "attributes": [text("service.name", "ai-village")] });
        let body = json!({ "resourceSpans": [{
            "resource": resource,
            "scopeSpans": [{ "scope": scope, "spans": spans }],
        }] });
        match web.hand_in(url.clone(), body.to_string().into_bytes(), PATIENCE).await {
            Ok(()) => is_told = false,
            Err(error) if !std::mem::replace(&mut is_told, true) => {
                tracing::warn!(%error, %url, "the collector does not take spans");
            }
            Err(_) => {}
        }
    }
}

/// The two spans of a thought.
fn spans(agent: &str, trace: &Trace) -> [Value; 2] {
    let mut random = rand::rng();
    let trace_id = format!("{:032x}", random.random::<u128>());
    let [whole, call] = [(); 2].map(|()| format!("{:016x}", random.random::<u64>()));
    let began = i128::from(trace.at) * 1_000;
    let nanos =
        |after: Duration| (began + i128::try_from(after.as_nanos()).unwrap_or(0)).to_string();
    let number =
        |name: &str, value: u64| json!({ "key": name, "value": { "intValue": value.to_string() } });
    let own = [
        text("gen_ai.operation.name", "invoke_agent"),
        text("gen_ai.agent.id", agent),
        text("village.thought.class", trace.class.name()),
        number("village.thought.trace", trace.number),
        number("village.thought.tick", trace.tick.0),
    ];
    let mut of_call = vec![
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.agent.id", agent),
        text("gen_ai.request.model", &trace.model),
        text("gen_ai.response.model", &trace.model),
        text("server.address", &trace.node),
        number("gen_ai.usage.input_tokens", trace.tokens_in),
        number("gen_ai.usage.output_tokens", trace.tokens_out),
    ];
    if let Some(first) = trace.first_token {
        let seconds = first.as_secs_f64();
        let name = "gen_ai.response.time_to_first_chunk";
        of_call.push(json!({ "key": name, "value": { "doubleValue": seconds } }));
    }
    let mut status = json!({});
    if trace.state != "answered" {
        of_call.push(text("error.type", &trace.state));
        status = json!({ "code": ERROR, "message": trace.summary.why });
    }
    [
        json!({
            "traceId": trace_id, "spanId": whole, "name": format!("invoke_agent {agent}"),
            "kind": INTERNAL, "startTimeUnixNano": nanos(Duration::ZERO),
            "endTimeUnixNano": nanos(trace.total), "attributes": own, "status": status,
        }),
        json!({
            "traceId": trace_id, "spanId": call, "parentSpanId": whole,
            "name": format!("chat {}", trace.model), "kind": CLIENT,
            "startTimeUnixNano": nanos(trace.queued.min(trace.total)),
            "endTimeUnixNano": nanos(trace.total), "attributes": of_call, "status": status,
        }),
    ]
}

fn text(name: &str, value: &str) -> Value {
    json!({ "key": name, "value": { "stringValue": value } })
}
