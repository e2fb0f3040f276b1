//! How far the lamps of the town reach, reckoned once: a small picture whose colour is the light
//! that falls on the ground when all is dark, and whose alpha is the glow in the air. It follows
//! from the map alone; the hour comes in where it is drawn.

use super::town::{TILE, TownMap};

/// Pixels of the art in one of the picture.
pub const GRAIN: u32 = 2;

const WARM: [f32; 3] = [1.0, 0.804, 0.51];
const CORE_TINT: [f32; 3] = [1.0, 0.922, 0.804];
/// Where a flame or a pane is as bright as by day, in pixels of the art.
const CORE: f32 = 14.0;
const POOL: [(f32, f32); 4] = [(0.0, 1.0), (0.35, 0.72), (0.7, 0.25), (1.0, 0.0)];
const CENTRE: [(f32, f32); 3] = [(0.0, 1.0), (0.5, 0.8), (1.0, 0.0)];
const HALO: [(f32, f32); 4] = [(0.0, 0.55), (0.2, 0.28), (0.55, 0.07), (1.0, 0.0)];

/// The light of a town, 4 bytes a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glow {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

impl Glow {
    pub fn of_town(map: &TownMap) -> Self {
        let (width, height) = map.size();
        let (width, height) = (width / GRAIN, height / GRAIN);
        let mut field = vec![[0.0_f32; 4]; (width * height) as usize];
        for lamp in lamps(map) {
            lamp.shine(&mut field, width, height);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and 255"
        )]
        let byte = |value: &f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        let pixels = field.as_flattened().iter().map(byte).collect();
        Self { width, height, pixels }
    }
}

/// A lamp's middle and reach in pixels of the art.
struct Lamp {
    x: f32,
    y: f32,
    radius: f32,
}

fn lamps(map: &TownMap) -> Vec<Lamp> {
    let width = usize::from(map.town.width);
    let cells = width * usize::from(map.town.height);
    #[expect(clippy::cast_precision_loss, reason = "a town is small")]
    let middle = |cell: usize| (cell as f32 + 0.5) * TILE as f32;
    let lit = (0..cells).filter_map(|at| {
        let kinds = map.town.layers.iter().filter_map(|layer| map.kind(*layer.tiles.get(at)?));
        let radius = kinds.map(|kind| kind.light).max().filter(|radius| *radius > 0)?;
        #[expect(clippy::cast_precision_loss, reason = "a lamp reaches a few tiles")]
        let radius = radius as f32;
        Some(Lamp { x: middle(at % width), y: middle(at / width), radius })
    });
    lit.collect()
}

impl Lamp {
    fn shine(&self, field: &mut [[f32; 4]], width: u32, height: u32) {
        let reach = self.radius * 1.6;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "clamped to the picture"
        )]
        let span = |middle: f32, side: u32| {
            let edge = |at: f32| (at / GRAIN as f32).clamp(0.0, side as f32) as u32;
            edge(middle - reach)..edge(middle + reach + GRAIN as f32)
        };
        for y in span(self.y, height) {
            for x in span(self.x, width) {
                #[expect(clippy::cast_precision_loss, reason = "a town is small")]
                let (dx, dy) = (
                    (x as f32 + 0.5) * GRAIN as f32 - self.x,
                    (y as f32 + 0.5) * GRAIN as f32 - self.y,
                );
                let far = dx.hypot(dy);
                let light = &mut field[(y * width + x) as usize];
                let pool = fall(&POOL, far / reach) * 0.6;
                let core = fall(&CENTRE, far / CORE);
                for part in 0..3 {
                    screen(&mut light[part], pool * WARM[part]);
                    screen(&mut light[part], core * CORE_TINT[part]);
                }
                screen(&mut light[3], fall(&HALO, far / (self.radius * 0.9)));
            }
        }
    }
}

/// Many lamps together do not burn out.
fn screen(light: &mut f32, more: f32) {
    *light += more * (1.0 - *light);
}

/// A value between stops, each a place from 0 to 1 and what holds there.
fn fall(stops: &[(f32, f32)], at: f32) -> f32 {
    for pair in stops.windows(2) {
        let ((from, here), (to, there)) = (pair[0], pair[1]);
        if at <= to {
            return here + (there - here) * ((at - from) / (to - from)).clamp(0.0, 1.0);
        }
    }
    stops.last().map_or(0.0, |stop| stop.1)
}
