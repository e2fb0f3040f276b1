//! Avatars: by which villager a person walks about, how that one looks, and whether it is in the
//! village now.

use serde::{Deserialize, Serialize};

use crate::id::VillagerId;
use crate::refusal::Refusal;
use crate::villager::VILLAGERS_MAX;

/// Avatars that are in the village at once, at most.
pub const AVATARS_MAX: usize = 200;

/// Avatars that a village ever knows: each keeps its number for good.
pub const AVATARS_KNOWN_MAX: usize = VILLAGERS_MAX;

/// An avatar whose person wants nothing for so many seconds leaves by itself.
pub const AVATAR_IDLE_SECONDS: u32 = 600;

/// Longest code of a look, in characters.
pub const LOOK_MAX: usize = 32;

/// The avatar of one person. Where it stands (or stood when it left) is its body's to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatar {
    /// Its number among the villagers, the same whenever it comes.
    pub villager: VillagerId,
    /// How it looks: a code that means nothing to the world, 1 to [`LOOK_MAX`] visible ASCII
    /// characters.
    pub look: String,
    /// Whether it is in the village now.
    pub here: bool,
}

/// Checks the form of a look's code.
pub(crate) fn check_look(look: &str) -> Result<(), Refusal> {
    let fits = (1..=LOOK_MAX).contains(&look.len()) && look.bytes().all(|b| b.is_ascii_graphic());
    if fits { Ok(()) } else { Err(Refusal::BadLook) }
}
