//! Reads the tile layers back from a map file, for rendering only: the server reads maps by itself.
//!
//! It knows what Tiled writes with CSV layers and one tileset from number 1, and refuses the rest.

use super::field::{HIGH, WIDE};
use crate::scene::Tiles;
use crate::tiles::Layer;

/// Why a map file cannot be rendered.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// A layer is missing, or its data is not CSV.
    #[error("the map has no CSV layer {0}")]
    NoLayer(&'static str),
    /// Something between the commas is not a tile's number.
    #[error("layer {layer} has {found:?} for a tile")]
    NoNumber {
        /// The layer.
        layer: &'static str,
        /// What stood there, cut to 20 characters.
        found: String,
    },
    /// A layer has too many or too few tiles.
    #[error("layer {layer} has {count} tiles, not {}", WIDE * HIGH)]
    Count {
        /// The layer.
        layer: &'static str,
        /// How many it has.
        count: usize,
    },
}

/// The tiles of a map file's text; flipped tiles are drawn as they are on the sheet.
pub fn tiles(text: &str) -> Result<Tiles, ReadingError> {
    let layers: Result<_, _> =
        Layer::ALL.iter().map(|layer| layer_of(text, layer.name())).collect();
    Ok(Tiles { w: WIDE, h: HIGH, layers: layers? })
}

fn layer_of(text: &str, name: &'static str) -> Result<Vec<Option<i32>>, ReadingError> {
    let missing = || ReadingError::NoLayer(name);
    let (_, rest) = text.split_once(&format!("name=\"{name}\"")).ok_or_else(missing)?;
    let (_, rest) = rest.split_once("<data encoding=\"csv\">").ok_or_else(missing)?;
    let (data, _) = rest.split_once("</data>").ok_or_else(missing)?;
    let tile = |word: &str| {
        let gid: u32 = word.trim().parse().map_err(|_| ReadingError::NoNumber {
            layer: name,
            found: word.trim().chars().take(20).collect(),
        })?;
        // The three highest bits say how a tile is flipped.
        Ok((gid & 0x1fff_ffff).checked_sub(1).map(u32::cast_signed))
    };
    let tiles: Vec<_> = data.split(',').map(tile).collect::<Result<_, _>>()?;
    let whole = i32::try_from(tiles.len()).is_ok_and(|count| count == WIDE * HIGH);
    if whole { Ok(tiles) } else { Err(ReadingError::Count { layer: name, count: tiles.len() }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{map, tiles as art};

    #[test]
    fn what_is_written_is_read_back() {
        let sheet = art::draw().expect("names differ");
        let draft = map::lay(&sheet);
        let read = tiles(&map::tmx::write(&draft)).expect("our own file");
        assert_eq!(read.layers, draft.layers);
    }

    #[test]
    fn a_map_that_is_no_map_is_refused() {
        assert_eq!(tiles("").map(|_| ()), Err(ReadingError::NoLayer("ground")));
        let few = "<layer name=\"ground\"><data encoding=\"csv\">1,2</data>";
        let refused = Err(ReadingError::Count { layer: "ground", count: 2 });
        assert_eq!(tiles(few).map(|_| ()), refused);
        let word = "<layer name=\"ground\"><data encoding=\"csv\">1,two</data>";
        let refused = Err(ReadingError::NoNumber { layer: "ground", found: "two".into() });
        assert_eq!(tiles(word).map(|_| ()), refused);
    }
}
