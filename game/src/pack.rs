//! A pack of other pictures for the same village: tiles, icons and villagers' sheets, each of the
//! size and in the order of the pictures that it stands for. What a pack lacks stays as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::image::{Image, TextureError};
use bevy::prelude::Resource;

use crate::ground::TownMap;
use crate::icons;
use crate::people::sheet_size;

/// Largest file of a pack, in bytes.
pub const FILE_MAX: u64 = 16 * 1024 * 1024;
/// Most villagers that a pack draws.
pub const VILLAGERS_MAX: usize = 10_000;

/// The pictures that stand for the program's own.
#[derive(Resource, Debug, Default)]
pub struct Pack {
    pub(crate) icons: Option<Image>,
    sheets: BTreeMap<Arc<str>, Vec<u8>>,
}

/// Why a pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadPack {
    #[error("{name} cannot be read: {why}")]
    Unreadable { name: String, why: TextureError },
    #[error("{name} is {is:?} pixels; it stands for a picture of {should:?}")]
    Size { name: String, is: (u32, u32), should: (u32, u32) },
    #[error("a pack has tiles.png, icons.png or villagers/NAME.png; {0} is none of them")]
    Unknown(String),
    #[error("a pack draws at most {VILLAGERS_MAX} villagers")]
    TooMany,
}

impl Pack {
    /// Takes the files of a pack, by their names within its folder; the town's tiles are replaced
    /// at once.
    pub fn of(
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
        town: &mut TownMap,
    ) -> Result<Self, BadPack> {
        let mut pack = Self::default();
        for (name, bytes) in files {
            let villager =
                name.strip_prefix("villagers/").and_then(|name| name.strip_suffix(".png"));
            match (name.as_str(), villager) {
                ("tiles.png", _) => {
                    let size = (town.picture.width(), town.picture.height());
                    town.picture = picture(&name, &bytes, size)?;
                }
                ("icons.png", _) => pack.icons = Some(picture(&name, &bytes, icons::size())?),
                (_, Some(slug)) if pack.sheets.len() < VILLAGERS_MAX => {
                    let sheet = picture(&name, &bytes, sheet_size())?;
                    pack.sheets.insert(slug.into(), sheet.data.unwrap_or_default());
                }
                (_, Some(_)) => return Err(BadPack::TooMany),
                _ => return Err(BadPack::Unknown(name)),
            }
        }
        Ok(pack)
    }

    /// The pixels of a villager's sheet, 4 bytes each, if the pack draws it.
    pub(crate) fn sheet(&self, slug: &str) -> Option<&[u8]> {
        self.sheets.get(slug).map(Vec::as_slice)
    }
}

/// A picture of the size that it has to be.
fn picture(name: &str, png: &[u8], should: (u32, u32)) -> Result<Image, BadPack> {
    let image = icons::read(png, RenderAssetUsages::default());
    let image = image.map_err(|why| BadPack::Unreadable { name: name.to_owned(), why })?;
    let is = (image.width(), image.height());
    let wide = image.data.as_ref().is_some_and(|data| data.len() as u64 == area(is) * 4);
    if is != should || !wide {
        return Err(BadPack::Size { name: name.to_owned(), is, should });
    }
    Ok(image)
}

fn area((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TILES: &[u8] = include_bytes!("../../assets/map/tiles.png");

    fn of(name: &str, bytes: &[u8]) -> Result<(Pack, TownMap), BadPack> {
        let mut town = TownMap::of_village().unwrap();
        town.picture.data.as_mut().unwrap().fill(0);
        Pack::of([(name.to_owned(), bytes.to_vec())], &mut town).map(|pack| (pack, town))
    }

    #[test]
    fn tiles_of_the_same_size_stand_for_our_own() {
        let (_, town) = of("tiles.png", TILES).unwrap();
        assert!(town.picture.data.unwrap().iter().any(|byte| *byte != 0));
    }

    #[test]
    fn what_fits_nowhere_is_told_by_its_name() {
        let why = |name, bytes| of(name, bytes).unwrap_err().to_string();
        assert!(why("icons.png", TILES).starts_with("icons.png is ("));
        assert!(why("villagers/ada.png", TILES).contains("villagers/ada.png"));
        assert!(why("tiles.png", b"no picture").contains("cannot be read"));
        assert!(why("tiles.gif", TILES).contains("none of them"));
    }
}
