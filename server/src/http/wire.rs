//! The wire to all sockets: each tick's delta is encoded once and shared by everybody who follows.
//! The last [`RING_TICKS`] deltas are kept, so that a follower who fell behind a little can catch
//! up and one who comes back can go on; whoever is further behind starts again from a snapshot.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::ws::Utf8Bytes;
use serde::Serialize;
use tokio::sync::{broadcast, watch};
use village_sim::{Audience, Author, Principal, View};

use super::json::{Atlas, Lens, Post, PostState, Reply};
use super::print::{Press, Print};

/// Deltas that are kept: a minute at 20 ticks a second.
pub const RING_TICKS: usize = 1_200;
/// Bytes of deltas that are kept; in a large village fewer ticks are.
const RING_BYTES: usize = 32 * 1024 * 1024;
/// Notes that a listener may be behind.
const NOTES_MAX: usize = 256;
/// A kill can cost the last ticks of a village, which then happen anew. A follower who comes back
/// with a tick that is not this much older than our first may have seen ticks that never were.
const DOUBT_SECONDS: u64 = 10;

/// The wire.
pub struct Wire {
    ring: RwLock<Ring>,
    latest: watch::Sender<u64>,
    notes: broadcast::Sender<Arc<Note>>,
}

#[derive(Default)]
struct Ring {
    /// Deltas of successive ticks; the last is the print's.
    deltas: VecDeque<Utf8Bytes>,
    bytes: usize,
    print: Option<Arc<Print>>,
    /// First tick of this run.
    began: u64,
}

/// What a follower gets next.
pub enum Next {
    Nothing,
    Deltas(Vec<Utf8Bytes>),
    Snapshot(Arc<Print>),
}

/// Something written on the board, and who may read it.
#[derive(Debug)]
pub struct Note {
    audience: Audience,
    author: Author,
    pub text: Utf8Bytes,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Written {
    Post { post: Post },
    Reply { post_id: u64, reply: Reply },
    State(PostState),
}

impl Note {
    /// Whether a reader may read it.
    pub fn is_for(&self, reader: Option<&Principal>) -> bool {
        self.audience.admits(&self.author, reader)
    }
}

impl Default for Wire {
    fn default() -> Self {
        Self {
            ring: RwLock::default(),
            latest: watch::Sender::new(0),
            notes: broadcast::Sender::new(NOTES_MAX),
        }
    }
}

impl Wire {
    /// Takes the next tick's view. A gap before it sends everybody a snapshot.
    pub fn take(&self, view: &Arc<View>, atlas: &Atlas, press: &Press) {
        let lens = Lens::new(view, atlas);
        let delta = serde_json::to_string(&lens.delta()).expect("a delta is plain data");
        let print = press.print(view);
        let tick = view.tick().0;
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        ring.push(tick, delta.into(), print);
        drop(ring);
        for note in notes(&lens) {
            // Nobody may be listening.
            let _ = self.notes.send(Arc::new(note));
        }
        self.latest.send_replace(tick);
    }

    /// Tells of each new tick.
    pub fn ticks(&self) -> watch::Receiver<u64> {
        self.latest.subscribe()
    }

    /// What is written on the board from now on.
    pub fn notes(&self) -> broadcast::Receiver<Arc<Note>> {
        self.notes.subscribe()
    }

    /// What comes after `seen`, if at most `behind_max` ticks were missed, and the tick up to which
    /// that reaches.
    pub fn after(&self, seen: Option<u64>, behind_max: u64) -> (Next, Option<u64>) {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let Some(print) = &ring.print else { return (Next::Nothing, seen) };
        let last = print.view.tick().0;
        let missed = seen.and_then(|seen| last.checked_sub(seen));
        let kept = ring.deltas.len() as u64;
        match missed {
            Some(0) => (Next::Nothing, seen),
            Some(missed) if missed <= behind_max.min(kept) => {
                let missed = usize::try_from(missed).unwrap_or(usize::MAX);
                let deltas = ring.deltas.iter().skip(ring.deltas.len() - missed);
                (Next::Deltas(deltas.cloned().collect()), Some(last))
            }
            _ => (Next::Snapshot(print.clone()), Some(last)),
        }
    }

    /// The tick from which a follower who comes back may go on.
    pub fn resume(&self, since: Option<u64>) -> Option<u64> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let hz = ring.print.as_ref().map_or(20, |print| u64::from(print.view.clock.hz));
        since.filter(|since| *since >= ring.began.saturating_add(DOUBT_SECONDS * hz))
    }
}

impl Ring {
    fn push(&mut self, tick: u64, delta: Utf8Bytes, print: Arc<Print>) {
        let last = self.print.as_ref().map(|print| print.view.tick().0);
        if last.is_none() {
            self.began = tick;
        }
        if last.is_none_or(|last| last + 1 != tick) {
            self.deltas.clear();
            self.bytes = 0;
        }
        self.bytes += delta.len();
        self.deltas.push_back(delta);
        while self.deltas.len() > RING_TICKS || self.bytes > RING_BYTES {
            let Some(oldest) = self.deltas.pop_front() else { break };
            self.bytes -= oldest.len();
        }
        self.print = Some(print);
    }
}

fn notes(lens: &Lens<'_>) -> Vec<Note> {
    let note = |audience, author: &Author, written: Written| {
        let text = serde_json::to_string(&written).expect("a note is plain data");
        Note { audience, author: author.clone(), text: text.into() }
    };
    let news = &lens.view.news;
    let posts = news.posts.iter().filter_map(|post| lens.view.thread(*post)).map(|thread| {
        // A reply of the same tick comes as one of its own.
        let post = lens.post(&thread.post, 0, thread.post.at);
        note(thread.post.audience, &thread.post.author, Written::Post { post })
    });
    // Whose post is too old to be at hand is not told here: its audience is not known.
    let replies = news.replies.iter().filter_map(|reply| {
        let thread = lens.view.thread(reply.post)?;
        let written = Written::Reply { post_id: reply.post.0, reply: lens.reply(reply) };
        Some(note(thread.post.audience, &thread.post.author, written))
    });
    let states = news.states.iter().filter_map(|(post, _)| {
        let thread = lens.view.thread(*post)?;
        let written = Written::State(lens.post_state(*post));
        Some(note(thread.post.audience, &thread.post.author, written))
    });
    posts.chain(replies).chain(states).collect()
}
