//! Logging in with an account elsewhere: OpenID Connect (Keycloak, Google) by its issuer, or plain
//! OAuth 2 (GitHub) by its three addresses. Always the authorization-code flow with PKCE.
//!
//! Whoever comes back must bring the cookie of the browser that left, the state that left with it,
//! and only once. A provider's word counts after its token's issuer, audience, nonce, time and
//! signature were checked; from a provider without such tokens it is asked for over TLS with the
//! access token that the code was worth.
//!
//! Absent on purpose: accounts and sessions of the village. An [`Identity`] is who somebody is
//! elsewhere; whom that makes them here, others decide.

mod openid;
mod pending;
mod plain;
mod settings;

use std::sync::{Mutex, MutexGuard, PoisonError};

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use serde::Deserialize;
use village_economy::Hash32;

use crate::outside::{Outside, Unreached};

use openid::OpenId;
use pending::{Left, Pending};
use plain::Plain;

pub use pending::{PENDING_MAX, PENDING_SECONDS_MAX};
pub use settings::{BadProvider, ProviderSettings, Secret};

/// Largest answer of a provider, in bytes.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// Longest code that a provider gives, in bytes.
const CODE_MAX: usize = 4_096;
/// Longest subject that is taken, in bytes; OpenID Connect allows 255.
const SUBJECT_MAX: usize = 255;
/// Longest e-mail address that is taken, in bytes.
const EMAIL_MAX: usize = 254;

/// One provider by which people can log in.
pub struct Oidc {
    name: String,
    label: String,
    outside: Outside,
    way: Way,
    pending: Mutex<Pending>,
}

enum Way {
    OpenId(Box<OpenId>),
    Plain(Box<Plain>),
}

/// What somebody wants who goes to a provider. It waits here, not in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To come in; with the secret of an invitation where one was given.
    Enter { invitation: Option<String> },
    /// To tie the account to whoever has this session now.
    Tie { session: Hash32 },
}

/// Somebody is sent to the provider.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub redirect: String,
    /// What the browser keeps, in a cookie of its own, until it comes back; good once and for
    /// [`PENDING_SECONDS_MAX`].
    pub cookie: String,
}

/// What the browser brings back in its query.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct Callback {
    pub code: Option<String>,
    pub state: Option<String>,
    /// What the provider says went wrong.
    pub error: Option<String>,
    /// Who the provider says it is (RFC 9207).
    pub iss: Option<String>,
}

/// Who somebody is at a provider. Issuer and subject together are the identity, all else is hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    /// What a member could be called: 1 to 40 letters, digits, `-` and `_`.
    pub name_hint: Option<String>,
    pub email: Option<String>,
    /// Whether the provider says that it checked the address.
    pub email_verified: bool,
}

/// Why somebody is not logged in.
#[derive(Debug, thiserror::Error)]
pub enum BadLogin {
    #[error("the log-in was not begun in this browser, took too long or was finished before")]
    NotBegun,
    #[error("the log-in that came back is not the one that was begun")]
    State,
    /// Told by the provider, for example that the person said no.
    #[error("the provider refused: {0}")]
    Refused(String),
    #[error("the answer came from another provider")]
    OtherProvider,
    #[error("the provider was not reached: {0}")]
    Unreached(#[from] Unreached),
    /// The provider's answer is not of the form that the standard gives it.
    #[error("the provider's {0} cannot be used")]
    Answer(&'static str),
    /// The token says what it must not, or is signed by nobody known.
    #[error("the provider's token is not good: {0}")]
    Token(&'static str),
}

/// What one provider is asked for at the end of a log-in.
struct Finish<'a> {
    code: String,
    verifier: PkceCodeVerifier,
    nonce: &'a Nonce,
    /// UTC microseconds since 1970.
    now: i64,
}

/// What goes along to the provider and is kept here.
struct Start {
    redirect: String,
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl Oidc {
    /// A provider as configured. `redirect_url` is this village's address to which the provider
    /// sends people back, as registered there.
    pub fn from_settings(
        settings: ProviderSettings,
        redirect_url: &str,
        outside: Outside,
    ) -> Result<Self, BadProvider> {
        let checked = settings.check(redirect_url)?;
        let way = match checked.addresses {
            settings::Addresses::Issuer(issuer) => {
                Way::OpenId(Box::new(OpenId::new(checked.client, issuer)))
            }
            settings::Addresses::Plain(addresses) => {
                Way::Plain(Box::new(Plain::new(checked.client, addresses)))
            }
        };
        let (name, label) = (checked.name, checked.label);
        Ok(Self { name, label, outside, way, pending: Mutex::default() })
    }

    /// The provider's short name, for addresses: 1 to 20 of a-z, 0-9 and `-`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call the provider.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Sends somebody to the provider. `now` is UTC in microseconds since 1970.
    pub async fn begin(&self, purpose: Purpose, now: i64) -> Result<Begun, BadLogin> {
        let start = match &self.way {
            Way::OpenId(openid) => openid.begin(&self.outside, now).await?,
            Way::Plain(plain) => plain.begin(),
        };
        let Start { redirect, state, nonce, verifier } = start;
        let left = Left { state, nonce, verifier, purpose };
        Ok(Begun { redirect, cookie: self.pending().leave(left, now) })
    }

    /// Finds out who came back, from what the browser brought and the cookie that it kept. Each
    /// log-in that was begun can be finished once, whatever comes of it.
    pub async fn finish(
        &self,
        callback: Callback,
        cookie: &str,
        now: i64,
    ) -> Result<(Identity, Purpose), BadLogin> {
        let left = self.pending().come_back(cookie, now).ok_or(BadLogin::NotBegun)?;
        if callback.state.as_deref() != Some(left.state.secret().as_str()) {
            return Err(BadLogin::State);
        }
        if let Some(error) = callback.error {
            return Err(BadLogin::Refused(plain_word(&error)));
        }
        if callback.iss.is_some_and(|issuer| issuer != self.issuer()) {
            return Err(BadLogin::OtherProvider);
        }
        let code = callback.code.filter(|code| (1..=CODE_MAX).contains(&code.len()));
        let code = code.ok_or(BadLogin::Answer("code"))?;
        let finish = Finish { code, verifier: left.verifier, nonce: &left.nonce, now };
        let identity = match &self.way {
            Way::OpenId(openid) => openid.finish(&self.outside, finish).await?,
            Way::Plain(plain) => plain.finish(&self.outside, finish).await?,
        };
        let subject = &identity.subject;
        let fits = (1..=SUBJECT_MAX).contains(&subject.len())
            && subject.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        if fits { Ok((identity, left.purpose)) } else { Err(BadLogin::Answer("subject")) }
    }

    fn issuer(&self) -> &str {
        match &self.way {
            Way::OpenId(openid) => openid.issuer(),
            Way::Plain(plain) => plain.issuer(),
        }
    }

    /// A panic elsewhere leaves the log-ins under way whole.
    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Identity {
    /// An identity with hints cut to what can be used; the address goes when it has no form.
    fn new(issuer: &str, subject: String, names: &[Option<&str>], email: Option<&str>) -> Self {
        let email = email.filter(|email| {
            let plain = email.bytes().all(|byte| byte.is_ascii_graphic());
            plain && email.len() <= EMAIL_MAX && email.contains('@')
        });
        let mailbox = email.and_then(|email| email.split('@').next());
        let name_hint = names.iter().copied().chain([mailbox]).flatten().find_map(name_hint);
        let email = email.map(str::to_owned);
        Self { issuer: issuer.to_owned(), subject, name_hint, email, email_verified: false }
    }
}

/// What of a name can be a member's here.
fn name_hint(name: &str) -> Option<String> {
    let plain = |sign: char| if sign == ' ' || sign == '.' { '-' } else { sign };
    let kept = |sign: &char| sign.is_ascii_alphanumeric() || *sign == '-' || *sign == '_';
    let hint: String = name.chars().map(plain).filter(kept).take(40).collect();
    let hint = hint.trim_matches(['-', '_']);
    (!hint.is_empty()).then(|| hint.to_owned())
}

/// A code word from outside, fit to be shown: letters, digits, `_`, `-`, `.`, at most 64.
fn plain_word(word: &str) -> String {
    let kept = |sign: &char| sign.is_ascii_alphanumeric() || "_-.".contains(*sign);
    word.chars().filter(kept).take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_elsewhere_is_made_fit_for_here() {
        for (name, hint) in [
            ("erik", Some("erik")),
            ("Erik Meier", Some("Erik-Meier")),
            ("Ünal.Öz", Some("nal-z")),
            ("<b>", Some("b")),
            ("---", None),
            ("", None),
            ("李", None),
        ] {
            assert_eq!(name_hint(name).as_deref(), hint, "{name}");
        }
        assert_eq!(name_hint(&"e".repeat(100)).map(|hint| hint.len()), Some(40));
    }
}
