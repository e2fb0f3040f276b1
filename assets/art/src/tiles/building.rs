//! A building from its plan: floor, inner walls and furniture below, wall front and roof above.
//!
//! A plan is drawn in letters, the back wall first and the street front last. The roof covers the
//! plan and rises some rows behind it; it lies on the roof layer together with the upper half of the
//! front, so that both fade when someone inside is followed. Letters are explained in the README.

use super::drawing::{Drawing, Layer, TILE};
use super::furniture;
use super::roof::{self, Cover, Gable, Slope};
use super::wall::{self, Stuff};
use crate::canvas::{Canvas, Rgba};
use crate::palette::{
    CLEAR, EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, GLOW, PLASTER_0, PLASTER_1, ROOF, STONE,
    STONE_0, STONE_1, STONE_3, STONE_4, WATER_3,
};

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
        let front = self.outside();
        let split = (rows - 1) * TILE;
        let upper = front.cut(0, 0, w * TILE, split);
        drawing.on(Layer::Roof).blit(&upper, 0, 0);
        let lower = front.cut(0, split, w * TILE, TILE);
        drawing.on(Layer::Objects).blit(&lower, 0, split);
        if let Some((from, wide)) = self.awning {
            let y = split - 8;
            let canopy = drawing.on(Layer::Canopy);
            wall::awning(canopy, from * TILE + 1, y, wide * TILE - 2, 12, self.dye);
        }
        for (x, y, letter) in self.cells() {
            let cell = drawing.nature(Layer::Objects, x, y + self.rise);
            cell.solid = furniture::is_solid(letter);
            if matches!(letter, 'o' | 'O' | 'i') {
                drawing.nature(Layer::Roof, x, rows - 2).light = 26;
            }
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

    /// The whole building as seen from the street, walls and roof.
    fn outside(&self) -> Canvas {
        let (w, rows) = (self.w() * TILE, self.d() + self.rise);
        let mut canvas = Canvas::new(w, rows * TILE);
        let top = rows * TILE - wall::TALL;
        wall::wall(&mut canvas, 3, top, w - 6, self.stuff);
        let eave = top + 2;
        match self.shape {
            Shape::Slope(hip) => self.slope(&mut canvas, eave, hip),
            Shape::Gable => {
                let peak = (w / 4).min(30);
                let back = eave - self.rise * TILE + 8;
                let gable = Gable { eave: (0, w), foot: eave, peak, back };
                roof::gable(&mut canvas, self.cover, gable, self.stuff.ramp());
                roof::attic(&mut canvas, w / 2, eave - 10, WATER_3);
            }
            Shape::Crossed(first, wide) => {
                self.slope(&mut canvas, eave, 4);
                let (x, gw) = (first * TILE - 2, wide * TILE + 4);
                let peak = gw * 5 / 12;
                let back = (eave - peak - self.rise * TILE + 4).max(12);
                let foot = eave + 2;
                let gable = Gable { eave: (x, gw), foot, peak, back };
                roof::gable(&mut canvas, self.cover, gable, self.stuff.ramp());
                roof::attic(&mut canvas, x + gw / 2, foot - peak / 2 + 2, WATER_3);
            }
        }
        if let Some((x, y)) = self.chimney {
            roof::chimney(
                &mut canvas,
                x,
                y,
                if self.stuff == Stuff::Stone { STONE_RAMP } else { ROOF },
            );
        }
        self.openings(&mut canvas, top);
        canvas
    }

    fn slope(&self, canvas: &mut Canvas, eave: i32, hip: i32) {
        let top = if self.rise == 0 { 0 } else { self.rise * TILE - 12 };
        let slope = Slope { eave: (0, self.w() * TILE), rows: (top, eave), hip };
        roof::slope(canvas, self.cover, slope);
    }

    fn openings(&self, canvas: &mut Canvas, top: i32) {
        let street = self.plan[self.plan.len() - 1];
        for (x, letter) in (0..).zip(street.chars()) {
            let px = x * TILE;
            match letter {
                'o' => wall::window(canvas, px, top, self.dye[1], x % 2 == 1),
                'O' => {
                    wall::glass(canvas, px + 1, top + 5, 14, 13);
                    wall::flower_box(canvas, px + 1, top + 19, 14);
                }
                'i' => wall::tall_window(canvas, px, top),
                'D' => wall::door(canvas, px, top, self.dye),
                'G' if street.as_bytes().get(index(x + 1)) == Some(&b'G') => {
                    wall::gate(canvas, px, top);
                }
                'A' => arch(canvas, px, top),
                _ => {}
            }
        }
        if let Some((x, picture)) = self.sign {
            wall::sign(canvas, x * TILE + 1, top + 4, picture);
        }
    }
}

const STONE_RAMP: [Rgba; 4] = [STONE[0], STONE[1], STONE[2], STONE[3]];

/// An open arch, dark inside.
fn arch(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.ellipse(x, y + 5, 16, 16, STONE_4);
    canvas.rect(x, y + 13, 16, 19, STONE_4);
    canvas.ellipse(x + 1, y + 7, 14, 14, EARTH_0);
    canvas.rect(x + 1, y + 14, 14, 18, EARTH_0);
    canvas.rect(x + 1, y + 13, 2, 19, STONE_0);
    canvas.rect(x + 4, y + 22, 8, 10, STONE_1);
    canvas.rect(x + 5, y + 17, 6, 3, GLOW);
    canvas.rect(x + 5, y + 20, 6, 3, PLASTER_1);
    canvas.set(x, y + 31, CLEAR);
}

fn count(len: usize) -> i32 {
    i32::try_from(len).expect("a plan is small")
}

fn index(x: i32) -> usize {
    usize::try_from(x).expect("a plan begins at zero")
}
