//! One villager's mind between thoughts: memory, the day's log, plan, ruts, and what it was
//! refused. A turn is [`Mind::perceive`], [`Mind::prompt`], the model, [`Mind::decide`], and
//! [`Mind::came_to`] for every act that the world then refused.

mod kept;
mod notices;
mod record;

use std::collections::VecDeque;

use minijinja::context;
use serde::{Deserialize, Serialize};
use village_sim::{Outcome, Tick};

use super::daylog::DayLog;
use super::decision::{Act, Decision, Refused, Unfit};
use super::embed::Embedder;
use super::memory::{Entry, EntryKind, LookBack, Memory, Query, Reflection};
use super::percept::{Happening, Percept, Who, clock_face};
use super::prompt::{self, Prompt};
use super::rut::Rut;
use super::templates::{BadTemplate, Templates, value};
use super::tokens::Tokens;
use kept::Kept;
use notices::Notices;

pub(in crate::mind) use notices::Tale;

pub use record::{BadMind, MIND_VERSION, RECORD_BYTES_MAX, Written};

/// Refusals that are told back at once, the latest.
pub const TOLD_MAX: usize = 6;
/// Memories that are recalled for a thought.
pub const RECALLED_MAX: usize = 3;

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
    /// Whose words up to which tick are not to be heard any more, of those that it has not yet
    /// heard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unheard: Vec<(Who, u64)>,
    notices: Notices,
    #[serde(skip)]
    kept: Kept,
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

    /// What it means to do next; empty when it plans nothing. [`Memory::agenda`] is for the day.
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
        percept.events.iter().filter_map(|event| event.what.words()).for_each(&mut add);
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
        self.unhear(percept);
        for e in percept.events.iter().filter(|event| event.tick.0 > self.seen) {
            let by = e.by.as_ref().map(|one| one.who.clone());
            let mine = by == Some(Who::Villager(percept.own.id));
            let line = templates.render("event.jinja", context! { e => value(e), mine })?;
            if let (Some(who), Happening::Heard { text, .. }) = (&by, &e.what) {
                self.rut.heard(who, text);
            }
            if let Some(one) = e.by.as_ref().filter(|_| !mine) {
                self.memory.meet(e.tick.0, one);
            }
            let kind = EntryKind::of(&e.what);
            // Who merely comes in sight is seen anyhow.
            if kind != EntryKind::Seen && kind != EntryKind::Did {
                self.log.append(&line, by.clone(), tokens);
                self.fresh += 1;
            }
            let told = line.split_once(' ').map_or(line.as_str(), |(_, told)| told);
            self.memory.remember(e.tick.0, kind, by, told);
        }
        self.fresh += self.notices.tell(&mut self.log, templates, percept, tokens)?;
        self.fresh = self.fresh.min(self.log.lines().len());
        self.seen = self.seen.max(percept.tick.0);
        self.unheard.retain(|(_, until)| *until > self.seen);
        let (now, hour, wanted) = (percept.tick.0, percept.hour_ticks, RECALLED_MAX);
        let query = Query { vector, now, hour, wanted };
        // What stands in the log or the long memory need not be recalled; and where one was and
        // whom one saw is many memories, each the same and none worth a thought.
        let in_log = |text: &str| self.log.lines().any(|line| line.ends_with(text));
        self.kept.memory(templates, &self.memory, self.log.page(), tokens)?;
        let recalled = self.memory.come_to_mind(query, |one| match one.kind {
            EntryKind::Seen | EntryKind::Did => false,
            EntryKind::Insight => !self.kept.shows(one),
            _ => !in_log(&one.text),
        });
        percept.inward.recalled = recalled.into_iter().map(Entry::recalled).collect();
        percept.inward.told = self.told.iter().cloned().collect();
        percept.inward.plan.clone_from(&self.plan);
        percept.inward.hint = self.rut.hint();
        Ok(())
    }

    /// As [`Mind::perceive`], with an embedder that answers at once: new memories and the moment
    /// get their vectors on the way.
    pub fn perceive_with(
        &mut self,
        templates: &Templates,
        percept: &mut Percept,
        embedder: &(impl Embedder + ?Sized),
        tokens: &impl Tokens,
    ) -> Result<(), BadTemplate> {
        self.unhear(percept);
        let gist = self.gist(percept);
        let vector = self.memory.embed_with(embedder, &gist);
        self.perceive(templates, percept, Some(&vector), tokens)
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
        let memory = self.kept.memory(templates, &self.memory, self.log.page(), tokens)?;
        let mut log = String::from("The log of this day:\n<data>");
        for line in self.log.lines() {
            log.push('\n');
            log.push_str(line);
        }
        // The end comes after what is appended, so that the log is a prefix of the next.
        log.push_str("\n</data>");
        let (now, recalled) = prompt::now(templates, percept, self.fresh, tokens)?;
        let system = self.kept.system([templates.rules(), &village, &persona]);
        let sections = [templates.rules().clone(), village, persona, memory, log.into(), now];
        Ok(Prompt::new(sections, system, recalled, tokens))
    }

    /// Reads an answer: what the mind wants of the world, with ruts broken. Its notes and its plan
    /// are kept. What it was told before counts as heard now: a thought that no model answered has
    /// told nobody.
    pub fn decide(&mut self, percept: &Percept, answer: &str) -> Decision {
        self.told.clear();
        self.rut.heard_hint();
        self.fresh = 0;
        let mut decision = Decision::parse_knowing(answer, percept, &self.memory.named());
        let now = percept.tick.0;
        for act in std::mem::take(&mut decision.acts) {
            if !self.rut.admit(&act, now, percept.hour_ticks) {
                decision.refuse(&act.deed, &Unfit::Repeated);
                continue;
            }
            decision.acts.push(act);
        }
        for note in std::mem::take(&mut decision.notes) {
            if self.memory.note(now, &note) {
                decision.notes.push(note);
            } else {
                let what = format!("remember {} {}", note.kind.name(), note.text);
                decision.refuse(&what, &Unfit::TooManyOpen);
            }
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
        self.came_to_at((percept.tick, percept.minute), act, outcome, tokens);
    }

    /// As [`Mind::came_to`], at another tick and minute of the day than those of the percept.
    pub fn came_to_at(
        &mut self,
        (tick, minute): (Tick, u32),
        act: &Act,
        outcome: &Outcome,
        tokens: &impl Tokens,
    ) {
        let came = match outcome {
            Outcome::Refused(refusal) => {
                self.rut.undone(act, tick.0);
                return self.tell(Refused::by_world(act, refusal));
            }
            Outcome::Posted { post } => format!(", as post {post}"),
            Outcome::Said { heard_by } if heard_by.is_empty() => ", heard by nobody".to_owned(),
            _ => String::new(),
        };
        let did = format!("you: {}{came}", act.deed);
        let line = format!("{} {did}", clock_face(minute));
        self.log.append(&line, None, tokens);
        if !act.words.is_empty() {
            let to = act.to.as_ref().map(|one| one.who.clone());
            self.memory.remember(tick.0, EntryKind::Did, to, &did);
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
    ) -> Result<Option<LookBack>, BadTemplate> {
        if !self.memory.is_reflection_due() {
            return Ok(None);
        }
        self.memory.reflect_prompt(templates, &percept.own).map(Some)
    }

    /// Takes the answer of a reflection in: insights, lines about people, a plan for the day.
    pub fn reflected(&mut self, now: Tick, answer: &str) -> Reflection {
        self.memory.reflected(now.0, answer)
    }

    /// Leaves out what somebody said before it asked for it to be forgotten.
    fn unhear(&self, percept: &mut Percept) {
        percept.events.retain(|event| {
            let by = event.by.as_ref().map(|one| &one.who);
            let is_it = |(who, until): &(Who, u64)| by == Some(who) && event.tick.0 <= *until;
            !self.unheard.iter().any(is_it)
        });
    }

    /// Forgets what somebody said up to this tick, wherever it is kept, and what of it this mind
    /// would hear only with its next thought. The plan goes as well, for it may tell. Says how much
    /// it was.
    pub fn forget(&mut self, who: &Who, now: Tick) -> usize {
        self.unheard.retain(|(one, _)| one != who);
        if now.0 > self.seen {
            self.unheard.push((who.clone(), now.0));
        }
        self.plan.clear();
        self.told.clear();
        self.rut = Rut::default();
        self.log.forget(who) + self.memory.forget(who)
    }
}
