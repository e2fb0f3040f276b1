//! A provider as an operator writes it down, checked once.

use std::fmt;

use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl, Scope};
use serde::Deserialize;
use url::Url;

use crate::outside::may_be_asked;

/// Longest text of a setting, in bytes.
const TEXT_MAX: usize = 2_048;
/// Most scopes.
const SCOPES_MAX: usize = 20;

/// A provider in the settings file.
///
/// Either `issuer` is given, or all of `authorize_url`, `token_url` and `user_url`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Short name for addresses: 1 to 20 of a-z, 0-9 and `-`, such as `keycloak`.
    pub name: String,
    /// What people call it. Default: the name.
    #[serde(default)]
    pub label: Option<String>,
    /// What the provider calls this village.
    pub client_id: String,
    /// What the provider gave it to prove itself with.
    pub client_secret: Secret,
    /// What is asked for. Default with an issuer: `openid profile email`; else nothing.
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    /// The address of an OpenID Connect provider, as its tokens name it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Where people go to say yes, at a provider without OpenID Connect.
    #[serde(default)]
    pub authorize_url: Option<String>,
    /// Where a code is worth a token, there.
    #[serde(default)]
    pub token_url: Option<String>,
    /// Where a token says who somebody is, there.
    #[serde(default)]
    pub user_url: Option<String>,
}

/// A text that is not shown in logs.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

/// What is wrong with a provider's settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadProvider {
    #[error("a log-in provider's name has 1 to 20 of a-z, 0-9 and -")]
    Name,
    #[error("the log-in provider's {0} is empty or too long")]
    Text(&'static str),
    #[error("the log-in provider's {0} is no https address (http only to 127.0.0.1 or [::1])")]
    Address(&'static str),
    #[error("a log-in provider has an issuer, or authorize_url, token_url and user_url")]
    Ways,
    #[error("a log-in provider has at most {SCOPES_MAX} scopes, each one word")]
    Scopes,
}

/// What the provider knows of this village.
pub(super) struct Client {
    pub(super) id: ClientId,
    pub(super) secret: ClientSecret,
    pub(super) scopes: Vec<Scope>,
    pub(super) redirect: RedirectUrl,
}

pub(super) enum Addresses {
    Issuer(IssuerUrl),
    Plain(PlainAddresses),
}

/// The three addresses of a provider without OpenID Connect.
pub(super) struct PlainAddresses {
    pub(super) authorize: Url,
    pub(super) token: Url,
    pub(super) user: Url,
}

pub(super) struct Checked {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) client: Client,
    pub(super) addresses: Addresses,
}

impl ProviderSettings {
    pub(super) fn check(self, redirect_url: &str) -> Result<Checked, BadProvider> {
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=20).contains(&self.name.len()) || !self.name.bytes().all(letters) {
            return Err(BadProvider::Name);
        }
        let label = self.label.unwrap_or_else(|| self.name.clone());
        for (text, what) in [
            (&label, "label"),
            (&self.client_id, "client_id"),
            (&self.client_secret.0, "client_secret"),
        ] {
            if !(1..=TEXT_MAX).contains(&text.len()) {
                return Err(BadProvider::Text(what));
            }
        }
        let plain = [self.authorize_url, self.token_url, self.user_url];
        let addresses = match (self.issuer, plain) {
            (Some(issuer), [None, None, None]) => {
                address(&issuer, "issuer")?;
                let issuer = IssuerUrl::new(issuer).map_err(|_| BadProvider::Address("issuer"))?;
                Addresses::Issuer(issuer)
            }
            (None, [Some(authorize), Some(token), Some(user)]) => {
                Addresses::Plain(PlainAddresses {
                    authorize: address(&authorize, "authorize_url")?,
                    token: address(&token, "token_url")?,
                    user: address(&user, "user_url")?,
                })
            }
            _ => return Err(BadProvider::Ways),
        };
        let scopes = self.scopes.unwrap_or_else(|| match addresses {
            Addresses::Issuer(_) => ["profile", "email"].map(str::to_owned).into(),
            Addresses::Plain(_) => Vec::new(),
        });
        let word = |scope: &String| {
            let plain = scope.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
            (1..=TEXT_MAX).contains(&scope.len()) && plain
        };
        if scopes.len() > SCOPES_MAX || !scopes.iter().all(word) {
            return Err(BadProvider::Scopes);
        }
        // The flow asks for `openid` by itself.
        let scopes = scopes.into_iter().filter(|scope| scope != "openid").map(Scope::new);
        let wrong = |_| BadProvider::Address("redirect address");
        address(redirect_url, "redirect address")?;
        let client = Client {
            id: ClientId::new(self.client_id),
            secret: ClientSecret::new(self.client_secret.0),
            scopes: scopes.collect(),
            redirect: RedirectUrl::new(redirect_url.to_owned()).map_err(wrong)?,
        };
        Ok(Checked { name: self.name, label, client, addresses })
    }
}

fn address(text: &str, what: &'static str) -> Result<Url, BadProvider> {
    let url = Url::parse(text).map_err(|_| BadProvider::Address(what))?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let fits = text.len() <= TEXT_MAX && plain && may_be_asked(&url);
    if fits { Ok(url) } else { Err(BadProvider::Address(what)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keycloak() -> ProviderSettings {
        ProviderSettings {
            name: "keycloak".into(),
            label: Some("Keycloak".into()),
            client_id: "village".into(),
            client_secret: Secret("hush".into()),
            scopes: None,
            issuer: Some("https://id.example/realms/village".into()),
            authorize_url: None,
            token_url: None,
            user_url: None,
        }
    }

    fn refused(change: impl Fn(&mut ProviderSettings)) -> Option<BadProvider> {
        let mut settings = keycloak();
        change(&mut settings);
        settings.check("https://village.example/back").err()
    }

    #[test]
    fn good_settings_pass_and_others_are_refused_by_name() {
        assert_eq!(refused(|_| ()), None);
        assert_eq!(refused(|one| one.name = "Key cloak".into()), Some(BadProvider::Name));
        assert_eq!(refused(|one| one.client_id.clear()), Some(BadProvider::Text("client_id")));
        for issuer in ["http://id.example", "ftp://id.example", "id.example", "https://a:b@c/"] {
            let wrong = refused(|one| one.issuer = Some(issuer.into()));
            assert_eq!(wrong, Some(BadProvider::Address("issuer")), "{issuer}");
        }
        assert_eq!(refused(|one| one.issuer = Some("http://127.0.0.1:1/".into())), None);
        assert_eq!(refused(|one| one.issuer = None), Some(BadProvider::Ways));
        let both = |one: &mut ProviderSettings| one.user_url = Some("https://id.example/".into());
        assert_eq!(refused(both), Some(BadProvider::Ways));
        let two = |one: &mut ProviderSettings| one.scopes = Some(vec!["a b".into()]);
        assert_eq!(refused(two), Some(BadProvider::Scopes));
        let elsewhere = keycloak().check("http://village.example/").err();
        assert_eq!(elsewhere, Some(BadProvider::Address("redirect address")));
    }

    #[test]
    fn a_secret_is_not_shown() {
        assert!(!format!("{:?}", keycloak()).contains("hush"));
    }
}
