//! A* with buckets on flat arrays. Step costs are small integers and the octile estimate never
//! falls short by more than two steps, so the open list is a ring of buckets: no heap, no hashing,
//! and no allocation once the arrays have grown to the map.
//!
//! On open ground only canonical ways are followed (aslant first, then straight, as in Harabor and
//! Grastien's jump point search, 2011): a tile all of whose neighbours can be entered passes on
//! only the directions that no equally short way serves. Beside walls every direction is tried.

use crate::grid::{Direction, Tile};
use crate::map::{Guide, Map};

/// Buckets in the ring: more than an estimate can grow in one step (2 x 362).
const RING: usize = 1024;

/// Most tiles that one search opens before it gives up.
pub const OPENED_MAX: usize = 262_144;

/// For a way that came in each direction, the directions that go on from open ground.
const ONWARD: [u8; 8] = {
    const fn bit(direction: Direction) -> u8 {
        1 << direction as u8
    }
    use Direction::{East, North, NorthEast, NorthWest, South, SouthEast, SouthWest, West};
    [
        bit(East),
        bit(West),
        bit(South),
        bit(North),
        bit(SouthEast) | bit(South) | bit(East),
        bit(SouthWest) | bit(South) | bit(West),
        bit(NorthEast) | bit(North) | bit(East),
        bit(NorthWest) | bit(North) | bit(West),
    ]
};

/// Change of x and y and length of each of [`Direction::ALL`].
const STEPS: [(i16, i16, u32); 8] = {
    let mut steps = [(0, 0, 0); 8];
    let mut at = 0;
    while at < 8 {
        let (dx, dy) = Direction::ALL[at].step();
        steps[at] = (dx, dy, Direction::ALL[at].cost());
        at += 1;
    }
    steps
};

/// End of a bucket's chain.
const NONE: u32 = u32::MAX;

/// The arrays of a search, kept from one to the next.
#[derive(Debug)]
pub struct Search {
    nodes: Vec<Node>,
    /// First of the chain of waiting tiles of each bucket.
    ring: [u32; RING],
    waiting: Vec<Open>,
    /// Searches so far: a node of an earlier one counts as untouched.
    round: u32,
    way: Vec<Tile>,
}

/// What is known of a tile.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    walked: u32,
    round: u32,
    /// Place in [`Direction::ALL`] of the step that led here first.
    came: u8,
    /// Directions to go on in, by all equally short ways that led here.
    onward: u8,
    /// Those of them that were followed.
    done: u8,
}

/// A tile that waits to be opened.
#[derive(Debug, Clone, Copy)]
struct Open {
    tile: Tile,
    /// How far it was when it was put here; a shorter way may have been found since.
    walked: u32,
    /// The next of its bucket.
    next: u32,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            ring: [NONE; RING],
            waiting: Vec::new(),
            round: 0,
            way: Vec::new(),
        }
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
        self.ring.fill(NONE);
        self.waiting.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.nodes.fill(Node::default());
            self.round = 1;
        }
    }

    fn run(&mut self, map: &Map, from: Tile, to: Tile) -> Option<()> {
        let width = usize::from(map.width);
        let aim = Aim { to, guide: map.guides().get(place(to, width)), guides: map.guides() };
        let first = aim.estimate(from, place(from, width));
        self.nodes[place(from, width)] =
            Node { walked: 0, round: self.round, came: 0, onward: u8::MAX, done: 0 };
        self.wait(from, 0, first);
        let (mut bound, mut left, mut opened) = (first, 1_usize, 0_usize);
        while left > 0 {
            let bucket = &mut self.ring[bound as usize % RING];
            if *bucket == NONE {
                bound += 1;
                continue;
            }
            let open = self.waiting[*bucket as usize];
            *bucket = open.next;
            left -= 1;
            if open.tile == to {
                return Some(());
            }
            let at = place(open.tile, width);
            let exits = map.exits()[at];
            let node = &mut self.nodes[at];
            if node.walked != open.walked {
                continue;
            }
            let wanted = if exits == u8::MAX { node.onward } else { exits };
            let ways = wanted & !node.done;
            node.done |= ways;
            opened += 1;
            if opened > OPENED_MAX {
                return None;
            }
            left += self.open(ways, open, &aim, width);
        }
        None
    }

    /// Follows these ways out of a tile; returns how many tiles were put into the ring.
    fn open(&mut self, mut ways: u8, here: Open, aim: &Aim<'_>, width: usize) -> usize {
        let mut put = 0;
        while ways != 0 {
            let came = ways.trailing_zeros() as usize;
            ways &= ways - 1;
            let (dx, dy, cost) = STEPS[came];
            let tile =
                Tile::new(here.tile.x.wrapping_add_signed(dx), here.tile.y.wrapping_add_signed(dy));
            // Lengths are far below the limit: no way is longer than all tiles of the map.
            let walked = here.walked.wrapping_add(cost);
            let at = place(tile, width);
            let node = &mut self.nodes[at];
            let onward = ONWARD[came];
            if node.round != self.round || walked < node.walked {
                let came = u8::try_from(came).unwrap_or(0);
                *node = Node { walked, round: self.round, came, onward, done: 0 };
            } else if walked == node.walked && onward & !node.onward != 0 {
                // As short by another way: what that way would follow is followed too.
                node.onward |= onward;
            } else {
                continue;
            }
            self.wait(tile, walked, walked.wrapping_add(aim.estimate(tile, at)));
            put += 1;
        }
        put
    }

    /// Puts a tile into the bucket of its estimate.
    fn wait(&mut self, tile: Tile, walked: u32, estimate: u32) {
        let place = u32::try_from(self.waiting.len()).unwrap_or(NONE);
        let next = std::mem::replace(&mut self.ring[estimate as usize % RING], place);
        self.waiting.push(Open { tile, walked, next });
    }

    fn collect(&mut self, map: &Map, from: Tile, to: Tile) {
        let mut here = to;
        while here != from {
            self.way.push(here);
            let node = self.nodes[place(here, map.width.into())];
            let (dx, dy) = Direction::ALL[usize::from(node.came)].step();
            here = Tile::new(here.x.wrapping_add_signed(-dx), here.y.wrapping_add_signed(-dy));
        }
        self.way.reverse();
    }
}

fn place(tile: Tile, width: usize) -> usize {
    usize::from(tile.y) * width + usize::from(tile.x)
}

/// Where a search is bound for, and what is known about how far that is.
struct Aim<'m> {
    to: Tile,
    /// Distances of the goal and of all tiles to a few far-off spots, if they are known.
    guide: Option<&'m Guide>,
    guides: &'m [Guide],
}

impl Aim<'_> {
    /// Never more than the shortest way, and never less by more than a step's length from one tile
    /// to the next: the octile distance, or what the walls are known to add.
    fn estimate(&self, from: Tile, at: usize) -> u32 {
        let dx = u32::from(from.x.abs_diff(self.to.x));
        let dy = u32::from(from.y.abs_diff(self.to.y));
        let octile = 256 * (dx + dy) - (512 - 362) * dx.min(dy);
        let Some(goal) = self.guide else { return octile };
        let here = &self.guides[at];
        (0..goal.len()).fold(octile, |most, spot| most.max(here[spot].abs_diff(goal[spot])))
    }
}
