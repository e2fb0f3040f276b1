//! Which letter stands for which colour of the palette in the icons' art.

use crate::canvas::Rgba;
use crate::palette as p;

/// The colour of a letter; anything else is transparent.
pub(super) fn colour(letter: u8) -> Rgba {
    match letter {
        b'k' => p::INK,
        b'a' => p::LEAF_0,
        b'b' => p::LEAF_1,
        b'c' => p::LEAF_2,
        b'd' => p::LEAF_3,
        b'e' => p::LEAF_4,
        b'f' => p::LEAF_5,
        b'g' => p::EARTH_0,
        b'h' => p::EARTH_1,
        b'i' => p::EARTH_2,
        b'j' => p::EARTH_3,
        b'l' => p::EARTH_4,
        b'm' => p::STONE_0,
        b'n' => p::STONE_1,
        b'o' => p::STONE_2,
        b'p' => p::STONE_3,
        b'q' => p::STONE_4,
        b'r' => p::WATER_0,
        b's' => p::WATER_1,
        b't' => p::WATER_2,
        b'u' => p::WATER_3,
        b'v' => p::WATER_4,
        b'w' => p::ROOF_0,
        b'x' => p::ROOF_1,
        b'y' => p::ROOF_2,
        b'z' => p::ROOF_3,
        b'P' => p::PLASTER_0,
        b'Q' => p::PLASTER_1,
        b'S' => p::SLATE_0,
        b'T' => p::SLATE_1,
        b'U' => p::PLUM_0,
        b'V' => p::PLUM_1,
        b'W' => p::PLUM_2,
        b'X' => p::STRAW_0,
        b'Y' => p::STRAW_1,
        b'H' => p::SKIN_0,
        b'I' => p::SKIN_1,
        b'G' => p::GLOW,
        b'$' => p::GOLD,
        b'!' => p::EMBER,
        b'_' => p::SHADOW,
        _ => p::CLEAR,
    }
}
