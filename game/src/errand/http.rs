//! Errands over the HTTP interface: the plain way, which every village has. A request whose line
//! broke is sent again under its key; what the village refuses comes back in its own words.

mod call;
mod tongue;

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use bevy::prelude::*;
use village_protocol::play::{Denied, Request};
use village_sim::Outcome;

use super::desk::Way;
use super::{Came, Desk, Knock, Pass, Player, Playing, denied};
use crate::address::Address;
use crate::scene::Scene;
use crate::stream::Backoff;
pub(super) use call::can;
use call::{Call, call};
use tongue::{Allowance, Me, outcome, problem, read};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Largest answer that is read, in bytes.
const ANSWER_MAX: usize = 256 * 1024;
/// Times that a request is sent before it counts as lost.
const TRIES_MAX: u32 = 6;
/// Seconds after which it is asked again what may be given.
const FRESH: f64 = 60.0;

/// What a request was for.
#[derive(Debug, Clone, PartialEq)]
enum About {
    /// Signing in, or who it is that the pass shows; silent if nobody had to be.
    Me {
        is_silent: bool,
    },
    Allowance,
    Out,
    Errand(u32),
}

/// An answer as it came.
struct Told {
    about: About,
    /// Which sign-in it belongs to: what comes for one before is dropped.
    turn: u32,
    answer: Result<ehttp::Response, String>,
}

/// An errand that is being carried, and when it is sent again.
struct Parcel {
    request: Request,
    /// As whom it is carried: never as somebody else.
    turn: u32,
    backoff: Backoff,
    tries: u32,
    again: Option<f64>,
}

/// Carries errands to the village and back.
#[derive(Resource)]
pub(super) struct Carrier {
    to: Option<Address>,
    parcels: Vec<Parcel>,
    turn: u32,
    asked: f64,
    told: (Sender<Told>, Mutex<Receiver<Told>>),
}

impl Carrier {
    pub fn new(to: Option<Address>) -> Self {
        let (sender, receiver) = channel();
        let told = (sender, Mutex::new(receiver));
        Self { to, parcels: Vec::new(), turn: 0, asked: f64::NEG_INFINITY, told }
    }

    fn send(&self, about: About, pass: &Pass, call: Call) {
        let Some(to) = &self.to else { return };
        let mut request = match call.body {
            Some(body) => ehttp::Request::post(to.page(&call.path), body),
            None => ehttp::Request::get(to.page(&call.path)),
        };
        request.headers = ehttp::Headers::new(&[("Accept", "application/json")]);
        if !request.body.is_empty() || call.is_post {
            request.headers.insert("Content-Type", "application/json");
        }
        if let Some(key) = call.key {
            request.headers.insert("Idempotency-Key", format!("{key:032x}"));
        }
        request.timeout = Some(PATIENCE);
        let (sender, turn) = (self.told.0.clone(), self.turn);
        ehttp::fetch(pass.show(request), move |answer| {
            // Nobody hears it once the program ends.
            let _ = sender.send(Told { about, turn, answer });
        });
    }
}

/// Signs in and out.
pub(super) fn knock(
    mut knocks: MessageReader<Knock>,
    (mut carrier, mut pass): (ResMut<Carrier>, ResMut<Pass>),
    (mut playing, mut desk): (ResMut<Playing>, ResMut<Desk>),
) {
    for knock in knocks.read() {
        let carrier = carrier.bypass_change_detection();
        if carrier.to.is_none() {
            *playing = Playing::Lost { why: "No village was named.".to_owned() };
            continue;
        }
        let about = About::Me { is_silent: matches!(knock, Knock::Here) };
        if matches!(knock, Knock::Out) {
            carrier.send(About::Out, &pass, Call::post("/api/v1/people/logout", Vec::new()));
        }
        carrier.turn = carrier.turn.wrapping_add(1);
        carrier.asked = f64::NEG_INFINITY;
        desk.bypass_change_detection().forget();
        pass.clear();
        *playing = match knock {
            Knock::Out => Playing::Nobody,
            _ => Playing::Joining,
        };
        match knock {
            Knock::In { name, password } => {
                carrier.send(about, &pass, Call::log_in(name, password));
            }
            Knock::Token(token) => {
                pass.set_token(token.clone());
                carrier.send(about, &pass, Call::get("/api/v1/people/me"));
            }
            Knock::Here => carrier.send(about, &pass, Call::get("/api/v1/people/me")),
            Knock::Out => {}
        }
    }
}

/// Takes in what came back.
pub(super) fn hear(
    scene: Res<Scene>,
    (mut carrier, mut pass): (ResMut<Carrier>, ResMut<Pass>),
    (mut playing, mut desk): (ResMut<Playing>, ResMut<Desk>),
    mut came: MessageWriter<Came>,
) {
    loop {
        let carrier = carrier.bypass_change_detection();
        let next = match carrier.told.1.get_mut() {
            Ok(receiver) => receiver.try_recv().ok(),
            Err(_) => None,
        };
        let Some(Told { about, turn, answer }) = next else { return };
        let is_now = turn == carrier.turn;
        match about {
            About::Errand(number) => {
                let desk = desk.bypass_change_detection();
                let done = settle(carrier, number, answer, scene.now());
                let done = done.and_then(|came| desk.done(number, came));
                if let Some(done) = done {
                    after(carrier, &mut playing, &done, is_now);
                    came.write(done);
                }
            }
            About::Me { is_silent } if is_now => {
                if let Ok(response) = &answer {
                    pass.keep(&response.headers);
                }
                *playing = arrive(answer, is_silent);
                if playing.player().is_none() {
                    pass.clear();
                }
            }
            About::Allowance if is_now => allow(&mut playing, answer),
            About::Me { .. } | About::Allowance | About::Out => {}
        }
    }
}

/// Carries what waits, and asks now and then what may be given.
pub(super) fn carry(
    (scene, pass, playing): (Res<Scene>, Res<Pass>, Res<Playing>),
    (mut carrier, mut desk): (ResMut<Carrier>, ResMut<Desk>),
    mut came: MessageWriter<Came>,
) {
    let (carrier, desk) = (carrier.bypass_change_detection(), desk.bypass_change_detection());
    let now = scene.now();
    let Some(player) = playing.player() else {
        // A guest asks for nothing; what was asked all the same is not kept for later.
        carrier.drop_left(desk, &mut came);
        for way in [Way::Http, Way::Link] {
            while let Some(request) = desk.take(way, |_| true) {
                let why = denied("unauthorized", "Sign in first.", false);
                came.write_batch(desk.done(request.number, Err(why)));
            }
        }
        return;
    };
    carrier.drop_left(desk, &mut came);
    if now - carrier.asked > FRESH {
        carrier.asked = now;
        carrier.send(About::Allowance, &pass, Call::get("/api/v1/people/me/allowance"));
    }
    let send = |carrier: &Carrier, request: &Request| match call(request, player, &scene) {
        Some(call) => carrier.send(About::Errand(request.number), &pass, call),
        None => carrier.fail(request.number),
    };
    let due = |parcel: &Parcel| parcel.again.is_some_and(|again| now >= again);
    let mut again = Vec::new();
    for parcel in carrier.parcels.iter_mut().filter(|parcel| due(parcel)) {
        parcel.again = None;
        again.push(parcel.request.clone());
    }
    while let Some(request) = desk.take(Way::Http, can) {
        let backoff = Backoff::default();
        let turn = carrier.turn;
        let parcel = Parcel { request: request.clone(), turn, backoff, tries: 1, again: None };
        carrier.parcels.push(parcel);
        again.push(request);
    }
    for request in &again {
        send(carrier, request);
    }
}

impl Carrier {
    /// What waits to be sent again for somebody who has left.
    fn drop_left(&mut self, desk: &mut Desk, came: &mut MessageWriter<Came>) {
        let turn = self.turn;
        self.parcels.retain(|parcel| {
            let stays = parcel.turn == turn || parcel.again.is_none();
            if !stays {
                came.write_batch(desk.done(parcel.request.number, Err(lost())));
            }
            stays
        });
    }

    /// Whom it is about is not there any more.
    fn fail(&self, number: u32) {
        let gone = ehttp::Response {
            url: String::new(),
            ok: false,
            status: 404,
            status_text: String::new(),
            headers: ehttp::Headers::default(),
            bytes:
                br#"{"code":"unknown_agent","detail":"Nobody of that name lives here any more."}"#
                    .to_vec(),
        };
        let told = Told { about: About::Errand(number), turn: self.turn, answer: Ok(gone) };
        // The other end is ours.
        let _ = self.told.0.send(told);
    }
}

/// What came of an errand; none when it is sent again.
fn settle(
    carrier: &mut Carrier,
    number: u32,
    answer: Result<ehttp::Response, String>,
    now: f64,
) -> Option<Result<Outcome, Denied>> {
    let at = carrier.parcels.iter().position(|parcel| parcel.request.number == number)?;
    let came = match answer {
        Ok(response) if response.bytes.len() > ANSWER_MAX => Err(lost()),
        Ok(response) if response.ok => {
            let errand = &carrier.parcels.get(at)?.request.errand;
            outcome(errand, &response.bytes).ok_or_else(lost)
        }
        Ok(response) => Err(problem(&response)),
        Err(_) => Err(lost()),
    };
    let is_unsure = |denied: &Denied| ["unreachable", "outcome_unknown"].contains(&&*denied.code);
    let parcel = carrier.parcels.get_mut(at)?;
    let may_again = parcel.turn == carrier.turn && parcel.tries < TRIES_MAX;
    if came.as_ref().is_err_and(is_unsure) && may_again {
        parcel.tries += 1;
        parcel.again = Some(now + parcel.backoff.fail().0);
        return None;
    }
    carrier.parcels.swap_remove(at);
    Some(came)
}

fn lost() -> Denied {
    let why = "The village did not answer. Try again: the same is not done twice.";
    denied("unreachable", why, true)
}

/// What an errand that was done changes about who plays.
fn after(carrier: &mut Carrier, playing: &mut Playing, done: &Came, is_now: bool) {
    if !is_now {
        return;
    }
    match &done.came {
        Ok(Outcome::Paid { left, .. }) => {
            carrier.asked = f64::NEG_INFINITY;
            if let (Playing::Playing(player), Some(left)) = (playing, left) {
                player.left = Some(*left);
            }
        }
        Err(denied) if ["unauthorized", "stale_session"].contains(&&*denied.code) => {
            let why = "The village does not know you any more: sign in again.".to_owned();
            *playing = Playing::Lost { why };
        }
        _ => {}
    }
}

fn arrive(answer: Result<ehttp::Response, String>, is_silent: bool) -> Playing {
    let why = match answer {
        Ok(response) if response.ok => match read::<Me>(&response) {
            Some(me) => {
                let (name, role) = (me.name, me.role);
                return Playing::Playing(Player { name, role, left: None, purse: None });
            }
            None => lost().detail,
        },
        Ok(response) if response.status == 401 && is_silent => return Playing::Nobody,
        Ok(response) => problem(&response).detail,
        Err(_) => lost().detail,
    };
    if is_silent { Playing::Nobody } else { Playing::Lost { why } }
}

fn allow(playing: &mut ResMut<Playing>, answer: Result<ehttp::Response, String>) {
    let Ok(response) = answer else { return };
    if response.status == 401 {
        let why = "The village does not know you any more: sign in again.".to_owned();
        **playing = Playing::Lost { why };
        return;
    }
    let told = read::<Allowance>(&response).filter(|_| response.ok);
    if let (Playing::Playing(player), Some(told)) = (playing.bypass_change_detection(), told) {
        player.left = Some(told.left.min(told.village_left));
        player.purse = Some(told.balance);
    }
}
