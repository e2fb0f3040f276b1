//! Leaves: crowns made of puffs that are lit from the upper left, and tiers of needles.

use crate::canvas::{Canvas, Rgba};
use crate::noise::{chance, pick};

/// A ball of leaves: middle and radius in pixels.
pub type Puff = (i32, i32, i32);

/// Draws puffs from back to front; `ramp` runs from outline to light.
pub fn crown(canvas: &mut Canvas, puffs: &[Puff], ramp: &[Rgba; 5], seed: u32) {
    for &(cx, cy, r) in puffs {
        canvas.ellipse(cx - r - 1, cy - r, 2 * r + 2, 2 * r + 1, ramp[0]);
    }
    for (salt, &(cx, cy, r)) in (0..).zip(puffs) {
        for y in cy - r..=cy + r {
            for x in cx - r..=cx + r {
                let (dx, dy) = (x - cx, y - cy);
                let ragged = pick(x, y, seed + salt, r.max(3));
                if dx * dx + dy * dy > r * r - ragged {
                    continue;
                }
                canvas.set(x, y, ramp[leaf_tone(dx, dy, r, (x, y), seed)]);
            }
        }
    }
}

/// Tone of a leaf by where it lies on its ball: 1 in shade to 4 in the sun.
fn leaf_tone(dx: i32, dy: i32, r: i32, at: (i32, i32), seed: u32) -> usize {
    let (x, y) = at;
    let jitter = pick((x + y) >> 1, (x - y) >> 1, seed + 99, 9) - 4;
    let light = -(dx * 9 + dy * 14) / r.max(1) + jitter;
    match light {
        9.. => 4,
        1..9 => 3,
        -9..1 => 2,
        _ => 1,
    }
}

/// Draws a conifer: `tiers` cones that widen downwards around `cx` between two heights.
pub fn needles(canvas: &mut Canvas, cx: i32, rows: (i32, i32), wide: i32, ramp: &[Rgba; 5]) {
    let (top, low) = rows;
    let tall = low - top;
    let tiers = (tall / 9).max(3);
    for tier in (0..tiers).rev() {
        let from = top + tall * tier / (tiers + 1);
        let to = top + tall * (tier + 2) / (tiers + 1);
        let half = 3 + (wide / 2 - 3) * (tier + 1) / tiers;
        for y in from..to {
            let reach = half * (y - from + 1) / (to - from);
            for x in cx - reach..=cx + reach {
                let fringe = to - y <= 1 + pick(x, tier, 5, 3);
                if fringe && (x + tier) % 3 == 0 {
                    continue;
                }
                let side = (x - cx) * 8 / half.max(1) + pick(x, y, 7, 3) - 1;
                let tone = match side {
                    _ if to - y <= 2 => 1,
                    ..-3 => 3,
                    -3..2 => 2,
                    _ => 1,
                };
                let sunny = side < -4 && chance(x, y, 9, 25);
                canvas.set(x, y, ramp[if sunny { 4 } else { tone }]);
            }
        }
    }
    canvas.line((cx, top - 2), (cx, top), ramp[2]);
}

/// Long drooping twigs, as of a willow, hung from a row of places.
pub fn curtain(canvas: &mut Canvas, span: (i32, i32), top: i32, low: i32, ramp: &[Rgba; 5]) {
    let (left, right) = span;
    let middle = i32::midpoint(left, right);
    for x in left..=right {
        let droop = low - (x - middle).abs() / 4 - pick(x / 2, 0, 71, 12);
        for y in top..droop {
            let fall = (y - top + pick(x, 3, 72, 11) - 5) * 3 / (low - top);
            let light = pick(x, 1, 72, 4) + i32::from(x < middle) - fall;
            let tone = usize::try_from(light.clamp(0, 3)).unwrap_or(0) + 1;
            if (x + y / 6) % 5 != 0 || y < top + 6 {
                canvas.set(x, y, ramp[tone.min(4)]);
            }
        }
    }
}
