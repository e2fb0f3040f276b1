//! Who is here besides those who live here.

use serde::Serialize;
use utoipa::ToSchema;

/// How many look on and how many play, now.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Presence {
    /// Clients that the village streams to, those of players among them. A gateway away from the
    /// village counts as one, however many it serves.
    pub watching: usize,
    /// People whose client holds a link to play, each once.
    pub playing: usize,
}
