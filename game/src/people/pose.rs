//! Which frame of its sheet somebody shows: pure choices from pose, walk and time.

use bevy::math::{Rect, Vec2};
use village_art::villager::{FRAME_HEIGHT, FRAME_WIDTH};
use village_sim::{Activity, Facing, Pose, VillagerId};

use crate::scene::{Stand, Villager};

const IDLE: [u8; 2] = [0, 1];
const WALK: [u8; 4] = [2, 3, 4, 5];
const SIT: u8 = 6;
const WORK: [u8; 2] = [7, 8];
const SLEEP: u8 = 9;
const TALK: [u8; 2] = [10, 11];

/// Steps of 1/256 tile to a frame of the walk.
const STRIDE: u64 = 72;

/// The column of a sheet; `seconds` is the time that idle movements follow.
pub fn column(
    villager: &Villager,
    stand: &Stand,
    who: VillagerId,
    talks: bool,
    seconds: f64,
) -> u8 {
    if let Some(walked) = stand.walked {
        return pick(&WALK, walked / STRIDE);
    }
    // Not all breathe at once.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since the start"
    )]
    let millis = (seconds * 1_000.0) as u64 + u64::from(who.0) * 137;
    match villager.pose {
        Pose::Sleep => SLEEP,
        Pose::Sit => SIT,
        _ if talks => pick(&TALK, millis / 220),
        Pose::Work => pick(&WORK, millis / 380),
        Pose::Stand if villager.activity == Activity::Working => pick(&WORK, millis / 380),
        Pose::Stand => pick(&IDLE, millis / 700),
    }
}

fn pick(frames: &[u8], at: u64) -> u8 {
    let at = at % frames.len() as u64;
    usize::try_from(at).ok().and_then(|at| frames.get(at)).copied().unwrap_or(0)
}

/// The row of a sheet.
pub const fn row(facing: Facing) -> u8 {
    match facing {
        Facing::Down => 0,
        Facing::Left => 1,
        Facing::Right => 2,
        Facing::Up => 3,
    }
}

/// A frame's place on the picture, given its sheet's corner.
pub(super) fn frame(corner: Vec2, column: u8, row: u8) -> Rect {
    #[expect(clippy::cast_precision_loss, reason = "a frame is small")]
    let size = Vec2::new(FRAME_WIDTH as f32, FRAME_HEIGHT as f32);
    let from = corner + size * Vec2::new(column.into(), row.into());
    Rect::from_corners(from, from + size)
}
