//! The till: notices go in, what is to be done about them comes out. It holds the rate and whom to
//! believe, and no money.

use std::path::PathBuf;

use axum::http::HeaderMap;
use sha2::{Digest, Sha256};
use village_economy::Micro;

use super::paypal::{
    BadNotice, BadRoots, Desk, Environment, FetchCertificate, Folder, Heard, Kind, Notice, Payee,
    Rate, Roots, Web,
};
use crate::outside::Outside;

/// Whose notices are believed and what they are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TillSettings {
    /// The webhook's id, as PayPal shows it where it was made.
    pub webhook_id: String,
    /// The one currency that is taken: three capital letters.
    pub currency: String,
    /// What one of it buys.
    pub rate: Rate,
    pub environment: Environment,
    /// A PEM file of the authorities that are trusted to say who PayPal is. Default: those that
    /// browsers trust.
    pub roots: Option<PathBuf>,
    /// A folder with PayPal's certificates, for a village that may not ask the web: then nothing
    /// is fetched. Default: they are fetched.
    pub certificates: Option<PathBuf>,
}

/// Takes notices.
pub struct Till {
    desk: Desk,
    rate: Rate,
}

/// What is to be done about a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// PayPal's id of the event.
    pub event_id: String,
    /// Name of this sending and hash of its bytes: the same name with another hash is a forgery
    /// that the desk can no longer tell.
    pub sending: (String, [u8; 32]),
    pub due: Due,
}

/// What a notice asks for. Amounts are aiDollars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Credit {
        payee: Payee,
        txn: String,
        amount: Micro,
    },
    Reverse {
        txn: String,
        refund: String,
        amount: Micro,
    },
    /// The event is none of the village's business.
    Nothing,
}

/// Why nothing is to be done.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error(transparent)]
    Notice(#[from] BadNotice),
    #[error("the amount buys no whole number of micro-aiDollars")]
    Inexact,
}

/// The settings make no till.
#[derive(Debug, thiserror::Error)]
pub enum BadTill {
    #[error(
        "paypal_webhook_id has 1 to 50 letters and digits, paypal_currency three capital letters"
    )]
    Form,
    #[error("paypal_roots {}: {source}", .path.display())]
    Unread { path: PathBuf, source: std::io::Error },
    #[error("paypal_roots {}: {source}", .path.display())]
    Roots { path: PathBuf, source: BadRoots },
}

impl TillSettings {
    /// Whether a till can be made of this.
    pub fn check(&self) -> Result<(), BadTill> {
        let fits = Desk::takes(&self.webhook_id, &self.currency);
        if fits { Ok(()) } else { Err(BadTill::Form) }
    }
}

impl Till {
    /// A till as the settings say; reads the file of the roots.
    pub fn new(settings: &TillSettings) -> Result<Self, BadTill> {
        let source: Box<dyn FetchCertificate> = match &settings.certificates {
            Some(folder) => Box::new(Folder::new(folder.clone())),
            None => Box::new(Web::new(Outside::new())),
        };
        let roots = match settings.roots.clone() {
            Some(path) => {
                let pem = std::fs::read(&path)
                    .map_err(|source| BadTill::Unread { path: path.clone(), source })?;
                Roots::of_pem(&pem).map_err(|source| BadTill::Roots { path, source })?
            }
            None => Roots::of_the_web(),
        };
        Self::with(settings, roots, source)
    }

    /// A till that trusts these roots and gets certificates from here.
    pub fn with(
        settings: &TillSettings,
        roots: Roots,
        source: Box<dyn FetchCertificate>,
    ) -> Result<Self, BadTill> {
        let TillSettings { webhook_id, currency, rate, environment, .. } = settings;
        let desk = Desk::new(webhook_id, currency, *environment, roots, source);
        Ok(Self { desk: desk.ok_or(BadTill::Form)?, rate: *rate })
    }

    /// Reads a notice. `body` are the bytes as they came, `now` is UTC in microseconds since 1970.
    pub async fn take(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: i64,
    ) -> Result<Taken, NotTaken> {
        let heard = self.desk.read(headers, body, now).await?;
        let hash = Sha256::digest(body).into();
        match heard {
            Heard::Ignored { event_id, transmission_id, .. } => {
                Ok(Taken { event_id, sending: (transmission_id, hash), due: Due::Nothing })
            }
            Heard::Notice(notice) => {
                let amount = self.rate.buys(notice.amount).ok_or(NotTaken::Inexact)?;
                let sending = (notice.transmission_id.clone(), hash);
                let event_id = notice.event_id.clone();
                Ok(Taken { event_id, sending, due: due(notice, amount) })
            }
        }
    }
}

fn due(notice: Notice, amount: Micro) -> Due {
    let Notice { kind, capture_id: txn, refund_id, payee, .. } = notice;
    match (kind, payee) {
        (Kind::Captured, Some(payee)) => Due::Credit { payee, txn, amount },
        // A capture without a payee was refused when it was read.
        (Kind::Captured, None) => Due::Nothing,
        (Kind::Refunded | Kind::Reversed, _) => {
            // A payment is reversed at most once where PayPal gives the reversal no id.
            let refund = refund_id.unwrap_or_else(|| format!("{txn}-reversed"));
            Due::Reverse { txn, refund, amount }
        }
    }
}
