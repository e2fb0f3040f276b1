//! What a notice says, read out of PayPal's JSON as its reference documents version 2.0 of these
//! resources. Only captures, refunds and reversals matter; the rest is heard and passed over.

use std::fmt;
use std::str::FromStr;

use chrono::DateTime;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use village_economy::{Micro, MoneyForm};

/// Largest body in bytes; PayPal's have about 2,000.
pub const EVENT_BYTES_MAX: usize = 64 * 1024;
/// Longest id; PayPal's events have about 40 characters, captures and refunds 17.
const ID_MAX: usize = 64;
/// Longest name of whoever is paid.
const NAME_MAX: usize = 64;

/// What a notice that PayPal signed is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Money came in or went back.
    Notice(Notice),
    /// Something that does not concern the village.
    Ignored { event_id: String, transmission_id: String, event_type: String },
}

/// Money that came in or went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The event; the same for every time that it is sent.
    pub event_id: String,
    /// The sending, whose signature was checked.
    pub transmission_id: String,
    pub kind: Kind,
    /// The payment that came in, or that this takes back a part of.
    pub capture_id: String,
    /// The refund or reversal, where PayPal gives it an id of its own.
    pub refund_id: Option<String>,
    /// In the currency of the desk; above zero.
    pub amount: Micro,
    /// Three capital letters.
    pub currency: String,
    /// Whom a capture is for. A refund goes by its capture.
    pub payee: Option<Payee>,
    /// When PayPal says that it happened, UTC microseconds since 1970.
    pub at: i64,
}

/// What happened to the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `PAYMENT.CAPTURE.COMPLETED`: it came in.
    Captured,
    /// `PAYMENT.CAPTURE.REFUNDED`: the operator gave it back.
    Refunded,
    /// `PAYMENT.CAPTURE.REVERSED`: PayPal took it back.
    Reversed,
}

/// Whom a payment is for, as its `custom_id` says: `person:erik` or `agent:ada`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payee {
    Person(String),
    Agent(String),
}

/// Why an event that PayPal signed cannot be used. It says no more than which part is wrong:
/// what is in it came from outside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEvent {
    #[error("the event is not JSON as PayPal documents it: line {line}, column {column}")]
    Form { line: usize, column: usize },
    #[error("the event's {0} is not as PayPal documents it")]
    Field(&'static str),
    #[error("the event's state is not COMPLETED")]
    State,
    #[error("the amount: {0}")]
    Amount(#[from] MoneyForm),
    #[error("the amount is not above zero")]
    NotPositive,
    #[error("the currency is not the one that the village takes")]
    Currency,
    #[error("custom_id does not name an account such as person:erik or agent:ada")]
    Payee,
    #[error("the event does not say which capture it is about, or says two")]
    Capture,
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    event_type: String,
    create_time: String,
}

#[derive(Deserialize)]
struct Body {
    resource: Resource,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    status: Option<String>,
    amount: Amount,
    custom_id: Option<String>,
    #[serde(default)]
    links: Vec<Link>,
    #[serde(default)]
    supplementary_data: Supplementary,
}

#[derive(Deserialize)]
struct Amount {
    currency_code: String,
    value: String,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Supplementary {
    related_ids: Related,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Related {
    capture_id: Option<String>,
}

impl Heard {
    /// What this body says, for a village that takes this currency.
    pub(super) fn of(body: &[u8], transmission_id: &str, currency: &str) -> Result<Self, BadEvent> {
        let Envelope { id, event_type, create_time } = read(body)?;
        let event_id = plain_id(id).ok_or(BadEvent::Field("id"))?;
        let Some(kind) = Kind::of(&event_type) else {
            let word = |byte: u8| byte.is_ascii_uppercase() || b".-_".contains(&byte);
            let fits = event_type.len() <= ID_MAX && event_type.bytes().all(word);
            let event_type = if fits { event_type } else { String::new() };
            let transmission_id = transmission_id.to_owned();
            return Ok(Self::Ignored { event_id, transmission_id, event_type });
        };
        let at = DateTime::parse_from_rfc3339(&create_time)
            .map_err(|_| BadEvent::Field("create_time"))?
            .timestamp_micros();
        let Body { resource } = read(body)?;
        if resource.amount.currency_code != currency {
            return Err(BadEvent::Currency);
        }
        let amount: Micro = resource.amount.value.parse()?;
        if !amount.is_positive() {
            return Err(BadEvent::NotPositive);
        }
        let payee = match (kind, &resource.custom_id) {
            (Kind::Captured, Some(text)) => Some(text.parse()?),
            (Kind::Captured, None) => return Err(BadEvent::Payee),
            // The capture was read with its account; what a refund says of it is not needed.
            (Kind::Refunded | Kind::Reversed, text) => {
                text.as_deref().and_then(|text| text.parse().ok())
            }
        };
        let (capture_id, refund_id) = resource.ids(kind)?;
        let (transmission_id, currency) = (transmission_id.to_owned(), currency.to_owned());
        Ok(Self::Notice(Notice {
            event_id,
            transmission_id,
            kind,
            capture_id,
            refund_id,
            amount,
            currency,
            payee,
            at,
        }))
    }
}

impl Resource {
    /// The capture, and the refund where it has an id of its own.
    ///
    /// A capture's event carries the capture itself. A refund's carries the refund, which names
    /// its capture in the link `up` and may name it among the related ids. A reversal's carries
    /// the same as a refund's, or the capture itself, whose link `self` then says so.
    fn ids(self, kind: Kind) -> Result<(String, Option<String>), BadEvent> {
        let completed = self.status.as_deref() == Some("COMPLETED");
        let id = plain_id(self.id).ok_or(BadEvent::Field("resource.id"))?;
        if kind == Kind::Captured {
            return if completed { Ok((id, None)) } else { Err(BadEvent::State) };
        }
        let linked = |rel: &str| {
            let links = self.links.iter().filter(|link| link.rel == rel);
            links.filter_map(|link| capture_of(&link.href)).collect::<Vec<_>>()
        };
        let mut captures = linked("up");
        captures.extend(self.supplementary_data.related_ids.capture_id.and_then(plain_id));
        captures.sort();
        captures.dedup();
        match captures.as_slice() {
            [capture] if *capture != id && completed => Ok((capture.clone(), Some(id))),
            [capture] if *capture != id => Err(BadEvent::State),
            [] if kind == Kind::Reversed && linked("self") == [id.as_str()] => Ok((id, None)),
            _ => Err(BadEvent::Capture),
        }
    }
}

impl Kind {
    fn of(event_type: &str) -> Option<Self> {
        match event_type {
            "PAYMENT.CAPTURE.COMPLETED" => Some(Self::Captured),
            "PAYMENT.CAPTURE.REFUNDED" => Some(Self::Refunded),
            "PAYMENT.CAPTURE.REVERSED" => Some(Self::Reversed),
            _ => None,
        }
    }
}

impl FromStr for Payee {
    type Err = BadEvent;

    fn from_str(text: &str) -> Result<Self, BadEvent> {
        let (kind, name) = text.split_once(':').ok_or(BadEvent::Payee)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if !(1..=NAME_MAX).contains(&name.len()) || !name.bytes().all(plain) {
            return Err(BadEvent::Payee);
        }
        match kind {
            "person" => Ok(Self::Person(name.to_owned())),
            "agent" => Ok(Self::Agent(name.to_owned())),
            _ => Err(BadEvent::Payee),
        }
    }
}

impl fmt::Display for Payee {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(name) => write!(out, "person:{name}"),
            Self::Agent(name) => write!(out, "agent:{name}"),
        }
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, BadEvent> {
    serde_json::from_slice(body)
        .map_err(|error| BadEvent::Form { line: error.line(), column: error.column() })
}

/// An id of PayPal's form: letters, digits and dashes.
fn plain_id(id: String) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    ((1..=ID_MAX).contains(&id.len()) && id.bytes().all(plain)).then_some(id)
}

/// The capture that an address of PayPal's API leads to.
fn capture_of(href: &str) -> Option<String> {
    let (_, id) = href.split_once("/v2/payments/captures/")?;
    plain_id(id.to_owned())
}

#[cfg(test)]
mod tests;
