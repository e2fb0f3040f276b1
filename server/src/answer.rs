//! Answers as they are kept beside their idempotency key: a line of JSON, then the body as it was
//! sent. What was kept once must be read for ever, so fields are only added.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::door::Answer;

/// Content type of an answer.
pub const JSON: &str = "application/json";
/// Content type of a problem.
pub const PROBLEM: &str = "application/problem+json";

#[derive(Serialize, Deserialize)]
struct Head<'a> {
    status: u16,
    #[serde(borrow, rename = "type")]
    content_type: std::borrow::Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

/// The answer as bytes.
pub fn to_bytes(answer: &Answer) -> Vec<u8> {
    let head = Head {
        status: answer.status,
        content_type: answer.content_type.into(),
        location: answer.location.clone(),
    };
    let mut bytes = serde_json::to_vec(&head).expect("strings and numbers are always JSON");
    bytes.push(b'\n');
    bytes.extend_from_slice(&answer.body);
    bytes
}

/// The answer out of bytes; none when this program cannot have written them.
pub fn from_bytes(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
    let content_type = [JSON, PROBLEM].into_iter().find(|known| *known == head.content_type)?;
    let body = Bytes::copy_from_slice(&bytes[end + 1..]);
    let location = head.location;
    Some(Answer { status: head.status, body, content_type, location, replayed: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_back_as_it_went() {
        let created = Answer {
            location: Some("/api/v1/board/posts/7".into()),
            ..Answer::json(201, "{\"id\":7,\n\"title\":\"\\u00e9\"}")
        };
        let problem = Answer { content_type: PROBLEM, ..Answer::json(409, "") };
        for answer in [created, problem] {
            assert_eq!(from_bytes(&to_bytes(&answer)), Some(answer));
        }
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for bad in ["", "\n", "{}\n", "{\"status\":200,\"type\":\"text/html\"}\nx", "{\"status\":1"]
        {
            assert_eq!(from_bytes(bad.as_bytes()), None, "{bad}");
        }
    }
}
