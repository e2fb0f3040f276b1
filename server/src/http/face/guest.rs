//! Who looks at a page: from the caller that the gate found out to what templates know of a viewer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use village_sim::{Conduct, Person, PersonId, Role, Tick, View};

use crate::http::caller::Caller;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::{Room, lasting};
use crate::pages::model::{Rank, Scene, Viewer};

/// Longest address of ours to which somebody is led back after signing in.
const THEN_MAX: usize = 300;

impl Lens<'_> {
    /// What every page shows to this caller.
    pub fn scene(&self, caller: &Caller) -> Scene {
        let known = caller.person().and_then(|id| self.view.society.people.get(&id));
        let mut viewer = known.map(|p| viewer(p, self.view)).unwrap_or_default();
        if let Some(from) = caller.from.as_deref().filter(|_| viewer.rank < Rank::Moderator) {
            tell_there(&mut viewer, from, self.view);
        }
        let reports = if viewer.may(Rank::Moderator) { self.view.society.reports.len() } else { 0 };
        Scene { clock: self.clock(), viewer, reports }
    }

    /// The real time of a tick, as far as the clock tells: the village may have stood still in
    /// between. UTC microseconds since 1970.
    pub fn real_time(&self, tick: Tick, now: i64) -> i64 {
        let hz = i64::from(self.view.clock.hz.max(1));
        let ago = i64::try_from(self.view.tick().since(tick)).unwrap_or(i64::MAX);
        now.saturating_sub(ago.saturating_mul(1_000_000) / hz)
    }

    /// Seconds until a tick.
    pub fn seconds_until(&self, tick: Tick) -> u64 {
        tick.since(self.view.tick()).div_ceil(u64::from(self.view.clock.hz.max(1)))
    }
}

/// Tells whoever comes from an address that was warned or stopped.
fn tell_there(viewer: &mut Viewer, from: &str, view: &View) {
    let row = from.parse().ok().and_then(|from| view.society.address(from));
    let Some(row) = row else { return };
    if !row.conduct.is_free(view.tick()) {
        let told = format!("From your address one may only read: “{}”.", row.reason);
        viewer.stopped.get_or_insert(told);
    } else if row.warnings > 0 {
        let told = format!("Whoever comes from your address was warned: “{}”.", row.reason);
        viewer.warned = Some(told);
    }
}

fn viewer(person: &Person, view: &View) -> Viewer {
    let rank = match person.role {
        Role::Member => Rank::Member,
        Role::Moderator => Rank::Moderator,
        Role::Admin => Rank::Admin,
    };
    let stopped = match person.conduct {
        Conduct::Banned => Some("You are banned: you may only read.".to_owned()),
        Conduct::Suspended { until } if until > view.tick() => {
            let seconds = until.since(view.tick()) / u64::from(view.clock.hz.max(1));
            Some(format!("You are suspended: for another {} you may only read.", lasting(seconds)))
        }
        Conduct::Good | Conduct::Suspended { .. } => None,
    };
    Viewer { name: person.name.clone(), rank, stopped, warned: None }
}

/// Why somebody does not get a page: led to the sign-in, or told.
pub enum Turned {
    /// To sign in, and then back to this address.
    ToSignIn(String),
    Away(Problem),
}

impl From<Problem> for Turned {
    fn from(problem: Problem) -> Self {
        Self::Away(problem)
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        let then = match self {
            Self::Away(problem) => return problem.into_response(),
            Self::ToSignIn(then) => then,
        };
        let place = crate::pages::query::address("/login", &[("then", &then)]);
        let mut response = StatusCode::SEE_OTHER.into_response();
        let place = HeaderValue::from_str(&place).expect("an encoded address is a header");
        response.headers_mut().insert(header::LOCATION, place);
        response
    }
}

/// Lets in whom a room is for.
pub fn admit(room: Room, scene: &Scene, address: &str) -> Result<(), Turned> {
    if scene.viewer.rank >= room.least() {
        return Ok(());
    }
    if !scene.viewer.is_signed_in() {
        return Err(Turned::ToSignIn(address.to_owned()));
    }
    let who = match room.least() {
        Rank::Admin => "admins",
        _ => "moderators and admins",
    };
    Err(Problem::forbidden(format!("this room of the town hall is for {who}")).into())
}

/// The person who looks, who must be signed in.
pub fn person(caller: &Caller, address: &str) -> Result<PersonId, Turned> {
    caller.person().ok_or_else(|| Turned::ToSignIn(address.to_owned()))
}

/// Where somebody is led after signing in: a path of ours, or the account.
pub fn then(asked: Option<&String>) -> String {
    let plain = |c: char| c.is_ascii_graphic() && !r#"\{}"<>"#.contains(c);
    let fits = |path: &&String| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.len() <= THEN_MAX
            && path.chars().all(plain)
    };
    asked.filter(fits).cloned().unwrap_or_else(|| "/account".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_back_to_our_own_pages_alone() {
        for (asked, led) in [
            ("/hall/ledger?reason=reward", "/hall/ledger?reason=reward"),
            ("//evil.example", "/account"),
            ("/\\evil.example", "/account"),
            ("https://evil.example", "/account"),
            ("javascript:alert(1)", "/account"),
            ("/a b", "/account"),
            ("/{origin}", "/account"),
            ("", "/account"),
        ] {
            assert_eq!(then(Some(&asked.to_owned())), led, "{asked}");
        }
        assert_eq!(then(None), "/account");
    }

    #[test]
    fn a_room_is_for_whom_it_is_for() {
        let scene =
            |rank| Scene { viewer: Viewer { rank, ..Viewer::default() }, ..Scene::default() };
        assert!(admit(Room::Overview, &scene(Rank::Visitor), "/hall").is_ok());
        assert!(matches!(
            admit(Room::Ledger, &scene(Rank::Visitor), "/hall/ledger"),
            Err(Turned::ToSignIn(then)) if then == "/hall/ledger"
        ));
        assert!(matches!(
            admit(Room::Payments, &scene(Rank::Moderator), "/hall/payments"),
            Err(Turned::Away(problem)) if problem.status == StatusCode::FORBIDDEN
        ));
    }
}
