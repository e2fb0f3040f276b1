//! A cell: who is in it and what lies there, as bytes and back.

use village_sim::{
    CAST_MAX, CELL_TILES, ITEMS_MAX, ItemId, KindId, LandmarkId, Point, Tick, Tile, VillagerId,
    Where,
};

use super::FrameError;
use super::villager::{
    Near, OFF_THE_MAP, Villager, next_villager, origin, put_change, put_gone, put_whole, read_edit,
};
use super::wire::{Reader, next_id, put, put_count};

/// An item that lies on a tile or stands on a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lying {
    pub kind: KindId,
    pub at: Where,
}

/// What is in a cell. Both lists are in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub villagers: Vec<(VillagerId, Villager)>,
    pub items: Vec<(ItemId, Lying)>,
}

/// What a body is read or written against.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    /// The cell's upper left tile.
    pub corner: Tile,
    pub tick: Tick,
    /// How long a spoken line belongs to the cell.
    pub line_ticks: u64,
}

impl Site {
    fn near(self) -> Near {
        let point = Point { x: origin(self.corner.x), y: origin(self.corner.y) };
        Near { point, tick: self.tick }
    }
}

/// What became of a villager in a cell.
pub enum Edit {
    /// It came, or all of it is told anew.
    Whole(Villager),
    /// It was so and is so now.
    Change(Villager, Villager),
    Gone,
}

/// Appends a list of villagers' changes; `edits` are in order.
pub fn put_edits(out: &mut Vec<u8>, edits: &[(VillagerId, Edit)], site: Site) {
    put_count(out, edits.len());
    let mut last = 0;
    for (who, edit) in edits {
        put(out, u64::from(who.0 - last));
        last = who.0;
        match edit {
            Edit::Whole(now) => put_whole(out, now, site.near()),
            Edit::Change(before, now) => put_change(out, before, now, site.near()),
            Edit::Gone => put_gone(out),
        }
    }
}

/// Appends lists of items that went and came, each in order.
pub fn put_items(out: &mut Vec<u8>, gone: &[ItemId], came: &[(ItemId, Lying)], site: Site) {
    put_count(out, gone.len());
    let mut last = 0;
    for id in gone {
        put(out, u64::from(id.0 - last));
        last = id.0;
    }
    put_lying(out, came, site);
}

fn put_lying(out: &mut Vec<u8>, items: &[(ItemId, Lying)], site: Site) {
    put_count(out, items.len());
    let mut last = 0;
    for (id, lying) in items {
        put(out, u64::from(id.0 - last));
        last = id.0;
        put(out, lying.kind.0.into());
        put(
            out,
            match lying.at {
                Where::Tile(tile) => {
                    let (x, y) = (tile.x - site.corner.x, tile.y - site.corner.y);
                    u64::from(y * CELL_TILES + x) << 1
                }
                Where::Shelf(landmark) => u64::from(landmark.0) << 1 | 1,
                // What is in a bag lies nowhere.
                Where::Bag(_) => 0,
            },
        );
    }
}

impl Cell {
    /// The keyframe: all of the cell after a tick.
    pub fn key(&self, site: Site) -> Vec<u8> {
        let mut out = Vec::with_capacity(8 + 32 * self.villagers.len() + 6 * self.items.len());
        put(&mut out, site.tick.0);
        put_count(&mut out, self.villagers.len());
        let mut last = 0;
        for (who, villager) in &self.villagers {
            put(&mut out, u64::from(who.0 - last));
            last = who.0;
            if villager.is_stale(site.tick, site.line_ticks) {
                let silent = villager.silent(site.tick, site.line_ticks);
                put_whole(&mut out, &silent, site.near());
            } else {
                put_whole(&mut out, villager, site.near());
            }
        }
        put_lying(&mut out, &self.items, site);
        out
    }

    /// Reads a keyframe, made at the tick that it names or before.
    pub fn read_key(body: &[u8], mut site: Site) -> Result<Self, FrameError> {
        let mut body = Reader::new(body);
        let made = body.number()?;
        if made > site.tick.0 {
            return Err(FrameError::Wrong("a keyframe is of a tick to come"));
        }
        site.tick = Tick(made);
        let villagers = read_edits(&mut body, &[], site)?;
        let items = read_items(&mut body, site)?;
        if body.is_empty() { Ok(Self { villagers, items }) } else { Err(TOO_LONG) }
    }

    /// The cell after a change.
    pub fn changed(&self, body: &[u8], site: Site) -> Result<Self, FrameError> {
        let mut body = Reader::new(body);
        let villagers = read_edits(&mut body, &self.villagers, site)?;
        let items = self.items_changed(&mut body, site)?;
        if body.is_empty() { Ok(Self { villagers, items }) } else { Err(TOO_LONG) }
    }

    /// The items after some went and came.
    pub fn items_changed(
        &self,
        body: &mut Reader<'_>,
        site: Site,
    ) -> Result<Vec<(ItemId, Lying)>, FrameError> {
        let mut gone = Vec::new();
        let mut last = None;
        for _ in 0..body.count(ITEMS_MAX)? {
            gone.push(ItemId(next_id(body, &mut last)?));
        }
        let came = read_items(body, site)?;
        let mut items = Vec::with_capacity(self.items.len() + came.len());
        items.extend(self.items.iter().filter(|(id, _)| gone.binary_search(id).is_err()));
        items.extend(came);
        items.sort_by_key(|(id, _)| *id);
        items.dedup_by_key(|(id, _)| *id);
        Ok(items)
    }

    /// A villager that is in it.
    pub fn villager(&self, who: VillagerId) -> Option<&Villager> {
        let at = self.villagers.binary_search_by_key(&who, |(id, _)| *id).ok()?;
        Some(&self.villagers[at].1)
    }

    /// Whether there is nobody and nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.villagers.is_empty() && self.items.is_empty()
    }
}

pub const TOO_LONG: FrameError = FrameError::Wrong("something follows after the end");

/// Reads changes on top of what was; both lists are in order, and so is what comes out.
fn read_edits(
    body: &mut Reader<'_>,
    before: &[(VillagerId, Villager)],
    site: Site,
) -> Result<Vec<(VillagerId, Villager)>, FrameError> {
    let count = body.count(CAST_MAX)?;
    // An entry takes two bytes at least, and is read before there is room for more.
    let mut after = Vec::with_capacity(before.len() + count.min(64));
    let mut rest = before;
    let mut last = None;
    for _ in 0..count {
        let who = next_villager(body, &mut last)?;
        let upto = rest.partition_point(|(other, _)| *other < who);
        after.extend_from_slice(&rest[..upto]);
        rest = &rest[upto..];
        let known = rest.first().filter(|(other, _)| *other == who).map(|(_, known)| known);
        if known.is_some() {
            rest = &rest[1..];
        }
        if let Some(one) = read_edit(body, known, |_| site.near())? {
            after.push((who, one));
        }
    }
    after.extend_from_slice(rest);
    Ok(after)
}

fn read_items(body: &mut Reader<'_>, site: Site) -> Result<Vec<(ItemId, Lying)>, FrameError> {
    let mut items = Vec::new();
    let mut last = None;
    for _ in 0..body.count(ITEMS_MAX)? {
        let id = ItemId(next_id(body, &mut last)?);
        let kind = KindId(body.small()?);
        let place: u32 = body.small()?;
        let at = if place & 1 == 1 {
            Where::Shelf(LandmarkId(place >> 1))
        } else {
            let tile = u16::try_from(place >> 1).ok().filter(|at| *at < CELL_TILES * CELL_TILES);
            let tile = tile.ok_or(OFF_THE_MAP)?;
            let (x, y) = (tile % CELL_TILES, tile / CELL_TILES);
            Where::Tile(Tile::new(site.corner.x + x, site.corner.y + y))
        };
        items.push((id, Lying { kind, at }));
    }
    Ok(items)
}

#[cfg(test)]
mod tests;
