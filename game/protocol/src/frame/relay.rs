//! A watcher of everything who tells others: what it hears comes out as the stream that it was.
//!
//! It is told each tick in both forms, by cells and whole, and passes both on byte for byte; what
//! it knows itself it has from the cells. Keyframes are made from that, as the village makes them.
//! What the relay had to be told anew, it tells anew with the next tick, which has no whole form
//! then.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use village_sim::{CELL_TILES, Tick};

use super::encoder::{Frames, Keyframe};
use super::look::{LOOK_CELLS_MAX, Look, Resync};
use super::replica::{Replica, site};
use super::wire::Reader;
use super::{
    FRAMES, FrameError, PART_CHANGE, PART_CHECK, PART_EMPTY, PART_WHOLE, PLACE_CELLS, PLACE_LANE,
    VERSION, lane, whole,
};

/// Quiet ticks that are told one by one; after a longer gap everybody gets keyframes.
const QUIET_MAX: u64 = 64;

/// Tiles of the side of the square that one request may cover, and the cells in it.
const SIDE: u16 = 512;
const CELLS_MAX: u32 = LOOK_CELLS_MAX;

/// Hears a village as a watcher of its whole map and gives its ticks. Begin with a new one on each
/// connection.
#[derive(Debug)]
pub struct Relay {
    replica: Replica,
    /// The last tick that was given; none before the whole map is known.
    told: Option<u64>,
    /// Cells that the next tick tells anew, and whether it tells the lane anew.
    again: BTreeSet<u32>,
    lane_again: bool,
}

/// A tick's changes as they came, by cell, and what came whole.
#[derive(Default)]
struct Parts {
    tick: u64,
    lane: Vec<u8>,
    /// The whole form, a message of its own.
    whole: Option<Bytes>,
    /// Whether the lane's keyframe is another now.
    lane_differs: bool,
    cells: BTreeMap<u32, Vec<u8>>,
    /// Cells in which something changed, and those that were told anew.
    changed: BTreeSet<u32>,
    fresh: BTreeSet<u32>,
    lane_fresh: bool,
}

impl Default for Relay {
    fn default() -> Self {
        Self::new()
    }
}

impl Relay {
    pub fn new() -> Self {
        let mut replica = Replica::default();
        replica.look(Look::new(0, 0, SIDE, SIDE).relayed());
        Self { replica, told: None, again: BTreeSet::new(), lane_again: false }
    }

    /// The request that begins it.
    pub const fn look(&self) -> Look {
        Look::new(0, 0, SIDE, SIDE).relayed().again(Resync::All)
    }

    /// What it has to ask for again, if it disagreed with the village.
    pub fn resync(&mut self) -> Option<Look> {
        self.replica.resync()
    }

    /// Whether the whole map is known, and so ticks come.
    pub const fn is_begun(&self) -> bool {
        self.told.is_some()
    }

    /// Cells across and down, once known.
    pub fn size(&self) -> Option<(u16, u16)> {
        self.replica.lane().map(super::Lane::cells)
    }

    /// Ticks in a second, once known.
    pub fn hz(&self) -> Option<u32> {
        self.replica.lane().map(|lane| lane.hz)
    }

    /// Takes a message and gives the ticks that it completes, in order. After an error
    /// [`Relay::resync`] asks for all.
    ///
    /// # Errors
    /// What is no message; a map of more than 4,096 cells, which no single watcher sees whole.
    pub fn hear(&mut self, message: &[u8]) -> Result<Vec<Frames>, FrameError> {
        let mut ticks = Vec::new();
        let [FRAMES, VERSION, body @ ..] = message else {
            // It knows best what is wrong with it.
            self.replica.apply(message)?;
            return Err(FrameError::Wrong("the message is malformed"));
        };
        let mut body = body;
        while !body.is_empty() {
            let (parts, rest) = split(body)?;
            let section = &body[..body.len() - rest.len()];
            self.replica.apply(&[&[FRAMES, VERSION], section].concat())?;
            body = rest;
            self.mind(&parts)?;
            self.tell(parts, &mut ticks);
        }
        self.replica.take_money().for_each(drop);
        Ok(ticks)
    }

    /// Marks what came as more than a change.
    fn mind(&mut self, parts: &Parts) -> Result<(), FrameError> {
        if self.size().is_some_and(|(across, down)| across.max(down) > SIDE / CELL_TILES) {
            return Err(FrameError::Wrong("the map is too large for one relay"));
        }
        if self.told.is_some() {
            self.again.extend(&parts.fresh);
            self.lane_again |= parts.lane_fresh;
        }
        Ok(())
    }

    fn tell(&mut self, parts: Parts, ticks: &mut Vec<Frames>) {
        let Some((across, down)) = self.size() else { return };
        let Some(told) = self.told else {
            let all = usize::from(across) * usize::from(down);
            if self.replica.cells().count() == all {
                let lane_differs = true;
                let changed = (0..u32::from(across) * u32::from(down)).collect();
                let all = Parts { tick: parts.tick, lane_differs, changed, ..Parts::default() };
                self.give(all, ticks);
            }
            return;
        };
        if parts.tick <= told {
            return;
        }
        if parts.tick - told <= QUIET_MAX {
            for tick in told + 1..parts.tick {
                ticks.push(Frames {
                    tick: Tick(tick),
                    lane: None,
                    cells: Vec::new(),
                    whole: Some(Bytes::new()),
                    keys: Vec::new(),
                    lane_key: None,
                });
            }
        }
        self.give(parts, ticks);
    }

    /// Gives a tick, with what is to be told anew.
    fn give(&mut self, mut parts: Parts, ticks: &mut Vec<Frames>) {
        let (Some((across, _)), Some(hz)) = (self.size(), self.hz()) else { return };
        let tick = Tick(parts.tick);
        let again = std::mem::take(&mut self.again);
        let lane_again = std::mem::take(&mut self.lane_again);
        let is_changes_alone = again.is_empty() && !lane_again;
        let mut keys = Vec::new();
        for number in parts.changed.union(&again).copied() {
            let Some(cell) = self.replica.cell(number) else { continue };
            let key = Keyframe::of_cell(number, site(number, across, tick, hz), cell.clone());
            if again.contains(&number) {
                // Whoever hears this may not know what the change is on top of.
                parts.cells.insert(number, key.part().to_vec());
            }
            keys.push((number, key));
        }
        let lane = self.replica.lane().filter(|_| lane_again || parts.lane_differs);
        let lane_key = lane.map(|lane| Keyframe::of_lane(lane.clone()));
        if let Some(key) = lane_key.as_ref().filter(|_| lane_again) {
            parts.lane = key.part().to_vec();
        }
        let cells = parts.cells.into_iter().map(|(number, part)| (number, Bytes::from(part)));
        ticks.push(Frames {
            tick,
            lane: (!parts.lane.is_empty()).then(|| parts.lane.into()),
            cells: cells.collect(),
            whole: parts.whole.filter(|_| is_changes_alone),
            keys,
            lane_key,
        });
        self.told = Some(parts.tick);
    }
}

/// The first section's parts, and what follows it. Only changes and checksums are kept as bytes.
fn split(body: &[u8]) -> Result<(Parts, &[u8]), FrameError> {
    let mut reader = Reader::new(body);
    let mut parts = Parts { tick: reader.number()?, ..Parts::default() };
    if reader.rest().first() == Some(&0) {
        // A quiet tick is quiet in both forms.
        parts.whole = Some(Bytes::new());
    }
    loop {
        let before = reader.rest();
        let place = reader.number()?;
        if place == 0 {
            return Ok((parts, reader.rest()));
        }
        let (kind, length) = (reader.byte()?, reader.small()?);
        let content = reader.bytes(length)?;
        let whole = &before[..before.len() - reader.rest().len()];
        let is_change = kind == PART_CHANGE;
        if place == PLACE_LANE {
            if kind == PART_WHOLE {
                parts.whole = Some(whole::message(Tick(parts.tick), content));
            } else if is_change {
                parts.lane.extend_from_slice(whole);
                parts.lane_differs |= !lane::is_money_alone(content);
            } else {
                parts.lane_fresh = true;
            }
            continue;
        }
        let number = u32::try_from(place - PLACE_CELLS).ok().filter(|number| *number < CELLS_MAX);
        let number = number.ok_or(FrameError::Wrong("no cell has that number"))?;
        if is_change || kind == PART_CHECK {
            parts.cells.entry(number).or_default().extend_from_slice(whole);
            parts.changed.insert(number);
        } else {
            let row = if kind == PART_EMPTY { Reader::new(content).small()? } else { 1 };
            parts.fresh.extend(number..number.saturating_add(row).min(CELLS_MAX));
        }
    }
}
