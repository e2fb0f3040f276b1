//! A cell: who is in it and what lies there, as bytes and back.

use std::sync::Arc;

use arrayvec::ArrayVec;
use village_economy::Micro;
use village_sim::{
    Activity, CAST_MAX, CELL_TILES, CORNERS_MAX, ConversationId, Facing, ITEMS_MAX, ItemId, KindId,
    LandmarkId, Line, Mood, Origin, Point, Pose, STEPS, Tick, Tile, VillagerId, Walk, Where,
    text::LINE_MAX,
};

use super::wire::{Reader, put, put_count, put_signed, put_text};
use super::{FrameError, TICK_MAX};

/// Parts of a villager that a change can carry.
const PLACE: u8 = 1;
const MANNER: u8 = 1 << 1;
const PURSE: u8 = 1 << 2;
const TALK: u8 = 1 << 3;
const LINE: u8 = 1 << 4;
/// What is not named is as in [`Villager::default`], not as it was.
const WHOLE: u8 = 1 << 5;
/// It is in the cell no more.
const GONE: u8 = 1 << 6;

/// Longest side of a map, in tiles.
const SIDE_MAX: u16 = 4_096;
/// Bytes of a spoken line.
const LINE_BYTES: usize = 4 * LINE_MAX;

const FACINGS: [Facing; 4] = [Facing::Down, Facing::Left, Facing::Right, Facing::Up];
const POSES: [Pose; 4] = [Pose::Stand, Pose::Sit, Pose::Sleep, Pose::Work];
const ORIGINS: [Origin; 5] =
    [Origin::Instinct, Origin::Model, Origin::Outside, Origin::Human, Origin::System];
const ACTIVITIES: [Activity; 13] = [
    Activity::Idle,
    Activity::Walking,
    Activity::Talking,
    Activity::Sleeping,
    Activity::Eating,
    Activity::Drinking,
    Activity::Working,
    Activity::Reading,
    Activity::Trading,
    Activity::AtBoard,
    Activity::Resting,
    Activity::Looking,
    Activity::Waiting,
];

/// A villager as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Villager {
    /// Where it is, or set out when it walks.
    pub at: Point,
    /// As the world holds it, but for the goal beyond the segment, which is its end here.
    pub walk: Option<Walk>,
    pub facing: Facing,
    pub pose: Pose,
    pub activity: Activity,
    pub mood: Mood,
    /// Whether a mind from outside moves it now.
    pub is_outside: bool,
    /// Place of its tier among the lane's.
    pub tier: u8,
    pub balance: Micro,
    /// Those with the same number talk with one another.
    pub talk: Option<ConversationId>,
    /// What it said last; see [`Villager::line`].
    pub(super) line: Option<Line>,
}

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

impl Villager {
    /// The line that it said last, while that is a moment ago.
    pub fn line(&self, now: Tick, line_ticks: u64) -> Option<&Line> {
        self.line.as_ref().filter(|line| now.since(line.tick) <= line_ticks)
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
            Edit::Whole(now) => put_villager(out, &Villager::default(), now, WHOLE, site),
            Edit::Change(before, now) => put_villager(out, before, now, 0, site),
            Edit::Gone => out.push(GONE),
        }
    }
}

/// Whether two states differ in something that a change carries.
pub fn differs(before: &Villager, now: &Villager) -> bool {
    mask(before, now) != 0
}

fn manner(of: &Villager) -> (Facing, Pose, Activity, Mood, bool) {
    (of.facing, of.pose, of.activity, of.mood, of.is_outside)
}

fn mask(before: &Villager, now: &Villager) -> u8 {
    let flag = |differs: bool, flag: u8| if differs { flag } else { 0 };
    flag(before.at != now.at || before.walk != now.walk, PLACE)
        | flag(manner(before) != manner(now), MANNER)
        | flag((before.balance, before.tier) != (now.balance, now.tier), PURSE)
        | flag(before.talk != now.talk, TALK)
        // A line that is over is forgotten on both sides without a word.
        | flag(now.line.is_some() && before.line != now.line, LINE)
}

fn put_villager(out: &mut Vec<u8>, before: &Villager, now: &Villager, whole: u8, site: Site) {
    let mask = mask(before, now);
    out.push(mask | whole);
    if mask & PLACE != 0 {
        put_place(out, now, site);
    }
    if mask & MANNER != 0 {
        out.push(now.facing as u8 | (now.pose as u8) << 2 | u8::from(now.is_outside) << 4);
        out.push(now.activity as u8 | (now.mood as u8) << 4);
    }
    if mask & PURSE != 0 {
        out.push(now.tier);
        put_signed(out, now.balance.get());
    }
    if mask & TALK != 0 {
        put(out, now.talk.map_or(0, |talk| u64::from(talk.0) + 1));
    }
    if mask & LINE != 0
        && let Some(line) = &now.line
    {
        out.push(line.origin as u8);
        put(out, site.tick.since(line.tick));
        put_text(out, &line.text);
    }
}

fn put_place(out: &mut Vec<u8>, now: &Villager, site: Site) {
    let corner = Point { x: origin(site.corner.x), y: origin(site.corner.y) };
    put_signed(out, i64::from(now.at.x) - i64::from(corner.x));
    put_signed(out, i64::from(now.at.y) - i64::from(corner.y));
    let Some(walk) = &now.walk else { return put(out, 0) };
    put_count(out, walk.corners.len());
    put(out, site.tick.since(walk.departed));
    put(out, walk.arrives.since(walk.departed));
    let mut from = now.at.tile();
    for tile in &walk.corners {
        put_signed(out, i64::from(tile.x) - i64::from(from.x));
        put_signed(out, i64::from(tile.y) - i64::from(from.y));
        from = *tile;
    }
}

fn origin(tile: u16) -> u32 {
    u32::from(tile) * STEPS
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
            if villager.line.is_some() && villager.line(site.tick, site.line_ticks).is_none() {
                let silent = Villager { line: None, ..villager.clone() };
                put_villager(&mut out, &Villager::default(), &silent, WHOLE, site);
            } else {
                put_villager(&mut out, &Villager::default(), villager, WHOLE, site);
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
        let mut gone = Vec::new();
        let mut last = None;
        for _ in 0..body.count(ITEMS_MAX)? {
            gone.push(ItemId(next_id(&mut body, &mut last)?));
        }
        let came = read_items(&mut body, site)?;
        if !body.is_empty() {
            return Err(TOO_LONG);
        }
        let mut items = Vec::with_capacity(self.items.len() + came.len());
        items.extend(self.items.iter().filter(|(id, _)| gone.binary_search(id).is_err()));
        items.extend(came);
        items.sort_by_key(|(id, _)| *id);
        items.dedup_by_key(|(id, _)| *id);
        Ok(Self { villagers, items })
    }
}

const TOO_LONG: FrameError = FrameError::Wrong("something follows after the end");

/// The next number of a list in which each is larger than the one before.
fn next_id(body: &mut Reader<'_>, last: &mut Option<u32>) -> Result<u32, FrameError> {
    let gap: u32 = body.small()?;
    let next = match *last {
        None => Some(gap),
        Some(last) if gap > 0 => last.checked_add(gap),
        Some(_) => None,
    };
    *last = next;
    next.ok_or(FrameError::Wrong("numbers of a list do not rise"))
}

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
        let who = VillagerId(next_id(body, &mut last)?);
        if who.index() >= CAST_MAX {
            return Err(FrameError::Wrong("there is no villager of so high a number"));
        }
        let upto = rest.partition_point(|(other, _)| *other < who);
        after.extend_from_slice(&rest[..upto]);
        rest = &rest[upto..];
        let known = rest.first().filter(|(other, _)| *other == who).map(|(_, known)| known);
        if known.is_some() {
            rest = &rest[1..];
        }
        let mask = body.byte()?;
        if mask == GONE {
            continue;
        }
        let base = match (mask & WHOLE != 0, known) {
            (true, _) => Villager::default(),
            (false, Some(known)) => known.clone(),
            (false, None) => return Err(FrameError::Wrong("somebody changed who is not there")),
        };
        after.push((who, read_villager(body, base, mask & !WHOLE, site)?));
    }
    after.extend_from_slice(rest);
    Ok(after)
}

fn read_villager(
    body: &mut Reader<'_>,
    mut one: Villager,
    mask: u8,
    site: Site,
) -> Result<Villager, FrameError> {
    if mask & !(PLACE | MANNER | PURSE | TALK | LINE) != 0 {
        return Err(FrameError::Wrong("a villager changed in a way that is not known"));
    }
    if mask & PLACE != 0 {
        read_place(body, &mut one, site)?;
    }
    if mask & MANNER != 0 {
        let (first, second) = (body.byte()?, body.byte()?);
        one.facing = pick(&FACINGS, first & 3)?;
        one.pose = pick(&POSES, first >> 2 & 3)?;
        one.is_outside = pick(&[false, true], first >> 4)?;
        one.activity = pick(&ACTIVITIES, second & 15)?;
        one.mood = pick(&Mood::ALL, second >> 4)?;
    }
    if mask & PURSE != 0 {
        one.tier = body.byte()?;
        one.balance = Micro::new(body.signed()?);
    }
    if mask & TALK != 0 {
        let talk: u64 = body.number()?;
        let talk = talk.checked_sub(1).map(u32::try_from).transpose();
        let talk = talk.map_err(|_| FrameError::Wrong("a number is too large"))?;
        one.talk = talk.map(ConversationId);
    }
    if mask & LINE != 0 {
        let origin = pick(&ORIGINS, body.byte()?)?;
        let tick = ago(body, site.tick)?;
        one.line = Some(Line { text: Arc::from(body.text(LINE_BYTES)?), origin, tick });
    }
    Ok(one)
}

fn pick<T: Copy>(all: &[T], place: u8) -> Result<T, FrameError> {
    all.get(usize::from(place)).copied().ok_or(FrameError::Wrong("a word is not known"))
}

/// A tick that lies so many before.
fn ago(body: &mut Reader<'_>, tick: Tick) -> Result<Tick, FrameError> {
    let ticks = body.number()?;
    tick.0.checked_sub(ticks).map(Tick).ok_or(FrameError::Wrong("a tick before the first"))
}

fn read_place(body: &mut Reader<'_>, one: &mut Villager, site: Site) -> Result<(), FrameError> {
    let x = step(body, origin(site.corner.x), origin(SIDE_MAX))?;
    let y = step(body, origin(site.corner.y), origin(SIDE_MAX))?;
    one.at = Point { x, y };
    let count = body.count(CORNERS_MAX)?;
    one.walk = None;
    if count == 0 {
        return Ok(());
    }
    let departed = ago(body, site.tick)?;
    let arrives = departed.after(body.number()?);
    if arrives.0 > TICK_MAX {
        return Err(FrameError::Wrong("a walk that does not end"));
    }
    let mut corners = ArrayVec::<Tile, CORNERS_MAX>::new();
    let mut from = one.at.tile();
    for _ in 0..count {
        let x = step(body, from.x.into(), SIDE_MAX.into())?;
        let y = step(body, from.y.into(), SIDE_MAX.into())?;
        let narrow = |side: u32| u16::try_from(side).map_err(|_| OFF_THE_MAP);
        from = Tile::new(narrow(x)?, narrow(y)?);
        corners.push(from);
    }
    one.walk = Some(Walk { corners, departed, arrives, goal: from });
    Ok(())
}

const OFF_THE_MAP: FrameError = FrameError::Wrong("a place off the map");

fn step(body: &mut Reader<'_>, from: u32, end: u32) -> Result<u32, FrameError> {
    let to = i64::from(from).checked_add(body.signed()?);
    let to = to.and_then(|to| u32::try_from(to).ok()).filter(|to| *to < end);
    to.ok_or(OFF_THE_MAP)
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
