//! A building from its plan: floor, inner walls and furniture below, wall front and roof above.
//!
//! A plan is drawn in letters, the back wall first and the street front last. The roof covers the
//! plan and rises some rows behind it; it lies on the roof layer together with the upper half of
//! the front, so that both fade when someone inside is followed. Letters are explained in the
//! README.

use super::drawing::{Drawing, Layer, TILE};
use super::front;
use super::furniture;
use super::roof::Cover;
use super::wall::{self, Stuff};
use crate::canvas::Rgba;
use crate::palette::{EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, PLASTER_0, STONE_3};

/// The shape of a roof.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// One slope towards us; its ridge is shorter by so many pixels at each end.
    Slope(i32),
    /// The gable towards us.
    Gable,
    /// A slope, and a gable over some tiles of it: first tile and width in tiles.
    Crossed(i32, i32),
}

/// What makes a front its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trim {
    /// Nothing.
    Plain,
    /// Ivy up the left corner.
    Ivy,
    /// Columns on both sides of the door and a clock above.
    Columns,
    /// A turret with a bell on the ridge.
    Turret,
}

/// A hanging sign: its tile and what is painted on it.
pub type Sign = (i32, &'static [&'static str]);

/// Everything that makes one building itself.
#[derive(Debug, Clone, Copy)]
pub struct Building {
    /// Name of its drawing; for a home also its id.
    pub name: &'static str,
    /// Letters, back wall first.
    pub plan: &'static [&'static str],
    /// Rows that the roof rises behind the plan.
    pub rise: i32,
    /// Roof.
    pub shape: Shape,
    /// What covers it.
    pub cover: Cover,
    /// Walls.
    pub stuff: Stuff,
    /// The floor inside.
    pub floor: furniture::Floor,
    /// Dye of shutters and door, from shade to light.
    pub dye: [Rgba; 3],
    /// Pixel column of the chimney, if there is one, and its foot's height.
    pub chimney: Option<(i32, i32)>,
    /// First tile and width in tiles of an awning.
    pub awning: Option<(i32, i32)>,
    /// The sign beside the door.
    pub sign: Option<Sign>,
    /// By how many pixels the walls are higher than two tiles.
    pub upper: i32,
    /// Tiles with a window in the upper storey; `upper` is at least 20 where there is one.
    pub loft: &'static [i32],
    /// Tiles with a dormer in the roof.
    pub dormers: &'static [i32],
    /// What else makes its front its own.
    pub trim: Trim,
}

/// How a body is held at a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pose {
    /// On its feet.
    Stand,
    /// On a seat.
    Sit,
    /// In bed.
    Sleep,
    /// At work.
    Work,
}

impl Pose {
    /// The word in the map file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stand => "stand",
            Self::Sit => "sit",
            Self::Sleep => "sleep",
            Self::Work => "work",
        }
    }
}

/// A place to be: cell, way of facing, pose.
pub type Spot = ((i32, i32), &'static str, Pose);

impl Building {
    /// Width in tiles.
    pub fn w(&self) -> i32 {
        count(self.plan[0].len())
    }

    /// Depth in tiles, walls included.
    pub fn d(&self) -> i32 {
        count(self.plan.len())
    }

    /// Every cell of the plan with its letter.
    pub fn cells(&self) -> impl Iterator<Item = (i32, i32, char)> {
        let rows = (0..).zip(self.plan);
        rows.flat_map(|(y, line)| (0..).zip(line.chars()).map(move |(x, letter)| (x, y, letter)))
    }

    /// The spots that the plan's letters stand for, in cells of the plan.
    pub fn spots(&self) -> Vec<Spot> {
        let spot = |(x, y, letter)| {
            let (facing, pose) = match letter {
                'B' => ("down", Pose::Sleep),
                '<' => ("left", Pose::Sit),
                '>' => ("right", Pose::Sit),
                '^' => ("up", Pose::Sit),
                'v' => ("down", Pose::Sit),
                'U' => ("up", Pose::Stand),
                'N' => ("down", Pose::Stand),
                'W' => ("up", Pose::Work),
                'V' => ("down", Pose::Work),
                _ => return None,
            };
            Some(((x, y), facing, pose))
        };
        self.cells().filter_map(spot).collect()
    }

    /// Draws it.
    pub fn draw(&self) -> Drawing {
        let (w, rows) = (self.w(), self.d() + self.rise);
        let mut drawing = Drawing::new(self.name, w, rows);
        self.inside(&mut drawing);
        let (front, lights) = front::draw(self);
        let split = (rows - 1) * TILE;
        let upper = front.cut(0, 0, w * TILE, split);
        drawing.on(Layer::Roof).blit(&upper, 0, 0);
        let lower = front.cut(0, split, w * TILE, TILE);
        drawing.on(Layer::Objects).blit(&lower, 0, split);
        if let Some((from, wide)) = self.awning {
            let y = split - 13;
            let canopy = drawing.on(Layer::Canopy);
            wall::awning(canopy, from * TILE + 1, y, wide * TILE - 2, 9, self.dye);
        }
        for (x, y, letter) in self.cells() {
            let cell = drawing.nature(Layer::Objects, x, y + self.rise);
            cell.solid = furniture::is_solid(letter);
        }
        for (x, y) in lights {
            drawing.nature(Layer::Roof, x, y).light = 26;
        }
        drawing
    }

    fn inside(&self, drawing: &mut Drawing) {
        let (w, d) = (self.w(), self.d());
        for (x, y, letter) in self.cells() {
            let (px, py) = (x * TILE, (y + self.rise) * TILE);
            if y < d - 1 && (1..w - 1).contains(&x) && y > 0 || matches!(letter, 'D' | 'G' | 'A') {
                self.floor.draw(drawing.on(Layer::Ground), px, py);
            }
            let objects = drawing.on(Layer::Objects);
            if y < d - 1 && (x == 0 || x == w - 1) {
                let (at, lit) = if x == 0 { (px + 7, STONE_3) } else { (px, EARTH_2) };
                objects.rect(at, py, 9, TILE, EARTH_1);
                objects.rect(if x == 0 { px + 14 } else { px }, py, 2, TILE, lit);
                objects.rect(px + 7, py, 2, TILE, EARTH_0);
            } else if y == 0 {
                objects.rect(px, py, TILE, TILE, EARTH_4);
                objects.rect(px, py, TILE, 3, EARTH_1);
                objects.rect(px, py + 3, TILE, 1, PLASTER_0);
                objects.rect(px, py + 11, TILE, 4, EARTH_2);
                objects.rect(px, py + 11, TILE, 1, EARTH_3);
                objects.rect(px, py + 15, TILE, 1, EARTH_0);
            }
            furniture::draw(objects, px, py, letter);
        }
    }
}

fn count(len: usize) -> i32 {
    i32::try_from(len).expect("a plan is small")
}
