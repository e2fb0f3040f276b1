//! One model server at a time: dialects, what servers do not know, keys, and finding them.

use std::sync::Arc;
use std::time::Duration;

use tempfile::NamedTempFile;
use village_agents::llm::{
    Call, CallLimits, Class, Counted, Dialect, Endpoint, Failure, Found, NodeConfig, PriorityOrder,
    Provider, Said, ServerKind, Web, ask, probe,
};

use super::stub::{Play, Stub, header};
use super::{chat, config, node};

fn endpoint(node: &NodeConfig) -> Endpoint {
    let limits = CallLimits::from(&config(Vec::new()));
    Endpoint::new(node, Web::new([]).unwrap(), limits).unwrap()
}

async fn say(endpoint: &Endpoint) -> Result<Said, Failure> {
    let call = Call::new(Arc::new(chat(1, Class::React, 2000)), "m".into());
    ask(endpoint, &call).await
}

#[tokio::test]
async fn an_answer_is_heard_in_each_dialect_and_in_one_piece() {
    for (play, kind, text) in [
        (Play::Good, Dialect::Openai, "{\"acts\":[]}"),
        (Play::Ollama, Dialect::Ollama, "{\"acts\":[]}"),
        (Play::Unstreamed, Dialect::Openai, "{}"),
    ] {
        let stub = Stub::start(play).await;
        let mut node = node("n", &stub.url, "small", 1);
        node.kind = kind;
        let said = say(&endpoint(&node)).await.unwrap();
        assert_eq!(said.text, text);
        let counted = if play == Play::Unstreamed { Counted::Estimated } else { Counted::Measured };
        assert_eq!(said.usage.counted, counted, "{play:?}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_end_is_late_for_whoever_wants_all_of_it() {
    let stub = Stub::start(Play::TalksOn).await;
    let endpoint = endpoint(&node("n", &stub.url, "small", 1));
    let mut chat = chat(1, Class::React, 300);
    let late = ask(&endpoint, &Call::new(Arc::new(chat.clone()), "m".into())).await.unwrap_err();
    assert_eq!(late.code(), "late");
    chat.deadline = std::time::Instant::now() + Duration::from_millis(300);
    chat.serves_cut = Some(|told| told.contains("acts"));
    let said = ask(&endpoint, &Call::new(Arc::new(chat), "m".into())).await.unwrap();
    assert_eq!(said.text.trim_end(), "{\"acts\":[]}");
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let stub = Stub::start(Play::KeptAlive).await;
    let endpoint = endpoint(&node("n", &stub.url, "small", 1));
    for _ in 0..20 {
        say(&endpoint).await.unwrap();
    }
    // A thought that comes before the line is back takes another one.
    assert!(stub.connections() <= 5, "{} for {} calls", stub.connections(), stub.calls());
}

#[tokio::test]
async fn what_a_server_does_not_know_is_learned_once() {
    let stub = Stub::start(Play::KnowsLittle).await;
    let mut node = node("old", &stub.url, "small", 1);
    node.priority = PriorityOrder::LowerFirst;
    let endpoint = endpoint(&node);
    assert_eq!(say(&endpoint).await.unwrap().text, "{\"acts\":[]}");
    let learning = stub.calls();
    assert!(learning <= 8, "{learning} calls");
    say(&endpoint).await.unwrap();
    assert_eq!(stub.calls(), learning + 1, "remembered");
    let last = stub.requests().pop().unwrap();
    assert!(last.contains("follows this JSON Schema"), "the schema is in words: {last}");
}

#[tokio::test]
async fn llama_cpp_python_gets_its_schema_beside_the_form() {
    let stub = Stub::start(Play::LlamaCppPython).await;
    let found = probe(&Web::new([]).unwrap(), &[&stub.url], Duration::from_secs(2)).await;
    assert_eq!(found[0].kind, ServerKind::LlamaCppPython);
    let node = found[0].node("here", "m", &["small"]);
    assert_eq!(node.in_flight_max, 1, "a second thought would cut off the first");
    let endpoint = endpoint(&node);
    assert_eq!(say(&endpoint).await.unwrap().text, "{\"acts\":[]}");
    let last = stub.requests().pop().unwrap();
    assert!(last.contains(r#""response_format":{"type":"json_object","schema":{"#), "{last}");
    stub.play(Play::ServerErrors);
    let calls = stub.calls();
    let failure = say(&endpoint).await.unwrap_err();
    assert!(matches!(failure, Failure::Broken { .. } | Failure::Busy { .. }), "{failure:?}");
    assert_eq!(stub.calls(), calls + 1, "nothing is learned from what merely failed");
}

#[test]
fn a_server_that_is_found_gets_what_it_bears_and_in_its_own_order() {
    for (kind, in_flight_max, priority) in [
        (ServerKind::Vllm, 8, PriorityOrder::LowerFirst),
        (ServerKind::Sglang, 8, PriorityOrder::HigherFirst),
        (ServerKind::Ollama, 2, PriorityOrder::None),
        (ServerKind::LlamaCpp, 2, PriorityOrder::None),
        (ServerKind::LlamaCppPython, 1, PriorityOrder::None),
    ] {
        let found = Found { url: "http://h".to_owned(), kind, models: Vec::new() };
        let node = found.node("here", "m", &["small"]);
        assert_eq!((node.in_flight_max, node.priority), (in_flight_max, priority), "{kind}");
    }
}

#[tokio::test]
async fn a_key_is_sent_and_never_shown() {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "sk-canary-1234\n").unwrap();
    let stub = Stub::start(Play::Good).await;
    let mut node = node("hosted", &stub.url, "small", 1);
    node.key_file = Some(file.path().to_owned());
    let endpoint = endpoint(&node);
    say(&endpoint).await.unwrap();
    let request = stub.requests().pop().unwrap();
    assert_eq!(header(&request, "authorization"), Some("Bearer sk-canary-1234"));
    stub.play(Play::QuotesTheKey);
    let failure = say(&endpoint).await.unwrap_err();
    assert!(matches!(&failure, Failure::Unauthorized { said, .. } if said.contains("[key]")));
    let shown = format!("{endpoint:?} {failure:?} {failure}");
    assert!(!shown.contains("sk-canary"), "{shown}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stub = Stub::start(Play::Redirects).await;
    let failure = say(&endpoint(&node("n", &stub.url, "small", 1))).await.unwrap_err();
    assert_eq!((failure, stub.calls()), (Failure::Redirected { status: 307 }, 1));
}

#[tokio::test]
async fn nobody_listening_is_said_so_and_may_be_asked_again() {
    let failure = say(&endpoint(&node("n", "http://127.0.0.1:1", "small", 1))).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable { .. }), "{failure:?}");
    assert!(failure.retry_is_safe());
}

#[tokio::test]
async fn servers_are_found_and_told_apart() {
    let (vllm, ollama) = (Stub::start(Play::Good).await, Stub::start(Play::Ollama).await);
    let web = Web::new([]).unwrap();
    let places = ["http://127.0.0.1:1", &vllm.url, "no url", &ollama.url, "http://example.com"];
    let found = probe(&web, &places, Duration::from_secs(2)).await;
    let kinds: Vec<_> = found.iter().map(|found| (found.url.as_str(), found.kind)).collect();
    assert_eq!(kinds, [(&*vllm.url, ServerKind::Vllm), (&*ollama.url, ServerKind::Ollama)]);
    assert_eq!(found[0].models[0].context_tokens, Some(4096));
    let node = found[1].node("laptop", &found[1].models[0].name, &["small", "medium"]);
    assert_eq!((node.kind, node.models["medium"].as_str()), (Dialect::Ollama, "qwen3:8b"));
    assert_eq!(endpoint(&node).models().await.unwrap()[0].name, "qwen3:8b");
}
