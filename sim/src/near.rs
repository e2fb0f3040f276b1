//! Who is near whom: an index of villagers by cells of 8x8 tiles, sorted by counting. It is made
//! anew in a tick in which somebody walked, from arrays that are kept.

use bevy_ecs::prelude::Resource;

use crate::grid::{CELL_TILES, Tile};
use crate::id::VillagerId;

/// Where everybody is in this tick, by cell.
#[derive(Resource, Debug, Default)]
pub struct Near {
    across: u16,
    down: u16,
    /// Tile of each villager; none of who is not in the village.
    tiles: Vec<Option<Tile>>,
    /// For each cell, where its villagers begin in `members`; one more at the end.
    starts: Vec<u32>,
    members: Vec<VillagerId>,
    stale: bool,
}

impl Near {
    /// An index for ground of so many tiles.
    pub fn new(width: u16, height: u16) -> Self {
        let (across, down) = (width.div_ceil(CELL_TILES), height.div_ceil(CELL_TILES));
        Self { across, down, stale: true, ..Self::default() }
    }

    /// Tile of a villager in this tick; the first of the map for who is not in the village.
    pub fn tile(&self, who: VillagerId) -> Tile {
        self.tiles.get(who.index()).copied().flatten().unwrap_or_default()
    }

    /// Whether somebody is in the village: avatars come and go.
    pub fn is_here(&self, who: VillagerId) -> bool {
        self.tiles.get(who.index()).is_some_and(Option::is_some)
    }

    /// Whether anybody is on a tile, found or not yet sorted in.
    pub(crate) fn is_taken(&self, tile: Tile) -> bool {
        self.tiles.contains(&Some(tile))
    }

    /// Notes where a villager is. Nothing is found by it before [`Near::sort`].
    pub fn put(&mut self, who: VillagerId, tile: Tile) {
        if who.index() >= self.tiles.len() {
            self.tiles.resize(who.index() + 1, None);
        }
        let before = self.tiles[who.index()].replace(tile);
        self.stale |= before.is_none_or(|before| self.cell(before) != self.cell(tile));
    }

    /// Takes somebody out: nobody finds it from now on.
    pub(crate) fn remove(&mut self, who: VillagerId) {
        if let Some(tile) = self.tiles.get_mut(who.index()) {
            self.stale |= tile.take().is_some();
        }
    }

    /// Sorts villagers into cells, if any changed its cell.
    pub fn sort(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let cells = usize::from(self.across) * usize::from(self.down);
        self.starts.clear();
        self.starts.resize(cells + 1, 0);
        let mut count = 0;
        for tile in self.tiles.iter().flatten() {
            count += 1;
            let cell = self.cell(*tile);
            self.starts[cell + 1] += 1;
        }
        for cell in 0..cells {
            self.starts[cell + 1] += self.starts[cell];
        }
        self.members.resize(count, VillagerId(0));
        // From the last to the first, so that each cell's members stand in order.
        for number in (0..self.tiles.len()).rev() {
            let Some(tile) = self.tiles[number] else { continue };
            let cell = self.cell(tile);
            self.starts[cell + 1] -= 1;
            let at = self.starts[cell + 1] as usize;
            self.members[at] = VillagerId(u32::try_from(number).expect("villagers are bounded"));
        }
        // Each start now stands one place too far; the first cell begins at 0.
        self.starts.rotate_left(1);
        self.starts[cells] = u32::try_from(count).expect("villagers are bounded");
    }

    /// Everybody within so many tiles, the ones at the tile included, cell by cell and in order
    /// within a cell. As of the last [`Near::sort`].
    pub fn within(&self, tile: Tile, radius: u16) -> impl Iterator<Item = VillagerId> {
        let cells = |at: u16, count: u16| {
            let from = at.saturating_sub(radius) / CELL_TILES;
            let to = (at.saturating_add(radius) / CELL_TILES).min(count.saturating_sub(1));
            from..=to
        };
        let across = cells(tile.x, self.across);
        cells(tile.y, self.down)
            .flat_map(move |y| across.clone().map(move |x| (x, y)))
            .flat_map(move |(x, y)| self.members_of(x, y))
            .copied()
            .filter(move |who| {
                let at = self.tiles.get(who.index()).copied().flatten();
                at.is_some_and(|at| at.distance(tile) <= radius)
            })
    }

    fn members_of(&self, x: u16, y: u16) -> &[VillagerId] {
        let cell = usize::from(y) * usize::from(self.across) + usize::from(x);
        match (self.starts.get(cell), self.starts.get(cell + 1)) {
            (Some(from), Some(to)) => &self.members[*from as usize..*to as usize],
            _ => &[],
        }
    }

    fn cell(&self, tile: Tile) -> usize {
        let x = (tile.x / CELL_TILES).min(self.across.saturating_sub(1));
        let y = (tile.y / CELL_TILES).min(self.down.saturating_sub(1));
        usize::from(y) * usize::from(self.across) + usize::from(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nobody_near_is_missed(
            tiles in prop::collection::vec((0u16..70, 0u16..50), 1..80),
            at in (0u16..70, 0u16..50),
            radius in 0u16..20,
        ) {
            let mut near = Near::new(70, 50);
            for (number, (x, y)) in (0..).zip(&tiles) {
                near.put(VillagerId(number), Tile::new(*x, *y));
            }
            near.sort();
            let here = Tile::new(at.0, at.1);
            let mut found: Vec<_> = near.within(here, radius).collect();
            found.sort_unstable();
            let meant = (0..).zip(&tiles).filter(|(_, (x, y))| {
                Tile::new(*x, *y).distance(here) <= radius
            });
            prop_assert_eq!(found, meant.map(|(number, _)| VillagerId(number)).collect::<Vec<_>>());
        }
    }
}
