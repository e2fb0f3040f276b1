//! Icons of 16 by 16 pixels: items, moods, rewards and marks, on one sheet.
//!
//! An icon's place on the sheet is its place in [`NAMES`], row by row, [`COLUMNS`] to a row; new
//! icons go at the end of their list. Gold is in the coin alone and ember red in the ember alone.
//!
//! Marks say who somebody is: `mark-pennant` a person's avatar, `mark-lantern` an agent from
//! outside, `mark-instinct` and `mark-model` which mind moves a villager. The offsets below place
//! an icon against the upper left corner of a villager's frame of 16 by 24 pixels.

mod effects;
mod items;
mod legend;
mod moods;
#[cfg(test)]
mod tests;

use crate::canvas::Canvas;

/// Width and height of an icon in pixels.
pub const SIZE: i32 = 16;
/// Icons in a row of the sheet.
pub const COLUMNS: i32 = 8;

/// Where a mood lies: above the head.
pub const MOOD_OFFSET: (i32, i32) = (0, -14);
/// Where a mark lies: beside the head, its pole behind the shoulder.
pub const MARK_OFFSET: (i32, i32) = (9, 2);
/// Where the contact shadow lies: under the soles, drawn before the villager.
pub const SHADOW_OFFSET: (i32, i32) = (0, 9);

/// One icon as text: 16 rows of 16 letters, whose colours the legend knows.
#[derive(Clone, Copy, Debug)]
struct Icon {
    name: &'static str,
    rows: [&'static str; 16],
}

const COUNT: usize = items::ALL.len() + moods::ALL.len() + effects::ALL.len();

/// Every icon's name in the order of the sheet.
pub const NAMES: &[&str] = &names();

const fn names() -> [&'static str; COUNT] {
    let mut names = [""; COUNT];
    let mut index = 0;
    while index < COUNT {
        names[index] = nth(index).name;
        index += 1;
    }
    names
}

const fn nth(index: usize) -> &'static Icon {
    const MOODS: usize = items::ALL.len();
    const EFFECTS: usize = MOODS + moods::ALL.len();
    if index < MOODS {
        &items::ALL[index]
    } else if index < EFFECTS {
        &moods::ALL[index - MOODS]
    } else {
        &effects::ALL[index - EFFECTS]
    }
}

/// The place of an icon's upper left corner on the sheet, in pixels; none if there is no such icon.
pub fn place(name: &str) -> Option<(i32, i32)> {
    let index = NAMES.iter().position(|known| *known == name)?;
    let index = i32::try_from(index).ok()?;
    Some((index % COLUMNS * SIZE, index / COLUMNS * SIZE))
}

/// All icons, [`COLUMNS`] to a row in the order of [`NAMES`].
pub fn sheet() -> Canvas {
    let rows = (i32::try_from(COUNT).unwrap_or(0) + COLUMNS - 1) / COLUMNS;
    let mut canvas = Canvas::new(COLUMNS * SIZE, rows * SIZE);
    for name in NAMES {
        if let (Some((x, y)), Some(icon)) = (place(name), draw(name)) {
            canvas.blit(&icon, x, y);
        }
    }
    canvas
}

/// One icon by its name; none if there is no such icon.
pub fn draw(name: &str) -> Option<Canvas> {
    let index = NAMES.iter().position(|known| *known == name)?;
    let mut canvas = Canvas::new(SIZE, SIZE);
    for (y, row) in (0..).zip(nth(index).rows) {
        for (x, letter) in (0..).zip(row.bytes()) {
            canvas.set(x, y, legend::colour(letter));
        }
    }
    Some(canvas)
}

/// The names as text, one to a line in the order of the sheet: the list that goes with the PNG.
pub fn name_list() -> String {
    NAMES.iter().flat_map(|name| [name, "\n"]).collect()
}
