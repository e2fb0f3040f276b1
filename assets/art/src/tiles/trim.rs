//! What makes fronts differ: dormers, ivy, columns with a clock, a turret with a bell.

use super::roof::Cover;
use super::wall;
use crate::canvas::{Canvas, Rgba};
use crate::noise::{chance, pick};
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, LEAF_0, LEAF_1, LEAF_2, LEAF_3, PLASTER_1, ROOF_1, STONE_1,
    STONE_2, STONE_3, STONE_4, STRAW_0, STRAW_1,
};

/// A small gabled window in a roof, in the tile at `(x, y)`.
pub fn dormer(canvas: &mut Canvas, x: i32, y: i32, cover: Cover, face: [Rgba; 3]) {
    for i in 0..12 {
        let half = 2 + i * 10 / 11;
        canvas.rect(x + 8 - half, y - 8 + i, half, 1, cover.ramp[if i % 4 == 3 { 1 } else { 3 }]);
        canvas.rect(x + 8, y - 8 + i, half, 1, cover.ramp[usize::from(i % 4 != 3)]);
    }
    canvas.rect(x, y + 3, 16, 13, face[1]);
    for i in 0..8 {
        canvas.rect(x + 8 - i, y - 4 + i, 2 * i, 1, face[1]);
    }
    canvas.rect(x, y + 4, 16, 1, face[0]);
    canvas.rect(x, y + 3, 1, 13, face[2]);
    canvas.rect(x + 15, y + 3, 2, 13, cover.ramp[0]);
    wall::glass(canvas, x + 4, y + 3, 9, 10);
    canvas.rect(x + 3, y + 13, 11, 2, STONE_3);
    canvas.rect(x - 1, y + 16, 18, 1, cover.ramp[0]);
}

/// Ivy up a corner from `top` to `foot`.
pub fn ivy(canvas: &mut Canvas, x: i32, top: i32, foot: i32) {
    for y in top..foot {
        let wide = 3 + pick(0, y / 4, 51, 6) + (y - top) / 8;
        for dx in -1..wide {
            let inner = (0..wide - 2).contains(&dx);
            if !inner && !chance(x + dx, y, 52, 66) {
                continue;
            }
            let tone = match (pick(x + dx, y, 53, 6), dx > wide - 3) {
                (0, _) => LEAF_3,
                (_, true) => LEAF_0,
                (1..3, _) => LEAF_1,
                _ => LEAF_2,
            };
            canvas.set(x + dx, y, tone);
        }
    }
}

/// Two columns around a door in the middle, and a clock above it.
pub fn columns(canvas: &mut Canvas, middle: i32, foot: i32, tall: i32) {
    for x in [middle - 31, middle - 22, middle + 17, middle + 26] {
        canvas.rect(x, foot - tall + 6, 6, tall - 8, STONE_3);
        canvas.rect(x + 1, foot - tall + 6, 2, tall - 8, STONE_4);
        canvas.rect(x + 5, foot - tall + 6, 1, tall - 8, STONE_1);
        canvas.rect(x - 1, foot - tall + 5, 8, 3, STONE_4);
        canvas.rect(x - 1, foot - 4, 8, 3, STONE_2);
    }
    canvas.rect(middle - 33, foot - 1, 66, 1, STONE_1);
    let (x, y) = (middle - 6, foot - tall + 7);
    canvas.ellipse(x, y, 12, 12, EARTH_1);
    canvas.ellipse(x + 1, y + 1, 10, 10, PLASTER_1);
    canvas.line((x + 6, y + 6), (x + 6, y + 3), EARTH_0);
    canvas.line((x + 6, y + 6), (x + 8, y + 7), EARTH_0);
}

/// A turret with a bell and a vane, its foot on the ridge.
pub fn turret(canvas: &mut Canvas, x: i32, y: i32, cover: Cover) {
    canvas.rect(x - 12, y - 16, 24, 18, EARTH_2);
    canvas.rect(x - 12, y - 16, 3, 18, EARTH_3);
    canvas.rect(x + 9, y - 16, 3, 18, EARTH_1);
    canvas.rect(x - 9, y - 14, 18, 12, EARTH_0);
    canvas.ellipse(x - 4, y - 13, 8, 9, STRAW_0);
    canvas.rect(x - 5, y - 7, 10, 2, STRAW_1);
    canvas.rect(x - 2, y - 12, 2, 4, STRAW_1);
    canvas.rect(x - 1, y - 5, 2, 2, EARTH_1);
    canvas.rect(x - 14, y + 1, 28, 2, cover.ramp[0]);
    for i in 0..12 {
        let half = 3 + i;
        canvas.rect(x - half, y - 28 + i, half, 1, cover.ramp[if i % 4 == 3 { 1 } else { 3 }]);
        canvas.rect(x, y - 28 + i, half, 1, cover.ramp[usize::from(i % 4 != 3)]);
    }
    canvas.rect(x - 15, y - 16, 30, 1, EARTH_1);
    canvas.rect(x, y - 34, 1, 7, STONE_1);
    canvas.rect(x - 4, y - 33, 6, 2, ROOF_1);
    canvas.rect(x - 4, y - 33, 6, 1, ROOF_1);
    canvas.set(x + 3, y - 32, STRAW_1);
}
