//! What makes a villager think: a set of causes, and when it will notice them. Minds are asked for
//! those who are awake in a tick and for nobody else.

use bevy_ecs::prelude::{Component, Resource};
use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::id::VillagerId;

/// Why somebody should think, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Causes(u16);

impl Causes {
    pub const NONE: Self = Self(0);
    /// Came to live here, or the reins were let go.
    pub const FREE: Self = Self(1);
    /// Reached the end of its way.
    pub const ARRIVED: Self = Self(1 << 1);
    /// What it did is done.
    pub const FINISHED: Self = Self(1 << 2);
    /// A need fell low or is met.
    pub const NEED: Self = Self(1 << 3);
    /// Somebody spoke to it or close by.
    pub const SPOKEN_TO: Self = Self(1 << 4);
    /// It has the turn in a conversation.
    pub const TURN: Self = Self(1 << 5);
    /// It was rewarded or penalised.
    pub const JUDGED: Self = Self(1 << 6);
    /// It could not go where it wanted, or was refused something.
    pub const REFUSED: Self = Self(1 << 7);
    /// Something was given to it.
    pub const GIVEN: Self = Self(1 << 8);

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn has(self, cause: Self) -> bool {
        self.0 & cause.0 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a villager has yet to notice.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    pub(crate) at: Option<Tick>,
    pub(crate) causes: Causes,
}

/// Who is awake in this tick and why, in order of villager.
#[derive(Resource, Debug, Default)]
pub struct Awake(pub Vec<(VillagerId, Causes)>);
