//! When somebody last did this or that: what keeps a mind from doing the same thing for ever.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::id::{PostId, VillagerId};

/// Ticks of the latest doings; 0 for never.
#[derive(Component, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habits {
    pub posted: Tick,
    pub replied: Tick,
    pub talked: Tick,
    /// Last visit to the town board, and the newest post that was there.
    pub read_board: Tick,
    pub read_up_to: Option<PostId>,
    /// With whom it last talked.
    pub partner: Option<VillagerId>,
}
