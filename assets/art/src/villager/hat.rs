//! Hats. A hat names the row of its brim: hair above it is cut off, what is below shows. The band
//! is in the second ramp.

use super::figure::Art;
use super::look::{Cloth, Hat};
use super::pose::View;

/// The dye of a hat whose wearer chose none.
pub(super) fn usual_dye(hat: Hat) -> Cloth {
    match hat {
        Hat::Straw => Cloth::Ochre,
        Hat::Cap => Cloth::Slate,
        Hat::Felt => Cloth::Charcoal,
        Hat::Beanie => Cloth::Red,
        Hat::Kerchief => Cloth::Cream,
        Hat::Headscarf => Cloth::Teal,
        Hat::Pillbox => Cloth::Plum,
        Hat::Flowers => Cloth::Rose,
    }
}

/// Hair in rows above this one is hidden by the hat.
pub(super) fn brim_row(hat: Hat) -> i32 {
    match hat {
        Hat::Straw | Hat::Felt | Hat::Cap | Hat::Beanie => 6,
        Hat::Kerchief | Hat::Pillbox => 5,
        Hat::Headscarf => 24,
        Hat::Flowers => 0,
    }
}

/// Whether the hat throws its shadow on the row below the brim.
pub(super) fn shades_face(hat: Hat) -> bool {
    matches!(hat, Hat::Straw | Hat::Felt | Hat::Cap)
}

/// The hat in a view.
pub(super) fn art(hat: Hat, view: View) -> Art {
    let rows: &[&str] = match (hat, view) {
        (Hat::Straw, _) => STRAW,
        (Hat::Felt, _) => FELT,
        (Hat::Cap, View::Front) => CAP_FRONT,
        (Hat::Cap, View::Side) => CAP_SIDE,
        (Hat::Cap, View::Back) => CAP_BACK,
        (Hat::Beanie, _) => BEANIE,
        (Hat::Kerchief, View::Front) => KERCHIEF_FRONT,
        (Hat::Kerchief, View::Side) => KERCHIEF_SIDE,
        (Hat::Kerchief, View::Back) => KERCHIEF_BACK,
        (Hat::Headscarf, View::Front) => HEADSCARF_FRONT,
        (Hat::Headscarf, View::Side) => HEADSCARF_SIDE,
        (Hat::Headscarf, View::Back) => HEADSCARF_BACK,
        (Hat::Pillbox, _) => PILLBOX,
        (Hat::Flowers, View::Back) => FLOWERS_BACK,
        (Hat::Flowers, _) => FLOWERS,
    };
    Art { top: 1, rows }
}

const STRAW: &[&str] = &[
    "................",
    ".....+++:::.....",
    "....+++::::-....",
    "....++:::::-....",
    "....,,,,,~~~....",
    ".++++:+:::-:::-.",
    "..-:-::-:-::--..",
];

const FELT: &[&str] = &[
    ".....##..##.....",
    "....#++::::-....",
    "....++:::::-....",
    "....+::::::-....",
    "....,,,,,~~~....",
    ".+++++::::::::-.",
    "..------------..",
];

const CAP_FRONT: &[&str] = &[
    "................",
    ".....+++:::.....",
    "...+++++::::-...",
    "..++++:::::::-..",
    "..+++:::::::--..",
    "..-::::::::---..",
    "..*,,,,,,,,,~~..",
];

const CAP_SIDE: &[&str] = &[
    "................",
    "......+++::.....",
    "....+++++:::-...",
    "..++++:::::::-..",
    "..+++::::::::-..",
    "..-:::::::::--..",
    ".*,,,,,~........",
];

const CAP_BACK: &[&str] = &[
    "................",
    ".....+++:::.....",
    "...+++++::::-...",
    "..++++:::::::-..",
    "..+++:::::::--..",
    "..::::::::::--..",
    "..-----,,-----..",
];

const BEANIE: &[&str] = &[
    ".......**.......",
    ".....++,~::.....",
    "....+++::::-....",
    "...+++::::::-...",
    "..+++::::::::-..",
    "..*,*,*,*,,~,~..",
    "..,~,~,~,~,~~~..",
];

const KERCHIEF_FRONT: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...+++,+:,::-...",
    "..++,+++:::,::..",
    "..+:--------:-..",
    "..-..........-..",
];

const KERCHIEF_SIDE: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...+++,+:,::-...",
    "..++,+++:::,::..",
    "..---::::,::::..",
    "......--:::,::..",
    "........---::++.",
    "............-:-.",
];

const KERCHIEF_BACK: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...+++,+:,::-...",
    "..++,+++:::,::..",
    "..+:::,::,::::..",
    "..-+:::::::::-..",
    "...-:,:::,::-...",
    ".....-:::::-....",
    "......+::-......",
    "......-..-......",
];

const HEADSCARF_FRONT: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...++++:::::-...",
    "..+++::::::::-..",
    "..++--------:-..",
    "..+-........--..",
    "..+..........-..",
    "..+..........-..",
    "..+:........--..",
    "..++-......---..",
    "...++------:-...",
    "...+++:::::--...",
    "....+++::::-....",
    "......-::-......",
];

const HEADSCARF_SIDE: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...++++:::::-...",
    "..+++::::::::-..",
    "..+--::::::::-..",
    "..-....-::::::-.",
    ".......-::::::-.",
    ".......-::::::-.",
    ".......-:::::--.",
    "......-+::::::-.",
    "....-++:::::--..",
    "....++:::::::-..",
    "....-:::::::--..",
    "........-:::-...",
];

const HEADSCARF_BACK: &[&str] = &[
    "................",
    "................",
    ".....+++:::.....",
    "...++++:::::-...",
    "..+++::::::::-..",
    "..++:::::::::-..",
    "..+::::::::::-..",
    "..+::::::::::-..",
    "..+::::::-:::-..",
    "..::::::::-::-..",
    "..::::::::-:--..",
    "...::::::::--...",
    "...+::-:::::-...",
    "...+:-::::-:-...",
    "....:-:::-:-....",
    ".....-::::-.....",
];

const PILLBOX: &[&str] = &[
    "................",
    ".....++++::.....",
    "....++++:::-....",
    "....++:::::-....",
    "....*,*,,,~~....",
];

const FLOWERS: &[&str] = &[
    "................",
    "................",
    "......+o........",
    "....+o-+:-*o....",
    "..*o:+-..-+-,o..",
    "..o,........+-..",
    "..-..........-..",
];

const FLOWERS_BACK: &[&str] = &[
    "................",
    "................",
    "................",
    "...+o..+-..*,...",
    "..*oo+o:+*o,+-..",
    "..,,.-,..-,.-...",
];
