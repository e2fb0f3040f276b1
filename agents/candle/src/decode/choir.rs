//! Voices that speak at the same time, a token each a step. They join and leave between steps.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tracing::warn;
use village_agents::llm::Finish;

use super::grammar::{Lost, Rule};
use super::kv::Kv;
use super::network::{Network, Turn};
use super::prefixes::{BLOCK, Prefixes};
use super::sample::Sampler;
use super::tongue::{Tongue, Utterance};
use crate::fault::Fault;

/// What is asked of a voice.
pub(super) struct Request {
    /// The prompt; at least one token, and fewer than the choir has places.
    pub(super) tokens: Vec<u32>,
    /// Tokens of the answer; at least 1.
    pub(super) tokens_max: u32,
    /// From 0 (always the likeliest) up.
    pub(super) temperature: f32,
    /// The likeliest tokens that together have this share are chosen from; 0 to 1.
    pub(super) top_p: f32,
    pub(super) seed: u64,
    pub(super) stops: Vec<String>,
    /// When the answer is cut off where it stands: what was said until then still counts for
    /// something, and after the deadline for nothing.
    pub(super) until: Option<Instant>,
    /// What the answer is held to.
    pub(super) rule: Option<Rule>,
    /// Has room for [`Request::notices`]; when the other end is gone, the voice stops.
    pub(super) ear: mpsc::Sender<Notice>,
}

/// What whoever listens to a voice is told.
#[derive(Debug)]
pub(super) enum Notice {
    /// It reads the prompt now.
    Begun,
    /// It said something, of so many bytes; 0 for half a letter.
    Said(usize),
    /// It has done.
    Ended { text: String, finish: Finish, tokens: u32 },
    /// There will be no answer.
    Failed(String),
}

impl Request {
    /// The most that is told of an answer of so many tokens.
    pub(super) fn notices(tokens_max: u32) -> usize {
        usize::try_from(tokens_max).unwrap_or(usize::MAX >> 4).min(1 << 20) + 2
    }

    /// Whoever does not listen any more is told nothing.
    fn tell(&self, notice: Notice) {
        drop(self.ear.try_send(notice));
    }
}

struct Voice {
    request: Request,
    kv: Kv,
    sampler: Sampler,
    utterance: Utterance,
    /// The last that it said: a token, and what had to follow it.
    last: Vec<u32>,
    said: u32,
    /// What holding it to its schema took.
    held: Duration,
}

/// How an answer goes on.
enum Next {
    On,
    End(Finish),
}

impl Voice {
    /// Tokens of the prompt that are not read yet.
    fn unread(&self) -> usize {
        self.request.tokens.len().saturating_sub(self.kv.len())
    }

    /// Says the next token, and those that must follow it.
    fn say(&mut self, mut logits: Vec<f32>, tongue: &Tongue, places: usize) -> Result<Next, Fault> {
        self.hold(|rule| rule.narrow(&mut logits));
        let nonsense = || Fault::Tokens { said: "the model's numbers are not finite".into() };
        let token = self.sampler.choose(&logits).ok_or_else(nonsense)?;
        let forced = self.hold(|rule| rule.follow(token)).unwrap_or_default();
        self.last = std::iter::once(token).chain(forced).collect();
        for at in 1..=self.last.len() {
            let token = self.last[at - 1];
            self.said += 1;
            if tongue.is_end(token) {
                return Ok(Next::End(Finish::Stop));
            }
            let Some(bytes) = self.utterance.hear(tongue, token)? else {
                return Ok(Next::End(Finish::Stop));
            };
            self.request.tell(Notice::Said(bytes));
            let is_done = self.request.rule.as_ref().is_some_and(Rule::is_done);
            if at == self.last.len() && is_done {
                return Ok(Next::End(Finish::Stop));
            }
            if self.said >= self.request.tokens_max || self.kv.len() + at > places {
                return Ok(Next::End(Finish::Length));
            }
        }
        if self.request.until.is_some_and(|until| Instant::now() >= until) {
            return Ok(Next::End(Finish::Late));
        }
        Ok(Next::On)
    }

    /// Asks the rule, if there is one. One that fails is told and left.
    fn hold<T>(&mut self, ask: impl FnOnce(&mut Rule) -> Result<T, Lost>) -> Option<T> {
        let rule = self.request.rule.as_mut()?;
        let began = Instant::now();
        let said = ask(rule);
        self.held += began.elapsed();
        match said {
            Ok(said) => Some(said),
            Err(lost) => {
                warn!(%lost, "an answer is not held to its schema any longer");
                self.request.rule = None;
                None
            }
        }
    }
}

/// How large a choir may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) voices_max: usize,
    /// Tokens of a prompt and its answer together.
    pub(super) places: usize,
    /// Tokens of a prompt that are read in a step.
    pub(super) read_max: usize,
    /// Bytes of keys and values that are kept of prompts.
    pub(super) kept_bytes_max: usize,
}

pub(super) struct Choir {
    network: Network,
    tongue: Arc<Tongue>,
    prefixes: Prefixes,
    voices: Vec<Voice>,
    bounds: Bounds,
    /// Tokens of prompts that did not have to be read, because they were kept.
    spared: u64,
    /// Tokens of answers that are held to a schema, and what holding them took.
    held: (u64, Duration),
}

impl Choir {
    pub(super) fn new(network: Network, tongue: Arc<Tongue>, bounds: Bounds) -> Self {
        let prefixes = Prefixes::new(bounds.kept_bytes_max);
        Self {
            network,
            tongue,
            prefixes,
            voices: Vec::new(),
            bounds,
            spared: 0,
            held: (0, Duration::ZERO),
        }
    }

    pub(super) fn voices(&self) -> usize {
        self.voices.len()
    }

    pub(super) const fn spared(&self) -> u64 {
        self.spared
    }

    pub(super) const fn held(&self) -> (u64, Duration) {
        self.held
    }

    /// Bytes of keys and values that are kept of prompts.
    pub(super) const fn kept_bytes(&self) -> usize {
        self.prefixes.bytes()
    }

    /// Bytes of keys and values that belong to one voice each.
    pub(super) fn own_bytes(&self) -> usize {
        self.voices.iter().map(|voice| voice.kv.own_bytes()).sum()
    }

    /// Whether another may join. One reads at a time, so that the next finds what both share.
    pub(super) fn has_room(&self) -> bool {
        self.voices.len() < self.bounds.voices_max
            && self.voices.iter().all(|voice| voice.unread() == 0)
    }

    /// Lets another join.
    pub(super) fn join(&mut self, request: Request) {
        if request.ear.is_closed() {
            return;
        }
        // The last token is always read: what comes after it is what is asked.
        let known = self.prefixes.find(&request.tokens[..request.tokens.len() - 1]);
        let prefix = match known {
            Ok(prefix) => prefix,
            Err(error) => return request.tell(Notice::Failed(error.to_string())),
        };
        request.tell(Notice::Begun);
        let kv = self.network.kv(prefix);
        self.spared += kv.prefix_tokens() as u64;
        self.voices.push(Voice {
            sampler: Sampler::new(request.temperature, request.top_p, request.seed),
            utterance: Utterance::new(&request.stops),
            request,
            kv,
            last: Vec::new(),
            said: 0,
            held: Duration::ZERO,
        });
    }

    /// One token for each voice, and a piece of the prompt of the one that reads.
    pub(super) fn step(&mut self) {
        self.dismiss();
        if self.voices.is_empty() {
            return;
        }
        let read_max = self.bounds.read_max;
        let turns = self.voices.iter_mut().map(|voice| {
            let unread = voice.unread();
            let Voice { request, kv, last, .. } = voice;
            let tokens = if unread == 0 {
                last.as_slice()
            } else {
                &request.tokens[kv.len()..][..unread.min(read_max)]
            };
            Turn { kv, speaks: unread <= read_max, tokens }
        });
        let mut turns: Vec<Turn<'_>> = turns.collect();
        let speaks: Vec<bool> = turns.iter().map(|turn| turn.speaks).collect();
        match self.network.forward(&mut turns) {
            Ok(logits) => self.say(&speaks, logits),
            Err(error) => {
                for voice in self.voices.drain(..) {
                    voice.request.tell(Notice::Failed(error.to_string()));
                }
            }
        }
    }

    /// Sends away whoever is not listened to any more. What such a voice has read is kept, so that
    /// on a machine that reads a prompt more slowly than its thought may take, the next one comes
    /// further.
    fn dismiss(&mut self) {
        let gone = self.voices.extract_if(.., |voice| voice.request.ear.is_closed());
        for mut voice in gone.collect::<Vec<_>>() {
            if let Err(error) = self.keep(&mut voice) {
                warn!(%error, "what was read of a prompt is not kept");
            }
        }
    }

    /// Says what follows from a step.
    fn say(&mut self, speaks: &[bool], logits: Vec<Vec<f32>>) {
        let mut logits = logits.into_iter();
        let voices = std::mem::take(&mut self.voices);
        for (mut voice, speaks) in voices.into_iter().zip(speaks) {
            if !speaks {
                self.voices.push(voice);
                continue;
            }
            let logits = logits.next().expect("there is one for each turn that speaks");
            let before = (voice.said, voice.held);
            let next = self.keep(&mut voice).map_err(Fault::from);
            let next = next.and_then(|()| voice.say(logits, &self.tongue, self.bounds.places));
            if voice.held > before.1 {
                self.held.0 += u64::from(voice.said - before.0);
                self.held.1 += voice.held.saturating_sub(before.1);
            }
            match next {
                Ok(Next::On) => self.voices.push(voice),
                Ok(Next::End(finish)) => {
                    let (text, tokens) = (voice.utterance.into_text(), voice.said);
                    drop(voice.request.ear.try_send(Notice::Ended { text, finish, tokens }));
                }
                Err(fault) => voice.request.tell(Notice::Failed(fault.to_string())),
            }
        }
    }

    /// Keeps what a voice has read and not yet answered, for others.
    fn keep(&mut self, voice: &mut Voice) -> candle_core::Result<()> {
        let whole = voice.kv.len().min(voice.request.tokens.len() - 1) / BLOCK * BLOCK;
        let known = voice.kv.prefix_tokens();
        if voice.said > 0 || whole <= known || self.bounds.kept_bytes_max == 0 {
            return Ok(());
        }
        let segment = voice.kv.first(&voice.request.tokens[known..whole])?;
        match self.prefixes.keep(voice.kv.prefix(), segment) {
            Some(segment) => voice.kv.share(segment),
            None => Ok(()),
        }
    }
}
