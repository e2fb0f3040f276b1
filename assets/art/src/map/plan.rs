//! The village as it is laid out: where roads bend, what stands where, who can be where.
//!
//! Everything is in cells unless a name says pixels. The main road leaves west and east in rows 28
//! and 29, the cross road north and south in columns 42 and 43; nothing else touches the rim.

use super::draft::{Draft, Landmark, Zone};
use super::field::Terrain::{self, Cobble, Earth, Water};
use crate::tiles::building::Pose::{self, Sit, Sleep, Stand, Work};
use crate::tiles::{TILE, village};

/// Named parts of the village.
pub const ZONES: [Zone; 9] = [
    ("The Square", [31, 18, 20, 16]),
    ("Market Row", [52, 13, 16, 18]),
    ("Pond Park", [15, 33, 24, 15]),
    ("Book Lane", [22, 3, 20, 14]),
    ("Orchard Hill", [58, 1, 21, 12]),
    ("Mill Brook", [1, 26, 14, 20]),
    ("North West Wood", [1, 1, 20, 18]),
    ("Craft Yard", [53, 32, 17, 14]),
    ("South Fields", [45, 45, 30, 10]),
];

/// Homes: building, name to show, upper left cell of the plan.
const HOMES: [(&str, &str, (i32, i32)); 8] = [
    ("rose-cottage", "Rose Cottage", (10, 19)),
    ("mill-cottage", "Mill Cottage", (9, 36)),
    ("fern-cottage", "Fern Cottage", (13, 8)),
    ("gable-house", "Gable House", (50, 5)),
    ("orchard-house", "Orchard House", (65, 5)),
    ("stone-house", "Stone House", (70, 21)),
    ("lane-end", "Lane End", (72, 36)),
    ("willow-house", "Willow House", (27, 48)),
];

/// Public houses: building, class, id, name, uses, plan's corner, area of the landmark.
type House =
    (&'static str, &'static str, &'static str, &'static str, &'static str, (i32, i32), [i32; 4]);

const HOUSES: [House; 4] = [
    (
        "cafe",
        "cafe",
        "kettle-cafe",
        "Kettle Café",
        "eat,drink,talk,rest,work",
        (20, 19),
        [20, 19, 11, 11],
    ),
    (
        "library",
        "library",
        "lantern-library",
        "Lantern Library",
        "read,rest,talk,work",
        (25, 6),
        [25, 6, 12, 8],
    ),
    (
        "workshop",
        "workshop",
        "crane-workshop",
        "Crane Workshop",
        "work,talk",
        (56, 35),
        [56, 35, 11, 7],
    ),
    (
        "market-hall",
        "market",
        "market-hall",
        "Market Hall",
        "trade,eat,talk,work",
        (54, 17),
        [53, 17, 13, 11],
    ),
];

/// Roads in half cells from west or north onwards, with half their width in pixels.
type Road = (Terrain, i32, &'static [(i32, i32)]);

const ROADS: [Road; 18] = [
    // The main road, and the cross road.
    (Earth, 17, &[(-4, 58), (14, 58), (26, 63), (46, 64), (56, 60), (66, 56)]),
    (Earth, 17, &[(100, 56), (114, 60), (132, 61), (146, 57), (164, 58)]),
    (Earth, 17, &[(86, -4), (86, 8), (94, 20), (90, 34), (90, 44)]),
    (Earth, 17, &[(84, 62), (88, 74), (80, 88), (86, 102), (86, 116)]),
    // Lanes to the doors.
    (Earth, 12, &[(25, 50), (25, 56), (28, 62)]),
    (Earth, 12, &[(31, 28), (35, 31), (48, 31), (61, 31), (78, 31), (90, 30)]),
    (Cobble, 17, &[(62, 28), (62, 32)]),
    (Earth, 12, &[(111, 22), (106, 26), (92, 26)]),
    (Earth, 12, &[(141, 22), (136, 27), (118, 27), (106, 25)]),
    (Earth, 12, &[(145, 54), (146, 58)]),
    (Earth, 12, &[(153, 84), (142, 84), (138, 76), (140, 62)]),
    (Earth, 12, &[(59, 108), (70, 109), (78, 106), (86, 104)]),
    (Earth, 12, &[(27, 84), (31, 88), (34, 76), (32, 66), (34, 62)]),
    (Earth, 17, &[(120, 84), (112, 90), (98, 90), (82, 86)]),
    // Round the pond.
    (Earth, 12, &[(70, 62), (71, 67), (77, 75), (76, 86), (66, 93), (48, 93), (36, 88), (34, 78)]),
    (Earth, 12, &[(76, 84), (84, 80)]),
    // Into the rose garden and the hollow.
    (Earth, 9, &[(101, 58), (101, 72)]),
    (Earth, 12, &[(44, 93), (41, 100)]),
];

/// Lays everything out.
pub fn lay(draft: &mut Draft<'_>) {
    terrain(draft);
    houses(draft);
    draft.mend();
    super::outdoors::furnish(draft);
    super::green::plant(draft);
    draft.pave();
}

fn half(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    points.iter().map(|(x, y)| (x * TILE / 2, y * TILE / 2)).collect()
}

fn terrain(draft: &mut Draft<'_>) {
    let field = &mut draft.field;
    field.grow_lush(138, 19);
    for (terrain, radius, points) in ROADS {
        field.stroke(&half(points), radius, terrain);
    }
    // The square, its mouth to the café and the market's forecourt.
    field.disc((41 * TILE, 26 * TILE + 8), (168, 118), Cobble);
    field.block([20, 26, 12, 4], Cobble);
    field.block([53, 24, 13, 4], Cobble);
    field.disc((59 * TILE, 26 * TILE), (126, 40), Cobble);
    field.disc((50 * TILE, 24 * TILE), (70, 56), Cobble);
    // The craft yard.
    field.disc((62 * TILE, 43 * TILE + 4), (100, 34), Earth);
    field.disc((20 * TILE + 8, 52 * TILE), (58, 36), Earth);
    super::green::till(field);
    // The pond and the brook that feeds it.
    let brook = [
        (15, 21),
        (13, 32),
        (17, 42),
        (12, 52),
        (12, 64),
        (15, 74),
        (16, 84),
        (20, 92),
        (32, 92),
        (44, 84),
    ];
    field.stroke(&half(&brook), 15, Water);
    // Under the bridge's ends there is a way, not grass.
    for (x, y) in (3..10).flat_map(|x| [(x, 28), (x, 29)]) {
        if field.get(x, y) == Terrain::Grass {
            field.set(x, y, Earth);
        }
    }
    for (middle, radii) in
        [((24, 39), (72, 60)), ((30, 37), (70, 72)), ((32, 41), (62, 50)), ((27, 42), (90, 44))]
    {
        field.disc((middle.0 * TILE, middle.1 * TILE), radii, Water);
    }
}

fn houses(draft: &mut Draft<'_>) {
    let building =
        |name: &str| village::ALL.into_iter().find(|b| b.name == name).expect("a known building");
    for (name, shown, (x, y)) in HOMES {
        let home = building(name);
        draft.build(&home, name, x, y);
        landmark(draft, "home", (name, shown), "sleep,eat,rest,talk", [x, y, home.w(), home.d()]);
    }
    for (name, class, id, shown, uses, (x, y), area) in HOUSES {
        draft.build(&building(name), id, x, y);
        landmark(draft, class, (id, shown), uses, area);
    }
}

/// Adds a landmark by id and name.
pub fn landmark(
    draft: &mut Draft<'_>,
    class: &'static str,
    (id, name): (&str, &str),
    uses: &'static str,
    area: [i32; 4],
) {
    let (id, name) = (id.to_owned(), name.to_owned());
    draft.landmarks.push(Landmark { class, id, name, uses, area });
}

/// The pose that a letter of a spot list stands for.
pub fn pose(letter: char) -> Pose {
    match letter {
        's' => Sit,
        'w' => Work,
        'z' => Sleep,
        _ => Stand,
    }
}
