//! Thoughts as spans of OpenTelemetry, for whoever watches model servers with such tools.
//!
//! Written as OTLP over HTTP in JSON (opentelemetry-proto 1.x, `ExportTraceServiceRequest`), with
//! the names of the semantic conventions for generative AI (1.37 and later): a span `invoke_agent`
//! from the wish to the last token, and in it a span `chat` of the call, where there was one. What
//! was said is in neither: prompts are for the villager's own mind and the admins. Which model a
//! server says that it used is not read, so there is no `gen_ai.response.model`. Nothing waits for
//! a collector; what it does not take is lost, with a word in the log.

mod nodes;

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt as _;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use url::Url;
use village_agents::llm::{Class, Finish, Web};

use super::Servers;
use super::terms::Terms;
use super::trace::Trace;
use nodes::{Node, Nodes};

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
pub struct Spans {
    out: mpsc::Sender<Vec<Value>>,
    nodes: Arc<Nodes>,
}

impl Spans {
    /// Tells a collector from now on, whose address is that of the environment variable
    /// `OTEL_EXPORTER_OTLP_ENDPOINT` elsewhere: without `/v1/traces`. `servers`: of whom thoughts
    /// are asked. Call it within a tokio runtime.
    pub fn tell(web: Web, collector: &Url, servers: &Servers) -> Self {
        let mut url = collector.clone();
        url.set_path(&format!("{}/v1/traces", collector.path().trim_end_matches('/')));
        let (out, waiting) = mpsc::channel(WAITING_MAX);
        tokio::spawn(send(web, url, waiting));
        Self { out, nodes: Arc::new(Nodes::of(servers)) }
    }

    /// Tells of a thought that is over, of the villager of this id and name.
    pub fn of(&self, agent: (&str, &str), trace: &Trace) {
        // A queue that is full drops: a collector is no reason to wait.
        if self.out.try_send(spans(agent, trace, &self.nodes)).is_err() {
            metrics::counter!("village_spans_lost_total").increment(1);
        }
    }
}

async fn send(web: Web, url: Url, mut waiting: mpsc::Receiver<Vec<Value>>) {
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

/// The spans of a thought: the whole of it, and its call where a model was asked.
fn spans((id, name): (&str, &str), trace: &Trace, nodes: &Nodes) -> Vec<Value> {
    let mut random = rand::rng();
    let trace_id = format!("{:032x}", random.random::<u128>());
    let [whole, call] = [(); 2].map(|()| format!("{:016x}", random.random::<u64>()));
    let began = i128::from(trace.at) * 1_000;
    let nanos =
        |after: Duration| (began + i128::try_from(after.as_nanos()).unwrap_or(0)).to_string();
    let who = [
        text("gen_ai.provider.name", nodes.provider(&trace.node)),
        text("gen_ai.agent.id", id),
        text("gen_ai.agent.name", name),
        // A villager has one mind, which goes on from thought to thought.
        text("gen_ai.conversation.id", id),
    ];
    let ended = |mut attributes: Vec<Value>, has_failed: bool| {
        attributes.extend(who.iter().cloned());
        if !has_failed {
            return (attributes, json!({}));
        }
        attributes.push(text("error.type", &trace.state));
        (attributes, json!({ "code": ERROR, "message": trace.summary.why }))
    };
    let has_failed = trace.state != "answered";
    let (attributes, status) = ended(of_thought(trace), has_failed);
    let mut told = vec![json!({
        "traceId": trace_id, "spanId": whole, "name": format!("invoke_agent {name}"),
        "kind": INTERNAL, "startTimeUnixNano": nanos(Duration::ZERO),
        "endTimeUnixNano": nanos(trace.total), "attributes": attributes, "status": status,
    })];
    if !is_asked(trace) {
        return told;
    }
    let node = nodes.get(&trace.node);
    let is_here = node.is_some_and(|node| node.at.is_none());
    let kind = if is_here { INTERNAL } else { CLIENT };
    // A model that answered did its part, whatever became of the thought.
    let (attributes, status) = ended(of_call(trace, node), has_failed && trace.finish.is_none());
    told.push(json!({
        "traceId": trace_id, "spanId": call, "parentSpanId": whole,
        "name": format!("chat {}", trace.model), "kind": kind,
        "startTimeUnixNano": nanos(trace.queued.min(trace.total)),
        "endTimeUnixNano": nanos(trace.total), "attributes": attributes, "status": status,
    }));
    told
}

/// Whether a call was made: only then it is known which model was meant.
fn is_asked(trace: &Trace) -> bool {
    !trace.model.is_empty()
}

/// What is told of the whole.
fn of_thought(trace: &Trace) -> Vec<Value> {
    let mut told = vec![
        text("gen_ai.operation.name", "invoke_agent"),
        text("village.thought.class", trace.class.name()),
        number("village.thought.trace", trace.number),
        number("village.thought.tick", trace.tick.0),
    ];
    if is_asked(trace) {
        told.push(text("gen_ai.request.model", &trace.model));
    }
    told
}

/// What is told of the call.
fn of_call(trace: &Trace, node: Option<&Node>) -> Vec<Value> {
    let is_look_back = trace.class == Class::Reflect;
    let terms = if is_look_back { Terms::look_back() } else { Terms::decision() };
    // As it is written, 0.7: in 64 bits the number of 32 has a tail.
    let temperature = (f64::from(terms.temperature) * 1_000.0).round() / 1_000.0;
    let mut told = vec![
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.output.type", "json"),
        text("gen_ai.request.model", &trace.model),
        number("gen_ai.request.max_tokens", terms.answer_tokens.into()),
        real("gen_ai.request.temperature", temperature),
        number("gen_ai.usage.input_tokens", trace.tokens_in),
        number("gen_ai.usage.output_tokens", trace.tokens_out),
        text("village.node", &trace.node),
    ];
    if let Some((host, port)) = node.and_then(|node| node.at.as_ref()) {
        told.push(text("server.address", host));
        told.push(number("server.port", (*port).into()));
    }
    if let Some(reason) = trace.finish.and_then(reason) {
        let reasons = json!({ "arrayValue": { "values": [{ "stringValue": reason }] } });
        told.push(json!({ "key": "gen_ai.response.finish_reasons", "value": reasons }));
    }
    if let Some(first) = trace.first_token {
        told.push(real("gen_ai.response.time_to_first_chunk", first.as_secs_f64()));
    }
    told
}

/// Why a model stopped, in the conventions' words; `late` is ours. None where it is not known.
const fn reason(finish: Finish) -> Option<&'static str> {
    match finish {
        Finish::Stop => Some("stop"),
        Finish::Length => Some("length"),
        Finish::Late => Some("late"),
        Finish::Filtered => Some("content_filter"),
        Finish::Unknown => None,
    }
}

fn text(name: &str, value: &str) -> Value {
    json!({ "key": name, "value": { "stringValue": value } })
}

/// A whole number, which JSON of OTLP has as text.
fn number(name: &str, value: u64) -> Value {
    json!({ "key": name, "value": { "intValue": value.to_string() } })
}

fn real(name: &str, value: f64) -> Value {
    json!({ "key": name, "value": { "doubleValue": value } })
}

#[cfg(test)]
mod tests {
    use village_agents::llm::{Dialect, Failure, Unanswered};
    use village_economy::Micro;
    use village_sim::{Tick, VillagerId};

    use super::nodes::tests::{in_process, named};
    use super::*;

    const ADA: (&str, &str) = ("ada", "Ada");

    /// An attribute's value; null where there is none.
    fn of(span: &Value, name: &str) -> Value {
        let attributes = span["attributes"].as_array().unwrap();
        let mut found = attributes.iter().filter(|attribute| attribute["key"] == name);
        let value = found.next().map(|attribute| attribute["value"].clone());
        assert!(found.next().is_none(), "{name} is told once");
        value.unwrap_or_default()
    }

    fn words(words: &str) -> Value {
        json!({ "stringValue": words })
    }

    fn whole_number(number: u64) -> Value {
        json!({ "intValue": number.to_string() })
    }

    fn thought(class: Class) -> Trace {
        Trace::begin(7, VillagerId(3), class, Tick(9))
    }

    /// A thought whose call brought some words and no answer.
    fn late(node: &str) -> Trace {
        thought(Class::Chat).unanswered(Unanswered {
            why: Failure::Late { after: Duration::from_millis(30), fair: true },
            node: Some(node.into()),
            model: Some("wren".into()),
            calls: 1,
            tokens_in: 20,
            tokens_out: 5,
            cost: Micro::ZERO,
            queued: Duration::from_millis(70),
            after: Duration::from_millis(100),
        })
    }

    /// An answered look back.
    fn looked_back(node: &str, finish: Finish) -> Trace {
        Trace {
            state: "answered".to_owned(),
            model: "wren".into(),
            node: node.into(),
            finish: Some(finish),
            first_token: Some(Duration::from_millis(500)),
            ..thought(Class::Reflect)
        }
    }

    #[test]
    fn a_thought_that_failed_tells_why_in_both_spans() {
        let nodes = named(&[("one", "http://[::1]:8000/v1", Dialect::Openai)]);
        let told = spans(ADA, &late("one"), &nodes);
        let [whole, call] = &*told else { panic!("{told:?}") };
        assert_eq!(
            (&whole["name"], &call["name"]),
            (&json!("invoke_agent Ada"), &json!("chat wren"))
        );
        assert_eq!((&whole["kind"], &call["kind"]), (&json!(INTERNAL), &json!(CLIENT)));
        assert_eq!(call["parentSpanId"], whole["spanId"]);
        for span in [whole, call] {
            for (name, value) in [
                ("gen_ai.provider.name", "openai_compatible"),
                ("gen_ai.agent.id", "ada"),
                ("gen_ai.agent.name", "Ada"),
                ("gen_ai.conversation.id", "ada"),
                ("gen_ai.request.model", "wren"),
                ("error.type", "late"),
            ] {
                assert_eq!(of(span, name), words(value), "{name}");
            }
            assert_eq!(span["status"]["code"], ERROR);
            for absent in ["gen_ai.response.model", "gen_ai.response.finish_reasons"] {
                assert_eq!(of(span, absent), Value::Null);
            }
        }
        assert_eq!(of(call, "server.address"), words("::1"));
        assert_eq!(of(call, "server.port"), whole_number(8_000));
        assert_eq!(of(call, "village.node"), words("one"));
        assert_eq!(of(call, "gen_ai.output.type"), words("json"));
        assert_eq!(of(call, "gen_ai.request.max_tokens"), whole_number(700));
        assert_eq!(of(call, "gen_ai.usage.input_tokens"), whole_number(20));
        assert_eq!(of(call, "gen_ai.usage.output_tokens"), whole_number(5));
        let nanos = |span: &Value, at: &str| span[at].as_str().unwrap().parse::<u64>().unwrap();
        let began = nanos(whole, "startTimeUnixNano");
        assert_eq!(nanos(call, "startTimeUnixNano") - began, 70_000_000, "until then it waited");
        assert_eq!(nanos(call, "endTimeUnixNano") - began, 100_000_000);
    }

    #[test]
    fn without_a_call_there_is_no_span_of_one() {
        let nodes = named(&[("one", "http://h:8000", Dialect::Ollama)]);
        let told = spans(ADA, &thought(Class::Chat).failed("thought_rate", String::new()), &nodes);
        let [whole] = &*told else { panic!("{told:?}") };
        assert_eq!(of(whole, "error.type"), words("thought_rate"));
        assert_eq!(of(whole, "gen_ai.provider.name"), words("ollama"));
        assert_eq!(of(whole, "gen_ai.request.model"), Value::Null);
        assert_eq!(whole["status"]["code"], ERROR);
    }

    #[test]
    fn a_model_in_the_process_has_no_address() {
        let told = spans(ADA, &looked_back("here", Finish::Length), &in_process());
        let [whole, call] = &*told else { panic!("{told:?}") };
        assert_eq!(call["kind"], INTERNAL);
        for span in [whole, call] {
            assert_eq!(of(span, "gen_ai.provider.name"), words("candle"));
            assert_eq!((of(span, "error.type"), &span["status"]), (Value::Null, &json!({})));
        }
        assert_eq!(of(call, "server.address"), Value::Null);
        assert_eq!(of(call, "server.port"), Value::Null);
        assert_eq!(of(call, "gen_ai.request.max_tokens"), whole_number(500));
        assert_eq!(of(call, "gen_ai.request.temperature"), json!({ "doubleValue": 0.7 }));
        let first = of(call, "gen_ai.response.time_to_first_chunk");
        assert_eq!(first, json!({ "doubleValue": 0.5 }));
        let reasons = of(call, "gen_ai.response.finish_reasons");
        assert_eq!(reasons, json!({ "arrayValue": { "values": [{ "stringValue": "length" }] } }));
    }

    #[test]
    fn a_call_that_was_answered_has_not_failed_though_its_thought_came_to_nothing() {
        let nodes = named(&[("one", "http://h:8000", Dialect::Openai)]);
        let led = looked_back("one", Finish::Unknown).failed("led_outside", String::new());
        let told = spans(ADA, &led, &nodes);
        let [whole, call] = &*told else { panic!("{told:?}") };
        assert_eq!(of(whole, "error.type"), words("led_outside"));
        assert_eq!((of(call, "error.type"), &call["status"]), (Value::Null, &json!({})));
        assert_eq!(
            of(call, "gen_ai.response.finish_reasons"),
            Value::Null,
            "nobody said why it stopped"
        );
    }
}
