//! The ticket by which a player's socket is opened: the same way for a browser, which can set no
//! header on a socket, and for a desktop, which has no cookies.

use std::sync::mpsc::{Receiver, channel};

use serde::Deserialize;

use crate::address::Address;
use crate::errand::Pass;

/// Why there is no ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub why: String,
    /// Whether it is of use to ask again later.
    pub may_return: bool,
}

#[derive(Deserialize)]
struct Ticket {
    ticket: String,
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
}

/// Asks for a ticket; the answer comes out of what is returned.
pub(super) fn ask(to: &Address, pass: &Pass) -> Receiver<Result<String, Refused>> {
    let (sender, receiver) = channel();
    let request = ehttp::Request::post(to.page("/api/v1/people/me/tickets"), Vec::new());
    let request = pass.show(request);
    ehttp::fetch(request, move |answer| {
        let read = match answer {
            Ok(answer) => read(answer.status, &answer.bytes),
            Err(_) => Err(Refused { why: "nobody answers there".to_owned(), may_return: true }),
        };
        // Nobody hears it once the program ends.
        let _ = sender.send(read);
    });
    receiver
}

fn read(status: u16, body: &[u8]) -> Result<String, Refused> {
    if status == 201 {
        let ticket = serde_json::from_slice(body).map(|Ticket { ticket }| ticket);
        // It goes into an address.
        let plain = |ticket: &String| ticket.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let bad = || Refused { why: "it gave no ticket".to_owned(), may_return: true };
        return ticket.ok().filter(plain).ok_or_else(bad);
    }
    let why = match serde_json::from_slice(body) {
        Ok(Problem { detail }) => detail.chars().take(300).collect(),
        Err(_) => format!("the village answered {status}"),
    };
    Err(Refused { why, may_return: status == 429 || status >= 500 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_read_and_a_refusal_keeps_its_words() {
        assert_eq!(read(201, br#"{"ticket":"ab12","expires_in_seconds":30}"#), Ok("ab12".into()));
        assert!(read(201, br#"{"ticket":"a&b=c"}"#).is_err());
        let refused = read(401, br#"{"detail":"sign in"}"#).unwrap_err();
        assert_eq!(refused, Refused { why: "sign in".into(), may_return: false });
        assert!(read(503, b"?").unwrap_err().may_return);
    }
}
