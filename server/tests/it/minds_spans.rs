//! Thoughts as a collector of OpenTelemetry is told them.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::house::House;
use crate::minds::{polite, thought, until};
use crate::model::Model;

/// A collector that keeps what it is told.
async fn collector() -> (String, Arc<Mutex<Vec<Value>>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let told = Arc::<Mutex<Vec<Value>>>::default();
    let keep = told.clone();
    let take = move |axum::Json(body): axum::Json<Value>| {
        let spans = body["resourceSpans"][0]["scopeSpans"][0]["spans"].as_array().unwrap().clone();
        keep.lock().unwrap().extend(spans);
        async { "{}" }
    };
    let router = axum::Router::new().route("/v1/traces", axum::routing::post(take));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (base, told)
}

/// An attribute's value, whatever its type.
fn of(span: &Value, name: &str) -> Option<Value> {
    let attributes = span["attributes"].as_array().unwrap();
    let found = attributes.iter().find(|attribute| attribute["key"] == name);
    found.map(|attribute| attribute["value"].as_object().unwrap().values().next().unwrap().clone())
}

/// The names of a span's attributes, sorted.
fn names(span: &Value) -> Vec<&str> {
    let attributes = span["attributes"].as_array().unwrap();
    let mut names: Vec<_> =
        attributes.iter().map(|attribute| attribute["key"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn thoughts_are_told_as_spans() {
    let model = Model::start(&["wren"], polite).await;
    let (collector, told) = collector().await;
    let more = ["--model-server", &model.base, "--otlp-endpoint", &collector];
    let house = House::open_generously(&more);
    let one = until(&house, async || thought(&house, "ada").await).await;
    let whole = until(&house, async || {
        let told = told.lock().unwrap();
        let trace = Some(json!(one["trace"].to_string()));
        told.iter().find(|span| of(span, "village.thought.trace") == trace).cloned()
    });
    let whole = whole.await;
    let told = told.lock().unwrap();
    let call = told.iter().find(|span| span["parentSpanId"] == whole["spanId"]).unwrap();
    assert_eq!((&whole["name"], &call["name"]), (&json!("invoke_agent Ada"), &json!("chat wren")));
    assert_eq!((&whole["kind"], &call["kind"]), (&json!(1), &json!(3)));
    assert_eq!(whole["traceId"], call["traceId"]);
    for span in [&whole, call] {
        for (name, value) in [
            ("gen_ai.agent.id", "ada"),
            ("gen_ai.agent.name", "Ada"),
            ("gen_ai.conversation.id", "ada"),
            // As the server signs its models.
            ("gen_ai.provider.name", "vllm"),
            ("gen_ai.request.model", "wren"),
        ] {
            assert_eq!(of(span, name), Some(json!(value)), "{name}");
        }
    }
    assert_eq!(of(&whole, "gen_ai.operation.name"), Some(json!("invoke_agent")));
    assert_eq!(of(&whole, "village.thought.class"), Some(one["class"].clone()));
    let (host, port) = model.base.strip_prefix("http://").unwrap().split_once(':').unwrap();
    for (name, value) in [
        ("gen_ai.operation.name", json!("chat")),
        ("gen_ai.output.type", json!("json")),
        ("gen_ai.request.max_tokens", json!("700")),
        ("gen_ai.request.temperature", json!(0.7)),
        ("gen_ai.response.finish_reasons", json!([{ "stringValue": "stop" }])),
        ("gen_ai.usage.input_tokens", json!("1000")),
        ("gen_ai.usage.output_tokens", json!("50")),
        ("server.address", json!(host)),
        ("server.port", json!(port)),
        ("village.node", json!("here")),
    ] {
        let told = of(call, name).map(|told| told.get("values").cloned().unwrap_or(told));
        assert_eq!(told, Some(value), "{name}");
    }
    let who = ["gen_ai.agent.id", "gen_ai.agent.name", "gen_ai.conversation.id"];
    let both = [&who[..], &["gen_ai.operation.name", "gen_ai.provider.name"]].concat();
    let of_whole = ["gen_ai.request.model"];
    let village = ["village.thought.class", "village.thought.tick", "village.thought.trace"];
    assert_eq!(names(&whole), [&both[..], &of_whole, &village].concat(), "and nothing else");
    for absent in ["gen_ai.response.model", "error.type"] {
        assert_eq!(of(call, absent), None);
    }
    let nanos = |span: &Value, name: &str| span[name].as_str().unwrap().parse::<u64>().unwrap();
    let [begins, ends] = ["startTimeUnixNano", "endTimeUnixNano"].map(|at| nanos(call, at));
    assert!(begins <= ends && nanos(&whole, "startTimeUnixNano") <= begins);
    // What was said is nobody's but the mind's.
    assert!(!Value::from(told.clone()).to_string().contains("You are at"));
}
