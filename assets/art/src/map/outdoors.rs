//! What stands outside, and the spots there: square, board, well, café terrace, market, park.

use super::draft::Draft;
use super::plan::{landmark, pose};

/// Pieces by the cell of their upper left corner.
const PIECES: &[(&str, i32, i32)] = &[
    // The square.
    ("board", 35, 18),
    ("linden", 38, 24),
    ("well", 47, 24),
    ("lamp", 33, 20),
    ("lamp", 46, 19),
    ("lamp", 34, 28),
    ("lamp", 49, 28),
    ("bench", 35, 25),
    ("bench", 43, 25),
    ("bench-north", 36, 31),
    ("bench-north", 44, 31),
    ("flower-pot", 34, 25),
    ("flower-pot", 37, 25),
    ("flower-pot", 42, 25),
    ("flower-pot", 45, 25),
    ("flower-pot", 34, 21),
    ("flower-pot", 42, 21),
    ("signpost", 46, 34),
    ("pigeons", 38, 23),
    ("pigeons", 45, 29),
    ("pigeon", 47, 29),
    ("picnic", 39, 39),
    ("barrel", 49, 26),
    // The café's terrace.
    ("parasol", 20, 26),
    ("parasol", 25, 26),
    ("parasol", 28, 25),
    ("chair-east", 20, 28),
    ("chair-west", 22, 28),
    ("chair-east", 25, 28),
    ("chair-west", 27, 28),
    ("chair-east", 28, 27),
    ("chair-west", 30, 27),
    ("flower-pot", 19, 26),
    ("flower-pot", 31, 25),
    ("lamp", 18, 27),
    // The market.
    ("stall-fruit", 53, 23),
    ("stall-bread", 57, 23),
    ("stall-cloth", 61, 23),
    ("stall-flowers", 49, 20),
    ("crate", 56, 26),
    ("sacks", 60, 26),
    ("barrel", 64, 26),
    ("crate", 65, 26),
    ("cart", 66, 23),
    ("lamp", 67, 25),
    // The craft yard.
    ("crane", 68, 37),
    ("log-pile", 56, 42),
    ("log-pile", 57, 42),
    ("crate", 65, 42),
    ("barrel", 64, 42),
    ("wheelbarrow", 63, 44),
    ("lamp", 54, 40),
    // The park, the hollow and the rose garden.
    ("bench", 29, 31),
    ("bench", 24, 33),
    ("bench-north", 28, 46),
    ("bench-north", 22, 45),
    ("boat", 24, 41),
    ("fire", 20, 51),
    ("log-seat", 18, 51),
    ("log-seat", 22, 51),
    ("log-seat", 19, 53),
    ("log-seat", 21, 53),
    ("log-pile", 23, 49),
    ("trellis", 49, 32),
    ("bench-north", 50, 38),
    ("lamp", 38, 34),
    ("lamp", 25, 43),
    ("lamp", 48, 35),
    // Along the lanes.
    ("lamp", 24, 12),
    ("lamp", 34, 14),
    ("lamp", 18, 32),
    ("lamp", 47, 9),
    ("lamp", 45, 45),
    ("lamp", 64, 10),
    ("milestone", 9, 30),
    ("signpost", 48, 14),
    ("milestone", 45, 3),
    // Behind and beside the houses.
    ("washing", 60, 9),
    ("washing", 36, 51),
    ("washing", 68, 44),
    ("barrel", 17, 40),
    ("hay", 18, 39),
    ("sacks", 17, 41),
    ("wheel", 7, 39),
    ("hive", 78, 13),
    ("hive", 78, 16),
    ("log-pile", 12, 12),
    ("log-pile", 58, 10),
    ("cart", 52, 45),
    ("hay", 65, 50),
    ("hay", 66, 50),
    ("scarecrow", 59, 49),
    ("scarecrow", 49, 50),
    ("wheelbarrow", 53, 51),
];

/// Spots by landmark: cell, facing, and `s` for sitting, `w` for working, `t` for standing.
type Spots = (&'static str, &'static [(i32, i32, &'static str, char)]);

const SPOTS: [Spots; 8] = [
    (
        "kettle-cafe",
        &[
            (20, 28, "right", 's'),
            (22, 28, "left", 's'),
            (25, 28, "right", 's'),
            (27, 28, "left", 's'),
            (28, 27, "right", 's'),
            (30, 27, "left", 's'),
        ],
    ),
    (
        "market-hall",
        &[
            (54, 25, "down", 'w'),
            (58, 25, "down", 'w'),
            (62, 25, "down", 'w'),
            (50, 22, "down", 'w'),
            (53, 27, "up", 't'),
            (55, 27, "up", 't'),
            (57, 27, "up", 't'),
            (59, 27, "up", 't'),
            (61, 27, "up", 't'),
            (63, 27, "up", 't'),
            (50, 24, "up", 't'),
        ],
    ),
    (
        "town-board",
        &[
            (35, 22, "up", 't'),
            (36, 22, "up", 't'),
            (37, 22, "up", 't'),
            (38, 22, "up", 't'),
            (39, 22, "up", 't'),
            (40, 22, "up", 't'),
            (41, 22, "up", 't'),
            (36, 23, "up", 't'),
            (38, 23, "up", 't'),
            (40, 23, "up", 't'),
        ],
    ),
    (
        "old-well",
        &[(46, 26, "right", 't'), (46, 27, "right", 't'), (47, 27, "up", 't'), (48, 27, "up", 't')],
    ),
    (
        "village-square",
        &[
            (35, 25, "down", 's'),
            (36, 25, "down", 's'),
            (43, 25, "down", 's'),
            (44, 25, "down", 's'),
            (36, 31, "up", 's'),
            (37, 31, "up", 's'),
            (44, 31, "up", 's'),
            (45, 31, "up", 's'),
            (38, 28, "right", 't'),
            (42, 28, "left", 't'),
            (39, 30, "right", 't'),
            (41, 30, "left", 't'),
            (36, 28, "right", 't'),
            (44, 28, "left", 't'),
        ],
    ),
    (
        "pond-park",
        &[
            (29, 31, "down", 's'),
            (30, 31, "down", 's'),
            (24, 33, "down", 's'),
            (25, 33, "down", 's'),
            (28, 46, "up", 's'),
            (29, 46, "up", 's'),
            (22, 45, "up", 's'),
            (23, 45, "up", 's'),
            (37, 39, "left", 't'),
            (37, 41, "left", 't'),
            (26, 45, "up", 't'),
            (32, 46, "up", 't'),
        ],
    ),
    (
        "fire-hollow",
        &[(18, 51, "right", 's'), (22, 51, "left", 's'), (19, 53, "up", 's'), (21, 53, "up", 's')],
    ),
    (
        "rose-garden",
        &[(50, 38, "up", 's'), (51, 38, "up", 's'), (49, 36, "right", 't'), (52, 35, "left", 't')],
    ),
];

/// Places things and spots outside.
pub fn furnish(draft: &mut Draft<'_>) {
    let named = [
        ("board", ("town-board", "Town Board"), "post,read,talk,look,work", [35, 21, 7, 3]),
        ("well", ("old-well", "Old Well"), "drink,talk,rest", [46, 24, 4, 4]),
        ("square", ("village-square", "Village Square"), "talk,rest,look", [34, 24, 12, 9]),
        ("park", ("pond-park", "Pond Park"), "rest,talk,look,read,work", [18, 33, 21, 14]),
        ("pond", ("mirror-pond", "Mirror Pond"), "look,rest", [27, 41, 4, 4]),
        ("park", ("fire-hollow", "Fire Hollow"), "rest,talk,look", [17, 49, 7, 5]),
        ("park", ("rose-garden", "Rose Garden"), "rest,read,talk,look", [47, 33, 8, 7]),
    ];
    for (class, names, uses, area) in named {
        landmark(draft, class, names, uses, area);
    }
    for (id, spots) in SPOTS {
        for &(x, y, facing, letter) in spots {
            draft.spot(id, (x, y), facing, pose(letter));
        }
    }
    for &(name, x, y) in PIECES {
        draft.stamp(name, x, y);
    }
    draft.stamp("ring", 36, 25);
    draft.stamp("bridge", 4, 27);
    draft.stamp("jetty", 28, 42);
    for x in 4..9 {
        draft.keep(x, 28);
        draft.keep(x, 29);
    }
    for y in 42..45 {
        draft.keep(28, y);
        draft.keep(29, y);
    }
    draft.spot("mirror-pond", (28, 42), "up", pose('t'));
    draft.spot("mirror-pond", (29, 42), "up", pose('t'));
    draft.keep(50, 33);
    draft.enclose(
        "hedge",
        &[[47, 33, 48, 33], [52, 33, 54, 33], [47, 33, 47, 39], [54, 33, 54, 39], [47, 39, 54, 39]],
    );
    draft.enclose(
        "fence",
        &[
            // The fields.
            [46, 47, 52, 47],
            [46, 47, 46, 53],
            [46, 53, 70, 53],
            [55, 46, 63, 46],
            [54, 48, 54, 53],
            [64, 46, 70, 46],
            [70, 46, 70, 53],
            // The orchard.
            [66, 18, 78, 18],
            [66, 15, 66, 18],
            // Gardens in front of homes.
            [9, 26, 9, 28],
            [9, 28, 11, 28],
            [14, 28, 16, 28],
            [16, 26, 16, 28],
            [71, 44, 75, 44],
            [71, 42, 71, 44],
        ],
    );
}
