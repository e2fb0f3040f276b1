//! What those who play ask of the village, and what they hear back.
//!
//! One request is one packet: its first byte, [`VERSION`], then postcard. It names its number, by
//! which the reply is known, and its key, by which the village does a thing once however often it
//! is asked. Reading is total and bounded. What is asked is a part of what the HTTP interface
//! offers, checked behind the same door; what a request may hold is written at each field there.
//!
//! Whoever is sent away is told why first, by a [`Farewell`]: close codes do not reach every
//! client.

use serde::{Deserialize, Serialize};
use village_economy::Micro;
use village_sim::{MoveTo, Outcome, PostId, ReplyId, Use, VillagerId};

/// First byte of a request.
pub const REQUEST: u8 = 0x81;

/// First byte of a farewell.
pub const FAREWELL: u8 = 0x82;

/// Version of requests and replies; whoever changes what the bytes mean raises it.
pub const VERSION: u8 = 1;

/// Largest request, in bytes: the longest post, each character four bytes, and its head.
pub const REQUEST_MAX: usize = 36 * 1024;

/// Longest code of a look, in characters.
pub const LOOK_MAX: usize = 32;

/// What somebody who plays wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// Reward an agent for what it wrote.
    Reward(Gift),
    /// Penalise an agent for what it wrote.
    Penalize(Gift),
    /// Take a gift back, by its transfer.
    Undo { transfer: u64 },
    /// Pin a note to the board.
    Post { title: String, body: String, tags: Vec<String> },
    /// Answer a note.
    Reply { post: PostId, body: String },
    /// Write to an agent, for it and the admins alone.
    Letter { to: VillagerId, body: String },
    /// Come in as an avatar with this look, or change it; the code is the art's own.
    Enter { look: String },
    /// Take the avatar away; it is kept where it stood.
    Leave,
    /// Walk.
    Walk(MoveTo),
    /// Speak to whoever is near.
    Say { text: String },
    /// Do what the place one stands at is good for.
    Use(Use),
    /// Stop walking or doing.
    Stop,
}

/// Money for something written, or taken for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    pub agent: VillagerId,
    pub amount: Micro,
    pub reason: String,
    pub post: PostId,
    pub reply: Option<ReplyId>,
    /// Out of one's own purse, beyond the day's allowance.
    pub own: bool,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The client's own number for it.
    pub number: u32,
    /// Its idempotency key, of the client's own choice: the same errand sent again with the same
    /// key, over this link or a later one, is done once and answered alike.
    pub key: u128,
    pub errand: Errand,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub number: u32,
    pub came: Result<Outcome, Denied>,
}

/// Why an errand was not done: the same code and words as over HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{detail}")]
pub struct Denied {
    /// The stable name, such as `insufficient`.
    pub code: String,
    /// What to tell a person.
    pub detail: String,
    /// Whether the same request may do better later.
    pub is_passing: bool,
}

/// Why a player is sent away. Its form never changes, whatever the version: a client of any other
/// must be able to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Farewell {
    /// The version of the side that says it.
    pub version: u8,
    /// Whether whoever comes back at once is welcome.
    pub may_return: bool,
    /// What to tell a person.
    pub why: String,
}

/// Longest reason of a farewell that is read, in bytes.
const WHY_MAX: usize = 500;

impl Farewell {
    /// As it is sent: the kind, the version, 1 or 0, and the reason in UTF-8.
    pub fn encode(&self) -> Vec<u8> {
        let head = [FAREWELL, self.version, self.may_return.into()];
        [&head, self.why.as_bytes()].concat()
    }

    /// Reads one; none when it is none.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let [FAREWELL, version, may_return, why @ ..] = bytes else { return None };
        let why = std::str::from_utf8(why).ok().filter(|why| why.len() <= WHY_MAX)?;
        Some(Self { version: *version, may_return: *may_return == 1, why: why.to_owned() })
    }
}

/// Why bytes are no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRequest {
    #[error("a request has at most {REQUEST_MAX} bytes")]
    TooLong,
    #[error("this is no request")]
    Malformed,
    #[error("the other side speaks version {theirs} of the requests, this one {VERSION}")]
    Version { theirs: u8 },
}

impl Request {
    /// As it is sent.
    ///
    /// # Panics
    /// Never: whatever a request holds can be written.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![REQUEST, VERSION]).expect("a request is plain data")
    }

    /// Reads a request, strictly: nothing may follow it.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadRequest> {
        if bytes.len() > REQUEST_MAX {
            return Err(BadRequest::TooLong);
        }
        match bytes {
            [REQUEST, VERSION, body @ ..] => match postcard::take_from_bytes(body) {
                Ok((request, [])) => Ok(request),
                _ => Err(BadRequest::Malformed),
            },
            [REQUEST, theirs, ..] => Err(BadRequest::Version { theirs: *theirs }),
            _ => Err(BadRequest::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reward() -> Request {
        let gift = Gift {
            agent: VillagerId(3),
            amount: Micro::new(2_500_000),
            reason: "warm bread".to_owned(),
            post: PostId(7),
            reply: None,
            own: false,
        };
        Request { number: 1, key: 0xfeed, errand: Errand::Reward(gift) }
    }

    #[test]
    fn a_request_is_read_as_it_was_written() {
        assert_eq!(Request::decode(&reward().encode()), Ok(reward()));
    }

    #[test]
    fn another_version_and_what_follows_are_told_apart() {
        let mut bytes = reward().encode();
        bytes.push(0);
        assert_eq!(Request::decode(&bytes), Err(BadRequest::Malformed));
        bytes[1] = 9;
        assert_eq!(Request::decode(&bytes), Err(BadRequest::Version { theirs: 9 }));
        let long = vec![REQUEST; REQUEST_MAX + 1];
        assert_eq!(Request::decode(&long), Err(BadRequest::TooLong));
    }

    #[test]
    fn a_farewell_is_read_whatever_the_version() {
        let why = "your session is over".to_owned();
        let farewell = Farewell { version: 9, may_return: false, why };
        assert_eq!(Farewell::decode(&farewell.encode()), Some(farewell));
        assert_eq!(Farewell::decode(&[FAREWELL, 1]), None);
        assert_eq!(Farewell::decode(&[FAREWELL, 1, 0, 0xff]), None);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = Farewell::decode(&[&[FAREWELL], &body[..]].concat());
            let _ = Request::decode(&body);
            let _ = Request::decode(&[&[REQUEST, VERSION], &body[..]].concat());
        }

        #[test]
        fn a_bent_request_is_no_panic(at in 0_usize..40, byte in any::<u8>()) {
            let mut bytes = reward().encode();
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            let _ = Request::decode(&bytes);
        }
    }
}
