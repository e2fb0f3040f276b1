//! Which palette colours make up a material: outline, shade, base, light. Only colours of the
//! palette; money's gold and danger's ember are worn by nobody.

use super::figure::Ramp;
use super::look::{Cloth, Eyes, HairColor, Shoes, Skin};
use crate::canvas::Rgba;
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4, INK, LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_5,
    PLASTER_0, PLASTER_1, PLUM_0, PLUM_1, PLUM_2, ROOF_0, ROOF_1, ROOF_2, ROOF_3, SKIN_0, SKIN_1,
    SLATE_0, SLATE_1, STONE_0, STONE_1, STONE_2, STONE_3, STONE_4, STRAW_0, STRAW_1, WATER_0,
    WATER_1, WATER_2, WATER_3,
};

/// Brown leather: belts, straps, satchels.
pub(super) const LEATHER: Ramp = [EARTH_0, EARTH_1, EARTH_2, EARTH_3];
/// White linen: shirts under waistcoats, aprons, pillows.
pub(super) const LINEN: Ramp = [EARTH_2, PLASTER_0, EARTH_4, PLASTER_1];
/// Steel: hammer heads, spectacle frames.
pub(super) const STEEL: Ramp = [STONE_0, STONE_1, STONE_2, STONE_3];
/// Pure darkness for pupils.
pub(super) const PUPIL: Ramp = [INK; 4];
/// The white of an eye.
pub(super) const EYE_WHITE: Ramp = [PLASTER_1; 4];

pub(super) fn skin(skin: Skin) -> Ramp {
    match skin {
        Skin::Porcelain => [EARTH_2, SKIN_1, PLASTER_1, PLASTER_1],
        Skin::Peach => [EARTH_1, SKIN_0, SKIN_1, SKIN_1],
        Skin::Honey => [EARTH_1, EARTH_3, SKIN_0, SKIN_1],
        Skin::Bronze => [EARTH_0, EARTH_2, EARTH_3, SKIN_0],
        Skin::Umber => [EARTH_0, EARTH_1, EARTH_2, EARTH_3],
        Skin::Ebony => [INK, EARTH_0, EARTH_1, EARTH_2],
    }
}

/// Cheeks: a breath of red on any skin.
pub(super) fn blush(skin: Skin) -> Rgba {
    match skin {
        Skin::Porcelain | Skin::Peach => PLUM_2,
        Skin::Honey | Skin::Bronze => ROOF_3,
        Skin::Umber => ROOF_1,
        Skin::Ebony => ROOF_0,
    }
}

/// Lips: a little darker than the skin, so that a calm mouth stays quiet.
pub(super) fn lips(skin: Skin) -> Rgba {
    match skin {
        Skin::Porcelain => SKIN_0,
        Skin::Peach => EARTH_3,
        Skin::Honey | Skin::Bronze => EARTH_2,
        Skin::Umber => ROOF_0,
        Skin::Ebony => INK,
    }
}

pub(super) fn hair(colour: HairColor) -> Ramp {
    match colour {
        HairColor::Black => [INK, INK, STONE_0, STONE_1],
        HairColor::Brown => [INK, EARTH_0, EARTH_1, EARTH_2],
        HairColor::Chestnut => [EARTH_0, EARTH_1, EARTH_2, EARTH_3],
        HairColor::Auburn => [EARTH_0, ROOF_0, ROOF_1, ROOF_2],
        HairColor::Ginger => [ROOF_0, ROOF_1, ROOF_2, ROOF_3],
        HairColor::Blond => [EARTH_1, STRAW_0, STRAW_1, LEAF_5],
        HairColor::Grey => [STONE_0, STONE_1, STONE_2, STONE_3],
        HairColor::White => [STONE_1, STONE_3, STONE_4, PLASTER_1],
    }
}

pub(super) fn iris(eyes: Eyes) -> Rgba {
    match eyes {
        Eyes::Black => STONE_0,
        Eyes::Brown => EARTH_1,
        Eyes::Blue => WATER_1,
        Eyes::Green => LEAF_1,
        Eyes::Grey => STONE_1,
    }
}

pub(super) fn cloth(cloth: Cloth) -> Ramp {
    match cloth {
        Cloth::Red => [EARTH_0, ROOF_0, ROOF_1, ROOF_2],
        Cloth::Rust => [ROOF_0, ROOF_1, ROOF_2, ROOF_3],
        Cloth::Ochre => [EARTH_1, STRAW_0, STRAW_1, LEAF_5],
        Cloth::Moss => [LEAF_0, LEAF_1, LEAF_2, LEAF_3],
        Cloth::Teal => [LEAF_0, WATER_1, WATER_2, WATER_3],
        Cloth::Blue => [STONE_0, WATER_0, SLATE_0, SLATE_1],
        Cloth::Plum => [EARTH_0, PLUM_0, PLUM_1, PLUM_2],
        Cloth::Rose => [PLUM_0, PLUM_1, PLUM_2, SKIN_1],
        Cloth::Cream => LINEN,
        Cloth::Slate => [STONE_0, SLATE_0, SLATE_1, STONE_3],
        Cloth::Brown => LEATHER,
        Cloth::Charcoal => [INK, STONE_0, STONE_1, STONE_2],
    }
}

pub(super) fn shoes(shoes: Shoes) -> Ramp {
    match shoes {
        Shoes::Boots => [INK, EARTH_0, EARTH_1, EARTH_2],
        Shoes::Shoes => [INK, INK, STONE_0, STONE_1],
        Shoes::Clogs => [EARTH_0, STRAW_0, STRAW_1, LEAF_5],
        Shoes::Sandals => LEATHER,
        Shoes::Slippers => [EARTH_0, ROOF_0, ROOF_1, ROOF_2],
        Shoes::Wellies => [INK, LEAF_0, LEAF_1, LEAF_2],
    }
}
