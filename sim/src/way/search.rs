//! A* with buckets on flat arrays. Step costs are small integers and the octile estimate never
//! falls short by more than two steps, so the open list is a ring of buckets: no heap, no hashing,
//! and no allocation once the arrays have grown to the map.

use crate::grid::{Direction, Tile};
use crate::map::Map;

/// Buckets in the ring: more than an estimate can grow in one step (2 x 362).
const RING: usize = 1024;

/// Most tiles that one search opens before it gives up.
pub const OPENED_MAX: usize = 262_144;

/// The arrays of a search, kept from one to the next.
#[derive(Debug)]
pub struct Search {
    nodes: Vec<Node>,
    ring: Vec<Vec<u32>>,
    /// Searches so far: a node of an earlier one counts as untouched.
    round: u32,
    way: Vec<Tile>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    walked: u32,
    round: u32,
    closed: bool,
    /// Place in [`Direction::ALL`] of the step that led here.
    came: u8,
}

impl Default for Search {
    fn default() -> Self {
        Self { nodes: Vec::new(), ring: vec![Vec::new(); RING], round: 0, way: Vec::new() }
    }
}

impl Search {
    /// A shortest way from one tile to another: the tiles after `from`, `to` included. `None`
    /// where there is none, or where it was not found within [`OPENED_MAX`] tiles.
    pub fn way(&mut self, map: &Map, from: Tile, to: Tile) -> Option<&[Tile]> {
        self.way.clear();
        if !map.connected(from, to) {
            return None;
        }
        if from == to {
            return Some(&[]);
        }
        self.begin(map);
        self.run(map, from, to)?;
        self.collect(map, from, to);
        Some(&self.way)
    }

    fn begin(&mut self, map: &Map) {
        self.nodes.resize(map.area(), Node::default());
        for bucket in &mut self.ring {
            bucket.clear();
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.nodes.fill(Node::default());
            self.round = 1;
        }
    }

    fn run(&mut self, map: &Map, from: Tile, to: Tile) -> Option<()> {
        let width = u32::from(map.width);
        let goal = place(to, width);
        let first = estimate(from, to);
        self.nodes[place(from, width) as usize] =
            Node { walked: 0, round: self.round, closed: false, came: 0 };
        self.ring[first as usize % RING].push(place(from, width));
        let (mut bound, mut waiting, mut opened) = (first, 1_usize, 0_usize);
        while waiting > 0 {
            let Some(at) = self.ring[bound as usize % RING].pop() else {
                bound += 1;
                continue;
            };
            waiting -= 1;
            if at == goal {
                return Some(());
            }
            let node = &mut self.nodes[at as usize];
            if std::mem::replace(&mut node.closed, true) {
                continue;
            }
            let walked = node.walked;
            opened += 1;
            if opened > OPENED_MAX {
                return None;
            }
            waiting += self.open(map, tile(at, width), walked, to);
        }
        None
    }

    /// Opens the neighbours of a tile; returns how many were put into the ring.
    fn open(&mut self, map: &Map, here: Tile, walked: u32, to: Tile) -> usize {
        let mut put = 0;
        for (came, direction) in (0..).zip(Direction::ALL) {
            let Some(next) = map.step(here, direction) else { continue };
            let at = place(next, u32::from(map.width));
            let walked = walked + direction.cost();
            let node = &mut self.nodes[at as usize];
            let fresh = node.round != self.round;
            if fresh || (!node.closed && walked < node.walked) {
                *node = Node { walked, round: self.round, closed: false, came };
                self.ring[(walked + estimate(next, to)) as usize % RING].push(at);
                put += 1;
            }
        }
        put
    }

    fn collect(&mut self, map: &Map, from: Tile, to: Tile) {
        let mut here = to;
        while here != from {
            self.way.push(here);
            let node = self.nodes[place(here, u32::from(map.width)) as usize];
            let (dx, dy) = Direction::ALL[usize::from(node.came)].step();
            here = Tile::new(here.x.wrapping_add_signed(-dx), here.y.wrapping_add_signed(-dy));
        }
        self.way.reverse();
    }
}

fn place(tile: Tile, width: u32) -> u32 {
    u32::from(tile.y) * width + u32::from(tile.x)
}

#[expect(clippy::cast_possible_truncation, reason = "a map's side fits 16 bits")]
const fn tile(place: u32, width: u32) -> Tile {
    Tile::new((place % width) as u16, (place / width) as u16)
}

/// Octile distance: never more than the shortest way.
fn estimate(from: Tile, to: Tile) -> u32 {
    let dx = u32::from(from.x.abs_diff(to.x));
    let dy = u32::from(from.y.abs_diff(to.y));
    256 * (dx + dy) - (512 - 362) * dx.min(dy)
}
