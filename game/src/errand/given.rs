//! What a person gave or took lately: pending until the village says what came of it, then settled,
//! and for a while to be undone. It is this client's own memory of it; the ledger is the village's.

use bevy::prelude::*;
use village_economy::Micro;
use village_protocol::play::{Errand, Gift};
use village_sim::{Outcome, Tick};

use super::{Came, Wanted};
use crate::scene::Scene;

/// Gifts that are remembered.
const KEPT_MAX: usize = 32;
/// Seconds for which a settled or refused gift is told.
const TOLD: f64 = 60.0;

/// How it stands with a gift.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Pending,
    Settled {
        transfer: u64,
        /// What really moved.
        amount: Micro,
        /// Until when it can be taken back.
        until: Option<Tick>,
    },
    /// It is being taken back.
    Undoing {
        transfer: u64,
        amount: Micro,
    },
    Undone {
        amount: Micro,
    },
    Refused {
        why: String,
    },
}

impl State {
    /// Its transfer, while there is one to be taken back.
    const fn transfer(&self) -> Option<u64> {
        match self {
            Self::Settled { transfer, .. } | Self::Undoing { transfer, .. } => Some(*transfer),
            _ => None,
        }
    }
}

/// A gift and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub gift: Gift,
    pub is_penalty: bool,
    pub state: State,
    /// When it came to stand so, in seconds of this machine's clock.
    pub since: f64,
    /// Why taking it back did not go well.
    pub hitch: Option<String>,
}

/// What was given lately, the latest last.
#[derive(Resource, Debug, Default)]
pub struct Gifts(pub Vec<Given>);

impl Gifts {
    /// What was given for a note or one of its replies.
    pub fn of(&self, post: u64) -> impl Iterator<Item = &Given> {
        self.0.iter().filter(move |given| given.gift.post.0 == post)
    }

    fn begin(&mut self, gift: &Gift, is_penalty: bool, now: f64) {
        let (gift, state) = (gift.clone(), State::Pending);
        self.0.push(Given { gift, is_penalty, state, since: now, hitch: None });
        let pending = |given: &Given| matches!(given.state, State::Pending | State::Undoing { .. });
        while self.0.len() > KEPT_MAX {
            let Some(old) = self.0.iter().position(|given| !pending(given)) else { return };
            self.0.remove(old);
        }
    }

    fn settle(&mut self, gift: &Gift, is_penalty: bool, came: &Came, now: f64) {
        let same = |given: &&mut Given| {
            given.state == State::Pending && given.is_penalty == is_penalty && given.gift == *gift
        };
        let Some(given) = self.0.iter_mut().find(same) else { return };
        given.since = now;
        given.state = match &came.came {
            Ok(Outcome::Paid { transfer, amount, undo_until, .. }) => {
                State::Settled { transfer: *transfer, amount: *amount, until: *undo_until }
            }
            Ok(_) => State::Refused { why: "The village answered something else.".to_owned() },
            Err(denied) => State::Refused { why: denied.detail.clone() },
        };
    }

    fn undo(&mut self, transfer: u64, now: f64) {
        let of = |given: &&mut Given| given.state.transfer() == Some(transfer);
        if let Some(given) = self.0.iter_mut().find(of)
            && let State::Settled { amount, .. } = given.state
        {
            given.state = State::Undoing { transfer, amount };
            given.since = now;
            given.hitch = None;
        }
    }

    fn undone(&mut self, transfer: u64, came: &Came, now: f64) {
        let of = |given: &&mut Given| given.state.transfer() == Some(transfer);
        let Some(given) = self.0.iter_mut().find(of) else { return };
        let State::Undoing { amount, .. } = given.state else { return };
        given.since = now;
        given.state = match &came.came {
            Ok(_) => State::Undone { amount },
            Err(denied) => {
                given.hitch = Some(denied.detail.clone());
                State::Settled { transfer, amount, until: None }
            }
        };
    }
}

/// Follows what is wanted and what came of it.
pub(super) fn keep(
    (mut wanted, mut came): (MessageReader<Wanted>, MessageReader<Came>),
    scene: Res<Scene>,
    mut gifts: ResMut<Gifts>,
) {
    let now = scene.now();
    let gifts = gifts.bypass_change_detection();
    for Wanted(errand) in wanted.read() {
        match errand {
            Errand::Reward(gift) => gifts.begin(gift, false, now),
            Errand::Penalize(gift) => gifts.begin(gift, true, now),
            Errand::Undo { transfer } => gifts.undo(*transfer, now),
            _ => {}
        }
    }
    for came in came.read() {
        match &came.errand {
            Errand::Reward(gift) => gifts.settle(gift, false, came, now),
            Errand::Penalize(gift) => gifts.settle(gift, true, came, now),
            Errand::Undo { transfer } => gifts.undone(*transfer, came, now),
            _ => {}
        }
    }
    let tick = scene.tick();
    gifts.0.retain(|given| match given.state {
        State::Pending | State::Undoing { .. } => true,
        State::Settled { until: Some(until), .. } if tick <= ticks(until) => true,
        _ => now - given.since < TOLD,
    });
}

/// A tick as the scene's clock counts it.
#[expect(clippy::cast_precision_loss, reason = "a tick is far below 2^52")]
pub const fn ticks(tick: Tick) -> f64 {
    tick.0 as f64
}
