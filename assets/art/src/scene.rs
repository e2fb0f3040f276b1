//! Renders scenes of a map, for eyes: the layers one over another, the light of an hour, the glow
//! of lamps. The client draws the village by itself; this is to judge tiles and composition by.

use crate::canvas::Canvas;
use crate::palette::GLOW;
use crate::tiles::{Sheet, TILE};

/// An hour of the day: what is left of each colour channel, of 256, and how strong lamps glow.
#[derive(Debug, Clone, Copy)]
pub struct Hour {
    /// Name for a file.
    pub name: &'static str,
    /// What is left of red, green and blue, of 256.
    pub tint: [i32; 3],
    /// Strength of lamps, of 256.
    pub lamps: i32,
}

/// The hours that scenes are judged at.
pub const HOURS: [Hour; 3] = [
    Hour { name: "noon", tint: [256, 256, 256], lamps: 0 },
    Hour { name: "dusk", tint: [250, 196, 176], lamps: 130 },
    Hour { name: "night", tint: [92, 104, 168], lamps: 230 },
];

/// A map's tiles: numbers by layer, row by row.
#[derive(Debug, Clone)]
pub struct Tiles {
    /// Width in cells.
    pub w: i32,
    /// Height in cells.
    pub h: i32,
    /// Layers from bottom to top.
    pub layers: Vec<Vec<Option<i32>>>,
}

impl Tiles {
    fn cells(&self) -> impl Iterator<Item = (i32, i32, i32)> {
        self.layers.iter().flat_map(|layer| {
            let tiles = (0..).zip(layer);
            tiles.filter_map(|(i, tile)| tile.map(|tile| (i % self.w, i / self.w, tile)))
        })
    }
}

/// The whole map, one pixel for a pixel.
pub fn render(sheet: &Sheet, tiles: &Tiles, hour: Hour) -> Canvas {
    let mut scene = Canvas::new(tiles.w * TILE, tiles.h * TILE);
    for (x, y, tile) in tiles.cells() {
        let (sx, sy) = (tile % 32 * TILE, tile / 32 * TILE);
        scene.blit(&sheet.picture.cut(sx, sy, TILE, TILE), x * TILE, y * TILE);
    }
    let mut glow = vec![0_i32; scene.px.len()];
    for (x, y, tile) in tiles.cells() {
        let radius = sheet.entries.get(&tile).map_or(0, |entry| entry.nature.light);
        if radius > 0 {
            shine(&mut glow, &scene, (x * TILE + 8, y * TILE + 10), radius);
        }
    }
    for (pixel, glow) in scene.px.iter_mut().zip(glow) {
        let glow = glow.min(256) * hour.lamps / 256;
        for channel in 0..3 {
            let own = i32::from(pixel[channel]);
            let warm = i32::from(GLOW[channel]);
            let lit = own * hour.tint[channel] / 256 + (own * 3 / 4 + 36) * warm / 256 * glow / 256;
            pixel[channel] = u8::try_from(lit.clamp(0, 255)).unwrap_or(u8::MAX);
        }
    }
    scene
}

fn shine(glow: &mut [i32], scene: &Canvas, middle: (i32, i32), radius: i32) {
    for dy in -radius..=radius {
        for dx in -radius..=radius {
            let far = (dx * dx + dy * dy).isqrt();
            let (x, y) = (middle.0 + dx, middle.1 + dy);
            let inside = (0..scene.w).contains(&x) && (0..scene.h).contains(&y);
            if far >= radius || !inside {
                continue;
            }
            let strength = (radius - far) * 256 / radius;
            let at = usize::try_from(y * scene.w + x).unwrap_or(0);
            glow[at] += strength * strength / 256;
        }
    }
}
