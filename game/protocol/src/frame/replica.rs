//! The client's side: what a watcher knows of the village, brought up to date by messages.

use std::collections::{BTreeMap, VecDeque};

use village_sim::{CAST_MAX, CELL_TILES, ITEMS_MAX, Tick, Tile};

use super::cell::{Cell, Site};
use super::lane::{Lane, Money};
use super::wire::Reader;
use super::{
    FRAMES, FrameError, LOOK_CELLS_MAX, Look, MESSAGE_MAX, PART_CHANGE, PART_CHECK, PART_EMPTY,
    PART_KEY, PART_WHOLE, PLACE_CELLS, PLACE_LANE, Resync, TICK_MAX, VERSION, WHOLE, checksum,
    line_ticks, whole::tick_after,
};

mod everybody;
use everybody::Everybody;

/// Most sections of a message: twice as many as the server keeps ticks.
const SECTIONS_MAX: usize = 128;

/// Movements of money that wait to be taken; older ones are forgotten.
const MONEY_WAITING_MAX: usize = 4_096;

/// What a watcher knows. Begin with a new one on each connection: a village that was killed may
/// live its last ticks anew. It holds at most as many cells as a [`Look`] covers, and no more
/// villagers and items than a village can have.
#[derive(Debug, Default)]
pub struct Replica {
    look: Look,
    tick: Tick,
    /// The tick that was told last: an earlier one where the village lives its last ticks anew.
    heard: Tick,
    lane: Option<Lane>,
    cells: BTreeMap<u32, Cell>,
    /// Where everybody is, while ticks come in their whole form.
    everybody: Option<Everybody>,
    villagers: usize,
    items: usize,
    money: VecDeque<Money>,
    resync: Resync,
}

impl Replica {
    /// The tick up to which it knows the village; 0 before the first message.
    pub const fn tick(&self) -> Tick {
        self.tick
    }

    /// What has no place, once it came.
    pub const fn lane(&self) -> Option<&Lane> {
        self.lane.as_ref()
    }

    /// The cells that it knows, by their numbers.
    pub fn cells(&self) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells.iter().map(|(number, cell)| (*number, cell))
    }

    pub fn cell(&self, number: u32) -> Option<&Cell> {
        self.cells.get(&number)
    }

    /// Money that moved since it was last taken.
    pub fn take_money(&mut self) -> impl Iterator<Item = Money> {
        self.money.drain(..)
    }

    /// Looks somewhere else from now on, and gives the request to send. Call it only if the request
    /// is sent: what is forgotten here is sent anew for it.
    pub fn look(&mut self, look: Look) -> Look {
        self.look = look;
        self.everybody = None;
        if let Some(lane) = &self.lane {
            let across = u32::from(lane.cells().0);
            self.cells.retain(|number, _| covers(&look, *number, across));
        }
        self.count();
        look
    }

    /// What it needs anew, if it disagreed with the village: send the request and it is asked for.
    pub fn resync(&mut self) -> Option<Look> {
        let resync = std::mem::take(&mut self.resync);
        (resync != Resync::Nothing).then(|| self.look.again(resync))
    }

    /// Applies a message. After an error it knows what it did before the wrong part, and
    /// [`Replica::resync`] asks for all.
    pub fn apply(&mut self, message: &[u8]) -> Result<(), FrameError> {
        let applied = self.read(message);
        if applied.is_err() {
            self.resync = Resync::All;
            self.everybody = None;
            self.count();
        }
        applied
    }

    fn read(&mut self, message: &[u8]) -> Result<(), FrameError> {
        if message.len() > MESSAGE_MAX {
            return Err(FrameError::Wrong("the message is too long"));
        }
        let mut body = Reader::new(message);
        match body.byte()? {
            FRAMES => {}
            WHOLE => {
                let tick = tick_after(self.heard, body.byte()?);
                if tick.0 > TICK_MAX {
                    return Err(NEVER);
                }
                self.whole(tick, body.rest())?;
                self.hear(tick);
                return Ok(());
            }
            other => return Err(FrameError::Kind(other)),
        }
        match body.byte()? {
            VERSION => {}
            theirs => return Err(FrameError::Version { theirs }),
        }
        for _ in 0..SECTIONS_MAX {
            if body.is_empty() {
                return Ok(());
            }
            let tick = body.number()?;
            if tick > TICK_MAX {
                return Err(NEVER);
            }
            self.section(Tick(tick), &mut body)?;
            self.hear(Tick(tick));
        }
        if body.is_empty() { Ok(()) } else { Err(FrameError::Wrong("there are too many sections")) }
    }

    /// A tick's message is read.
    fn hear(&mut self, tick: Tick) {
        self.heard = tick;
        self.tick = self.tick.max(tick);
    }

    fn section(&mut self, tick: Tick, body: &mut Reader<'_>) -> Result<(), FrameError> {
        let mut last = (0, 0);
        loop {
            let place = body.number()?;
            if place == 0 {
                return Ok(());
            }
            let kind = body.byte()?;
            let length = body.small()?;
            let part = body.bytes(length)?;
            if (place, kind) <= last {
                return Err(FrameError::Wrong("parts of a section are not in order"));
            }
            last = (place, kind);
            match (place, kind) {
                // Whoever tells others reads the cells and passes this on.
                (PLACE_LANE, PART_WHOLE) if self.look.is_relay => continue,
                (PLACE_LANE, PART_WHOLE) => {
                    self.whole(tick, part)?;
                    continue;
                }
                (PLACE_LANE, _) => {
                    self.lane_part(kind, part)?;
                    continue;
                }
                _ => self.everybody = None,
            }
            let number = u32::try_from(place - PLACE_CELLS);
            let number = number.map_err(|_| FrameError::Wrong("no cell has that number"))?;
            if kind == PART_EMPTY {
                let end = self.empty_cells(number, part)?;
                last = (PLACE_CELLS + u64::from(end), PART_EMPTY);
            } else {
                self.cell_part(number, kind, tick, part)?;
            }
        }
    }

    fn lane_part(&mut self, kind: u8, part: &[u8]) -> Result<(), FrameError> {
        match kind {
            PART_KEY => {
                let lane = Lane::read_key(part)?;
                let same = self.lane.as_ref().map(|lane| (lane.width, lane.height));
                if same != Some((lane.width, lane.height)) {
                    self.cells.clear();
                    self.everybody = None;
                    self.count();
                }
                self.lane = Some(lane);
                Ok(())
            }
            PART_CHANGE => {
                let Some(lane) = &mut self.lane else { return Ok(()) };
                self.money.extend(lane.change(part)?);
                let surplus = self.money.len().saturating_sub(MONEY_WAITING_MAX);
                self.money.drain(..surplus);
                Ok(())
            }
            _ => Err(FrameError::Wrong("the lane has no such part")),
        }
    }

    /// A row of cells with nobody and nothing in them; gives the last.
    fn empty_cells(&mut self, first: u32, part: &[u8]) -> Result<u32, FrameError> {
        let mut part = Reader::new(part);
        let count: u32 = part.small()?;
        if !(1..=LOOK_CELLS_MAX).contains(&count) || !part.is_empty() {
            return Err(FrameError::Wrong("a row of empty cells is too long"));
        }
        let Some(lane) = &self.lane else { return Ok(first) };
        let (across, down) = lane.cells();
        let end = u32::from(across) * u32::from(down);
        for number in (first..end).take(count as usize) {
            if covers(&self.look, number, across.into()) {
                self.put(number, Cell::default());
            }
        }
        Ok(first.saturating_add(count - 1))
    }

    fn put(&mut self, number: u32, cell: Cell) {
        self.villagers += cell.villagers.len();
        self.items += cell.items.len();
        if let Some(before) = self.cells.insert(number, cell) {
            self.villagers -= before.villagers.len();
            self.items -= before.items.len();
        }
    }

    fn cell_part(
        &mut self,
        number: u32,
        kind: u8,
        tick: Tick,
        part: &[u8],
    ) -> Result<(), FrameError> {
        let Some(lane) = &self.lane else { return Ok(()) };
        let (across, down) = lane.cells();
        if number >= u32::from(across) * u32::from(down) {
            return Err(FrameError::Wrong("no cell has that number"));
        }
        let site = site(number, across, tick, lane.hz);
        if !covers(&self.look, number, across.into()) {
            // It was on its way when we looked elsewhere.
            return Ok(());
        }
        let cell = match (kind, self.cells.get(&number)) {
            (PART_KEY, _) => Cell::read_key(part, site)?,
            // Its keyframe is on its way.
            (PART_CHANGE | PART_CHECK, None) => return Ok(()),
            (PART_CHANGE, Some(known)) => known.changed(part, site)?,
            (PART_CHECK, Some(known)) => {
                if part != checksum(&known.key(site)).as_slice() {
                    self.lose(number);
                }
                return Ok(());
            }
            _ => return Err(FrameError::Wrong("a cell has no such part")),
        };
        self.put(number, cell);
        if self.villagers > CAST_MAX || self.items > ITEMS_MAX {
            self.cells.remove(&number);
            self.count();
            return Err(FrameError::Wrong("no village has so many villagers or items"));
        }
        Ok(())
    }

    /// A cell is not what the village says it is.
    fn lose(&mut self, number: u32) {
        self.resync = match self.resync {
            Resync::Nothing => Resync::Cell(number),
            Resync::Cell(other) if other == number => Resync::Cell(number),
            _ => Resync::All,
        };
    }

    fn count(&mut self) {
        self.villagers = self.cells.values().map(|cell| cell.villagers.len()).sum();
        self.items = self.cells.values().map(|cell| cell.items.len()).sum();
    }
}

const NEVER: FrameError = FrameError::Wrong("a tick that never comes");

fn covers(look: &Look, number: u32, across: u32) -> bool {
    let narrow = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    look.covers(narrow(number % across), narrow(number / across))
}

/// What a cell's bodies are read and written against.
#[expect(clippy::cast_possible_truncation, reason = "a map has at most 512 cells a side")]
pub fn site(number: u32, across: u16, tick: Tick, hz: u32) -> Site {
    let (column, row) = (number % u32::from(across), number / u32::from(across));
    let corner = Tile::new(column as u16 * CELL_TILES, row as u16 * CELL_TILES);
    Site { corner, tick, line_ticks: line_ticks(hz) }
}
