//! Voices that speak at the same time, a token each a step. They join and leave between steps.

use std::sync::Arc;

use tokio::sync::mpsc;
use village_agents::llm::Finish;

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
    /// The last token that it said.
    last: u32,
    said: u32,
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

    /// Says the next token.
    fn say(&mut self, logits: &[f32], tongue: &Tongue, places: usize) -> Result<Next, Fault> {
        let nonsense = || Fault::Tokens { said: "the model's numbers are not finite".into() };
        let token = self.sampler.choose(logits).ok_or_else(nonsense)?;
        self.said += 1;
        if tongue.is_end(token) {
            return Ok(Next::End(Finish::Stop));
        }
        let Some(bytes) = self.utterance.hear(tongue, token)? else {
            return Ok(Next::End(Finish::Stop));
        };
        self.request.tell(Notice::Said(bytes));
        self.last = token;
        let is_full = self.said >= self.request.tokens_max || self.kv.len() >= places;
        Ok(if is_full { Next::End(Finish::Length) } else { Next::On })
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
}

impl Choir {
    pub(super) fn new(network: Network, tongue: Arc<Tongue>, bounds: Bounds) -> Self {
        let prefixes = Prefixes::new(bounds.kept_bytes_max);
        Self { network, tongue, prefixes, voices: Vec::new(), bounds, spared: 0 }
    }

    pub(super) fn voices(&self) -> usize {
        self.voices.len()
    }

    pub(super) const fn spared(&self) -> u64 {
        self.spared
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
            last: 0,
            said: 0,
        });
    }

    /// One token for each voice, and a piece of the prompt of the one that reads.
    pub(super) fn step(&mut self) {
        self.voices.retain(|voice| !voice.request.ear.is_closed());
        if self.voices.is_empty() {
            return;
        }
        let read_max = self.bounds.read_max;
        let turns = self.voices.iter_mut().map(|voice| {
            let unread = voice.unread();
            let Voice { request, kv, last, .. } = voice;
            let tokens = if unread == 0 {
                std::slice::from_ref(&*last)
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
            let next = self.keep(&mut voice).map_err(Fault::from);
            match next.and_then(|()| voice.say(&logits, &self.tongue, self.bounds.places)) {
                Ok(Next::On) => self.voices.push(voice),
                Ok(Next::End(finish)) => {
                    let (text, tokens) = (voice.utterance.into_text(), voice.said);
                    drop(voice.request.ear.try_send(Notice::Ended { text, finish, tokens }));
                }
                Err(fault) => voice.request.tell(Notice::Failed(fault.to_string())),
            }
        }
    }

    /// Keeps what a voice has just read, for others.
    fn keep(&mut self, voice: &mut Voice) -> candle_core::Result<()> {
        let whole = (voice.request.tokens.len() - 1) / BLOCK * BLOCK;
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
