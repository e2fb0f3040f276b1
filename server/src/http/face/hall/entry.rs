//! The way in.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::config::SignUp;
use crate::http::Shared;
use crate::http::ask::Query;
use crate::http::caller::Caller;
use crate::http::face::{guest, page};
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::entry::{self, Doors, LoginPage, Provider, SignUpPage};
use crate::people::oidc::Oidc;
use crate::people::password::PASSWORD_CHARS_MIN;

/// Characters of an invitation's secret.
const INVITATION_CHARS: usize = 64;

/// Where one goes when one is in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    then: Option<String>,
}

/// An invitation that came in the query, for who cannot use the part after `#`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    invitation: Option<String>,
}

/// `GET /login`
pub async fn login(
    State(site): State<Shared>,
    caller: Caller,
    Query(then): Query<Then>,
) -> Result<Response, Problem> {
    let view = site.hall.view.load();
    let shown = LoginPage {
        scene: Lens::new(&view, &site.atlas).scene(&caller),
        then: guest::then(then.then.as_ref()),
        doors: doors(&site),
        providers: providers(&site),
    };
    Ok(page(&entry::login(&shown)))
}

/// `GET /sign-up`
pub async fn sign_up(
    State(site): State<Shared>,
    caller: Caller,
    Query(invited): Query<Invited>,
) -> Result<Response, Problem> {
    let is_secret = |text: &String| {
        text.len() == INVITATION_CHARS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let view = site.hall.view.load();
    let shown = SignUpPage {
        scene: Lens::new(&view, &site.atlas).scene(&caller),
        doors: doors(&site),
        invitation: invited.invitation.filter(is_secret).unwrap_or_default(),
        providers: providers(&site),
        password_chars_min: u32::try_from(PASSWORD_CHARS_MIN).unwrap_or(u32::MAX),
    };
    Ok(page(&entry::sign_up(&shown)))
}

/// Where one may have an account that is good here too.
pub fn providers(site: &Shared) -> Vec<Provider> {
    let provider = |one: &Oidc| Provider {
        name: one.label().to_owned(),
        href: format!("/login/{}", one.name()),
    };
    site.hall.providers.iter().map(provider).collect()
}

fn doors(site: &Shared) -> Doors {
    match site.hall.people.sign_up_rule() {
        SignUp::Closed => Doors::Closed,
        SignUp::Invitation => Doors::Invitation,
        SignUp::Open => Doors::Open,
    }
}
