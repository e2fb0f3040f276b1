//! What one watcher looks at, how far it was told, and what it gets next.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use bytes::Bytes;
use village_protocol::frame::{Look, Message, Resync, quiet};
use village_sim::Tick;

use crate::ring::Ring;

/// Requests that a watcher may send a second; as many again may come at once after a silence.
pub const LOOKS_A_SECOND: u32 = 4;

/// Bytes of keyframes after which a message is sent on its way: a join is a few of them, and no
/// socket holds more than one.
const KEYS_BYTES: usize = 64 * 1024;

/// Bytes of changes after which keyframes are the shorter way.
const CHANGES_BYTES: usize = 256 * 1024;

/// A watcher's place in the stream.
#[derive(Debug)]
pub struct Watcher {
    look: Look,
    /// The tick up to which it was told; none before the first message.
    told: Option<u64>,
    /// Cells that it sees and has no keyframe of, in order.
    wanted: VecDeque<u32>,
    lane_wanted: bool,
    /// Whether it was told in the whole form last: then what it knows of the cells is not what the
    /// parts of cells are on top of.
    is_whole: bool,
    allowance: Allowance,
    /// How often it fell out of the ring.
    pub fallen: u64,
}

/// What goes to a watcher now, the lane's keyframe first.
#[derive(Debug, Default)]
pub struct Due {
    pub lane: Option<Bytes>,
    pub message: Option<Bytes>,
    /// How many keyframes are in it.
    pub keys: u64,
}

impl Watcher {
    pub fn new(now: Instant) -> Self {
        Self {
            look: Look::default(),
            told: None,
            wanted: VecDeque::new(),
            lane_wanted: true,
            is_whole: false,
            allowance: Allowance::new(now),
            fallen: 0,
        }
    }

    /// Whether one more request may be taken now.
    pub fn may_look(&mut self, now: Instant) -> bool {
        self.allowance.take(now)
    }

    /// Looks somewhere else from now on.
    pub fn look(&mut self, look: Look, size: (u16, u16)) {
        let before = std::mem::replace(&mut self.look, look);
        let across = u32::from(size.0);
        self.wanted.retain(|cell| covers(&look, *cell, across));
        let mut fresh: Vec<u32> = match look.resync {
            Resync::All => {
                self.lane_wanted = true;
                seen(&look, size).collect()
            }
            _ => seen(&look, size).filter(|cell| !covers(&before, *cell, across)).collect(),
        };
        if let Resync::Cell(cell) = look.resync
            && covers(&look, cell, across)
            && cell < across * u32::from(size.1)
        {
            fresh.push(cell);
        }
        fresh.extend(self.wanted.drain(..));
        fresh.sort_unstable();
        fresh.dedup();
        self.wanted = fresh.into();
    }

    /// Whether keyframes wait that did not fit into the last message.
    pub fn is_behind(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What it gets now.
    pub fn due(&mut self, ring: &Ring) -> Due {
        let Some(latest) = ring.latest() else { return Due::default() };
        if let Some(message) = self.whole(ring) {
            return self.due_whole(message, latest, ring);
        }
        if std::mem::take(&mut self.is_whole) {
            self.wanted = seen(&self.look, ring.size()).collect();
        }
        let mut message = Message::default();
        let is_told = self.told.is_some_and(|told| self.changes(told, ring, &mut message));
        if !is_told {
            if self.told.is_some() {
                self.fallen += 1;
            }
            message = Message::default();
            self.lane_wanted = true;
            self.wanted = seen(&self.look, ring.size()).collect();
        }
        let lane = if self.lane_wanted { ring.lane() } else { None };
        self.lane_wanted = self.lane_wanted && lane.is_none();
        let keys = self.keys(latest, ring, &mut message);
        if message.is_empty() && lane.is_none() && !self.is_quiet_for_long(latest, ring) {
            return Due::default();
        }
        if message.is_empty() {
            message.begin(Tick(latest));
            message.end();
        }
        self.told = Some(latest);
        Due { lane, message: Some(message.into_bytes().into()), keys }
    }

    /// What goes to it now of the whole form; nothing is said of a short silence.
    fn due_whole(&mut self, message: Bytes, latest: u64, ring: &Ring) -> Due {
        self.is_whole = true;
        let message = match message {
            told if !told.is_empty() => told,
            _ if self.is_quiet_for_long(latest, ring) => quiet(Tick(latest)),
            _ => return Due::default(),
        };
        self.told = Some(latest);
        Due { message: Some(message), ..Due::default() }
    }

    /// What changed since the tick up to which it was told, in the whole form: mostly one tick,
    /// encoded once for everybody. None where it does not know the whole map, or where there is no
    /// such form, or where keyframes are the shorter way.
    fn whole(&self, ring: &Ring) -> Option<Bytes> {
        let knows_all = self.wanted.is_empty() && !self.lane_wanted;
        if !knows_all || self.look.is_relay || !self.look.covers_all(ring.size()) {
            return None;
        }
        let mut told: Option<(Tick, &Bytes)> = None;
        let mut message = Message::default();
        for frames in ring.after(self.told?)? {
            let whole = frames.whole.as_ref()?;
            if whole.is_empty() {
                continue;
            }
            if let Some((tick, before)) = told.replace((frames.tick, whole)) {
                add_whole(&mut message, tick, before);
            }
            if message.len() + whole.len() > CHANGES_BYTES {
                return None;
            }
        }
        match told {
            Some((tick, last)) if !message.is_empty() => {
                add_whole(&mut message, tick, last);
                Some(message.into_bytes().into())
            }
            Some((_, only)) => Some(only.clone()),
            None => Some(Bytes::new()),
        }
    }

    /// Adds what changed since the tick up to which it was told; says whether that can be told.
    fn changes(&self, told: u64, ring: &Ring, message: &mut Message) -> bool {
        let Some(missed) = ring.after(told) else { return false };
        let across = u32::from(ring.size().0);
        for frames in missed {
            let lane = frames.lane.as_ref().filter(|_| !self.lane_wanted);
            let cells = frames.cells.iter().filter(|(cell, _)| {
                covers(&self.look, *cell, across) && self.wanted.binary_search(cell).is_err()
            });
            let mut cells = cells.map(|(_, part)| part).peekable();
            let whole = frames.whole.as_ref().filter(|_| self.look.is_relay);
            if lane.is_none() && cells.peek().is_none() && whole.is_none_or(Bytes::is_empty) {
                continue;
            }
            message.begin(frames.tick);
            if let Some(lane) = lane {
                message.add(lane);
            }
            if let Some(whole) = whole {
                message.add_whole(whole);
            }
            cells.for_each(|part| message.add(part));
            message.end();
            if message.len() > CHANGES_BYTES {
                return false;
            }
        }
        true
    }

    /// Adds keyframes, as many as fit.
    fn keys(&mut self, latest: u64, ring: &Ring, message: &mut Message) -> u64 {
        if self.wanted.is_empty() {
            return 0;
        }
        let (mut keys, room) = (0, message.len() + KEYS_BYTES);
        message.begin(Tick(latest));
        while let Some(cell) = self.wanted.pop_front() {
            if let Some(key) = ring.key(cell) {
                message.add(key.part());
                keys += 1;
            } else {
                let mut count = 1;
                while self.wanted.front() == Some(&(cell + count))
                    && ring.key(cell + count).is_none()
                {
                    self.wanted.pop_front();
                    count += 1;
                }
                message.add_empty(cell, count);
            }
            if message.len() > room {
                break;
            }
        }
        message.end();
        keys
    }

    /// Whether it heard nothing for a second.
    fn is_quiet_for_long(&self, latest: u64, ring: &Ring) -> bool {
        self.told.is_none_or(|told| latest.saturating_sub(told) >= u64::from(ring.hz()))
    }
}

/// Adds a tick in its whole form to others.
fn add_whole(message: &mut Message, tick: Tick, whole: &[u8]) {
    message.begin(tick);
    message.add_whole(whole);
    message.end();
}

/// The cells of a map that a look covers, in order; none before a map is known.
fn seen(look: &Look, (across, down): (u16, u16)) -> impl Iterator<Item = u32> + use<> {
    let span = look.span().filter(|_| across > 0 && down > 0);
    span.into_iter().flat_map(move |(columns, rows)| {
        let end = (*columns.end()).min(across - 1);
        let rows = *rows.start()..=(*rows.end()).min(down - 1);
        rows.flat_map(move |row| {
            (*columns.start()..=end)
                .map(move |column| u32::from(row) * u32::from(across) + u32::from(column))
        })
    })
}

fn covers(look: &Look, cell: u32, across: u32) -> bool {
    let narrow = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    look.covers(narrow(cell % across), narrow(cell / across))
}

/// So many a second, and as many saved up.
#[derive(Debug)]
struct Allowance {
    left: u32,
    since: Instant,
}

impl Allowance {
    const MOST: u32 = 2 * LOOKS_A_SECOND;

    const fn new(now: Instant) -> Self {
        Self { left: Self::MOST, since: now }
    }

    fn take(&mut self, now: Instant) -> bool {
        let each = Duration::from_secs(1) / LOOKS_A_SECOND;
        let earned = now.duration_since(self.since).as_micros() / each.as_micros();
        let earned = u32::try_from(earned).unwrap_or(u32::MAX);
        self.since = if self.left.saturating_add(earned) >= Self::MOST {
            now
        } else {
            self.since + each * earned
        };
        self.left = self.left.saturating_add(earned).min(Self::MOST);
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use village_protocol::frame::Frames;

    use super::*;

    #[test]
    fn requests_come_back_with_time() {
        let now = Instant::now();
        let mut allowance = Allowance::new(now);
        assert!((0..Allowance::MOST).all(|_| allowance.take(now)));
        assert!(!allowance.take(now));
        assert!(!allowance.take(now + Duration::from_millis(200)));
        assert!(allowance.take(now + Duration::from_millis(260)));
        assert!(!allowance.take(now + Duration::from_millis(300)));
        let later = now + Duration::from_mins(1);
        assert_eq!((0..100).filter(|_| allowance.take(later)).count(), 8);
    }

    #[test]
    fn a_look_beyond_the_map_sees_the_map() {
        let look = Look::new(8, 8, 500, 500);
        assert_eq!(seen(&look, (3, 3)).collect::<Vec<_>>(), [4, 5, 7, 8]);
        assert_eq!(seen(&Look::new(100, 0, 8, 8), (3, 3)).count(), 0);
        assert_eq!(seen(&Look::default(), (3, 3)).count(), 0);
        assert_eq!(seen(&Look::new(0, 0, 8, 8), (0, 0)).count(), 0);
    }

    fn tick(tick: u64, whole: Option<&'static [u8]>) -> Frames {
        let whole = whole.map(Bytes::from_static);
        let (cells, keys) = (Vec::new(), Vec::new());
        Frames { tick: Tick(tick), lane: None, cells, whole, keys, lane_key: None }
    }

    #[test]
    fn who_sees_everything_shares_what_was_encoded_once() {
        const WHOLE: Option<&[u8]> = Some(&[0x81, 0, 4, 1, 2, 3, 4]);
        let (mut ring, mut watcher) = (Ring::new((2, 2)), Watcher::new(Instant::now()));
        ring.push(tick(100, WHOLE), 20);
        watcher.look(Look::new(0, 0, 16, 16), (2, 2));
        let joined = watcher.due(&ring).message.unwrap();
        assert_eq!(joined[0], 0x80, "keyframes first");
        watcher.lane_wanted = false;
        let mut due = |frames: &[Frames]| {
            for frames in frames {
                ring.push(frames.clone(), 20);
            }
            watcher.due(&ring).message
        };
        let one = due(&[tick(101, WHOLE)]).unwrap();
        assert!(std::ptr::eq(one.as_ptr(), WHOLE.unwrap().as_ptr()), "no copy is made");
        assert_eq!(due(&[tick(102, Some(&[]))]), None, "a short silence");
        assert_eq!(due(&[tick(103, WHOLE), tick(104, Some(&[]))]).unwrap(), one);
        let two = due(&[tick(105, WHOLE), tick(106, WHOLE)]).unwrap();
        assert_eq!((two[0], two.len()), (0x80, 2 + 2 * (1 + 3 + 5 + 1)));
        let silence: Vec<_> = (107..127).map(|number| tick(number, Some(&[]))).collect();
        assert_eq!(due(&silence).unwrap(), quiet(Tick(126)));
        // A tick without that form: keyframes of everything, and the form again after them.
        let keys = due(&[tick(127, None)]).unwrap();
        assert_eq!(keys[0], 0x80);
        assert!(keys.ends_with(&[2, 3, 1, 4, 0]), "all four cells are told empty: {keys:?}");
        assert_eq!(due(&[tick(128, WHOLE)]).unwrap(), one);
    }

    #[test]
    fn who_looks_elsewhere_wants_what_is_new_there() {
        let mut watcher = Watcher::new(Instant::now());
        watcher.look(Look::new(0, 0, 16, 8), (10, 10));
        assert_eq!(watcher.wanted, [0, 1]);
        watcher.wanted.clear();
        watcher.look(Look::new(8, 0, 16, 8), (10, 10));
        assert_eq!(watcher.wanted, [2]);
        watcher.look(Look::new(8, 0, 16, 8).again(Resync::Cell(1)), (10, 10));
        assert_eq!(watcher.wanted, [1, 2]);
        watcher.look(Look::new(8, 0, 16, 8).again(Resync::Cell(7)), (10, 10));
        assert_eq!(watcher.wanted, [1, 2], "it cannot ask for what it does not see");
        watcher.look(Look::new(80, 80, 8, 8).again(Resync::Cell(u32::MAX - 2)), (10, 10));
        assert!(watcher.wanted.is_empty());
    }
}
