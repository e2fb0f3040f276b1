use std::sync::Arc;
use std::time::Instant;

use proptest::prelude::*;
use village_sim::{Tick, VillagerId};

use super::*;
use crate::llm::{Chat, Class, Counted, Message, Schema};

fn call(schema: bool) -> Call {
    let schema = schema.then(|| Schema::new("s", "{}").unwrap());
    let chat = Chat {
        villager: VillagerId(1),
        class: Class::React,
        base: Tick(1),
        deadline: Instant::now(),
        messages: vec![Message::user("hi")],
        schema,
        max_tokens: 64,
        temperature: None,
        seed: None,
        stop: Vec::new(),
        serves_cut: None,
    };
    Call::new(Arc::new(chat), "m".into())
}

fn heard(call: &Call, framing: Framing, bytes: &[u8]) -> Result<Said, Failure> {
    let mut hearing = Hearing::new(call, framing, 1 << 20);
    hearing.feed(bytes)?;
    if !hearing.is_over() {
        hearing.end()?;
    }
    hearing.said()
}

fn events(text: &str) -> Result<Said, Failure> {
    heard(&call(false), Framing::Events, text.as_bytes())
}

const HI: &str = r#"data: {"choices":[{"delta":{"content":"hi"}}]}"#;
const STOP: &str = r#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"#;

#[test]
fn streams_are_understood_as_servers_write_them() {
    let split = "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"hi\"}}]}\n\n";
    for stream in [
        format!("{HI}\n\n{STOP}\n\ndata: [DONE]\n\n"),
        format!("{HI}\r\n\r\n{STOP}\r\n\r\n"),
        format!("\u{feff}: hello\nevent: message\nid: 1\n{HI}\n{STOP}\n"),
        format!("{HI}\n\n{STOP}"),
        format!("{split}{STOP}\n\ndata:[DONE]\n\n"),
    ] {
        let said = events(&stream).unwrap();
        assert_eq!((said.text.as_str(), said.finish), ("hi", Finish::Stop), "{stream}");
        assert_eq!(said.usage.counted, Counted::Estimated);
    }
}

#[test]
fn an_answer_without_a_reason_is_whole_only_if_it_is_whole_json() {
    assert!(matches!(events(HI), Err(Failure::CutShort { .. })));
    let json = r#"data: {"choices":[{"delta":{"content":"{\"acts\":[]}"}}]}"#;
    let said = heard(&call(true), Framing::Events, json.as_bytes()).unwrap();
    assert_eq!(said.finish, Finish::Unknown);
    let cut = json.replace("[]}", "[");
    assert!(heard(&call(true), Framing::Events, cut.as_bytes()).is_err());
}

#[test]
fn reasoning_is_metered_and_not_kept() {
    let thinks = r#"data: {"choices":[{"delta":{"reasoning_content":"hmmm hmmm"}}]}"#;
    let said = events(&format!("{thinks}\n{HI}\n{STOP}\n")).unwrap();
    assert_eq!((said.text.as_str(), said.usage.answer_tokens), ("hi", 3));
    let out = STOP.replace("stop", "length");
    assert_eq!(events(&format!("{thinks}\n{out}\n")), Err(Failure::Exhausted));
    assert_eq!(events(&format!("{STOP}\n")), Err(Failure::Empty));
}

#[test]
fn an_answer_to_another_call_is_refused() {
    let call = call(false);
    let with = |number: u64| {
        let id = format!("chatcmpl-{}", name_of(number));
        let stream = HI.replacen('{', &format!("{{\"id\":\"{id}\","), 1);
        heard(&call, Framing::Events, format!("{stream}\n{STOP}\n").as_bytes())
    };
    assert!(with(call.number).is_ok());
    assert_eq!(with(call.number ^ 1), Err(Failure::Mixed));
}

#[test]
fn an_answer_in_one_piece_or_of_unsaid_form_is_understood() {
    let whole = r#"{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":9,"completion_tokens":1}}"#;
    let said = heard(&call(false), Framing::Whole, whole.as_bytes()).unwrap();
    assert_eq!((said.text.as_str(), said.usage.counted), ("hi", Counted::Measured));
    for unsaid in [format!("{HI}\n\n{STOP}\n\n"), whole.replace('\n', ""), whole.to_owned()] {
        let said = heard(&call(false), Framing::Unsaid, unsaid.as_bytes()).unwrap();
        assert_eq!(said.text, "hi", "{unsaid}");
    }
    let lines = "{\"message\":{\"content\":\"hi\"}}\n{\"done\":true,\"eval_count\":1}\n";
    for framing in [Framing::ObjectLines, Framing::Unsaid] {
        assert_eq!(heard(&call(false), framing, lines.as_bytes()).unwrap().text, "hi");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_or_keep_more_than_came(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        good in prop::collection::vec(0_usize..4, 0..6),
        at in 0_usize..600,
    ) {
        let lines = [HI, STOP, "data: [DONE]", ": ping"];
        let mut stream: Vec<u8> =
            good.iter().flat_map(|line| format!("{}\n\n", lines[*line]).into_bytes()).collect();
        let at = at.min(stream.len());
        stream.splice(at..at, bytes);
        for framing in [Framing::Events, Framing::ObjectLines, Framing::Whole, Framing::Unsaid] {
            if let Ok(said) = heard(&call(false), framing, &stream) {
                // A broken byte becomes the three of U+FFFD.
                prop_assert!(said.text.len() <= 3 * stream.len());
            }
        }
    }
}
