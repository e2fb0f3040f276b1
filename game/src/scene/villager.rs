//! Somebody as the village shows it, and the way that it is drawn on: places follow from the walk
//! and the tick by the village's own integers.

use bevy::math::Vec2;
use village_sim::{Activity, Facing, Led, Mood, PACE, Point, Pose, Tick, Tile, Walk};

/// Parts of a tick that a walk is drawn in, so that it is smooth at any frame rate.
const FINE: u32 = 64;

/// One villager as everybody may see it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Villager {
    /// Where it stands, or where its walk set out.
    pub at: Point,
    pub walk: Option<Walk>,
    pub facing: Facing,
    pub pose: Pose,
    pub activity: Activity,
    pub mood: Mood,
    /// Who moves it.
    pub led: Led,
    /// Whether a model thinks for it now.
    pub thinks: bool,
    /// Its purse in millionths of an aiDollar.
    pub purse: i64,
    /// Place of its tier among the scene's.
    pub tier: u8,
    /// When it last changed its mood, in seconds of this machine's clock.
    pub moved: Option<f64>,
    /// When it came to another tier.
    pub rose: Option<f64>,
    /// Where it is drawn instead: one's own avatar, ahead of what the village shows.
    pub lead: Option<Lead>,
}

/// A way that somebody is drawn on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lead {
    /// Where it stands, or where its walk set out.
    at: Point,
    /// On the fine clock.
    walk: Option<Walk>,
    /// Pixels of the art by which it is drawn off from there.
    slip: Vec2,
}

/// Where somebody is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// The feet, in pixels of the art.
    pub at: Vec2,
    pub facing: Facing,
    /// Steps of 1/256 tile walked so far; `None` when it stands.
    pub walked: Option<u64>,
}

impl Lead {
    /// The point at a tick with its fraction.
    pub fn point(&self, tick: f64, hz: u32) -> Point {
        let Some(walk) = &self.walk else { return self.at };
        walk.point(self.at, fine(tick).max(walk.departed), hz * FINE)
    }

    /// The same in pixels of the art.
    pub fn place(&self, tick: f64, hz: u32) -> Vec2 {
        art(self.point(tick, hz))
    }

    /// Where its walk ends, or where it stands.
    pub fn end(&self) -> Tile {
        self.walk.as_ref().map_or(self.at, Walk::end).tile()
    }

    /// The same way, drawn off from it.
    #[must_use]
    pub fn off_by(self, slip: Vec2) -> Self {
        Self { slip, ..self }
    }

    /// The same way until a tick, and from there straight to a tile.
    #[must_use]
    pub fn then(&self, goal: Tile, tick: f64, hz: u32) -> Self {
        let at = self.point(tick, hz);
        let corners = std::iter::once(goal).collect();
        Self { at, walk: Walk::new(at, corners, goal, fine(tick), hz * FINE), slip: self.slip }
    }
}

/// A tick with its fraction on the fine clock.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a tick is positive and far below 2^52"
)]
fn fine(tick: f64) -> Tick {
    Tick((tick.max(0.0) * f64::from(FINE)) as u64)
}

impl Villager {
    /// The way that it is drawn on: the village's, or one's own ahead of it.
    pub fn way(&self) -> Lead {
        self.lead.clone().unwrap_or_else(|| self.as_told())
    }

    /// The way that the village shows.
    pub fn as_told(&self) -> Lead {
        // The same integers as the village's own, on a clock that is finer by a whole number: at
        // whole ticks both agree to the last step.
        let walk = self.walk.as_ref().map(|walk| Walk {
            corners: walk.corners.clone(),
            departed: Tick(walk.departed.0.saturating_mul(FINE.into())),
            arrives: Tick(walk.arrives.0.saturating_mul(FINE.into())),
            goal: walk.goal,
        });
        Lead { at: self.at, walk, slip: Vec2::ZERO }
    }

    /// Where it is at a tick with its fraction.
    pub fn stand(&self, tick: f64, hz: u32) -> Stand {
        let way = self.way();
        let at = way.place(tick, hz) + way.slip;
        let standing = Stand { at, facing: self.facing, walked: None };
        let Some(walk) = way.walk else { return standing };
        let now = fine(tick).max(walk.departed);
        let Some(facing) = walk.facing(way.at, now, hz * FINE) else { return standing };
        let walked = now.since(walk.departed) * u64::from(PACE) / u64::from(hz.max(1) * FINE);
        Stand { at, facing, walked: Some(walked) }
    }

    /// What it is doing, in words.
    pub const fn doing(&self) -> &'static str {
        match self.activity {
            Activity::Idle => "standing about",
            Activity::Walking => "walking",
            Activity::Talking => "talking",
            Activity::Sleeping => "sleeping",
            Activity::Eating => "eating",
            Activity::Drinking => "drinking",
            Activity::Working => "working",
            Activity::Reading => "reading",
            Activity::Trading => "trading",
            Activity::AtBoard => "reading the board",
            Activity::Resting => "resting",
            Activity::Looking => "looking around",
            Activity::Waiting => "waiting",
        }
    }

    /// The tile where it is at a tick.
    pub fn tile(&self, tick: f64, hz: u32) -> Tile {
        let at = self.stand(tick, hz).at / 16.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a map's side is at most 4,096 tiles"
        )]
        let tile = Tile::new(at.x as u16, at.y as u16);
        tile
    }
}

/// A point of the ground in pixels of the art.
fn art(point: Point) -> Vec2 {
    #[expect(clippy::cast_precision_loss, reason = "a map's side is at most 65,536 pixels")]
    let pixels = |steps: u32| steps as f32 / 16.0;
    Vec2::new(pixels(point.x), pixels(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walker() -> Villager {
        let from = Tile::new(1, 1).middle();
        let corners = [Tile::new(6, 1), Tile::new(6, 4)].into_iter().collect();
        let walk = Walk::new(from, corners, Tile::new(6, 4), Tick(100), 20);
        Villager { at: from, walk, ..Villager::default() }
    }

    #[test]
    fn at_whole_ticks_a_walker_stands_where_the_village_says() {
        let one = walker();
        let walk = one.walk.clone().unwrap();
        for tick in 90..180_u32 {
            let told = art(walk.point(one.at, Tick(tick.max(100).into()), 20));
            assert_eq!(one.stand(f64::from(tick), 20).at, told, "at {tick}");
        }
    }

    #[test]
    fn between_ticks_a_walker_moves_evenly() {
        let one = walker();
        let place = |tick: f64| one.stand(tick, 20).at;
        let step = place(101.5) - place(101.0);
        assert!((step.x - 1.0).abs() < 0.13, "half a tick is half a step: {step}");
        assert_eq!(one.stand(500.0, 20).walked, None);
        assert_eq!(one.stand(500.0, 20).at, art(Tile::new(6, 4).middle()));
    }
}
