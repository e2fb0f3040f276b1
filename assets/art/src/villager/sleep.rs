//! Sleep: seen from above, under a blanket, without hat or shoes. Facing down and up lie along the
//! column, ten pixels wide as the beds are, left and right lie curled up across it.

use super::figure::{Art, Figure};
use super::head::{self, Face};
use super::look::{Cloth, Hair, Look};
use super::pose::{Facing, View};
use super::{dye, hair};

const BLANKET: Art = Art {
    top: 13,
    rows: &[
        "...oooooooooo...",
        "...,,~,,,,,,~...",
        "...+::::::::-...",
        "...+::+:::::-...",
        "...+::::::+:-...",
        "...+::::::::-...",
        "...+:::+::::-...",
        "...+:+::::::-...",
        "...+::::::::-...",
        "...----------...",
    ],
};

const CURLED: Art = Art {
    top: 13,
    rows: &[
        "..........oo....",
        ".........,++++..",
        "........,,+::::.",
        ".......,,+::::-.",
        ".......,~+::+:-.",
        ".......,~::::::-",
        ".......,~+:::::-",
        ".......,~:::+:--",
        "........~------.",
    ],
};

/// Draws the sleeper of a facing; the blanket is dyed like the top.
pub(super) fn draw(look: &Look, facing: Facing) -> Figure {
    let mut figure = Figure::new(facing == Facing::Right);
    let blanket = dye::cloth(look.top_color);
    let fold = if look.top_color == Cloth::Cream { dye::cloth(Cloth::Rose) } else { dye::LINEN };
    match facing.view() {
        View::Side => {
            let dy = 8;
            head::draw(&mut figure, look, View::Side, Face::Asleep, dy);
            locks(&mut figure, look, View::Side, dy);
            figure.stamp(CURLED, (0, 0), blanket, fold);
        }
        view => {
            let dy = 1;
            if view == View::Front {
                figure.stamp(hair::behind(look.hair), (0, dy), hair_ramp(look), hair_ramp(look));
            }
            head::draw(&mut figure, look, view, Face::Asleep, dy);
            locks(&mut figure, look, view, dy);
            figure.stamp(BLANKET, (0, 0), blanket, fold);
        }
    }
    figure
}

fn hair_ramp(look: &Look) -> super::figure::Ramp {
    dye::hair(look.hair_color)
}

fn locks(figure: &mut Figure, look: &Look, view: View, dy: i32) {
    if look.hair != Hair::Bald {
        let tie = dye::cloth(look.top_color);
        figure.stamp(hair::over(look.hair, view), (0, dy), hair_ramp(look), tie);
    }
    head::beard(figure, look, view, Face::Asleep, dy);
}
