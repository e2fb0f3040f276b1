//! Heads: skull, eyes, mouth, beard, spectacles. Hair and hats are laid over them elsewhere.

use super::dye;
use super::figure::{Art, BASE, Figure, LIGHT, OUTLINE, SHADE};
use super::look::{Beard, Look, Skin};
use super::pose::View;

const SKULL: Art = Art {
    top: 4,
    rows: &[
        ".....######.....",
        "....########....",
        "...##########...",
        "...##########...",
        "...##########...",
        "...##########...",
        "...##########...",
        "....########....",
        ".....######.....",
    ],
};

const PROFILE: Art = Art {
    top: 4,
    rows: &[
        ".....######.....",
        "....########....",
        "...##########...",
        "...##########...",
        "...##########...",
        "..:##########...",
        "...##########...",
        "...#########....",
        "....######......",
    ],
};

/// How the face is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Calm,
    Speaking,
    Asleep,
}

/// Draws the bare head, then eyes, mouth and cheeks where the view shows them.
pub(super) fn draw(figure: &mut Figure, look: &Look, view: View, face: Face, dy: i32) {
    let skin = dye::skin(look.skin);
    let skull = if view == View::Side { PROFILE } else { SKULL };
    figure.stamp(skull, (0, dy), skin, skin);
    match view {
        View::Back => {}
        View::Front => {
            for (x, outer) in [(5, 4), (10, 11)] {
                eye(figure, look, x, outer, face, dy);
                figure.put(outer, 10 + dy, [dye::blush(look.skin); 4], BASE);
            }
            mouth(figure, look.skin, &[7, 8], face, dy);
        }
        View::Side => {
            eye(figure, look, 4, 5, face, dy);
            figure.put(6, 10 + dy, [dye::blush(look.skin); 4], BASE);
            mouth(figure, look.skin, &[4], face, dy);
            figure.put(9, 9 + dy, skin, SHADE);
            figure.put(9, 8 + dy, skin, LIGHT);
        }
    }
}

fn eye(figure: &mut Figure, look: &Look, x: i32, outer: i32, face: Face, dy: i32) {
    if face == Face::Asleep {
        let lid = dye::skin(look.skin);
        figure.put(x, 9 + dy, lid, OUTLINE);
        figure.put(outer, 9 + dy, lid, OUTLINE);
        return;
    }
    figure.put(x, 8 + dy, dye::PUPIL, BASE);
    figure.put(x, 9 + dy, [dye::iris(look.eyes); 4], BASE);
    figure.put(outer, 8 + dy, dye::EYE_WHITE, BASE);
    figure.put(outer, 9 + dy, dye::EYE_WHITE, BASE);
}

fn mouth(figure: &mut Figure, skin: Skin, columns: &[i32], face: Face, dy: i32) {
    for &x in columns {
        if face == Face::Speaking {
            figure.put(x, 10 + dy, dye::PUPIL, BASE);
        }
        figure.put(x, 11 + dy, [dye::lips(skin); 4], BASE);
    }
}

/// Draws the beard over the face.
pub(super) fn beard(figure: &mut Figure, look: &Look, view: View, face: Face, dy: i32) {
    let (Some(beard), hair) = (look.beard, dye::hair(look.hair_color)) else { return };
    let rows: &[&str] = match (beard, view) {
        (_, View::Back) => return,
        (Beard::Moustache, View::Front) => &["......####......", ".....-....-....."],
        (Beard::Moustache, View::Side) => &["..+##...........", ".....-.........."],
        (Beard::Short, View::Front) => {
            &["...-........-...", "...##-####-##...", "...:#-....-#-...", ".....------....."]
        }
        (Beard::Short, View::Side) => {
            &["........-.......", "...##--###......", "...-..####......", "....-----......."]
        }
        (Beard::Full, View::Front) => &[
            "...#........#...",
            "...###+##+###...",
            "...+##....##-...",
            "...+#######--...",
            "....+#####--....",
            "......##--......",
        ],
        (Beard::Full, View::Side) => &[
            "........##......",
            "..+##+####......",
            "..+#..####......",
            "..+######-......",
            "...+####-.......",
            "....##-.........",
        ],
    };
    figure.stamp(Art { top: beard_top(beard), rows }, (0, dy), hair, hair);
    if beard == Beard::Full && face == Face::Speaking {
        let x = if view == View::Side { 4 } else { 7 };
        figure.put(x, 11 + dy, dye::PUPIL, BASE);
    }
}

fn beard_top(beard: Beard) -> i32 {
    match beard {
        Beard::Moustache => 10,
        Beard::Short | Beard::Full => 9,
    }
}

/// Draws round spectacles: the pupils stay, bright glass lies around them.
pub(super) fn spectacles(figure: &mut Figure, look: &Look, view: View, dy: i32) {
    let (rows, eyes): (&[&str], &[i32]) = match view {
        View::Front => (
            &["....###..###....", "...#,,,##,,,#...", "...#,,,..,,,#...", "....###..###...."],
            &[5, 10],
        ),
        View::Side => (
            &["...###..........", "...,,,####......", "...,,,#.........", "...###.........."],
            &[4],
        ),
        View::Back => return,
    };
    let frame = match look.skin {
        Skin::Umber | Skin::Ebony => [dye::STEEL[3]; 4],
        _ => [dye::STEEL[1]; 4],
    };
    figure.stamp(Art { top: 7, rows }, (0, dy), frame, dye::EYE_WHITE);
    for &x in eyes {
        figure.put(x, 8 + dy, dye::PUPIL, BASE);
        figure.put(x, 9 + dy, [dye::iris(look.eyes); 4], BASE);
    }
}
