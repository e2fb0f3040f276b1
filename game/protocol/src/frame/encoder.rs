//! The village's side: a view of a tick in, encoded parts out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use village_sim::{
    AgentView, CELL_TILES, ItemId, Line, Map, Mood, Origin, Tick, Tile, View, VillagerId, Walk,
    Where,
};

use super::cell::{Cell, Edit, Lying, Site, put_edits, put_items};
use super::lane::{Lane, cells, ground};
use super::replica::site;
use super::villager::{Villager, differs};
use super::whole::{self, Draft};
use super::{
    CHECK_TICKS, CHECK_WHOLE_TICKS, PART_CHANGE, PART_CHECK, PART_KEY, PLACE_CELLS, PLACE_LANE,
    checksum, line_ticks, part,
};

mod news;
use news::Clerk;

/// Every villager is looked at again after so many ticks: moods, lines and reins change with time
/// alone, and whoever is not awake is not in the news.
const LOOK_AGAIN_TICKS: u64 = 64;

type Lie = (Where, ItemId, village_sim::KindId);

/// One tick of the stream.
#[derive(Debug, Clone)]
pub struct Frames {
    pub tick: Tick,
    /// The lane's part, if something changed there.
    pub lane: Option<Bytes>,
    /// The parts of the cells in which something changed, in the order of their numbers.
    pub cells: Vec<(u32, Bytes)>,
    /// The tick in its whole form, a message of its own: empty when that has nothing to tell, none
    /// when there is no such form of this tick and keyframes are to stand for it.
    pub whole: Option<Bytes>,
    /// The keyframes that are others now.
    pub keys: Vec<(u32, Arc<Keyframe>)>,
    /// The lane's keyframe, when it is another now.
    pub lane_key: Option<Arc<Keyframe>>,
}

/// A keyframe, encoded when somebody first wants it and kept until what it shows changes.
#[derive(Debug)]
pub struct Keyframe {
    shows: Shows,
    part: OnceLock<Bytes>,
}

#[derive(Debug)]
enum Shows {
    Cell(u32, Site, Cell),
    Lane(Lane),
}

impl Keyframe {
    fn of(shows: Shows) -> Arc<Self> {
        Arc::new(Self { shows, part: OnceLock::new() })
    }

    /// The keyframe of a cell.
    pub(super) fn of_cell(number: u32, site: Site, cell: Cell) -> Arc<Self> {
        Self::of(Shows::Cell(number, site, cell))
    }

    /// The keyframe of the lane.
    pub(super) fn of_lane(lane: Lane) -> Arc<Self> {
        Self::of(Shows::Lane(lane))
    }

    /// As a part of a message.
    pub fn part(&self) -> &Bytes {
        self.part.get_or_init(|| {
            let (place, body) = match &self.shows {
                Shows::Cell(number, site, cell) => {
                    (PLACE_CELLS + u64::from(*number), cell.key(*site))
                }
                Shows::Lane(lane) => (PLACE_LANE, lane.key()),
            };
            let mut out = Vec::with_capacity(body.len() + 8);
            part(&mut out, place, PART_KEY, &body);
            out.into()
        })
    }

    /// Whether there is nobody and nothing in it.
    pub const fn is_empty(&self) -> bool {
        match &self.shows {
            Shows::Cell(_, _, cell) => cell.is_empty(),
            Shows::Lane(_) => false,
        }
    }
}

/// Makes the stream. It keeps what watchers know, so that only what changed is told.
#[derive(Debug)]
pub struct Encoder {
    size: (u16, u16),
    ground: u64,
    across: u16,
    hz: u32,
    /// The cell of each landmark's shelf.
    shelves: Vec<u32>,
    cells: Vec<Cell>,
    /// The cell that each villager is in; `u32::MAX` for none.
    whereabouts: Vec<u32>,
    walkers: BTreeSet<VillagerId>,
    items: Arc<Vec<Lie>>,
    /// Cells that changed since their last checksum.
    unchecked: BTreeSet<u32>,
    /// Whether any cell changed since the last checksum of all, and in which period that was.
    whole_unchecked: bool,
    whole_checked: u64,
    clerk: Option<Clerk>,
    tick: Option<Tick>,
}

/// What a tick changes, by cells and as a whole.
#[derive(Default)]
struct Changed {
    cells: BTreeMap<u32, Changes>,
    whole: Draft,
}

/// What a tick changes in one cell.
#[derive(Default)]
struct Changes {
    villagers: Vec<(VillagerId, Edit)>,
    gone: Vec<ItemId>,
    came: Vec<(ItemId, Lying)>,
}

impl Encoder {
    /// An encoder of a village on this map, which nobody has seen yet.
    pub fn new(map: &Map) -> Self {
        let (across, down) = cells(map.width, map.height);
        let shelves = map.landmarks.iter().map(|place| {
            let area = &place.area;
            number(Tile::new(area.x + area.width / 2, area.y + area.height / 2), across)
        });
        Self {
            size: (map.width, map.height),
            ground: ground(&map.town),
            across,
            hz: 0,
            shelves: shelves.collect(),
            cells: vec![Cell::default(); usize::from(across) * usize::from(down)],
            whereabouts: Vec::new(),
            walkers: BTreeSet::new(),
            items: Arc::default(),
            unchecked: BTreeSet::new(),
            whole_unchecked: false,
            whole_checked: 0,
            clerk: None,
            tick: None,
        }
    }

    /// Cells across and down the map.
    pub const fn size(&self) -> (u16, u16) {
        cells(self.size.0, self.size.1)
    }

    /// What watchers know of a cell.
    pub fn cell(&self, number: u32) -> Option<&Cell> {
        self.cells.get(number as usize)
    }

    /// All of a cell as it is told to whoever comes now.
    pub fn cell_key(&self, number: u32) -> Option<Vec<u8>> {
        self.key_of(number, self.cell(number)?)
    }

    /// A keyframe out of what somebody knows of a cell, to be compared with the village's own.
    pub fn key_of(&self, number: u32, cell: &Cell) -> Option<Vec<u8>> {
        Some(cell.key(site(number, self.across, self.tick?, self.hz)))
    }

    /// What watchers know of what has no place.
    pub fn lane(&self) -> Option<&Lane> {
        self.clerk.as_ref().map(|clerk| &clerk.lane)
    }

    /// The stream's next tick. Views between may have been left out.
    pub fn advance(&mut self, view: &View) -> Frames {
        let follows = self.tick.is_some_and(|tick| tick.0 + 1 == view.tick().0);
        self.tick = Some(view.tick());
        self.hz = view.clock.hz;
        let looked_at = self.looked_at(view, follows);
        let (lane_change, lane_key) = self.advance_lane(view, &looked_at, follows);
        let mut changed = Changed::default();
        for who in looked_at {
            if let Some(agent) = view.agent(who) {
                self.follow(agent, view, &mut changed);
            }
        }
        self.sort_items(view, &mut changed.cells);
        let due = self.due_checks(view.tick());
        let Changed { cells: by_cell, mut whole } = changed;
        self.whole_unchecked |= !by_cell.is_empty();
        let (mut parts, mut keys) = (Vec::with_capacity(by_cell.len()), Vec::new());
        for number in due.iter().filter(|number| !by_cell.contains_key(number)) {
            parts.push((*number, self.check(*number, Vec::new())));
        }
        for (number, changes) in by_cell {
            let site = site(number, self.across, view.tick(), self.hz);
            let mut out = self.apply(number, &changes, site);
            whole.items(number, &changes.gone, &changes.came, site);
            if due.contains(&number) {
                out = self.check(number, out).into();
            } else {
                self.unchecked.insert(number);
            }
            parts.push((number, out.into()));
            let cell = self.cells[number as usize].clone();
            keys.push((number, Keyframe::of_cell(number, site, cell)));
        }
        parts.sort_unstable_by_key(|(number, _)| *number);
        let check = self.check_whole(view.tick());
        let whole = Some(whole.message(view.tick(), lane_change.as_deref(), check));
        let lane = lane_change.map(|change| {
            let mut out = Vec::with_capacity(change.len() + 4);
            part(&mut out, PLACE_LANE, PART_CHANGE, &change);
            out.into()
        });
        Frames { tick: view.tick(), lane, cells: parts, whole, keys, lane_key }
    }

    /// Whom a tick may have changed, in order.
    fn looked_at(&self, view: &View, follows: bool) -> Vec<VillagerId> {
        let count = u32::try_from(view.numbers()).unwrap_or(u32::MAX);
        if !follows {
            return (0..count).map(VillagerId).collect();
        }
        let turn = u32::try_from(view.tick().0 % LOOK_AGAIN_TICKS).unwrap_or(0);
        let known = u32::try_from(self.whereabouts.len()).unwrap_or(u32::MAX);
        let crossed = self.walkers.iter().copied().filter(|who| {
            let Some(agent) = view.agent(*who) else { return false };
            self.whereabouts.get(who.index()) != Some(&self.whereabouts_of(agent, view))
        });
        let again = (turn..count).step_by(usize::try_from(LOOK_AGAIN_TICKS).unwrap_or(64));
        let mut all: Vec<_> = view.news.agents.iter().copied().chain(crossed).collect();
        all.extend(again.chain(known..count).map(VillagerId));
        all.sort_unstable();
        all.dedup();
        all
    }

    fn whereabouts_of(&self, agent: &AgentView, view: &View) -> u32 {
        number(agent.body.tile(view.tick(), view.clock.hz), self.across)
    }

    /// Finds what became of a villager since it was last looked at.
    fn follow(&mut self, agent: &AgentView, view: &View, changed: &mut Changed) {
        let who = agent.id;
        if !agent.is_here() {
            return self.let_go(who, changed);
        }
        let now = shown(agent, view);
        if now.walk.is_some() {
            self.walkers.insert(who);
        } else {
            self.walkers.remove(&who);
        }
        let here = self.whereabouts_of(agent, view);
        if here as usize >= self.cells.len() {
            return;
        }
        if self.whereabouts.len() <= who.index() {
            self.whereabouts.resize(who.index() + 1, u32::MAX);
        }
        let there = std::mem::replace(&mut self.whereabouts[who.index()], here);
        let known = self.cell(there).and_then(|cell| cell.villager(who));
        let before = known.filter(|before| differs(before, &now));
        match (before, known) {
            (Some(before), _) => changed.whole.change(who, before, &now, (view.tick(), self.hz)),
            // That it crosses a border follows from its walk.
            (None, Some(_)) => {}
            (None, None) => changed.whole.came(who, &now, view.tick()),
        }
        let mut tell = |number: u32, edit: Edit| {
            changed.cells.entry(number).or_default().villagers.push((who, edit));
        };
        if here != there {
            if there != u32::MAX {
                tell(there, Edit::Gone);
            }
            tell(here, Edit::Whole(now));
        } else if let Some(before) = before {
            tell(here, Edit::Change(before.clone(), now));
        }
    }

    /// An avatar is not in the village: it leaves the cell that it was in.
    fn let_go(&mut self, who: VillagerId, changed: &mut Changed) {
        self.walkers.remove(&who);
        if self.whereabouts.len() <= who.index() {
            self.whereabouts.resize(who.index() + 1, u32::MAX);
        }
        let there = std::mem::replace(&mut self.whereabouts[who.index()], u32::MAX);
        if there != u32::MAX {
            changed.cells.entry(there).or_default().villagers.push((who, Edit::Gone));
            changed.whole.went(who);
        }
    }

    /// Finds which items came and went; both lists are in the order of the items' numbers.
    fn sort_items(&mut self, view: &View, changes: &mut BTreeMap<u32, Changes>) {
        if Arc::ptr_eq(&self.items, &view.items) {
            return;
        }
        let before = std::mem::replace(&mut self.items, view.items.clone());
        let (mut old, mut new) = (before.iter().peekable(), view.items.iter().peekable());
        loop {
            let (gone, came) = match (old.peek(), new.peek()) {
                (None, None) => return,
                (Some(_), None) => (old.next(), None),
                (None, Some(_)) => (None, new.next()),
                (Some(was), Some(is)) if was.1 < is.1 => (old.next(), None),
                (Some(was), Some(is)) if was.1 > is.1 => (None, new.next()),
                (Some(_), Some(_)) => (old.next(), new.next()),
            };
            if gone == came {
                continue;
            }
            if let Some((at, id, _)) = gone
                && let Some(number) = self.cell_of(*at)
            {
                changes.entry(number).or_default().gone.push(*id);
            }
            if let Some((at, id, kind)) = came
                && let Some(number) = self.cell_of(*at)
            {
                let lying = Lying { kind: *kind, at: *at };
                changes.entry(number).or_default().came.push((*id, lying));
            }
        }
    }

    fn cell_of(&self, at: Where) -> Option<u32> {
        let number = match at {
            Where::Tile(tile) => number(tile, self.across),
            Where::Shelf(landmark) => *self.shelves.get(landmark.0 as usize)?,
            Where::Bag(_) => return None,
        };
        ((number as usize) < self.cells.len()).then_some(number)
    }

    /// Brings a cell up to date and gives the part that tells of it.
    fn apply(&mut self, number: u32, changes: &Changes, site: Site) -> Vec<u8> {
        let mut body = Vec::with_capacity(64);
        put_edits(&mut body, &changes.villagers, site);
        put_items(&mut body, &changes.gone, &changes.came, site);
        let cell = &mut self.cells[number as usize];
        for (who, edit) in &changes.villagers {
            let known = cell.villagers.binary_search_by_key(who, |(id, _)| *id);
            match (edit, known) {
                (Edit::Gone, Ok(at)) => drop(cell.villagers.remove(at)),
                (Edit::Whole(now), Err(at)) => cell.villagers.insert(at, (*who, now.clone())),
                (Edit::Change(before, now), Ok(at)) => {
                    let mut now = now.clone();
                    // A line that is over is not taken back, as watchers do not take it back.
                    now.line = now.line.or_else(|| before.line.clone());
                    cell.villagers[at].1 = now;
                }
                (Edit::Whole(now), Ok(at)) => cell.villagers[at].1 = now.clone(),
                (Edit::Gone | Edit::Change(..), Err(_)) => {}
            }
        }
        cell.items.retain(|(id, _)| changes.gone.binary_search(id).is_err());
        for item in &changes.came {
            let at = cell.items.partition_point(|(id, _)| *id < item.0);
            cell.items.insert(at, *item);
        }
        let mut out = Vec::with_capacity(body.len() + 8);
        part(&mut out, PLACE_CELLS + u64::from(number), PART_CHANGE, &body);
        out
    }

    /// The cells whose turn it is to say a checksum.
    fn due_checks(&mut self, tick: Tick) -> BTreeSet<u32> {
        let due = |number: &u32| (tick.0 + u64::from(*number)).is_multiple_of(CHECK_TICKS);
        let due: BTreeSet<u32> = self.unchecked.iter().copied().filter(due).collect();
        self.unchecked.retain(|number| !due.contains(number));
        due
    }

    /// The checksum of all cells, when it is time for one.
    fn check_whole(&mut self, tick: Tick) -> Option<[u8; 4]> {
        let period = tick.0 / CHECK_WHOLE_TICKS;
        if !self.whole_unchecked || period == self.whole_checked {
            return None;
        }
        (self.whole_unchecked, self.whole_checked) = (false, period);
        let cells = (0..).zip(&self.cells);
        Some(whole::checksum(cells, self.across, (tick, self.hz)))
    }

    fn check(&self, number: u32, mut out: Vec<u8>) -> Bytes {
        let key = self.cell_key(number).unwrap_or_default();
        part(&mut out, PLACE_CELLS + u64::from(number), PART_CHECK, &checksum(&key));
        out.into()
    }

    /// The lane's change, if there is one, and its keyframe, if it is another now.
    fn advance_lane(
        &mut self,
        view: &View,
        looked_at: &[VillagerId],
        follows: bool,
    ) -> (Option<Vec<u8>>, Option<Arc<Keyframe>>) {
        let Some(clerk) = &mut self.clerk else {
            let clerk = self.clerk.insert(Clerk::new(view, self.size, self.ground));
            return (None, Some(Keyframe::of_lane(clerk.lane.clone())));
        };
        let change = clerk.advance(view, looked_at, follows);
        if change.is_empty() {
            return (None, None);
        }
        let stays = change.is_money_alone();
        let key = (!stays).then(|| Keyframe::of_lane(clerk.lane.clone()));
        (Some(change.encode()), key)
    }
}

/// The number of the cell in which a tile lies.
fn number(tile: Tile, across: u16) -> u32 {
    u32::from(tile.y / CELL_TILES) * u32::from(across) + u32::from(tile.x / CELL_TILES)
}

/// A villager as everybody may see it now.
fn shown(agent: &AgentView, view: &View) -> Villager {
    let (body, clock) = (&agent.body, &view.clock);
    let walk = body.walk.as_ref().map(|walk| {
        let goal = walk.corners.last().copied().unwrap_or(walk.goal);
        Walk { goal, ..walk.clone() }
    });
    let line = agent.voice.line.as_ref();
    let line = line.filter(|line| clock.tick.since(line.tick) <= line_ticks(clock.hz));
    let mind = view.society.minds.get(&agent.id);
    let thought = mind.filter(|mind| {
        !mind.thought.is_empty() && clock.tick.since(mind.decided) <= line_ticks(clock.hz)
    });
    Villager {
        at: body.at,
        walk,
        facing: body.facing,
        pose: body.pose,
        activity: body.activity,
        mood: Mood::of(agent, clock),
        led: agent.led(mind, clock.tick),
        is_thinking: mind.is_some_and(|mind| mind.is_thinking(clock.tick)),
        tier: agent.tier,
        balance: agent.balance,
        talk: body.talk,
        line: line.cloned(),
        thought: thought.map(|mind| Line {
            text: mind.thought.as_str().into(),
            origin: Origin::Model,
            tick: mind.decided,
        }),
    }
}
