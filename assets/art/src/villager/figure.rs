//! One 16 by 24 frame while it is being built: ink, that is a ramp and a step on it, per pixel.
//!
//! The light falls from the upper left of the screen, also on a mirrored figure: shading is decided
//! here, in screen space, from the edges of each stamp and from the art's own steps. The outline is
//! added last, each pixel in the deep tone of the ramp that it borders. Nothing here knows a body.

use crate::canvas::{Canvas, Rgba};

/// Width of a frame in pixels.
pub(super) const WIDTH: i32 = 16;
/// Height of a frame in pixels.
pub(super) const HEIGHT: i32 = 24;

/// Outline, shade, base and light of one material.
pub(super) type Ramp = [Rgba; 4];

/// Steps on a ramp.
pub(super) const OUTLINE: usize = 0;
pub(super) const SHADE: usize = 1;
pub(super) const BASE: usize = 2;
pub(super) const LIGHT: usize = 3;

/// Pixel art as text, 16 columns wide, that starts at row `top` of the frame.
///
/// `.` nothing, `#` base shaded by its edge, `+` light, `:` base as it is, `-` shade, `=` deep
/// tone; the same in the second ramp: `o`, `*`, `,`, `~`, `@`. `!` clears what lies below.
#[derive(Clone, Copy, Debug)]
pub(super) struct Art {
    pub(super) top: i32,
    pub(super) rows: &'static [&'static str],
}

impl Art {
    pub(super) const NONE: Self = Self { top: 0, rows: &[] };

    fn glyph(&self, x: i32, row: i32) -> u8 {
        let row = usize::try_from(row).ok().and_then(|row| self.rows.get(row));
        let at = |row: &&str| usize::try_from(x).ok().and_then(|x| row.as_bytes().get(x).copied());
        row.and_then(at).unwrap_or(b'.')
    }
}

#[derive(Clone, Copy, Debug)]
struct Ink {
    ramp: Ramp,
    step: usize,
}

/// A frame being built.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    cells: Vec<Option<Ink>>,
    mirrored: bool,
}

impl Figure {
    /// An empty frame. In a mirrored one every stroke lands on the other side.
    pub(super) fn new(mirrored: bool) -> Self {
        Self { cells: vec![None; (WIDTH * HEIGHT).unsigned_abs() as usize], mirrored }
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let x = if self.mirrored { WIDTH - 1 - x } else { x };
        let inside = (0..WIDTH).contains(&x) && (0..HEIGHT).contains(&y);
        if inside { usize::try_from(y * WIDTH + x).ok() } else { None }
    }

    /// Puts one pixel; outside of the frame it is lost.
    pub(super) fn put(&mut self, x: i32, y: i32, ramp: Ramp, step: usize) {
        if let Some(index) = self.index(x, y) {
            self.cells[index] = Some(Ink { ramp, step: step.min(LIGHT) });
        }
    }

    /// Clears one pixel.
    pub(super) fn clear(&mut self, x: i32, y: i32) {
        if let Some(index) = self.index(x, y) {
            self.cells[index] = None;
        }
    }

    /// Clears every row above this one.
    pub(super) fn clear_above(&mut self, row: i32) {
        for y in 0..row {
            for x in 0..WIDTH {
                self.clear(x, y);
            }
        }
    }

    /// Makes what is already there one step darker: the shadow of something above it.
    pub(super) fn darken(&mut self, x: i32, y: i32) {
        if let Some(ink) = self.index(x, y).and_then(|index| self.cells[index].as_mut()) {
            ink.step = ink.step.saturating_sub(1).max(SHADE);
        }
    }

    /// Draws pixel art, moved by `(dx, dy)`.
    pub(super) fn stamp(&mut self, art: Art, (dx, dy): (i32, i32), first: Ramp, second: Ramp) {
        let rows = i32::try_from(art.rows.len()).unwrap_or(0);
        for row in 0..rows {
            for x in 0..WIDTH {
                let (to_x, to_y) = (x + dx, art.top + row + dy);
                match self.lit_glyph(art, x, row, dx) {
                    b'#' => self.put(to_x, to_y, first, self.edge_step(art, x, row)),
                    b'+' => self.put(to_x, to_y, first, LIGHT),
                    b':' => self.put(to_x, to_y, first, BASE),
                    b'-' => self.put(to_x, to_y, first, SHADE),
                    b'=' => self.put(to_x, to_y, first, OUTLINE),
                    b'o' => self.put(to_x, to_y, second, self.edge_step(art, x, row)),
                    b'*' => self.put(to_x, to_y, second, LIGHT),
                    b',' => self.put(to_x, to_y, second, BASE),
                    b'~' => self.put(to_x, to_y, second, SHADE),
                    b'@' => self.put(to_x, to_y, second, OUTLINE),
                    b'!' => self.clear(to_x, to_y),
                    _ => {}
                }
            }
        }
    }

    /// The glyph to draw. In a mirrored figure the shape is mirrored but the light is not: where
    /// the art has the same material on both sides, its step is taken from the side that it lands
    /// on.
    fn lit_glyph(&self, art: Art, x: i32, row: i32, dx: i32) -> u8 {
        let glyph = art.glyph(x, row);
        let twin = art.glyph(WIDTH - 1 - x - 2 * dx, row);
        let shares = |steps: &[u8]| steps.contains(&glyph) && steps.contains(&twin);
        let lit = self.mirrored && (shares(b"+:-") || shares(b"*,~"));
        if lit { twin } else { glyph }
    }

    /// Lit where the upper left is open, shaded where the lower right is.
    fn edge_step(&self, art: Art, x: i32, row: i32) -> usize {
        let open = |x, row| matches!(art.glyph(x, row), b'.' | b'!');
        let left = if self.mirrored { 1 } else { -1 };
        let lit = open(x, row - 1) || (open(x + left, row) && open(x + left, row - 1));
        let shaded = open(x - left, row) || open(x, row + 1);
        match (lit, shaded) {
            (true, false) => LIGHT,
            (false, true) => SHADE,
            _ => BASE,
        }
    }

    /// Draws a limb two pixels wide from one place to another, the upper left of each brush mark.
    /// `step` is that of its lit side.
    pub(super) fn limb(&mut self, from: (i32, i32), to: (i32, i32), ramp: Ramp, step: usize) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.abs().max(dy.abs()).max(1);
        let dark = step.saturating_sub(1).max(SHADE);
        for at in 0..=long {
            let (x, y) = (from.0 + rounded(dx * at, long), from.1 + rounded(dy * at, long));
            let (lit, shaded) = if self.mirrored { (x + 1, x) } else { (x, x + 1) };
            for row in [y, y + 1] {
                self.put(lit, row, ramp, step);
                self.put(shaded, row, ramp, dark);
            }
        }
    }

    /// The finished frame with its outline, laid onto a canvas at `(x, y)`.
    pub(super) fn bake(&self, canvas: &mut Canvas, (x, y): (i32, i32)) {
        for py in 0..HEIGHT {
            for px in 0..WIDTH {
                let colour = match self.cell(px, py) {
                    Some(ink) => Some(ink.ramp[ink.step]),
                    None => self.outline(px, py),
                };
                if let Some(colour) = colour {
                    canvas.set(x + px, y + py, colour);
                }
            }
        }
    }

    fn cell(&self, x: i32, y: i32) -> Option<Ink> {
        let inside = (0..WIDTH).contains(&x) && (0..HEIGHT).contains(&y);
        let index = usize::try_from(y * WIDTH + x).ok().filter(|_| inside)?;
        self.cells[index]
    }

    /// The deep tone of the first neighbour there is; what lies above decides before what is below.
    fn outline(&self, x: i32, y: i32) -> Option<Rgba> {
        let near = [(0, -1), (-1, 0), (1, 0), (0, 1)];
        let ink = near.iter().find_map(|(dx, dy)| self.cell(x + dx, y + dy))?;
        Some(ink.ramp[OUTLINE])
    }
}

/// `a / b` to the nearest whole number, halves away from zero; `b` is positive.
fn rounded(a: i32, b: i32) -> i32 {
    (2 * a + b * a.signum()) / (2 * b)
}
