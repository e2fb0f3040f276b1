//! A small picture of RGBA pixels and the few strokes that everything is drawn with.
//!
//! Whatever falls outside the picture is clipped in silence, so a stroke never panics. There is no
//! antialiasing: an edge is a pixel of the palette or it is not.

use crate::noise;

/// Red, green, blue and alpha, straight (not premultiplied).
pub type Rgba = [u8; 4];

/// A picture; `px` holds `w * h` pixels, row by row from the upper left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    /// Width in pixels.
    pub w: i32,
    /// Height in pixels.
    pub h: i32,
    /// The pixels, row by row.
    pub px: Vec<Rgba>,
}

/// Why a picture could not be written as PNG.
#[derive(Debug, thiserror::Error)]
#[error("encoding a picture as PNG")]
pub struct EncodeError(#[from] png::EncodingError);

impl Canvas {
    /// An empty, transparent picture. Negative sizes count as zero.
    pub fn new(w: i32, h: i32) -> Self {
        let (w, h) = (w.max(0), h.max(0));
        let len = usize::try_from(w).unwrap_or(0) * usize::try_from(h).unwrap_or(0);
        Self { w, h, px: vec![[0; 4]; len] }
    }

    /// A picture filled with one colour.
    pub fn filled(w: i32, h: i32, colour: Rgba) -> Self {
        let mut canvas = Self::new(w, h);
        canvas.px.fill(colour);
        canvas
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let inside = (0..self.w).contains(&x) && (0..self.h).contains(&y);
        if inside { usize::try_from(y * self.w + x).ok() } else { None }
    }

    /// The pixel at a place, transparent outside.
    pub fn get(&self, x: i32, y: i32) -> Rgba {
        self.index(x, y).map_or([0; 4], |index| self.px[index])
    }

    /// Replaces a pixel.
    pub fn set(&mut self, x: i32, y: i32, colour: Rgba) {
        if let Some(index) = self.index(x, y) {
            self.px[index] = colour;
        }
    }

    /// Lays a translucent pixel over what is there.
    pub fn blend(&mut self, x: i32, y: i32, colour: Rgba) {
        if let Some(index) = self.index(x, y) {
            self.px[index] = over(self.px[index], colour);
        }
    }

    /// Fills a rectangle.
    pub fn rect(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        for py in y..y + h {
            for px in x..x + w {
                self.set(px, py, colour);
            }
        }
    }

    /// Draws the one-pixel border of a rectangle.
    pub fn frame(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        self.rect(x, y, w, 1, colour);
        self.rect(x, y + h - 1, w, 1, colour);
        self.rect(x, y, 1, h, colour);
        self.rect(x + w - 1, y, 1, h, colour);
    }

    /// Fills the ellipse that touches the four sides of a rectangle.
    pub fn ellipse(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        ellipse_places(x, y, w, h).for_each(|(px, py)| self.set(px, py, colour));
    }

    /// Lays a translucent ellipse over what is there: contact shadows, glows.
    pub fn blend_ellipse(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        ellipse_places(x, y, w, h).for_each(|(px, py)| self.blend(px, py, colour));
    }

    /// Draws a line of single pixels between two places, both included.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), colour: Rgba) {
        let (mut x, mut y) = from;
        let (dx, dy) = ((to.0 - x).abs(), -(to.1 - y).abs());
        let (sx, sy) = ((to.0 - x).signum(), (to.1 - y).signum());
        let mut error = dx + dy;
        loop {
            self.set(x, y, colour);
            if (x, y) == to {
                return;
            }
            let twice = 2 * error;
            if twice >= dy {
                error += dy;
                x += sx;
            }
            if twice <= dx {
                error += dx;
                y += sy;
            }
        }
    }

    /// Lays another picture over this one with its upper left corner at a place.
    pub fn blit(&mut self, other: &Self, x: i32, y: i32) {
        for oy in 0..other.h {
            for ox in 0..other.w {
                self.blend(x + ox, y + oy, other.get(ox, oy));
            }
        }
    }

    /// A copy of the part `w` by `h` from a place; transparent where it reaches outside.
    #[must_use]
    pub fn cut(&self, x: i32, y: i32, w: i32, h: i32) -> Self {
        let mut part = Self::new(w, h);
        for py in 0..h {
            for px in 0..w {
                part.set(px, py, self.get(x + px, y + py));
            }
        }
        part
    }

    /// The mirror image, left for right.
    #[must_use]
    pub fn flip(&self) -> Self {
        let mut mirrored = Self::new(self.w, self.h);
        for y in 0..self.h {
            for x in 0..self.w {
                mirrored.set(self.w - 1 - x, y, self.get(x, y));
            }
        }
        mirrored
    }

    /// Moves every pixel of `ramp` (shade to light) by `steps` along it; negative steps darken.
    pub fn shade(&mut self, ramp: &[Rgba], steps: i32) {
        let last = i32::try_from(ramp.len()).unwrap_or(1) - 1;
        for pixel in &mut self.px {
            if let Some(at) = ramp.iter().position(|colour| colour == pixel) {
                let to = (i32::try_from(at).unwrap_or(0) + steps).clamp(0, last.max(0));
                *pixel = ramp[usize::try_from(to).unwrap_or(0)];
            }
        }
    }

    /// Replaces colours: each `(from, to)` pair, for dyed cloth and other roofs.
    pub fn recolour(&mut self, pairs: &[(Rgba, Rgba)]) {
        for pixel in &mut self.px {
            if let Some((_, to)) = pairs.iter().find(|(from, _)| from == pixel) {
                *pixel = *to;
            }
        }
    }

    /// Draws a one-pixel outline around what is opaque, on transparent pixels only.
    pub fn outline(&mut self, colour: Rgba) {
        let before = self.clone();
        for y in 0..self.h {
            for x in 0..self.w {
                let near = [(1, 0), (-1, 0), (0, 1), (0, -1)];
                let touches = near.iter().any(|(dx, dy)| before.get(x + dx, y + dy)[3] == 255);
                if before.get(x, y)[3] == 0 && touches {
                    self.set(x, y, colour);
                }
            }
        }
    }

    /// Sprinkles single pixels on `percent` of a rectangle, only where `on` is the colour there.
    pub fn scatter(&mut self, area: [i32; 4], on: Rgba, colour: Rgba, percent: u32, seed: u32) {
        let [x, y, w, h] = area;
        for py in y..y + h {
            for px in x..x + w {
                if self.get(px, py) == on && noise::chance(px, py, seed, percent) {
                    self.set(px, py, colour);
                }
            }
        }
    }

    /// The picture enlarged by a whole number, nearest pixel.
    #[must_use]
    pub fn scaled(&self, by: i32) -> Self {
        let by = by.max(1);
        let mut large = Self::new(self.w * by, self.h * by);
        for y in 0..large.h {
            for x in 0..large.w {
                large.set(x, y, self.get(x / by, y / by));
            }
        }
        large
    }

    /// The picture as PNG: the same bytes for the same pixels.
    pub fn to_png(&self) -> Result<Vec<u8>, EncodeError> {
        let mut bytes = Vec::new();
        let size = |side: i32| u32::try_from(side).unwrap_or(0);
        let mut encoder = png::Encoder::new(&mut bytes, size(self.w), size(self.h));
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.px.as_flattened())?;
        writer.finish()?;
        Ok(bytes)
    }
}

fn ellipse_places(x: i32, y: i32, w: i32, h: i32) -> impl Iterator<Item = (i32, i32)> {
    let inside = move |px: i32, py: i32| {
        // Twice the distance from the middle, so that even sizes stay whole numbers.
        let (dx, dy) = (2 * (px - x) + 1 - w, 2 * (py - y) + 1 - h);
        dx * dx * h * h + dy * dy * w * w <= w * w * h * h
    };
    (y..y + h)
        .flat_map(move |py| (x..x + w).map(move |px| (px, py)))
        .filter(move |p| inside(p.0, p.1))
}

/// `top` laid over `below`, rounded to the nearest whole value.
pub fn over(below: Rgba, top: Rgba) -> Rgba {
    match (top[3], below[3]) {
        (0, _) => return below,
        (255, _) | (_, 0) => return top,
        _ => {}
    }
    let (ta, ba) = (u32::from(top[3]), u32::from(below[3]));
    let rest = ba * (255 - ta);
    let alpha = ta * 255 + rest;
    let mut mixed = [0; 4];
    for channel in 0..3 {
        let sum = u32::from(top[channel]) * ta * 255 + u32::from(below[channel]) * rest;
        mixed[channel] = u8::try_from((sum + alpha / 2) / alpha).unwrap_or(u8::MAX);
    }
    mixed[3] = u8::try_from((alpha + 127) / 255).unwrap_or(u8::MAX);
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::{INK, LEAF, LEAF_2, LEAF_3, SHADOW};

    #[test]
    fn strokes_outside_are_clipped() {
        let mut canvas = Canvas::new(4, 4);
        canvas.rect(-3, -3, 20, 20, INK);
        canvas.line((-5, 2), (9, 2), LEAF_2);
        canvas.ellipse(2, 2, 40, 40, LEAF_3);
        assert_eq!(canvas.px.len(), 16);
        assert_eq!(canvas.get(0, 2), LEAF_2);
        assert_eq!(canvas.get(99, 0), [0; 4]);
    }

    #[test]
    fn a_png_is_the_same_twice_and_opens_again() {
        let mut canvas = Canvas::filled(5, 3, LEAF_3);
        canvas.blend(1, 1, SHADOW);
        let bytes = canvas.to_png().expect("a small picture encodes");
        assert_eq!(bytes, canvas.to_png().expect("and again"));
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("ours");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
        reader.next_frame(&mut pixels).expect("whole");
        assert_eq!(pixels, canvas.px.as_flattened());
    }

    #[test]
    fn shading_walks_the_ramp_and_stops_at_its_ends() {
        let mut canvas = Canvas::filled(1, 1, LEAF_3);
        canvas.shade(&LEAF, -1);
        assert_eq!(canvas.get(0, 0), LEAF_2);
        canvas.shade(&LEAF, -9);
        assert_eq!(canvas.get(0, 0), LEAF[0]);
    }

    #[test]
    fn a_shadow_darkens_what_is_opaque_and_keeps_it_opaque() {
        let mixed = over(LEAF_3, SHADOW);
        assert_eq!(mixed[3], 255);
        assert!(mixed[1] < LEAF_3[1]);
    }
}
