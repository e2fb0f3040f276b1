//! What villagers remember and lean towards. The world writes down what they perceived; what they
//! make of it is their mind's affair.

use std::borrow::Cow;
use std::sync::Arc;

use arrayvec::ArrayVec;
use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};
use village_economy::Micro;

use crate::clock::Tick;
use crate::id::{KindId, LandmarkId, PersonId, PostId, ReplyId, VillagerId};

/// Most memories at hand; the oldest makes room.
pub const MEMORIES_MAX: usize = 32;

/// Most topics that somebody leans to or from.
pub const LEANINGS_MAX: usize = 16;

/// One thing perceived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    pub tick: Tick,
    pub what: Perceived,
}

/// What can be perceived and remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Perceived {
    /// Saw somebody, at a landmark or on the way.
    Met { who: VillagerId, at: Option<LandmarkId> },
    /// Found so many people at a landmark.
    Crowd { at: LandmarkId, count: u16 },
    /// Saw so many items of a kind on a shelf.
    Goods { kind: KindId, at: LandmarkId, count: u16 },
    /// Heard somebody speak; `to_me` when it was whispered.
    Heard { who: VillagerId, text: Arc<str>, to_me: bool },
    /// Was handed an item.
    Given { by: VillagerId, kind: KindId },
    /// Read a post on the board.
    ReadPost { post: PostId },
    /// Somebody answered a post of one's own.
    Answered { post: PostId, reply: ReplyId },
    /// Was paid for something written.
    Rewarded(Verdict),
    /// Lost money for something written.
    Penalized(Verdict),
    /// Did something somewhere.
    Did { activity: crate::Activity, at: LandmarkId },
    /// Was refused something; `code` as in the API.
    Refused { code: Cow<'static, str> },
    /// A person wrote a letter.
    Letter { by: PersonId, name: Arc<str>, text: Arc<str> },
    /// Another villager paid for help.
    Paid { by: VillagerId, amount: Micro, note: Arc<str> },
    /// Paid work went on: what was done (as in the API; `reply`: its post was answered), and why or
    /// in which words.
    Work { post: PostId, step: Cow<'static, str>, words: Arc<str> },
}

/// What came of something written: how much, for what, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub amount: Micro,
    pub post: PostId,
    pub reply: Option<ReplyId>,
    pub topic: Option<Arc<str>>,
    pub reason: Arc<str>,
}

/// The latest memories, oldest first.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memories(ArrayVec<Memory, MEMORIES_MAX>);

impl Memories {
    /// Latest last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Memory> + ExactSizeIterator {
        self.0.iter()
    }

    pub fn last(&self) -> Option<&Memory> {
        self.0.last()
    }

    /// Takes a memory in. The least telling of the older half makes room when there is none, so
    /// that a busy square does not wash a reward away.
    pub fn remember(&mut self, tick: Tick, what: Perceived) {
        if self.0.is_full() {
            let older = &self.0[..MEMORIES_MAX / 2];
            let weights = older.iter().map(|memory| memory.what.weight()).enumerate();
            let least = weights.min_by_key(|(at, weight)| (*weight, *at)).map_or(0, |(at, _)| at);
            self.0.remove(least);
        }
        self.0.push(Memory { tick, what });
    }
}

impl Perceived {
    /// How telling a memory is, 0 to 3.
    const fn weight(&self) -> u8 {
        match self {
            Self::Met { .. } | Self::Crowd { .. } | Self::Did { .. } => 0,
            Self::Goods { .. } | Self::Refused { .. } | Self::ReadPost { .. } => 1,
            Self::Heard { .. } | Self::Given { .. } => 2,
            Self::Answered { .. }
            | Self::Rewarded(_)
            | Self::Penalized(_)
            | Self::Letter { .. }
            | Self::Paid { .. }
            | Self::Work { .. } => 3,
        }
    }
}

/// What somebody learned to do more or less of: topics with a weight from -1,000 to 1,000.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leanings(ArrayVec<(Arc<str>, i16), LEANINGS_MAX>);

impl Leanings {
    /// Weight of a topic; 0 for one never judged.
    pub fn of(&self, topic: &str) -> i16 {
        self.0.iter().find(|(name, _)| &**name == topic).map_or(0, |(_, weight)| *weight)
    }

    /// Topics in the order in which they were first judged.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i16)> {
        self.0.iter().map(|(name, weight)| (&**name, *weight))
    }

    /// Leans further to (or from) a topic; the weakest leaning makes room for a new one.
    pub fn lean(&mut self, topic: &Arc<str>, by: i16) {
        let limited = |weight: i16| weight.saturating_add(by).clamp(-1000, 1000);
        if let Some((_, weight)) = self.0.iter_mut().find(|(name, _)| name == topic) {
            *weight = limited(*weight);
            return;
        }
        if self.0.is_full() {
            let weights = self.0.iter().map(|(_, weight)| weight.unsigned_abs()).enumerate();
            let weakest = weights.min_by_key(|(at, weight)| (*weight, *at)).map_or(0, |(at, _)| at);
            self.0.remove(weakest);
        }
        self.0.push((topic.clone(), limited(0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reward_outlives_a_busy_square() {
        let mut memories = Memories::default();
        let verdict = Verdict {
            amount: Micro::ZERO,
            post: PostId(1),
            reply: None,
            topic: None,
            reason: "kind".into(),
        };
        memories.remember(Tick(1), Perceived::Rewarded(verdict));
        for tick in 2..200 {
            memories.remember(Tick(tick), Perceived::Met { who: VillagerId(3), at: None });
        }
        assert_eq!(memories.iter().len(), MEMORIES_MAX);
        assert!(matches!(memories.iter().next().unwrap().what, Perceived::Rewarded(_)));
        assert_eq!(memories.last().unwrap().tick, Tick(199));
    }

    #[test]
    fn leanings_are_bounded() {
        let mut leanings = Leanings::default();
        for number in 0..40 {
            leanings.lean(&format!("topic-{number}").into(), 10 + number);
        }
        assert_eq!(leanings.iter().count(), LEANINGS_MAX);
        let topic: Arc<str> = "topic-39".into();
        for _ in 0..100 {
            leanings.lean(&topic, 100);
        }
        assert_eq!(leanings.of("topic-39"), 1000);
    }
}
