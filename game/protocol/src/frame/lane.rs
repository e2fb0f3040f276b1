//! The lane: what has no place. Everybody who watches gets it.

use std::collections::BTreeMap;

use village_economy::{Micro, Reason};
use village_sim::{
    CAST_MAX, Clock, LOOK_MAX, PostId, Status, Tick, Town, VillagerId,
    text::{TAG_MAX, TAGS_MAX, TITLE_MAX},
};

use super::wire::{Reader, put, put_count, put_signed, put_text};
use super::{FrameError, TICK_MAX};

/// Notes that the lane shows: the latest.
pub const NOTES_MAX: usize = 64;
/// Movements of money that one tick tells of; the rest shows in purses alone.
pub const MONEY_MAX: usize = 2_048;
/// Bytes of a name or a word that says what somebody does.
const NAME_BYTES: usize = 1_024;
const TIERS_MAX: usize = 64;
/// Widest and highest map, in tiles.
const SIDE_MAX: u16 = 4_096;

/// What a change of the lane can carry.
const STORE: u8 = 1;
const TIERS: u8 = 1 << 1;
const CAST: u8 = 1 << 2;
const NOTES: u8 = 1 << 3;
const MONEY: u8 = 1 << 4;

const STATUSES: [Status; 4] = [Status::Open, Status::Closed, Status::Resolved, Status::Moderated];

/// Who somebody is to those who watch; all empty for an avatar that is not in the village.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// Name in addresses; its picture is at `/art/villagers/SLUG.png`.
    pub slug: String,
    pub name: String,
    pub role: String,
    /// The code of its look where it is the avatar of a person, whose picture changes with it;
    /// none for villagers.
    pub look: Option<String>,
}

/// A tier as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierLook {
    pub id: String,
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
}

/// Who wrote a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writer {
    Village,
    Villager(VillagerId),
    /// A person, by name.
    Person(String),
}

/// Money that is offered for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub amount: Micro,
    /// Whether it was paid out or taken back.
    pub is_over: bool,
}

/// A public post, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub author: Writer,
    pub title: String,
    pub tags: Vec<String>,
    pub status: Status,
    pub is_pinned: bool,
    pub is_locked: bool,
    pub replies: u32,
    pub bounty: Option<Offer>,
    pub tick: Tick,
}

/// Money that a villager got, or lost when it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub who: VillagerId,
    pub amount: Micro,
    pub reason: Reason,
    /// The public post that it was about.
    pub post: Option<PostId>,
}

/// What has no place, as it stands after a tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Of the map, in tiles.
    pub width: u16,
    pub height: u16,
    /// Which map it is; see [`ground`].
    pub ground: u64,
    /// Ticks a second.
    pub hz: u32,
    /// Real seconds in a village day.
    pub day_seconds: u32,
    /// Minute of the day at tick 0.
    pub first_minute: u32,
    /// Whether the store takes records.
    pub store: bool,
    pub tiers: Vec<TierLook>,
    /// Everybody, by number, those included whose number an avatar keeps while it is away.
    pub cast: Vec<Face>,
    /// The latest public posts.
    pub notes: BTreeMap<PostId, Note>,
}

/// A number by which a client knows whether it has a town's map: the upper half of its digest.
pub fn ground(town: &Town) -> u64 {
    town.digest.get(..16).and_then(|half| u64::from_str_radix(half, 16).ok()).unwrap_or(0)
}

/// What changed of the lane; empty for nothing.
#[derive(Debug, Default)]
pub struct LaneChange {
    pub store: Option<bool>,
    pub tiers: Option<Vec<TierLook>>,
    /// New and changed faces, in order.
    pub cast: Vec<(VillagerId, Face)>,
    pub notes_gone: Vec<PostId>,
    pub notes: Vec<(PostId, Note)>,
    pub money: Vec<Money>,
}

impl Lane {
    /// The clock at a tick.
    pub const fn clock(&self, tick: Tick) -> Clock {
        let Self { hz, day_seconds, first_minute, .. } = *self;
        Clock { tick, hz, day_seconds, first_minute }
    }

    /// Cells across and down.
    pub const fn cells(&self) -> (u16, u16) {
        cells(self.width, self.height)
    }

    /// The keyframe.
    pub fn key(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256 + 40 * self.cast.len() + 80 * self.notes.len());
        for number in [u32::from(self.width), u32::from(self.height), self.hz] {
            put(&mut out, number.into());
        }
        put(&mut out, self.day_seconds.into());
        put(&mut out, self.first_minute.into());
        put(&mut out, self.ground);
        out.push(self.store.into());
        put_tiers(&mut out, &self.tiers);
        put_count(&mut out, self.cast.len());
        for face in &self.cast {
            put_face(&mut out, face);
        }
        put_count(&mut out, self.notes.len());
        for (id, note) in &self.notes {
            put_note(&mut out, *id, note);
        }
        out
    }

    /// Reads a keyframe.
    pub fn read_key(body: &[u8]) -> Result<Self, FrameError> {
        let mut body = Reader::new(body);
        let body = &mut body;
        let (width, height): (u16, u16) = (body.small()?, body.small()?);
        let (hz, day_seconds, first_minute) = (body.small()?, body.small()?, body.small()?);
        let fits = |side: u16| (1..=SIDE_MAX).contains(&side);
        let is_clock = (1..=1_000).contains(&hz) && day_seconds > 0 && first_minute < 24 * 60;
        if !(fits(width) && fits(height) && is_clock) {
            return Err(FrameError::Wrong("no village has such a map or clock"));
        }
        let ground = body.number()?;
        let store = flag(body)?;
        let tiers = read_tiers(body)?;
        let mut cast = Vec::new();
        for _ in 0..body.count(CAST_MAX)? {
            cast.push(read_face(body)?);
        }
        let mut notes = BTreeMap::new();
        for _ in 0..body.count(NOTES_MAX)? {
            let (id, note) = read_note(body)?;
            notes.insert(id, note);
        }
        if !body.is_empty() {
            return Err(TOO_LONG);
        }
        Ok(Self { width, height, ground, hz, day_seconds, first_minute, store, tiers, cast, notes })
    }

    /// Applies a change and gives the money that moved. After an error the lane is not to be used.
    pub fn change(&mut self, body: &[u8]) -> Result<Vec<Money>, FrameError> {
        let mut body = Reader::new(body);
        let body = &mut body;
        let mask = body.byte()?;
        if mask & !(STORE | TIERS | CAST | NOTES | MONEY) != 0 {
            return Err(FrameError::Wrong("the lane changed in a way that is not known"));
        }
        if mask & STORE != 0 {
            self.store = flag(body)?;
        }
        if mask & TIERS != 0 {
            self.tiers = read_tiers(body)?;
        }
        if mask & CAST != 0 {
            for _ in 0..body.count(CAST_MAX)? {
                let at: usize = body.small()?;
                let face = read_face(body)?;
                let known = self.cast.len();
                match self.cast.get_mut(at) {
                    Some(known) => *known = face,
                    None if at == known && at < CAST_MAX => self.cast.push(face),
                    None => return Err(FrameError::Wrong("a newcomer has the wrong number")),
                }
            }
        }
        if mask & NOTES != 0 {
            for _ in 0..body.count(NOTES_MAX)? {
                self.notes.remove(&PostId(body.number()?));
            }
            for _ in 0..body.count(NOTES_MAX)? {
                let (id, note) = read_note(body)?;
                self.notes.insert(id, note);
            }
            if self.notes.len() > NOTES_MAX {
                return Err(FrameError::Wrong("there are too many notes"));
            }
        }
        let money = if mask & MONEY == 0 { Vec::new() } else { read_money(body)? };
        if body.is_empty() { Ok(money) } else { Err(TOO_LONG) }
    }
}

impl LaneChange {
    pub const fn is_empty(&self) -> bool {
        self.mask() == 0
    }

    const fn mask(&self) -> u8 {
        let mut mask = 0;
        if self.store.is_some() {
            mask |= STORE;
        }
        if self.tiers.is_some() {
            mask |= TIERS;
        }
        if !self.cast.is_empty() {
            mask |= CAST;
        }
        if !self.notes.is_empty() || !self.notes_gone.is_empty() {
            mask |= NOTES;
        }
        if !self.money.is_empty() {
            mask |= MONEY;
        }
        mask
    }

    /// As the body of a part.
    pub fn encode(&self) -> Vec<u8> {
        let mask = self.mask();
        let mut out = vec![mask];
        if let Some(store) = self.store {
            out.push(store.into());
        }
        if let Some(tiers) = &self.tiers {
            put_tiers(&mut out, tiers);
        }
        if mask & CAST != 0 {
            put_count(&mut out, self.cast.len());
            for (who, face) in &self.cast {
                put(&mut out, who.0.into());
                put_face(&mut out, face);
            }
        }
        if mask & NOTES != 0 {
            put_count(&mut out, self.notes_gone.len());
            for post in &self.notes_gone {
                put(&mut out, post.0);
            }
            put_count(&mut out, self.notes.len());
            for (id, note) in &self.notes {
                put_note(&mut out, *id, note);
            }
        }
        if mask & MONEY != 0 {
            put_count(&mut out, self.money.len());
            for money in &self.money {
                put(&mut out, money.who.0.into());
                put_signed(&mut out, money.amount.get());
                out.push(money.reason.code());
                put(&mut out, money.post.map_or(0, |post| post.0));
            }
        }
        out
    }
}

/// Whether a change tells of nothing but money that moved, which leaves the lane as it is.
pub fn is_money_alone(change: &[u8]) -> bool {
    change.first() == Some(&MONEY)
}

/// Cells across and down a map.
pub const fn cells(width: u16, height: u16) -> (u16, u16) {
    let side = village_sim::CELL_TILES;
    (width.div_ceil(side), height.div_ceil(side))
}

const TOO_LONG: FrameError = FrameError::Wrong("something follows after the end");

fn flag(body: &mut Reader<'_>) -> Result<bool, FrameError> {
    match body.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(FrameError::Wrong("a flag is 0 or 1")),
    }
}

fn put_tiers(out: &mut Vec<u8>, tiers: &[TierLook]) {
    put_count(out, tiers.len());
    for tier in tiers {
        for text in [&tier.id, &tier.name, &tier.colour] {
            put_text(out, text);
        }
    }
}

fn read_tiers(body: &mut Reader<'_>) -> Result<Vec<TierLook>, FrameError> {
    let mut tiers = Vec::new();
    for _ in 0..body.count(TIERS_MAX)? {
        let (id, name) = (name(body)?, name(body)?);
        tiers.push(TierLook { id, name, colour: self::name(body)? });
    }
    Ok(tiers)
}

fn name(body: &mut Reader<'_>) -> Result<String, FrameError> {
    Ok(body.text(NAME_BYTES)?.to_owned())
}

fn put_face(out: &mut Vec<u8>, face: &Face) {
    for text in [&face.slug, &face.name, &face.role] {
        put_text(out, text);
    }
    put_text(out, face.look.as_deref().unwrap_or_default());
}

fn read_face(body: &mut Reader<'_>) -> Result<Face, FrameError> {
    let (slug, name, role) = (name(body)?, name(body)?, name(body)?);
    // A villager's look is not told here: an empty code is none.
    let look = Some(body.text(LOOK_MAX)?.to_owned()).filter(|look| !look.is_empty());
    Ok(Face { slug, name, role, look })
}

fn put_note(out: &mut Vec<u8>, id: PostId, note: &Note) {
    put(out, id.0);
    match &note.author {
        Writer::Village => put(out, 0),
        Writer::Person(name) => {
            put(out, 1);
            put_text(out, name);
        }
        Writer::Villager(who) => put(out, u64::from(who.0) + 2),
    }
    put_text(out, &note.title);
    put_count(out, note.tags.len());
    for tag in &note.tags {
        put_text(out, tag);
    }
    let bounty = note.bounty.map_or(0, |offer| 1 + u8::from(offer.is_over));
    out.push(
        note.status as u8
            | u8::from(note.is_pinned) << 2
            | u8::from(note.is_locked) << 3
            | bounty << 4,
    );
    if let Some(offer) = note.bounty {
        put_signed(out, offer.amount.get());
    }
    put(out, note.replies.into());
    put(out, note.tick.0);
}

fn read_note(body: &mut Reader<'_>) -> Result<(PostId, Note), FrameError> {
    let id = PostId(body.number()?);
    let author = match body.number()? {
        0 => Writer::Village,
        1 => Writer::Person(name(body)?),
        who => {
            let who = u32::try_from(who - 2);
            let who = who.map_err(|_| FrameError::Wrong("a number is too large"))?;
            Writer::Villager(VillagerId(who))
        }
    };
    let title = body.text(4 * TITLE_MAX)?.to_owned();
    let mut tags = Vec::new();
    for _ in 0..body.count(TAGS_MAX)? {
        tags.push(body.text(4 * TAG_MAX)?.to_owned());
    }
    let flags = body.byte()?;
    let bounty = match flags >> 4 {
        0 => None,
        is @ (1 | 2) => Some(Offer { amount: Micro::new(body.signed()?), is_over: is == 2 }),
        _ => return Err(FrameError::Wrong("a bounty is open or over")),
    };
    let (replies, tick) = (body.small()?, body.number()?);
    if tick > TICK_MAX {
        return Err(FrameError::Wrong("a tick that never comes"));
    }
    let note = Note {
        author,
        title,
        tags,
        status: STATUSES[usize::from(flags & 3)],
        is_pinned: flags & 4 != 0,
        is_locked: flags & 8 != 0,
        replies,
        bounty,
        tick: Tick(tick),
    };
    Ok((id, note))
}

fn read_money(body: &mut Reader<'_>) -> Result<Vec<Money>, FrameError> {
    let mut money = Vec::new();
    for _ in 0..body.count(MONEY_MAX)? {
        let who = VillagerId(body.small()?);
        let amount = Micro::new(body.signed()?);
        let reason = Reason::from_code(body.byte()?);
        let reason = reason.ok_or(FrameError::Wrong("money moved for no known reason"))?;
        let post = Some(body.number()?).filter(|post| *post != 0).map(PostId);
        money.push(Money { who, amount, reason, post });
    }
    Ok(money)
}
