//! The buildings of this village: eight homes that differ, and the public houses.

use super::building::{Building, Shape, Trim};
use super::furniture::Floor;
use super::roof::Cover;
use super::wall::Stuff;
use crate::palette::{
    EARTH_0, EARTH_1, EARTH_2, EARTH_3, LEAF_1, LEAF_2, LEAF_3, PLUM, PLUM_0, PLUM_1, PLUM_2, ROOF,
    ROOF_0, ROOF_1, ROOF_2, SLATE, SLATE_0, SLATE_1, STONE, STONE_0, STONE_1, STONE_2, STONE_3,
    STRAW, STRAW_0, STRAW_1, WATER_0, WATER_1, WATER_2,
};

const TERRACOTTA: Cover = Cover { ramp: ROOF, thatch: false };
const BLUE: Cover = Cover { ramp: SLATE, thatch: false };
const VIOLET: Cover = Cover { ramp: PLUM, thatch: false };
const STRAW_COVER: Cover = Cover { ramp: STRAW, thatch: true };
const GREY: Cover = Cover { ramp: [STONE[0], STONE[1], STONE[2], STONE[3]], thatch: false };
const WINE: Cover = Cover { ramp: [EARTH_0, ROOF_0, ROOF_1, ROOF_2], thatch: false };
const SHINGLE: Cover = Cover { ramp: [EARTH_0, EARTH_1, EARTH_2, EARTH_3], thatch: false };

/// A home under thatch, plastered, with ivy; the others are told by what differs.
const HOME: Building = Building {
    name: "rose-cottage",
    plan: &[
        "#######", //
        "#b.b.s#", "#B.B..#", "#..__.#", "#k.>t<#", "#oD#o##",
    ],
    rise: 2,
    shape: Shape::Crossed(1, 3),
    cover: STRAW_COVER,
    stuff: Stuff::Plaster,
    floor: Floor::Plank,
    dye: [LEAF_1, LEAF_2, LEAF_3],
    chimney: Some((87, 33)),
    awning: None,
    sign: None,
    upper: 0,
    loft: &[],
    dormers: &[],
    trim: Trim::Ivy,
};

/// Every building.
pub const ALL: [Building; 12] = [
    HOME,
    Building {
        name: "mill-cottage",
        plan: &["########", "#b.b.xx#", "#B.B..x#", "#.__...#", "#kt<..y#", "##o#D#o#"],
        shape: Shape::Gable,
        cover: SHINGLE,
        stuff: Stuff::Timber,
        dye: [ROOF_0, ROOF_1, ROOF_2],
        chimney: Some((39, 65)),
        rise: 3,
        trim: Trim::Plain,
        upper: 0,
        ..HOME
    },
    Building {
        name: "fern-cottage",
        plan: &["#######", "#s.b.b#", "#..B.B#", "#p__..#", "#k.>t<#", "#oD#o##"],
        rise: 2,
        shape: Shape::Slope(7),
        cover: WINE,
        stuff: Stuff::Timber,
        dye: [WATER_0, WATER_1, WATER_2],
        chimney: Some((87, 33)),
        trim: Trim::Plain,
        dormers: &[2],
        ..HOME
    },
    Building {
        name: "orchard-house",
        plan: &["########", "#b.b.bs#", "#B.B.B.#", "#..__..#", "#k>t<.p#", "#oo#oDo#"],
        shape: Shape::Crossed(4, 3),
        cover: TERRACOTTA,
        stuff: Stuff::Plaster,
        dye: [ROOF_0, ROOF_1, ROOF_2],
        chimney: Some((23, 33)),
        dormers: &[2],
        trim: Trim::Plain,
        ..HOME
    },
    Building {
        name: "lane-end",
        plan: &["######", "#b.bs#", "#B.B.#", "#.__.#", "#kt<.#", "#o#oD#"],
        rise: 3,
        shape: Shape::Gable,
        cover: BLUE,
        stuff: Stuff::Plaster,
        dye: [PLUM_0, PLUM_1, PLUM_2],
        chimney: None,
        trim: Trim::Ivy,
        ..HOME
    },
    Building {
        name: "willow-house",
        plan: &["########", "#s.b.b.#", "#..B.B.#", "#.__..p#", "#k.>t<.#", "#oD#oo##"],
        rise: 1,
        shape: Shape::Slope(12),
        cover: VIOLET,
        stuff: Stuff::Plaster,
        dye: [STRAW_0, STRAW_1, STRAW_1],
        chimney: Some((103, 33)),
        dormers: &[2, 4],
        ..HOME
    },
    Building {
        name: "stone-house",
        plan: &["#######", "#b.b.s#", "#B.B.s#", "#.__..#", "#k.>t<#", "##Do#o#"],
        rise: 2,
        shape: Shape::Slope(4),
        cover: GREY,
        stuff: Stuff::Stone,
        dye: [ROOF_0, ROOF_1, ROOF_2],
        chimney: Some((23, 33)),
        dormers: &[4],
        ..HOME
    },
    Building {
        name: "gable-house",
        plan: &["########", "#b.b.b.#", "#B.B.Bs#", "#..__..#", "#k>t<.p#", "#o#o#Do#"],
        shape: Shape::Crossed(4, 3),
        cover: BLUE,
        stuff: Stuff::Timber,
        dye: [LEAF_1, LEAF_2, LEAF_3],
        chimney: Some((23, 49)),
        upper: 22,
        loft: &[1, 2],
        rise: 3,
        trim: Trim::Plain,
        ..HOME
    },
    Building {
        name: "cafe",
        plan: &[
            "##########", //
            "#kss.s.sp#",
            "#VVN....v#",
            "#cccc.>.t#",
            "#........#",
            "#>t<..>t<#",
            "#OODOO#OO#",
        ],
        rise: 3,
        shape: Shape::Crossed(1, 4),
        cover: TERRACOTTA,
        stuff: Stuff::Plaster,
        floor: Floor::Tile,
        dye: [ROOF_0, ROOF_1, ROOF_2],
        chimney: Some((135, 49)),
        awning: Some((1, 8)),
        sign: Some((
            2,
            &[
                "..............#..........",
                "..##..#..###.###..oooo...",
                ".#...#.#.#...#....oooooo.",
                ".#...###.##..##...oooo.o.",
                ".#...#.#.#...#....ooooo..",
                "..##.#.#.#...###...oo....",
            ],
        )),
        upper: 22,
        loft: &[6, 7, 8],
        dormers: &[],
        trim: Trim::Ivy,
    },
    Building {
        name: "library",
        plan: &[
            "############", //
            "#ssssssssss#",
            "#.U..U..U..#",
            "#ss.>t<.sss#",
            "#U.______.U#",
            "#s..>tt<..s#",
            "#p........p#",
            "#i#i#DD#i#i#",
        ],
        rise: 3,
        shape: Shape::Crossed(4, 4),
        cover: BLUE,
        stuff: Stuff::Stone,
        floor: Floor::Plank,
        dye: [WATER_0, SLATE_0, SLATE_1],
        chimney: None,
        awning: None,
        sign: None,
        upper: 24,
        loft: &[],
        dormers: &[1, 10],
        trim: Trim::Columns,
    },
    Building {
        name: "workshop",
        plan: &[
            "###########", //
            "#fk.ww.ww.#",
            "#W..WW.WW.#",
            "#..a.....x#",
            "#..W..ww.x#",
            "#y....VV.y#",
            "##oGG##oo##",
        ],
        rise: 3,
        shape: Shape::Gable,
        cover: SHINGLE,
        stuff: Stuff::Board,
        floor: Floor::Flag,
        dye: [STONE_0, STONE_1, STONE_2],
        chimney: Some((39, 65)),
        awning: None,
        sign: Some((
            5,
            &[
                "..sss.....",
                ".sssss##..",
                "..sss...##",
                "..........",
                "##########",
                ".########.",
                "...####...",
            ],
        )),
        upper: 10,
        loft: &[],
        dormers: &[],
        trim: Trim::Plain,
    },
    Building {
        name: "market-hall",
        plan: &[
            "############", //
            "#xx.yy.xx.y#",
            "#..........#",
            "#cc.cc.cc..#",
            "#UU.UU.UU..#",
            "#..........#",
            "#APAPAAPAPA#",
        ],
        rise: 3,
        shape: Shape::Slope(8),
        cover: TERRACOTTA,
        stuff: Stuff::Stone,
        floor: Floor::Flag,
        dye: [STRAW_0, STRAW_1, STONE_3],
        chimney: None,
        awning: None,
        sign: None,
        upper: 8,
        loft: &[],
        dormers: &[2, 9],
        trim: Trim::Turret,
    },
];
