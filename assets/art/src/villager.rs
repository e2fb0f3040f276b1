//! Villagers, drawn in layers from a [`Look`].
//!
//! A sheet holds every pose of one villager, 12 columns by 4 rows of frames of 16 by 24 pixels.
//! Rows face down, left, right, up. Columns: 0 and 1 idle breath, 2 to 5 walk, 6 sit, 7 and 8 work,
//! 9 sleep (lying), 10 and 11 talk. The soles stand on row 22 of a frame, between columns 7 and 8.
//! The same look gives the same pixels on every machine, all of them colours of the palette.
//! Contact shadows, emotes and marks are icons, laid over or under a frame by whoever shows it.

mod code;
mod dye;
mod extra;
mod figure;
mod hair;
mod hat;
mod head;
mod legs;
mod look;
mod pennant;
mod pose;
mod sleep;
#[cfg(test)]
mod tests;
mod trunk;

pub use code::{BadCode, CODE_LENGTH};
pub use look::{Beard, Bottom, Cloth, Extra, Eyes, Hair, HairColor, Hat, Look, Shoes, Skin, Top};
pub use pose::Facing;

use crate::canvas::Canvas;
use figure::{Figure, Ramp};
use head::Face;
use pose::{Pose, View};

/// Width of a frame in pixels.
pub const FRAME_WIDTH: i32 = figure::WIDTH;
/// Height of a frame in pixels.
pub const FRAME_HEIGHT: i32 = figure::HEIGHT;
/// Frames in a row of a sheet.
pub const COLUMNS: i32 = pose::COLUMNS;
/// Facings, one row of a sheet each.
pub const ROWS: i32 = 4;

/// All frames of one villager, [`COLUMNS`] by [`ROWS`].
pub fn sheet(look: &Look) -> Canvas {
    frames(look, false)
}

/// All frames of the avatar of a person: as [`sheet`], with a pennant in its hand.
pub fn visitor_sheet(look: &Look) -> Canvas {
    frames(look, true)
}

fn frames(look: &Look, pennant: bool) -> Canvas {
    let mut canvas = Canvas::new(COLUMNS * FRAME_WIDTH, ROWS * FRAME_HEIGHT);
    for (row, facing) in (0..).zip(Facing::ALL) {
        for column in 0..COLUMNS {
            let place = (column * FRAME_WIDTH, row * FRAME_HEIGHT);
            figure(look, facing, column, pennant).bake(&mut canvas, place);
        }
    }
    canvas
}

/// One frame of a sheet, 16 by 24 pixels; columns beyond the sheet stand idle.
pub fn frame(look: &Look, facing: Facing, column: i32) -> Canvas {
    let mut canvas = Canvas::new(FRAME_WIDTH, FRAME_HEIGHT);
    figure(look, facing, column, false).bake(&mut canvas, (0, 0));
    canvas
}

fn figure(look: &Look, facing: Facing, column: i32, pennant: bool) -> Figure {
    if column == pose::SLEEP {
        return sleep::draw(look, facing);
    }
    let mut figure = Figure::new(facing == Facing::Right);
    let view = facing.view();
    let pose = pose::of(column, view);
    body(&mut figure, look, view, &pose);
    above_the_collar(&mut figure, look, view, &pose);
    if pennant {
        pennant::draw(&mut figure, look, &pose);
    }
    figure
}

fn body(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let (locks, sitting) = (dye::hair(look.hair_color), pose.stance == pose::Stance::Sitting);
    if view == View::Front && look.hat != Some(Hat::Headscarf) {
        figure.stamp(hair::behind(look.hair), (0, pose.sink + pose.nod), locks, locks);
    }
    legs::draw(figure, look, view, pose);
    if view != View::Front {
        trunk::far_arm(figure, look, view, pose);
    }
    if view == View::Back {
        trunk::near_arm(figure, look, view, pose);
    }
    trunk::draw(figure, look, view, pose);
    if sitting {
        legs::lap(figure, look, view);
    }
    legs::skirt(figure, look, view, pose);
    trunk::hem(figure, look, view, pose);
    extra::under_arms(figure, look, view, pose);
    if view == View::Front {
        trunk::far_arm(figure, look, view, pose);
    }
    if view != View::Back {
        trunk::near_arm(figure, look, view, pose);
    }
}

fn above_the_collar(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let dy = pose.sink + pose.nod;
    let face = if pose.mouth_open { Face::Speaking } else { Face::Calm };
    head::draw(figure, look, view, face, dy);
    extra::over_arms(figure, look, view, pose.sink);
    cut_hair(figure, look, view, dy);
    head::beard(figure, look, view, face, dy);
    if look.extra == Some(Extra::Glasses) {
        head::spectacles(figure, look, view, dy);
    }
    if let Some(hat) = look.hat {
        let usual = hat::usual_dye(hat);
        let cloth = dye::cloth(look.hat_color.unwrap_or(usual));
        figure.stamp(hat::art(hat, view), (0, dy), cloth, band(hat, look));
    }
    if let Some(second) = pose.at_work {
        extra::in_hands(figure, look, view, pose, second);
    }
}

/// Hair, without what a hat hides of it.
fn cut_hair(figure: &mut Figure, look: &Look, view: View, dy: i32) {
    if look.hat == Some(Hat::Headscarf) {
        return;
    }
    let locks = dye::hair(look.hair_color);
    figure.stamp(hair::over(look.hair, view), (0, dy), locks, hair_tie(look));
    let brim = look.hat.map_or(0, hat::brim_row);
    figure.clear_above(brim + dy);
    if view == View::Front && look.hat.is_some_and(hat::shades_face) {
        for x in 4..12 {
            figure.darken(x, brim + 1 + dy);
        }
    }
}

/// The ribbon that holds a tail or a braid.
fn hair_tie(look: &Look) -> Ramp {
    dye::cloth(look.bottom_color)
}

/// The second colour of a hat.
fn band(hat: Hat, look: &Look) -> Ramp {
    match hat {
        Hat::Flowers => dye::cloth(Cloth::Ochre),
        Hat::Straw | Hat::Felt => dye::cloth(look.bottom_color),
        Hat::Kerchief => dye::cloth(look.top_color),
        Hat::Cap => dye::cloth(Cloth::Charcoal),
        Hat::Beanie | Hat::Headscarf | Hat::Pillbox => dye::LINEN,
    }
}
