//! A villager as everybody may see it: what is told of one, as bytes and back.

use std::sync::Arc;

use arrayvec::ArrayVec;
use village_economy::Micro;
use village_sim::{
    Activity, CAST_MAX, CORNERS_MAX, ConversationId, Facing, Led, Line, Mood, Origin, Point, Pose,
    STEPS, Tick, Tile, VillagerId, Walk, text::LINE_MAX,
};

use super::wire::{Reader, next_id, put, put_count, put_signed, put_text};
use super::{FrameError, TICK_MAX};

/// Parts of a villager that a change can carry.
const PLACE: u8 = 1;
const MANNER: u8 = 1 << 1;
const PURSE: u8 = 1 << 2;
const TALK: u8 = 1 << 3;
const LINE: u8 = 1 << 4;
const THOUGHT: u8 = 1 << 7;
/// What is not named is as in [`Villager::default`], not as it was.
const WHOLE: u8 = 1 << 5;
/// It is in the cell no more.
const GONE: u8 = 1 << 6;

/// Longest side of a map, in tiles.
const SIDE_MAX: u16 = 4_096;
/// Bytes of a spoken line.
const LINE_BYTES: usize = 4 * LINE_MAX;

pub const FACINGS: [Facing; 4] = [Facing::Down, Facing::Left, Facing::Right, Facing::Up];
pub const POSES: [Pose; 4] = [Pose::Stand, Pose::Sit, Pose::Sleep, Pose::Work];
pub const LEDS: [Led; 3] = [Led::Instinct, Led::Model, Led::Outside];
pub const ORIGINS: [Origin; 5] =
    [Origin::Instinct, Origin::Model, Origin::Outside, Origin::Human, Origin::System];
pub const ACTIVITIES: [Activity; 13] = [
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
    /// Who moves it now.
    pub led: Led,
    /// Whether a model thinks for it now.
    pub is_thinking: bool,
    /// Place of its tier among the lane's.
    pub tier: u8,
    pub balance: Micro,
    /// Those with the same number talk with one another.
    pub talk: Option<ConversationId>,
    /// What it said last; see [`Villager::line`].
    pub(super) line: Option<Line>,
    /// What it thought last; see [`Villager::thought`].
    pub(super) thought: Option<Line>,
}

/// What a villager is read or written against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Near {
    /// Places are told by how far they are from here.
    pub point: Point,
    pub tick: Tick,
}

impl Villager {
    /// The line that it said last, while that is a moment ago.
    pub fn line(&self, now: Tick, line_ticks: u64) -> Option<&Line> {
        self.line.as_ref().filter(|line| now.since(line.tick) <= line_ticks)
    }

    /// What it thought last, while that is a moment ago.
    pub fn thought(&self, now: Tick, line_ticks: u64) -> Option<&Line> {
        self.thought.as_ref().filter(|thought| now.since(thought.tick) <= line_ticks)
    }

    /// The same without words that are over.
    pub(super) fn silent(&self, now: Tick, line_ticks: u64) -> Self {
        let line = self.line(now, line_ticks).cloned();
        Self { line, thought: self.thought(now, line_ticks).cloned(), ..self.clone() }
    }

    /// Whether it wears words that are over.
    pub(super) fn is_stale(&self, now: Tick, line_ticks: u64) -> bool {
        self.line.is_some() && self.line(now, line_ticks).is_none()
            || self.thought.is_some() && self.thought(now, line_ticks).is_none()
    }

    /// Where it is at a tick.
    pub fn point(&self, now: Tick, hz: u32) -> Point {
        self.walk.as_ref().map_or(self.at, |walk| walk.point(self.at, now, hz))
    }
}

/// Appends all of a villager.
pub fn put_whole(out: &mut Vec<u8>, now: &Villager, near: Near) {
    put_villager(out, &Villager::default(), now, WHOLE, near);
}

/// Appends what is other about a villager than it was.
pub fn put_change(out: &mut Vec<u8>, before: &Villager, now: &Villager, near: Near) {
    put_villager(out, before, now, 0, near);
}

/// Appends that somebody is there no more.
pub fn put_gone(out: &mut Vec<u8>) {
    out.push(GONE);
}

/// Whether two states differ in something that a change carries.
pub fn differs(before: &Villager, now: &Villager) -> bool {
    mask(before, now) != 0
}

fn manner(of: &Villager) -> (Facing, Pose, Activity, Mood, Led, bool) {
    (of.facing, of.pose, of.activity, of.mood, of.led, of.is_thinking)
}

fn mask(before: &Villager, now: &Villager) -> u8 {
    let flag = |differs: bool, flag: u8| if differs { flag } else { 0 };
    flag(before.at != now.at || before.walk != now.walk, PLACE)
        | flag(manner(before) != manner(now), MANNER)
        | flag((before.balance, before.tier) != (now.balance, now.tier), PURSE)
        | flag(before.talk != now.talk, TALK)
        // A line that is over is forgotten on both sides without a word.
        | flag(now.line.is_some() && before.line != now.line, LINE)
        | flag(now.thought.is_some() && before.thought != now.thought, THOUGHT)
}

fn put_villager(out: &mut Vec<u8>, before: &Villager, now: &Villager, whole: u8, near: Near) {
    let mask = mask(before, now);
    out.push(mask | whole);
    if mask & PLACE != 0 {
        put_place(out, now, near);
    }
    if mask & MANNER != 0 {
        let mind = (now.led as u8) << 4 | u8::from(now.is_thinking) << 6;
        out.push(now.facing as u8 | (now.pose as u8) << 2 | mind);
        out.push(now.activity as u8 | (now.mood as u8) << 4);
    }
    if mask & PURSE != 0 {
        out.push(now.tier);
        put_signed(out, now.balance.get());
    }
    if mask & TALK != 0 {
        put(out, now.talk.map_or(0, |talk| u64::from(talk.0) + 1));
    }
    for (words, flag) in [(&now.line, LINE), (&now.thought, THOUGHT)] {
        if let Some(words) = words.as_ref().filter(|_| mask & flag != 0) {
            out.push(words.origin as u8);
            put(out, near.tick.since(words.tick));
            put_text(out, &words.text);
        }
    }
}

fn put_place(out: &mut Vec<u8>, now: &Villager, near: Near) {
    put_signed(out, i64::from(now.at.x) - i64::from(near.point.x));
    put_signed(out, i64::from(now.at.y) - i64::from(near.point.y));
    let Some(walk) = &now.walk else { return put(out, 0) };
    put_count(out, walk.corners.len());
    put(out, near.tick.since(walk.departed));
    put(out, walk.arrives.since(walk.departed));
    let mut from = now.at.tile();
    for tile in &walk.corners {
        put_signed(out, i64::from(tile.x) - i64::from(from.x));
        put_signed(out, i64::from(tile.y) - i64::from(from.y));
        from = *tile;
    }
}

/// Where a row or column of tiles begins, in steps.
pub fn origin(tile: u16) -> u32 {
    u32::from(tile) * STEPS
}

/// The number of a list's next villager.
pub fn next_villager(
    body: &mut Reader<'_>,
    last: &mut Option<u32>,
) -> Result<VillagerId, FrameError> {
    let who = VillagerId(next_id(body, last)?);
    if who.index() < CAST_MAX {
        Ok(who)
    } else {
        Err(FrameError::Wrong("there is no villager of so high a number"))
    }
}

/// Reads what became of a villager; none when it is there no more. `near` says what it is read
/// against, when it changed (with what it was) and when it came (with nothing).
pub fn read_edit(
    body: &mut Reader<'_>,
    known: Option<&Villager>,
    near: impl FnOnce(Option<&Villager>) -> Near,
) -> Result<Option<Villager>, FrameError> {
    let mask = body.byte()?;
    if mask == GONE {
        return Ok(None);
    }
    let (base, near) = match (mask & WHOLE != 0, known) {
        (true, _) => (Villager::default(), near(None)),
        (false, Some(known)) => (known.clone(), near(Some(known))),
        (false, None) => return Err(FrameError::Wrong("somebody changed who is not there")),
    };
    read_villager(body, base, mask & !WHOLE, near).map(Some)
}

fn read_villager(
    body: &mut Reader<'_>,
    mut one: Villager,
    mask: u8,
    near: Near,
) -> Result<Villager, FrameError> {
    if mask & !(PLACE | MANNER | PURSE | TALK | LINE | THOUGHT) != 0 {
        return Err(FrameError::Wrong("a villager changed in a way that is not known"));
    }
    if mask & PLACE != 0 {
        read_place(body, &mut one, near)?;
    }
    if mask & MANNER != 0 {
        let (first, second) = (body.byte()?, body.byte()?);
        one.facing = pick(&FACINGS, first & 3)?;
        one.pose = pick(&POSES, first >> 2 & 3)?;
        one.led = pick(&LEDS, first >> 4 & 3)?;
        one.is_thinking = pick(&[false, true], first >> 6)?;
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
    for (words, flag) in [(&mut one.line, LINE), (&mut one.thought, THOUGHT)] {
        if mask & flag != 0 {
            let origin = pick(&ORIGINS, body.byte()?)?;
            let tick = ago(body, near.tick)?;
            *words = Some(Line { text: Arc::from(body.text(LINE_BYTES)?), origin, tick });
        }
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

fn read_place(body: &mut Reader<'_>, one: &mut Villager, near: Near) -> Result<(), FrameError> {
    let x = step(body, near.point.x, origin(SIDE_MAX))?;
    let y = step(body, near.point.y, origin(SIDE_MAX))?;
    one.at = Point { x, y };
    let count = body.count(CORNERS_MAX)?;
    one.walk = None;
    if count == 0 {
        return Ok(());
    }
    let departed = ago(body, near.tick)?;
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

pub const OFF_THE_MAP: FrameError = FrameError::Wrong("a place off the map");

fn step(body: &mut Reader<'_>, from: u32, end: u32) -> Result<u32, FrameError> {
    let to = i64::from(from).checked_add(body.signed()?);
    let to = to.and_then(|to| u32::try_from(to).ok()).filter(|to| *to < end);
    to.ok_or(OFF_THE_MAP)
}
