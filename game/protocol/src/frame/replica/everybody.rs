//! Ticks in their whole form: changes of villagers wherever they are.

use std::collections::{BTreeMap, BTreeSet};

use village_sim::{CAST_MAX, ITEMS_MAX, Point, Tick, VillagerId};

use super::{Replica, site};
use crate::frame::cell::TOO_LONG;
use crate::frame::villager::{Near, Villager, next_villager, read_edit};
use crate::frame::whole::{CHECK, FLAGS, ITEMS, LANE, checksum};
use crate::frame::wire::{Reader, next_id};
use crate::frame::{FrameError, LOOK_CELLS_MAX, PART_CHANGE, Resync};

/// The cell that each villager is in, and who walks.
#[derive(Debug, Default)]
pub struct Everybody {
    cells: BTreeMap<VillagerId, u32>,
    walkers: BTreeSet<VillagerId>,
}

/// What a tick is read against.
#[derive(Clone, Copy)]
struct Now {
    tick: Tick,
    hz: u32,
    across: u16,
    down: u16,
}

impl Replica {
    /// Applies a tick in its whole form. Whoever does not know the whole map, because it was on its
    /// way when we looked elsewhere, takes the lane's change and nothing else: keyframes follow.
    pub(super) fn whole(&mut self, tick: Tick, body: &[u8]) -> Result<(), FrameError> {
        let mut body = Reader::new(body);
        let head = body.number()?;
        if head & LANE != 0 {
            let length = body.small()?;
            let change = body.bytes(length)?;
            self.lane_part(PART_CHANGE, change)?;
        }
        let Some(lane) = &self.lane else { return Ok(()) };
        let (across, down) = lane.cells();
        let now = Now { tick, hz: lane.hz, across, down };
        let mut everybody = match self.everybody.take() {
            Some(everybody) => everybody,
            None if self.knows_all(now) => self.find_everybody(),
            None => return Ok(()),
        };
        let count = usize::try_from(head >> FLAGS).ok().filter(|count| *count <= CAST_MAX);
        let count = count.ok_or(FrameError::Wrong("there is too much of something"))?;
        let mut last = None;
        for _ in 0..count {
            let who = next_villager(&mut body, &mut last)?;
            self.edit(who, &mut body, &mut everybody, now)?;
        }
        self.walk_on(&mut everybody, now)?;
        if head & ITEMS != 0 {
            self.sort_items(&mut body, now)?;
        }
        if head & CHECK != 0 {
            let cells = self.cells.iter().map(|(number, cell)| (*number, cell));
            if body.bytes(4)? != checksum(cells, across, (tick, now.hz)) {
                self.resync = Resync::All;
            }
        }
        self.villagers = everybody.cells.len();
        self.everybody = Some(everybody);
        if body.is_empty() { Ok(()) } else { Err(TOO_LONG) }
    }

    fn knows_all(&self, now: Now) -> bool {
        self.look.covers_all((now.across, now.down))
            && self.cells.len() == usize::from(now.across) * usize::from(now.down)
    }

    /// Where everybody is by what is known of the cells; nobody is in two from now on.
    fn find_everybody(&mut self) -> Everybody {
        let mut everybody = Everybody::default();
        for (number, cell) in &mut self.cells {
            cell.villagers.retain(|(who, one)| {
                if everybody.cells.contains_key(who) {
                    return false;
                }
                everybody.cells.insert(*who, *number);
                if one.walk.is_some() {
                    everybody.walkers.insert(*who);
                }
                true
            });
        }
        everybody
    }

    /// Reads what became of somebody.
    fn edit(
        &mut self,
        who: VillagerId,
        body: &mut Reader<'_>,
        everybody: &mut Everybody,
        now: Now,
    ) -> Result<(), FrameError> {
        let cell = everybody.cells.get(&who).and_then(|number| self.cells.get(number));
        let known = cell.and_then(|cell| cell.villager(who));
        let near = |known: Option<&Villager>| {
            let point = known.map_or_else(Point::default, |known| known.point(now.tick, now.hz));
            Near { point, tick: now.tick }
        };
        let one = read_edit(body, known, near)?;
        self.take_out(who, everybody);
        let Some(one) = one else { return Ok(()) };
        if one.walk.is_some() {
            everybody.walkers.insert(who);
        }
        self.put_in(who, one, everybody, now)
    }

    fn take_out(&mut self, who: VillagerId, everybody: &mut Everybody) -> Option<Villager> {
        everybody.walkers.remove(&who);
        let cell = self.cells.get_mut(&everybody.cells.remove(&who)?)?;
        let at = cell.villagers.binary_search_by_key(&who, |(id, _)| *id).ok()?;
        Some(cell.villagers.remove(at).1)
    }

    /// Puts somebody into the cell in which it is now.
    fn put_in(
        &mut self,
        who: VillagerId,
        one: Villager,
        everybody: &mut Everybody,
        now: Now,
    ) -> Result<(), FrameError> {
        let number = now.cell_of(&one)?;
        let cell = self.cells.entry(number).or_default();
        let at = cell.villagers.partition_point(|(id, _)| *id < who);
        cell.villagers.insert(at, (who, one));
        everybody.cells.insert(who, number);
        Ok(())
    }

    /// Lets those who walk cross from cell to cell.
    fn walk_on(&mut self, everybody: &mut Everybody, now: Now) -> Result<(), FrameError> {
        let mut crossed = Vec::new();
        for who in &everybody.walkers {
            let Some(number) = everybody.cells.get(who) else { continue };
            let one = self.cells.get(number).and_then(|cell| cell.villager(*who));
            if let Some(one) = one
                && now.cell_of(one)? != *number
            {
                crossed.push(*who);
            }
        }
        for who in crossed {
            if let Some(one) = self.take_out(who, everybody) {
                everybody.walkers.insert(who);
                self.put_in(who, one, everybody, now)?;
            }
        }
        Ok(())
    }

    /// Reads which items went and came, cell by cell.
    fn sort_items(&mut self, body: &mut Reader<'_>, now: Now) -> Result<(), FrameError> {
        let mut last = None;
        for _ in 0..body.count(LOOK_CELLS_MAX as usize)? {
            let number = next_id(body, &mut last)?;
            let cell = self.cells.get_mut(&number);
            let cell = cell.ok_or(FrameError::Wrong("no cell has that number"))?;
            let items = cell.items_changed(body, site(number, now.across, now.tick, now.hz))?;
            self.items = self.items + items.len() - cell.items.len();
            cell.items = items;
            if self.items > ITEMS_MAX {
                return Err(FrameError::Wrong("no village has so many villagers or items"));
            }
        }
        Ok(())
    }
}

impl Now {
    /// The cell in which somebody is.
    fn cell_of(self, one: &Villager) -> Result<u32, FrameError> {
        let tile = one.point(self.tick, self.hz).tile();
        let side = village_sim::CELL_TILES;
        let (column, row) = (tile.x / side, tile.y / side);
        if column < self.across && row < self.down {
            Ok(u32::from(row) * u32::from(self.across) + u32::from(column))
        } else {
            Err(FrameError::Wrong("a place off the map"))
        }
    }
}
