//! A tick for whoever sees the whole map and knows all of it: everybody who changed in one list,
//! and no cells.
//!
//! Nobody is told that a walker crosses from cell to cell: where it is follows from its walk and
//! the tick, and so does its cell, on both sides by the same integers. A place is told by how far
//! it is from where the villager was thought to be, mostly nothing at all.
//!
//! The body is a number whose lowest three bits say whether the lane changed, items did, and a
//! checksum follows, and whose others how many villagers did; then, as far as they are there, the
//! lane's change with its length, the villagers, the items by cells, and a checksum of all cells.

use bytes::Bytes;
use village_sim::{ItemId, Tick, VillagerId};

use super::WHOLE;
use super::cell::{Cell, Lying, Site, put_items};
use super::replica::site;
use super::villager::{Near, Villager, put_change, put_gone, put_whole};
use super::wire::{put, put_count};

/// What the first number says beside how many villagers changed.
pub const LANE: u64 = 1;
pub const ITEMS: u64 = 1 << 1;
pub const CHECK: u64 = 1 << 2;
pub const FLAGS: u32 = 3;

/// Bytes of a message before the body.
const HEAD: usize = 2;

/// A tick's whole form while it is put together, its villagers and cells in order.
#[derive(Debug, Default)]
pub struct Draft {
    villagers: usize,
    last: u32,
    list: Vec<u8>,
    cells: usize,
    last_cell: u32,
    items: Vec<u8>,
}

impl Draft {
    /// Somebody is otherwise than it was.
    pub fn change(
        &mut self,
        who: VillagerId,
        before: &Villager,
        now: &Villager,
        (tick, hz): (Tick, u32),
    ) {
        self.name(who);
        put_change(&mut self.list, before, now, Near { point: before.point(tick, hz), tick });
    }

    /// Somebody came.
    pub fn came(&mut self, who: VillagerId, now: &Villager, tick: Tick) {
        self.name(who);
        put_whole(&mut self.list, now, Near { tick, ..Near::default() });
    }

    /// Somebody went.
    pub fn went(&mut self, who: VillagerId) {
        self.name(who);
        put_gone(&mut self.list);
    }

    fn name(&mut self, who: VillagerId) {
        put(&mut self.list, u64::from(who.0 - self.last));
        self.last = who.0;
        self.villagers += 1;
    }

    /// Items of a cell went and came.
    pub fn items(&mut self, number: u32, gone: &[ItemId], came: &[(ItemId, Lying)], site: Site) {
        if gone.is_empty() && came.is_empty() {
            return;
        }
        put(&mut self.items, u64::from(number - self.last_cell));
        self.last_cell = number;
        self.cells += 1;
        put_items(&mut self.items, gone, came, site);
    }

    /// The tick as a message of its own; empty when there is nothing to tell.
    pub fn message(self, tick: Tick, lane: Option<&[u8]>, check: Option<[u8; 4]>) -> Bytes {
        let flag = |is_there: bool, flag: u64| if is_there { flag } else { 0 };
        let head = (self.villagers as u64) << FLAGS
            | flag(lane.is_some(), LANE)
            | flag(self.cells > 0, ITEMS)
            | flag(check.is_some(), CHECK);
        if head == 0 {
            return Bytes::new();
        }
        let mut out = Vec::with_capacity(16 + self.list.len() + self.items.len());
        out.extend([WHOLE, low(tick)]);
        put(&mut out, head);
        if let Some(lane) = lane {
            put_count(&mut out, lane.len());
            out.extend_from_slice(lane);
        }
        out.extend(self.list);
        if self.cells > 0 {
            put_count(&mut out, self.cells);
            out.extend(self.items);
        }
        out.extend(check.into_iter().flatten());
        out.into()
    }
}

/// The message that nothing changed up to a tick.
pub fn quiet(tick: Tick) -> Bytes {
    Bytes::copy_from_slice(&[WHOLE, low(tick), 0])
}

/// The message of a body.
pub fn message(tick: Tick, body: &[u8]) -> Bytes {
    if body.is_empty() { Bytes::new() } else { [&[WHOLE, low(tick)], body].concat().into() }
}

/// The body of a message.
pub fn body(message: &[u8]) -> &[u8] {
    message.get(HEAD..).unwrap_or_default()
}

/// The tick after one that is known, out of its low byte.
pub fn tick_after(known: Tick, low: u8) -> Tick {
    let [at, ..] = known.0.to_le_bytes();
    match low.wrapping_sub(at) {
        0 => known.after(256),
        ticks => known.after(ticks.into()),
    }
}

const fn low(tick: Tick) -> u8 {
    tick.0.to_le_bytes()[0]
}

/// Fingerprint of all cells after a tick.
pub fn checksum<'a>(
    cells: impl Iterator<Item = (u32, &'a Cell)>,
    across: u16,
    (tick, hz): (Tick, u32),
) -> [u8; 4] {
    let mut all = Vec::new();
    for (number, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        put(&mut all, number.into());
        all.extend(cell.key(site(number, across, tick, hz)));
    }
    super::checksum(&all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_follows_from_its_low_byte() {
        for known in [0, 5, 255, 256, 70_000] {
            for ticks in 1..=256 {
                let tick = Tick(known + ticks);
                assert_eq!(tick_after(Tick(known), low(tick)), tick);
            }
        }
    }

    #[test]
    fn nothing_to_tell_is_no_message() {
        assert!(Draft::default().message(Tick(9), None, None).is_empty());
        assert_eq!(body(&quiet(Tick(9))), [0]);
        assert_eq!(message(Tick(0x1_09), &[0]), quiet(Tick(9)));
        assert!(message(Tick(9), body(&[])).is_empty());
    }
}
