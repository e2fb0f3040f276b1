//! A flow field: from every tile of an area, how far it is to one goal. Walking downhill is the
//! shortest way, so a thousand villagers bound for the same spot search nothing.

use std::collections::VecDeque;

use crate::grid::{Direction, Tile};

/// Distances to a goal over a rectangle of tiles that begins at (0, 0).
#[derive(Debug, Clone)]
pub struct Field {
    width: u16,
    height: u16,
    /// Steps to the goal; `u32::MAX` where no way leads there.
    distance: Vec<u32>,
}

impl Field {
    /// The field toward `goal`. `step` says which neighbour can be entered from a tile; steps must
    /// be possible in both directions alike.
    pub fn toward(
        goal: Tile,
        width: u16,
        height: u16,
        step: impl Fn(Tile, Direction) -> Option<Tile>,
    ) -> Self {
        let area = usize::from(width) * usize::from(height);
        let mut field = Self { width, height, distance: vec![u32::MAX; area] };
        // Two kinds of step only: a queue for each stays sorted by itself (Dial's buckets, two).
        let (mut straight, mut aslant) = (VecDeque::new(), VecDeque::new());
        if let Some(at) = field.index(goal) {
            field.distance[at] = 0;
            straight.push_back((0, goal));
        }
        while let Some((distance, tile)) = nearest(&mut straight, &mut aslant) {
            if field.distance(tile) != Some(distance) {
                continue;
            }
            for direction in Direction::ALL {
                let Some(to) = step(tile, direction) else { continue };
                let Some(at) = field.index(to) else { continue };
                let cost = direction.cost();
                if distance + cost < field.distance[at] {
                    field.distance[at] = distance + cost;
                    let queue =
                        if to.x == tile.x || to.y == tile.y { &mut straight } else { &mut aslant };
                    queue.push_back((distance + cost, to));
                }
            }
        }
        field
    }

    /// Steps from a tile to the goal; none where no way leads there.
    pub fn distance(&self, tile: Tile) -> Option<u32> {
        let distance = self.distance[self.index(tile)?];
        (distance != u32::MAX).then_some(distance)
    }

    /// The tiles from `from` to the goal, the goal included, `from` not. It keeps its direction
    /// wherever that is as short, so that ways are straight.
    pub fn way(
        &self,
        from: Tile,
        step: impl Fn(Tile, Direction) -> Option<Tile>,
    ) -> impl Iterator<Item = Tile> {
        let mut here = from;
        let mut heading = None;
        std::iter::from_fn(move || {
            let distance = self.distance(here).filter(|left| *left > 0)?;
            let downhill = |direction: &Direction| {
                let to = step(here, *direction)?;
                (self.distance(to)? + direction.cost() == distance).then_some((to, *direction))
            };
            let ahead = heading.as_ref().and_then(downhill);
            let (to, direction) = ahead.or_else(|| Direction::ALL.iter().find_map(downhill))?;
            here = to;
            heading = Some(direction);
            Some(to)
        })
    }

    fn index(&self, tile: Tile) -> Option<usize> {
        (tile.x < self.width && tile.y < self.height)
            .then(|| usize::from(tile.y) * usize::from(self.width) + usize::from(tile.x))
    }
}

fn nearest(
    straight: &mut VecDeque<(u32, Tile)>,
    aslant: &mut VecDeque<(u32, Tile)>,
) -> Option<(u32, Tile)> {
    let first = |queue: &VecDeque<(u32, Tile)>| queue.front().map_or(u32::MAX, |(way, _)| *way);
    if first(straight) <= first(aslant) { straight.pop_front() } else { aslant.pop_front() }
}
