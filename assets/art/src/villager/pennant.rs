//! The pennant that the avatar of a person carries, so that a person is told from a villager at a
//! glance. Whoever sleeps has laid it down.

use super::dye;
use super::figure::{Art, Figure};
use super::look::{Cloth, HairColor, Look};
use super::pose::Pose;

const PENNANT: Art = Art {
    top: 0,
    rows: &[
        "............,+..",
        "............,++.",
        "............,+++",
        "............,++:",
        "............,::-",
        "............,:-.",
        "............,-..",
        "............~...",
        "............,...",
        "............,...",
        "............~...",
        "............,...",
        "............,...",
        "............~...",
        "............,...",
        "............,...",
    ],
};

/// Puts it into the hand of somebody who stands or sits.
pub(super) fn draw(figure: &mut Figure, look: &Look, pose: &Pose) {
    // It stands out from the hair before which it flies.
    let is_red = matches!(look.hair_color, HairColor::Auburn | HairColor::Ginger);
    let cloth = if is_red { Cloth::Teal } else { Cloth::Red };
    figure.stamp(PENNANT, (0, pose.sink), dye::cloth(cloth), dye::LINEN);
}
