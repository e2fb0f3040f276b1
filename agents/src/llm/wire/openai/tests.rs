use std::time::Instant;

use serde_json::json;
use village_sim::{Tick, VillagerId};

use super::*;
use crate::llm::config::check::OUR_FIELDS;
use crate::llm::{Finish, Message, Schema};

fn chat() -> Chat {
    Chat {
        villager: VillagerId(1),
        class: Class::React,
        base: Tick(1),
        deadline: Instant::now(),
        messages: vec![Message::system("rules"), Message::user("now")],
        schema: Some(Schema::new("decision", r#"{"type":"object"}"#).unwrap()),
        max_tokens: 64,
        temperature: Some(0.7),
        seed: Some(7),
        stop: Vec::new(),
        serves_cut: None,
    }
}

fn sent(order: PriorityOrder, quirks: Quirks) -> Value {
    serde_json::from_slice(&request(&chat(), "m", order, &Extra::new(), quirks)).unwrap()
}

#[test]
fn a_request_has_what_the_reference_names_and_nothing_empty() {
    let extra = [("top_k".to_owned(), 20.into())].into_iter().collect();
    let quirks = Quirks::default();
    let body = String::from_utf8(request(&chat(), "m", PriorityOrder::LowerFirst, &extra, quirks));
    assert_eq!(
        body.unwrap(),
        r#"{"model":"m","messages":[{"role":"system","content":"rules"},"#.to_owned()
            + r#"{"role":"user","content":"now"}],"stream":true,"#
            + r#""stream_options":{"include_usage":true},"max_tokens":64,"temperature":0.7,"#
            + r#""seed":7,"response_format":{"type":"json_schema","json_schema":"#
            + r#"{"name":"decision","strict":true,"schema":{"type":"object"}}},"priority":1,"#
            + r#""top_k":20}"#
    );
}

#[test]
fn priority_is_turned_round_where_higher_is_sooner() {
    assert_eq!(sent(PriorityOrder::HigherFirst, Quirks::default())["priority"], 2);
    assert!(sent(PriorityOrder::None, Quirks::default()).get("priority").is_none());
}

#[test]
fn the_schema_goes_into_words_where_it_cannot_be_sent() {
    let with = |form| sent(PriorityOrder::None, Quirks { form, ..Quirks::default() });
    assert!(with(Form::Schema)["response_format"]["json_schema"].get("strict").is_none());
    let beside = json!({"type": "json_object", "schema": {"type": "object"}});
    for (form, format) in
        [(Form::ObjectSchema, beside), (Form::Object, json!({"type": "json_object"}))]
    {
        let object = with(form);
        assert_eq!(object["response_format"], format);
        let said = object["messages"][1]["content"].as_str().unwrap();
        assert!(said.contains(r#"{"type":"object"}"#), "behind the rules: {said}");
    }
    assert!(with(Form::Words).get("response_format").is_none());
}

#[test]
fn what_is_not_known_is_left_out() {
    let body = sent(
        PriorityOrder::LowerFirst,
        Quirks {
            no_stream_options: true,
            no_priority: true,
            no_temperature: true,
            no_seed: true,
            completion_tokens: true,
            ..Quirks::default()
        },
    );
    for field in ["stream_options", "priority", "temperature", "seed", "max_tokens"] {
        assert!(body.get(field).is_none(), "{field}");
    }
    assert_eq!(body["max_completion_tokens"], 64);
}

#[test]
fn pieces_are_read_in_every_form_that_servers_write() {
    for (data, words) in [
        (r#"{"id":"a","choices":[{"index":0,"delta":{"content":"hi"}}]}"#, "hi"),
        (r#"{"choices":[{"message":{"role":"assistant","content":"hi"}}]}"#, "hi"),
        (r#"{"choices":[{"delta":{"content":[{"type":"text","text":"hi"}]}}]}"#, "hi"),
        (r#"{"id":7,"choices":[{"delta":{"content":"hi"}}]}"#, "hi"),
        (r#"{"choices":[{"delta":{"content":"a"},"delta":{"content":"hi"}}]}"#, "hi"),
        (r#"{"choices":[{"delta":{"content":"\ud800hi"}}]}"#, "\u{fffd}hi"),
        (r#"{"choices":[{"delta":{"content":"\u0000hi"}}]}"#, "\0hi"),
        (r#"{"choices":[{"delta":{"content":null,"tool_calls":[{}]}}]}"#, ""),
        (r#"{"choices":[],"usage":null}"#, ""),
        (r#"{"choices":null}"#, ""),
        (r#"{"surprise":[1e400]}"#, ""),
        ("{}", ""),
    ] {
        let read = piece(data.as_bytes());
        // serde_json takes no number beyond f64 when it must keep it, and need not keep this one.
        assert_eq!(read.map(|piece| piece.words), Ok(words.to_owned()), "{data}");
    }
    assert_eq!(
        piece(b"{\"choices\":[{\"delta\":{\"content\":\"\xff\"}}]}").unwrap().words,
        "\u{fffd}"
    );
}

#[test]
fn finish_and_claims_are_read_whatever_they_say() {
    let read = |data: &str| piece(data.as_bytes()).unwrap();
    let end = |reason| read(&format!(r#"{{"choices":[{{"finish_reason":"{reason}"}}]}}"#)).finish;
    assert_eq!(end("stop"), Some(Finish::Stop));
    assert_eq!(end("length"), Some(Finish::Length));
    assert_eq!(end("tool_calls"), Some(Finish::Unknown));
    let claim = |count: &str| {
        let data = format!(r#"{{"usage":{{"prompt_tokens":{count},"completion_tokens":2}}}}"#);
        read(&data).claim.unwrap().prompt_tokens
    };
    assert_eq!(claim("12"), Some(12));
    assert_eq!(claim("-12"), Some(-12));
    assert_eq!(claim("9223372036854775808"), Some(1 << 63));
    assert_eq!(claim("\"12\""), Some(12));
    assert_eq!(claim("12.0"), Some(12));
    assert_eq!(claim("{}"), None);
}

#[test]
fn complaints_within_a_good_answer_are_heard() {
    for data in [
        r#"{"error":{"message":"out of memory","code":500}}"#,
        r#"{"error":"out of memory"}"#,
        r#"{"object":"error","message":"out of memory","type":"X","param":null,"code":500}"#,
        r#"{"id":5,"object":"error","message":"out of memory"}"#,
    ] {
        assert_eq!(piece(data.as_bytes()).unwrap().complaint.unwrap(), "out of memory", "{data}");
    }
    assert_eq!(piece(br#"{"error":null}"#).unwrap().complaint, None);
}

#[test]
fn what_is_cut_and_what_is_broken_are_told_apart() {
    assert_eq!(piece(br#"{"choices":[{"del"#), Err(Unread::Unfinished));
    for broken in ["<html>", "[1]", "nope", "{]", &"[".repeat(1 << 16), &"{\"a\":".repeat(3000)] {
        assert_eq!(piece(broken.as_bytes()), Err(Unread::Broken), "{broken:.20}");
    }
}

#[test]
fn the_owner_cannot_say_again_what_is_ours() {
    let mut chat = chat();
    chat.stop = vec!["END".into()];
    for quirks in [Quirks::default(), Quirks { completion_tokens: true, ..Quirks::default() }] {
        let body = request(&chat, "m", PriorityOrder::LowerFirst, &Extra::new(), quirks);
        let body: Extra = serde_json::from_slice(&body).unwrap();
        for field in body.keys() {
            assert!(OUR_FIELDS.contains(&field.as_str()), "{field}");
        }
    }
}
