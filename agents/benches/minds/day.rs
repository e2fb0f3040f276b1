//! A recorded village day: who would have thought when, where everybody was, what each prompt held
//! and whom each thinker had before it. The seeded village lives by instinct; what wakes minds in
//! it, and when they may think, is as in the running server (`village_agents::rhythm`), and the
//! prompts are those of [`Mind`]. Words wake whoever hears them, as a mind's do. Whoever thinks has
//! the reins for [`THINK_STEPS`], as in the running village; then instinct does what a model would
//! have decided.

#[path = "day/ground.rs"] // the tests name this file by its path as well
mod ground;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bevy_app::App;
use serde_json::json;
use village_agents::llm::{Admission, Class, Entitlement};
use village_agents::mind::{Estimate, HashEmbedder, Mind, Percept, Prompt, Scene, Section};
use village_agents::mind::{Templates, Tokens as _};
use village_agents::rhythm::{Due, Rhythm, Wanted};
use village_instinct::{InstinctPlugin, Phrases};
use village_sim::{
    Activity, AgentView, Causes, Command, Foundation, Outcome, Principal, ReplyTo, SIGHT_TILES,
    Seed, Tile, View, Village, VillagerId, Wish,
};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::vllm::BLOCK_TOKENS;
use ground::{foundation, founding, read};

pub const HZ: u32 = 20;
/// Real seconds in a village day, as shipped.
pub const DAY_SECONDS: u32 = 1_440;
/// Seconds from looking at the world until what came of it lands: 80 tokens at a Spark's pace.
pub const THINK_STEPS: u32 = 4;
/// Tokens of an answer: a thought, one to three acts and a plan are some 40 to 120.
const ANSWER_TOKENS: (u32, u32) = (40, 120);
/// Tokens that a thought takes of its tier, about.
const TOKENS: u64 = 1_500;
/// Bytes that make a token here, so that equal beginnings make equal blocks. The prompts' own
/// estimate comes to the same, as the bench prints.
const TOKEN_BYTES: usize = 4;

/// One thought of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thought {
    pub who: VillagerId,
    /// The second of the day at whose beginning it looks.
    pub step: u32,
    pub class: Class,
    pub prefix: Arc<[u64]>,
    pub prompt_tokens: u32,
    pub answer_tokens: u32,
    /// Thoughts of others on which it really rests: of those that had landed when it looks, the
    /// latest of whom it sees, and of whom it heard since it last looked; and what these had heard
    /// since their own, for instinct answers it at once.
    pub rests_on: Vec<usize>,
}

/// A day. One second of it, a minute in the village, is a step.
#[derive(Debug, PartialEq)]
pub struct Day {
    pub villagers: usize,
    /// In order of step, and in it of villager.
    pub thoughts: Vec<Thought>,
    /// Where each villager is at each step.
    pub places: Vec<Vec<Tile>>,
    /// Mean tokens of a prompt by its parts, as the prompt itself estimates them.
    pub parts: [f64; 6],
    /// Share of a prompt's blocks that the villager's prompt before began with.
    pub kept: f64,
}

impl Day {
    /// Lives the first `steps` seconds of a day, from 7 in the morning, and writes them down.
    pub fn record(villagers: usize, seed: u64, steps: u32) -> Self {
        let mut recorder = Recorder::new(villagers, seed);
        let ticks = u64::from(steps) * u64::from(HZ);
        for tick in 0..ticks {
            let commands = std::mem::take(&mut recorder.commands);
            let view = recorder.village.tick(commands, 0).view;
            recorder.note(&view, tick);
        }
        recorder.day
    }

    /// Thoughts of every so many steps, in order.
    pub fn by_steps(&self, width: u32) -> Vec<Range<usize>> {
        let mut end = 0;
        let thoughts = &self.thoughts;
        let together = thoughts.chunk_by(|one, next| one.step / width == next.step / width);
        let ranges = together.map(|chunk| {
            end += chunk.len();
            end - chunk.len()..end
        });
        ranges.collect()
    }
}

/// What is kept of a villager while the day is recorded.
#[derive(Default)]
struct Seat {
    mind: Mind,
    rhythm: Rhythm,
    thoughts: Vec<usize>,
    prefix: Arc<[u64]>,
    /// Thoughts behind what it heard since it looked last.
    rests_on: BTreeSet<usize>,
    /// Those behind what it had heard when it looked, until what it thinks has landed.
    rested_on: BTreeSet<usize>,
    /// What it said since it looked last.
    said: Vec<Arc<str>>,
    /// When the thought lands that it has now.
    lands: Option<u32>,
    /// What woke it since it last could look.
    called: Causes,
}

struct Recorder {
    village: Village,
    foundation: Foundation,
    templates: Templates,
    embedder: HashEmbedder,
    admission: Admission,
    seats: Vec<Seat>,
    /// For the next tick.
    commands: Vec<Command>,
    day: Day,
}

impl Recorder {
    fn new(villagers: usize, seed: u64) -> Self {
        let foundation = foundation(villagers, seed);
        let phrases = Phrases::from_toml(&read("phrases.toml")).expect("the phrases are good");
        let instinct = InstinctPlugin { phrases: Arc::new(phrases) };
        let minds = |app: &mut App| {
            app.add_plugins(instinct);
        };
        let village = Village::new(&foundation, minds);
        let mut village = village.expect("the assets belong together");
        let view = village.tick(founding(&foundation, villagers), 0).view;
        assert_eq!(view.len(), villagers, "everybody finds a home");
        Self {
            village,
            foundation,
            templates: Templates::embedded().expect("the shipped templates are good"),
            embedder: HashEmbedder::default(),
            admission: Admission::default(),
            seats: (0..villagers).map(|_| Seat::default()).collect(),
            commands: Vec::new(),
            day: Day {
                villagers,
                thoughts: Vec::new(),
                places: vec![Vec::new(); villagers],
                parts: [0.0; 6],
                kept: 0.0,
            },
        }
    }

    fn note(&mut self, view: &View, tick: u64) {
        let step = u32::try_from(tick / u64::from(HZ)).expect("a day is short");
        if tick.is_multiple_of(HZ.into()) {
            self.begin(view, step);
        }
        for (who, causes) in &view.news.woken {
            self.call(*who, *causes);
        }
        for said in &view.news.said {
            let behind = self.behind(said.who, step);
            for hearer in &said.heard_by {
                self.seats[hearer.index()].rests_on.extend(&behind);
                self.call(*hearer, Causes::SPOKEN_TO);
            }
            self.seats[said.who.index()].said.push(said.text.clone());
        }
    }

    fn call(&mut self, who: VillagerId, causes: Causes) {
        let seat = &mut self.seats[who.index()];
        seat.called = seat.called.with(causes);
    }

    /// A step begins: thoughts land, and whoever was called in the step before looks.
    fn begin(&mut self, view: &View, step: u32) {
        for (agent, places) in view.agents().zip(&mut self.day.places) {
            places.push(agent.body.tile(view.tick(), HZ));
        }
        for who in (0..).map(VillagerId).take(self.seats.len()) {
            let seat = &mut self.seats[who.index()];
            if seat.lands.take_if(|lands| *lands <= step).is_some() {
                seat.rhythm.end(view.tick());
                seat.rested_on.clear();
                self.commands.push(by_mind(who, Wish::LetGo { agent: who }));
            }
            if seat.lands.is_none() {
                self.wake(view, who, step);
            }
        }
    }

    /// Lets a villager think, if something calls it and it may; else it is called until it may.
    fn wake(&mut self, view: &View, who: VillagerId, step: u32) {
        let agent = view.agent(who).expect("it lives here");
        let seat = &mut self.seats[who.index()];
        let Some(wanted) = Wanted::by(seat.called) else { return };
        if agent.body.activity == Activity::Sleeping {
            seat.called = Causes::NONE;
            return;
        }
        let (tier, time) = (Entitlement::from(view.tier(agent)), Duration::from_secs(step.into()));
        let room = |count| self.admission.room(who, &tier, (count, count * TOKENS), time);
        let Due::Now { is_own } =
            seat.rhythm.due(&view.clock, (who, wanted), tier.thoughts_per_minute, room)
        else {
            return;
        };
        self.admission.admit(who, &tier, TOKENS, time).expect("there is room");
        seat.rhythm.begin(view.tick(), is_own);
        seat.called = Causes::NONE;
        seat.lands = Some(step + THINK_STEPS);
        let think = Wish::Think { agent: who, seconds: THINK_STEPS + 1 };
        self.commands.push(by_mind(who, think));
        self.think(view, who, wanted.class, step);
    }

    fn think(&mut self, view: &View, who: VillagerId, class: Class, step: u32) {
        let rests_on = self.rests_on(view, who, step);
        let prompt = self.prompt(view, who);
        let text = format!("{}\n\n{}", prompt.system(), prompt.user());
        let prefix = blocks(&text);
        let own = self.seats[who.index()].prefix.iter();
        let kept = own.zip(prefix.iter()).take_while(|(one, next)| one == next).count();
        let (number, day) = (self.day.thoughts.len(), &mut self.day);
        average(&mut day.kept, ratio(kept, prefix.len()), number);
        let sections = [
            Section::Rules,
            Section::Village,
            Section::Persona,
            Section::Memory,
            Section::Log,
            Section::Now,
        ];
        for (part, section) in day.parts.iter_mut().zip(sections) {
            average(part, ratio(Estimate.count(prompt.section(section)), 1), number);
        }
        let mut dice = Seed(self.foundation.seed).stream("answer", view.tick().0, who.0.into());
        let tokens = text.len().div_ceil(TOKEN_BYTES);
        day.thoughts.push(Thought {
            who,
            step,
            class,
            prefix: prefix.clone(),
            prompt_tokens: u32::try_from(tokens).expect("prompts are short"),
            answer_tokens: dice.between(ANSWER_TOKENS.0, ANSWER_TOKENS.1),
            rests_on,
        });
        let seat = &mut self.seats[who.index()];
        seat.prefix = prefix;
        seat.thoughts.push(number);
    }

    /// The latest thought of a villager that has landed by a step.
    fn landed(&self, who: VillagerId, step: u32) -> Option<usize> {
        let mut latest = self.seats[who.index()].thoughts.iter().rev().take(2).copied();
        latest.find(|number| self.day.thoughts[*number].step + THINK_STEPS <= step)
    }

    /// Thoughts behind what a villager does at a step: its own, and what it heard since.
    fn behind(&self, who: VillagerId, step: u32) -> BTreeSet<usize> {
        let seat = &self.seats[who.index()];
        let heard = seat.rests_on.iter().chain(&seat.rested_on).copied();
        heard.chain(self.landed(who, step)).collect()
    }

    fn rests_on(&mut self, view: &View, who: VillagerId, step: u32) -> Vec<usize> {
        let mut all = std::mem::take(&mut self.seats[who.index()].rests_on);
        self.seats[who.index()].rested_on.clone_from(&all);
        let tile = |agent: &AgentView| agent.body.tile(view.tick(), HZ);
        let here = view.agent(who).map(|agent| tile(agent)).unwrap_or_default();
        let seen = view.agents().filter(|other| tile(other).distance(here) <= SIGHT_TILES);
        let seen = seen.map(|other| other.id).filter(|other| *other != who);
        all.extend(seen.flat_map(|other| self.behind(other, step)));
        // Its own are before it anyhow.
        all.retain(|on| self.day.thoughts[*on].who != who);
        all.into_iter().collect()
    }

    fn prompt(&mut self, view: &View, who: VillagerId) -> Prompt {
        let Foundation { map, catalogue, .. } = &self.foundation;
        let scene = Scene { view, map, catalogue };
        let seat = &mut self.seats[who.index()];
        let percept = Percept::of(scene, who, seat.mind.since());
        let mut percept = percept.expect("it lives here");
        // What instinct said for it stands in its log as its own doing.
        let said = std::mem::take(&mut seat.said);
        let acts: Vec<_> = said.iter().map(|text| json!({"do": "say", "text": &**text})).collect();
        let answer = json!({"thought": "", "acts": acts, "plan": ""}).to_string();
        for act in seat.mind.decide(&percept, &answer).acts {
            let heard = Outcome::Said { heard_by: vec![who] };
            seat.mind.came_to(&percept, &act, &heard, &Estimate);
        }
        let (templates, embedder) = (&self.templates, &self.embedder);
        let perceived = seat.mind.perceive_with(templates, &mut percept, embedder, &Estimate);
        perceived.expect("the shipped templates are good");
        seat.mind.prompt(templates, &percept, &Estimate).expect("the shipped templates are good")
    }
}

fn by_mind(who: VillagerId, body: Wish) -> Command {
    Command { principal: Principal::Mind(who), key: None, body, reply_to: ReplyTo(0), from: None }
}

/// Names of a text's full blocks, each after all that comes before it.
fn blocks(text: &str) -> Arc<[u64]> {
    let block = BLOCK_TOKENS as usize * TOKEN_BYTES;
    let named = text.as_bytes().chunks_exact(block).scan(0, |before, bytes| {
        *before = xxh3_64_with_seed(bytes, *before);
        Some(*before)
    });
    named.collect()
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Takes one more value into a mean over `count` of them.
fn average(mean: &mut f64, value: f64, count: usize) {
    *mean += (value - *mean) / ratio(count + 1, 1);
}
