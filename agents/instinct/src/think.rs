//! The one system of this crate: asks every villager that is awake what it wants.

use bevy_ecs::prelude::{Res, ResMut};
use village_sim::{Act, Activity, Acts, Awake, Causes, Deed, Need, Origin, Verb, VillagerId};

use crate::Lexicon;
use crate::ego::{Ego, Scene};

/// Where a mind puts its wishes, with what all minds wished for in this tick.
pub struct Wishes<'a> {
    pub acts: &'a mut Vec<Act>,
    who: VillagerId,
    first: usize,
}

impl Wishes<'_> {
    pub fn push(&mut self, deed: Deed) {
        self.acts.push(Act { who: self.who, deed, origin: Origin::Instinct });
    }

    pub fn verb(&mut self, verb: Verb) {
        self.push(Deed::Do(verb));
    }

    /// Whether anybody wants to pin a note up in this tick.
    pub fn hold_a_post(&self) -> bool {
        self.acts.iter().any(|act| matches!(act.deed, Deed::Post { .. }))
    }

    /// Whether any of this villager's wishes leads on: something that ends and then wakes it.
    fn lead_on(&self) -> bool {
        self.acts[self.first..].iter().any(|act| match &act.deed {
            Deed::Go(_) | Deed::StartTalk { .. } | Deed::JoinTalk { .. } => true,
            Deed::Do(verb) => {
                matches!(verb, Verb::Wait { .. } | Verb::Use { .. } | Verb::UseBoard)
            }
            _ => false,
        })
    }
}

/// Lets everybody think who is awake and whose reins are free.
pub fn think(scene: Scene, awake: Res<Awake>, lexicon: Res<Lexicon>, mut acts: ResMut<Acts>) {
    for (who, causes) in &awake.0 {
        let Some(ego) = Ego::new((&scene, &lexicon.0), *who, *causes) else { continue };
        if ego.is_led() {
            continue;
        }
        let first = acts.0.len();
        let mut wishes = Wishes { acts: &mut acts.0, who: *who, first };
        ego.decide(&mut wishes);
        // Nobody is left without a future: whoever idles and wants nothing waits, and waiting
        // ends.
        if ego.parts.body.activity == Activity::Idle && !wishes.lead_on() {
            let seconds = ego.dice("instinct:pause").between(4, 9);
            wishes.verb(Verb::Wait { seconds });
        }
    }
}

impl Ego<'_> {
    fn decide(&self, wishes: &mut Wishes) {
        let body = self.parts.body;
        if body.talk.is_some() {
            if self.causes.has(Causes::TURN) {
                self.take_turn(wishes);
            }
            return;
        }
        if body.activity == Activity::Sleeping {
            if self.is_rested() {
                self.choose(wishes);
            }
            return;
        }
        if self.speak_up(wishes) && !self.is_busy() {
            // Whoever was spoken to stays for what comes next.
            let seconds = self.dice("instinct:listen").between(6, 9);
            return wishes.verb(Verb::Wait { seconds });
        }
        if body.walk.is_some() {
            return;
        }
        let causes = self.causes;
        if causes.has(Causes::ARRIVED) {
            self.settle_down(wishes);
        } else if causes.has(Causes::FINISHED) || self.is_free_for_needs() {
            self.choose(wishes);
        }
    }

    /// Awake in mind: rest is met and the night is over.
    fn is_rested(&self) -> bool {
        let met = self.level(Need::Rest) >= 990;
        self.causes.has(Causes::NEED) && met && !self.is_bedtime()
    }

    /// Whether it does something that a word does not interrupt.
    fn is_busy(&self) -> bool {
        !matches!(
            self.parts.body.activity,
            Activity::Idle | Activity::Waiting | Activity::Walking | Activity::Looking
        )
    }

    /// Whether what it does now may be broken off for what it lacks, or is nothing at all.
    fn is_free_for_needs(&self) -> bool {
        let causes = self.causes;
        match self.parts.body.activity {
            Activity::Idle => true,
            Activity::Waiting | Activity::Looking | Activity::Resting => causes.has(Causes::NEED),
            _ => false,
        }
    }
}
