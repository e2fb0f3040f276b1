//! `/ws/play`: the socket of somebody who plays, and its desk, where wishes go to the same door by
//! the same rules as over HTTP.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, Request, State, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tokio::time::timeout;
use village_art::villager::Look;
use village_economy::AccountId;
use village_gateway::play::{self, Desk, Standing};
use village_protocol::link::{Avatar, Purse, Session};
use village_protocol::play::{Denied, Errand, Farewell, Gift, Reply, VERSION};
use village_sim::{
    Audience, Feedback, Outcome, PersonId, Principal, Refusal, Verb, View, VillagerId, Wish,
};

use super::Shared;
use super::ask::Query;
use super::caller::Caller;
use super::errand::request_hash;
use super::origin::Own;
use super::pass::Pass;
use super::problem::Problem;
use super::{follow, gate};
use crate::door::{Answer, Key, Submission};

/// Players at most, all together and of one person.
pub const PLAYERS_MAX: usize = 512;
pub const LINKS_EACH_MAX: usize = 4;

/// How somebody comes to play.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coming {
    /// The fingerprint of what its client speaks, in hex.
    speaks: String,
    ticket: Option<String>,
}

/// `GET /ws/play`: the link of a person who plays.
pub async fn play(State(site): State<Shared>, request: Request) -> Result<Response, Problem> {
    let address = gate::address_of(&site, &request);
    let (mut parts, _) = request.into_parts();
    let Query(coming) = Query::<Coming>::from_request_parts(&mut parts, &site).await?;
    let own = parts.extensions.get::<Own>().ok_or_else(Problem::internal)?;
    own.check(&parts.headers, false)?;
    let pass = match &coming.ticket {
        Some(ticket) => Some(site.tickets.take(ticket, Instant::now()).ok_or_else(bad_ticket)?),
        None => Pass::offered(&parts)?,
    };
    let pass = pass.ok_or_else(|| Problem::unauthorized("sign in to play"))?;
    let Principal::Person(person) = pass.holder(&site).await? else {
        return Err(Problem::forbidden("only people play: sign in as one"));
    };
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &site).await;
    let mut upgrade = play::limited(upgrade.map_err(follow::no_socket)?);
    if let Some(protocol) = follow::selected(&upgrade) {
        upgrade.set_selected_protocol(protocol);
    }
    let is_full = || Problem::busy("too_many_sockets", "too many play: close one link or wait");
    let places = (site.sockets.enter(address), site.players.enter(person));
    let (Some(place), Some(seat)) = places else { return Err(is_full()) };
    let is_known = u64::from_str_radix(&coming.speaks, 16) == Ok(site.play.fingerprint());
    Ok(upgrade.on_upgrade(move |socket| async move {
        let places = (place, seat);
        if !is_known {
            return play::turn_away(socket).await;
        }
        let counter = Counter { site: site.clone(), pass, person, address };
        site.play.carry(socket, counter, site.stopping.subscribe()).await;
        drop(places);
        linger(&site, person).await;
    }))
}

/// Waits for a person whose link is gone, and takes its avatar away if neither it nor a wish of its
/// own comes.
async fn linger(site: &Shared, person: PersonId) {
    let held = || {
        let view = site.hall.view.load();
        let avatar = view.society.avatars.get(&person).filter(|avatar| avatar.here)?;
        Some(view.agent(avatar.villager)?.reins.held_until)
    };
    let Some(before) = held() else { return };
    let patience = Duration::from_secs(site.hall.config.avatar_linger_seconds.into());
    let mut stopping = site.stopping.subscribe();
    if timeout(patience, stopping.wait_for(|stopping| *stopping)).await.is_ok() {
        return;
    }
    // Somebody who goes on over HTTP is there.
    if site.players.holds(person) || held() != Some(before) {
        return;
    }
    let render = Box::new(|_: &Outcome, _: &View, _: bool| Answer::json(200, Vec::new()));
    let (principal, from) = (Principal::Person(person), None);
    let leave = Submission { principal, key: None, body: Wish::Leave, render, from };
    if let Err(error) = site.hall.door.submit(leave).await {
        tracing::debug!(?error, "an avatar stays until it idles out");
    }
}

fn bad_ticket() -> Problem {
    Problem::unauthorized("this ticket was used or is too old: POST /api/v1/people/me/tickets")
}

/// One player's desk.
struct Counter {
    site: Shared,
    pass: Pass,
    person: PersonId,
    address: IpAddr,
}

impl Desk for Counter {
    async fn ask(&self, request: village_protocol::play::Request) -> Reply {
        let number = request.number;
        Reply { number, came: self.carry_out(request).await.unwrap_or_else(|why| Err(denied(why))) }
    }

    async fn standing(&self) -> Result<Standing, Farewell> {
        let holder = self.pass.holder(&self.site).await.map_err(|problem| Farewell {
            version: VERSION,
            may_return: problem.status == StatusCode::SERVICE_UNAVAILABLE,
            why: problem.detail,
        })?;
        let is_same = holder == Principal::Person(self.person);
        let standing = is_same.then(|| standing(&self.site.hall.view.load(), self.person));
        standing.flatten().ok_or_else(|| {
            let why = "the village does not know you any more".to_owned();
            Farewell { version: VERSION, may_return: false, why }
        })
    }
}

impl Counter {
    async fn carry_out(
        &self,
        request: village_protocol::play::Request,
    ) -> Result<Result<Outcome, Denied>, Problem> {
        let site = &self.site;
        let key = Key {
            text: format!("link-{:032x}", request.key),
            request_hash: request_hash("LINK", "", &request.errand),
        };
        let caller: Caller = self.pass.caller(site, self.address).await?;
        let principal = caller.principal.clone().ok_or_else(Problem::internal)?;
        let avatar = avatar(&site.hall.view.load(), self.person);
        let Step { operation, named, wish: body } = step(self.person, avatar, request.errand)?;
        gate::admit(site, &caller, operation, named)?;
        let render = |outcome: &Outcome, _: &View, _: bool| {
            let (status, came) = match outcome {
                Outcome::Refused(refusal) => {
                    let problem = Problem::from(refusal);
                    (problem.status, Err(denied(problem)))
                }
                done => (StatusCode::OK, Ok(done)),
            };
            let body = serde_json::to_vec(&came).expect("an outcome is plain data");
            Answer::json(status.as_u16(), body)
        };
        let from = caller.from;
        let render = Box::new(render);
        let submission = Submission { principal, key: Some(key), body, render, from };
        let answer = site.hall.door.submit(submission).await?;
        serde_json::from_slice(&answer.body).map_err(|_| Problem::internal())
    }
}

/// What an errand comes to.
struct Step {
    /// The operation of the API that it is: method and path.
    operation: (&'static str, &'static str),
    /// The agent that the operation names.
    named: Option<VillagerId>,
    wish: Wish,
}

/// What an errand comes to, for a person and the avatar that it ever had. The one place where
/// errands become wishes.
fn step(person: PersonId, avatar: Option<VillagerId>, errand: Errand) -> Result<Step, Problem> {
    const AVATAR: &str = "/api/v1/people/me/avatar";
    let post = |path, wish| Ok(Step { operation: ("POST", path), named: None, wish });
    let own = || avatar.ok_or_else(|| Problem::from(&Refusal::Away));
    let act = |verb| {
        let agent = own()?;
        let operation = ("POST", "/api/v1/agents/{agent_id}/action");
        Ok(Step { operation, named: Some(agent), wish: Wish::Act { agent, verb } })
    };
    match errand {
        Errand::Reward(gift) => post("/api/v1/economy/reward", Wish::Reward(feedback(gift))),
        Errand::Penalize(gift) => post("/api/v1/economy/penalize", Wish::Penalize(feedback(gift))),
        Errand::Undo { transfer } => post("/api/v1/economy/undo", Wish::Undo { transfer }),
        Errand::Post { title, body, tags } => {
            let audience = Audience::Public;
            post("/api/v1/board/posts", Wish::Post { title, body, tags, audience })
        }
        Errand::Reply { post: id, body } => {
            post("/api/v1/board/posts/{post_id}/replies", Wish::Reply { post: id, body })
        }
        Errand::Letter { to: agent, body } => {
            post("/api/v1/letters/{person}/{agent_id}", Wish::Letter { person, agent, body })
        }
        Errand::Enter { look } => {
            // The world keeps the code and does not read it.
            Look::from_code(&look).map_err(|_| Problem::from(&Refusal::BadLook))?;
            post(AVATAR, Wish::Enter { look })
        }
        Errand::Leave => Ok(Step { operation: ("DELETE", AVATAR), named: None, wish: Wish::Leave }),
        Errand::Walk(to) => {
            let agent = own()?;
            let operation = ("POST", "/api/v1/agents/{agent_id}/move");
            Ok(Step { operation, named: Some(agent), wish: Wish::Move { agent, to } })
        }
        Errand::Say { text } => act(Verb::Say { text }),
        Errand::Use(what) => act(Verb::Use { what }),
        Errand::Stop => act(Verb::Stop),
    }
}

/// The avatar of a person who ever had one.
fn avatar(view: &View, person: PersonId) -> Option<VillagerId> {
    view.society.avatars.get(&person).map(|avatar| avatar.villager)
}

fn feedback(gift: Gift) -> Feedback {
    let Gift { agent, amount, reason, post, reply, own } = gift;
    Feedback { agent, amount, reason, post, reply, own }
}

/// What is a player's own; none for somebody whom the village does not know.
fn standing(view: &View, who: PersonId) -> Option<Standing> {
    let person = view.society.people.get(&who)?;
    let giving = view.giving(&Principal::Person(who));
    let session = Session {
        person: who,
        name: person.name.clone(),
        role: person.role,
        is_free: person.is_free(view.tick()),
    };
    let purse = Purse {
        balance: view.purse(AccountId::Person(who.0)),
        allowance_left: giving.map(|giving| giving.left),
    };
    let here = view.society.avatars.get(&who).filter(|avatar| avatar.here);
    let avatar = here.map(|avatar| Avatar { villager: avatar.villager });
    Some(Standing { session, purse, avatar })
}

fn denied(problem: Problem) -> Denied {
    let passing = [StatusCode::SERVICE_UNAVAILABLE, StatusCode::TOO_MANY_REQUESTS];
    Denied {
        code: problem.code.to_owned(),
        is_passing: passing.contains(&problem.status),
        detail: problem.detail,
    }
}

#[cfg(test)]
mod tests {
    use village_economy::Micro;
    use village_sim::{MoveTo, PostId, Use};

    use super::*;
    use crate::http::policy;

    #[test]
    fn every_errand_is_an_operation_of_the_api() {
        let gift = Gift {
            agent: VillagerId(1),
            amount: Micro::coins(1),
            reason: "x".into(),
            post: PostId(1),
            reply: None,
            own: false,
        };
        let text = || "x".to_owned();
        let errands = [
            Errand::Reward(gift.clone()),
            Errand::Penalize(gift),
            Errand::Undo { transfer: 1 },
            Errand::Post { title: text(), body: text(), tags: Vec::new() },
            Errand::Reply { post: PostId(1), body: text() },
            Errand::Letter { to: VillagerId(1), body: text() },
            Errand::Enter { look: "bcb-cbjaca----".to_owned() },
            Errand::Leave,
            Errand::Walk(MoveTo::By { dx: 1, dy: 0 }),
            Errand::Say { text: text() },
            Errand::Use(Use::Read),
            Errand::Stop,
        ];
        for errand in errands {
            let Step { operation: (method, path), .. } =
                step(PersonId(0), Some(VillagerId(9)), errand).unwrap();
            assert!(policy::find(&method.parse().unwrap(), path).is_some(), "{method} {path}");
        }
    }

    #[test]
    fn who_never_came_in_moves_nothing_and_a_look_must_be_one() {
        let code = |avatar, errand| step(PersonId(0), avatar, errand).err().unwrap().code;
        assert_eq!(code(None, Errand::Stop), Problem::from(&Refusal::Away).code);
        let look = "no look".to_owned();
        assert_eq!(code(None, Errand::Enter { look }), "bad_look");
    }
}
