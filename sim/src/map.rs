//! The ground: which tiles block, which places there are, and the ways between them. It is read
//! once at the start and never changes while the village runs.
//!
//! One hand-made town is repeated edge to edge for large populations; each copy is a *district*
//! with places of its own.

mod spread;
mod tmx;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::prelude::Resource;

use crate::grid::{Direction, Tile};
use crate::id::LandmarkId;
use crate::place::{Area, Landmark, PlaceKind, Zone};
use crate::way::Field;

pub use tmx::{BadMap, Layer, Town};

/// Widest and highest ground, in tiles.
pub const SIDE_MAX: u16 = 4_096;

/// Steps to each of a few far-off spots.
pub(crate) type Guide = [u32; 4];

/// The ground of a village.
#[derive(Debug)]
pub struct Map {
    pub width: u16,
    pub height: u16,
    /// How often the town is repeated across and down.
    pub across: u16,
    pub down: u16,
    pub landmarks: Vec<Landmark>,
    pub zones: Vec<Zone>,
    /// The hand-made town with its layers, for whoever draws it.
    pub town: Town,
    blocked: Vec<bool>,
    /// Row by row, the directions in which one can leave a tile, a bit for each of
    /// [`Direction::ALL`].
    exits: Vec<u8>,
    /// Row by row, how far it is to a few far-off spots; empty where the town is repeated, since
    /// ways between districts are not in the town's fields.
    guides: Vec<Guide>,
    /// Tiles that can be reached from one another carry the same number; blocked ones 0.
    regions: Vec<u32>,
    slugs: BTreeMap<String, LandmarkId>,
    /// One field for each spot of the town's landmarks; districts share them.
    fields: Vec<Vec<Field>>,
}

/// The ground as a resource.
#[derive(Resource, Debug, Clone)]
pub struct Ground(pub Arc<Map>);

impl Map {
    /// The ground for so many villagers: the town, repeated until everybody has a bed.
    pub fn for_villagers(town: Town, villagers: usize) -> Result<Self, BadMap> {
        let beds = town.beds();
        if beds == 0 {
            return Err(BadMap::NoBeds);
        }
        let districts = villagers.div_ceil(beds).max(1);
        let across = districts.isqrt() + usize::from(districts.isqrt().pow(2) < districts);
        let down = districts.div_ceil(across);
        let fits = |count: usize, side: u16| {
            u16::try_from(count * usize::from(side)).ok().filter(|side| *side <= SIDE_MAX)
        };
        let (Some(width), Some(height)) = (fits(across, town.width), fits(down, town.height))
        else {
            return Err(BadMap::TooLarge { side: SIDE_MAX });
        };
        let narrow = |count: usize| u16::try_from(count).expect("it was multiplied in bounds");
        Ok(Self::build(town, (narrow(across), narrow(down)), (width, height)))
    }

    fn build(town: Town, (across, down): (u16, u16), (width, height): (u16, u16)) -> Self {
        let (landmarks, zones) = spread::places(&town, across, down);
        let slugs = landmarks.iter().map(|place| (place.slug.clone(), place.id)).collect();
        let mut blocked = Vec::with_capacity(usize::from(width) * usize::from(height));
        for y in 0..height {
            let row = usize::from(y % town.height) * usize::from(town.width);
            for _ in 0..across {
                blocked.extend_from_slice(&town.blocked[row..row + usize::from(town.width)]);
            }
        }
        let fields = spread::fields(&town);
        let mut map = Self {
            width,
            height,
            across,
            down,
            landmarks,
            zones,
            town,
            regions: vec![0; blocked.len()],
            exits: vec![0; blocked.len()],
            guides: Vec::new(),
            blocked,
            slugs,
            fields,
        };
        map.exits = spread::exits(&map);
        map.guides = spread::guides(&map);
        map.regions = spread::regions(&map);
        map
    }

    /// Place of a tile in row-by-row tables; none off the map.
    pub fn index(&self, tile: Tile) -> Option<usize> {
        (tile.x < self.width && tile.y < self.height)
            .then(|| usize::from(tile.y) * usize::from(self.width) + usize::from(tile.x))
    }

    /// Number of tiles.
    pub const fn area(&self) -> usize {
        self.blocked.len()
    }

    /// Whether one can stand on a tile; nobody can off the map.
    pub fn is_free(&self, tile: Tile) -> bool {
        self.index(tile).is_some_and(|at| !self.blocked[at])
    }

    /// The tile one step on, if one can go there: aslant only where both sides are free.
    pub fn step(&self, from: Tile, direction: Direction) -> Option<Tile> {
        let open = self.exits[self.index(from)?] & (1 << direction as u8) != 0;
        from.toward(direction).filter(|_| open)
    }

    /// Row by row, a bit for each of [`Direction::ALL`] in which one can leave a tile.
    pub(crate) fn exits(&self) -> &[u8] {
        &self.exits
    }

    /// Row by row, how far it is to a few far-off spots; empty for more than one district.
    pub(crate) fn guides(&self) -> &[Guide] {
        &self.guides
    }

    /// Whether there is any way between two tiles.
    pub fn connected(&self, a: Tile, b: Tile) -> bool {
        match (self.index(a), self.index(b)) {
            (Some(a), Some(b)) => self.regions[a] != 0 && self.regions[a] == self.regions[b],
            _ => false,
        }
    }

    /// Whether one can walk straight from the middle of a tile to the middle of another.
    pub fn in_sight(&self, from: Tile, to: Tile) -> bool {
        let (mut x, mut y) = (i32::from(from.x), i32::from(from.y));
        let (dx, dy) = (i32::from(to.x) - x, i32::from(to.y) - y);
        let (sx, sy) = (dx.signum(), dy.signum());
        let (dx, dy) = (dx.abs(), dy.abs());
        let free = |x: i32, y: i32| match (u16::try_from(x), u16::try_from(y)) {
            (Ok(x), Ok(y)) => self.is_free(Tile::new(x, y)),
            _ => false,
        };
        let mut error = dx - dy;
        let mut left = 1 + dx + dy;
        while left > 0 {
            if !free(x, y) {
                return false;
            }
            match error.signum() {
                1 => (x, error) = (x + sx, error - 2 * dy),
                -1 => (y, error) = (y + sy, error + 2 * dx),
                _ => {
                    // Exactly through a corner: both tiles beside it must be free.
                    if (x, y) != (i32::from(to.x), i32::from(to.y))
                        && !(free(x + sx, y) && free(x, y + sy))
                    {
                        return false;
                    }
                    (x, y, error) = (x + sx, y + sy, error + 2 * (dx - dy));
                    left -= 1;
                }
            }
            left -= 1;
        }
        true
    }

    pub fn landmark(&self, id: LandmarkId) -> Option<&Landmark> {
        self.landmarks.get(id.0 as usize)
    }

    pub fn by_slug(&self, slug: &str) -> Option<LandmarkId> {
        self.slugs.get(slug).copied()
    }

    /// The landmark whose area holds a tile; the smallest where several do.
    pub fn landmark_at(&self, tile: Tile) -> Option<&Landmark> {
        let holding = self.district_landmarks(self.district(tile));
        holding
            .iter()
            .filter(|place| place.area.contains(tile))
            .min_by_key(|place| u32::from(place.area.width) * u32::from(place.area.height))
    }

    /// The spot on a tile, if there is one.
    pub fn spot_at(&self, tile: Tile) -> Option<(LandmarkId, u16)> {
        self.district_landmarks(self.district(tile)).iter().find_map(|place| {
            let at = place.spots.iter().position(|spot| spot.tile == tile)?;
            Some((place.id, u16::try_from(at).ok()?))
        })
    }

    /// Number of the district of a tile.
    pub const fn district(&self, tile: Tile) -> u32 {
        let (x, y) = (tile.x / self.town.width, tile.y / self.town.height);
        y as u32 * self.across as u32 + x as u32
    }

    /// The landmarks of a district.
    pub fn district_landmarks(&self, district: u32) -> &[Landmark] {
        let each = self.town.landmarks.len();
        let from = district as usize * each;
        self.landmarks.get(from..from + each).unwrap_or(&[])
    }

    /// The landmarks of a kind in a district.
    pub fn of_kind(&self, district: u32, kind: PlaceKind) -> impl Iterator<Item = &Landmark> {
        self.district_landmarks(district).iter().filter(move |place| place.kind == kind)
    }

    /// The district that a landmark belongs to.
    pub fn district_of(&self, landmark: LandmarkId) -> u32 {
        let each = u32::try_from(self.town.landmarks.len().max(1)).unwrap_or(u32::MAX);
        landmark.0 / each
    }

    /// Upper left tile of a district.
    pub fn district_origin(&self, district: u32) -> Tile {
        let across = u32::from(self.across.max(1));
        let narrow = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        Tile::new(
            narrow(district % across) * self.town.width,
            narrow(district / across) * self.town.height,
        )
    }

    /// The district's area.
    pub fn district_area(&self, district: u32) -> Area {
        let Tile { x, y } = self.district_origin(district);
        Area { x, y, width: self.town.width, height: self.town.height }
    }

    /// The field that leads to a spot, over the area of its district.
    pub(crate) fn field(&self, landmark: LandmarkId, spot: u16) -> Option<&Field> {
        let each = self.town.landmarks.len().max(1);
        self.fields.get(landmark.0 as usize % each)?.get(usize::from(spot))
    }
}
