//! Aprons, scarves, satchels and the like, laid over the clothes.

use super::dye;
use super::figure::{Art, Figure, Ramp};
use super::look::{Cloth, Extra, Look};
use super::pose::{Pose, Stance, View};

fn ramp(look: &Look, extra: Extra) -> Ramp {
    let usual = match extra {
        Extra::Apron => Cloth::Cream,
        Extra::Scarf => Cloth::Red,
        Extra::Shawl => Cloth::Slate,
        Extra::Beads => Cloth::Rust,
        Extra::Satchel | Extra::Tool => Cloth::Brown,
        Extra::Glasses => Cloth::Charcoal,
    };
    dye::cloth(look.extra_color.unwrap_or(usual))
}

/// What is worn below the arms: aprons, satchels, tool belts.
pub(super) fn under_arms(figure: &mut Figure, look: &Look, view: View, pose: &Pose) {
    let Some(extra) = look.extra else { return };
    let sitting = pose.stance == Stance::Sitting;
    let rows: &[&str] = match (extra, view) {
        (Extra::Apron, View::Front) if sitting => &APRON_FRONT[..4],
        (Extra::Apron, View::Front) => APRON_FRONT,
        (Extra::Apron, View::Side) if sitting => &APRON_SIDE[..4],
        (Extra::Apron, View::Side) => APRON_SIDE,
        (Extra::Apron, View::Back) => APRON_BACK,
        (Extra::Satchel, View::Front) => SATCHEL_FRONT,
        (Extra::Satchel, View::Side) => SATCHEL_SIDE,
        (Extra::Satchel, View::Back) => SATCHEL_BACK,
        (Extra::Tool, View::Front | View::Back) => BELT,
        (Extra::Tool, View::Side) => BELT_SIDE,
        _ => return,
    };
    let hangs = matches!(extra, Extra::Satchel | Extra::Tool);
    let rows = if sitting && hangs { &rows[..6] } else { rows };
    let second = if extra == Extra::Tool { dye::STEEL } else { dye::LEATHER };
    figure.stamp(Art { top: 13, rows }, (0, pose.sink), ramp(look, extra), second);
}

/// What lies over arms and shoulders: scarves, shawls, beads.
pub(super) fn over_arms(figure: &mut Figure, look: &Look, view: View, dy: i32) {
    let Some(extra) = look.extra else { return };
    let rows: &[&str] = match (extra, view) {
        (Extra::Scarf, View::Front) => SCARF_FRONT,
        (Extra::Scarf, View::Side) => SCARF_SIDE,
        (Extra::Scarf, View::Back) => SCARF_BACK,
        (Extra::Shawl, View::Front) => SHAWL_FRONT,
        (Extra::Shawl, View::Side) => SHAWL_SIDE,
        (Extra::Shawl, View::Back) => SHAWL_BACK,
        (Extra::Beads, View::Front) => BEADS_FRONT,
        (Extra::Beads, View::Side) => BEADS_SIDE,
        _ => return,
    };
    let ramp = ramp(look, extra);
    figure.stamp(Art { top: 12, rows }, (0, dy), ramp, ramp);
}

/// What somebody at work holds: a hammer, a bowl to stir, or else a page to write on. `second` is
/// the other of the two frames.
pub(super) fn in_hands(figure: &mut Figure, look: &Look, view: View, pose: &Pose, second: bool) {
    let (rows, first, other): (&[&str], Ramp, Ramp) = match (look.extra, view) {
        (_, View::Back) => return,
        (Some(Extra::Tool), View::Front) if second => (HAMMER_DOWN, dye::LEATHER, dye::STEEL),
        (Some(Extra::Tool), View::Front) => (HAMMER_UP, dye::LEATHER, dye::STEEL),
        (Some(Extra::Tool), View::Side) if second => (HAMMER_SIDE_DOWN, dye::LEATHER, dye::STEEL),
        (Some(Extra::Tool), View::Side) => (HAMMER_SIDE_UP, dye::LEATHER, dye::STEEL),
        (Some(Extra::Apron), View::Front) => (BOWL, dye::cloth(Cloth::Rust), dye::LEATHER),
        (Some(Extra::Apron), View::Side) => (BOWL_SIDE, dye::cloth(Cloth::Rust), dye::LEATHER),
        (_, View::Front) => (PAGE, dye::LINEN, dye::cloth(Cloth::Charcoal)),
        (_, View::Side) => (PAGE_SIDE, dye::LINEN, dye::cloth(Cloth::Charcoal)),
    };
    let (top, dy) = match (look.extra, view) {
        (Some(Extra::Tool), View::Front) if !second => (9, pose.sink),
        (Some(Extra::Tool), _) => (11, pose.sink),
        _ => (11, pose.sink + i32::from(second)),
    };
    figure.stamp(Art { top, rows }, (0, dy), first, other);
}

const HAMMER_UP: &[&str] =
    &["**~.............", ",,~@............", ".,@#............", "...#............"];
const HAMMER_DOWN: &[&str] = &[
    "................",
    "................",
    "................",
    "................",
    "....,##.........",
    "...,,~..........",
    "...,~...........",
];
const HAMMER_SIDE_UP: &[&str] = &["..@,*...........", "..@,~...........", "...#............"];
const HAMMER_SIDE_DOWN: &[&str] = &[
    "................",
    "................",
    "................",
    "................",
    "..,##...........",
    ".,~.............",
    ".,~.............",
];
const BOWL: &[&str] = &[
    "................",
    "........o.......",
    "........o.......",
    ".....++o::-.....",
    ".....-++:--.....",
    "......----......",
];
const BOWL_SIDE: &[&str] = &[
    "................",
    "...o............",
    "...o............",
    ".+o:::-.........",
    ".-+::--.........",
    "..---...........",
];
const PAGE: &[&str] = &[
    "................",
    "................",
    "................",
    "......++:.......",
    ".....+,,+:......",
    ".....-++:-......",
];
const PAGE_SIDE: &[&str] = &[
    "................",
    "................",
    "..++............",
    "..+:+...........",
    "...+:-..........",
    "...-:-..........",
];
const APRON_FRONT: &[&str] = &[
    "................",
    "......:##:......",
    "......+##-......",
    ".....+####-.....",
    ".....+####-.....",
    ".....+#--#-.....",
    ".....+####-.....",
    "......----......",
];
const APRON_SIDE: &[&str] = &[
    "................",
    ".....+#.........",
    ".....+##........",
    ".....+##---.....",
    ".....+##........",
    "....+##.........",
    "....+##.........",
    "....---.........",
];
const APRON_BACK: &[&str] = &[
    "................",
    "................",
    "................",
    ".....::##::.....",
    "......+.:-......",
    "......:..-......",
];
const SATCHEL_FRONT: &[&str] = &[
    ".....#..........",
    "......#.........",
    ".......#........",
    "........#.......",
    ".........###....",
    ".........+##-...",
    ".........+*#-...",
    ".........---....",
];
const SATCHEL_SIDE: &[&str] = &[
    ".......#........",
    ".......#........",
    "........#.......",
    "........#.......",
    ".......+###.....",
    ".......++##-....",
    ".......+##--....",
    "................",
];
const SATCHEL_BACK: &[&str] = &[
    "..........#.....",
    ".........#......",
    "........#.......",
    ".......#........",
    "....###.........",
    "...+##-.........",
    "...+##-.........",
    "....---.........",
];
const BELT: &[&str] = &[
    "................",
    "................",
    "................",
    "................",
    ".....##,###,*...",
    "..........@@~...",
    "...........#....",
    "...........#....",
];
const BELT_SIDE: &[&str] = &[
    "................",
    "................",
    "................",
    "................",
    ".....#####......",
    ".......,,*......",
    ".......@@.......",
    "........#.......",
];
const SCARF_FRONT: &[&str] = &[
    "....+######-....",
    "....:+####--....",
    ".........#+-....",
    ".........##-....",
    ".........-+-....",
];
const SCARF_SIDE: &[&str] = &[
    "....+#####-.....",
    ".....+###--.....",
    "..........+#....",
    "..........##-...",
    "...........#-...",
];
const SCARF_BACK: &[&str] = &[
    "....+######-....",
    "....:#####--....",
    ".....+#.........",
    ".....##.........",
    ".....-#.........",
];
const SHAWL_FRONT: &[&str] = &[
    "................",
    "...+###..##-....",
    "...+###--###-...",
    "...###-++-##-...",
    "...-#.-##-.-....",
];
const SHAWL_SIDE: &[&str] = &[
    "................",
    ".....+#####-....",
    ".....+######....",
    ".....######-....",
    "......-#-#-.....",
];
const SHAWL_BACK: &[&str] = &[
    "................",
    "....+######-....",
    "...+########-...",
    "...#########-...",
    "....-######-....",
    "......-##-......",
];
const BEADS_FRONT: &[&str] =
    &["................", ".....+....-.....", "......+..-......", ".......+#......."];
const BEADS_SIDE: &[&str] = &["................", ".....+##........", ".....+.........."];
