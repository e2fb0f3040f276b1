//! Roofs: shingles, slates and thatch on a slope that faces us, on a gable, and on both crossed.

use super::wall::{self, Stuff};
use crate::canvas::{Canvas, Rgba};
use crate::noise::{self, pick};
use crate::palette::{EARTH_0, EARTH_1, EARTH_2, EARTH_3, PLASTER, PLASTER_0, STONE_1};

/// What a roof is covered with, from shade to light.
#[derive(Debug, Clone, Copy)]
pub struct Cover {
    /// Shade to light.
    pub ramp: [Rgba; 4],
    /// Straw instead of tiles.
    pub thatch: bool,
}

impl Cover {
    /// The colour at `along` the eave and `down` the slope; `tone` 2 in the sun, 1 in shade.
    fn at(self, along: i32, down: i32, tone: usize) -> Rgba {
        if self.thatch { self.straw(along, down, tone) } else { self.tile(along, down, tone) }
    }

    fn tile(self, along: i32, down: i32, tone: usize) -> Rgba {
        let row = down.div_euclid(5);
        let shifted = along + row.rem_euclid(2) * 3;
        let (column, place) = (shifted.div_euclid(6), shifted.rem_euclid(6));
        // In the sun only single tiles catch the light: a roof is not a chequerboard.
        let gleams = tone < 2 || pick(column, row, 84, 4) == 0;
        let lighter = self.ramp[if gleams { (tone + 1).min(3) } else { tone }];
        let darker = self.ramp[tone.saturating_sub(1)];
        match (down.rem_euclid(5), place, pick(column, row, 83, 12)) {
            (4, _, _) | (3, 0 | 5, _) | (1..=2, 0..=4, 1) => darker,
            (0, 0..=4, 0..=3) | (1..=2, 0..=4, 0) => lighter,
            _ => self.ramp[tone],
        }
    }

    fn straw(self, along: i32, down: i32, tone: usize) -> Rgba {
        let strand = noise::hash(along, (down + along % 3).div_euclid(6), 89) % 12;
        match strand {
            _ if down.rem_euclid(13) == 12 => self.ramp[tone - 1],
            0..3 => self.ramp[tone - 1],
            3 => self.ramp[(tone + 1).min(3)],
            _ => self.ramp[tone],
        }
    }
}

/// A slope that faces us, from ridge to eave.
#[derive(Debug, Clone, Copy)]
pub struct Slope {
    /// Left end and width of the eave.
    pub eave: (i32, i32),
    /// Heights of ridge and eave.
    pub rows: (i32, i32),
    /// How much narrower the ridge is, on each side.
    pub hip: i32,
}

/// Draws a slope with its ridge, its rims and the light that falls on it.
pub fn slope(canvas: &mut Canvas, cover: Cover, slope: Slope) {
    let ((x0, w), (top, low)) = (slope.eave, slope.rows);
    let tall = (low - top).max(1);
    for y in top..low {
        let inset = slope.hip * (low - y) / tall;
        let (left, right) = (x0 + inset, x0 + w - 1 - inset);
        for x in left..=right {
            let mut colour = cover.at(x - x0, low - 1 - y, 2);
            if y < top + 3 {
                colour = cover.ramp[if y == top + 2 { 1 } else { 3 }];
            } else if x <= left + 1 {
                colour = cover.ramp[3];
            } else if x >= right - 1 {
                colour = cover.ramp[usize::from(x != right)];
            }
            canvas.set(x, y, colour);
        }
    }
    let lip = if cover.thatch { 2 } else { 1 };
    canvas.rect(x0, low, w, lip, cover.ramp[1]);
    canvas.rect(x0, low + lip, w, 1, cover.ramp[0]);
    // The ridge shows single tiles, so that the top is no ruler line.
    let ridge = x0 + slope.hip..x0 + w - slope.hip;
    ridge.step_by(6).for_each(|x| canvas.set(x, top + 1, cover.ramp[2]));
}

/// A roof whose gable faces us.
#[derive(Debug, Clone, Copy)]
pub struct Gable {
    /// Left end and width of the gable, eaves included.
    pub eave: (i32, i32),
    /// Height of the eave at the gable.
    pub foot: i32,
    /// How far the peak stands above the eave.
    pub peak: i32,
    /// How far the roof runs back.
    pub back: i32,
}

/// Draws both slopes of a gabled roof and the wall under it, plastered and timbered.
pub fn gable(canvas: &mut Canvas, cover: Cover, gable: Gable, stuff: Stuff) {
    let (x0, w) = gable.eave;
    let middle = 2 * x0 + w - 1;
    for x in x0..x0 + w {
        let off = (2 * x - middle).abs();
        let front = gable.foot - gable.peak + gable.peak * off / w;
        let lit = 2 * x < middle;
        for y in front - gable.back..front {
            let tone = if lit { 2 } else { 1 };
            let ridge = off <= 3;
            let colour = match (ridge, y == front - gable.back) {
                (true, _) => cover.ramp[if lit { 3 } else { 2 }],
                (_, true) => cover.ramp[3],
                _ => cover.at(y + x0, (w - off) / 2, tone),
            };
            canvas.set(x, y, colour);
        }
        barge(canvas, x, front, lit, cover);
        if (x0 + 4..x0 + w - 4).contains(&x) {
            for y in front + 3..gable.foot {
                let own = wall::surface(stuff, x - x0, y - gable.foot + 48);
                canvas.set(x, y, if y < front + 6 { stuff.ramp()[0] } else { own });
            }
        }
    }
    if stuff == Stuff::Timber {
        studs(canvas, gable);
    }
}

/// The timbers of a gable: a beam across, posts that stand on it.
fn studs(canvas: &mut Canvas, gable: Gable) {
    let ((x0, w), middle) = (gable.eave, gable.eave.0 + gable.eave.1 / 2);
    let rim = |x: i32| gable.foot - gable.peak + gable.peak * (2 * (x - middle)).abs() / w + 5;
    for x in x0 + 6..x0 + w - 6 {
        let beam = (x - middle).abs() % 22 == 11 || (x - middle).abs() % 22 == 12;
        for y in rim(x)..gable.foot {
            if beam || y >= gable.foot - 2 {
                canvas.set(x, y, EARTH_2);
            }
        }
    }
}

/// The board along the rim of a gable.
fn barge(canvas: &mut Canvas, x: i32, front: i32, lit: bool, cover: Cover) {
    let face = if cover.thatch { cover.ramp[3] } else { PLASTER[if lit { 2 } else { 1 }] };
    canvas.set(x, front, face);
    canvas.set(x, front + 1, face);
    canvas.set(x, front + 2, EARTH_1);
}

/// A chimney with its foot at `(x, y)`; the opening is on top.
pub fn chimney(canvas: &mut Canvas, x: i32, y: i32, ramp: [Rgba; 4]) {
    canvas.rect(x - 4, y - 14, 9, 15, ramp[1]);
    canvas.rect(x - 4, y - 14, 4, 15, ramp[2]);
    for n in 0..4 {
        canvas.rect(x - 4, y - 11 + n * 4, 9, 1, ramp[0]);
        canvas.set(x - 2 + n % 2 * 3, y - 9 + n * 4, ramp[3]);
    }
    canvas.rect(x - 5, y - 17, 11, 3, PLASTER_0);
    canvas.rect(x - 5, y - 17, 5, 1, PLASTER[2]);
    canvas.rect(x - 3, y - 17, 7, 2, EARTH_0);
    canvas.rect(x + 5, y - 15, 1, 1, STONE_1);
}

/// A small window under a gable's peak.
pub fn attic(canvas: &mut Canvas, x: i32, y: i32, glass: Rgba) {
    canvas.ellipse(x - 4, y - 4, 9, 9, EARTH_1);
    canvas.ellipse(x - 3, y - 3, 7, 7, glass);
    canvas.rect(x, y - 3, 1, 7, EARTH_3);
    canvas.rect(x - 3, y, 7, 1, EARTH_3);
}
