//! Acts: what villagers and people do, whoever decided it. A command from the door and a wish of a
//! mind go through the same checks; only here do bodies, bags and words change.

mod carry;
mod dwell;
mod go;
mod ponder;
mod speak;
mod visit;
mod write;

use bevy_ecs::prelude::{Res, ResMut, Resource};

use crate::attention::Causes;
use crate::board::{Audience, Origin};
use crate::books::StoreAt;
use crate::clock::Tick;
use crate::deal::Rank;
use crate::door::{Body, MoveTo, Outcome, Principal, Verb};
use crate::id::{ConversationId, PostId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::society::{Mind, Permit};
use crate::stage::Stage;
use crate::villager::REINS_SECONDS;

pub use dwell::{ACTIVITY_SECONDS, bedtime};
pub(crate) use go::{Ways, depart};
pub use speak::{HEARING_TILES, WHISPER_TILES};
pub(crate) use visit::{gate, nearest};

/// A wish of a mind within the village.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    pub who: VillagerId,
    pub deed: Deed,
    pub origin: Origin,
}

/// What a mind can wish for.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    Go(MoveTo),
    Do(Verb),
    /// Begin to talk with somebody close by.
    StartTalk {
        with: VillagerId,
    },
    /// Join others who talk close by.
    JoinTalk {
        talk: ConversationId,
    },
    /// Say one's line when one has the turn.
    Speak {
        text: String,
    },
    LeaveTalk,
    Post {
        title: String,
        body: String,
        tags: Vec<String>,
        audience: Audience,
    },
    Reply {
        post: PostId,
        body: String,
    },
}

/// Wishes for this tick; minds fill it, Act empties it.
#[derive(Resource, Debug, Default)]
pub struct Acts(pub Vec<Act>);

/// What came of an act: known now, or at the end of this tick's Walk or Settle.
pub(crate) type Result<T = Option<Outcome>> = std::result::Result<T, Refusal>;

/// Carries out the commands of this tick, then the wishes of minds.
pub(crate) fn act(mut stage: Stage, mut acts: ResMut<Acts>, store: Res<StoreAt>) {
    for case in 0..stage.docket.cases.len() {
        if let Principal::Person(person) = stage.docket.cases[case].command.principal {
            stage.note_person(person);
        }
        let waiting = &stage.docket.cases[case];
        if waiting.outcome.is_some() || waiting.command.body.is_deal() {
            continue;
        }
        let command = stage.docket.cases[case].command.clone();
        let outcome = if command.body.must_last() && !store.0 {
            Err(Refusal::StoreAway)
        } else {
            stage.obey(&command.principal, command.body, case)
        };
        match outcome {
            Ok(Some(outcome)) => stage.docket.settle(Some(case), outcome),
            Ok(None) => {}
            Err(refusal) => stage.docket.settle(Some(case), Outcome::Refused(refusal)),
        }
    }
    let mut wishes = std::mem::take(&mut acts.0);
    for wish in wishes.drain(..) {
        let lasts = matches!(wish.deed, Deed::Post { .. } | Deed::Reply { .. });
        let is_stopped = stage.society.permits.get(&wish.who).is_some_and(Permit::is_stopped);
        // Somebody may have taken its reins in this tick, after its instinct had looked.
        if is_stopped || stage.is_led(wish.who) {
            continue;
        }
        let outcome = if lasts && !store.0 {
            Err(Refusal::StoreAway)
        } else {
            stage.perform(wish.who, wish.deed, wish.origin)
        };
        if let Err(refusal) = outcome {
            stage.disappoint(wish.who, &refusal);
        }
    }
    acts.0 = wishes;
}

impl Stage<'_, '_> {
    fn obey(&mut self, principal: &Principal, body: Body, case: usize) -> Result {
        match body {
            Body::Move { agent, to } => {
                let _ = self.take_reins(principal, agent)?;
                self.go(agent, to, Some(case))
            }
            Body::Act { agent, verb } => {
                let origin = self.take_reins(principal, agent)?;
                self.carry_out(agent, verb, origin)
            }
            Body::Post { title, body, tags, audience } => {
                let author = self.author(principal)?;
                self.post(author, title, body, tags, audience)
            }
            Body::Reply { post, body } => {
                let author = self.author(principal)?;
                self.reply(author, post, body)
            }
            Body::Enter { look } => self.enter_village(principal, look),
            Body::Leave => self.leave_village(principal),
            Body::Think { agent, seconds } => self.think(principal, agent, seconds),
            Body::Decide { agent, thought, plan, trace } => {
                self.come_to(principal, agent, (thought, plan, trace))
            }
            Body::LetGo { agent } => self.drop_reins(principal, agent),
            _ => Err(Refusal::Forbidden),
        }
    }

    fn perform(&mut self, who: VillagerId, deed: Deed, origin: Origin) -> Result {
        match deed {
            Deed::Go(to) => self.go(who, to, None),
            Deed::Do(verb) => self.carry_out(who, verb, origin),
            Deed::StartTalk { with } => self.start_talk(who, with),
            Deed::JoinTalk { talk } => self.join_talk(who, talk),
            Deed::Speak { text } => {
                self.must_speak(who)?;
                self.speak(who, &text, origin)
            }
            Deed::LeaveTalk => Ok(Some(self.leave_talk(who))),
            Deed::Post { title, body, tags, audience } => {
                self.post((crate::board::Author::Agent(who), origin), title, body, tags, audience)
            }
            Deed::Reply { post, body } => {
                self.reply((crate::board::Author::Agent(who), origin), post, body)
            }
        }
    }

    fn carry_out(&mut self, who: VillagerId, verb: Verb, origin: Origin) -> Result {
        match verb {
            Verb::Say { text } => {
                self.must_speak(who)?;
                self.say(who, &text, origin)
            }
            Verb::Whisper { to, text } => {
                self.must_speak(who)?;
                self.whisper(who, to, &text, origin)
            }
            Verb::UseBoard => self.use_board(who),
            Verb::Use { what } => self.use_place(who, what),
            Verb::PickUp { item } => self.pick_up(who, item),
            Verb::PutDown { item } => self.put_down(who, item),
            Verb::Give { item, to } => self.give(who, item, to),
            Verb::UseItem { item } => self.use_item(who, item),
            Verb::Wait { seconds } => self.wait(who, seconds),
            Verb::Stop => Ok(Some(self.stop(who))),
        }
    }

    /// Checks that a principal may move this villager. A mind from outside then holds the reins
    /// for a while, and instinct stands back. An avatar is moved by its own person alone.
    fn take_reins(&mut self, principal: &Principal, who: VillagerId) -> Result<Origin> {
        let member = self.cast.get(who).ok_or(Refusal::Unknown { what: Thing::Agent })?;
        if let Some(owner) = member.person {
            return self.lead_avatar(principal, owner, who);
        }
        self.must_be_free(who)?;
        let origin = match principal {
            Principal::Agent(agent) if *agent == who => Origin::Outside,
            Principal::Mind(agent) if *agent == who => Origin::Model,
            Principal::Agent(_) | Principal::Mind(_) => return Err(Refusal::Forbidden),
            Principal::Admin(_) => Origin::Human,
            Principal::Person(_) => {
                self.must_be(principal, Rank::Admin)?;
                Origin::Human
            }
            Principal::System => return Ok(Origin::System),
        };
        let until = self.now().after(self.clock.ticks(REINS_SECONDS));
        self.hold_reins(who, until);
        if origin == Origin::Model {
            let mind = self.society.minds.get(&who).cloned().unwrap_or_default();
            self.society.minds.put(who, Mind { leads_until: until, ..mind });
        }
        Ok(origin)
    }

    /// Whether a mind from outside, or a model, holds a villager's reins.
    pub(crate) fn is_led(&self, who: VillagerId) -> bool {
        self.reins(who).held_until > self.now()
    }

    fn hold_reins(&mut self, who: VillagerId, until: Tick) {
        self.villager(who).reins.held_until = until;
        self.attend(who, Causes::FREE, until);
    }

    /// A mind's wish came to nothing: it notices and thinks again, a little later.
    fn disappoint(&mut self, who: VillagerId, refusal: &Refusal) {
        self.remember(who, Perceived::Refused { code: refusal.code().into() });
        let soon = self.now().after(self.clock.ticks(2));
        self.attend(who, Causes::REFUSED, soon);
    }
}
