//! Reading the town from Tiled's files. What a map must hold is said by [`BadMap`]: a map that
//! lacks it is refused at the start, by name and place.

use std::io::{Cursor, Read};
use std::path::Path;

use tiled::{Loader, Object, ObjectShape, PropertyValue};

use crate::grid::{Facing, Tile};
use crate::id::LandmarkId;
use crate::place::{Area, Landmark, Pose, Spot, Use, Zone};

/// Side of a tile in pixels.
const TILE_PIXELS: f32 = 16.0;

/// Most landmarks in a town.
const LANDMARKS_MAX: usize = 400;

/// The hand-made town.
#[derive(Debug, Clone)]
pub struct Town {
    pub width: u16,
    pub height: u16,
    /// Layers of tiles from the ground up.
    pub layers: Vec<Layer>,
    pub landmarks: Vec<Landmark>,
    pub zones: Vec<Zone>,
    /// Row by row, whether a tile blocks.
    pub(crate) blocked: Vec<bool>,
    /// Fingerprint of everything above that the world's rules can see.
    pub digest: String,
}

/// One layer of tiles, row by row: 0 for none, else 1 + the tile's number in the tileset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    pub name: String,
    pub tiles: Vec<u32>,
}

/// What is wrong with a map.
#[derive(Debug, thiserror::Error)]
pub enum BadMap {
    #[error("the map cannot be read: {0}")]
    Unreadable(String),
    #[error("the map is {width} by {height} tiles; it must be 64 by 48 to 512 by 512")]
    Size { width: u32, height: u32 },
    #[error("the map has no layer \"{0}\"")]
    NoLayer(&'static str),
    #[error("{what} at ({x}, {y}): {why}")]
    BadObject { what: String, x: i64, y: i64, why: String },
    #[error("two landmarks are called \"{0}\"")]
    Twice(String),
    #[error("no home of the map has a spot to sleep on")]
    NoBeds,
    #[error("a ground for so many villagers would be wider than {side} tiles")]
    TooLarge { side: u16 },
}

impl Town {
    /// Reads a town out of Tiled's map, given the map's text and a way to the files that it names.
    pub fn read(
        map: &str,
        file: impl Fn(&Path) -> std::io::Result<Vec<u8>>,
    ) -> Result<Self, BadMap> {
        let name = Path::new("village.tmx");
        let reader = |path: &Path| -> std::io::Result<Box<dyn Read>> {
            if path == name {
                return Ok(Box::new(Cursor::new(map.as_bytes().to_vec())));
            }
            Ok(Box::new(Cursor::new(file(path)?)))
        };
        let map = Loader::with_reader(reader).load_tmx_map(name);
        let map = map.map_err(|error| BadMap::Unreadable(causes(&error)))?;
        let side = |side: u32, least: u16| {
            u16::try_from(side).ok().filter(|side| (least..=512).contains(side))
        };
        let (Some(width), Some(height)) = (side(map.width, 64), side(map.height, 48)) else {
            return Err(BadMap::Size { width: map.width, height: map.height });
        };
        let mut town = Self {
            width,
            height,
            layers: Vec::new(),
            landmarks: Vec::new(),
            zones: Vec::new(),
            blocked: vec![false; usize::from(width) * usize::from(height)],
            digest: String::new(),
        };
        town.read_tiles(&map)?;
        town.read_landmarks(&map)?;
        town.read_spots(&map)?;
        town.read_zones(&map)?;
        town.digest = format!("{:032x}", town.fingerprint());
        Ok(town)
    }

    /// How many can sleep in the town's homes.
    pub fn beds(&self) -> usize {
        let spots = self.landmarks.iter().flat_map(|place| &place.spots);
        spots.filter(|spot| spot.pose == Pose::Sleep).count()
    }

    /// Whether one can stand on a tile of the town; nobody can off it.
    pub fn is_free(&self, tile: Tile) -> bool {
        tile.x < self.width
            && tile.y < self.height
            && !self.blocked[usize::from(tile.y) * usize::from(self.width) + usize::from(tile.x)]
    }

    fn read_tiles(&mut self, map: &tiled::Map) -> Result<(), BadMap> {
        for layer in map.layers() {
            let Some(tiles) = layer.as_tile_layer() else { continue };
            // Roofs and tree tops hang above the ground: nothing there blocks.
            let overhead = matches!(layer.name.as_str(), "roof" | "canopy");
            let mut row_by_row = Vec::with_capacity(self.blocked.len());
            for at in 0..self.blocked.len() {
                let side = usize::from(self.width);
                let (x, y) = (narrow(at % side), narrow(at / side));
                let tile = tiles.get_tile(x, y);
                let solid = tile.and_then(|tile| tile.get_tile()).is_some_and(|tile| {
                    tile.properties.get("solid") == Some(&PropertyValue::BoolValue(true))
                });
                self.blocked[at] |= solid && !overhead;
                row_by_row.push(tile.map_or(0, |tile| tile.id() + 1));
            }
            self.layers.push(Layer { name: layer.name.clone(), tiles: row_by_row });
        }
        let has_ground = self.layers.iter().any(|layer| layer.name == "ground");
        if has_ground { Ok(()) } else { Err(BadMap::NoLayer("ground")) }
    }

    fn read_landmarks(&mut self, map: &tiled::Map) -> Result<(), BadMap> {
        for object in objects(map, "landmarks")? {
            let bad = |why: String| bad(&object, "landmark", why);
            let area = self.area(&object).map_err(bad)?;
            let slug = text(&object, "id").ok_or_else(|| bad("it has no \"id\"".into()))?;
            if self.landmarks.iter().any(|place| place.slug == slug) {
                return Err(BadMap::Twice(slug));
            }
            if self.landmarks.len() == LANDMARKS_MAX {
                return Err(bad(format!("at most {LANDMARKS_MAX} landmarks are read")));
            }
            let uses = text(&object, "uses").unwrap_or_default();
            let uses = uses.split(',').map(str::trim).filter(|word| !word.is_empty());
            self.landmarks.push(Landmark {
                id: LandmarkId(u32::try_from(self.landmarks.len()).expect("bounded above")),
                slug,
                name: object.name.clone(),
                kind: object.user_type.parse().map_err(bad)?,
                area,
                uses: uses.map(str::parse).collect::<Result<Vec<Use>, _>>().map_err(bad)?,
                spots: Vec::new(),
            });
        }
        Ok(())
    }

    fn read_spots(&mut self, map: &tiled::Map) -> Result<(), BadMap> {
        for object in objects(map, "spots")? {
            let bad = |why: String| bad(&object, "spot", why);
            let tile = self.tile(object.x, object.y).ok_or_else(|| bad("off the map".into()))?;
            if !self.is_free(tile) {
                return Err(bad("its tile is blocked".into()));
            }
            let slug = text(&object, "landmark").unwrap_or_default();
            let facing = text(&object, "facing").unwrap_or_else(|| "down".into());
            let pose = text(&object, "pose").unwrap_or_else(|| "stand".into());
            let spot = Spot {
                tile,
                facing: facing.parse::<Facing>().map_err(bad)?,
                pose: pose.parse::<Pose>().map_err(bad)?,
            };
            let place = self.landmarks.iter_mut().find(|place| place.slug == slug);
            let place = place.ok_or_else(|| bad(format!("no landmark \"{slug}\"")))?;
            place.spots.push(spot);
        }
        match self.landmarks.iter().find(|place| place.spots.is_empty()) {
            None => Ok(()),
            Some(place) => Err(BadMap::BadObject {
                what: format!("landmark \"{}\"", place.slug),
                x: place.area.x.into(),
                y: place.area.y.into(),
                why: "it has no spot".into(),
            }),
        }
    }

    fn read_zones(&mut self, map: &tiled::Map) -> Result<(), BadMap> {
        for object in objects(map, "zones")? {
            let area = self.area(&object).map_err(|why| bad(&object, "zone", why))?;
            self.zones.push(Zone { name: object.name.clone(), area });
        }
        Ok(())
    }

    fn area(&self, object: &Object<'_>) -> Result<Area, String> {
        let ObjectShape::Rect { width, height } = object.shape else {
            return Err("it is no rectangle".into());
        };
        let from = self.tile(object.x, object.y).ok_or("off the map")?;
        let last = (object.x + width - 1.0, object.y + height - 1.0);
        let to = self.tile(last.0, last.1).ok_or("it reaches off the map")?;
        let (width, height) = (to.x.saturating_sub(from.x) + 1, to.y.saturating_sub(from.y) + 1);
        Ok(Area { x: from.x, y: from.y, width, height })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked before the cast"
    )]
    fn tile(&self, x: f32, y: f32) -> Option<Tile> {
        let within = |at: f32, side: u16| {
            let at = (at / TILE_PIXELS).floor();
            (at >= 0.0 && at < f32::from(side)).then_some(at as u16)
        };
        Some(Tile::new(within(x, self.width)?, within(y, self.height)?))
    }

    fn fingerprint(&self) -> u128 {
        let rows = self.landmarks.iter().map(|place| {
            let spots: Vec<_> = place.spots.iter().map(|s| (s.tile, s.facing, s.pose)).collect();
            (&place.slug, place.kind, &place.uses, place.area, spots)
        });
        let rows: Vec<_> = rows.collect();
        crate::digest::of(&(self.width, self.height, &self.blocked, rows))
    }
}

fn objects<'m>(
    map: &'m tiled::Map,
    name: &'static str,
) -> Result<impl Iterator<Item = Object<'m>>, BadMap> {
    let layer = map.layers().find(|layer| layer.name == name).ok_or(BadMap::NoLayer(name))?;
    let layer = layer.as_object_layer().ok_or(BadMap::NoLayer(name))?;
    Ok(layer.objects().collect::<Vec<_>>().into_iter())
}

fn text(object: &Object<'_>, name: &str) -> Option<String> {
    match object.properties.get(name)? {
        PropertyValue::StringValue(text) => Some(text.clone()),
        _ => None,
    }
}

fn bad(object: &Object<'_>, what: &str, why: String) -> BadMap {
    #[expect(clippy::cast_possible_truncation, reason = "a rounded place in a message")]
    let at = |pixels: f32| (pixels / TILE_PIXELS).floor() as i64;
    BadMap::BadObject {
        what: format!("{what} \"{}\"", object.name),
        x: at(object.x),
        y: at(object.y),
        why,
    }
}

fn narrow(number: usize) -> i32 {
    i32::try_from(number).expect("a map's side is bounded")
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
