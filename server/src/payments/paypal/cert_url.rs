//! Where a certificate may come from. The address is compared as text with the one form in which
//! PayPal writes it, so no difference between URL parsers can be of use: no user, port, query,
//! fragment, escape, dot segment, upper-case host or foreign letter ever fits.

use std::fmt;

use serde::Deserialize;

/// The path under which PayPal keeps its certificates.
const PATH: &str = "/v1/notifications/certs/";
/// Longest name of a certificate; PayPal's have 31 characters.
const NAME_MAX: usize = 100;

const LIVE_HOST: &str = "api.paypal.com";
const SANDBOX_HOST: &str = "api.sandbox.paypal.com";
const LIVE_SIGNER: &str = "messageverificationcerts.paypal.com";
const SANDBOX_SIGNER: &str = "messageverificationcerts.sandbox.paypal.com";

/// Which PayPal sends the notices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// Real money: certificates from `api.paypal.com` only, so that play money never counts.
    #[default]
    Live,
    /// Play money: certificates from `api.sandbox.paypal.com`, or from `api.paypal.com`, which
    /// PayPal's simulator of notices names.
    Sandbox,
}

/// The address of a certificate on one of PayPal's two API hosts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertUrl {
    host: &'static str,
    name: String,
}

impl CertUrl {
    /// The address, if it is exactly as PayPal writes it and a host of this environment.
    pub fn parse(text: &str, environment: Environment) -> Option<Self> {
        let (host, name) = text.strip_prefix("https://")?.split_once(PATH)?;
        let host = match (host, environment) {
            (LIVE_HOST, _) => LIVE_HOST,
            (SANDBOX_HOST, Environment::Sandbox) => SANDBOX_HOST,
            _ => return None,
        };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let fits = (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(plain);
        fits.then(|| Self { host, name: name.to_owned() })
    }

    /// `api.paypal.com` or `api.sandbox.paypal.com`.
    pub fn host(&self) -> &'static str {
        self.host
    }

    /// The certificate's own name: 1 to 100 letters, digits, `-` and `_`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names, one of which the certificate from this host carries. PayPal's own libraries
    /// check for `messageverificationcerts` before `.paypal.com`; here it is the whole name.
    pub(super) fn signers(&self) -> &'static [&'static str] {
        if self.host == LIVE_HOST { &[LIVE_SIGNER] } else { &[SANDBOX_SIGNER, LIVE_SIGNER] }
    }
}

impl fmt::Display for CertUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "https://{}{PATH}{}", self.host, self.name)
    }
}
