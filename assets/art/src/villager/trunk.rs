//! The upper body: garment, arms and hands.

use super::dye;
use super::figure::{Art, BASE, Figure, LIGHT, Ramp, SHADE};
use super::look::{Bottom, Cloth, Look, Top};
use super::pose::{Hand, Pose, Stance, View};

/// The row of the shoulders.
const SHOULDER: i32 = 13;

/// Draws the garment without its sleeves.
pub(super) fn draw(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let (cloth, second) = (dye::cloth(look.top_color), second_ramp(look));
    let rows: &[&str] = match (look.top, view) {
        (Top::Shirt, View::Front) => SHIRT,
        (Top::Jumper, View::Front) => JUMPER,
        (Top::Striped, View::Side) => STRIPED_SIDE,
        (Top::Striped, _) => STRIPED,
        (Top::Waistcoat, View::Front) => WAISTCOAT,
        (Top::Tunic, View::Front) => TUNIC,
        (Top::Dress, View::Front) => DRESS,
        (Top::Coat, View::Front) => COAT,
        (Top::Jumper, View::Back) => JUMPER_PLAIN,
        (_, View::Side) => PLAIN_SIDE,
        _ => PLAIN,
    };
    figure.stamp(Art { top: SHOULDER, rows }, (0, pose.sink), cloth, second);
    if view != View::Back {
        for x in 6..10 {
            figure.darken(x, SHOULDER + pose.sink);
        }
    }
    if look.bottom == Bottom::Dungarees && !matches!(look.top, Top::Dress | Top::Coat) {
        bib(figure, look, view, pose.sink);
    }
}

fn second_ramp(look: &Look) -> Ramp {
    match look.top {
        Top::Shirt | Top::Jumper => dye::skin(look.skin),
        Top::Tunic => dye::LEATHER,
        _ if look.top_color == Cloth::Cream => dye::cloth(Cloth::Slate),
        _ => dye::LINEN,
    }
}

const PLAIN: &[&str] = &[
    ".....######.....",
    ".....######.....",
    ".....######.....",
    ".....######.....",
    ".....######.....",
];
const PLAIN_SIDE: &[&str] = &[
    ".....#####......",
    ".....#####......",
    ".....#####......",
    ".....#####......",
    ".....#####......",
];
const STRIPED_SIDE: &[&str] = &[
    ".....#####......",
    ".....*,,,~......",
    ".....#####......",
    ".....*,,,~......",
    ".....#####......",
];
const SHIRT: &[&str] = &[
    ".....+*,,*+.....",
    ".....#+,+##.....",
    ".....###-##.....",
    ".....###-##.....",
    ".....###-##.....",
];
const JUMPER: &[&str] = &[
    ".....++++++.....",
    ".....------.....",
    ".....######.....",
    ".....######.....",
    ".....-:-:--.....",
];
const JUMPER_PLAIN: &[&str] = &[
    ".....######.....",
    ".....######.....",
    ".....######.....",
    ".....######.....",
    ".....-:-:--.....",
];
const STRIPED: &[&str] = &[
    ".....######.....",
    ".....*,,,,~.....",
    ".....######.....",
    ".....*,,,,~.....",
    ".....######.....",
];
const WAISTCOAT: &[&str] = &[
    ".....+*,,*+.....",
    ".....#:*,:#.....",
    ".....##~,##.....",
    ".....##-:##.....",
    ".....##-:##.....",
];
const TUNIC: &[&str] = &[
    ".....##--##.....",
    ".....##--##.....",
    ".....######.....",
    ".....######.....",
    ".....*,,,,~.....",
];
const DRESS: &[&str] = &[
    ".....,*,,*,.....",
    ".....#:**:#.....",
    ".....######.....",
    ".....######.....",
    ".....------.....",
];
const COAT: &[&str] = &[
    ".....++--+:.....",
    ".....:++=::.....",
    ".....+:=*:-.....",
    ".....+:=::-.....",
    ".....+:=*:-.....",
];

/// The part of a long garment below the waist.
pub(super) fn hem(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let rows: &[&str] = match (look.top, view) {
        (Top::Tunic, View::Side) => &["....+:::::-.....", "....+:-::--....."],
        (Top::Tunic, _) => &["....+::::::-....", "....+:-::-:-...."],
        (Top::Dress, View::Side) => &["....+:::::-.....", "...+::::::--....", "...+:-::-:--...."],
        (Top::Dress, _) => &["....+::::::-....", "...+:::::::--...", "...+:-::-::--..."],
        (Top::Coat, View::Front) => &["....+::=:::-....", "....+::=:::-....", "....::-.-::-...."],
        (Top::Coat, View::Side) => &["....+::::-......", "....+:::::-.....", "....+:-:::-....."],
        (Top::Coat, View::Back) => &["....+::::::-....", "....+::-:::-....", "....+::-::--...."],
        _ => return,
    };
    let cloth = dye::cloth(look.top_color);
    let sitting = pose.stance == Stance::Sitting;
    let rows = if sitting { &rows[..1] } else { rows };
    let dy = if sitting { 1 } else { pose.sink };
    figure.stamp(Art { top: 18, rows }, (0, dy), cloth, cloth);
}

fn bib(figure: &mut Figure, look: &Look, view: View, dy: i32) {
    let rows: &[&str] = match view {
        View::Front => {
            &[".....#....#.....", ".....#....#.....", ".....*####*.....", ".....##--##....."]
        }
        View::Side => {
            &["......#.#.......", "......#.#.......", ".....#####......", ".....#####......"]
        }
        View::Back => {
            &[".....#....#.....", "......#..#......", ".......##.......", ".....##..##....."]
        }
    };
    let cloth = dye::cloth(look.bottom_color);
    figure.stamp(Art { top: SHOULDER, rows }, (0, dy), cloth, dye::LINEN);
    let right = if view == View::Side { 10 } else { 11 };
    for x in 5..right {
        figure.put(x, SHOULDER + 4 + dy, cloth, if x < 9 { BASE } else { SHADE });
    }
}

/// Draws the arm on the left of the screen, or the near one in side view.
pub(super) fn near_arm(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let (out, down) = pose.near;
    match view {
        View::Side => arm(figure, look, (7, pose.sink), (-out, down), LIGHT),
        _ => arm(figure, look, (3, pose.sink), (-out, down), LIGHT),
    }
    if view != View::Side && down > 0 {
        figure.clear(3, SHOULDER + pose.sink);
    }
}

/// Draws the other arm.
pub(super) fn far_arm(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let (out, down) = pose.far;
    match view {
        View::Side => arm(figure, look, (7, pose.sink), (-out, down), SHADE),
        _ => arm(figure, look, (11, pose.sink), (out, down), BASE),
    }
    if view != View::Side && down > 0 {
        figure.clear(12, SHOULDER + pose.sink);
    }
}

fn arm(figure: &mut Figure, look: &Look, (x, dy): (i32, i32), hand: Hand, step: usize) {
    let shoulder = (x, SHOULDER + dy);
    let hand = (x + hand.0, shoulder.1 + hand.1);
    let (sleeve, cover) = sleeve(look);
    let skin = dye::skin(look.skin);
    figure.limb(shoulder, hand, skin, step.min(BASE));
    let cuff = |from: i32, to: i32| from + (to - from) * cover / 4;
    figure.limb(shoulder, (cuff(shoulder.0, hand.0), cuff(shoulder.1, hand.1)), sleeve, step);
}

/// The sleeve and how many quarters of the arm it covers.
fn sleeve(look: &Look) -> (Ramp, i32) {
    let cloth = dye::cloth(look.top_color);
    match look.top {
        Top::Waistcoat => (second_ramp(look), 2),
        Top::Tunic | Top::Dress => (cloth, 1),
        _ => (cloth, 2),
    }
}
