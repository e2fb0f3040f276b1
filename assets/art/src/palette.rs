//! The village's one palette. Every opaque pixel of every tile, sprite and icon is one of these
//! colours; there is no second palette and no colour made by plain darkening.
//!
//! Ramps run from shade to light. Shades lean towards blue-violet, lights towards warm yellow, so a
//! ramp turns in hue as it darkens. `GOLD` means money and reward, `EMBER` means penalty and
//! danger: nothing else may wear them.

#![expect(clippy::unreadable_literal, reason = "a colour is read as RRGGBB")]

use crate::canvas::Rgba;

/// A colour of the palette with what it is called and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swatch {
    /// The constant's name in lower case.
    pub name: &'static str,
    /// The colour itself, opaque.
    pub rgba: Rgba,
    /// What it is for.
    pub usage: &'static str,
}

/// Makes an opaque colour out of `0xRRGGBB`.
const fn rgb(hex: u32) -> Rgba {
    let [_, r, g, b] = hex.to_be_bytes();
    [r, g, b, 255]
}

macro_rules! swatches {
    ($($name:ident = $hex:literal, $lower:literal, $usage:literal;)*) => {
        $(#[doc = $usage] pub const $name: Rgba = rgb($hex);)*
        /// Every colour in order of its ramps.
        pub const ALL: &[Swatch] = &[
            $(Swatch { name: $lower, rgba: $name, usage: $usage },)*
        ];
    };
}

swatches! {
    INK = 0x1f1b33, "ink", "deepest tone: pupils, letters, gaps between stones";
    LEAF_0 = 0x1e3a48, "leaf-0", "foliage in deep shade, outline of green things";
    LEAF_1 = 0x2d5a51, "leaf-1", "foliage in shade, needles, dark bushes";
    LEAF_2 = 0x4b7d4f, "leaf-2", "foliage, tufts in grass, bottle green cloth";
    LEAF_3 = 0x76a255, "leaf-3", "the lawn, leaves in light";
    LEAF_4 = 0xa5bf62, "leaf-4", "sunny blades, young leaves";
    LEAF_5 = 0xd8db8a, "leaf-5", "sunlit tips, unripe fruit, wheat in flower";
    EARTH_0 = 0x35263d, "earth-0", "outline of wood and earth, black hair";
    EARTH_1 = 0x5e3d41, "earth-1", "dark timber, trunks in shade, deep skin, brown hair";
    EARTH_2 = 0x8f614b, "earth-2", "timber, wet earth, brown skin, chestnut hair";
    EARTH_3 = 0xbd9262, "earth-3", "trodden earth, planks, tan skin";
    EARTH_4 = 0xe2ca98, "earth-4", "dry earth, plaster, linen";
    STONE_0 = 0x2c2e47, "stone-0", "outline of stone and iron, night cloth";
    STONE_1 = 0x4f556e, "stone-1", "stone in shade, iron, joints of cobbles";
    STONE_2 = 0x7e8593, "stone-2", "stone, slate in light, grey hair";
    STONE_3 = 0xadb2b0, "stone-3", "cobbles in light, steel";
    STONE_4 = 0xd9d7c5, "stone-4", "sunlit stone, white hair";
    WATER_0 = 0x23345f, "water-0", "deep water, navy cloth, dark slate";
    WATER_1 = 0x315889, "water-1", "water in shade, blue cloth";
    WATER_2 = 0x4784a6, "water-2", "open water, window glass by day";
    WATER_3 = 0x74b4bf, "water-3", "shallow water, light glass";
    WATER_4 = 0xbae0d2, "water-4", "glints and foam";
    ROOF_0 = 0x4d2443, "roof-0", "roof tiles in shade, outline of red things";
    ROOF_1 = 0x85393f, "roof-1", "roof tiles, brick, wine cloth";
    ROOF_2 = 0xba5a46, "roof-2", "roof tiles in light, ginger hair";
    ROOF_3 = 0xdf8f5e, "roof-3", "sunlit tile edges, pumpkins, lips";
    PLASTER_0 = 0xb39f96, "plaster-0", "plaster in shade, mauve grey";
    PLASTER_1 = 0xf7edcf, "plaster-1", "sunlit plaster, paper, aprons";
    SLATE_0 = 0x4a5a8d, "slate-0", "blue roofs, denim";
    SLATE_1 = 0x7891b6, "slate-1", "blue roofs in light, sky cloth";
    PLUM_0 = 0x4b315f, "plum-0", "violet roofs in shade, purple cloth in folds";
    PLUM_1 = 0x7d5089, "plum-1", "violet cloth, heather, grapes";
    PLUM_2 = 0xd596a9, "plum-2", "pink flowers, blossom, cheeks";
    STRAW_0 = 0xa27a3f, "straw-0", "thatch in shade, honey, mustard cloth in folds";
    STRAW_1 = 0xd9b45c, "straw-1", "thatch, wheat, blond hair, mustard cloth";
    SKIN_0 = 0xd29a74, "skin-0", "skin: the middle tone";
    SKIN_1 = 0xf1c69d, "skin-1", "skin: the light tone";
    GLOW = 0xffe3a1, "glow", "lamp light, lit windows, candle flames";
    GOLD = 0xf4b52e, "gold", "money and reward, nothing else";
    EMBER = 0xe03e32, "ember", "penalty and danger, nothing else";
}

/// The contact shadow under things: ink, mostly transparent.
pub const SHADOW: Rgba = [0x1f, 0x1b, 0x33, 0x48];
/// Nothing at all.
pub const CLEAR: Rgba = [0, 0, 0, 0];

/// Foliage from shade to light.
pub const LEAF: [Rgba; 6] = [LEAF_0, LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5];
/// Earth, wood and darker skin from shade to light.
pub const EARTH: [Rgba; 5] = [EARTH_0, EARTH_1, EARTH_2, EARTH_3, EARTH_4];
/// Stone and iron from shade to light.
pub const STONE: [Rgba; 5] = [STONE_0, STONE_1, STONE_2, STONE_3, STONE_4];
/// Water, glass and blue cloth from shade to light.
pub const WATER: [Rgba; 5] = [WATER_0, WATER_1, WATER_2, WATER_3, WATER_4];
/// Terracotta from shade to light.
pub const ROOF: [Rgba; 4] = [ROOF_0, ROOF_1, ROOF_2, ROOF_3];
/// Blue slate from shade to light.
pub const SLATE: [Rgba; 4] = [WATER_0, SLATE_0, SLATE_1, STONE_4];
/// Violet from shade to light.
pub const PLUM: [Rgba; 4] = [EARTH_0, PLUM_0, PLUM_1, PLUM_2];
/// Thatch and wheat from shade to light.
pub const STRAW: [Rgba; 4] = [EARTH_1, STRAW_0, STRAW_1, LEAF_5];
/// Plaster and paper from shade to light.
pub const PLASTER: [Rgba; 3] = [PLASTER_0, EARTH_4, PLASTER_1];
/// Skin from dark to light.
pub const SKIN: [Rgba; 5] = [EARTH_1, EARTH_2, EARTH_3, SKIN_0, SKIN_1];

/// Whether `colour` may stand opaque in a picture: it is in the palette.
pub fn holds(colour: Rgba) -> bool {
    ALL.iter().any(|swatch| swatch.rgba == colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_has_32_to_40_colours_and_none_twice() {
        assert!((32..=40).contains(&ALL.len()), "{} colours", ALL.len());
        for (index, swatch) in ALL.iter().enumerate() {
            let twin = ALL[..index].iter().find(|other| other.rgba == swatch.rgba);
            assert_eq!(twin, None, "{} repeats a colour", swatch.name);
        }
    }

    #[test]
    fn every_ramp_climbs_in_light() {
        let light = |c: Rgba| u32::from(c[0]) * 299 + u32::from(c[1]) * 587 + u32::from(c[2]) * 114;
        for ramp in [&LEAF[..], &EARTH, &STONE, &WATER, &ROOF, &SLATE, &PLUM, &STRAW, &PLASTER] {
            assert!(ramp.windows(2).all(|pair| light(pair[0]) < light(pair[1])), "{ramp:?}");
        }
    }
}
