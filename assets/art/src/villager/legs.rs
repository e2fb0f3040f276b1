//! Legs, shoes, skirts. Feet stay on the ground line whatever the trunk does.

use super::dye;
use super::figure::{Art, BASE, Figure, LIGHT, Ramp, SHADE};
use super::look::{Bottom, Look, Shoes};
use super::pose::{Foot, Pose, Stance, View};

/// The row of the soles.
const GROUND: i32 = 22;
/// The first row of the legs when standing.
const HIP: i32 = 18;

/// Draws legs and shoes; skirts follow after the trunk.
pub(super) fn draw(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    match (pose.stance, view) {
        (Stance::Sitting, _) => {}
        (Stance::Standing { near, far }, View::Side) => {
            stride(figure, look, far, pose.sink, SHADE);
            stride(figure, look, near, pose.sink, BASE);
        }
        (Stance::Standing { near, far }, _) => {
            let mirrored = view == View::Back;
            let (left, right) = if mirrored { (far, near) } else { (near, far) };
            upright(figure, look, 5, left, pose.sink);
            upright(figure, look, 8, right, pose.sink);
        }
    }
}

/// The material of a leg in each row below the hip.
fn material(look: &Look, below_hip: i32) -> Ramp {
    let cloth = dye::cloth(look.bottom_color);
    let rows_of_cloth = match look.bottom {
        Bottom::Trousers | Bottom::Dungarees => 9,
        Bottom::Breeches => 2,
        Bottom::Shorts => 1,
        Bottom::Skirt | Bottom::LongSkirt => 0,
    };
    match look.bottom {
        _ if below_hip < rows_of_cloth => cloth,
        Bottom::Breeches => dye::LINEN,
        _ => dye::skin(look.skin),
    }
}

fn boot_rows(look: &Look) -> i32 {
    if matches!(look.shoes, Shoes::Boots | Shoes::Wellies) { 3 } else { 2 }
}

/// A leg seen from the front or the back, three pixels wide from column `x`.
fn upright(figure: &mut Figure, look: &Look, x: i32, foot: Foot, sink: i32) {
    let sole = GROUND - foot.lift;
    let shoe_top = sole - boot_rows(look) + 1;
    for row in HIP - 1 + sink..shoe_top {
        let ramp = material(look, row - HIP - sink.min(0));
        for (column, step) in [(0, LIGHT), (1, BASE), (2, SHADE)] {
            let step = if x > 5 { step.min(BASE) } else { step };
            figure.put(x + column, row, ramp, step);
        }
    }
    let shoe = dye::shoes(look.shoes);
    for row in shoe_top..=sole {
        for (column, step) in [(0, LIGHT), (1, BASE), (2, SHADE)] {
            let step = if row == sole { step.min(BASE) } else { step };
            figure.put(x + column, row, shoe, step);
        }
    }
    if look.shoes == Shoes::Sandals {
        figure.put(x + 1, shoe_top, dye::skin(look.skin), BASE);
    }
}

/// A leg seen from the side, leaning towards its foot.
fn stride(figure: &mut Figure, look: &Look, foot: Foot, sink: i32, step: usize) {
    let sole = GROUND - foot.lift;
    // A stride shows trousers down to the ankle, or two boots would melt into one dark block.
    let shoe_rows = if foot.ahead == 0 { boot_rows(look) } else { 2 };
    let shoe_top = sole - shoe_rows + 1;
    let lean = |row: i32| -foot.ahead * (row - HIP + 1).clamp(0, 4) / 4;
    for row in HIP - 1 + sink..shoe_top {
        let ramp = material(look, row - HIP - sink.min(0));
        for column in 0..3 {
            let shade = if column == 2 { SHADE } else { step };
            figure.put(6 + column + lean(row), row, ramp, shade);
        }
    }
    let shoe = dye::shoes(look.shoes);
    let heel = 6 - foot.ahead;
    for row in shoe_top..=sole {
        let toe = if row == sole { -1 } else { 0 };
        for column in toe..3 {
            let shade = if column == 2 || row == sole { SHADE } else { step };
            figure.put(heel + column, row, shoe, shade.min(step));
        }
    }
}

const SKIRT: Art =
    Art { top: 17, rows: &["....+::::::-....", "....+::::::-....", "...+:::::::--..."] };
const SKIRT_SIDE: Art =
    Art { top: 17, rows: &["....+:::::-.....", "....+:::::-.....", "...+::::::--...."] };
const HEM: Art = Art { top: 20, rows: &["...----------..."] };
const HEM_SIDE: Art = Art { top: 20, rows: &["...---------...."] };
const GOWN_HEM: Art = Art { top: 20, rows: &["...+::-::::--...", "...:-----:---..."] };
const GOWN_HEM_SIDE: Art = Art { top: 20, rows: &["...+::-:::--....", "...:----:---...."] };

/// Draws a skirt of the bottom garment, whose hem swings.
pub(super) fn skirt(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let side = view == View::Side;
    let (skirt, hem) = match (look.bottom, side) {
        _ if pose.stance == Stance::Sitting => return,
        (Bottom::Skirt, false) => (SKIRT, HEM),
        (Bottom::Skirt, true) => (SKIRT_SIDE, HEM_SIDE),
        (Bottom::LongSkirt, false) => (SKIRT, GOWN_HEM),
        (Bottom::LongSkirt, true) => (SKIRT_SIDE, GOWN_HEM_SIDE),
        _ => return,
    };
    let ramp = dye::cloth(look.bottom_color);
    figure.stamp(skirt, (0, 0), ramp, ramp);
    figure.stamp(hem, (pose.sway, 0), ramp, ramp);
}

/// Draws lap, shins and shoes of somebody who sits; in the back view only the seat shows.
pub(super) fn lap(figure: &mut Figure, look: &Look, view: View) {
    let cloth = dye::cloth(look.bottom_color);
    let shin = material(look, 2);
    let shin = if look.bottom == Bottom::LongSkirt { cloth } else { shin };
    let shoe = dye::shoes(look.shoes);
    let (lap, shins, shoes): (&[&str], &[&str], &[&str]) = match view {
        View::Front => (
            &["....###..###....", "....+##--##-...."],
            &["....+#-..+#-...."],
            &["....###..###...."],
        ),
        View::Side => (
            &["...########.....", "...++#######...."],
            &["...+#-.........."],
            &["..####.........."],
        ),
        View::Back => (&["....########....", "....##----##...."], &[], &[]),
    };
    figure.stamp(Art { top: 19, rows: lap }, (0, 0), cloth, cloth);
    figure.stamp(Art { top: 21, rows: shins }, (0, 0), shin, shin);
    figure.stamp(Art { top: 22, rows: shoes }, (0, 0), shoe, shoe);
}
