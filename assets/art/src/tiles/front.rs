//! A building as seen from the street: walls, roof, and the openings in both.

use super::building::{Building, Shape, Trim};
use super::drawing::TILE;
use super::roof::{self, Gable, Slope};
use super::trim;
use super::wall::{self, Stuff};
use crate::canvas::{Canvas, Rgba};
use crate::palette::{EARTH_0, GLOW, PLASTER_1, ROOF, STONE, STONE_0, STONE_1, STONE_4, WATER_3};

const STONE_RAMP: [Rgba; 4] = [STONE[0], STONE[1], STONE[2], STONE[3]];

/// The picture of the front, and the cells in which a window shines at night.
pub fn draw(building: &Building) -> (Canvas, Vec<(i32, i32)>) {
    let (w, rows) = (building.w() * TILE, building.d() + building.rise);
    let mut canvas = Canvas::new(w, rows * TILE);
    let tall = wall::TALL + building.upper;
    let top = rows * TILE - tall;
    wall::wall(&mut canvas, [3, top, w - 6, tall], building.stuff);
    roof(&mut canvas, building, top + 2);
    let mut lights = openings(&mut canvas, building, top);
    for &x in building.loft {
        wall::window(&mut canvas, x * TILE, top, building.dye[1], true);
        lights.push((x, (top + 8) / TILE));
    }
    let ridge = building.rise * TILE - 12;
    for &x in building.dormers {
        let y = (ridge + (top - ridge) / 2) / TILE * TILE;
        trim::dormer(&mut canvas, x * TILE, y, building.cover, building.stuff.ramp());
        lights.push((x, y / TILE));
    }
    if let Some((x, y)) = building.chimney {
        let ramp = if building.stuff == Stuff::Stone { STONE_RAMP } else { ROOF };
        roof::chimney(&mut canvas, x, y, ramp);
    }
    match building.trim {
        Trim::Plain => {}
        Trim::Ivy => trim::ivy(&mut canvas, 3, top + 6, rows * TILE),
        Trim::Columns => trim::columns(&mut canvas, w / 2, rows * TILE, tall),
        Trim::Turret => trim::turret(&mut canvas, w / 2, ridge + 6, building.cover),
    }
    (canvas, lights)
}

fn roof(canvas: &mut Canvas, building: &Building, eave: i32) {
    let (w, rise, cover) = (building.w() * TILE, building.rise * TILE, building.cover);
    match building.shape {
        Shape::Slope(hip) => {
            roof::slope(canvas, cover, Slope { eave: (0, w), rows: (rise - 12, eave), hip });
        }
        Shape::Gable => {
            let peak = (w / 4).min(38);
            let gable = Gable { eave: (0, w), foot: eave + 3, peak, back: eave - rise + 8 };
            roof::gable(canvas, cover, gable, building.stuff);
            roof::attic(canvas, w / 2, eave - peak / 3, WATER_3);
        }
        Shape::Crossed(first, wide) => {
            roof::slope(canvas, cover, Slope { eave: (0, w), rows: (rise - 12, eave), hip: 4 });
            let (x, gw) = (first * TILE - 2, wide * TILE + 4);
            let (peak, foot) = (gw * 5 / 12, eave + 4);
            let back = (eave - peak - rise + 4).max(10);
            roof::gable(canvas, cover, Gable { eave: (x, gw), foot, peak, back }, building.stuff);
            roof::attic(canvas, x + gw / 2, foot - peak / 2 + 2, WATER_3);
        }
    }
}

/// Draws the letters of the street front; returns the cells of its windows.
fn openings(canvas: &mut Canvas, building: &Building, top: i32) -> Vec<(i32, i32)> {
    let street = building.plan[building.plan.len() - 1];
    let ground = canvas.h - wall::TALL;
    let row = ground / TILE;
    let mut lights = Vec::new();
    let mut gate_before = false;
    for (x, letter) in (0..).zip(street.chars()) {
        let px = x * TILE;
        match letter {
            'o' => wall::window(canvas, px, ground, building.dye[1], x % 2 == 1),
            'O' => {
                wall::glass(canvas, px + 1, ground + 8, 14, 14);
                wall::flower_box(canvas, px + 1, ground + 23, 14);
            }
            'i' => wall::tall_window(canvas, px, top + 8, canvas.h - top - 16),
            'D' => wall::door(canvas, px, ground, building.dye),
            'G' if gate_before => wall::gate(canvas, px - TILE, ground),
            'A' => arch(canvas, px, ground),
            _ => {}
        }
        if matches!(letter, 'o' | 'O' | 'i' | 'A') {
            lights.push((x, row));
        }
        gate_before = letter == 'G' && !gate_before;
    }
    if let Some((x, picture)) = building.sign {
        let y = if building.upper >= 20 { top + 5 } else { ground + 4 };
        wall::sign(canvas, x * TILE + 1, y, picture);
    }
    lights
}

/// An open arch, dim inside, with a lamp.
fn arch(canvas: &mut Canvas, x: i32, y: i32) {
    canvas.ellipse(x, y + 3, 16, 16, STONE_4);
    canvas.rect(x, y + 11, 16, 21, STONE_4);
    canvas.ellipse(x + 1, y + 5, 14, 14, EARTH_0);
    canvas.rect(x + 1, y + 12, 14, 20, EARTH_0);
    canvas.rect(x + 1, y + 12, 2, 20, STONE_0);
    canvas.rect(x + 4, y + 24, 8, 8, STONE_1);
    canvas.rect(x + 7, y + 6, 2, 3, STONE_1);
    canvas.rect(x + 6, y + 9, 4, 5, GLOW);
    canvas.rect(x + 6, y + 9, 2, 2, PLASTER_1);
}
