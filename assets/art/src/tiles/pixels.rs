//! Small things drawn pixel by pixel: rows of letters, each letter a colour of a key.

use crate::canvas::{Canvas, Rgba};

/// Draws rows of letters with the upper left corner at a place; letters without a colour are clear.
pub fn draw(canvas: &mut Canvas, at: (i32, i32), rows: &[&str], key: &[(char, Rgba)]) {
    for (y, row) in (at.1..).zip(rows) {
        for (x, letter) in (at.0..).zip(row.chars()) {
            if let Some((_, colour)) = key.iter().find(|(own, _)| *own == letter) {
                canvas.set(x, y, *colour);
            }
        }
    }
}
