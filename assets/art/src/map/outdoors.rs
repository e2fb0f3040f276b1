//! What stands outside, and the spots there: square, board, well, café terrace, market, park.

use super::draft::Draft;
use super::plan::{landmark, pose};

/// Pieces by the cell of their upper left corner.
const PIECES: [(&str, i32, i32); 57] = [
    ("board", 35, 18),
    ("well", 47, 24),
    ("lamp", 33, 20),
    ("lamp", 46, 19),
    ("lamp", 34, 28),
    ("lamp", 50, 28),
    ("lamp", 42, 30),
    ("lamp", 19, 27),
    ("lamp", 67, 24),
    ("lamp", 29, 12),
    ("lamp", 38, 33),
    ("lamp", 17, 29),
    ("lamp", 66, 41),
    ("lamp", 46, 9),
    ("lamp", 76, 26),
    ("lamp", 44, 45),
    ("bench", 36, 26),
    ("bench", 42, 26),
    ("bench-north", 36, 31),
    ("bench-north", 44, 31),
    ("flower-pot", 35, 26),
    ("flower-pot", 38, 26),
    ("flower-pot", 41, 26),
    ("flower-pot", 44, 26),
    ("flower-pot", 34, 21),
    ("flower-pot", 42, 21),
    ("signpost", 46, 33),
    ("barrel", 45, 24),
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
    // The market.
    ("stall-fruit", 53, 23),
    ("stall-bread", 57, 23),
    ("stall-cloth", 61, 23),
    ("stall-flowers", 49, 21),
    ("crate", 56, 25),
    ("sacks", 60, 25),
    ("barrel", 64, 25),
    ("crate", 65, 25),
    ("cart", 67, 26),
    // The craft yard.
    ("crane", 68, 37),
    ("log-pile", 56, 42),
    ("log-pile", 57, 42),
    ("crate", 65, 42),
    ("barrel", 64, 42),
    // The park.
    ("bench", 30, 33),
    ("bench", 24, 33),
    ("bench-north", 28, 46),
    ("bench-north", 22, 45),
];

/// Spots by landmark: cell, facing, and `s` for sitting, `w` for working, `t` for standing.
type Spots = (&'static str, &'static [(i32, i32, &'static str, char)]);

const SPOTS: [Spots; 6] = [
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
            (54, 24, "down", 'w'),
            (58, 24, "down", 'w'),
            (62, 24, "down", 'w'),
            (53, 27, "up", 't'),
            (55, 27, "up", 't'),
            (57, 27, "up", 't'),
            (59, 27, "up", 't'),
            (61, 27, "up", 't'),
            (63, 27, "up", 't'),
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
        &[(46, 26, "right", 't'), (49, 26, "left", 't'), (47, 27, "up", 't'), (48, 27, "up", 't')],
    ),
    (
        "village-square",
        &[
            (36, 26, "down", 's'),
            (37, 26, "down", 's'),
            (42, 26, "down", 's'),
            (43, 26, "down", 's'),
            (36, 31, "up", 's'),
            (37, 31, "up", 's'),
            (44, 31, "up", 's'),
            (45, 31, "up", 's'),
            (39, 27, "right", 't'),
            (40, 28, "up", 't'),
            (39, 29, "right", 't'),
            (41, 29, "left", 't'),
            (43, 29, "left", 't'),
            (37, 29, "right", 't'),
        ],
    ),
    (
        "pond-park",
        &[
            (30, 33, "down", 's'),
            (31, 33, "down", 's'),
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
];

/// Places things and spots outside.
pub fn furnish(draft: &mut Draft<'_>) {
    let named = [
        ("board", ("town-board", "Town Board"), "post,read,talk,look", [35, 21, 7, 3]),
        ("well", ("old-well", "Old Well"), "drink,talk,rest", [46, 24, 4, 4]),
        ("square", ("village-square", "Village Square"), "talk,rest,look", [34, 24, 12, 9]),
        ("park", ("pond-park", "Pond Park"), "rest,talk,look,read", [18, 33, 21, 14]),
        ("pond", ("mirror-pond", "Mirror Pond"), "look,rest", [27, 41, 4, 4]),
    ];
    for (class, names, uses, area) in named {
        landmark(draft, class, names, uses, area);
    }
    for (name, x, y) in PIECES {
        draft.stamp(name, x, y);
    }
    draft.stamp("bridge", 4, 27);
    draft.stamp("jetty", 28, 42);
    for (id, spots) in SPOTS {
        for &(x, y, facing, letter) in spots {
            draft.spot(id, (x, y), facing, pose(letter));
        }
    }
    draft.spot("mirror-pond", (28, 42), "up", pose('t'));
    draft.spot("mirror-pond", (29, 42), "up", pose('t'));
}
