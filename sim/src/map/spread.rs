//! Repeating the town: places of every district, the fields that all share, and which tiles hang
//! together.

use super::{Guide, Map, Town};
use crate::grid::{Direction, Tile};
use crate::id::LandmarkId;
use crate::place::{Area, Landmark, Spot, Zone};
use crate::way::{Field, step};

/// Landmarks and zones of all districts, the first one's under their own names, those of the
/// others with the district's number behind.
pub fn places(town: &Town, across: u16, down: u16) -> (Vec<Landmark>, Vec<Zone>) {
    let mut landmarks = Vec::new();
    let mut zones = Vec::new();
    let districts = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
    for (number, (x, y)) in districts.enumerate() {
        let origin = Tile::new(x * town.width, y * town.height);
        for place in &town.landmarks {
            let id = LandmarkId(u32::try_from(landmarks.len()).expect("landmarks are bounded"));
            landmarks.push(moved(place, id, number, origin));
        }
        for zone in &town.zones {
            let name = numbered(&zone.name, " ", number);
            zones.push(Zone { name, area: shifted(zone.area, origin) });
        }
    }
    (landmarks, zones)
}

fn moved(place: &Landmark, id: LandmarkId, district: usize, origin: Tile) -> Landmark {
    let spots = place.spots.iter().map(|spot| Spot {
        tile: Tile::new(spot.tile.x + origin.x, spot.tile.y + origin.y),
        ..*spot
    });
    Landmark {
        id,
        slug: numbered(&place.slug, "-", district),
        name: numbered(&place.name, " ", district),
        kind: place.kind,
        area: shifted(place.area, origin),
        uses: place.uses.clone(),
        spots: spots.collect(),
    }
}

fn numbered(name: &str, joint: &str, district: usize) -> String {
    match district {
        0 => name.to_owned(),
        _ => format!("{name}{joint}{}", district + 1),
    }
}

const fn shifted(area: Area, origin: Tile) -> Area {
    Area { x: area.x + origin.x, y: area.y + origin.y, ..area }
}

/// For each landmark of the town, a field for each of its spots.
pub fn fields(town: &Town) -> Vec<Vec<Field>> {
    let to_spot = |spot: &Spot| {
        Field::toward(spot.tile, town.width, town.height, |from, direction| {
            step(from, direction, |tile| town.is_free(tile))
        })
    };
    town.landmarks.iter().map(|place| place.spots.iter().map(to_spot).collect()).collect()
}

/// Which ways lead out of each tile; none out of a blocked one.
pub fn exits(map: &Map) -> Vec<u8> {
    let tiles = (0..map.height).flat_map(|y| (0..map.width).map(move |x| Tile::new(x, y)));
    let leads =
        |from, direction: &&Direction| step(from, **direction, |tile| map.is_free(tile)).is_some();
    let of_tile = |tile: Tile| {
        let open = Direction::ALL.iter().filter(|direction| leads(tile, direction));
        open.fold(0, |exits, direction| exits | 1 << *direction as u8)
    };
    tiles.map(of_tile).collect()
}

/// How far each tile is from the four spots that lie furthest to the corners. The difference of two
/// tiles' distances to one spot is never more than the way between them, so a search that knows
/// them knows of walls (differential heuristics, Goldberg and Harrelson 2005).
pub fn guides(map: &Map) -> Vec<Guide> {
    if map.across != 1 || map.down != 1 {
        return Vec::new();
    }
    let places = map.town.landmarks.iter().zip(&map.fields);
    let spots = places.flat_map(|(place, fields)| place.spots.iter().zip(fields));
    let spots: Vec<_> = spots.map(|(spot, field)| (spot.tile, field)).collect();
    let corner = |right: i32, down: i32| {
        let lies = |tile: Tile| i32::from(tile.x) * right + i32::from(tile.y) * down;
        spots.iter().max_by_key(|(tile, _)| (lies(*tile), *tile)).map(|(_, field)| *field)
    };
    let corners = [corner(-1, -1), corner(1, -1), corner(-1, 1), corner(1, 1)];
    let tiles = (0..map.height).flat_map(|y| (0..map.width).map(move |x| Tile::new(x, y)));
    let far =
        |tile: Tile| corners.map(|field| field.and_then(|field| field.distance(tile)).unwrap_or(0));
    tiles.map(far).collect()
}

/// Numbers the parts of the ground that hang together, from 1; blocked tiles get 0.
pub fn regions(map: &Map) -> Vec<u32> {
    let mut regions = vec![0; map.area()];
    let mut next = 0;
    let mut open = Vec::new();
    for y in 0..map.height {
        for x in 0..map.width {
            let tile = Tile::new(x, y);
            let seen = map.index(tile).is_none_or(|at| regions[at] != 0);
            if seen || !map.is_free(tile) {
                continue;
            }
            next += 1;
            open.push(tile);
            while let Some(tile) = open.pop() {
                let at = map.index(tile).expect("only tiles of the map are open");
                if regions[at] == 0 {
                    regions[at] = next;
                    open.extend(Direction::ALL.into_iter().filter_map(|way| map.step(tile, way)));
                }
            }
        }
    }
    regions
}
