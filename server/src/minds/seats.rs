//! What every villager remembers, whoever thinks for it: a model, a mind from outside, or instinct,
//! which looks at none of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::time::timeout;
use village_agents::llm::Class;
use village_agents::mind::{Act, Embedder, Entry, Estimate, Mind, Query, Who};
use village_agents::rhythm::Rhythm;
use village_sim::{Causes, LandmarkId, Memory, Outcome, Perceived, Tick, View, VillagerId};

use super::archive::Archive;
use super::trace::Deed;

/// How long somebody waits for what it writes down to be kept.
const PATIENCE: Duration = Duration::from_secs(3);

/// A mind for everybody who has one. Nobody holds the lock for long.
pub struct Seats {
    taken: Mutex<BTreeMap<VillagerId, Seat>>,
    pub(super) archive: Archive,
    pub(super) embedder: Arc<dyn Embedder + Send + Sync>,
    view: Arc<ArcSwap<View>>,
}

/// One villager's mind, and whether it thinks.
#[derive(Default)]
pub(super) struct Seat {
    /// As it was after its last thought: one that breaks off leaves it as it was.
    pub mind: Arc<Mind>,
    pub is_thinking: bool,
    /// What happened to it while it thought, to be done again to what comes of that.
    pub later: Vec<Change>,
    /// What woke it while it thought, waited or rested.
    pub missed: Call,
    /// When it is called for what it missed, at the latest.
    pub called_at: Option<Tick>,
    pub rhythm: Rhythm,
    /// What it does where it is bound for, once it has come there. A restart forgets it.
    pub on_arrival: Option<Act>,
    /// What it did so since its last thought began, for the trace of the next one: as many as were
    /// meant, one a thought at most. A restart forgets it.
    pub arrived: Vec<Deed>,
    /// Whether it looks back just now.
    pub looks_back: bool,
    /// Whether it was asked to forget and the store has not said that this is kept.
    is_unkept: bool,
}

/// What wakes a villager.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Call {
    pub causes: Causes,
    /// How urgent that was when it came, however long ago that is by now.
    pub class: Option<Class>,
}

/// What changes a mind beside its thoughts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    Forget(Who, Tick),
    Note(Note, Tick),
    /// What came of an act, at which tick and minute of the day.
    CameTo(Box<(Act, Outcome)>, (Tick, u32)),
    /// What a model said to a look back.
    LookedBack(String, Tick),
    /// A look back came to nothing.
    PutOff,
}

/// What a mind from outside writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub text: String,
    /// Whose words are in it, or whom it is about.
    pub who: Option<Who>,
    /// How telling it is, 1 to 10, where the mind says so.
    pub weight: Option<u8>,
}

/// Why nobody knows whether a note is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unkept {
    #[error("too many minds wait to be written")]
    Full,
    #[error("the store has not said that it is kept")]
    Late,
}

impl Call {
    /// A call of now.
    pub const fn of(causes: Causes) -> Self {
        Self { causes, class: None }
    }

    pub fn with(self, other: Self) -> Self {
        let class = [self.class, other.class].into_iter().flatten().min();
        Self { causes: self.causes.with(other.causes), class }
    }
}

impl Seat {
    /// Does this to the mind, and again to what comes of the thought that is under way.
    pub fn change(&mut self, change: Change) {
        change.make(Arc::make_mut(&mut self.mind));
        if self.is_thinking {
            self.later.push(change);
        }
    }

    /// Takes the mind back from a thought and does to it what happened meanwhile; none: the thought
    /// broke off, and the mind is as it was before, with all of that.
    pub fn take_back(&mut self, mind: Option<Box<Mind>>) {
        self.is_thinking = false;
        match mind {
            Some(mut mind) => {
                self.catch_up(&mut mind);
                self.mind = Arc::from(mind);
            }
            None => self.later.clear(),
        }
    }

    /// Does to the mind of the thought that is under way what happened since it was taken.
    fn catch_up(&mut self, mind: &mut Mind) {
        for change in self.later.drain(..) {
            change.make(mind);
        }
    }
}

impl Change {
    fn make(&self, mind: &mut Mind) {
        match self {
            Self::Forget(whom, tick) => {
                mind.forget(whom, *tick);
            }
            Self::Note(note, tick) => {
                note.write(mind, *tick);
            }
            Self::CameTo(deed, when) => mind.came_to_at(*when, &deed.0, &deed.1, &Estimate),
            Self::LookedBack(answer, tick) => {
                mind.reflected(*tick, answer);
            }
            Self::PutOff => mind.memory_mut().put_reflection_off(),
        }
    }
}

impl Note {
    /// Says which memory it is, and whether it is a new one.
    fn write(&self, mind: &mut Mind, now: Tick) -> (u64, bool) {
        mind.memory_mut().write_down(now.0, self.who.clone(), &self.text, self.weight)
    }
}

impl Seats {
    pub(super) fn new(
        minds: Vec<(VillagerId, Mind)>,
        archive: Archive,
        embedder: Arc<dyn Embedder + Send + Sync>,
        view: Arc<ArcSwap<View>>,
    ) -> Self {
        let seat = |mind| Seat { mind: Arc::new(mind), ..Seat::default() };
        let seats = minds.into_iter().map(|(who, mind)| (who, seat(mind))).collect();
        Self { taken: Mutex::new(seats), archive, embedder, view }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, BTreeMap<VillagerId, Seat>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does to the mind of the thought that is under way what happened since it was taken: before
    /// it perceives, for what was to be forgotten meanwhile stands in no prompt then.
    pub(super) fn catch_up(&self, who: VillagerId, mind: &mut Mind) {
        if let Some(seat) = self.lock().get_mut(&who) {
            seat.catch_up(mind);
        }
    }

    /// What memories are found by: a sentence model's name, or `hash-…` for the words they share.
    pub fn embedder(&self) -> &str {
        self.embedder.name()
    }

    /// A villager's mind as it is; none where it never had a thought nor wrote anything down.
    pub fn mind(&self, who: VillagerId) -> Option<Arc<Mind>> {
        self.lock().get(&who).map(|seat| seat.mind.clone())
    }

    /// What a villager's mind remembers, in JSON, to be read or taken along; none where it never
    /// had a thought nor wrote anything down.
    pub fn memory(&self, who: VillagerId) -> Option<serde_json::Value> {
        self.lock().get(&who).map(|seat| seat.mind.memory().export())
    }

    /// Writes something down in a villager's mind. Says what it is now and whether it is new, once
    /// it is kept; what is said to be unkept may be kept all the same.
    pub async fn remember(&self, who: VillagerId, note: Note) -> Result<(Entry, bool), Unkept> {
        let tick = self.view.load().tick();
        let (entry, is_new, kept) = {
            let mut seats = self.lock();
            let seat = seats.entry(who).or_default();
            let (id, is_new) = note.write(Arc::make_mut(&mut seat.mind), tick);
            if seat.is_thinking {
                seat.later.push(Change::Note(note, tick));
            }
            let entry = seat.mind.memory().entries().iter().find(|entry| entry.id == id);
            let entry = entry.expect("it was just written").clone();
            let kept = self.archive.keep_and_tell(who, seat.mind.clone(), tick);
            let kept = kept.ok_or(Unkept::Full)?;
            (entry, is_new, kept)
        };
        match timeout(PATIENCE, kept).await {
            Ok(Ok(())) => Ok((entry, is_new)),
            _ => Err(Unkept::Late),
        }
    }

    /// The memories of a villager that fit best, the best first: by recency and importance, and by
    /// what they have to do with `about` where that is not empty.
    pub fn recall(&self, who: VillagerId, about: &str, wanted: usize) -> Vec<Entry> {
        let texts: Vec<String> = {
            let mut seats = self.lock();
            let Some(seat) = seats.get_mut(&who) else { return Vec::new() };
            let memory = Arc::make_mut(&mut seat.mind).memory_mut();
            memory.belong_to(&*self.embedder);
            memory.unembedded().chain([about]).map(str::to_owned).collect()
        };
        // A sentence model takes its time, in which nobody waits: the vectors are at hand then.
        if !about.is_empty() {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            tokio::task::block_in_place(|| self.embedder.embed(&texts));
        }
        let view = self.view.load();
        let (now, hour) = (view.tick().0, view.clock.day_ticks() / 24);
        let mut seats = self.lock();
        let Some(seat) = seats.get_mut(&who) else { return Vec::new() };
        let memory = Arc::make_mut(&mut seat.mind).memory_mut();
        let vector = (!about.is_empty()).then(|| memory.embed_with(&*self.embedder, about));
        let query = Query { vector: vector.as_deref(), now, hour, wanted };
        memory.recall(query).into_iter().cloned().collect()
    }

    /// Lets every mind forget what somebody said; whoever thinks just now, when that thought is
    /// over. Says of how many memories, once what is left is kept.
    pub(super) async fn forget(&self, whom: &Who) -> Result<usize, Unkept> {
        let view = self.view.load_full();
        let tick = view.tick();
        let (gone, changed) = self.forget_now(whom, &view);
        let whose: Vec<_> = changed.iter().map(|(who, _)| *who).collect();
        match timeout(PATIENCE, self.archive.keep_all(changed, tick)).await {
            Ok(true) => {
                let mut seats = self.lock();
                for who in whose {
                    seats.entry(who).or_default().is_unkept = false;
                }
                Ok(gone)
            }
            _ => Err(Unkept::Late),
        }
    }

    /// Lets every mind forget; says of how many memories, and which minds are to be kept anew.
    fn forget_now(&self, whom: &Who, view: &View) -> (usize, Vec<(VillagerId, Arc<Mind>)>) {
        let (mut gone, mut changed) = (0, Vec::new());
        let mut seats = self.lock();
        // Who has heard it and not yet thought will think of it next.
        let hearers = hearers(view, whom);
        for who in &hearers {
            seats.entry(*who).or_default();
        }
        for (who, seat) in seats.iter_mut() {
            let count = Arc::make_mut(&mut seat.mind).forget(whom, view.tick());
            let change = Change::Forget(whom.clone(), view.tick());
            if seat.is_thinking && !seat.later.contains(&change) {
                seat.later.push(change);
            }
            gone += count;
            // What was forgotten before and never kept is to be kept now.
            seat.is_unkept |= count > 0 || hearers.contains(who);
            if seat.is_unkept {
                changed.push((*who, seat.mind.clone()));
            }
        }
        (gone, changed)
    }

    /// What somebody meant to do at the place where it has come now, if it did.
    pub(super) fn take_on_arrival(&self, who: VillagerId, place: LandmarkId) -> Option<Act> {
        let mut seats = self.lock();
        seats.get_mut(&who)?.on_arrival.take_if(|act| act.there == Some(place))
    }

    /// Tells a mind what came of an act beside its thoughts.
    pub(super) fn tell(&self, who: VillagerId, (act, outcome): (Act, Outcome)) {
        let view = self.view.load();
        let when = (view.tick(), view.clock.minute_of(view.tick()));
        let change = Change::CameTo(Box::new((act, outcome)), when);
        self.lock().entry(who).or_default().change(change);
    }
}

/// Villagers in whose latest perceptions are words of somebody: a person's letters, or what its
/// avatar said.
fn hearers(view: &View, whom: &Who) -> BTreeSet<VillagerId> {
    let Who::Person(person) = whom else { return BTreeSet::new() };
    let is_it = |memory: &Memory| match &memory.what {
        Perceived::Letter { by, .. } => by == person,
        Perceived::Heard { who, .. } => {
            view.agent(*who).and_then(|one| one.person()) == Some(*person)
        }
        _ => false,
    };
    let heard = view.agents().filter(|agent| agent.memories.iter().any(is_it));
    heard.map(|agent| agent.id).collect()
}
