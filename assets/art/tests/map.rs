//! The committed map keeps the contract of README.md: tiles exist, spots can be reached, numbers
//! agree.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use tiled::{Loader, Map, ObjectLayer, ObjectShape, PropertyValue, TileLayer};

const LAYERS: [&str; 5] = ["ground", "detail", "objects", "roof", "canopy"];
const CLASSES: [&str; 10] =
    ["home", "cafe", "market", "workshop", "library", "board", "park", "pond", "well", "square"];
const USES: [&str; 10] =
    ["sleep", "eat", "drink", "work", "read", "trade", "post", "rest", "talk", "look"];

type Cell = (i32, i32);

fn village() -> Map {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../map/village.tmx");
    Loader::new().load_tmx_map(path).expect("the committed map can be read")
}

fn tiles<'a>(map: &'a Map, name: &str) -> TileLayer<'a> {
    let layer = map.layers().find(|layer| layer.name == name);
    let layer = layer.unwrap_or_else(|| panic!("the map has a layer {name}"));
    layer.as_tile_layer().unwrap_or_else(|| panic!("{name} is a tile layer"))
}

fn objects<'a>(map: &'a Map, name: &str) -> ObjectLayer<'a> {
    let layer = map.layers().find(|layer| layer.name == name);
    let layer = layer.unwrap_or_else(|| panic!("the map has a layer {name}"));
    layer.as_object_layer().unwrap_or_else(|| panic!("{name} is an object layer"))
}

fn size(map: &Map) -> Cell {
    let side = |length: u32| i32::try_from(length).expect("a map of sensible size");
    (side(map.width), side(map.height))
}

fn text(properties: &tiled::Properties, name: &str) -> String {
    match properties.get(name) {
        Some(PropertyValue::StringValue(value)) => value.clone(),
        other => panic!("{name} is a text, not {other:?}"),
    }
}

/// Every cell that somebody can stand on.
fn open_cells(map: &Map) -> BTreeSet<Cell> {
    let (w, h) = size(map);
    let walked = ["ground", "detail", "objects"].map(|name| tiles(map, name));
    let is_solid = |x: i32, y: i32| {
        walked.iter().any(|layer| {
            let tile = layer.get_tile(x, y);
            let tile = tile.as_ref().and_then(tiled::LayerTile::get_tile);
            tile.is_some_and(|t| t.properties.get("solid") == Some(&PropertyValue::BoolValue(true)))
        })
    };
    let all = (0..h).flat_map(|y| (0..w).map(move |x| (x, y)));
    all.filter(|&(x, y)| !is_solid(x, y)).collect()
}

struct Spot {
    cell: Cell,
    landmark: String,
    pose: String,
}

#[expect(clippy::cast_possible_truncation, reason = "places of a map of sensible size")]
fn cell_of(x: f32, y: f32) -> Cell {
    ((x / 16.0).floor() as i32, (y / 16.0).floor() as i32)
}

fn spots(map: &Map) -> Vec<Spot> {
    let layer = objects(map, "spots");
    let spot = |object: tiled::Object<'_>| {
        assert!(matches!(object.shape, ObjectShape::Point(..)), "a spot is a point");
        let facing = text(&object.properties, "facing");
        assert!(["up", "down", "left", "right"].contains(&facing.as_str()), "facing {facing}");
        let pose = text(&object.properties, "pose");
        assert!(["stand", "sit", "sleep", "work"].contains(&pose.as_str()), "pose {pose}");
        let landmark = text(&object.properties, "landmark");
        Spot { cell: cell_of(object.x, object.y), landmark, pose }
    };
    layer.objects().map(spot).collect()
}

struct Landmark {
    class: String,
    uses: Vec<String>,
    capacity: usize,
}

fn landmarks(map: &Map) -> BTreeMap<String, Landmark> {
    let mut found = BTreeMap::new();
    for object in objects(map, "landmarks").objects() {
        assert!(!object.name.is_empty(), "a landmark has a name");
        assert!(matches!(object.shape, ObjectShape::Rect { .. }), "a landmark is a rectangle");
        let id = text(&object.properties, "id");
        let slug = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(slug && !id.is_empty(), "{id} is a slug");
        let uses = text(&object.properties, "uses").split(',').map(str::to_owned).collect();
        let Some(PropertyValue::IntValue(capacity)) = object.properties.get("capacity") else {
            panic!("{id} has a capacity");
        };
        let capacity = usize::try_from(*capacity).expect("a capacity is no debt");
        let landmark = Landmark { class: object.user_type.clone(), uses, capacity };
        assert!(found.insert(id.clone(), landmark).is_none(), "{id} is there once");
    }
    found
}

#[test]
fn the_map_has_its_size_its_layers_and_no_hole_in_the_ground() {
    let map = village();
    assert_eq!((map.tile_width, map.tile_height), (16, 16));
    let (w, h) = size(&map);
    assert!(w >= 64 && h >= 48 && w % 8 == 0 && h % 8 == 0, "{w} by {h}");
    let names: Vec<String> = map.layers().map(|layer| layer.name.clone()).collect();
    assert_eq!(names[..5], LAYERS);
    let ground = tiles(&map, "ground");
    for y in 0..h {
        for x in 0..w {
            assert!(ground.get_tile(x, y).is_some(), "no ground at {x},{y}");
        }
    }
}

#[test]
fn every_tile_of_the_map_is_in_the_tileset() {
    let map = village();
    let (w, h) = size(&map);
    for name in LAYERS {
        let layer = tiles(&map, name);
        for (x, y) in (0..h).flat_map(|y| (0..w).map(move |x| (x, y))) {
            let Some(tile) = layer.get_tile(x, y) else { continue };
            let count = map.tilesets()[0].tilecount;
            assert!(tile.id() < count, "{name} {x},{y}: tile {} of {count}", tile.id());
        }
    }
}

#[test]
fn spots_stand_each_on_a_walkable_cell_of_its_own_inside_a_known_landmark() {
    let map = village();
    let (open, known) = (open_cells(&map), landmarks(&map));
    let mut taken = BTreeSet::new();
    for spot in spots(&map) {
        assert!(open.contains(&spot.cell), "{:?} of {} is blocked", spot.cell, spot.landmark);
        assert!(taken.insert(spot.cell), "{:?} has two spots", spot.cell);
        assert!(known.contains_key(&spot.landmark), "no landmark {}", spot.landmark);
    }
}

#[test]
fn every_spot_can_be_reached_from_every_other() {
    let map = village();
    let open = open_cells(&map);
    let spots = spots(&map);
    let start = spots.first().expect("there are spots").cell;
    let mut seen = BTreeSet::from([start]);
    let mut queue = VecDeque::from([start]);
    while let Some((x, y)) = queue.pop_front() {
        for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
            // No corner is cut: both sides of a diagonal step are open.
            let clear = open.contains(&(x + dx, y)) && open.contains(&(x, y + dy));
            let next = (x + dx, y + dy);
            if clear && open.contains(&next) && seen.insert(next) {
                queue.push_back(next);
            }
        }
    }
    let lost: Vec<_> = spots.iter().filter(|spot| !seen.contains(&spot.cell)).collect();
    let lost: Vec<_> = lost.iter().map(|spot| (&spot.landmark, spot.cell)).collect();
    assert!(lost.is_empty(), "cut off: {lost:?}");
}

#[test]
fn capacities_are_the_numbers_of_spots_and_there_is_room_for_a_village() {
    let map = village();
    let (known, spots) = (landmarks(&map), spots(&map));
    let mut total = 0;
    for (id, landmark) in &known {
        let count = spots.iter().filter(|spot| spot.landmark == *id).count();
        assert_eq!(landmark.capacity, count, "capacity of {id}");
        assert!(CLASSES.contains(&landmark.class.as_str()), "class of {id}");
        for used in &landmark.uses {
            assert!(USES.contains(&used.as_str()), "{id} is used to {used}");
        }
        total += count;
    }
    let of = |class: &str| -> usize {
        known.values().filter(|l| l.class == class).map(|l| l.capacity).sum()
    };
    let least = [
        ("cafe", 8),
        ("market", 8),
        ("workshop", 6),
        ("library", 8),
        ("board", 8),
        ("park", 10),
        ("square", 12),
        ("well", 1),
        ("pond", 1),
    ];
    for (class, count) in least {
        assert!(of(class) >= count, "{class}: {} of {count}", of(class));
    }
    let beds = spots.iter().filter(|spot| spot.pose == "sleep").count();
    assert!(beds >= 16 && total >= 80, "{beds} beds, {total} spots");
}

#[test]
fn the_named_homes_have_two_or_three_beds_each() {
    let map = village();
    let (known, spots) = (landmarks(&map), spots(&map));
    for home in [
        "mill-cottage",
        "rose-cottage",
        "fern-cottage",
        "orchard-house",
        "lane-end",
        "willow-house",
        "stone-house",
        "gable-house",
    ] {
        assert_eq!(known.get(home).map(|l| l.class.as_str()), Some("home"), "{home}");
        let beds = spots.iter().filter(|s| s.landmark == home && s.pose == "sleep").count();
        assert!((2..=3).contains(&beds), "{home} has {beds} beds");
    }
}

#[test]
fn the_rim_fits_when_the_map_is_laid_beside_itself() {
    let map = village();
    let (w, h) = size(&map);
    let open = open_cells(&map);
    for name in ["objects", "roof", "canopy"] {
        let layer = tiles(&map, name);
        for y in 0..h {
            for x in [0, w - 1] {
                assert!(layer.get_tile(x, y).is_none(), "{name} at the rim {x},{y}");
            }
        }
        for x in 0..w {
            for y in [0, h - 1] {
                assert!(layer.get_tile(x, y).is_none(), "{name} at the rim {x},{y}");
            }
        }
    }
    // Everything at the rim is walkable, so that the copies join.
    assert!((0..h).all(|y| open.contains(&(0, y)) && open.contains(&(w - 1, y))));
    assert!((0..w).all(|x| open.contains(&(x, 0)) && open.contains(&(x, h - 1))));
}

#[test]
fn roads_leave_where_they_come_in_again() {
    let map = village();
    let (w, h) = size(&map);
    let sheet = village_art::tiles::draw().expect("the catalogue has no twins");
    let grass = sheet.piece("grass");
    let lawn: BTreeSet<i32> = (0..grass.w * grass.h).filter_map(|i| grass.tile(i)).collect();
    let ground = tiles(&map, "ground");
    let is_road = |x: i32, y: i32| {
        let tile = ground.get_tile(x, y).expect("no hole in the ground").id();
        !lawn.contains(&i32::try_from(tile).expect("a small number"))
    };
    let rows = |x: i32| (0..h).filter(|&y| is_road(x, y)).collect::<Vec<_>>();
    let columns = |y: i32| (0..w).filter(|&x| is_road(x, y)).collect::<Vec<_>>();
    assert_eq!(rows(0), rows(w - 1));
    assert_eq!(columns(0), columns(h - 1));
    assert!(!rows(0).is_empty() && !columns(0).is_empty(), "the map has no way out");
}
