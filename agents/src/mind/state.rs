//! One villager's mind between thoughts: memory, the day's log, plan, ruts, and what it was
//! refused. A turn is [`Mind::perceive`], [`Mind::prompt`], the model, [`Mind::decide`], and
//! [`Mind::came_to`] for every act that the world then refused.

use std::collections::VecDeque;
use std::sync::Arc;

use minijinja::context;
use serde::{Deserialize, Serialize};
use village_sim::{Outcome, PostId, Tick};

use super::daylog::DayLog;
use super::decision::{Act, Decision, NoteKind, Refused, Unfit};
use super::embed::Embedder;
use super::memory::{EntryKind, Memory, Query, Reflection};
use super::percept::{Event, Happening, Offer, Percept, Place, Who, clock_face};
use super::prompt::{self, Prompt};
use super::rut::Rut;
use super::templates::{BadTemplate, Templates, value};
use super::tokens::Tokens;

/// Version of [`Mind`]'s record.
pub const MIND_VERSION: u32 = 1;
/// Refusals that are told back at once, the latest.
pub const TOLD_MAX: usize = 6;
/// Memories that are recalled for a thought.
pub const RECALLED_MAX: usize = 3;
/// Posts and works that one page of the log tells at most, those that concern it most first. More
/// of them would fill the page, turn it, and have to be told again.
const NOTICES_MAX: usize = 3;
/// Characters of a post's title, body and last reply that the log tells, each.
const NOTICE_CHARS: usize = 120;
/// Lines about others, and insights, that the long memory shows.
const SHOWN_MAX: usize = 6;

/// A mind between thoughts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Mind {
    memory: Memory,
    log: DayLog,
    rut: Rut,
    plan: String,
    told: VecDeque<Refused>,
    /// Events up to this tick are in log and memory.
    seen: u64,
    /// Lines of the log that are new in this thought.
    fresh: usize,
    /// What the page of the log tells of posts and work: the post, and how it stood.
    shown: VecDeque<(Subject, u64)>,
    /// The page of which that is true.
    shown_page: u64,
    #[serde(skip)]
    kept: Kept,
}

/// What a line about a post is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Subject {
    Post(PostId),
    Work(PostId),
}

/// Parts of a prompt that stay from thought to thought, with what they were made of.
#[derive(Debug, Clone, Default)]
struct Kept {
    village: Option<(Vec<Place>, Vec<Offer>, Arc<str>)>,
    persona: Option<((super::Plain, super::Plain), Arc<str>)>,
    memory: Option<((u64, u64), Arc<str>)>,
}

/// Why a record is no mind.
#[derive(Debug, thiserror::Error)]
pub enum BadMind {
    #[error("the record of a mind cannot be read")]
    Unreadable(#[from] serde_json::Error),
    #[error("the record is of version {found}, this program knows {MIND_VERSION}")]
    Version { found: u32 },
}

#[derive(Serialize, Deserialize)]
struct MindV1<M> {
    version: u32,
    mind: M,
}

impl Mind {
    /// The tick up to which it knows what happened: [`Percept::of`] is asked for what came since.
    pub const fn since(&self) -> Tick {
        Tick(self.seen)
    }

    pub const fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The memory, to be given vectors or reflections.
    pub const fn memory_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }

    /// What it plans; empty when it plans nothing.
    pub fn plan(&self) -> &str {
        &self.plan
    }

    /// A few words of what goes on, to look memories up by: embed it, or let
    /// [`Mind::perceive`] do so.
    pub fn gist(&self, percept: &Percept) -> String {
        let mut gist = String::new();
        let mut add = |text: &str| {
            gist.push_str(text);
            gist.push(' ');
        };
        percept.events.iter().filter_map(words_of).for_each(&mut add);
        percept.near.iter().take(3).for_each(|other| add(other.slug.as_str()));
        percept.work.iter().take(2).for_each(|job| add(&job.title));
        percept.own.at.iter().for_each(|at| add(at.as_str()));
        add(&self.plan);
        gist
    }

    /// Takes in what happened, and brings along what it remembers, plans and was refused. `vector`
    /// is that of [`Mind::gist`], by the embedder of the memories; without it memories are found
    /// by recency and importance alone.
    pub fn perceive(
        &mut self,
        templates: &Templates,
        percept: &mut Percept,
        vector: Option<&[f32]>,
        tokens: &impl Tokens,
    ) -> Result<(), BadTemplate> {
        self.log.begin(percept.day);
        self.fresh = 0;
        for e in percept.events.iter().filter(|event| event.tick.0 > self.seen) {
            let line = templates.render("event.jinja", context! { e => value(e) })?;
            let by = e.by.as_ref().map(|one| one.who.clone());
            if let (Some(who), Happening::Heard { text, .. }) = (&by, &e.what) {
                self.rut.heard(who, text);
            }
            if let Some(one) = &e.by {
                self.memory.meet(e.tick.0, one);
            }
            let kind = kind_of(&e.what);
            // Who merely comes in sight is seen anyhow.
            if kind != EntryKind::Seen && kind != EntryKind::Did {
                self.log.append(&line, by.clone(), tokens);
                self.fresh += 1;
            }
            let told = line.split_once(' ').map_or(line.as_str(), |(_, told)| told);
            self.memory.remember(e.tick.0, kind, by, told);
        }
        self.show_board(templates, percept, tokens)?;
        self.fresh = self.fresh.min(self.log.lines().len());
        self.seen = self.seen.max(percept.tick.0);
        let (now, hour, wanted) = (percept.tick.0, percept.hour_ticks, RECALLED_MAX + 8);
        let recalled = self.memory.recall(Query { vector, now, hour, wanted });
        // What stands in the log or the long memory need not be recalled.
        let in_log = |text: &str| self.log.lines().any(|line| line.ends_with(text));
        let recalled = recalled.into_iter().filter(|one| {
            !matches!(one.kind, EntryKind::Insight | EntryKind::Seen) && !in_log(&one.text)
        });
        percept.inward.recalled = recalled.take(RECALLED_MAX).map(|one| one.text.clone()).collect();
        percept.inward.told = self.told.drain(..).collect();
        percept.inward.plan.clone_from(&self.plan);
        percept.inward.hint = self.rut.take_hint();
        Ok(())
    }

    /// Tells posts and work in the log when they are new or stand otherwise, and again when the
    /// page that told them is turned: so they are in the prompt and cost its prefix nothing.
    fn show_board(
        &mut self,
        templates: &Templates,
        percept: &Percept,
        tokens: &impl Tokens,
    ) -> Result<(), BadTemplate> {
        let is_work = |post: PostId| percept.work.iter().any(|job| job.post == post);
        let posts = percept.board.iter().filter(|post| !is_work(post.id)).map(|post| {
            let mark = (post.replies as u64) << 1 | u64::from(post.open);
            let values = context! { post => value(post), job => false, chars => NOTICE_CHARS };
            (Subject::Post(post.id), mark, &post.by.who, values)
        });
        // What is open to claim or to be judged is told with its words; the rest is known.
        let jobs = percept.work.iter().map(|job| {
            let mark = xxhash_rust::xxh3::xxh3_64(job.words.as_bytes());
            let values = context! { post => false, job => value(job), chars => NOTICE_CHARS };
            (Subject::Work(job.post), mark, &job.by.who, values)
        });
        let mut told = 0;
        for (subject, mark, by, values) in jobs.chain(posts) {
            self.keep_shown();
            let is_told = self.shown.iter().any(|(known, _)| *known == subject);
            if self.shown.contains(&(subject, mark))
                || (!is_told && self.shown.len() >= NOTICES_MAX)
            {
                continue;
            }
            let line = templates.render("notice.jinja", values)?;
            self.log.append(&line, Some(by.clone()), tokens);
            // The page may have been turned by this very line.
            self.keep_shown();
            self.shown.retain(|(known, _)| *known != subject);
            self.shown.push_back((subject, mark));
            told += 1;
        }
        self.fresh += told;
        Ok(())
    }

    /// What was told on a page that is turned must be told again.
    fn keep_shown(&mut self) {
        if self.shown_page != self.log.page() {
            self.shown.clear();
            self.shown_page = self.log.page();
        }
    }

    /// As [`Mind::perceive`], with an embedder that answers at once: new memories and the moment
    /// get their vectors on the way.
    pub fn perceive_with(
        &mut self,
        templates: &Templates,
        percept: &mut Percept,
        embedder: &impl Embedder,
        tokens: &impl Tokens,
    ) -> Result<(), BadTemplate> {
        let new: Vec<(u64, String)> =
            self.memory.unembedded().map(|(id, text)| (id, text.to_owned())).collect();
        let gist = self.gist(percept);
        let mut texts: Vec<&str> = new.iter().map(|(_, text)| text.as_str()).collect();
        texts.push(&gist);
        let mut vectors = embedder.embed(&texts);
        let vector = vectors.pop();
        self.memory.embed(new.iter().map(|(id, _)| *id).zip(vectors));
        self.perceive(templates, percept, vector.as_deref(), tokens)
    }

    /// The prompt of this thought. What came before the log's last lines is byte for byte what it
    /// was in the prompt before, as long as nothing of it changed.
    pub fn prompt(
        &mut self,
        templates: &Templates,
        percept: &Percept,
        tokens: &impl Tokens,
    ) -> Result<Prompt, BadTemplate> {
        let village = self.kept.village(templates, percept)?;
        let persona = self.kept.persona(templates, percept)?;
        let memory = self.long_memory(templates)?;
        let mut log = String::from("The log of this day:\n<data>");
        for line in self.log.lines() {
            log.push('\n');
            log.push_str(line);
        }
        // The end comes after what is appended, so that the log is a prefix of the next.
        log.push_str("\n</data>");
        let now = prompt::now(templates, percept, self.fresh, tokens)?;
        let sections = [templates.rules().clone(), village, persona, memory, log.into(), now];
        Ok(Prompt::new(sections, tokens))
    }

    /// Reads an answer: what the mind wants of the world, with ruts broken. Its notes and its plan
    /// are kept.
    pub fn decide(&mut self, percept: &Percept, answer: &str) -> Decision {
        let mut decision = Decision::parse(answer, percept);
        let now = percept.tick.0;
        for act in std::mem::take(&mut decision.acts) {
            if !self.rut.admit(&act) {
                decision.refuse(&act.deed, &Unfit::Repeated);
                continue;
            }
            decision.acts.push(act);
        }
        for note in &decision.notes {
            self.memory.note(now, note);
        }
        if let Some(plan) = &decision.plan {
            self.plan.clone_from(plan);
        }
        for refused in &decision.refused {
            self.tell(refused.clone());
        }
        decision
    }

    /// Hears what an act came to in the world. What was done goes into log and memory; a refusal
    /// is told in the next percept.
    pub fn came_to(
        &mut self,
        percept: &Percept,
        act: &Act,
        outcome: &Outcome,
        tokens: &impl Tokens,
    ) {
        let came = match outcome {
            Outcome::Refused(refusal) => return self.tell(Refused::by_world(act, refusal)),
            Outcome::Posted { post } => format!(", as post {post}"),
            Outcome::Said { heard_by } if heard_by.is_empty() => ", heard by nobody".to_owned(),
            _ => String::new(),
        };
        let did = format!("you: {}{came}", act.deed);
        let line = format!("{} {did}", clock_face(percept.minute));
        self.log.append(&line, None, tokens);
        if !act.words.is_empty() {
            let to = act.to.as_ref().map(|one| one.who.clone());
            self.memory.remember(percept.tick.0, EntryKind::Did, to, &did);
        }
    }

    fn tell(&mut self, refused: Refused) {
        if self.told.len() == TOLD_MAX {
            self.told.pop_front();
        }
        self.told.push_back(refused);
    }

    /// The question of a reflection, when one is due: a call of its own, answered to
    /// [`Mind::reflected`].
    pub fn reflect_prompt(
        &self,
        templates: &Templates,
        percept: &Percept,
    ) -> Result<Option<String>, BadTemplate> {
        if !self.memory.is_reflection_due() {
            return Ok(None);
        }
        self.memory.reflect_prompt(templates, &percept.own).map(Some)
    }

    /// Takes the answer of a reflection in.
    pub fn reflected(&mut self, now: Tick, answer: &str) -> Reflection {
        let reflection = self.memory.reflected(now.0, answer);
        if let Some(plan) = &reflection.plan {
            self.plan.clone_from(plan);
        }
        reflection
    }

    /// Forgets what somebody said, wherever it is kept. The plan goes as well, for it may tell.
    /// Says how much it was.
    pub fn forget(&mut self, who: &Who) -> usize {
        self.plan.clear();
        self.told.clear();
        self.rut = Rut::default();
        self.log.forget(who) + self.memory.forget(who)
    }

    /// The record that outlives a restart, in JSON.
    pub fn to_record(&self) -> Vec<u8> {
        let record = MindV1 { version: MIND_VERSION, mind: self };
        serde_json::to_vec(&record).expect("a mind is plain data")
    }

    /// A mind out of its record. Vectors are not in it: see [`Memory::unembedded`].
    pub fn from_record(bytes: &[u8]) -> Result<Self, BadMind> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = serde_json::from_slice(bytes)?;
        if version != MIND_VERSION {
            return Err(BadMind::Version { found: version });
        }
        let record: MindV1<Self> = serde_json::from_slice(bytes)?;
        Ok(record.mind)
    }

    /// What never changes between two pages of the log but by a promise, a debt or a reflection.
    fn long_memory(&mut self, templates: &Templates) -> Result<Arc<str>, BadTemplate> {
        let key = (self.memory.version(), self.log.page());
        if let Some((kept, text)) = &self.kept.memory
            && *kept == key
        {
            return Ok(text.clone());
        }
        let core = self.memory.core().iter().map(|fact| {
            let kind = if fact.kind == NoteKind::Debt { "debt" } else { "promise" };
            let about = fact.about.as_ref().map(|one| &one.slug);
            let kind = value(&super::Plain::new(kind));
            context! { kind, about => value(&about), text => &fact.text }
        });
        let core: Vec<_> = core.collect();
        let mut known: Vec<_> = self.memory.people().iter().collect();
        known.retain(|known| !known.line.is_empty());
        known.sort_by_key(|known| (std::cmp::Reverse(known.times), known.one.slug.clone()));
        let people = known.into_iter().take(SHOWN_MAX);
        let people =
            people.map(|known| context! { slug => value(&known.one.slug), line => &known.line });
        let people: Vec<_> = people.collect();
        let mut insights: Vec<_> = self.memory.entries().iter().collect();
        insights.retain(|entry| entry.kind == EntryKind::Insight);
        insights.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.id));
        let insights: Vec<_> =
            insights.into_iter().take(SHOWN_MAX).map(|entry| entry.text.clone()).collect();
        let values = context! { core, people, insights };
        let text: Arc<str> = templates.render("memory.jinja", values)?.into();
        self.kept.memory = Some((key, text.clone()));
        Ok(text)
    }
}

impl Kept {
    fn village(
        &mut self,
        templates: &Templates,
        percept: &Percept,
    ) -> Result<Arc<str>, BadTemplate> {
        let same = |(places, offers, _): &(Vec<Place>, Vec<Offer>, Arc<str>)| {
            let ids = |places: &[Place]| (places.len(), places.first().map(|place| place.id));
            ids(places) == ids(&percept.places) && *offers == percept.purse.tiers
        };
        if let Some((_, _, text)) = self.village.as_ref().filter(|kept| same(kept)) {
            return Ok(text.clone());
        }
        let text = prompt::village(templates, percept)?;
        let (places, offers) = (percept.places.clone(), percept.purse.tiers.clone());
        self.village = Some((places, offers, text.clone()));
        Ok(text)
    }

    fn persona(
        &mut self,
        templates: &Templates,
        percept: &Percept,
    ) -> Result<Arc<str>, BadTemplate> {
        let own = (&percept.own.name, &percept.own.persona);
        if let Some(((name, persona), text)) = &self.persona
            && (name, persona) == own
        {
            return Ok(text.clone());
        }
        let text = prompt::persona(templates, percept)?;
        self.persona = Some(((own.0.clone(), own.1.clone()), text.clone()));
        Ok(text)
    }
}

/// As which kind of memory a happening is kept.
const fn kind_of(what: &Happening) -> EntryKind {
    match what {
        Happening::Met { .. } | Happening::Crowd { .. } | Happening::Goods { .. } => {
            EntryKind::Seen
        }
        Happening::Did { .. } | Happening::Refused { .. } => EntryKind::Did,
        Happening::ReadPost { .. } => EntryKind::Read,
        Happening::Heard { whispered: false, .. } => EntryKind::Heard,
        Happening::Heard { .. } | Happening::Given { .. } | Happening::Answered { .. } => {
            EntryKind::Told
        }
        Happening::Letter { .. } | Happening::Paid { .. } | Happening::Work { .. } => {
            EntryKind::Dealt
        }
        Happening::Rewarded { .. } | Happening::Penalized { .. } => EntryKind::Judged,
    }
}

/// The words in an event, if there are any.
fn words_of(event: &Event) -> Option<&str> {
    match &event.what {
        Happening::Heard { text, .. }
        | Happening::Letter { text }
        | Happening::Answered { text, .. } => Some(text),
        Happening::ReadPost { title, .. } => Some(title),
        Happening::Rewarded { reason, .. } | Happening::Penalized { reason, .. } => Some(reason),
        Happening::Paid { note, .. } => Some(note),
        Happening::Work { words, .. } => Some(words),
        _ => None,
    }
}
